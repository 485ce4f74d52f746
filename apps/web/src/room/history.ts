import { numberOf, type PublicEvent, textOf } from './snapshot';

/** A thing that happened, worth a line of its own beside the bids. `kind` names its text. */
export interface Notice {
  seq: number;
  atMs: number;
  kind: string;
  reason?: string | undefined;
  /** The moment it is about: a new end, an opening, the end of a window. */
  toMs?: number | undefined;
  bidder?: string | undefined;
  /** The entry of the book it is about. */
  target?: number | undefined;
  amountMinor?: number | undefined;
}

export interface Opening {
  /** seq of the sealed bid. */
  bid: number;
  bidder: string;
  amountMinor: number | null;
  /** Why it could not be opened. */
  fault: string | null;
}

export interface BookObjection {
  seq: number;
  atMs: number;
  about: string;
  target: number | null;
  open: boolean;
  appealed: boolean;
  upheld?: boolean;
  annul?: boolean;
  reason?: string | undefined;
  appealUntilMs: number;
}

/** What the events tell that a snapshot does not keep: reasons, opened bids, objections. Newest first. */
export interface History {
  /** The events that it was told by, in order: with older ones found later it is told again from the start. */
  events: readonly PublicEvent[];
  notices: readonly Notice[];
  /** Reasons of voided bids, by the seq of the bid. */
  voids: Readonly<Record<number, string>>;
  /** Bids that were opened together; null until then. */
  openings: readonly Opening[] | null;
  objections: readonly BookObjection[];
  closedAtMs: number | null;
  /** The end of the time to object, where an outage moved it. */
  objectUntilMs: number | null;
  /** The secret reserve, opened at the close. */
  reserveMinor: number | null;
  /** Who exercised a right after the end, the latest first. */
  rights: readonly string[];
  /** Why the sale stands still. */
  pauseReason: string | null;
  barredUntilMs: number | null;
}

export const EMPTY_HISTORY: History = {
  events: [],
  notices: [],
  voids: {},
  openings: null,
  objections: [],
  closedAtMs: null,
  objectUntilMs: null,
  reserveMinor: null,
  rights: [],
  pauseReason: null,
  barredUntilMs: null,
};

const NOTICES_KEPT = 100;

type Telling = (event: PublicEvent) => Omit<Notice, 'seq' | 'atMs'>;

const because = (kind: string, time?: string): Telling => {
  return (event) => ({ kind, reason: textOf(event, 'reason'), toMs: time ? numberOf(event, time) : undefined });
};

const NOTICES: Record<string, Telling> = {
  'auction.opened': () => ({ kind: 'opened' }),
  'auction.paused': because('paused'),
  'auction.resumed': because('resumed', 'endsAtMs'),
  'auction.extended': (event) =>
    because(event['cause'] === undefined ? 'extendedByOperator' : 'extended', 'endsAtMs')(event),
  'auction.rescheduled': (event) => {
    if (numberOf(event, 'awaitsUntilMs') !== undefined) return because('windowExtended', 'awaitsUntilMs')(event);
    const resumes = numberOf(event, 'resumesAtMs') !== undefined;
    return resumes ? because('resumption', 'resumesAtMs')(event) : because('rescheduled', 'opensAtMs')(event);
  },
  'bid.voided': (event) => ({ ...because('voided')(event), target: numberOf(event, 'bid') }),
  'bid.matched': (event) => ({ kind: 'matched', bidder: textOf(event, 'bidder'), amountMinor: amount(event) }),
  'right.exercised': (event) => ({
    kind: 'matchedAfter',
    bidder: textOf(event, 'bidder'),
    amountMinor: numberOf(event, 'priceMinor'),
  }),
  'auction.ended': (event) =>
    because(event['awaits'] === 'reveal' ? 'endedReveal' : 'endedFirstRefusal', 'untilMs')(event),
  'bids.revealed': () => ({ kind: 'revealed' }),
  'auction.agreed': (event) => ({
    kind: 'agreed',
    bidder: textOf(event, 'bidder'),
    amountMinor: numberOf(event, 'priceMinor'),
  }),
  'auction.closed': (event) => ({ kind: event['outcome'] === 'sold' ? 'closedSold' : 'closedUnsold' }),
  'auction.awarded': (event) => ({ kind: 'awarded', bidder: textOf(event, 'winner') }),
  'auction.failed': (event) => ({ kind: event['cause'] === 'annulled' ? 'annulled' : 'failed' }),
  'auction.terminated': because('terminated'),
  'winner.defaulted': (event) => ({ ...because('defaulted')(event), bidder: textOf(event, 'bidder') }),
  'objection.filed': (event) => ({ kind: 'objectionFiled', target: event.seq }),
  'objection.appealed': (event) => ({ kind: 'objectionAppealed', target: numberOf(event, 'objection') }),
  'objection.prolonged': because('prolonged', 'objectUntilMs'),
  'objection.ruled': (event) => ({
    ...because(event['upheld'] ? 'objectionUpheld' : 'objectionRefused')(event),
    target: numberOf(event, 'objection'),
  }),
};

