/** The auction as a watcher knows it: a snapshot, moved forward by the book's public events. Pure; no React here. */
export type AuctionPhase = 'announced' | 'open' | 'paused' | 'closed';

export interface BookBid {
  seq: number;
  bidder: string;
  amountMinor: number;
  arrivedAtMs: number;
  void?: boolean;
}

export interface AuctionRules {
  mode?: string;
  startPriceMinor?: number;
  increments?: { fromMinor: number; stepMinor: number }[];
  raise?: 'multiple' | 'atLeast';
  selfRaise?: boolean;
  extension?: { triggerMs: number; extendMs: number; base?: string } | null;
}

export interface Snapshot {
  auctionId: string;
  listingId: string;
  title?: string;
  state: AuctionPhase;
  outcome?: 'sold' | 'unsold';
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
  pauseReason?: string | null;
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

/** A thing that happened, worth a line of its own beside the bids. */
export interface Notice {
  seq: number;
  atMs: number;
  kind: 'opened' | 'paused' | 'resumed' | 'extended' | 'closed' | 'voided';
  reason?: string | undefined;
  endsAtMs?: number | undefined;
  byOperator?: boolean;
}

export interface Room {
  snapshot: Snapshot;
  notices: Notice[];
  /** Events are missing before this one: ask for everything after `snapshot.seq`. */
  gap: boolean;
  /** An event this page does not know changed the auction: only a new snapshot is true. */
  stale: boolean;
}

const BIDS_KEPT = 500;
const NOTICES_KEPT = 100;

export function openRoom(snapshot: Snapshot): Room {
  const bids = [...snapshot.bids].sort((a, b) => b.seq - a.seq);
  return { snapshot: { ...snapshot, bids }, notices: [], gap: false, stale: false };
}

/** A newer snapshot replaces the old one but keeps what was seen happening; an older one is ignored. */
export function renewRoom(room: Room | null, snapshot: Snapshot): Room {
  if (!room || room.snapshot.auctionId !== snapshot.auctionId) return openRoom(snapshot);
  if (snapshot.seq < room.snapshot.seq) return room;
  const fresh = openRoom(snapshot);
  const bids = mergeBids(room.snapshot.bids, fresh.snapshot.bids);
  return { ...fresh, snapshot: { ...fresh.snapshot, bids }, notices: room.notices };
}

function mergeBids(older: BookBid[], newer: BookBid[]): BookBid[] {
  const bySeq = new Map([...older, ...newer].map((bid) => [bid.seq, bid]));
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, BIDS_KEPT);
}

/**
 * Repeated events change nothing; a hole stops the application and is reported, so that what is shown is always the
 * auction as it was at `snapshot.seq`.
 */
export function applyEvents(room: Room, events: readonly PublicEvent[]): Room {
  let next = room;
  for (const event of [...events].sort((a, b) => a.seq - b.seq)) {
    if (event.seq <= next.snapshot.seq) continue;
    if (event.seq > next.snapshot.seq + 1) return { ...next, gap: true };
    next = applyEvent(next, event);
  }
  return next.gap ? { ...next, gap: false } : next;
}

type Step = (room: Room, event: PublicEvent) => { snapshot?: Partial<Snapshot>; notice?: Omit<Notice, 'seq' | 'atMs'> };

const STEPS: Record<string, Step> = {
  'auction.announced': () => ({}),
  'bidder.admitted': () => ({}),
  'bidder.excluded': () => ({}),
  'command.rejected': () => ({}),
  private: () => ({}),
  'auction.opened': (_, event) => ({ snapshot: { state: 'open', ...times(event) }, notice: { kind: 'opened' } }),
  'auction.paused': (_, event) => ({
    snapshot: { state: 'paused', pausedAtMs: number(event, 'pausedAtMs') ?? event.atMs, pauseReason: text(event) },
    notice: { kind: 'paused', reason: text(event) },
  }),
  'auction.resumed': (_, event) => ({
    snapshot: { state: 'open', pausedAtMs: null, pauseReason: null, ...times(event) },
    notice: { kind: 'resumed', reason: text(event), endsAtMs: number(event, 'endsAtMs') },
  }),
  'auction.extended': ({ snapshot }, event) => ({
    snapshot: { ...times(event), extensions: number(event, 'extensions') ?? snapshot.extensions + 1 },
    notice: {
      kind: 'extended',
      reason: text(event),
      endsAtMs: number(event, 'endsAtMs'),
      byOperator: event['cause'] === undefined,
    },
  }),
  'auction.closed': ({ snapshot }, event) => ({
    snapshot: {
      state: 'closed',
      outcome: event['outcome'] === 'sold' ? 'sold' : 'unsold',
      priceMinor: number(event, 'priceMinor') ?? snapshot.priceMinor,
      winner: typeof event['winner'] === 'string' ? event['winner'] : null,
      endsAtMs: number(event, 'endedAtMs') ?? snapshot.endsAtMs,
    },
    notice: { kind: 'closed' },
  }),
  'bid.accepted': ({ snapshot }, event) => ({ snapshot: acceptBid(snapshot, event) }),
};

function applyEvent(room: Room, event: PublicEvent): Room {
  const step = STEPS[event.type];
  if (!step) return { ...room, snapshot: { ...room.snapshot, seq: event.seq }, stale: true };
  const { snapshot, notice } = step(room, event);
  return {
    ...room,
    snapshot: { ...room.snapshot, ...snapshot, seq: event.seq },
    notices: notice
      ? [{ seq: event.seq, atMs: event.atMs, ...notice }, ...room.notices].slice(0, NOTICES_KEPT)
      : room.notices,
  };
}

function acceptBid(snapshot: Snapshot, event: PublicEvent): Partial<Snapshot> {
  const amountMinor = number(event, 'amountMinor') ?? 0;
  const bidder = typeof event['bidder'] === 'string' ? event['bidder'] : '';
  const bid: BookBid = { seq: event.seq, bidder, amountMinor, arrivedAtMs: number(event, 'arrivedAtMs') ?? event.atMs };
  const step = stepAt(snapshot, amountMinor);
  return {
    priceMinor: amountMinor,
    leader: bidder,
    bidCount: snapshot.bidCount + 1,
    bids: [bid, ...snapshot.bids].slice(0, BIDS_KEPT),
    incrementMinor: step,
    nextMinimumMinor: amountMinor + step,
    endsAtMs: number(event, 'endsAtMs') ?? snapshot.endsAtMs,
    ...(typeof event['reserveMet'] === 'boolean' ? { reserveMet: event['reserveMet'] } : {}),
  };
}

/** The tier of the current price, its upper bound exclusive – as the engine reads the same frozen table. */
export function stepAt(snapshot: Snapshot, priceMinor: number): number {
  let step = snapshot.incrementMinor;
  for (const tier of snapshot.rules?.increments ?? []) {
    if (tier.fromMinor > priceMinor) break;
    step = tier.stepMinor;
  }
  return step;
}

function times(event: PublicEvent): Partial<Snapshot> {
  const found: Partial<Snapshot> = {};
  for (const name of ['opensAtMs', 'freeEndsAtMs', 'endsAtMs'] as const) {
    const value = number(event, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function number(event: PublicEvent, name: string): number | undefined {
  const value = event[name];
  return typeof value === 'number' ? value : undefined;
}

function text(event: PublicEvent): string | undefined {
  return typeof event['reason'] === 'string' ? event['reason'] : undefined;
}
