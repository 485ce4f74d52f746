import type { StreamableFile } from '@nestjs/common';
import type { Account, Statement, StatementLine, TrialBalance } from '@jishi/ledger';
import type { Locale, Page } from '@jishi/platform';
import { streamCsv } from '../http/csv';
import { sendWorkbook } from '../http/workbook';
import { purposeOf, word, yuanText } from './words';

/** Fen, to be shown as yuan. */
class Amount {
  constructor(readonly minor: number) {}
}
type Cell = string | number | Amount;
type Row = Readonly<Record<string, Cell>>;
const amount = (minor: number): Amount => new Amount(minor);

/** A file of so many lines at most; what is cut off there says so in its last line. */
const MAX_LINES = 100_000;
export const EXPORT_PAGE = 500;

/** A CSV's amounts are texts; a workbook's are numbers, to be added up. */
export async function sendTable(
  format: 'csv' | 'xlsx',
  locale: Locale,
  name: string,
  columns: readonly string[],
  table: AsyncIterable<Row>,
): Promise<StreamableFile> {
  const headings = columns.map((column) => word(column, locale));
  if (format === 'csv') {
    const lines = async function* (): AsyncGenerator<readonly unknown[]> {
      yield headings;
      for await (const row of table)
        yield columns.map((column) => {
          const cell = row[column] ?? '';
          return cell instanceof Amount ? yuanText(cell.minor) : cell;
        });
    };
    return streamCsv(name, lines());
  }
  const rows = async function* (): AsyncGenerator<Record<string, unknown>> {
    for await (const row of table)
      yield Object.fromEntries(
        columns.map((column, at) => {
          const cell = row[column] ?? '';
          return [headings[at]!, cell instanceof Amount ? Number(yuanText(cell.minor)) : cell];
        }),
      );
  };
  const sheets = async function* () {
    yield { name: word(name, locale), headings, rows: rows() };
  };
  return sendWorkbook(name, sheets());
}

export const STATEMENT_COLUMNS = [
  'at',
  'account',
  'code',
  'business',
  'memo',
  'reference',
  'debit',
  'credit',
  'balance',
] as const;

/** Opening balance, lines, closing balance. The first page is there already. */
export async function* statementRows(
  first: Statement,
  next: (cursor: string) => Promise<Statement>,
  locale: Locale,
): AsyncGenerator<Row> {
  yield { at: word('opening', locale), balance: amount(first.openingMinor) };
  let lines = 0;
  for (let page: Statement | null = first; page; page = page.nextCursor ? await next(page.nextCursor) : null)
    for (const line of page.items) {
      if ((lines += 1) > MAX_LINES) return yield { at: word('cutOff', locale) };
      yield lineRow(line, locale);
    }
  yield {
    at: word('closing', locale),
    debit: amount(first.debitMinor),
    credit: amount(first.creditMinor),
    balance: amount(first.closingMinor),
  };
}

const lineRow = (line: StatementLine, locale: Locale): Row => ({
  at: line.at,
  account: word(purposeOf(line.account), locale),
  code: line.account,
  business: word(line.kind, locale),
  memo: line.description,
  reference: line.reference,
  debit: amount(line.debitMinor),
  credit: amount(line.creditMinor),
  balance: amount(line.balanceMinor),
});

export const ACCOUNT_COLUMNS = [
  'account',
  'code',
  'kind',
  'owner',
  'exchange',
  'debit',
  'credit',
  'balance',
  'pendingDebit',
  'pendingCredit',
] as const;

export async function* accountRows(
  load: (cursor?: string) => Promise<Page<Account>>,
  locale: Locale,
): AsyncGenerator<Row> {
  let lines = 0;
  for (let page: Page<Account> | null = await load(); page; page = page.nextCursor ? await load(page.nextCursor) : null)
    for (const account of page.items) {
      if ((lines += 1) > MAX_LINES) return yield { account: word('cutOff', locale) };
      yield {
        account: word(account.purpose, locale),
        code: account.code,
        kind: word(account.kind, locale),
        owner: account.ownerName ?? '',
        exchange: account.exchangeName ?? '',
        debit: amount(account.debitMinor),
        credit: amount(account.creditMinor),
        balance: amount(account.balanceMinor),
        pendingDebit: amount(account.pendingDebitMinor),
        pendingCredit: amount(account.pendingCreditMinor),
      };
    }
}

export const TRIAL_COLUMNS = ['account', 'kind', 'count', 'debit', 'credit', 'balance'] as const;

export async function* trialRows(trial: TrialBalance, locale: Locale): AsyncGenerator<Row> {
  for (const group of trial.groups)
    yield {
      account: word(group.purpose, locale),
      kind: word(group.kind, locale),
      count: group.accounts,
      debit: amount(group.debitMinor),
      credit: amount(group.creditMinor),
      balance: amount(group.balanceMinor),
    };
  yield {
    account: word('total', locale),
    debit: amount(trial.debitMinor),
    credit: amount(trial.creditMinor),
    balance: amount(trial.sumMinor),
  };
}
