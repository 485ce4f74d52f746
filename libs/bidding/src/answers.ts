import type { AuctionRules } from './domain/rules';
import type { Awaits, Phase, Result } from './domain/state';

/** A signed head: `root` is the root of the auction's tree of `seq` leaves. */
export interface Head {
  readonly seq: number;
  readonly root: string;
  /** Ed25519 over the root of all heads that changed in the same flush (see `signer.ts`), base64. */
  readonly signature: string;
  readonly keyId: string;
  /** Where this head stood among the heads signed together, and its audit path, for the verifier. */
  readonly index: number;
  readonly size: number;
  readonly path: readonly string[];
}

/** The receipt of an accepted command. */
export interface Accepted {
  readonly accepted: true;
  readonly auctionId: string;
  readonly seq: number;
  readonly atMs: number;
  readonly arrivedAtMs: number;
  readonly priceMinor: number | null;
  /** Bidder code. */
  readonly leader: string | null;
  readonly endsAtMs: number;
  readonly leafHash: string;
  readonly head: Head;
}

/** `seq` is null when the command left no event. */
export interface Refused {
  readonly accepted: false;
  readonly auctionId: string;
  readonly seq: number | null;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly message?: string;
}

export type Ack = Accepted | Refused;

export interface SnapshotBid {
  readonly seq: number;
  readonly bidder: string;
  /** Null while it is sealed, and for good when it could not be opened. */
  readonly amountMinor: number | null;
  readonly arrivedAtMs: number;
  readonly void?: boolean;
  /** Made by the engine for the owner of a maximum. */
  readonly auto?: boolean;
  /** A right of first refusal exercised. */
  readonly match?: boolean;
  readonly sealed?: boolean;
  /** Entered at a window's counter for the bidder. */
  readonly channel?: 'counter';
}

/** What the auction's row keeps for newcomers. */
export interface AuctionView {
  readonly auctionId: string;
  readonly listingId: string;
  readonly title: string;
  readonly state: Exclude<Phase, 'absent'>;
  readonly outcome?: 'sold' | 'unsold' | 'terminated';
  /** Once closed: whether it is final, and what became of it. */
  readonly result?: Result | null;
  readonly winner?: string | null;
  readonly seq: number;
  readonly mode: string;
  readonly startPriceMinor: number;
  readonly priceMinor: number | null;
  readonly leader: string | null;
  readonly nextMinimumMinor: number;
  readonly incrementMinor: number;
  readonly bidCount: number;
  readonly hasReserve: boolean;
  /** Null unless the rules publish it, or the sale is over. */
  readonly reserveMet: boolean | null;
  readonly opensAtMs: number;
  readonly freeEndsAtMs: number;
  readonly endsAtMs: number;
  readonly originalEndsAtMs: number;
  readonly extensions: number;
  readonly timerMs: number;
  readonly pausedAtMs: number | null;
  /** When a paused sale goes on by itself. */
  readonly resumesAtMs: number | null;
  readonly awaits: Awaits | null;
  readonly awaitsUntilMs: number | null;
  readonly openObjections: number;
  /** Codes of those who hold a right of first refusal, best rank first. */
  readonly firstRefusal: readonly string[];
}

export interface Snapshot extends AuctionView {
  readonly phase: 'free' | 'timed';
  /** The latest, newest first. */
  readonly bids: readonly SnapshotBid[];
  readonly rules: AuctionRules;
  readonly head: Head;
  /** Only for a caller who belongs to an organisation. */
  readonly me?: Pick<Standing, 'code' | 'admitted' | 'standing' | 'firstRefusalRank' | 'maximumMinor'>;
}

export interface Standing {
  readonly state: Phase;
  readonly admitted: boolean;
  readonly code: string | null;
  /** The organisation's offer binds it: its deposit stays. */
  readonly standing: boolean;
  readonly won: boolean;
  readonly firstRefusalRank: number | null;
  /** The organisation's own maximum, when it leads by one. */
  readonly maximumMinor: number | null;
  /** An objection is open: no money of this sale moves. */
  readonly frozen: boolean;
}
