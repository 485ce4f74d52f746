import { useTranslation } from 'react-i18next';
import { Guard } from '../../auth/guard';
import { PageHead } from '../../ui/page-head';
import { DisclosureTable } from './disclosure-table';

export function Component() {
  const { t } = useTranslation();
  return (
    <Guard permission="disclosure.review">
      <PageHead title={t('disclosure.queue')} intro={t('disclosure.queueIntro')} />
      <DisclosureTable scope="queue" scopes={['queue', 'office']} />
    </Guard>
  );
}
