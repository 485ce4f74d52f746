import { appendFact, type Tx } from '@jishi/platform';
import { type DayCount, parseRuleProfile, periodEnd } from '@jishi/pricing';
import { governingRules, type HolderRow, notifyRights, rightsOf } from './first-refusal.repository';
import type { ListingView } from './listing.repository';

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

/** Tells every holder that was not told yet; from now on its time runs. Answers those told. */
export async function tellHolders(
  tx: Tx,
  listing: Pick<ListingView, 'id' | 'number' | 'title' | 'priceMinor' | 'exchangeId'>,
  now: Date,
): Promise<HolderRow[]> {
  const { id: listingId, number, title, priceMinor, exchangeId } = listing;
  const told = await notifyRights(tx, listingId, now);
  for (const { id: rightId, organisationId, ground, rank } of told) {
    const right = { rightId, organisationId, ground, rank, notifiedAtMs: now.getTime() };
    const payload = { listingId, number, title, priceMinor, exchangeId, ...right };
    await appendFact(tx, { type: 'first_refusal.notified', subjectId: rightId, payload });
  }
  return told;
}