const amount = (event: PublicEvent) => numberOf(event, 'amountMinor');

/** What an event adds beside the snapshot. Events come in order. */
export function remember(history: History, event: PublicEvent): History {
  const told = NOTICES[event.type]?.(event);
  if (!told) return history;
  const notice = { seq: event.seq, atMs: event.atMs, ...told };
  return {
    ...history,
    events: [...history.events, event],
    notices: [notice, ...history.notices].slice(0, NOTICES_KEPT),
    ...remembered(history, event),
  };
}

/** The history with events that were not known before, whichever came first. */
export function retell(history: History, found: readonly PublicEvent[]): History {
  const bySeq = new Map([...found, ...history.events].map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq).reduce(remember, EMPTY_HISTORY);
}

function remembered(history: History, event: PublicEvent): Partial<History> {
  switch (event.type) {
    case 'auction.paused':
      return { pauseReason: textOf(event, 'reason') ?? null };
    case 'bid.voided':
      return { voids: { ...history.voids, [numberOf(event, 'bid') ?? 0]: textOf(event, 'reason') ?? '' } };
    case 'bids.revealed':
      return { openings: (event['openings'] ?? []) as Opening[] };
    case 'right.exercised':
      return { rights: [textOf(event, 'bidder') ?? '', ...history.rights] };
    case 'auction.closed':
    case 'auction.terminated':
      return { closedAtMs: event.atMs, reserveMinor: numberOf(event, 'reserveMinor') ?? null };
    case 'objection.prolonged':
      return {
        objectUntilMs: numberOf(event, 'objectUntilMs') ?? null,
        objections: history.objections.map((objection) => prolonged(objection, event)),
      };
    case 'winner.defaulted':
      return { barredUntilMs: numberOf(event, 'barredUntilMs') ?? null };
    case 'objection.filed':
      return { objections: [filed(event), ...history.objections] };
    case 'objection.ruled':
      return {
        objections: changed(history, event, {
          open: false,
          upheld: event['upheld'] === true,
          annul: event['annul'] === true,
          reason: textOf(event, 'reason'),
          appealUntilMs: numberOf(event, 'appealUntilMs') ?? 0,
        }),
      };
    case 'objection.appealed':
      return { objections: changed(history, event, { open: true, appealed: true }) };
    default:
      return {};
  }
}

function filed(event: PublicEvent): BookObjection {
  return {
    seq: event.seq,
    atMs: event.atMs,
    about: textOf(event, 'about') ?? 'result',
    target: numberOf(event, 'target') ?? null,
    open: true,
    appealed: false,
    appealUntilMs: 0,
  };
}

/** Who could still appeal when the time was lost may do so that much longer. */
function prolonged(objection: BookObjection, event: PublicEvent): BookObjection {
  const [sinceMs = 0, byMs = 0] = [numberOf(event, 'sinceMs'), numberOf(event, 'byMs')];
  const { appealUntilMs } = objection;
  return appealUntilMs > sinceMs ? { ...objection, appealUntilMs: appealUntilMs + byMs } : objection;
}

function changed({ objections }: History, event: PublicEvent, change: Partial<BookObjection>): BookObjection[] {
  return objections.map((one) => (one.seq === event['objection'] ? { ...one, ...change } : one));
}
