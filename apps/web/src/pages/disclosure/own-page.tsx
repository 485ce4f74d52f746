import { useTranslation } from 'react-i18next';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { PageHead } from '../../ui/page-head';
import { DisclosureTable } from './disclosure-table';

export function Component() {
  return (
    <Guard permission="achievement.disclose">
      <Own />
    </Guard>
  );
}

function Own() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        title={t('disclosure.mine')}
        intro={t('disclosure.mineIntro')}
        actions={
          <ButtonLink to="/desk/disclosures/new" type="primary">
            {t('disclosure.create')}
          </ButtonLink>
        }
      />
      <DisclosureTable scope="mine" />
    </>
  );
}
