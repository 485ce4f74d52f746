import type { Command, ObjectionSubject } from './commands';
import type { AuctionRules } from './rules';
import type { Awaits } from './state';
import type { SuiteName } from './suite';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type Fields = { readonly [key: string]: Json | undefined };

/** What the private part of the first event of every command holds: enough to decide it again. */
export interface CommandSecret {
  readonly actor: string;
  readonly commandId: string;
  readonly command: Command;
}

export interface Announced {
  readonly arrivedAtMs: number;
  readonly listingId: string;
  readonly title: string;
  readonly sellerId: string;
  readonly operatorId: string;
  readonly rules: AuctionRules;
  /** The book's cryptographic suite; `ed25519-sha256` when absent. */
  readonly suite?: SuiteName;
  /** Hash(salt ‖ canonical JSON of the reserve): opened by `auction.closed`. */
  readonly reserveCommitment: string | null;
  readonly opensAtMs: number;
  readonly freeEndsAtMs: number;
  readonly endsAtMs: number;
}

export interface Closed {
  readonly arrivedAtMs: number;
  readonly outcome: 'sold' | 'unsold';
  readonly priceMinor: number | null;
  readonly winner: string | null;
  readonly endedAtMs: number;
  readonly reserveMinor: number | null;
  readonly reserveSalt: string | null;
}

/** The notice brought one qualified candidate: no bidding, an agreement at the start price or its higher offer. */
export interface Agreed {
  readonly arrivedAtMs: number;
  readonly bidder: string;
  readonly priceMinor: number;
  /** Before the opening the sale ends with the agreement; later, when its bidding does. */
  readonly endsAtMs: number;
}

/** A change of the end; `reason` only when an operator made it, `cause` is the seq of the bid that did. */
export interface Extended {
  readonly endsAtMs: number;
  readonly freeEndsAtMs: number;
  readonly hardStopAtMs: number | null;
  readonly extensions: number;
  readonly cause?: number;
  readonly reason?: string;
  readonly arrivedAtMs?: number;
}

/** No more bids; something is still awaited. `priceMinor` and `leader` as they stand, null while bids are sealed. */
export interface Ended {
  readonly arrivedAtMs?: number;
  readonly endedAtMs: number;
  readonly awaits: Awaits;
  readonly untilMs: number | null;
  readonly priceMinor: number | null;
  readonly leader: string | null;
}

/** Time that an outage took from those who could still object or appeal. */
export interface Prolonged {
  readonly arrivedAtMs: number;
  /** Every window that still ran then ends `byMs` later. */
  readonly sinceMs: number;
  readonly byMs: number;
  /** The end of the time to object, as it is now. */
  readonly objectUntilMs: number;
  readonly reason: string;
}

/** A bid that no longer counts, and what stands without it. */
export interface Voided {
  readonly arrivedAtMs: number;
  readonly bid: number;
  readonly reason: string;
  readonly priceMinor: number | null;
  readonly leader: string | null;
  readonly nextMinimumMinor: number;
  /** Only when the rules publish whether the reserve is met. */
  readonly reserveMet?: boolean;
}

interface EventOf<Type extends string, Data, Secret = CommandSecret> {
  readonly seq: number;
  readonly atMs: number;
  readonly type: Type;
  /** The public part, without seq, time and type. */
  readonly data: Data;
  /** The private part; null where there is none. */
  readonly secret: Secret;
}

