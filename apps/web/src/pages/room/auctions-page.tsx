import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Select } from 'antd';
import { type AuctionItem, auctions } from '../../api/auctions';
import { saleWord } from '../../room/sale-word';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';

const STATES = ['announced', 'open', 'paused', 'ended', 'closed'];

export function Component() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state'] as const);
  return (
    <div className="page">
      <PageHead title={t('auctions.title')} intro={t('auctions.intro')} />
      <DataList<AuctionItem>
        route="/auctions"
        query={values}
        fetchPage={auctions.list}
        refetchMs={3_000}
        rowKey={(item) => item.auctionId}
        caption={t('auctions.title')}
        empty={<Empty title={t('auctions.none')} hint={t('auctions.noneHint')} />}
        toolbar={
          <Select
            allowClear
            aria-label={t('auctions.state')}
            placeholder={t('auctions.state')}
            style={{ width: 180 }}
            value={values.state ?? null}
            onChange={(value) => set('state', value)}
            options={STATES.map((value) => ({ value, label: t(`state.auction.${value}`) }))}
          />
        }
        columns={[
          {
            title: t('listing.achievement'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/auctions/${item.auctionId}`} className="cell-title">
                  {item.title}
                </Link>
                <span className="cell-sub">{t(`mode.${item.mode}`, { defaultValue: t('mode.other') })}</span>
              </>
            ),
          },
          {
            title: t('listing.state'),
            render: (item) => <StateTag domain="auction" state={saleWord(item)} />,
          },
          { title: t('room.startPrice'), end: true, render: (item) => <Money amount={item.startPriceMinor} /> },
          { title: t('room.currentPrice'), end: true, render: (item) => <Money amount={item.priceMinor} /> },
          { title: t('room.bids'), end: true, render: (item) => <span className="num">{item.bidCount}</span> },
          {
            title: t('auctions.time'),
            render: (item) => <Moment at={item.state === 'announced' ? item.opensAtMs : item.endsAtMs} />,
          },
        ]}
      />
    </div>
  );
}
