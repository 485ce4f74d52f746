import { useTranslation } from 'react-i18next';
import { type ListingView, listings, OPEN_STATES } from '../../api/listings';
import { ConfirmAction } from '../../ui/confirm-action';

/** What the exchange may do with a sale that is public and not open to bids yet. */
export function LifeActs({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const before = !listing.opensAt || new Date(listing.opensAt).getTime() > Date.now();
  const reasonLabel = t('common.reason');
  return (
    <>
      {OPEN_STATES.includes(listing.state) && before && (
        <ConfirmAction
          label={t('life.suspend')}
          title={t('life.suspend')}
          reasonLabel={reasonLabel}
          danger
          run={(reason) => listings.suspend(listing.id, reason)}
        >
          <p>{t('life.suspendText')}</p>
        </ConfirmAction>
      )}
      {listing.state === 'suspended' && (
        <ConfirmAction
          label={t('life.resume')}
          title={t('life.resume')}
          reasonLabel={reasonLabel}
          button={{ type: 'primary' }}
          run={(reason) => listings.resume(listing.id, reason)}
        >
          <p>{t('life.resumeText')}</p>
        </ConfirmAction>
      )}
      {[...OPEN_STATES, 'suspended'].includes(listing.state) && !listing.auctionId && (
        <ConfirmAction
          label={t('life.end')}
          title={t('life.end')}
          reasonLabel={reasonLabel}
          danger
          run={(reason) => listings.end(listing.id, reason)}
        >
          <p>{t('life.endText')}</p>
        </ConfirmAction>
      )}
    </>
  );
}
