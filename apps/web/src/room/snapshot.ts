/** An auction as the server tells it: a snapshot, and the public events of its book that move it forward. */
export type AuctionPhase = 'announced' | 'open' | 'paused' | 'ended' | 'closed';
export type Outcome = 'sold' | 'unsold' | 'terminated';
/** Once closed: pending until nothing can stand against the result any more. */
export type Result = 'pending' | 'awarded' | 'failed' | 'defaulted';
/** What an ended sale waits for. */
export type Awaits = 'reveal' | 'firstRefusal';
export type BidKind = 'manual' | 'automatic' | 'matched' | 'sealed';

export interface BookBid {
  seq: number;
  bidder: string;
  /** Null while it is sealed. */
  amountMinor: number | null;
  arrivedAtMs: number;
  kind: BidKind;
  void?: boolean;
  /** An automatic bid: the bid it answers, with which it falls. */
  cause?: number;
  /** Entered at a window's counter for the bidder. */
  channel?: 'counter';
}

/** A bid as a snapshot tells it. */
export interface SentBid extends Omit<BookBid, 'kind' | 'cause'> {
  kind?: BidKind;
  auto?: boolean;
  match?: boolean;
  sealed?: boolean;
}

export function lineOf({ auto, match, sealed, kind, ...bid }: SentBid): BookBid {
  return { ...bid, kind: kind ?? (auto ? 'automatic' : match ? 'matched' : sealed ? 'sealed' : 'manual') };
}

export interface AuctionRules {
  mode?: string;
  startPriceMinor?: number;
  increments?: { fromMinor: number; stepMinor: number }[];
  raise?: 'multiple' | 'atLeast';
  selfRaise?: boolean;
  extension?: { triggerMs: number; extendMs: number; base?: string } | null;
  sealedPrice?: 'first' | 'second';
  firstRefusalWindowMs?: number;
  objectionWindowMs?: number;
  barMs?: number;
}

export interface Snapshot {
  auctionId: string;
  listingId: string;
  title?: string;
  state: AuctionPhase;
  outcome?: Outcome;
  result?: Result | null;
  winner?: string | null;
  seq: number;
  mode: string;
  startPriceMinor: number;
  priceMinor: number | null;
  leader: string | null;
  nextMinimumMinor: number;
  incrementMinor: number;
  bidCount: number;
  hasReserve: boolean;
  reserveMet?: boolean | null;
  opensAtMs: number;
  freeEndsAtMs: number;
  endsAtMs: number;
  originalEndsAtMs: number;
  extensions: number;
  timerMs: number;
  pausedAtMs?: number | null;
  /** When a paused sale goes on by itself. */
  resumesAtMs?: number | null;
  awaits?: Awaits | null;
  /** Null while nothing but a reveal ends the waiting. */
  awaitsUntilMs?: number | null;
  openObjections: number;
  /** Codes of those who hold a right of first refusal, best rank first. */
  firstRefusal: readonly string[];
  bids: BookBid[];
  rules: AuctionRules;
}

export interface PublicEvent {
  seq: number;
  atMs: number;
  type: string;
  privateHash?: string | null;
  [field: string]: unknown;
}

export function numberOf(event: PublicEvent, name: string): number | undefined {
  const value = event[name];
  return typeof value === 'number' ? value : undefined;
}

export function textOf(event: PublicEvent, name: string): string | undefined {
  const value = event[name];
  return typeof value === 'string' ? value : undefined;
}

const KINDS: Record<string, BidKind> = {
  'bid.accepted': 'manual',
  'bid.automatic': 'automatic',
  'bid.matched': 'matched',
  'bid.sealed': 'sealed',
  'right.exercised': 'matched',
};

/** The line that an event adds to the list of bids; null when it adds none. */
export function bidOf(event: PublicEvent): BookBid | null {
  const kind = KINDS[event.type];
  if (!kind) return null;
  const cause = numberOf(event, 'cause');
  return {
    seq: event.seq,
    bidder: textOf(event, 'bidder') ?? '',
    amountMinor: numberOf(event, 'amountMinor') ?? numberOf(event, 'priceMinor') ?? null,
    arrivedAtMs: numberOf(event, 'arrivedAtMs') ?? event.atMs,
    kind,
    ...(cause === undefined ? {} : { cause }),
    ...(event['channel'] === 'counter' ? { channel: 'counter' as const } : {}),
  };
}
