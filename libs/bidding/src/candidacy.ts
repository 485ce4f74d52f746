import { conflict, DomainError, forbidden } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import type { CandidacySource } from '@jishi/listings';
import { audit, type Database, type Tx } from '@jishi/platform';
import { AUCTION_MODES, chinaDay, type DayCount, depositWithinMs, periodEnd } from '@jishi/pricing';
import { findBar, hasDefaultedOn } from './bar.repository';
import { type Candidate, findConflict, keepFinding, RelatedParty } from './conflict-check';
import { type ConflictStage, partiesOfListing } from './conflict.repository';
import { openingInBook } from './qualification.repository';

/** By when somebody must have applied: null where the rules let candidates come as long as bids do. */
export const applyUntilMs = ({ profile, noticeEndsAt }: CandidacySource): number | null =>
  profile.sale.applyUntil === 'noticeEnd' ? noticeEndsAt.getTime() : null;

/**
 * By when the last word on a candidate must be spoken: the opening, as it was put off if it was. Where bidding runs along with
 * the notice, the end of that free period. Null: at any time, as while a sale that is due to open waits for this very word.
 */
export async function decideUntilMs(tx: Tx, listing: CandidacySource, nowMs: number): Promise<number | null> {
  const end = await endOfCandidacy(tx, listing);
  return end === null || (end.waits && nowMs >= end.atMs) ? null : end.atMs;
}

/** The end of candidacy, and whether the sale may still be waiting for it; null where candidates come as long as bids do. */
async function endOfCandidacy(tx: Tx, listing: CandidacySource): Promise<{ atMs: number; waits: boolean } | null> {
  const { profile, opensAt, closesAt, auctionId } = listing;
  if (profile.sale.applyUntil !== 'noticeEnd' || !opensAt) return null;
  if (AUCTION_MODES[profile.auction.mode].opens === 'withNotice')
    return closesAt && { atMs: closesAt.getTime() - profile.auction.timerMs, waits: false };
  const book = auctionId === null ? null : await openingInBook(tx, auctionId);
  return { atMs: Math.max(opensAt.getTime(), book?.opensAtMs ?? 0), waits: book?.state === 'announced' };
}

/**
 * By when the deposit of a candidate that is approved now must be here: whoever is qualified only at the end may still bring it.
 * Null in a demonstration, where days are seconds.
 */
export async function depositDue(tx: Tx, listing: CandidacySource, nowMs: number): Promise<Date | null> {
  if (listing.profile.demo) return null;
  const end = await endOfCandidacy(tx, listing);
  return new Date(Math.max(end?.atMs ?? 0, nowMs + depositWithinMs(listing.profile.sale)));
}

/**
 * From when on a deposit lets nobody in any more: after the opening, or the time it was given, whichever is later; where
 * candidates come as long as bids do, that time alone. Null where none was given.
 */
export async function depositUntilMs(tx: Tx, listing: CandidacySource, dueAt: Date | null): Promise<number | null> {
  if (listing.profile.demo) return null;
  const end = await endOfCandidacy(tx, listing);
  return end ? Math.max(end.atMs, dueAt?.getTime() ?? 0) : (dueAt?.getTime() ?? null);
}

/** When a period is over; null where the calendar it is counted by is not published yet: that keeps nobody from applying. */
export function dueAfter(nowMs: number, days: DayCount): Date | null {
  try {
    return new Date(periodEnd(nowMs, days));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar.year_not_published') return null;
    throw error;
  }
}

/**
 * Whoever defaulted on a sale waits, and never bids again for what it did not pay; the other side and those tied to it stay out.
 * Errors: `qualification.barred`, `qualification.defaulted_here`, `application.own_organisation`, `application.related_party`.
 */
export async function requireAllowed(
  tx: Tx,
  candidate: Candidate,
  { listingId }: Pick<CandidacySource, 'listingId'>,
  { nowMs, forExchange = false }: { nowMs: number; forExchange?: boolean },
): Promise<void> {
  const bar = await findBar(tx, candidate.organisationId);
  if (bar) throw conflict('qualification.barred', { reason: bar.reason, until: chinaDay(bar.barredUntil.getTime()) });
  if (await hasDefaultedOn(tx, candidate.organisationId, listingId)) throw conflict('qualification.defaulted_here');
  const parties = await partiesOfListing(tx, listingId);
  if ([parties.transferorId, ...parties.operatorIds].includes(candidate.organisationId))
    throw forbidden('application.own_organisation');
  const found = await findConflict(tx, candidate, parties, chinaDay(nowMs));
  if (found) throw new RelatedParty(found, forExchange);
}

/** A conflict that was found stays on record although what it prevented never happened. */
export async function recordingConflicts<T>(
  database: Database,
  at: { stage: ConflictStage; listingId: string; organisationId: string; actor: Actor | null },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RelatedParty) await database.transaction((tx) => recordConflict(tx, at, error));
    throw error;
  }
}

export async function recordConflict(
  tx: Tx,
  {
    stage,
    listingId,
    organisationId,
    actor,
  }: { stage: ConflictStage; listingId: string; organisationId: string; actor: Actor | null },
  { conflict: found }: Pick<RelatedParty, 'conflict'>,
): Promise<void> {
  await keepFinding(tx, stage, listingId, organisationId, found);
  await audit(tx, {
    actorId: actor?.userId ?? null,
    organisationId: actor?.organisationId ?? null,
    action: 'application.conflict_found',
    subjectType: 'listing',
    subjectId: listingId,
    detail: { stage, candidateId: organisationId, kind: found.kind, path: found.pathZh },
  });
}
