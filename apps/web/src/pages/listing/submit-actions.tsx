import { useTranslation } from 'react-i18next';
import { type ListingItem, listings, type ListingView } from '../../api/listings';
import { ConfirmAction } from '../../ui/confirm-action';

/** A draft goes to the service window it names, or else straight to the exchange. */
export function SubmitActions({ listing }: { listing: ListingItem | ListingView }) {
  const { t } = useTranslation();
  if (listing.state !== 'draft') return null;
  const byWindow = Boolean(('windowId' in listing && listing.windowId) || listing.windowName);
  if (byWindow)
    return (
      <ConfirmAction
        label={t('listing.submitWindow')}
        title={t('listing.submitWindow')}
        button={{ type: 'primary' }}
        run={() => listings.submit(listing.id, 'window')}
      >
        <p>{t('listing.submitWindowText', { window: listing.windowName ?? '' })}</p>
      </ConfirmAction>
    );
  return (
    <ConfirmAction
      label={t('listing.submitDirect')}
      title={t('listing.submitDirect')}
      button={{ type: 'primary' }}
      run={() => listings.submit(listing.id, 'direct')}
    >
      <p>{t('listing.submitDirectText')}</p>
    </ConfirmAction>
  );
}
