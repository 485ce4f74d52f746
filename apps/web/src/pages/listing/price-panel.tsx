import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { auctions } from '../../api/auctions';
import { type ListingView, OPEN_STATES } from '../../api/listings';
import { useAuth } from '../../auth/actor';
import { ButtonLink } from '../../ui/button-link';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { Deadline } from '../notices/deadline';

const A_MOMENT_MS = 60_000;

export function PricePanel({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const auction = useQuery({
    queryKey: ['/auctions', listing.auctionId],
    queryFn: () => auctions.snapshot(listing.auctionId ?? ''),
    enabled: Boolean(listing.auctionId),
    refetchInterval: 3_000,
  }).data;
  const current = auction?.priceMinor ?? null;
  // Whoever may still apply does that first; the room is for watching until then.
  const applies =
    (actor ? can('application.file') && auction?.state !== 'closed' : auction?.state === 'announced') &&
    listing.pricingWay !== 'negotiated' &&
    !auction?.me?.admitted;
  // Of a listing with one candidate so far: an agreement waits for everybody else who applied in time.
  const late =
    listing.pricingWay === 'listing' &&
    OPEN_STATES.includes(listing.state) &&
    auction?.state === 'announced' &&
    new Date(listing.opensAt ?? 0).getTime() + A_MOMENT_MS < Date.now();
  return (
    <section className="panel side-facts" aria-label={t('listing.price')}>
      <p className="muted">
        {current !== null
          ? t(auction?.outcome === 'sold' ? 'room.outcome.sold' : 'room.currentPrice')
          : t(`listing.priceOf.${listing.pricingWay}`)}
      </p>
      <p className="price-big">
        <Money amount={current ?? listing.priceMinor} />
      </p>
      {listing.state === 'suspended' && (
        <p className="banner" role="status" style={{ marginTop: 12 }}>
          {t('life.suspended')}
        </p>
      )}
      {late && (
        <p className="banner" role="status" style={{ marginTop: 12 }}>
          {t('life.decided')}
        </p>
      )}
      <div style={{ marginTop: 14 }}>
        <Facts
          items={[
            current !== null && [
              t(`listing.priceOf.${listing.pricingWay}`),
              <Money key="start" amount={listing.priceMinor} />,
            ],
            [t('listing.pricingWay'), t(`pricingWay.${listing.pricingWay}`)],
            [t('listing.form'), t(`form.${listing.form}`)],
            typeof listing.reserveMinor === 'number' && [
              t('listing.reserve'),
              <Money key="reserve" amount={listing.reserveMinor} />,
            ],
            [t('listing.transferee'), listing.negotiatedTransfereeName],
            listing.transfereeRelation !== null && [
              t('life.relation'),
              t('life.related', { how: t(`qualify.relationKind.${listing.transfereeRelation}`) }),
            ],
            Boolean(listing.noticeEndsAt) && [
              t(listing.pricingWay === 'negotiated' ? 'listing.publicityEndsAt' : 'listing.noticeEndsAt'),
              <Deadline key="notice" at={listing.noticeEndsAt ?? ''} />,
            ],
            listing.announcedExtensions > 0 && [
              t('life.extensions'),
              t('life.extensionsOf', { done: listing.extensions, max: listing.announcedExtensions }),
            ],
            listing.appraisal !== null && [
              t('draft.appraisalAmount'),
              <span key="appraisal">
                <Money amount={listing.appraisal.amountMinor} /> · {listing.appraisal.reference}
              </span>,
            ],
            listing.approval !== null && [
              t('life.approval'),
              `${listing.approval.authority} ${listing.approval.reference}`,
            ],
            listing.round > 1 && [t('life.round'), t('life.roundNo', { count: listing.round })],
            Boolean(listing.publishFrom) &&
              !listing.noticeEndsAt && [t('life.publishFrom'), <Moment key="from" at={listing.publishFrom} />],
            Boolean(listing.opensAt) && [t('listing.opensAt'), <Moment key="opens" at={listing.opensAt} />],
            Boolean(listing.closesAt) && [t('listing.closesAt'), <Moment key="closes" at={listing.closesAt} />],
          ]}
        />
      </div>
      {listing.auctionId && (
        <ButtonLink
          to={`/auctions/${listing.auctionId}`}
          type={applies ? 'default' : 'primary'}
          size="large"
          block
          style={{ marginTop: 18 }}
        >
          {t('listing.enterRoom')}
        </ButtonLink>
      )}
    </section>
  );
}
