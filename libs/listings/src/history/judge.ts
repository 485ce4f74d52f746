import { canonicalJson, sha256Hex } from '@jishi/kernel';
import type { Tx } from '@jishi/platform';
import { fromStored } from './cell';
import { type HistoryKind, keyFieldOf } from './fields';
import type { HistoryRow } from './history.repository';
import type { Placed } from './mapping';
import { type HistoryRecord, readRow, type RowProblem } from './read-row';
import { findKnown, type Known } from './register.repository';

export interface Register {
  kind: HistoryKind;
  exchangeId: string;
  mapping: readonly Placed[];
  mappingComplete: boolean;
  today: string;
}

const same = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

/** What is already known under a number is the same, or the row is wrong and says where. */
export function againstKnown(record: HistoryRecord, known: Known, mapping: readonly Placed[]): RowProblem[] {
  return Object.keys(record)
    .filter((field) => !same(record[field] ?? null, known.record[field] ?? null))
    .map((field) => ({
      column: mapping.find((each) => each.field === field)?.column ?? null,
      field,
      code: 'history.differs',
      params: { known: String(known.record[field] ?? '').slice(0, 100) },
    }));
}

const wrong = (problems: RowProblem[]): Pick<HistoryRow, 'status' | 'problems' | 'key' | 'record' | 'targetId'> => ({
  status: 'error',
  problems,
  key: null,
  record: null,
  targetId: null,
});

/**
 * Judges rows in their order, batch by batch: good, wrong, said before in this file, or already known. It remembers the
 * numbers of the file by a digest of what they stood for, and nothing else.
 */
export class Judge {
  private readonly seen = new Map<string, { row: number; digest: string }>();

  constructor(private readonly register: Register) {}

  async judge(tx: Tx, batch: readonly Pick<HistoryRow, 'rowNumber' | 'cells'>[]): Promise<HistoryRow[]> {
    const { kind, exchangeId, mapping, mappingComplete, today } = this.register;
    const blank = { status: 'waiting' as const, problems: [], key: null, record: null, targetId: null };
    if (!mappingComplete) return batch.map((row) => ({ ...row, ...blank }));
    const reads = batch.map((row) => ({ row, read: readRow(kind, row.cells.map(fromStored), mapping, today) }));
    const keys = reads.flatMap(({ read }) => (read.record ? [read.key] : []));
    const known = new Map((await findKnown(tx, kind, exchangeId, keys)).map((each) => [each.key, each]));
    return reads.map(({ row, read }): HistoryRow => {
      if (!read.record) return { ...row, ...wrong(read.problems) };
      const { key, record } = read;
      const repeated = this.repeated(row.rowNumber, key, record);
      if (repeated) return { ...row, ...repeated };
      const found = known.get(key);
      if (!found) return { ...row, status: 'ok', problems: [], key, record, targetId: null };
      const problems = againstKnown(record, found, mapping);
      if (problems.length > 0) return { ...row, ...wrong(problems) };
      return { ...row, status: 'unchanged', problems: [], key, record, targetId: found.id };
    });
  }

  private repeated(row: number, key: string, record: HistoryRecord): ReturnType<typeof wrong> | null {
    const digest = sha256Hex(canonicalJson(record));
    const before = this.seen.get(key);
    if (!before) {
      this.seen.set(key, { row, digest });
      return null;
    }
    if (before.digest === digest) return { status: 'duplicate', problems: [], key, record, targetId: null };
    const field = keyFieldOf(this.register.kind);
    const column = this.register.mapping.find((each) => each.field === field)?.column ?? null;
    return wrong([{ column, field, code: 'history.other_row', params: { row: before.row } }]);
  }
}
