import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Guard } from '../../auth/guard';
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
          <Link to="/desk/disclosures/new">
            <Button type="primary">{t('disclosure.create')}</Button>
          </Link>
        }
      />
      <DisclosureTable scope="mine" />
    </>
  );
}
