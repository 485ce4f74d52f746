import type { FieldError } from '@jishi/kernel';

export const LAYOUT_FIELDS = [
  'serial',
  'bookedOn',
  'time',
  'credit',
  'debit',
  'amount',
  'direction',
  'balance',
  'counterpartyName',
  'counterpartyAccount',
  'payerName',
  'payerAccount',
  'payeeName',
  'payeeAccount',
  'remark',
  'account',
  'subAccount',
  'currency',
] as const;
export type LayoutField = (typeof LAYOUT_FIELDS)[number];

/** How a bank writes days: year first, or day or month first. */
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** How one bank prints a statement. Headings and labels are compared without blanks, brackets' width and letter case. */
export interface BankLayout {
  code: string;
  name: { zh: string; en: string };
  /** Where this description comes from. */
  source: string;
  columns: Partial<Record<LayoutField, string[]>>;
  /** The bank prints no serial number: these columns together name a line. */
  serialFrom?: LayoutField[];
  dates: DateOrder;
  /** One column of amounts with a sign: which sign is money in. */
  signed?: 'in_positive' | 'in_negative';
  /** Cells outside the table that say something of the whole statement. */
  labels?: { account?: string[]; opening?: string[]; closing?: string[] };
  /** Rows that begin so are no lines: totals and remarks. */
  trailers?: string[];
}

export interface LayoutMatch {
  layout: BankLayout;
  headerRow: number;
  columns: Record<LayoutField, number[]>;
}

/** The heading may stand below a title and the account's own data. */
const HEADER_ROWS = 40;
const MAX_TEXT = 200;
const MAX_ALIASES = 20;

/** What two ways of printing a heading have in common: `交易日期[ Transaction Date ]` and `交易日期`. */
export const plainHeading = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\[.*?\]/g, '')
    .replace(/[\s_\uFEFF]/g, '')
    .toLowerCase();

const has = (layout: BankLayout, field: LayoutField): boolean => (layout.columns[field]?.length ?? 0) > 0;

/** Groups of columns of which one must be there, for a row to be this layout's heading. */
function needs(layout: BankLayout): LayoutField[][] {
  const serial: LayoutField[][] = layout.serialFrom ? layout.serialFrom.map((field) => [field]) : [['serial']];
  const named: LayoutField[][] = has(layout, 'payerName') ? [['payerName'], ['payeeName']] : [['counterpartyName']];
  const [columns, single] = [has(layout, 'credit'), has(layout, 'amount')];
  const sums: LayoutField[][] = columns && single ? [] : columns ? [['credit'], ['debit']] : [['amount']];
  const direction: LayoutField[][] = !columns && !layout.signed && has(layout, 'direction') ? [['direction']] : [];
  return [...serial, ['bookedOn'], ...named, ...sums, ...direction];
}

function locate(layout: BankLayout, header: readonly string[]): Record<LayoutField, number[]> {
  const names = header.map(plainHeading);
  return Object.fromEntries(
    LAYOUT_FIELDS.map((field) => [
      field,
      (layout.columns[field] ?? []).flatMap((heading) => {
        const wanted = plainHeading(heading);
        return names.flatMap((name, index) => (name === wanted ? [index] : []));
      }),
    ]),
  ) as Record<LayoutField, number[]>;
}

