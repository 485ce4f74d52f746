import type { Closed, Draft, Prolonged } from './events';
import type { SaleOutcome } from './mode';
import { bidderByCode, type AuctionState, type Bidder } from './state';

const draft = (type: string, data: object): Draft => ({ type, data, secret: null });

/**
 * What follows once bidding is over and the outcome is known: the window of those who hold a right of first refusal, or the
 * close, and with it the award when nothing can stand against it any more. The first draft is the command's own event.
 */
export function afterBidding(state: AuctionState, bidFor: SaleOutcome, atMs: number, endedAtMs: number): Draft[] {
  const agreed = agreement(state, bidFor);
  if (agreed) {
    const { winner: bidder, priceMinor } = agreed;
    return [
      draft('auction.agreed', { bidder, priceMinor, endsAtMs: endedAtMs }),
      ...closing(state, agreed, atMs, endedAtMs),
    ];
  }
  const outcome = bidFor;
  const windowMs = state.rules!.firstRefusalWindowMs ?? 0;
  const leader = bidderByCode(state, outcome.winner);
  const rivals = [...state.bidders.values()].some((bidder) => mayMatch(bidder, leader));
  if (outcome.outcome === 'sold' && windowMs > 0 && rivals) {
    const { priceMinor, winner } = outcome;
    const data = { endedAtMs, awaits: 'firstRefusal', untilMs: atMs + windowMs, priceMinor, leader: winner };
    return [draft('auction.ended', data)];
  }
  return closing(state, outcome, atMs, endedAtMs);
}

/** What a single candidate pays: the price that was announced, or what it offered if that is more. */
export const agreedPrice = ({ rules }: AuctionState, candidate: Bidder, offerMinor: number | null): number =>
  Math.max(rules!.startPriceMinor, offerMinor ?? 0, candidate.offerMinor ?? 0);

/**
 * Whoever was the only one ever to come is agreed with, also if it came after the opening: nobody gets out of its offer, nor out
 * of the sale, by paying late. Null where there were others, or where its own bid gives no less.
 */
function agreement(
  state: AuctionState,
  { outcome, priceMinor }: SaleOutcome,
): (SaleOutcome & { winner: string }) | null {
  const [only] = state.bidders.values();
  if (state.rules!.soleCandidate !== 'agreement' || state.bidders.size !== 1 || !only!.admitted) return null;
  const leastMinor = agreedPrice(state, only!, null);
  if (outcome === 'sold' && priceMinor! >= leastMinor) return null;
  return { outcome: 'sold', winner: only!.code, priceMinor: Math.max(leastMinor, priceMinor ?? 0) };
}

/** The close itself, and the award or failure when it is final at once. */
export function closing(state: AuctionState, outcome: SaleOutcome, atMs: number, endedAtMs: number): Draft[] {
  const { reserveMinor, reserveSalt } = state;
  const closed: Omit<Closed, 'arrivedAtMs'> = { ...outcome, endedAtMs, reserveMinor, reserveSalt };
  const final = finalAtMs({ ...state, closedAtMs: atMs });
  const ending = final !== null && final <= atMs ? [resultOf(outcome)] : [];
  return [draft('auction.closed', closed), ...ending];
}

export const resultOf = ({ outcome, winner, priceMinor }: SaleOutcome): Draft =>
  outcome === 'sold' ? draft('auction.awarded', { winner, priceMinor }) : draft('auction.failed', { cause: 'unsold' });

/** From when on a result stands: the time to object and to appeal is over. Null while an objection is open. */
export function finalAtMs(state: AuctionState): number | null {
  const { objections, closedAtMs } = state;
  if (closedAtMs === null || objections.some(({ open }) => open)) return null;
  return Math.max(objectUntilMs(state, closedAtMs), ...objections.map(({ appealUntilMs }) => appealUntilMs));
}

/** The end of the time to object to a sale that was closed then. */
export const objectUntilMs = ({ rules, objectUntilMs: moved }: AuctionState, closedAtMs: number): number =>
  moved ?? closedAtMs + (rules!.objectionWindowMs ?? 0);

/** Every window that still ran when the time was lost ends that much later. */
export const prolonged = ({ objections }: AuctionState, { sinceMs, byMs, objectUntilMs: until }: Prolonged) => ({
  objectUntilMs: until,
  objections: objections.map((objection) =>
    objection.appealUntilMs > sinceMs ? { ...objection, appealUntilMs: objection.appealUntilMs + byMs } : objection,
  ),
});

/** A holder may match whoever leads, unless it is itself or has a better right. Rank 1 goes before 2. */
export function mayMatch({ code, admitted, firstRefusalRank }: Bidder, leader: Bidder | null): boolean {
  if (!admitted || firstRefusalRank === null || code === leader?.code) return false;
  return firstRefusalRank < (leader?.firstRefusalRank ?? Infinity);
}

/** When the clock has something to do; null when it has nothing to wait for. */
export function dueAtMs(state: AuctionState): number | null {
  switch (state.phase) {
    case 'announced':
      return state.opensAtMs;
    case 'open':
      return state.endsAtMs;
    case 'paused':
      return state.resumesAtMs;
    case 'ended':
      return state.awaitsUntilMs;
    case 'closed':
      return state.result === 'pending' ? finalAtMs(state) : null;
    case 'absent':
      return null;
  }
}
