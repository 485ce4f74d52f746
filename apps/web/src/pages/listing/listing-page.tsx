import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { type ListingView, listings, OPEN_STATES } from '../../api/listings';
import { useAuth } from '../../auth/actor';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';
import { Indexed } from '../../ui/section-index';
import { Loading } from '../../ui/states';
import { StateTag } from '../../ui/state-tag';
import { useTitle } from '../../ui/use-title';
import { FeeCalculator } from '../fees/fee-calculator';
import { ListingValuations } from '../valuation/listing-valuations';
import { AchievementPanel } from './achievement-panel';
import { Checklist } from './checklist';
import { Conditions } from './conditions';
import { ListingNotices } from '../notices/listing-notices';
import { DocumentsPanel } from './documents-panel';
import { JoinPanel } from './join-panel';
import { ListingHistory } from './listing-history';
import { MarketsPanel } from './markets-panel';
import { Objections } from './objections';
import { OwnerActions } from './owner-actions';
import { PricePanel } from './price-panel';
import { ProfileRules } from './profile-rules';
import { RightsPanel } from './rights-panel';
import { SellerDecision } from './seller-decision';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['/listings', id],
    queryFn: () => listings.get(id),
    refetchInterval: 5_000,
  });
  if (data) return <Listing listing={data} />;
  return (
    <div className="page">
      <ProblemAlert error={error} retry={<Button onClick={() => void refetch()}>{t('common.retry')}</Button>} />
      {isPending && <Loading rows={8} />}
    </div>
  );
}

function Listing({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const title = listing.achievement?.title ?? listing.title;
  const auctioned = listing.pricingWay !== 'negotiated' && Boolean(listing.auctionId);
  const joins = auctioned && OPEN_STATES.includes(listing.state) && (!actor || can('application.file'));
  useTitle(title);
  return (
    <article className="page">
      <p className="row">
        <span className="num muted">{listing.number}</span>
        <StateTag domain="listing" state={listing.state} />
      </p>
      <h1 className="listing-title">{title}</h1>
      <p className="muted" style={{ marginBottom: 24 }}>
        {[listing.transferorName, listing.exchangeName, listing.windowName].filter(Boolean).join(' · ')}
      </p>
      <div className="listing-grid">
        <Indexed>
          <AchievementPanel achievement={listing.achievement} />
          <Conditions listing={listing} />
          <Objections listing={listing} />
          <DocumentsPanel listingId={listing.id} />
          {actor && <ListingValuations listing={listing} />}
          <SellerDecision listing={listing} />
          <ListingNotices listingId={listing.id} />
          {listing.profile && (
            <section className="panel" aria-labelledby="fees-title">
              <h2 id="fees-title">{t('fees.calculator')}</h2>
              <p className="muted small">{t('fees.calculatorHint')}</p>
              <FeeCalculator
                code={listing.profile.code}
                version={listing.profile.version}
                listingPriceMinor={listing.priceMinor}
                agreed={listing.pricingWay === 'negotiated'}
              />
            </section>
          )}
          {listing.profile && <ProfileRules profile={listing.profile} way={listing.pricingWay} />}
          <ListingHistory transitions={listing.transitions ?? []} />
        </Indexed>
        <aside className="listing-side stack">
          <PricePanel listing={listing} />
          {actor && <Checklist listing={listing} />}
          {auctioned && <JoinPanel listing={listing} />}
          {can('right.register') && <RightsPanel listing={listing} />}
          <MarketsPanel listing={listing} />
          {actor && (can('listing.draft') || can('listing.withdraw') || can('listing.review')) && (
            <OwnerActions listing={listing} />
          )}
        </aside>
      </div>
      {joins && (
        <p className="join-bar">
          <Money amount={listing.priceMinor} />
          <Button type="primary" href="#join-title">
            {t('join.title')}
          </Button>
        </p>
      )}
    </article>
  );
}
