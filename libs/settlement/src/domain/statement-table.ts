import { type Fen, type FieldError, sha256Hex } from '@jishi/kernel';
import {
  type BankLayout,
  type DateOrder,
  type LayoutField,
  type LayoutMatch,
  plainHeading,
  recognise,
} from './bank-layout';
import { parseSigned, parseYuan } from './yuan';

export interface StatementLine {
  serial: string;
  /** `2026-11-23`, the bank's booking date. */
  bookedOn: string;
  direction: 'credit' | 'debit';
  amountMinor: Fen;
  counterpartyName: string;
  counterpartyAccount: string;
  remark: string;
  /** What the account held after it, where the bank says so. */
  balanceMinor?: Fen;
  /** The virtual account the payer paid to, where the bank prints one. */
  subAccount?: string;
}

export interface Statement {
  accountNumber: string | null;
  lines: StatementLine[];
  /** The code of the layout it was read by; none for lines that came as data. */
  layout?: string;
  /** Before the first and after the last line, where the file says so. */
  openingMinor?: Fen | null;
  closingMinor?: Fen | null;
}

/** A cell of a file: `computed` is a formula or its failure, whose value is nobody's word; a number beyond 15 digits was rounded. */
export interface TableCell {
  text: string;
  computed?: boolean;
  rounded?: boolean;
}

export interface StatementReading {
  statement: Statement;
  /** The row of the heading, counted from 1. */
  headerRow: number;
  errors: FieldError[];
}

export const MAX_LINES = 10_000;
const CREDIT_WORDS = ['贷', '贷方', '收', '收入', '来账', '转入', 'credit', 'in', 'c', 'cr'];
const DEBIT_WORDS = ['借', '借方', '付', '支', '支出', '往账', '转出', 'debit', 'out', 'd', 'dr'];
const YUAN_WORDS = ['cny', 'rmb', '人民币', '人民币元', '01', 'cny人民币', '人民币cny'];

/** Rows of a file as a statement, in whichever of the layouts fits best. Null columns are named as errors, and nothing is guessed. */
export function readTable(rows: readonly (readonly TableCell[])[], layouts: readonly BankLayout[]): StatementReading {
  const texts = rows.map((cells) => cells.map(({ text }) => text.trim()));
  const found = recognise(texts, layouts);
  if ('missing' in found)
    return {
      statement: { accountNumber: null, lines: [] },
      headerRow: 0,
      errors: found.missing.map((field) => ({ path: `header.${field}`, code: 'bank.missing_column' })),
    };
  const { layout, headerRow } = found;
  const errors: FieldError[] = [];
  const body: (readonly TableCell[])[] = [];
  const around = texts.slice(0, headerRow);
  for (const [index, cells] of rows.slice(headerRow + 1).entries()) {
    const row = texts[headerRow + 1 + index]!;
    if (row.every((text) => text === '')) continue;
    if (isTrailer(row, layout)) around.push(row);
    else body.push(cells);
  }
  const lines = body.map((cells, index) => readLine(cells, found, index, errors));
  if (layout.serialFrom) sameTwice(lines, errors);
  const first = found.columns.account[0];
  const statement: Statement = {
    accountNumber:
      (first === undefined ? null : digits(texts[headerRow + 1]?.[first] ?? '')) ||
      digits(labelled(around, layout.labels?.account) ?? '') ||
      null,
    lines,
    layout: layout.code,
  };
  if (errors.length === 0) balances(statement, around, layout, errors);
  return { statement, headerRow: headerRow + 1, errors };
}

const digits = (text: string): string => text.replace(/\s/g, '');

function isTrailer(row: readonly string[], layout: BankLayout): boolean {
  const first = plainHeading(row.find((text) => text !== '') ?? '');
  return (layout.trailers ?? []).some((word) => first.startsWith(plainHeading(word) || word.toLowerCase()));
}