export type LifecycleEvent =
  | EventOf<'auction.announced', Announced, CommandSecret & { reserveMinor: number | null; reserveSalt: string | null }>
  | EventOf<
      'bidder.admitted',
      { arrivedAtMs: number; bidder: string; identityCommitment: string; firstRefusalRank?: number },
      CommandSecret & { organisationId: string; identitySalt: string; offerMinor?: number }
    >
  | EventOf<'bidder.excluded', { arrivedAtMs: number; bidder: string }, CommandSecret & { organisationId: string }>
  | EventOf<
      'auction.opened',
      { arrivedAtMs: number; opensAtMs: number; freeEndsAtMs: number; endsAtMs: number; hardStopAtMs: number | null }
    >
  | EventOf<'auction.agreed', Agreed>
  | EventOf<'auction.paused', { arrivedAtMs: number; pausedAtMs: number; reason: string }>
  | EventOf<
      'auction.resumed',
      {
        arrivedAtMs: number;
        freeEndsAtMs: number;
        endsAtMs: number;
        hardStopAtMs: number | null;
        reason: string;
      }
    >
  | EventOf<'auction.extended', Extended, CommandSecret | null>
  | EventOf<
      'auction.rescheduled',
      {
        arrivedAtMs: number;
        reason: string;
        opensAtMs: number;
        freeEndsAtMs: number;
        endsAtMs: number;
        hardStopAtMs: number | null;
        resumesAtMs: number | null;
        /** The end of the window after the end, when it is what was moved. */
        awaitsUntilMs?: number;
      }
    >
  | EventOf<'bid.voided', Voided>
  | EventOf<'auction.ended', Ended, CommandSecret | null>
  /** A right of first refusal exercised after the end; live it is `bid.matched`, an event of the mode. */
  | EventOf<'right.exercised', { arrivedAtMs: number; bidder: string; priceMinor: number }>
  | EventOf<'auction.closed', Closed, CommandSecret | null>
  | EventOf<'auction.terminated', { arrivedAtMs: number; reason: string; endedAtMs: number }>
  /** Who objects and in which words is private until the export. */
  | EventOf<'objection.filed', { arrivedAtMs: number; about: ObjectionSubject; target: number | null }>
  | EventOf<
      'objection.ruled',
      {
        arrivedAtMs: number;
        objection: number;
        upheld: boolean;
        annul: boolean;
        final: boolean;
        appealUntilMs: number;
        reason: string;
      }
    >
  | EventOf<'objection.appealed', { arrivedAtMs: number; objection: number }>
  | EventOf<'objection.prolonged', Prolonged>
  | EventOf<'auction.awarded', { winner: string; priceMinor: number }, CommandSecret | null>
  | EventOf<'auction.failed', { cause: 'unsold' | 'annulled' }, CommandSecret | null>
  | EventOf<
      'winner.defaulted',
      { arrivedAtMs: number; bidder: string; barredUntilMs: number; reason: string },
      CommandSecret & { organisationId: string }
    >
  /** A command that was heard and refused. Who, what and why are private. */
  | EventOf<'command.rejected', { arrivedAtMs: number }, CommandSecret & { code: string; params: RejectionParams }>;

export type RejectionParams = { readonly [name: string]: string | number };

/** An event of a mode (`bid.accepted` …); a silent one has the public type `private` and its name in the secret. */
export type ModeEvent = EventOf<string, Fields, Fields | null>;

/** An event as the decider makes it, before it has its place in the book. */
export interface Draft {
  readonly type: string;
  readonly data: object;
  readonly secret: object | null;
}

/** An event of the book as the engine reads it. */
export interface BookEvent {
  readonly seq: number;
  readonly atMs: number;
  readonly type: string;
  readonly data: object;
  readonly secret: object | null;
}

const LIFECYCLE_TYPES = new Set<string>([
  'auction.announced',
  'bidder.admitted',
  'bidder.excluded',
  'auction.opened',
  'auction.agreed',
  'auction.paused',
  'auction.resumed',
  'auction.extended',
  'auction.rescheduled',
  'bid.voided',
  'auction.ended',
  'right.exercised',
  'auction.closed',
  'auction.terminated',
  'objection.filed',
  'objection.ruled',
  'objection.appealed',
  'objection.prolonged',
  'auction.awarded',
  'auction.failed',
  'winner.defaulted',
  'command.rejected',
] satisfies LifecycleEvent['type'][]);

export const isLifecycleEvent = (event: BookEvent): event is LifecycleEvent => LIFECYCLE_TYPES.has(event.type);

/** What the world sees of an event, as streamed. The canonical text of exactly this is what is hashed. */
export interface PublicEvent {
  readonly auctionId: string;
  readonly seq: number;
  readonly atMs: number;
  readonly type: string;
  /** Hash of salt ‖ private part in the book's suite, null when there is no private part. */
  readonly privateHash: string | null;
  readonly [field: string]: Json | undefined;
}
