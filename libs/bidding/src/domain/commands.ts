import type { AuctionRules } from './rules';
import type { SuiteName } from './suite';

/** Commands of the lifecycle, the same in every mode. */
export type LifecycleCommand =
  | {
      readonly type: 'announce';
      readonly listingId: string;
      readonly title: string;
      readonly sellerId: string;
      readonly operatorId: string;
      readonly rules: AuctionRules;
      /** The book's cryptographic suite; `ed25519-sha256` when absent. */
      readonly suite?: SuiteName;
      readonly reserveMinor: number | null;
      readonly opensAtMs: number;
    }
  /** `firstRefusalRank`: holds a right of first refusal; 1 goes before 2. `barredUntilMs`: it defaulted on another sale. `related`: to the other side.
   * `offerMinor`: what it pays if it stays the only one. `paidUntilMs`: its deposit, which was late, would have let it in until then. */
  | {
      readonly type: 'admit';
      readonly organisationId: string;
      readonly firstRefusalRank?: number;
      readonly barredUntilMs?: number;
      readonly related?: true;
      readonly offerMinor?: number;
      readonly paidUntilMs?: number;
    }
  /** `lapsed`: only the system says so; its deposit is gone, and a bid that stands goes on standing. */
  | { readonly type: 'exclude'; readonly organisationId: string; readonly reason: string; readonly lapsed?: true }
  | { readonly type: 'open' }
  /** Instead of the opening, with the only candidate there is; `offerMinor`: what its application offered, if anything. */
  | { readonly type: 'agree'; readonly organisationId: string; readonly offerMinor: number | null }
  /** `sinceMs`: only the clock may date a pause back, to the beginning of an outage. */
  | { readonly type: 'pause'; readonly reason: string; readonly sinceMs?: number }
  | { readonly type: 'resume'; readonly reason: string; readonly leastMs?: number }
  | { readonly type: 'extend'; readonly reason: string; readonly extendMs: number }
  /** Before the opening: another opening. While paused: when it will go on by itself. After the end: a longer window to match. */
  | { readonly type: 'reschedule'; readonly reason: string; readonly toMs: number }
  /** Takes a bid, named by the seq of its event, out of the reckoning; a second person of the operator approved it. */
  | { readonly type: 'void'; readonly bid: number; readonly reason: string; readonly approvedBy: string }
  | { readonly type: 'terminate'; readonly reason: string }
  /** The end of bidding, of the window after it, as the state awaits it. */
  | { readonly type: 'close'; readonly endsAtMs: number }
  /** A party of the sale objects; `target` is the event it is about, if any. */
  | { readonly type: 'object'; readonly about: ObjectionSubject; readonly target: number | null; readonly text: string }
  /** `objection`: seq of the objection. `annul`: there is no result. */
  | {
      readonly type: 'rule';
      readonly objection: number;
      readonly upheld: boolean;
      readonly annul: boolean;
      readonly reason: string;
    }
  | { readonly type: 'appeal'; readonly objection: number; readonly text: string }
  /** Nobody could object or appeal for a time: whoever still could then gets that time back. Only the clock gives it. */
  | { readonly type: 'prolong'; readonly reason: string; readonly sinceMs: number; readonly untilMs: number }
  /** Makes the result final when nothing stands against it. */
  | { readonly type: 'award' }
  /** The winner did not perform. */
  | { readonly type: 'default'; readonly reason: string };

export type ObjectionSubject = 'qualification' | 'bid' | 'result';

/** A command of a mode: `bid` in an English auction. Its mode checks the other fields. */
export interface ModeCommand {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A clerk of a window entered it under its client's written mandate; all of it goes into the private part. */
export interface Counter {
  readonly windowId: string;
  readonly clerkId: string;
  readonly mandateId: string;
}
export interface BidCommand {
  readonly type: 'bid';
  readonly amountMinor: number;
  readonly counter?: Counter;
}
/** A proxy: the engine bids for its owner up to this, never more than it must. Secret. */
export interface MaximumCommand {
  readonly type: 'maximum';
  readonly amountMinor: number;
  readonly counter?: Counter;
}
/** Exercises a right of first refusal at the standing price, which it names: another price is refused as stale. */
export interface MatchCommand {
  readonly type: 'match';
  readonly priceMinor: number;
}

export type Command = LifecycleCommand | BidCommand | MaximumCommand | MatchCommand | ModeCommand;

/** Who speaks: an organisation by its id, `operator:<userId>`, or `system`. */
export type ActorKind = 'bidder' | 'operator' | 'system';

export function actorKind(actor: string): ActorKind {
  if (actor === 'system') return 'system';
  return actor.startsWith('operator:') ? 'operator' : 'bidder';
}

/** A command as the journal hands it to the decider; everything random or timed is passed in. */
export interface Envelope {
  readonly commandId: string;
  readonly actor: string;
  readonly command: Command;
  /** Database time at which the server received it: decides lateness and extension. */
  readonly arrivedAtMs: number;
  /** 128 fresh random bits; salts of derived events and a bidder's code follow from it. */
  readonly salt: string;
}

const NAME = /^[A-Za-z0-9:._-]{1,200}$/;

/** Ids and actors go into the book verbatim, so they are plain text of bounded length. */
export const isPlainName = (text: unknown): text is string => typeof text === 'string' && NAME.test(text);
