import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Query } from '../../api/http';
import { ledger, type LedgerAccount } from '../../api/ledger';
import { Money } from '../../ui/money';
import { More } from '../../ui/more';
import { ProblemAlert } from '../../ui/problem-alert';
import { Empty, Loading } from '../../ui/states';
import { accountPath, Purpose } from './account-name';
import { ExportLinks } from './export-links';

/** One line an account: whose it is, what it holds, what of that is set aside. */
export function Accounts({ query }: { query: Query }) {
  const { t } = useTranslation();
  const pages = useInfiniteQuery({
    queryKey: ['/ledger/accounts', query],
    queryFn: ({ pageParam }) => ledger.accounts({ ...query, limit: 20, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const accounts = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-label={t('ledger.accounts')}>
      <div className="toolbar">
        <span style={{ marginLeft: 'auto' }}>
          <ExportLinks route="/ledger/accounts" query={query} />
        </span>
      </div>
      <ProblemAlert error={pages.error} />
      {pages.isPending && <Loading />}
      {pages.data && accounts.length === 0 && <Empty title={t('ledger.noAccounts')} />}
      {accounts.length > 0 && (
        <ul className="book-list">
          {accounts.map((account) => (
            <li key={account.id}>
              <AccountLine account={account} />
            </li>
          ))}
        </ul>
      )}
      <More pages={pages} label={t('common.next')} />
    </section>
  );
}

function AccountLine({ account }: { account: LedgerAccount }) {
  const { t } = useTranslation();
  const pending = Math.max(account.pendingDebitMinor, account.pendingCreditMinor);
  return (
    <>
      <div>
        <Link to={accountPath(account.code)} className="cell-title">
          <Purpose of={account.purpose} />
        </Link>
        <span className="cell-sub">{account.ownerName ?? account.exchangeName ?? ''}</span>
        <span className="cell-sub book-code">{account.code}</span>
      </div>
      <div className="end">
        <b>
          <Money amount={account.balanceMinor} />
        </b>
        {pending > 0 && (
          <span className="cell-sub">
            {t('ledger.pending')} <Money amount={pending} />
          </span>
        )}
      </div>
    </>
  );
}
