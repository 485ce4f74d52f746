import { stepAt } from './increments';
import type { IncrementTier } from './rules';

/**
 * What a bidder is bound by: a manual bid, a maximum, or a match. `floorMinor` is the price it reached by itself: the bid's
 * amount; for a maximum or a match only the start price, the rest is its rivals' doing. `rank` only for a match.
 */
export interface Commitment {
  readonly seq: number;
  readonly bidder: string;
  readonly maxMinor: number;
  readonly floorMinor: number;
  readonly rank: number | null;
  /** A maximum raised in silence: the seq of what everybody saw, which it goes with. */
  readonly restsOn?: number;
}

/** Who leads and at which price, and all that is needed to say so again when a bid is added. */
interface Rungs {
  readonly priceMinor: number | null;
  readonly leader: string | null;
  readonly top: Commitment | null;
  /** The best of the other bidders. */
  readonly second: Commitment | null;
}

/** The same, with what a void can fall back on. */
export interface Ladder extends Rungs {
  /** The last few, by seq: kept apart, so that a bid copies few. */
  readonly latest: readonly Commitment[];
  /** Those before, by seq: the later and the best. */
  readonly commitments: readonly Commitment[];
  /** Older ones are not kept any more. */
  readonly trimmed: boolean;
}

export const EMPTY_LADDER: Ladder = {
  priceMinor: null,
  leader: null,
  top: null,
  second: null,
  latest: [],
  commitments: [],
  trimmed: false,
};

/** Of older commitments only the best are kept, and of one bidder only a few: nobody pushes the others out. */
const KEPT = 128;
const LATEST = 32;
const KEPT_OF_THE_BEST = 64;
const KEPT_OF_A_BIDDER = 4;

/**
 * The higher maximum; at the same amount a match goes before what it matches, then the better rank, then who reached the
 * amount first.
 */
const better = (a: Commitment, b: Commitment): Commitment => {
  if (a.maxMinor !== b.maxMinor) return a.maxMinor > b.maxMinor ? a : b;
  const [rankA, rankB] = [a.rank ?? Infinity, b.rank ?? Infinity];
  if (rankA !== rankB) return rankA < rankB ? a : b;
  return a.seq < b.seq ? a : b;
};

/** min(higher maximum, lower maximum + step at the lower's price), but never below what the leader reached by itself. */
function priceOf(top: Commitment, second: Commitment | null, tiers: readonly IncrementTier[]): number {
  if (!second) return top.floorMinor;
  const needed = second.maxMinor + (top.rank === null ? stepAt(tiers, second.maxMinor) : 0);
  return Math.max(top.floorMinor, Math.min(top.maxMinor, needed));
}

/** Who leads, and at which price, with one more commitment. */
export function standingWith(
  { top, second }: Rungs,
  added: Commitment,
  tiers: readonly IncrementTier[],
): { priceMinor: number; leader: string; top: Commitment; second: Commitment | null } {
  let [first, next] = [top ?? added, second];
  if (top && top.bidder === added.bidder)
    // One's own price is never lowered by raising oneself.
    first = { ...better(added, top), floorMinor: Math.max(added.floorMinor, top.floorMinor) };
  else if (top && better(added, top) === added) [first, next] = [added, top];
  else if (top) next = second ? better(added, second) : added;
  return { priceMinor: priceOf(first, next, tiers), leader: first.bidder, top: first, second: next };
}

/** The ladder with one more commitment. */
export function withCommitment(ladder: Ladder, added: Commitment, tiers: readonly IncrementTier[]): Ladder {
  const { priceMinor, leader, top, second } = standingWith(ladder, added, tiers);
  let { latest, commitments, trimmed } = ladder;
  if (latest.length === LATEST) {
    commitments = [...commitments, ...latest];
    latest = [];
    if (commitments.length >= 2 * KEPT) {
      commitments = latestAndBest(commitments);
      trimmed = true;
    }
  }
  return { priceMinor, leader, top, second, latest: [...latest, added], commitments, trimmed };
}

function latestAndBest(commitments: readonly Commitment[]): Commitment[] {
  const best = new Set<Commitment>();
  const counts = new Map<string, number>();
  for (const commitment of [...commitments].sort((a, b) => (better(a, b) === a ? -1 : 1))) {
    const count = (counts.get(commitment.bidder) ?? 0) + 1;
    counts.set(commitment.bidder, count);
    if (count <= KEPT_OF_A_BIDDER) best.add(commitment);
    if (best.size === KEPT_OF_THE_BEST) break;
  }
  const recent = commitments.length - KEPT;
  return commitments.filter((commitment, i) => i >= recent || best.has(commitment));
}

/**
 * The ladder as if a commitment had never been, nor what rests on it; null when it is not there, or when what stood before it is
 * not kept. Whoever has been excluded since does not come back to lead, but what others had to outbid stays outbid: to exclude a
 * bidder takes no bid out, only a void does.
 */
export function withoutCommitment(
  ladder: Ladder,
  seq: number,
  tiers: readonly IncrementTier[],
  isAdmitted: (bidder: string) => boolean,
): Ladder | null {
  const kept = [...ladder.commitments, ...ladder.latest];
  const isOut = (commitment: Commitment): boolean => commitment.seq === seq || commitment.restsOn === seq;
  if (!kept.some(isOut)) return null;
  const left = kept.filter((commitment) => !isOut(commitment));
  const admitted = left.filter(({ bidder }) => isAdmitted(bidder));
  if (admitted.length === 0) return ladder.trimmed ? null : EMPTY_LADDER;
  const best = admitted.reduce(better);
  const counting = left.filter((commitment) => isAdmitted(commitment.bidder) || better(best, commitment) === best);
  const again = counting.reduce((built, commitment) => withCommitment(built, commitment, tiers), EMPTY_LADDER);
  return { ...again, trimmed: ladder.trimmed };
}
