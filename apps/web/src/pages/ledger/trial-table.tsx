import { useTranslation } from 'react-i18next';
import type { TrialBalance } from '../../api/ledger';
import { Money } from '../../ui/money';
import { Purpose } from './account-name';

interface TrialTableProps {
  trial: TrialBalance;
  chosen?: string | undefined;
  /** Shows the accounts of one purpose below, or of all again. */
  choose: (purpose: string | null) => void;
}

/** Debits and credits by what accounts are for; the last line proves that nothing was made or lost. */
export function TrialTable({ trial, chosen, choose }: TrialTableProps) {
  const { t } = useTranslation();
  return (
    <table className="book trial">
      <caption className="sr-only">{t('ledger.title')}</caption>
      <thead>
        <tr>
          {['account', 'kind', 'debit', 'credit', 'balance'].map((column, index) => (
            <th key={column} scope="col" className={index > 1 ? 'end' : ''}>
              {t(`ledger.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {trial.items.map((group) => (
          <tr key={`${group.kind} ${group.purpose} ${group.currency}`} data-chosen={chosen === group.purpose}>
            <td className="lead">
              <button
                type="button"
                className="book-choice"
                aria-pressed={chosen === group.purpose}
                onClick={() => choose(chosen === group.purpose ? null : group.purpose)}
              >
                <Purpose of={group.purpose} />
              </button>
              <span className="cell-sub">{t('ledger.accountCount', { count: group.accounts })}</span>
            </td>
            <td className="aside">{t(`ledger.kinds.${group.kind}`)}</td>
            <td className="end aside" data-label={t('ledger.debit')}>
              <Money amount={group.debitMinor} />
            </td>
            <td className="end aside" data-label={t('ledger.credit')}>
              <Money amount={group.creditMinor} />
            </td>
            <td className="end sum">
              <Money amount={group.balanceMinor} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td className="lead">{t(trial.totalMinor === 0 ? 'ledger.balanced' : 'ledger.unbalanced')}</td>
          <td className="aside" />
          <td className="end aside" data-label={t('ledger.debit')}>
            <Money amount={trial.debitMinor} />
          </td>
          <td className="end aside" data-label={t('ledger.credit')}>
            <Money amount={trial.creditMinor} />
          </td>
          <td className="end sum">
            <Money amount={trial.totalMinor} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
