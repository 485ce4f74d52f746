import { http, type Page, type Query } from './http';
import { upload } from './upload';

export const HISTORY_KINDS = ['members', 'listings', 'deals'] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];
export const IMPORT_STATES = ['previewed', 'running', 'done', 'failed', 'discarded'] as const;
export const ROW_STATUSES = ['error', 'ok', 'duplicate', 'unchanged', 'imported'] as const;
export type Unit = 'fen' | 'yuan' | 'wan' | 'yi' | 'percent' | 'permille';
export type HistoryRecord = Record<string, string | number | string[] | null>;

export interface HistoryImportItem {
  id: string;
  kind: HistoryKind;
  filename: string;
  format: 'csv' | 'xlsx';
  reading: string;
  state: (typeof IMPORT_STATES)[number];
  totalRows: number;
  counts: Record<(typeof ROW_STATUSES)[number] | 'waiting', number>;
  createdByName: string;
  createdAt: string;
  endedAt: string | null;
}

export interface PlacedColumn {
  field: string;
  column: number;
  unit: Unit | null;
}

export interface HistoryImport extends HistoryImportItem {
  otherSheets: string[];
  headerRow: number;
  headers: string[];
  mapping: PlacedColumn[];
  mappingComplete: boolean;
  doubts: { field: string; code: string; message: string; columns: number[] }[];
  fields: { field: string; required: boolean; counted: 'amount' | 'rate' | 'other' }[];
}

export interface HistoryRow {
  rowNumber: number;
  status: string;
  cells: string[];
  record: HistoryRecord | null;
  problems: { column: string | null; field: string | null; code: string; message: string }[];
}

export interface HistoryEntry {
  id: string;
  importId: string | null;
  record: HistoryRecord;
}

export const history = {
  imports: (query: Query) => http.get<Page<HistoryImportItem>>('/history-imports', query),
  get: (id: string) => http.get<HistoryImport>(`/history-imports/${id}`),
  rows: (id: string, query: Query) => http.get<Page<HistoryRow>>(`/history-imports/${id}/rows`, query),
  upload: (kind: HistoryKind, file: File) => upload<HistoryImport>('/history-imports', [file], { kind }),
  map: (id: string, mapping: PlacedColumn[]) => http.put<HistoryImport>(`/history-imports/${id}/mapping`, { mapping }),
  commit: (id: string, allOrNothing: boolean) =>
    http.post<HistoryImport>(`/history-imports/${id}/commit`, { allOrNothing }),
  discard: (id: string) => http.post<HistoryImport>(`/history-imports/${id}/discard`),
  report: (id: string) => http.file(`/history-imports/${id}/rows`, { format: 'csv' }),
  records: (kind: HistoryKind, query: Query) => http.get<Page<HistoryEntry>>(`/history/${kind}`, query),
  everything: () => http.file('/exchange-export'),
};
