import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { APPLICATION_STATES, type Confirmation, confirmations } from '../../api/applications';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { CandidateDialog } from './candidate-dialog';
import { Due } from './due';

const STATES = APPLICATION_STATES.filter((state) => state !== 'submitted');

export function Component() {
  return (
    <Guard permission="application.confirm">
      <Confirmations />
    </Guard>
  );
}

/** The seller's queue: candidates without names, and when silence becomes consent. */
function Confirmations() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state', 'q'] as const);
  const [looking, setLooking] = useState<Confirmation | null>(null);
  return (
    <>
      <PageHead title={t('confirm.title')} intro={t('confirm.intro')} />
      <DataList<Confirmation>
        route="/confirmations"
        query={values}
        fetchPage={confirmations.list}
        rowKey={(item) => item.id}
        caption={t('confirm.title')}
        refetchMs={8_000}
        empty={<Empty title={t('confirm.none')} hint={t('confirm.noneHint')} />}
        toolbar={
          <div className="filters">
            <Input.Search
              allowClear
              defaultValue={values.q ?? ''}
              placeholder={t('confirm.search')}
              aria-label={t('confirm.search')}
              style={{ width: 240 }}
              onSearch={(value) => set('q', value)}
            />
            <Select
              allowClear
              aria-label={t('market.filter.state')}
              placeholder={t('market.filter.state')}
              style={{ width: 180 }}
              value={values.state ?? null}
              onChange={(value) => set('state', value)}
              options={STATES.map((value) => ({ value, label: t(`state.application.${value}`) }))}
            />
          </div>
        }
        columns={[
          {
            title: t('applications.subject'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/listings/${item.listingId}`} className="cell-title">
                  {item.listingTitle}
                </Link>
                <span className="cell-sub">{item.listingNumber}</span>
              </>
            ),
          },
          {
            title: t('confirm.candidate'),
            render: (item) => <span className="num">{t('confirm.label', { label: item.label })}</span>,
          },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                <StateTag domain="application" state={item.state} />
                {item.state === 'awaiting_seller' && <Due at={item.dueAt} />}
                {item.lastAction === 'lapse' && <span className="cell-sub">{t('qualify.bySilence')}</span>}
                {item.state === 'objected' && <span className="cell-sub">{item.reason}</span>}
              </>
            ),
          },
          {
            title: '',
            end: true,
            render: (item) =>
              item.state === 'awaiting_seller' || item.state === 'objected' ? (
                <Button
                  type={item.state === 'awaiting_seller' ? 'primary' : 'default'}
                  onClick={() => setLooking(item)}
                >
                  {t('confirm.look')}
                </Button>
              ) : null,
          },
        ]}
      />
      <CandidateDialog confirmation={looking} onClose={() => setLooking(null)} />
    </>
  );
}
