import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { path } from '../../api/http';
import { type LedgerAccount, money } from '../../api/money';
import { Guard } from '../../auth/guard';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { Empty, Loading } from '../../ui/states';
import { AccountName } from './account-name';
import { Transfers } from './transfers';

export function Component() {
  return (
    <Guard permission="ledger.read">
      <Ledger />
    </Guard>
  );
}

function Ledger() {
  const { t } = useTranslation();
  const { data, error, isPending } = useQuery({
    queryKey: ['/ledger/accounts'],
    queryFn: money.accounts,
    refetchInterval: 8_000,
  });
  return (
    <>
      <PageHead
        title={t('ledger.title')}
        intro={t('ledger.intro')}
        actions={
          <a href={path('/ledger/accounts', { format: 'csv' })} download>
            {t('common.exportCsv')}
          </a>
        }
      />
      <ProblemAlert error={error} />
      {isPending && <Loading />}
      {data && data.items.length === 0 && <Empty title={t('ledger.none')} hint={t('ledger.noneHint')} />}
      {data && data.items.length > 0 && <TrialBalance accounts={data.items} />}
      <h2 className="form-section">{t('ledger.transfers')}</h2>
      <Transfers />
    </>
  );
}

/** Debits and credits of every account; the last line proves that nothing was made or lost. */
function TrialBalance({ accounts }: { accounts: LedgerAccount[] }) {
  const { t } = useTranslation();
  const debits = accounts.reduce((sum, account) => sum + account.debitMinor, 0);
  const credits = accounts.reduce((sum, account) => sum + account.creditMinor, 0);
  return (
    <div className="data-wrap">
      <table className="data">
        <caption className="sr-only">{t('ledger.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ledger.account')}</th>
            <th scope="col">{t('ledger.kind')}</th>
            <th scope="col" className="end">
              {t('ledger.debit')}
            </th>
            <th scope="col" className="end">
              {t('ledger.credit')}
            </th>
            <th scope="col" className="end">
              {t('ledger.balance')}
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.code}>
              <td className="lead">
                <b>
                  <AccountName code={account.code} />
                </b>
                <span className="cell-sub" title={account.code}>
                  {account.ownerName ?? ''}
                </span>
              </td>
              <td data-label={t('ledger.kind')} className="tight">
                {t(`ledger.kinds.${account.kind}`, { defaultValue: account.kind })}
              </td>
              <td data-label={t('ledger.debit')} className="end">
                <Money amount={account.debitMinor} />
              </td>
              <td data-label={t('ledger.credit')} className="end">
                <Money amount={account.creditMinor} />
              </td>
              <td data-label={t('ledger.balance')} className="end">
                <Money amount={account.balanceMinor ?? Math.abs(account.debitMinor - account.creditMinor)} />
              </td>
            </tr>
          ))}
          <tr className="ledger-total">
            <td className="lead">{t(debits === credits ? 'ledger.balanced' : 'ledger.unbalanced')}</td>
            <td />
            <td data-label={t('ledger.debit')} className="end">
              <Money amount={debits} />
            </td>
            <td data-label={t('ledger.credit')} className="end">
              <Money amount={credits} />
            </td>
            <td data-label={t('ledger.balance')} className="end">
              <Money amount={debits - credits} />
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
