import { useTranslation } from 'react-i18next';
import type { ActorView } from '../../api/identity';
import { type ListingView, listings, OPEN_STATES } from '../../api/listings';
import { useAuth } from '../../auth/actor';
import { ButtonLink } from '../../ui/button-link';
import { ConfirmAction } from '../../ui/confirm-action';
import { SellerOwnership } from '../account/ownership';
import { LifeActs } from './life-acts';
import { SubmitActions } from './submit-actions';

const BEFORE_PUBLICATION = ['draft', 'intake', 'review', 'pre_listed'];
/** What the seller and the exchange may do with this listing in its present state. */
export function OwnerActions({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const editable = [...BEFORE_PUBLICATION, ...OPEN_STATES, 'suspended', 'delisted'].includes(listing.state);
  if (!editable || !actor || !isInvolved(actor.organisation, listing)) return null;
  // An announced auction ends on the record of its book, not here.
  const withdrawable =
    listing.state !== 'draft' &&
    (BEFORE_PUBLICATION.includes(listing.state) || (OPEN_STATES.includes(listing.state) && !listing.auctionId));
  const noticeOver = listing.noticeEndsAt ? new Date(listing.noticeEndsAt).getTime() <= Date.now() : false;
  const disputed = (listing.objections ?? []).some(({ state }) => state === 'filed');
  return (
    <section className="panel manage" aria-labelledby="manage-title">
      <h2 id="manage-title">{t('listing.manage')}</h2>
      {listing.transferorId && can('listing.review') && <SellerOwnership organisationId={listing.transferorId} />}
      <div className="row">
        {listing.state === 'draft' && can('listing.draft') && (
          <ButtonLink to={`/desk/listings/${listing.id}/edit`}>{t('common.edit')}</ButtonLink>
        )}
        {can('listing.submit') && <SubmitActions listing={listing} />}
        {listing.state === 'review' && can('listing.review') && (
          <ButtonLink to="/desk/review" type="primary">
            {t('desk.entry.review')}
          </ButtonLink>
        )}
        {listing.pricingWay === 'negotiated' &&
          OPEN_STATES.includes(listing.state) &&
          noticeOver &&
          can('listing.submit') && (
            <>
              <ConfirmAction
                label={t('listing.conclude')}
                title={t('listing.conclude')}
                button={{ type: 'primary', disabled: disputed }}
                run={() => listings.conclude(listing.id)}
              >
                <p>{t('listing.concludeText')}</p>
              </ConfirmAction>
              {disputed && <span className="small muted">{t('listing.concludeDisputed')}</span>}
            </>
          )}
        {can('listing.review') && actor.organisation.id === listing.exchangeId && <LifeActs listing={listing} />}
        {listing.state === 'delisted' && can('listing.draft') && (
          <ButtonLink to={`/desk/listings/new?again=${listing.id}`} type="primary">
            {t('life.again')}
          </ButtonLink>
        )}
        {can('listing.withdraw') && withdrawable && (
          <ConfirmAction
            label={t('listing.withdraw')}
            title={t('listing.withdraw')}
            reasonLabel={t('common.reason')}
            danger
            run={(reason) => listings.withdraw(listing.id, reason)}
          >
            <p>{t('listing.withdrawText')}</p>
          </ConfirmAction>
        )}
      </div>
    </section>
  );
}

/** The transferor, its window and the exchange; whether a window holds a mandate, only the server knows. */
function isInvolved({ id, kind }: ActorView['organisation'], listing: ListingView): boolean {
  if (kind === 'window') return !listing.windowId || listing.windowId === id;
  return id === listing.transferorId || id === listing.exchangeId;
}
