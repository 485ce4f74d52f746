import type { Opening } from './history';
import { type Awaits, bidOf, numberOf, type Outcome, type PublicEvent, type Snapshot, textOf } from './snapshot';

export const BIDS_KEPT = 500;

type Step = (snapshot: Snapshot, event: PublicEvent) => Partial<Snapshot>;

const nothing: Step = () => ({});

/** What each public event does to the auction as a watcher knows it. An event that is not here asks for a snapshot. */
const STEPS: Record<string, Step> = {
  'auction.announced': nothing,
  'command.rejected': nothing,
  'trustees.seated': nothing,
  /** A maximum that moved nothing. Only who leads can raise one so, so everybody may infer whose; the amount stays secret. */
  private: nothing,

  'bidder.admitted': ({ firstRefusal }, event) => {
    // Its place among the holders depends on ranks this page does not keep; the snapshot that follows puts it right.
    const bidder = textOf(event, 'bidder') ?? '';
    const holds = numberOf(event, 'firstRefusalRank') !== undefined && !firstRefusal.includes(bidder);
    return holds ? { firstRefusal: [...firstRefusal, bidder] } : {};
  },
  'bidder.excluded': ({ firstRefusal }, event) => ({
    firstRefusal: firstRefusal.filter((code) => code !== textOf(event, 'bidder')),
  }),

  'auction.opened': (_, event) => ({ state: 'open', ...times(event) }),
  /** The close follows with its result. */
  'auction.agreed': (_, event) => ({ freeEndsAtMs: event.atMs, endsAtMs: numberOf(event, 'endsAtMs') ?? event.atMs }),
  'auction.paused': (_, event) => ({ state: 'paused', pausedAtMs: numberOf(event, 'pausedAtMs') ?? event.atMs }),
  'auction.resumed': (_, event) => ({ state: 'open', pausedAtMs: null, resumesAtMs: null, ...times(event) }),
  'auction.extended': ({ extensions }, event) => ({
    ...times(event),
    extensions: numberOf(event, 'extensions') ?? extensions + 1,
  }),
  'auction.rescheduled': ({ state, originalEndsAtMs, awaitsUntilMs }, event) => ({
    ...times(event),
    originalEndsAtMs: state === 'announced' ? (numberOf(event, 'endsAtMs') ?? originalEndsAtMs) : originalEndsAtMs,
    resumesAtMs: numberOf(event, 'resumesAtMs') ?? null,
    awaitsUntilMs: numberOf(event, 'awaitsUntilMs') ?? awaitsUntilMs ?? null,
  }),

  'bid.accepted': openBid,
  'bid.automatic': openBid,
  'bid.matched': openBid,
  'bid.sealed': withBid,
  /** After the end: a line of its own, and no bid that counts as one. */
  'right.exercised': (snapshot, event) => ({ ...withBid(snapshot, event), bidCount: snapshot.bidCount }),
  'bid.voided': (snapshot, event) => {
    const { bids, startPriceMinor, mode, bidCount } = snapshot;
    const priceMinor = numberOf(event, 'priceMinor') ?? null;
    const nextMinimumMinor = numberOf(event, 'nextMinimumMinor') ?? startPriceMinor;
    return {
      priceMinor,
      leader: textOf(event, 'leader') ?? null,
      nextMinimumMinor,
      bids: bids.map((bid) => ([bid.seq, bid.cause].includes(numberOf(event, 'bid')) ? { ...bid, void: true } : bid)),
      bidCount: mode === 'sealed' ? bidCount - 1 : bidCount,
      incrementMinor: stepAt(snapshot, priceMinor ?? startPriceMinor),
      ...reserve(event),
    };
  },

  'auction.ended': (_, event) => ({
    state: 'ended',
    awaits: (textOf(event, 'awaits') as Awaits | undefined) ?? null,
    awaitsUntilMs: numberOf(event, 'untilMs') ?? null,
    ...(textOf(event, 'leader')
      ? { leader: textOf(event, 'leader')!, priceMinor: numberOf(event, 'priceMinor') ?? null }
      : {}),
  }),
  'bids.revealed': ({ bids }, event) => {
    const opened = new Map(((event['openings'] ?? []) as Opening[]).map((one) => [one.bid, one.amountMinor]));
    return { bids: bids.map((bid) => ({ ...bid, amountMinor: opened.get(bid.seq) ?? bid.amountMinor })) };
  },
  'auction.closed': ({ priceMinor, reserveMet, hasReserve }, event) => {
    const price = numberOf(event, 'priceMinor') ?? priceMinor;
    const reserveMinor = numberOf(event, 'reserveMinor');
    const opened = hasReserve && reserveMinor !== undefined;
    return {
      state: 'closed',
      outcome: event['outcome'] === 'sold' ? 'sold' : ('unsold' satisfies Outcome),
      result: 'pending',
      winner: textOf(event, 'winner') ?? null,
      priceMinor: price,
      awaits: null,
      awaitsUntilMs: null,
      reserveMet: opened ? (price ?? 0) >= reserveMinor : (reserveMet ?? null),
      endsAtMs: numberOf(event, 'endedAtMs') ?? event.atMs,
    };
  },
  'auction.terminated': (_, event) => ({
    state: 'closed',
    outcome: 'terminated',
    result: 'failed',
    winner: null,
    awaits: null,
    awaitsUntilMs: null,
    endsAtMs: numberOf(event, 'endedAtMs') ?? event.atMs,
  }),
  'auction.awarded': () => ({ result: 'awarded' }),
  'auction.failed': () => ({ result: 'failed' }),
  'winner.defaulted': () => ({ result: 'defaulted' }),

  'objection.filed': ({ openObjections }) => ({ openObjections: openObjections + 1 }),
  'objection.appealed': ({ openObjections }) => ({ openObjections: openObjections + 1 }),
  'objection.prolonged': () => ({}),
  'objection.ruled': ({ openObjections }) => ({ openObjections: Math.max(0, openObjections - 1) }),
};

/** The auction after an event; null when this page does not know what it does. */
export function stepped(snapshot: Snapshot, event: PublicEvent): Snapshot | null {
  const step = STEPS[event.type];
  return step ? { ...snapshot, ...step(snapshot, event), seq: event.seq } : null;
}

function openBid(snapshot: Snapshot, event: PublicEvent): Partial<Snapshot> {
  const amountMinor = numberOf(event, 'amountMinor') ?? 0;
  const step = stepAt(snapshot, amountMinor);
  return {
    ...withBid(snapshot, event),
    priceMinor: amountMinor,
    leader: textOf(event, 'bidder') ?? '',
    incrementMinor: step,
    nextMinimumMinor: amountMinor + step,
    endsAtMs: numberOf(event, 'endsAtMs') ?? snapshot.endsAtMs,
    ...reserve(event),
  };
}

/** Told where the rules publish it; a void may take it back. */
function reserve({ reserveMet }: PublicEvent): Partial<Snapshot> {
  return typeof reserveMet === 'boolean' ? { reserveMet } : {};
}

function withBid(snapshot: Snapshot, event: PublicEvent): Partial<Snapshot> {
  const bid = bidOf(event);
  if (!bid) return {};
  return { bidCount: snapshot.bidCount + 1, bids: [bid, ...snapshot.bids].slice(0, BIDS_KEPT) };
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
    const value = numberOf(event, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}
