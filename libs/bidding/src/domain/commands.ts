import type { AuctionRules } from './rules';

/** Commands of the lifecycle, the same in every mode. */
export type LifecycleCommand =
  | {
      readonly type: 'announce';
      readonly listingId: string;
      readonly title: string;
      readonly sellerId: string;
      readonly operatorId: string;
      readonly rules: AuctionRules;
      readonly reserveMinor: number | null;
      readonly opensAtMs: number;
    }
  | { readonly type: 'admit'; readonly organisationId: string }
  | { readonly type: 'exclude'; readonly organisationId: string; readonly reason: string }
  | { readonly type: 'open' }
  /** `sinceMs`: only the clock may date a pause back, to the beginning of an outage. */
  | { readonly type: 'pause'; readonly reason: string; readonly sinceMs?: number }
  | { readonly type: 'resume'; readonly reason: string; readonly leastMs?: number }
  | { readonly type: 'extend'; readonly reason: string; readonly extendMs: number }
  | { readonly type: 'close'; readonly endsAtMs: number };

/** A command of a mode: `bid` in an English auction. Its mode checks the other fields. */
export interface ModeCommand {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface BidCommand {
  readonly type: 'bid';
  readonly amountMinor: number;
}

export type Command = LifecycleCommand | BidCommand | ModeCommand;

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
