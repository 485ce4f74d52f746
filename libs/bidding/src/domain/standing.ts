import { stepAt } from './increments';
import type { IncrementTier } from './rules';

/**
 * What a bidder is bound by: a manual bid, a maximum, or a match. `floorMinor` is the price it reached by itself: the bid's
 * amount, or the minimum that a maximum had to reach. `rank` only for a match.
 */
export interface Commitment {
  readonly seq: number;
  readonly bidder: string;
  readonly maxMinor: number;
  readonly floorMinor: number;
  readonly rank: number | null;
}

/** Who leads and at which price, and all that is needed to say so again when a bid is added or voided. */
export interface Ladder {
  readonly priceMinor: number | null;
  readonly leader: string | null;
  readonly top: Commitment | null;
  /** The best of the other bidders. */
  readonly second: Commitment | null;
  /** The latest, by seq, and those that bear the price: what a void can fall back on. */
  readonly commitments: readonly Commitment[];
  /** Older ones are not kept any more. */
  readonly trimmed: boolean;
}

export const EMPTY_LADDER: Ladder = {
  priceMinor: null,
  leader: null,
  top: null,
  second: null,
  commitments: [],
  trimmed: false,
};

const KEPT = 128;

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

/** The ladder with one more commitment. */
export function withCommitment(ladder: Ladder, added: Commitment, tiers: readonly IncrementTier[]): Ladder {
  const { top, second } = ladder;
  let [first, next] = [top ?? added, second];
  if (top && top.bidder === added.bidder)
    // One's own price is never lowered by raising oneself.
    first = { ...better(added, top), floorMinor: Math.max(added.floorMinor, top.floorMinor) };
  else if (top && better(added, top) === added) [first, next] = [added, top];
  else if (top) next = second ? better(added, second) : added;
  const commitments = [...ladder.commitments, added];
  const full = commitments.length >= 2 * KEPT;
  return {
    priceMinor: priceOf(first, next, tiers),
    leader: first.bidder,
    top: first,
    second: next,
    commitments: full ? bearing(commitments, first, next) : commitments,
    trimmed: ladder.trimmed || full,
  };
}

function bearing(commitments: readonly Commitment[], first: Commitment, next: Commitment | null): Commitment[] {
  const recent = commitments.length - KEPT;
  return commitments.filter(({ seq }, i) => i >= recent || seq === first.seq || seq === next?.seq);
}

/** The ladder as if a commitment had never been; null when it is not there, or when what stood before it is not kept. */
export function withoutCommitment(ladder: Ladder, seq: number, tiers: readonly IncrementTier[]): Ladder | null {
  const left = ladder.commitments.filter((commitment) => commitment.seq !== seq);
  if (left.length === ladder.commitments.length || (left.length === 0 && ladder.trimmed)) return null;
  const again = left.reduce((built, commitment) => withCommitment(built, commitment, tiers), EMPTY_LADDER);
  return { ...again, trimmed: ladder.trimmed };
}
