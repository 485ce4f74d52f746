import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type ListingItem, listings } from '../api/listings';
import { DataList } from './data-list';
import { Moment } from './moment';
import { Money } from './money';
import { Empty } from './states';

interface ListingQueueProps {
  queue: 'intake' | 'review';
  caption: string;
  Actions: React.ComponentType<{ item: ListingItem }>;
}

/** Listings that wait for somebody's decision, with everything needed to open and judge them. */
export function ListingQueue({ queue, caption, Actions }: ListingQueueProps) {
  const { t } = useTranslation();
  return (
    <DataList<ListingItem>
      route="/listings"
      query={{ queue }}
      fetchPage={listings.list}
      rowKey={(item) => item.id}
      caption={caption}
      refetchMs={8_000}
      empty={<Empty title={t('queue.none')} hint={t('queue.noneHint')} />}
      columns={[
        {
          title: t('listing.achievement'),
          lead: true,
          render: (item) => (
            <>
              <Link to={`/listings/${item.id}`} className="cell-title">
                {item.title}
              </Link>
              <span className="cell-sub">
                {[item.number, item.transferorName, item.windowName].filter(Boolean).join(' · ')}
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
        { title: t('queue.since'), render: (item) => <Moment at={item.createdAt} /> },
        {
          title: '',
          end: true,
          render: (item) => (
            <div className="actions">
              <Actions item={item} />
            </div>
          ),
        },
      ]}
    />
  );
}
