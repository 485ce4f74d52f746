import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Relation, relations } from '../../api/relations';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { AttachmentLink } from '../../ui/attachment-link';
import { DataList } from '../../ui/data-list';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { EndRelation, JudgeRelation } from './relation-acts';
import { HoldingForm, PersonForm } from './relation-forms';

const TYPES = ['person', 'holding'];
const STATES = ['declared', 'verified', 'refused'];

export function Component() {
  return (
    <Guard permission={['relation.declare', 'relation.verify']}>
      <Relations />
    </Guard>
  );
}

/** An organisation declares its people and holdings; a reviewer verifies what is declared by those who act at the exchange. */
function Relations() {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const { values, set } = useFilters(['type', 'state', 'q'] as const);
  const [adding, setAdding] = useState<'person' | 'holding' | null>(null);
  const reviewer = can('relation.verify');
  const isOwn = ({ organisationId }: Relation) => organisationId === actor?.organisation.id;
  const choose = (name: 'type' | 'state', options: { value: string; label: string }[], label: string) => (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      style={{ width: 150 }}
      value={values[name] ?? null}
      onChange={(value) => set(name, value)}
      options={options}
    />
  );
  return (
    <>
      <PageHead
        title={t('relations.title')}
        intro={t(reviewer ? 'relations.reviewIntro' : 'relations.intro')}
        actions={
          can('relation.declare') && (
            <>
              <Button type="primary" onClick={() => setAdding('person')}>
                {t('relations.addPerson')}
              </Button>
              <Button onClick={() => setAdding('holding')}>{t('relations.addHolding')}</Button>
            </>
          )
        }
      />
      <DataList<Relation>
        route="/relations"
        query={values}
        fetchPage={relations.list}
        rowKey={(item) => item.id}
        caption={t('relations.title')}
        empty={<Empty title={t('relations.none')} hint={t('relations.noneHint')} />}
        toolbar={
          <div className="filters">
            <Input.Search
              allowClear
              defaultValue={values.q ?? ''}
              placeholder={t('relations.search')}
              aria-label={t('relations.search')}
              style={{ width: 220 }}
              onSearch={(value) => set('q', value)}
            />
            {choose(
              'type',
              TYPES.map((value) => ({ value, label: t(`relations.type.${value}`) })),
              t('relations.kind'),
            )}
            {choose(
              'state',
              STATES.map((value) => ({ value, label: t(`state.relation.${value}`) })),
              t('market.filter.state'),
            )}
          </div>
        }
        columns={[
          { title: t('relations.who'), lead: true, render: (item) => <What relation={item} /> },
          {
            title: t('relations.since'),
            render: (item) => (
              <span className="num">
                {item.fromOn}
                {item.toOn && ` → ${item.toOn}`}
              </span>
            ),
          },
          {
            title: t('relations.evidence'),
            render: (item) =>
              item.evidence ? (
                <AttachmentLink attachment={item.evidence} address={relations.evidenceAddress(item.id)} />
              ) : (
                '—'
              ),
          },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                <StateTag domain="relation" state={item.state} />
                {item.reviewedForName && (
                  <span className="cell-sub">{t('relations.judgedBy', { name: item.reviewedForName })}</span>
                )}
                {item.state === 'declared' && item.exchangeName && (
                  <span className="cell-sub">{t('relations.askedOf', { name: item.exchangeName })}</span>
                )}
                {item.toOn && <span className="cell-sub">{t('relations.ended')}</span>}
                {item.reviewReason && <span className="cell-sub">{item.reviewReason}</span>}
              </>
            ),
          },
          {
            title: '',
            end: true,
            render: (item) => (
              <div className="actions">
                {item.concerned && item.state === 'declared' && <JudgeRelation relation={item} />}
                {item.toOn === null && (item.concerned || (isOwn(item) && item.state !== 'verified')) && (
                  <EndRelation relation={item} />
                )}
              </div>
            ),
          },
        ]}
      />
      <PersonForm open={adding === 'person'} onClose={() => setAdding(null)} />
      <HoldingForm open={adding === 'holding'} onClose={() => setAdding(null)} />
    </>
  );
}

function What({ relation }: { relation: Relation }) {
  const { t } = useTranslation();
  const holding = relation.type === 'holding';
  const share = `${((relation.basisPoints ?? 0) / 100).toLocaleString('en-US', { maximumFractionDigits: 2 })}%`;
  return (
    <>
      <span className="cell-title">
        {holding
          ? t('relations.holds', { holder: relation.holderName, held: relation.heldName, share })
          : `${relation.personName} · ${t(`relationRole.${relation.role}`)}`}
      </span>
      <span className="cell-sub">{t('relations.declaredBy', { name: relation.organisationName })}</span>
    </>
  );
}
