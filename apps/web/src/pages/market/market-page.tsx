import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type ListingItem, listings } from '../../api/listings';
import { regionName } from '../../lib/regions';
import { type Column, DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Deadline } from '../notices/deadline';
import { CurrentPrice, LiveState } from './current-price';
import { LiveStrip } from './live-strip';
import { MarketFilters } from './market-filters';

const FILTERS = ['q', 'field', 'region', 'pricingWay', 'state', 'exchangeId'] as const;

export function Component() {
  const { t } = useTranslation();
  const { values, set } = useFilters(FILTERS);
  return (
    <>
      <LiveStrip />
      <div className="page">
        <PageHead title={t('market.title')} intro={t('market.intro')} />
        <DataList<ListingItem>
          route="/listings"
          query={values}
          fetchPage={listings.list}
          columns={useColumns()}
          rowKey={(item) => item.id}
          caption={t('market.title')}
          refetchMs={15_000}
          toolbar={<MarketFilters values={values} set={set} />}
          empty={<Empty title={t('market.none')} hint={t('market.noneHint')} />}
        />
      </div>
    </>
  );
}

function useColumns(): Column<ListingItem>[] {
  const { t, i18n } = useTranslation();
  return [
    {
      title: t('listing.achievement'),
      lead: true,
      render: (item) => (
        <>
          <Link to={`/listings/${item.id}`} className="cell-title">
            {item.title}
          </Link>
          <span className="cell-sub">
            {[
              item.number,
              item.transferorName,
              item.fieldCode && t(`field.${item.fieldCode}`, { defaultValue: item.fieldCode }),
              regionName(item.regionCode, i18n.language),
              (item.markets ?? []).length > 0 && t('markets.hosted', { name: item.exchangeName }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </>
      ),
    },
    {
      title: t('listing.pricingWay'),
      render: (item) => (
        <>
          {t(`pricingWay.${item.pricingWay}`)}
          <span className="cell-sub">{t(`form.${item.form}`)}</span>
        </>
      ),
    },
    { title: t('listing.price'), end: true, render: (item) => <Money amount={item.priceMinor} /> },
    {
      title: t('listing.currentPrice'),
      end: true,
      render: (item) => <CurrentPrice auctionId={item.auctionId ?? null} />,
    },
    {
      title: t('listing.state'),
      render: (item) => (
        <>
          <LiveState auctionId={item.auctionId ?? null} otherwise={item.state} />
          <span className="cell-sub">
            <NextDate item={item} />
          </span>
        </>
      ),
    },
  ];
}

/** The date a reader of the list waits for. */
function NextDate({ item }: { item: ListingItem }) {
  const { t } = useTranslation();
  const now = Date.now();
  if (item.opensAt && new Date(item.opensAt).getTime() > now) {
    return (
      <>
        {t('listing.opensAt')} <Moment at={item.opensAt} />
      </>
    );
  }
  if (item.noticeEndsAt && new Date(item.noticeEndsAt).getTime() > now) {
    return (
      <>
        {t('listing.noticeEndsAt')} <Deadline at={item.noticeEndsAt} />
      </>
    );
  }
  return null;
}
