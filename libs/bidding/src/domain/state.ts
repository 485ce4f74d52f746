import type { AuctionRules } from './rules';
import { DEFAULT_SUITE, type SuiteName } from './suite';

/** `ended`: no more bids, but a reveal or the window of a right of first refusal is awaited. */
export type Phase = 'absent' | 'announced' | 'open' | 'paused' | 'ended' | 'closed';

/** What an ended sale waits for. */
export type Awaits = 'reveal' | 'firstRefusal';

/** What became of a closed sale. */
export type Result = 'pending' | 'awarded' | 'failed' | 'defaulted';

export interface Bidder {
  readonly organisationId: string;
  readonly code: string;
  readonly admitted: boolean;
  /** Rank of its right of first refusal; null without one. */
  readonly firstRefusalRank: number | null;
  /** What it offered to pay should it stay the only one. Secret. */
  readonly offerMinor: number | null;
}

/** An objection, by the seq of its event. A second ruling, after an appeal, is final. */
export interface Objection {
  readonly seq: number;
  readonly by: string;
  readonly open: boolean;
  readonly appealed: boolean;
  readonly ruledBy: string | null;
  readonly appealUntilMs: number;
}

export interface Outcome {
  readonly outcome: 'sold' | 'unsold' | 'terminated';
  readonly priceMinor: number | null;
  /** Bidder code. */
  readonly winner: string | null;
  readonly endedAtMs: number;
}

/** Everything a decision about one auction needs; only its own book makes it. */
export interface AuctionState {
  readonly auctionId: string;
  readonly phase: Phase;
  readonly seq: number;
  /** Time of the last event; never goes backwards. */
  readonly atMs: number;
  readonly listingId: string;
  readonly title: string;
  readonly sellerId: string;
  readonly operatorId: string;
  readonly rules: AuctionRules | null;
  readonly suite: SuiteName;
  readonly reserveMinor: number | null;
  readonly reserveSalt: string | null;
  readonly opensAtMs: number;
  readonly freeEndsAtMs: number;
  readonly endsAtMs: number;
  readonly originalEndsAtMs: number;
  readonly hardStopAtMs: number | null;
  readonly extensions: number;
  readonly pausedAtMs: number | null;
  /** When a paused sale goes on by itself. */
  readonly resumesAtMs: number | null;
  readonly awaits: Awaits | null;
  /** The end of the window that is awaited; null while nothing but a reveal ends it. */
  readonly awaitsUntilMs: number | null;
  /** Who matched after the end, best right first. */
  readonly matches: readonly string[];
  readonly objections: readonly Objection[];
  readonly closedAtMs: number | null;
  /** The end of the time to object, where an outage moved it; otherwise the rules say it. */
  readonly objectUntilMs: number | null;
  readonly result: Result | null;
  readonly bidders: ReadonlyMap<string, Bidder>;
  readonly outcome: Outcome | null;
  /** The mode's own state: plain JSON. */
  readonly mode: unknown;
}

export const emptyAuction = (auctionId: string): AuctionState => ({
  auctionId,
  phase: 'absent',
  seq: 0,
  atMs: 0,
  listingId: '',
  title: '',
  sellerId: '',
  operatorId: '',
  rules: null,
  suite: DEFAULT_SUITE,
  reserveMinor: null,
  reserveSalt: null,
  opensAtMs: 0,
  freeEndsAtMs: 0,
  endsAtMs: 0,
  originalEndsAtMs: 0,
  hardStopAtMs: null,
  extensions: 0,
  pausedAtMs: null,
  resumesAtMs: null,
  awaits: null,
  awaitsUntilMs: null,
  matches: [],
  objections: [],
  closedAtMs: null,
  objectUntilMs: null,
  result: null,
  bidders: new Map(),
  outcome: null,
  mode: null,
});

/** The state one event of the mode later. Member by member, for it runs once a bid: spreading so many takes ten times as long. */
export const moved = (state: AuctionState, seq: number, atMs: number, mode: unknown): AuctionState => ({
  auctionId: state.auctionId,
  phase: state.phase,
  seq,
  atMs,
  listingId: state.listingId,
  title: state.title,
  sellerId: state.sellerId,
  operatorId: state.operatorId,
  rules: state.rules,
  suite: state.suite,
  reserveMinor: state.reserveMinor,
  reserveSalt: state.reserveSalt,
  opensAtMs: state.opensAtMs,
  freeEndsAtMs: state.freeEndsAtMs,
  endsAtMs: state.endsAtMs,
  originalEndsAtMs: state.originalEndsAtMs,
  hardStopAtMs: state.hardStopAtMs,
  extensions: state.extensions,
  pausedAtMs: state.pausedAtMs,
  resumesAtMs: state.resumesAtMs,
  awaits: state.awaits,
  awaitsUntilMs: state.awaitsUntilMs,
  matches: state.matches,
  objections: state.objections,
  closedAtMs: state.closedAtMs,
  objectUntilMs: state.objectUntilMs,
  result: state.result,
  bidders: state.bidders,
  outcome: state.outcome,
  mode,
});

export const bidderByCode = (state: AuctionState, code: string | null): Bidder | null => {
  if (code === null) return null;
  for (const bidder of state.bidders.values()) if (bidder.code === code) return bidder;
  return null;
};

/** The state as text, for the snapshot beside the book; `parseState` brings it back. */
export const serialiseState = (state: AuctionState): string =>
  JSON.stringify({ ...state, bidders: [...state.bidders.values()] });

export function parseState(text: string): AuctionState {
  const plain = JSON.parse(text) as Omit<AuctionState, 'bidders'> & { bidders: Bidder[] };
  return {
    ...plain,
    suite: plain.suite ?? DEFAULT_SUITE,
    objectUntilMs: plain.objectUntilMs ?? null,
    bidders: new Map(plain.bidders.map((bidder) => [bidder.organisationId, bidder])),
  };
}
