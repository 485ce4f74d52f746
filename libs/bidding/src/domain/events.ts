import type { Command } from './commands';
import type { AuctionRules } from './rules';

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
  /** SHA-256(salt ‖ canonical JSON of the reserve): opened by `auction.closed`. */
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
      { arrivedAtMs: number; bidder: string; identityCommitment: string },
      CommandSecret & { organisationId: string; identitySalt: string }
    >
  | EventOf<'bidder.excluded', { arrivedAtMs: number; bidder: string }, CommandSecret & { organisationId: string }>
  | EventOf<
      'auction.opened',
      { arrivedAtMs: number; opensAtMs: number; freeEndsAtMs: number; endsAtMs: number; hardStopAtMs: number | null }
    >
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
  | EventOf<'auction.closed', Closed>
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
  'auction.paused',
  'auction.resumed',
  'auction.extended',
  'auction.closed',
  'command.rejected',
] satisfies LifecycleEvent['type'][]);

export const isLifecycleEvent = (event: BookEvent): event is LifecycleEvent => LIFECYCLE_TYPES.has(event.type);

/** What the world sees of an event, as streamed. The canonical text of exactly this is what is hashed. */
export interface PublicEvent {
  readonly auctionId: string;
  readonly seq: number;
  readonly atMs: number;
  readonly type: string;
  /** SHA-256(salt ‖ private part), null when there is no private part. */
  readonly privateHash: string | null;
  readonly [field: string]: Json | undefined;
}
