import { EMPTY_HISTORY, type History, remember, retell } from './history';
import { bidOf, type BookBid, lineOf, type PublicEvent, type Snapshot } from './snapshot';
import { BIDS_KEPT, stepped } from './steps';

/** The auction as a watcher knows it: a snapshot, moved forward by the book's public events. Pure; no React here. */
export interface Room {
  snapshot: Snapshot;
  history: History;
  /** Events are missing before this one: ask for everything after `snapshot.seq`. */
  gap: boolean;
  /** An event this page does not know changed the auction: only a new snapshot is true. */
  stale: boolean;
}

export function openRoom(snapshot: Snapshot): Room {
  const bids = snapshot.bids.map(lineOf).sort((a, b) => b.seq - a.seq);
  return { snapshot: { ...snapshot, bids }, history: EMPTY_HISTORY, gap: false, stale: false };
}

/** A newer snapshot replaces the old one but keeps what was seen happening; an older one is ignored. */
export function renewRoom(room: Room | null, snapshot: Snapshot): Room {
  if (!room || room.snapshot.auctionId !== snapshot.auctionId) return openRoom(snapshot);
  if (snapshot.seq < room.snapshot.seq) return room;
  const fresh = openRoom(snapshot);
  const bids = mergeBids(fresh.snapshot.bids, room.snapshot.bids);
  return { ...fresh, snapshot: { ...fresh.snapshot, bids }, history: room.history };
}

/** What an event told of a bid is more than what a snapshot does; that it is void counts, whoever says so. */
function mergeBids(snapshots: readonly BookBid[], events: readonly BookBid[]): BookBid[] {
  const bySeq = new Map(snapshots.map((bid) => [bid.seq, bid]));
  for (const bid of events) {
    const isVoid = bid.void || bySeq.get(bid.seq)?.void;
    bySeq.set(bid.seq, isVoid ? { ...bid, void: true } : bid);
  }
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
    const snapshot = stepped(next.snapshot, event);
    next = snapshot
      ? { ...next, snapshot, history: remember(next.history, event) }
      : { ...next, snapshot: { ...next.snapshot, seq: event.seq }, stale: true };
  }
  return next.gap ? { ...next, gap: false } : next;
}

const fell = ({ seq, cause }: BookBid, { voids }: History): boolean =>
  seq in voids || (cause !== undefined && cause in voids);

/**
 * What happened before this page was opened, read from the book's last stretch: the snapshot already counts it, so only the
 * story and the lines of the list of bids are told again.
 */
export function recall(room: Room, events: readonly PublicEvent[]): Room {
  const { snapshot } = room;
  const past = events.filter(({ seq }) => seq <= snapshot.seq);
  if (past.length === 0) return room;
  const history = retell(room.history, past);
  const seen = past.flatMap((event) => bidOf(event) ?? []);
  const bids = mergeBids(snapshot.bids, seen).map((bid) => (fell(bid, history) ? { ...bid, void: true } : bid));
  return { ...room, snapshot: { ...snapshot, bids }, history };
}

/** Whether a text names an entry of a book that goes up to `latest`: a whole number, written as one. */
export const isNumberOfBook = (text: string, latest: number): boolean =>
  /^[1-9]\d{0,14}$/.test(text) && Number(text) <= latest;
