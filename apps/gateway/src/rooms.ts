import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { unavailable } from '@jishi/kernel';
import { BiddingService, BookTail, type PublicEvent, type Snapshot } from '@jishi/bidding';
import { mayUseSocketEvent } from '@jishi/identity';
import { createLogger } from '@jishi/platform';
import { Audience } from './audience';
import type { LiveSocket } from './connection';
import { eventFrame } from './frame';
import { type Counts, Presence } from './presence';
import { Room } from './room';

const logger = createLogger('gateway');
const HISTORY_MAX = 2_000;
const PAGE = 1_000;
const SNAPSHOT_TTL_MS = 200;
const EMPTY_ROOM_MS = 30_000;
const COUNT_EVERY_MS = 1_000;
/** Counts are told to an audience of this size every second, to a larger one less often. */
const COUNT_CROWD = 2_000;
const RESTORE_EVERY_MS = 250;

interface Watched {
  room: Room;
  audience: Audience<LiveSocket>;
  /** Organisations that may bid, with the number of their sockets here. */
  bidders: Map<string, number>;
  snapshot: { taken: Promise<Snapshot>; atMs: number };
  stop: () => void;
  emptySinceMs: number | null;
  announced: Counts;
  announcedAtMs: number;
  restoring: boolean;
  /** Nobody came for a while and the tail was let go: whoever still holds this looks for the room again. */
  ended: boolean;
}

/** The answer to `watch`, and what a slow socket is sent in place of the events it missed. */
export interface WatchAnswer {
  snapshot: Snapshot;
  events: PublicEvent[];
  /** The past asked for is longer than one answer: take the snapshot, and the events over HTTP. */
  truncated: boolean;
  /** Sockets that watch, on all gateways. */
  watchers: number;
  /** Organisations among them that may bid. */
  bidders: number;
}

/** The auctions somebody here watches: one tail of the book for each, however many sockets. */
@Injectable()
export class Rooms implements OnApplicationShutdown {
  private readonly open = new Map<string, Promise<Watched>>();
  /** The same, once they are open. */
  private readonly watchedNow = new Map<string, Watched>();
  private readonly timers = [
    setInterval(() => this.housekeep(), COUNT_EVERY_MS),
    setInterval(() => this.restoreAll(), RESTORE_EVERY_MS),
  ];

  constructor(
    private readonly bidding: BiddingService,
    private readonly tail: BookTail,
    private readonly presence: Presence,
  ) {}

  /** History up to a point, and the socket in the room from that very point on: no event between the two, none twice. */
  async watch(
    socket: LiveSocket,
    auctionId: string,
    after: number | null,
    answer: (answer: WatchAnswer) => void,
  ): Promise<void> {
    const watched = await this.watched(auctionId);
    if (watched.ended) return this.watch(socket, auctionId, after, answer);
    // Somebody is coming: an empty room is not given up while its history is read.
    watched.emptySinceMs = null;
    const { room } = watched;
    let snapshot = await this.present(watched, auctionId);
    if (after !== null && snapshot.seq < after) {
      // The shared one is older than what this watcher has seen: it must not be thrown back.
      watched.snapshot.atMs = -Infinity;
      snapshot = await this.present(watched, auctionId);
    }
    const from = after ?? snapshot.seq;
    const older = await this.history(room, auctionId, from);
    if (!socket.connected) throw unavailable('socket.closed');
    room.flush();
    // From here to the answer nothing is awaited: no frame may come before it.
    const recent = room.since(older ? (older.at(-1)?.seq ?? from) : snapshot.seq);
    if (recent === null) throw unavailable('socket.watch_again');
    this.join(socket, auctionId, watched);
    const events = [...(older ?? []), ...recent];
    answer({ snapshot, events, truncated: older === null, ...this.counts(watched, auctionId) });
  }

