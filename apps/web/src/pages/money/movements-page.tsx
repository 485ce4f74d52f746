import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Movement, money } from '../../api/money';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';

export function Component() {
  return (
    <Guard permission={['bank.match', 'bank.confirm', 'audit.read']}>
      <Movements />
    </Guard>
  );
}

const STAGES = ['begun', 'authorised', 'captured', 'voided'];

/** What providers of payments say of this exchange's deposits and prices. */
function Movements() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state'] as const);
  return (
    <>
      <PageHead title={t('movement.title')} intro={t('movement.intro')} />
      <DataList<Movement>
        route="/provider-movements"
        query={values}
        fetchPage={money.movements}
        rowKey={(item) => item.id}
        caption={t('movement.title')}
        refetchMs={8_000}
        empty={<Empty title={t('movement.none')} hint={t('movement.noneHint')} />}
        toolbar={
          <Select
            allowClear
            aria-label={t('listing.state')}
            placeholder={t('movement.all')}
            style={{ width: 180 }}
            value={values.state ?? null}
            onChange={(value) => set('state', value)}
            options={STAGES.map((value) => ({ value, label: t(`state.movement.${value}`) }))}
          />
        }
        columns={[
          {
            title: t('movement.way'),
            lead: true,
            render: (item) => (
              <>
                <b>{t(`channel.name.${item.provider}`)}</b>
                <span className="cell-sub num">{item.reference ?? t('movement.noAnswer')}</span>
              </>
            ),
          },
          { title: t('movement.of'), render: (item) => t(`movement.kind.${item.subjectKind}`) },
          { title: t('deposit.amount'), end: true, render: (item) => <Money amount={item.amountMinor} /> },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                <StateTag domain="movement" state={item.stage} />
                <span className="cell-sub">
                  <After item={item} />
                </span>
              </>
            ),
          },
          { title: t('movement.at'), render: (item) => <Moment at={item.changedAt} /> },
        ]}
      />
    </>
  );
}

function After({ item }: { item: Movement }) {
  const { t } = useTranslation();
  if (item.disputedMinor > 0) return <span className="tag bad">{t('movement.disputed')}</span>;
  if (item.chargedBackMinor > 0) return <span className="tag bad">{t('movement.chargedBack')}</span>;
  if (item.refundingMinor > 0) return <>{t('movement.refunding')}</>;
  if (item.refundedMinor > 0)
    return (
      <>
        {t('movement.refunded')} <Money amount={item.refundedMinor} />
      </>
    );
  if (item.stage === 'authorised' && item.captureBefore)
    return (
      <>
        {t('movement.until')} <Moment at={item.captureBefore} />
      </>
    );
  return null;
}
