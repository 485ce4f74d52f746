import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrusteeRole } from '@jishi/sealing';
import { type Ceremony, ceremonies, type Trustee } from '../../api/ceremonies';
import { identity } from '../../api/identity';
import { useAuth } from '../../auth/actor';
import { ROLES, sealing } from '../../sealed/crypto';
import { ConfirmAction } from '../../ui/confirm-action';
import { Moment } from '../../ui/moment';

interface TrusteesPanelProps {
  ceremony: Ceremony;
  operates: boolean;
}

/** Who keeps the three keys, how far each is, and for the exchange: appointing and replacing. */
export function TrusteesPanel({ ceremony, operates }: TrusteesPanelProps) {
  const { t } = useTranslation();
  const changeable = operates && ceremony.state === 'announced';
  const waits = changeable && !ceremony.seated && ceremony.trustees.filter(({ drilled }) => drilled).length === 3;
  return (
    <section className="panel" aria-labelledby="trustees-title">
      <h2 id="trustees-title">{t('ceremony.trustees')}</h2>
      <ul className="trustees">
        {ROLES.map((role) => (
          <TrusteeCard
            key={role}
            role={role}
            trustee={ceremony.trustees.find((trustee) => trustee.role === role)}
            action={changeable && <Appoint ceremony={ceremony} role={role} />}
          />
        ))}
      </ul>
      {waits && (
        <ConfirmAction
          label={t('ceremony.seat')}
          title={t('ceremony.seat')}
          button={{ type: 'primary' }}
          run={() => ceremonies.seat(ceremony.auctionId)}
        >
          <p>{t('ceremony.seatText')}</p>
        </ConfirmAction>
      )}
    </section>
  );
}

interface TrusteeCardProps {
  role: TrusteeRole;
  trustee: Trustee | undefined;
  action: React.ReactNode;
}

function TrusteeCard({ role, trustee, action }: TrusteeCardProps) {
  const { t } = useTranslation();
  const state = !trustee ? 'missing' : !trustee.publicKey ? 'keyless' : trustee.drilled ? 'drilled' : 'published';
  return (
    <li data-testid={`trustee-${role}`} data-state={state}>
      <p className="small muted">{t(`ceremony.role.${role}`)}</p>
      <p>
        <b>{trustee?.organisationName ?? t('ceremony.notAppointed')}</b>
      </p>
      <p>
        <span className={`tag ${state === 'drilled' ? 'good' : 'wait'}`}>{t(`ceremony.keyState.${state}`)}</span>
      </p>
      {trustee?.publicKey && (
        <>
          <Fingerprint publicKey={trustee.publicKey} />
          <p className="small muted">
            {trustee.publishedByName} · <Moment at={trustee.publishedAt} />
          </p>
        </>
      )}
      {action}
    </li>
  );
}

/** As people compare it by telephone. */
export function Fingerprint({ publicKey }: { publicKey: string }) {
  const { data } = useQuery({
    queryKey: ['fingerprint', publicKey],
    queryFn: async () => (await sealing()).fingerprint(publicKey),
    staleTime: Infinity,
  });
  return <code className="fingerprint">{data ?? '…'}</code>;
}

const KIND = { operator: 'exchange', notary: 'notary', regulator: 'regulator' } as const;

function Appoint({ ceremony, role }: { ceremony: Ceremony; role: TrusteeRole }) {
  const { t } = useTranslation();
  const { actor } = useAuth();
  const [chosen, setChosen] = useState<string | null>(null);
  const held = ceremony.trustees.find((trustee) => trustee.role === role);
  const found = useQuery({
    queryKey: ['/organisations', KIND[role]],
    queryFn: () => identity.organisations(KIND[role]),
    staleTime: 60_000,
  }).data;
  // The exchange's own key stays in its house.
  const candidates = (found?.items ?? []).filter(({ id }) => role !== 'operator' || id === actor?.organisation.id);
  const organisationId = chosen ?? (candidates.length === 1 ? candidates[0]!.id : null);
  return (
    <ConfirmAction
      label={t(held ? 'ceremony.replace' : 'ceremony.appoint')}
      title={t(held ? 'ceremony.replaceTitle' : 'ceremony.appointTitle', { role: t(`ceremony.role.${role}`) })}
      {...(held ? { reasonLabel: t('common.reason') } : {})}
      incomplete={organisationId === null}
      button={held ? {} : { type: 'primary' }}
      run={(reason) =>
        ceremonies.appoint(ceremony.auctionId, {
          role,
          organisationId: organisationId ?? '',
          ...(reason ? { reason } : {}),
        })
      }
    >
      <p>{t(held ? 'ceremony.replaceText' : 'ceremony.appointText')}</p>
      <label className="field">
        <span>{t('ceremony.organisation')}</span>
        <Select
          style={{ width: '100%' }}
          aria-label={t('ceremony.organisation')}
          value={organisationId}
          onChange={setChosen}
          notFoundContent={t('ceremony.noCandidate')}
          options={candidates.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </label>
    </ConfirmAction>
  );
}
