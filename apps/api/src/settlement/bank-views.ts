import { messageFor, type Locale } from '@jishi/platform';
import type { FieldError } from '@jishi/kernel';
import type { BankLineRow, FileReading, Judged, LayoutView, NoteRow, StatementRow } from '@jishi/settlement';
import type {
  BankLayoutResponse,
  BankLineDetailResponse,
  BankStatementItem,
  PreviewLine,
  PreviewResponse,
} from './bank.dto';
import { bankLineView } from './views';

/** Whoever looks before importing sees so much of it. */
export const PREVIEW_LINES = 50;
const PREVIEW_ERRORS = 100;

export const layoutView = ({ createdAt, ...layout }: LayoutView): BankLayoutResponse => ({
  ...layout,
  createdAt: createdAt?.toISOString() ?? null,
});

export function statementItemView(found: StatementRow): BankStatementItem {
  const { exchangeId: _, createdAt, ...item } = found;
  return { ...item, createdAt: createdAt.toISOString() };
}

export const lineDetailView = ({ line, notes }: { line: BankLineRow; notes: NoteRow[] }): BankLineDetailResponse => ({
  ...bankLineView(line),
  notes: notes.map((note) => ({ ...note, writtenAt: note.writtenAt.toISOString() })),
});

const lineView = ({ line, state, reason }: Pick<Judged, 'line' | 'reason'> & { state: string }): PreviewLine => ({
  serial: line.serial,
  bookedOn: line.bookedOn,
  direction: line.direction,
  amountMinor: line.amountMinor,
  payerName: line.counterpartyName,
  payerAccount: line.counterpartyAccount,
  remark: line.remark,
  state,
  reason,
});

/** What the file says, what is wrong with it, and, where nothing is, what would become of its lines. */
export function previewView(
  reading: FileReading,
  judged: { fresh: number; known: number; gapMinor: number | null; lines: Judged[]; errors: FieldError[] } | null,
  locale: Locale,
): PreviewResponse {
  const { statement, format, reading: how, headerRow } = reading;
  const errors = [...reading.errors, ...(judged?.errors ?? [])];
  const sum = (direction: string): number =>
    statement.lines
      .filter((line) => line.direction === direction)
      .reduce((total, { amountMinor }) => Math.min(Number.MAX_SAFE_INTEGER, total + amountMinor), 0);
  const unread = statement.lines.slice(0, PREVIEW_LINES).map((line) => ({ line, state: 'unread', reason: null }));
  return {
    format,
    reading: how,
    headerRow,
    layout: statement.layout ?? null,
    accountNumber: statement.accountNumber,
    openingMinor: statement.openingMinor ?? null,
    closingMinor: statement.closingMinor ?? null,
    gapMinor: judged?.gapMinor ?? null,
    lineCount: statement.lines.length,
    fresh: judged?.fresh ?? 0,
    known: judged?.known ?? 0,
    creditMinor: sum('credit'),
    debitMinor: sum('debit'),
    errorCount: errors.length,
    errors: errors
      .slice(0, PREVIEW_ERRORS)
      .map(({ path, code, params }) => ({ path, code, message: messageFor(code, params ?? {}, locale) })),
    lines: (judged?.lines ?? unread).map(lineView),
  };
}
