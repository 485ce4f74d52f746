import { useTranslation } from 'react-i18next';
import { type ListingItem, listings } from '../../api/listings';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { ListingQueue } from '../../ui/listing-queue';
import { PageHead } from '../../ui/page-head';
import { PapersForm } from '../counter/papers-form';

export function Component() {
  return (
    <Guard permission="listing.intake">
      <Intake />
    </Guard>
  );
}

function Intake() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('intake.title')} intro={t('intake.intro')} />
      <ListingQueue queue="intake" caption={t('intake.title')} Actions={IntakeActions} />
    </>
  );
}

function IntakeActions({ item }: { item: ListingItem }) {
  const { t } = useTranslation();
  return (
    <>
      <PapersForm listingId={item.id} title={item.title} />
      <ConfirmAction
        label={t('intake.accept')}
        title={t('intake.accept')}
        button={{ type: 'primary' }}
        run={() => listings.intake(item.id, true)}
      >
        <p>
          <b>{item.title}</b>
        </p>
        <p>{t('intake.acceptText')}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('intake.return')}
        title={t('intake.return')}
        reasonLabel={t('common.reason')}
        run={(reason) => listings.intake(item.id, false, reason)}
      >
        <p>
          <b>{item.title}</b>
        </p>
        <p>{t('intake.returnText')}</p>
      </ConfirmAction>
    </>
  );
}
