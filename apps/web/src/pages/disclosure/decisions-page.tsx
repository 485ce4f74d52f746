import { useTranslation } from 'react-i18next';
import { Guard } from '../../auth/guard';
import { PageHead } from '../../ui/page-head';
import { DisclosureTable } from './disclosure-table';

export function Component() {
  const { t } = useTranslation();
  return (
    <Guard permission="decision.approve">
      <PageHead title={t('disclosure.decide')} intro={t('disclosure.decideIntro')} />
      <DisclosureTable scope="decide" scopes={['decide', 'decisions']} />
    </Guard>
  );
}
