import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { StoredCell } from './cell';
import type { HistoryKind } from './fields';
import type { Placed } from './mapping';
import type { HistoryRecord, RowProblem } from './read-row';

export const IMPORT_STATES = ['previewed', 'running', 'done', 'failed', 'discarded'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export const ROW_STATUSES = ['waiting', 'ok', 'error', 'duplicate', 'unchanged', 'imported'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];
export type RowCounts = Record<RowStatus, number>;

export interface ImportRow {
  id: string;
  exchangeId: string;
  kind: HistoryKind;
  filename: string;
  sha256: string;
  format: 'csv' | 'xlsx';
  reading: string;
  otherSheets: string[];
  headerRow: number;
  headers: string[];
  mapping: Placed[];
  mappingComplete: boolean;
  allOrNothing: boolean;
  state: ImportState;
  totalRows: number;
  counts: RowCounts;
  createdBy: string;
  createdByName: string;
  createdAt: Date;
  committedAt: Date | null;
  endedAt: Date | null;
}

export interface HistoryRow {
  rowNumber: number;
  cells: StoredCell[];
  status: RowStatus;
  problems: RowProblem[];
  key: string | null;
  record: HistoryRecord | null;
  targetId: string | null;
}

const COUNTS = ROW_STATUSES.map((status) => `'${status}', count(*) filter (where r.status = '${status}')`).join(', ');
const IMPORT = `select i.id, i.exchange_id as "exchangeId", i.kind, i.filename, i.sha256, i.format, i.reading,
    i.other_sheets as "otherSheets",
    i.header_row as "headerRow", i.headers, i.mapping, i.mapping_complete as "mappingComplete",
    i.all_or_nothing as "allOrNothing", i.state, i.total_rows as "totalRows",
    (select json_build_object(${COUNTS}) from history_row r where r.import_id = i.id) as counts,
    i.created_by as "createdBy", u.name as "createdByName", i.created_at as "createdAt",
    i.committed_at as "committedAt", i.ended_at as "endedAt"
  from history_import i join user_account u on u.id = i.created_by`;

export type NewImport = Pick<
  ImportRow,
  | 'exchangeId'
  | 'kind'
  | 'filename'
  | 'sha256'
  | 'format'
  | 'reading'
  | 'otherSheets'
  | 'headerRow'
  | 'headers'
  | 'createdBy'
> & { mapping: Placed[]; mappingComplete: boolean };

export async function insertImport(tx: Tx, values: NewImport): Promise<string> {
  const id = newId();
  await rows(
    tx,
    `insert into history_import (id, exchange_id, kind, filename, sha256, format, reading, header_row, headers, mapping,
       mapping_complete, created_by, other_sheets) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      values.exchangeId,
      values.kind,
      values.filename,
      values.sha256,
      values.format,
      values.reading,
      values.headerRow,
      JSON.stringify(values.headers),
      JSON.stringify(values.mapping),
      values.mappingComplete,
      values.createdBy,
      values.otherSheets,
    ],
  );
  return id;
}

export const findImport = (tx: Tx, exchangeId: string, id: string): Promise<ImportRow | null> =>
  maybeRow<ImportRow>(tx, `${IMPORT} where i.id = $1 and i.exchange_id = $2`, [id, exchangeId]);

export type LockedImport = Pick<
  ImportRow,
  'id' | 'exchangeId' | 'kind' | 'state' | 'headers' | 'mapping' | 'mappingComplete' | 'allOrNothing'
> & { committedBy: string | null };

export const lockImport = (tx: Tx, id: string): Promise<LockedImport | null> =>
  maybeRow<LockedImport>(
    tx,
    `select id, exchange_id as "exchangeId", kind, state, headers, mapping, mapping_complete as "mappingComplete",
       all_or_nothing as "allOrNothing", committed_by as "committedBy" from history_import where id = $1 for update`,
    [id],
  );

/** One upload at a time counts the open ones of its exchange. */
export async function countOpen(tx: Tx, exchangeId: string): Promise<number> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`history:${exchangeId}`]);
  const { count } = await row<{ count: number }>(
    tx,
    `select count(*) as count from history_import where exchange_id = $1 and state = 'previewed'`,
    [exchangeId],
  );
  return count;
}

export const setTotal = (tx: Tx, id: string, total: number): Promise<unknown> =>
  rows(tx, 'update history_import set total_rows = $2 where id = $1', [id, total]);

export const setMapping = (tx: Tx, id: string, mapping: Placed[], complete: boolean): Promise<unknown> =>
  rows(tx, 'update history_import set mapping = $2, mapping_complete = $3 where id = $1', [
    id,
    JSON.stringify(mapping),
    complete,
  ]);

export const setRunning = (tx: Tx, id: string, userId: string, allOrNothing: boolean): Promise<unknown> =>
  rows(
    tx,
    `update history_import set state = 'running', committed_by = $2, committed_at = clock_timestamp(),
       all_or_nothing = $3 where id = $1`,
    [id, userId, allOrNothing],
  );

export const setEnded = (tx: Tx, id: string, state: 'done' | 'failed' | 'discarded'): Promise<unknown> =>
  rows(tx, 'update history_import set state = $2, ended_at = clock_timestamp() where id = $1', [id, state]);

export const deleteRows = (tx: Tx, id: string): Promise<unknown> =>
  rows(tx, 'delete from history_row where import_id = $1', [id]);

const JUDGED = `jsonb_to_recordset($2::jsonb) as j("rowNumber" int, cells jsonb, status text, problems jsonb, key text,
  record jsonb, "targetId" uuid)`;

export const insertRows = (tx: Tx, importId: string, judged: readonly HistoryRow[]): Promise<unknown> =>
  rows(
    tx,
    `insert into history_row (import_id, row_number, cells, status, problems, key, record, target_id)
     select $1, j."rowNumber", j.cells, j.status, j.problems, j.key, j.record, j."targetId" from ${JUDGED}`,
    [importId, JSON.stringify(judged)],
  );

/** All rows lose their judgement, so that the next one meets none of its keys half-way. */
export const clearJudgements = (tx: Tx, importId: string): Promise<unknown> =>
  rows(
    tx,
    `update history_row set status = 'waiting', problems = '[]', key = null, record = null, target_id = null
     where import_id = $1`,
    [importId],
  );

export const updateRows = (tx: Tx, importId: string, judged: readonly Omit<HistoryRow, 'cells'>[]): Promise<unknown> =>
  rows(
    tx,
    `update history_row r set status = j.status, problems = j.problems, key = j.key, record = j.record,
       target_id = j."targetId" from ${JUDGED} where r.import_id = $1 and r.row_number = j."rowNumber"`,
    [importId, JSON.stringify(judged)],
  );

const ROW = `select row_number as "rowNumber", cells, status, problems, key, record, target_id as "targetId" from history_row`;

export const listRows = (
  tx: Tx,
  importId: string,
  query: { status?: RowStatus; after: number; limit: number },
): Promise<HistoryRow[]> =>
  rows<HistoryRow>(
    tx,
    `${ROW} where import_id = $1 and row_number > $2 and ($3::text is null or status = $3)
     order by row_number limit $4`,
    [importId, query.after, query.status ?? null, query.limit],
  );

export async function todayOf(tx: Tx): Promise<string> {
  const { today } = await row<{ today: string }>(
    tx,
    `select to_char(clock_timestamp() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today`,
  );
  return today;
}

export const listImports = (
  tx: Tx,
  exchangeId: string,
  query: { state?: string; kind?: string; before?: [string, string]; limit: number },
): Promise<ImportRow[]> =>
  rows<ImportRow>(
    tx,
    `${IMPORT} where i.exchange_id = $1 and ($2::text is null or i.state = $2) and ($3::text is null or i.kind = $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', i.created_at), i.id) < ($4, $5::uuid))
     order by date_trunc('milliseconds', i.created_at) desc, i.id desc limit $6`,
    [
      exchangeId,
      query.state ?? null,
      query.kind ?? null,
      query.before?.[0] ?? null,
      query.before?.[1] ?? null,
      query.limit,
    ],
  );
