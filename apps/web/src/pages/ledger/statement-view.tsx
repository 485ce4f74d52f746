import { useInfiniteQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Query } from '../../api/http';
import { ledger, type Statement, type StatementLine } from '../../api/ledger';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { More } from '../../ui/more';
import { ProblemAlert } from '../../ui/problem-alert';
import { Empty, Loading } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { AccountName, Business } from './account-name';
import { ExportLinks } from './export-links';

interface StatementViewProps {
  query: Query;
  /** Of several accounts: each line says of which. */
  several?: boolean;
  children?: (statement: Statement) => React.ReactNode;
}

/** Opening balance, lines with the balance after each, closing balance, for a period that stands in the address. */
export function StatementView({ query, several = false, children }: StatementViewProps) {
  const { t } = useTranslation();
  const { values, set } = useFilters(['from', 'to'] as const);
  const asked = { ...query, ...values };
  const pages = useInfiniteQuery({
    queryKey: ['/ledger/statement', asked],
    queryFn: ({ pageParam }) => ledger.statement({ ...asked, limit: 50, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (previous) => previous,
  });
  const first = pages.data?.pages[0];
  const lines = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-label={t('ledger.statement')}>
      {first && children?.(first)}
      <div className="toolbar">
        {(['from', 'to'] as const).map((end) => (
          <label key={end} className="book-date">
            {t(`ledger.${end}`)}
            <Input
              type="date"
              className="num"
              value={values[end] ?? first?.[end] ?? ''}
              onChange={(event) => set(end, event.target.value)}
            />
          </label>
        ))}
        <span style={{ marginLeft: 'auto' }}>
          <ExportLinks route="/ledger/statement" query={asked} />
        </span>
      </div>
      <ProblemAlert error={pages.error} />
      {pages.isPending && <Loading />}
      {first && (
        <dl className="book-sums">
          <Sum label={t('ledger.opening')} amount={first.openingMinor} />
          <Sum label={t('ledger.debit')} amount={first.debitMinor} />
          <Sum label={t('ledger.credit')} amount={first.creditMinor} />
          <Sum label={t('ledger.closing')} amount={first.closingMinor} strong />
        </dl>
      )}
      {first && lines.length === 0 && <Empty title={t('ledger.noLines')} />}
      {lines.length > 0 && <Lines lines={lines} several={several} />}
      <More pages={pages} label={t('common.next')} />
    </section>
  );
}

function Sum({ label, amount, strong = false }: { label: string; amount: number; strong?: boolean }) {
  return (
    <div className={strong ? 'strong' : ''}>
      <dt>{label}</dt>
      <dd>
        <Money amount={amount} />
      </dd>
    </div>
  );
}

function Lines({ lines, several }: { lines: StatementLine[]; several: boolean }) {
  const { t } = useTranslation();
  return (
    <table className="book lines">
      <caption className="sr-only">{t('ledger.statement')}</caption>
      <thead>
        <tr>
          {['at', 'line', 'debit', 'credit', 'balance'].map((column, index) => (
            <th key={column} scope="col" className={index > 1 ? 'end' : ''}>
              {t(`ledger.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.transferId} ${line.account} ${line.at}`}>
            <td className="when">
              <Moment at={line.at} />
            </td>
            <td className="lead">
              <Link to={`/desk/ledger/transfers/${line.transferId}`} className="cell-title">
                <Business kind={line.kind} />
              </Link>
              <span className="cell-sub">
                {several && <AccountName code={line.account} />}
                {several && line.memo && ' · '}
                {line.memo}
              </span>
            </td>
            <td className="end aside" data-label={t('ledger.debit')}>
              {line.debitMinor > 0 && <Money amount={line.debitMinor} />}
            </td>
            <td className="end aside" data-label={t('ledger.credit')}>
              {line.creditMinor > 0 && <Money amount={line.creditMinor} />}
            </td>
            <td className="end sum">
              <Money amount={line.balanceMinor} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
