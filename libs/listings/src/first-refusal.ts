import type { Tx } from '@jishi/platform';
import { type DayCount, parseRuleProfile, periodEnd } from '@jishi/pricing';
import { governingRules, type HolderRow, rightsOf } from './first-refusal.repository';

/** A holder of a right of first refusal for whom the time between being told and the notice is not over. */
export interface PendingNotice {
  id: string;
  organisationId: string;
  /** Null: not told yet. */
  notifiedAt: Date | null;
  /** From when on the notice may come out; null: not known, since it was not told. */
  readyAtMs: number | null;
}

/** Whoever has waived is not waited for. Errors: `calendar.year_not_published`. */
export function pendingAmong(holders: readonly HolderRow[], notice: DayCount | null, nowMs: number): PendingNotice[] {
  if (notice === null) return [];
  return holders
    .filter(({ waivedAt }) => waivedAt === null)
    .map(({ id, organisationId, notifiedAt }) => {
      const readyAtMs = notifiedAt && periodEnd(notifiedAt.getTime(), notice);
      return { id, organisationId, notifiedAt, readyAtMs };
    })
    .filter(({ readyAtMs }) => readyAtMs === null || nowMs < readyAtMs);
}

/** Those for whom a listing must wait before its notice may come out; empty: it need not wait (any more). */
export async function pendingNotices(tx: Tx, listingId: string, nowMs: number): Promise<PendingNotice[]> {
  const holders = await rightsOf(tx, listingId);
  const rules = holders.length === 0 ? null : await governingRules(tx, listingId);
  if (!rules) return [];
  return pendingAmong(holders, parseRuleProfile(rules.body).sale.firstRefusalNotice, nowMs);
}
