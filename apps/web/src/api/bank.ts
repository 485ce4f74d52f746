import { http, type Page, type Query } from './http';
import type { BankLine } from './money';
import { upload } from './upload';

/** How a bank prints its statements. */
export interface BankLayout {
  code: string;
  name: { zh: string; en: string };
  source: string;
  columns: Record<string, string[]>;
  serialFrom?: string[];
  dates: string;
  signed?: string;
  labels?: Record<string, string[]>;
  trailers?: string[];
}

export interface KnownLayout {
  layout: BankLayout;
  /** Null: of the platform. */
  version: number | null;
  createdByName: string | null;
  createdAt: string | null;
}

export interface PreviewLine {
  serial: string;
  bookedOn: string;
  direction: 'credit' | 'debit';
  amountMinor: number;
  payerName: string;
  payerAccount: string;
  remark: string;
  state: string;
  reason: string | null;
}

export interface StatementPreview {
  format: 'csv' | 'xlsx';
  reading: string;
  layout: string | null;
  headerRow: number;
  accountNumber: string | null;
  openingMinor: number | null;
  closingMinor: number | null;
  gapMinor: number | null;
  lineCount: number;
  fresh: number;
  known: number;
  creditMinor: number;
  debitMinor: number;
  errorCount: number;
  errors: { path: string; code: string; message: string }[];
  lines: PreviewLine[];
}

export interface ImportedStatement {
  id: string;
  accountNumber: string;
  filename: string;
  lineCount: number;
  insertedCount: number;
  layout: string | null;
  layoutVersion: number | null;
  openingMinor: number | null;
  closingMinor: number | null;
  firstDay: string | null;
  lastDay: string | null;
  gapMinor: number | null;
  importedByName: string;
  createdAt: string;
}

export interface SuspenseAge {
  state: string;
  reason: string | null;
  fromDays: number;
  lines: number;
  amountMinor: number;
}

export interface LineDetail extends BankLine {
  notes: { id: string; text: string; writtenByName: string; writtenAt: string }[];
}

/** What became of one of several lines; `code` says why nothing did. */
export interface LineDone {
  id: string;
  state: string | null;
  code: string | null;
}

export interface PlaceTotals {
  place: string;
  ledgerInMinor: number;
  ledgerOutMinor: number;
  outsideInMinor: number;
  outsideOutMinor: number;
  driftMinor: number;
}

export interface ReconciliationRun {
  id: string;
  day: string;
  cause: 'daily' | 'asked';
  covered: boolean;
  totals: PlaceTotals[];
  driftMinor: number;
  itemCount: number;
  openCount: number;
  startedByName: string | null;
  createdAt: string;
}

export interface Difference {
  id: string;
  day: string;
  place: string;
  kind: string;
  label: string;
  party: string;
  ledgerMinor: number;
  outsideMinor: number;
  driftMinor: number;
  otherDay: string | null;
  state: string;
  reason: string | null;
  proposedByName: string | null;
  agreedByName: string | null;
}

export interface StatementChoice {
  layout?: string;
  definition?: string;
}

const fieldsOf = ({ layout, definition }: StatementChoice): Record<string, string> => ({
  ...(layout ? { layout } : {}),
  ...(definition ? { definition } : {}),
});

export const bank = {
  layouts: () => http.get<{ items: KnownLayout[] }>('/bank-layouts'),
  addLayout: (layout: unknown) => http.post<{ items: KnownLayout[] }>('/bank-layouts', { layout }),
  preview: (file: File, choice: StatementChoice) =>
    upload<StatementPreview>('/bank-statements/preview', [file], fieldsOf(choice)),
  statements: (query: Query) => http.get<Page<ImportedStatement>>('/bank-statements', query),
  ages: () => http.get<{ items: SuspenseAge[] }>('/bank-lines/ages'),
  line: (id: string) => http.get<LineDetail>(`/bank-lines/${id}`),
  note: (id: string, text: string) => http.post<LineDetail>(`/bank-lines/${id}/notes`, { text }),
  many: (act: 'match' | 'confirm', lineIds: string[]) =>
    http.post<{ items: LineDone[] }>(`/bank-lines/${act}`, { lineIds }),
  evidence: (file: File) => upload<{ id: string }>('/attachments', [file]),
  days: (query: Query) => http.get<Page<ReconciliationRun>>('/reconciliation-days', query),
  reconcile: (day: string) => http.post<ReconciliationRun>('/reconciliation-days', { day }),
  differences: (query: Query) => http.get<Page<Difference>>('/reconciliation-differences', query),
  explain: (id: string, reason: string) =>
    http.post<Difference>(`/reconciliation-differences/${id}/explain`, { reason }),
  agree: (id: string) => http.post<Difference>(`/reconciliation-differences/${id}/agree`),
  refuse: (id: string, reason: string) => http.post<Difference>(`/reconciliation-differences/${id}/refuse`, { reason }),
};
