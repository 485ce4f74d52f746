import { useTranslation } from 'react-i18next';
import { Guard } from '../../auth/guard';
import { PageHead } from '../../ui/page-head';
import { Accounts } from './accounts';
import { StatementView } from './statement-view';

export function Component() {
  return (
    <Guard permission="statement.read">
      <OwnStatement />
    </Guard>
  );
}

/** What exchanges keep for the reader's organisation: all of it together, then account by account. */
function OwnStatement() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('ledger.mine')} intro={t('ledger.mineIntro')} />
      <StatementView query={{}} several />
      <h2 className="desk-heading">{t('ledger.allMine')}</h2>
      <Accounts query={{}} />
    </>
  );
}
