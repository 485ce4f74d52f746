import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { documents, type SaleDocument } from '../../../api/documents';
import { listings } from '../../../api/listings';
import { ConfirmAction } from '../../../ui/confirm-action';

export function WithdrawDocument({ listingId, paper }: { listingId: string; paper: SaleDocument }) {
  const { t } = useTranslation();
  const state = useQuery({ queryKey: ['/listings', listingId], queryFn: () => listings.get(listingId) }).data?.state;
  // Before the publication nobody is owed a reason.
  const draft = state === 'draft' || state === 'intake';
  return (
    <ConfirmAction
      label={t('documents.withdraw')}
      title={t('documents.withdrawTitle', { title: paper.title })}
      {...(draft ? {} : { reasonLabel: t('common.reason') })}
      danger
      button={{ type: 'text' }}
      run={(reason) => documents.withdraw(listingId, paper.id, reason)}
    >
      <p>{t(draft ? 'documents.withdrawDraft' : 'documents.withdrawText')}</p>
    </ConfirmAction>
  );
}