/** What stands behind a label, in its own cell or in the next one that says something. */
function labelled(rows: readonly (readonly string[])[], labels: readonly string[] = []): string | null {
  for (const row of rows)
    for (const [index, text] of row.entries())
      for (const label of labels) {
        const plain = plainHeading(text);
        const wanted = plainHeading(label);
        if (!plain.startsWith(wanted)) continue;
        const rest = plain.slice(wanted.length);
        if (/^:./.test(rest)) return rest.slice(1);
        if (rest === '' || rest === ':') return row.slice(index + 1).find((next) => next !== '') ?? null;
      }
  return null;
}

function readLine(
  cells: readonly TableCell[],
  { layout, columns }: LayoutMatch,
  index: number,
  errors: FieldError[],
): StatementLine {
  const fail = (field: string, code: string): void => void errors.push({ path: `lines[${index}].${field}`, code });
  const cell = (field: LayoutField): string => {
    for (const column of columns[field]) {
      const { text = '', computed, rounded } = cells[column] ?? {};
      if (computed) fail(field, 'bank.computed_cell');
      if (rounded) fail(field, 'bank.rounded_number');
      if (text.trim() !== '') return text.trim();
    }
    return '';
  };
  const serial = layout.serialFrom ? composed(layout.serialFrom.map(cell)) : cell('serial');
  if (serial === '') fail('serial', 'bank.missing_serial');
  const bookedOn = readDate(cell('bookedOn'), layout.dates);
  if (!bookedOn) fail('bookedOn', 'bank.bad_date');
  const { amount, isCredit } = readAmount(cell, layout, columns, fail);
  const currency = plainHeading(cell('currency'));
  if (currency !== '' && !YUAN_WORDS.includes(currency)) fail('currency', 'bank.other_currency');
  const other = (name: 'Name' | 'Account'): string =>
    cell(`counterparty${name}`) || cell(isCredit ? `payer${name}` : `payee${name}`);
  const line: StatementLine = {
    serial,
    bookedOn: bookedOn ?? '',
    direction: isCredit ? 'credit' : 'debit',
    amountMinor: amount ?? 0,
    counterpartyName: other('Name').slice(0, 200),
    counterpartyAccount: digits(other('Account')).slice(0, 100),
    remark: columns.remark
      .map((column) => cells[column]?.text.trim() ?? '')
      .filter((text) => text !== '')
      .join(' ')
      .slice(0, 500),
  };
  const balance = cell('balance');
  const balanceMinor = balance === '' ? null : parseSigned(balance);
  if (balance !== '' && balanceMinor === null) fail('balance', 'bank.bad_amount');
  if (balanceMinor !== null) line.balanceMinor = balanceMinor;
  const subAccount = digits(cell('subAccount'));
  if (subAccount !== '') line.subAccount = subAccount.slice(0, 100);
  return line;
}

/** Money out must never pass for money in: a direction that is not understood is said, not guessed. */
function readAmount(
  cell: (field: LayoutField) => string,
  layout: BankLayout,
  columns: LayoutMatch['columns'],
  fail: (field: string, code: string) => void,
): { amount: Fen | null; isCredit: boolean } {
  const said = { credit: parseSigned(cell('credit')), debit: parseSigned(cell('debit')) };
  for (const field of ['credit', 'debit'] as const)
    if (said[field] === null && cell(field) !== '') {
      fail(field, 'bank.bad_amount');
      return { amount: null, isCredit: false };
    }
  if (said.credit && said.debit) fail('amount', 'bank.two_amounts');
  // a correction in red ink stands in the same column with a minus: the money went the other way
  if (said.credit) return { amount: Math.abs(said.credit), isCredit: said.credit > 0 };
  if (said.debit) return { amount: Math.abs(said.debit), isCredit: said.debit < 0 };
  const text = cell('amount');
  if (layout.signed) {
    const signed = parseSigned(text);
    if (!signed) fail('amount', 'bank.bad_amount');
    return { amount: signed && Math.abs(signed), isCredit: (signed ?? 0) > 0 === (layout.signed === 'in_positive') };
  }
  const amount = parseYuan(text);
  if (!amount) fail('amount', 'bank.bad_amount');
  const word = plainHeading(cell('direction'));
  const named = CREDIT_WORDS.includes(word) ? true : DEBIT_WORDS.includes(word) ? false : null;
  const isCredit = columns.direction.length === 0 ? true : named;
  if (amount && isCredit === null) fail('direction', 'bank.bad_direction');
  return { amount, isCredit: isCredit ?? false };
}

