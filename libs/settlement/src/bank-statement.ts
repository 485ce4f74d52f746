import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { invalid, type Fen, type FieldError } from '@jishi/kernel';

export interface StatementLine {
  serial: string;
  /** `2026-11-23`, the bank's booking date. */
  bookedOn: string;
  direction: 'credit' | 'debit';
  amountMinor: Fen;
  counterpartyName: string;
  counterpartyAccount: string;
  remark: string;
}

export interface Statement {
  accountNumber: string | null;
  lines: StatementLine[];
}

/** Bank layouts as data: the headings under which banks print the same thing. */
const HEADINGS = {
  serial: ['交易流水号', '流水号', '银行流水号', 'serial'],
  bookedOn: ['交易日期', '记账日期', '日期', 'date', 'bookedon'],
  amount: ['交易金额', '金额', 'amount'],
  direction: ['借贷标志', '收支方向', 'direction'],
  credit: ['收入金额', '贷方金额', '贷方发生额', '收入', 'credit'],
  debit: ['支出金额', '借方金额', '借方发生额', '支出', 'debit'],
  counterpartyName: ['对方户名', '对方名称', '付款人名称', 'payer', 'payername', 'counterparty', 'counterpartyname'],
  counterpartyAccount: ['对方账号', '付款人账号', 'payeraccount', 'counterpartyaccount'],
  remark: ['附言', '摘要', '用途', '备注', 'remark'],
  account: ['本方账号', '账号', 'account', 'accountnumber'],
} as const;
type Field = keyof typeof HEADINGS;

const MAX_LINES = 10_000;
const CREDIT_WORDS = ['贷', '贷方', '收', '收入', 'credit', 'in', 'c', 'cr'];
const DEBIT_WORDS = ['借', '借方', '付', '支', '支出', 'debit', 'out', 'd', 'dr'];

/** UTF-8 (with or without BOM) or GB18030, as banks export. Errors: `bank.bad_statement` naming every bad cell. */
export function parseStatement(bytes: Buffer): Statement {
  const records = readCsv(decode(bytes));
  const [header, ...body] = records;
  if (!header || body.length === 0 || body.length > MAX_LINES)
    throw invalid('bank.bad_statement', { lines: body.length });
  const columns = locate(header);
  const errors: FieldError[] = [];
  const missing = (['serial', 'bookedOn', 'counterpartyName'] as const).filter((field) => columns[field].length === 0);
  for (const field of missing) errors.push({ path: `header.${field}`, code: 'bank.missing_column' });
  if (errors.length > 0) throw invalid('bank.bad_statement', { lines: body.length }, errors);
  const lines = body.map((cells, index) => readLine(cells, columns, index, errors));
  if (errors.length > 0) throw invalid('bank.bad_statement', { lines: body.length }, errors.slice(0, 100));
  const account = columns.account[0];
  return { accountNumber: account === undefined ? null : (body[0]?.[account]?.trim() ?? null), lines };
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, 'gb18030');
  }
}

function readCsv(text: string): string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw invalid('bank.bad_statement', { lines: 0 }, [
      {
        path: 'file',
        code: 'bank.not_csv',
        params: { reason: error instanceof Error ? error.message : String(error) },
      },
    ]);
  }
}

function locate(header: string[]): Record<Field, number[]> {
  const names = header.map((name) => name.normalize('NFKC').replace(/[\s_]/g, '').toLowerCase());
  const find = (field: Field): number[] =>
    HEADINGS[field].flatMap((heading) => names.flatMap((name, index) => (name === heading ? [index] : [])));
  return Object.fromEntries((Object.keys(HEADINGS) as Field[]).map((field) => [field, find(field)])) as Record<
    Field,
    number[]
  >;
}

function readLine(
  cells: string[],
  columns: Record<Field, number[]>,
  index: number,
  errors: FieldError[],
): StatementLine {
  const cell = (field: Field): string => {
    const column = columns[field][0];
    return column === undefined ? '' : (cells[column] ?? '').trim();
  };
  const fail = (field: Field, code: string): void => void errors.push({ path: `lines[${index}].${field}`, code });
  const serial = cell('serial');
  if (serial === '') fail('serial', 'bank.missing_serial');
  const bookedOn = readDate(cell('bookedOn'));
  if (!bookedOn) fail('bookedOn', 'bank.bad_date');
  const credit = parseYuan(cell('credit'));
  const debit = parseYuan(cell('debit'));
  const amount = credit || debit || parseYuan(cell('amount'));
  if (!amount) fail('amount', 'bank.bad_amount');
  // Money out must never pass for money in: a direction that is not understood is said, not guessed.
  const word = cell('direction').toLowerCase();
  const named = CREDIT_WORDS.includes(word) ? true : DEBIT_WORDS.includes(word) ? false : null;
  const isCredit = credit ? true : debit ? false : columns.direction.length === 0 ? true : named;
  if (amount && isCredit === null) fail('direction', 'bank.bad_direction');
  return {
    serial,
    bookedOn: bookedOn ?? '',
    direction: isCredit ? 'credit' : 'debit',
    amountMinor: amount ?? 0,
    counterpartyName: cell('counterpartyName'),
    counterpartyAccount: cell('counterpartyAccount').replace(/\s/g, ''),
    remark: columns.remark
      .map((column) => cells[column] ?? '')
      .join(' ')
      .trim(),
  };
}

/** Lines that came as data are held to what a file is held to. Errors: `bank.bad_statement` naming every bad field. */
export function checkLines(lines: readonly StatementLine[]): void {
  const errors: FieldError[] = [];
  for (const [index, line] of lines.entries()) {
    if (readDate(line.bookedOn) !== line.bookedOn)
      errors.push({ path: `lines[${index}].bookedOn`, code: 'bank.bad_date' });
    if (!Number.isSafeInteger(line.amountMinor) || line.amountMinor <= 0)
      errors.push({ path: `lines[${index}].amountMinor`, code: 'bank.bad_amount' });
    for (const field of ['serial', 'counterpartyName', 'counterpartyAccount', 'remark'] as const)
      // a database text cannot hold this character
      if (line[field].includes('\0')) errors.push({ path: `lines[${index}].${field}`, code: 'bank.bad_text' });
  }
  if (errors.length > 0) throw invalid('bank.bad_statement', { lines: lines.length }, errors.slice(0, 100));
}

/** `20261123`, `2026-11-23`, `2026/1/3 10:00:00` → `2026-11-23`; null when it is no date. */
function readDate(text: string): string | null {
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})/.exec(text);
  if (!match) return null;
  const date = `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date ? null : date;
}

/** `1,234.5` yuan → 123450 fen, digit by digit and never through a float; null when it is no positive amount. */
export function parseYuan(text: string): Fen | null {
  const match = /^[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.replace(/\s/g, ''));
  if (!match) return null;
  const amount = Number(match[1]!.replaceAll(',', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return Number.isSafeInteger(amount) && amount > 0 ? amount : null;
}