  unwatch(socket: LiveSocket, auctionId: string): void {
    if (!socket.data.watching.delete(auctionId)) return;
    const watched = this.watchedNow.get(auctionId);
    if (!watched?.audience.delete(socket)) return;
    const organisationId = socket.data.seats.get(auctionId);
    socket.data.seats.delete(auctionId);
    if (organisationId === undefined) return;
    const left = (watched.bidders.get(organisationId) ?? 0) - 1;
    if (left > 0) watched.bidders.set(organisationId, left);
    else watched.bidders.delete(organisationId);
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const opening of this.open.values()) void opening.then(({ stop }) => stop());
    this.open.clear();
    this.watchedNow.clear();
  }

  private join(socket: LiveSocket, auctionId: string, watched: Watched): void {
    watched.emptySinceMs = null;
    const { watching, seats, actor, line } = socket.data;
    if (watching.has(auctionId)) return;
    watching.add(auctionId);
    watched.audience.add(socket, line, watched.room.sentSeq);
    if (!actor || !mayUseSocketEvent('bid', actor.permissions)) return;
    seats.set(auctionId, actor.organisationId);
    watched.bidders.set(actor.organisationId, (watched.bidders.get(actor.organisationId) ?? 0) + 1);
  }

  private watched(auctionId: string): Promise<Watched> {
    const known = this.open.get(auctionId);
    if (known) return known;
    const opening = this.openRoom(auctionId);
    this.open.set(auctionId, opening);
    opening.catch(() => this.open.delete(auctionId));
    return opening;
  }

  private async openRoom(auctionId: string): Promise<Watched> {
    const taken = this.bidding.snapshot(auctionId);
    const { seq } = await taken;
    const nowMs = performance.now();
    const audience = new Audience<LiveSocket>({ defer: setImmediate, now: () => performance.now() });
    const room: Room = new Room(seq, {
      emit: (events) => {
        if (audience.size > 0) audience.send(eventFrame('events', { auctionId, events }), room.sentSeq);
      },
      watchers: () => audience.size,
      schedule: (run, afterMs) => void setTimeout(run, afterMs),
      now: () => performance.now(),
    });
    const watched: Watched = {
      room,
      audience,
      bidders: new Map(),
      snapshot: { taken, atMs: nowMs },
      stop: this.tail.follow(auctionId, seq, (events) => room.push(events)),
      emptySinceMs: nowMs,
      announced: { watchers: 0, bidders: 0 },
      announcedAtMs: -Infinity,
      restoring: false,
      ended: false,
    };
    this.watchedNow.set(auctionId, watched);
    return watched;
  }

  /** A snapshot that the room knows all events of. */
  private async present(watched: Watched, auctionId: string): Promise<Snapshot> {
    const snapshot = await this.snapshot(watched, auctionId);
    if (snapshot.seq > watched.room.knownSeq) await this.catchUp(watched.room, auctionId, snapshot.seq);
    return snapshot;
  }

  /** Two hundred people opening one page in the same second cost one snapshot. */
  private snapshot(watched: Watched, auctionId: string): Promise<Snapshot> {
    const nowMs = performance.now();
    if (nowMs - watched.snapshot.atMs > SNAPSHOT_TTL_MS) {
      const taken = this.bidding.snapshot(auctionId);
      watched.snapshot = { taken, atMs: nowMs };
      taken.catch(() => (watched.snapshot.atMs = -Infinity));
    }
    return watched.snapshot.taken;
  }

  private async catchUp(room: Room, auctionId: string, seq: number): Promise<void> {
    while (room.knownSeq < seq) {
      const events = await this.bidding.eventsAfter(auctionId, room.knownSeq, PAGE);
      if (events.length === 0) return;
      room.push(events);
    }
  }

  /** What the room no longer keeps, from the book; null when it is more than one answer should carry. */
  private async history(room: Room, auctionId: string, after: number): Promise<PublicEvent[] | null> {
    if (room.since(after) !== null) return [];
    if (room.sentSeq - after > HISTORY_MAX) return null;
    const events: PublicEvent[] = [];
    while ((events.at(-1)?.seq ?? after) < room.sentSeq) {
      const page = await this.bidding.eventsAfter(auctionId, events.at(-1)?.seq ?? after, PAGE);
      if (page.length === 0) break;
      events.push(...page);
    }
    return events.filter(({ seq }) => seq <= room.sentSeq);
  }

  private counts({ audience, bidders }: Watched, auctionId: string): Counts {
    const others = this.presence.elsewhere(auctionId);
    return { watchers: audience.size + others.watchers, bidders: bidders.size + others.bidders };
  }

  private restoreAll(): void {
    for (const [auctionId, watched] of this.watchedNow) {
      if (watched.restoring) continue;
      watched.restoring = true;
      // When the book cannot be read they stay skipped, and the next round tries again.
      this.restore(watched, auctionId)
        .catch((error: unknown) => logger.warn({ auctionId, error: String(error) }, 'slow sockets were not restored'))
        .finally(() => (watched.restoring = false));
    }
  }

  /** Whoever was too slow and has read what it was sent gets what the others have, in one message for all of them. */
  private async restore(watched: Watched, auctionId: string): Promise<void> {
    const { room, audience } = watched;
    const members = audience.recovered();
    if (members.length === 0) return;
    const snapshot = await this.present(watched, auctionId);
    room.flush();
    const events = room.since(snapshot.seq);
    if (events === null) return;
    const answer: WatchAnswer = { snapshot, events, truncated: true, ...this.counts(watched, auctionId) };
    audience.restore(members, eventFrame('snapshot', { auctionId, ...answer }), room.sentSeq);
  }

  private housekeep(): void {
    const nowMs = performance.now();
    const here = new Map<string, Counts>();
    for (const [auctionId, watched] of this.watchedNow) {
      const { audience, bidders, announced, announcedAtMs } = watched;
      if (audience.size > 0) here.set(auctionId, { watchers: audience.size, bidders: bidders.size });
      const counts = this.counts(watched, auctionId);
      const dueMs = announcedAtMs + (COUNT_EVERY_MS * audience.size) / COUNT_CROWD;
      const changed = counts.watchers !== announced.watchers || counts.bidders !== announced.bidders;
      if (changed && nowMs >= dueMs) {
        Object.assign(watched, { announced: counts, announcedAtMs: nowMs });
        audience.tell(eventFrame('watchers', { auctionId, count: counts.watchers, bidders: counts.bidders }));
      }
      if (audience.size > 0) continue;
      watched.emptySinceMs ??= nowMs;
      if (nowMs - watched.emptySinceMs < EMPTY_ROOM_MS) continue;
      watched.ended = true;
      watched.stop();
      this.open.delete(auctionId);
      this.watchedNow.delete(auctionId);
    }
    void this.presence.tell(here);
  }
}