/** A serial number made of what the bank does print. */
function composed(parts: readonly string[]): string {
  const text = parts.map(digits).join('/');
  return parts.every((part) => part === '') ? '' : text.length <= 100 ? text : sha256Hex(text);
}

/** Where the number is ours, two lines alike may be two movements of money: nobody can tell, so nobody does. */
function sameTwice(lines: readonly StatementLine[], errors: FieldError[]): void {
  const seen = new Set<string>();
  for (const [index, { serial }] of lines.entries()) {
    if (serial !== '' && seen.has(serial))
      errors.push({ path: `lines[${index}].serial`, code: 'bank.same_line_twice' });
    seen.add(serial);
  }
}

const signed = ({ direction, amountMinor }: StatementLine): Fen =>
  direction === 'credit' ? amountMinor : -amountMinor;

/** Lines in the order of time, whichever way the bank prints them, as its running balance shows; with where it breaks. */
export function chained(lines: readonly StatementLine[]): { inOrder: StatementLine[]; breaks: number[] } {
  const breaksOf = (list: readonly StatementLine[]): StatementLine[] =>
    list.filter((line, index) => index > 0 && list[index - 1]!.balanceMinor! + signed(line) !== line.balanceMinor);
  if (lines.some(({ balanceMinor }) => balanceMinor === undefined)) return { inOrder: [...lines], breaks: [] };
  const forward = breaksOf(lines);
  const backwards = lines.toReversed();
  const back = breaksOf(backwards);
  const [inOrder, wrong] = back.length < forward.length ? [backwards, back] : [[...lines], forward];
  return { inOrder, breaks: wrong.map((line) => lines.indexOf(line)) };
}

/** Opening, lines and closing must add up, however much of it the file gives: a file that was cut off does not. */
function balances(statement: Statement, around: readonly string[][], layout: BankLayout, errors: FieldError[]): void {
  const { lines } = statement;
  const { inOrder, breaks } = chained(lines);
  for (const index of breaks) errors.push({ path: `lines[${index}].balance`, code: 'bank.balance_breaks' });
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  const stated = (labels: string[] | undefined): Fen | null => parseSigned(labelled(around, labels) ?? '');
  const before = first?.balanceMinor === undefined ? null : first.balanceMinor - signed(first);
  const openingMinor = stated(layout.labels?.opening) ?? before;
  const closingMinor = stated(layout.labels?.closing) ?? last?.balanceMinor ?? null;
  if (openingMinor !== null && closingMinor !== null && breaks.length === 0) {
    const moved = lines.reduce((sum, line) => sum + signed(line), 0);
    if (openingMinor + moved !== closingMinor)
      errors.push({
        path: 'closing',
        code: 'bank.totals_differ',
        params: { opening: openingMinor, moved, closing: closingMinor },
      });
  }
  Object.assign(statement, { openingMinor, closingMinor });
}

/** `20261123`, `2026-11-23`, `2026/1/3 10:00:00` → `2026-11-23`; null when it is no date. */
export function readDate(text: string, order: DateOrder = 'ymd'): string | null {
  const match =
    order === 'ymd'
      ? /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})/.exec(text)
      : /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/.exec(text);
  if (!match) return null;
  const [, one, two, three] = match as unknown as [string, string, string, string];
  const [year, month, day] =
    order === 'ymd' ? [one, two, three] : order === 'dmy' ? [three, two, one] : [three, one, two];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  // no statement is older than the market; a database takes no year 0000
  if (date < '2000-01-01' || Number.isNaN(parsed.getTime())) return null;
  return parsed.toISOString().slice(0, 10) === date ? date : null;
}
