import { useTranslation } from 'react-i18next';
import { type ListingItem, listings } from '../../api/listings';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { ListingQueue } from '../../ui/listing-queue';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';

export function Component() {
  return (
    <Guard permission="listing.review">
      <Review />
    </Guard>
  );
}

function Review() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('review.title')} intro={t('review.intro')} />
      <ListingQueue queue="review" caption={t('review.title')} Actions={ReviewActions} />
    </>
  );
}

function ReviewActions({ item }: { item: ListingItem }) {
  const { t } = useTranslation();
  return (
    <>
      <ConfirmAction
        label={t('review.approve')}
        title={t('review.approve')}
        button={{ type: 'primary' }}
        run={() => listings.review(item.id, true)}
      >
        <p>
          <b>{item.title}</b> · <Money amount={item.priceMinor} />
        </p>
        <p>{t('review.approveText')}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('review.return')}
        title={t('review.return')}
        reasonLabel={t('common.reason')}
        run={(reason) => listings.review(item.id, false, reason)}
      >
        <p>
          <b>{item.title}</b>
        </p>
        <p>{t('review.returnText')}</p>
      </ConfirmAction>
    </>
  );
}
