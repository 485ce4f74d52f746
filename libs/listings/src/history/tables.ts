import { fieldsOf, type HistoryKind, keyFieldOf, type ValueKind } from './fields';

interface HistoryTable {
  name: string;
  keyColumn: string;
  /** Field of the record → column and its type. */
  columns: readonly { field: string; column: string; type: string }[];
}

const NAMES: Readonly<Record<HistoryKind, string>> = {
  members: 'history_member',
  listings: 'history_listing',
  deals: 'registered_deal',
};

/** What is kept as something else than the word it is. */
const TYPES: Partial<Record<ValueKind, string>> = { amount: 'bigint', date: 'date', ipc: 'text[]', rate: 'int' };

const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Where each kind of history is kept: every field has a column of its name. */
export const tableOf = (kind: HistoryKind): HistoryTable => ({
  name: NAMES[kind],
  keyColumn: columnOf(keyFieldOf(kind)),
  columns: fieldsOf(kind).map(([field, { value }]) => ({
    field,
    column: columnOf(field),
    type: TYPES[value] ?? 'text',
  })),
});
