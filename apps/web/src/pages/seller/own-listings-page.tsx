import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type ListingItem, listings, OPEN_STATES } from '../../api/listings';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { DataList } from '../../ui/data-list';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { StateTag } from '../../ui/state-tag';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { Deadline } from '../notices/deadline';
import { SubmitActions } from '../listing/submit-actions';

const STATES = [
  'draft',
  'intake',
  'review',
  'listed',
  'extended',
  'resumed',
  'suspended',
  'sold',
  'certified',
  'delisted',
  'withdrawn',
];

export function Component() {
  return (
    <Guard permission="listing.draft">
      <OwnListings />
    </Guard>
  );
}

function OwnListings() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['state'] as const);
  return (
    <>
      <PageHead
        title={t('own.title')}
        intro={t('own.intro')}
        actions={
          <ButtonLink to="/desk/listings/new" type="primary">
            {t('own.create')}
          </ButtonLink>
        }
      />
      <DataList<ListingItem>
        route="/listings"
        query={{ mine: 1, ...values }}
        fetchPage={listings.list}
        rowKey={(item) => item.id}
        caption={t('own.title')}
        refetchMs={10_000}
        empty={<Empty title={t('own.none')} hint={t('own.noneHint')} />}
        toolbar={
          <Select
            allowClear
            aria-label={t('market.filter.state')}
            placeholder={t('market.filter.state')}
            style={{ width: 180 }}
            value={values.state ?? null}
            onChange={(value) => set('state', value)}
            options={STATES.map((value) => ({ value, label: t(`state.listing.${value}`) }))}
          />
        }
        columns={[
          {
            title: t('listing.achievement'),
            lead: true,
            render: (item) => (
              <>
                <Link to={`/listings/${item.id}`} className="cell-title">
                  {item.title}
                </Link>
                <span className="cell-sub num">{item.number}</span>
              </>
            ),
          },
          {
            title: t('listing.pricingWay'),
            render: (item) => <span className="tight">{t(`pricingWay.${item.pricingWay}`)}</span>,
          },
          {
            title: t('listing.price'),
            end: true,
            render: (item) => <Money amount={item.priceMinor} />,
          },
          {
            title: t('listing.state'),
            render: (item) => (
              <>
                <StateTag domain="listing" state={item.state} />
                {item.noticeEndsAt && (
                  <span className="cell-sub">
                    {t('listing.noticeEndsAt')} <Deadline at={item.noticeEndsAt} />
                  </span>
                )}
              </>
            ),
          },
          { title: t('own.next'), render: (item) => <NextAction item={item} /> },
        ]}
      />
    </>
  );
}

/** What the seller can do now; where it is somebody else's turn, whose. */
function NextAction({ item }: { item: ListingItem }) {
  const { t } = useTranslation();
  if (item.state === 'draft') {
    return (
      <div className="row">
        <ButtonLink to={`/desk/listings/${item.id}/edit`}>{t('common.edit')}</ButtonLink>
        <SubmitActions listing={item} />
      </div>
    );
  }
  if (OPEN_STATES.includes(item.state) && item.auctionId) {
    return <Link to={`/auctions/${item.auctionId}`}>{t('own.watch')}</Link>;
  }
  if (OPEN_STATES.includes(item.state)) {
    return <Link to={`/listings/${item.id}`}>{t('own.objections')}</Link>;
  }
  if (item.state === 'sold' || item.state === 'certified') return <Link to="/desk/contracts">{t('own.contract')}</Link>;
  return <span className="muted">{t(`own.wait.${item.state}`, { defaultValue: '—' })}</span>;
}
