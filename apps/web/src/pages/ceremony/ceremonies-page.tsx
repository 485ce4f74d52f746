import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Ceremony, ceremonies } from '../../api/ceremonies';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { SaleFilters } from '../exchange/sale-filters';
import { nextStep } from './next-step';

export function Component() {
  return (
    <Guard permission={['trustee.act', 'auction.operate']}>
      <Ceremonies />
    </Guard>
  );
}

/** Sealed sales that this organisation runs or keeps a key of, each with what it waits for. */
function Ceremonies() {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { values, set } = useFilters(['state', 'q'] as const);
  return (
    <>
      <PageHead title={t('ceremony.listTitle')} intro={t('ceremony.listIntro')} />
      <DataList<Ceremony>
        route="/ceremonies"
        query={values}
        fetchPage={ceremonies.list}
        rowKey={(item) => item.auctionId}
        caption={t('ceremony.listTitle')}
        refetchMs={5_000}
        empty={
          Object.keys(values).length > 0 ? (
            <Empty title={t('ceremony.noMatch')} hint={t('ceremony.noMatchHint')} />
          ) : (
            <Empty title={t('ceremony.none')} hint={t('ceremony.noneHint')} />
          )
        }
        toolbar={<SaleFilters values={values} set={set} otherwise={t('auctions.all')} />}
        columns={[
          {
            title: t('listing.achievement'),
            lead: true,
            render: (item) => (
              <Link to={`/auctions/${item.auctionId}/ceremony`} className="cell-title">
                {item.title}
              </Link>
            ),
          },
          {
            title: t('listing.state'),
            render: (item) => <StateTag domain="auction" state={item.awaits ?? item.state} />,
          },
          {
            title: t('ceremony.part'),
            render: (item) =>
              item.mine && can('trustee.act') ? t(`ceremony.role.${item.mine}`) : t('ceremony.organiser'),
          },
          {
            title: t('ceremony.next'),
            render: (item) => (
              <>
                {t(`ceremony.step.${nextStep(item)}`)}
                <When {...item} />
              </>
            ),
          },
        ]}
      />
    </>
  );
}

/** The time that counts in each state; while a sale is paused its end is not known. */
function When({ state, opensAtMs, endsAtMs }: Ceremony) {
  const { t } = useTranslation();
  if (state === 'paused') return null;
  return (
    <span className="cell-sub">
      {t(`ceremony.when.${state}`)} <Moment at={state === 'announced' ? opensAtMs : endsAtMs} />
    </span>
  );
}
