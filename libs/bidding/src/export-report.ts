import type { AuctionState, Outcome, Result } from './domain/state';
import type { BookChecker } from './domain/verify';
import type { Evidence } from './export-evidence';
import type { ExportHeader, Finding, Params } from './export-format';
import type { BookKey } from './suites';

/** A sentence about what was checked or could not be. */
export interface Remark {
  readonly code: string;
  readonly params: Params;
}

export interface ExportReport {
  readonly ok: boolean;
  /** By line: the first is the first wrong line. */
  readonly findings: readonly Finding[];
  readonly checked: readonly Remark[];
  readonly unchecked: readonly Remark[];
  readonly auctionId: string | null;
  readonly title: string | null;
  readonly scope: ExportHeader['scope'] | null;
  readonly suite: string | null;
  readonly events: number;
  readonly root: string;
  readonly keys: readonly string[];
  readonly outcome: Outcome | null;
  readonly result: Result | null;
}

interface Finished {
  readonly findings: readonly Finding[];
  readonly header: ExportHeader | null;
  readonly book: BookChecker;
  readonly sale: AuctionState;
  /** Sealed bids of which the book says that they did not open. */
  readonly unopened: number;
  readonly evidence: readonly Evidence[];
  readonly trusted: readonly BookKey[];
}

/** Plain about both: what holds now, and what nobody has shown. */
export function finished({ findings, header, book, sale, unopened, evidence, trusted }: Finished): ExportReport {
  const { events } = book;
  const full = header?.scope === 'full';
  const count = (kind: Evidence['kind']): number => evidence.filter((piece) => piece.kind === kind).length;
  const checked: Remark[] = [];
  const unchecked: Remark[] = [];
  const say = (done: boolean, name: string, params: Params = {}): void =>
    void (done ? checked : unchecked).push({ code: `${done ? 'checked' : 'unchecked'}.${name}`, params });
  say(true, 'tree', { events });
  say(full, 'decisions', { events, hidden: book.hidden });
  if (sale.rules?.mode === 'sealed') say(full, 'envelopes');
  if (unopened > 0) say(false, 'unopened', { count: unopened });
  say(count('receipt') > 0, 'receipts', { count: count('receipt') });
  say(count('head') + count('witness') > 0, 'heads', { count: count('head') + count('witness') });
  say(trusted.length > 0, 'keys', { keys: header?.keys.map(({ id }) => id).join(', ') ?? '' });
  return {
    ok: findings.length === 0,
    findings,
    checked,
    unchecked,
    auctionId: header?.auctionId ?? null,
    title: header?.title ?? null,
    scope: header?.scope ?? null,
    suite: header?.suite ?? null,
    events,
    root: book.rootHex(),
    keys: header?.keys.map(({ id }) => id) ?? [],
    outcome: sale.outcome,
    result: sale.result,
  };
}
