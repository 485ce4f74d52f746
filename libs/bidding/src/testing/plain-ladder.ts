import type { IncrementTier } from '../domain/rules';

/** What a bidder gave, as a test wrote it down. */
export interface Offer {
  readonly seq: number;
  readonly bidder: string;
  readonly kind: 'bid' | 'maximum' | 'match';
  readonly amountMinor: number;
  /** Of a match. */
  readonly rank?: number;
  /** Of a maximum raised in silence: the offer that everybody saw, with which it is voided. */
  readonly restsOn?: number;
}

/** The best of some offers: the highest, then a match by its rank, then the earliest. */
const highestFirst = (offers: readonly Offer[]): Offer[] =>
  [...offers].sort((a, b) => b.amountMinor - a.amountMinor || (a.rank ?? 1e9) - (b.rank ?? 1e9) || a.seq - b.seq);

/** What still counts after a void: of those who were excluded, what the best of the others had outbid. */
export function stillCounting(offers: readonly Offer[], isAdmitted: (bidder: string) => boolean): Offer[] {
  const sorted = highestFirst(offers);
  const best = sorted.findIndex(({ bidder }) => isAdmitted(bidder));
  return best < 0 ? [] : sorted.slice(best).sort((a, b) => a.seq - b.seq);
}

/** An offer that nobody was told of: it rests on what its bidder led by. */
export function silently(offer: Offer, before: readonly Offer[]): Offer {
  const led = highestFirst(before.filter(({ bidder }) => bidder === offer.bidder))[0]!;
  return { ...offer, restsOn: led.restsOn ?? led.seq };
}

/** The step by definition: of the last tier that begins at or below the price. */
const stepOf = (tiers: readonly IncrementTier[], priceMinor: number): number =>
  tiers.findLast(({ fromMinor }) => fromMinor <= priceMinor)!.stepMinor;

/**
 * Price and leader of a whole list of offers, looked at from scratch and in no order but that of the rules: what the engine's
 * ladder, which grows by one offer at a time, must always agree with.
 */
export function plainLadder(
  offers: readonly Offer[],
  tiers: readonly IncrementTier[],
  startPriceMinor: number,
): { priceMinor: number | null; leader: string | null; limitMinor: number | null } {
  const sorted = highestFirst(offers);
  const best = sorted[0];
  if (!best) return { priceMinor: null, leader: null, limitMinor: null };
  const rival = sorted.find(({ bidder }) => bidder !== best.bidder);
  const namedByLeader = offers
    .filter(({ bidder, kind }) => bidder === best.bidder && kind === 'bid')
    .map(({ amountMinor }) => amountMinor);
  // A match need only reach its rival.
  const step = (price: number): number => (best.kind === 'match' ? 0 : stepOf(tiers, price));
  const answerMinor = rival ? Math.min(best.amountMinor, rival.amountMinor + step(rival.amountMinor)) : 0;
  const priceMinor = Math.max(startPriceMinor, answerMinor, ...namedByLeader);
  return { priceMinor, leader: best.bidder, limitMinor: best.amountMinor };
}
