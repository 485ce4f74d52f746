import { isLegible } from '@jishi/kernel';
import { type Cell, isFormula } from './cell';
import { fieldsOf, type HistoryKind, keyFieldOf } from './fields';
import type { Placed } from './mapping';
import { readCell, emptyOf, type Value } from './values';

export type HistoryRecord = Record<string, Value>;

/** What is wrong with a row: at a column (from 0), or with the row as a whole. */
export interface RowProblem {
  column: number | null;
  field: string | null;
  code: string;
  params?: Record<string, string | number>;
}

export type RowRead = { key: string; record: HistoryRecord; problems: [] } | { record: null; problems: RowProblem[] };

/** One row as a record, or everything that is wrong with it. Pure. */
export function readRow(kind: HistoryKind, cells: readonly Cell[], mapping: readonly Placed[], today: string): RowRead {
  const computed = cells.flatMap((cell, column): RowProblem[] =>
    isFormula(cell)
      ? [{ column, field: mapping.find((each) => each.column === column)?.field ?? null, code: 'history.formula' }]
      : [],
  );
  if (computed.length > 0) return { record: null, problems: computed };
  const record: HistoryRecord = {};
  const problems: RowProblem[] = [];
  for (const [name, field] of fieldsOf(kind)) {
    const placed = mapping.find((each) => each.field === name);
    const cell = placed && cells[placed.column];
    const read = placed
      ? readCell(cell ?? { kind: 'text', text: '' }, { field, unit: placed.unit, today })
      : { value: emptyOf(field) };
    if ('code' in read) problems.push({ column: placed?.column ?? null, field: name, ...read });
    else record[name] = read.value;
  }
  if (problems.length === 0) problems.push(...RULES[kind](record));
  for (const problem of problems)
    problem.column ??= mapping.find(({ field }) => field === problem.field)?.column ?? null;
  if (problems.length > 0) return { record: null, problems };
  return { key: record[keyFieldOf(kind)] as string, record, problems: [] };
}

const at = (field: string, code: string): RowProblem => ({ column: null, field, code });

/** What the fields of one record owe each other. */
const RULES: Record<HistoryKind, (record: HistoryRecord) => RowProblem[]> = {
  members: (record) => [
    ...illegible(record, 'memberNumber', 'name'),
    ...(isAfter(record['joinedOn'], record['leftOn']) ? [at('leftOn', 'history.ends_before_start')] : []),
  ],
  listings: (record) => [
    ...illegible(record, 'listingNumber', 'title', 'transferorName'),
    ...(isAfter(record['listedOn'], record['closedOn']) ? [at('closedOn', 'history.ends_before_start')] : []),
  ],
  deals: (record) => {
    const price = record['priceMinor'] as number;
    // As with contracts made here: what is not said to be equipment or material is technical.
    record['technicalMinor'] ??= price;
    return [
      ...illegible(record, 'contractNumber', 'title', 'sellerName', 'buyerName'),
      ...((record['technicalMinor'] as number) > price ? [at('technicalMinor', 'history.technical_above_price')] : []),
    ];
  },
};

const isAfter = (from: Value | undefined, to: Value | undefined): boolean => Boolean(from && to && from > to);

const illegible = (record: HistoryRecord, ...fields: string[]): RowProblem[] =>
  fields.filter((field) => !isLegible(String(record[field]))).map((field) => at(field, 'history.required'));