/** The layout that explains most headings, and where its heading stands; else what the nearest one misses. */
export function recognise(
  rows: readonly (readonly string[])[],
  layouts: readonly BankLayout[],
): LayoutMatch | { missing: LayoutField[] } {
  let best: { match: LayoutMatch; found: number } | null = null;
  let nearest: { missing: LayoutField[]; found: number } | null = null;
  for (const layout of layouts)
    for (const [headerRow, header] of rows.slice(0, HEADER_ROWS).entries()) {
      const columns = locate(layout, header);
      const found = LAYOUT_FIELDS.filter((field) => columns[field].length > 0).length;
      if (found === 0) continue;
      const missing = needs(layout).flatMap((group) =>
        group.some((field) => columns[field].length > 0) ? [] : group.slice(0, 1),
      );
      if (missing.length === 0) {
        if (!best || found > best.found) best = { match: { layout, headerRow, columns }, found };
      } else if (!nearest || found > nearest.found) nearest = { missing, found };
    }
  return (
    best?.match ?? {
      missing: nearest?.missing ?? layouts.slice(-1).flatMap((last) => needs(last).map(([field]) => field!)),
    }
  );
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= MAX_TEXT && !value.includes('\0');
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with a layout somebody wrote; nothing when it can be used. Paths are those of its fields. */
export function checkLayout(value: unknown): FieldError[] {
  if (!isObject(value)) return [{ path: 'layout', code: 'bank.layout_not_an_object' }];
  const errors: FieldError[] = [];
  const fail = (path: string, code: string): void => void errors.push({ path, code });
  const unknown = Object.keys(value).filter((key) => !KEYS.includes(key));
  for (const key of unknown.slice(0, 20)) fail(key.slice(0, 60), 'bank.layout_unknown_field');
  if (!isText(value['code']) || !/^[a-z0-9][a-z0-9-]{1,39}$/.test(value['code'])) fail('code', 'bank.layout_bad_code');
  for (const language of ['zh', 'en'] as const)
    if (!isObject(value['name']) || !isText(value['name'][language])) fail(`name.${language}`, 'field.required');
  if (!isText(value['source'])) fail('source', 'field.required');
  if (!DATE_ORDERS.includes(value['dates'] as DateOrder)) fail('dates', 'bank.layout_bad_choice');
  if (value['signed'] !== undefined && !['in_positive', 'in_negative'].includes(value['signed'] as string))
    fail('signed', 'bank.layout_bad_choice');
  checkColumns(value['columns'], fail);
  checkTexts('trailers', value['trailers'], fail);
  if (value['labels'] !== undefined && !isObject(value['labels'])) fail('labels', 'bank.layout_bad_texts');
  else if (isObject(value['labels']))
    for (const [name, texts] of Object.entries(value['labels']))
      if (LABELS.includes(name)) checkTexts(`labels.${name}`, texts, fail);
      else fail(`labels.${name.slice(0, 60)}`, 'bank.layout_unknown_field');
  const from = value['serialFrom'];
  if (from !== undefined && !(Array.isArray(from) && from.length > 1 && from.every(isField)))
    fail('serialFrom', 'bank.layout_bad_choice');
  return errors.length > 0 ? errors : missingColumns(value as unknown as BankLayout);
}

const KEYS = ['code', 'name', 'source', 'columns', 'serialFrom', 'dates', 'signed', 'labels', 'trailers'];
const LABELS = ['account', 'opening', 'closing'];
const isField = (name: unknown): name is LayoutField => LAYOUT_FIELDS.includes(name as LayoutField);

function checkTexts(path: string, value: unknown, fail: (path: string, code: string) => void): void {
  if (value === undefined) return;
  if (!Array.isArray(value) || value.length > MAX_ALIASES || !value.every(isText)) fail(path, 'bank.layout_bad_texts');
}

function checkColumns(value: unknown, fail: (path: string, code: string) => void): void {
  if (!isObject(value)) return fail('columns', 'field.required');
  const seen = new Map<string, string>();
  for (const [field, headings] of Object.entries(value)) {
    const path = `columns.${field.slice(0, 60)}`;
    if (!isField(field)) fail(path, 'bank.layout_unknown_field');
    checkTexts(path, headings, fail);
    for (const heading of Array.isArray(headings) ? headings.filter(isText).map(plainHeading) : [])
      // one column cannot be two things; which of them would be a guess
      if (seen.has(heading) && seen.get(heading) !== field) fail(path, 'bank.layout_heading_twice');
      else seen.set(heading, field);
  }
}

function missingColumns(layout: BankLayout): FieldError[] {
  const errors = needs(layout)
    .filter((group) => !group.some((field) => has(layout, field)))
    .map(([field]) => ({ path: `columns.${field}`, code: 'bank.missing_column' }));
  const [credit, debit] = [has(layout, 'credit'), has(layout, 'debit')];
  if (credit !== debit) errors.push({ path: `columns.${credit ? 'debit' : 'credit'}`, code: 'bank.missing_column' });
  // an amount alone does not say whether it came or went
  if (!credit && !layout.signed && !has(layout, 'direction'))
    errors.push({ path: 'columns.direction', code: 'bank.missing_column' });
  return errors;
}
