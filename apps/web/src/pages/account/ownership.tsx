import { useQuery } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identity, type Ownership, OWNERSHIPS } from '../../api/identity';
import { ConfirmAction } from '../../ui/confirm-action';
import { ProblemAlert } from '../../ui/problem-alert';

type Kind = keyof typeof OWNERSHIPS;

interface OwnershipChoiceProps {
  kind: Kind;
  value?: Ownership;
  onChange?: (ownership: Ownership) => void;
}

export function OwnershipChoice({ kind, value, onChange }: OwnershipChoiceProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      aria-label={t('ownership.label')}
      value={value ?? null}
      onChange={(event) => onChange?.(event.target.value as Ownership)}
      options={OWNERSHIPS[kind].map((ownership) => ({ value: ownership, label: t(`ownership.${ownership}`) }))}
    />
  );
}

/** Who owns this organisation: it decides by which rules it may sell, so changing it is asked and recorded. */
export function OwnershipPanel({ organisationId, kind }: { organisationId: string; kind: Kind }) {
  const { t } = useTranslation();
  const found = useQuery({
    queryKey: ['/organisations', organisationId],
    queryFn: () => identity.organisation(organisationId),
  });
  const [chosen, setChosen] = useState<Ownership | undefined>();
  const said = found.data?.ownership ?? undefined;
  const value = chosen ?? said;
  return (
    <section className="panel" style={{ marginBottom: 16 }} aria-labelledby="ownership-title">
      <h2 id="ownership-title">{t('ownership.label')}</h2>
      <ProblemAlert error={found.error} />
      <div className="row">
        <span>{said ? t(`ownership.${said}`) : t(`ownership.notSaid.${kind}`)}</span>
        <ConfirmAction
          label={t('ownership.change')}
          title={t('ownership.change')}
          button={{ size: 'small' }}
          incomplete={value === undefined || value === said}
          run={() => (value ? identity.declareOwnership(organisationId, value) : Promise.resolve())}
        >
          <p>{t('ownership.hint')}</p>
          <OwnershipChoice kind={kind} {...(value ? { value } : {})} onChange={setChosen} />
        </ConfirmAction>
      </div>
    </section>
  );
}

/** For the exchange: under which law a seller stands. */
export function SellerOwnership({ organisationId }: { organisationId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['/organisations', organisationId],
    queryFn: () => identity.organisation(organisationId),
  });
  if (!data || (data.kind !== 'company' && data.kind !== 'university')) return null;
  return (
    <p className="small muted" style={{ marginBottom: 8 }}>
      {t('ownership.ofSeller')} ·{' '}
      {data.ownership ? t(`ownership.${data.ownership}`) : t(`ownership.notSaid.${data.kind}`)}
    </p>
  );
}
