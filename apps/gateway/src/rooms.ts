import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { unavailable } from '@jishi/kernel';
import { BiddingService, BookTail, type PublicEvent, type Snapshot } from '@jishi/bidding';
import type { LiveServer, LiveSocket } from './connection';
import { Room } from './room';

const HISTORY_MAX = 2_000;
const PAGE = 1_000;
const SNAPSHOT_TTL_MS = 200;
const EMPTY_ROOM_MS = 30_000;
const COUNT_EVERY_MS = 1_000;

interface Watched {
  room: Room;
  snapshot: { taken: Promise<Snapshot>; atMs: number };
  stop: () => void;
  emptySinceMs: number | null;
  announced: number;
  /** Nobody came for a while and the tail was let go: whoever still holds this looks for the room again. */
  ended: boolean;
}

export interface WatchAnswer {
  snapshot: Snapshot;
  events: PublicEvent[];
  /** The past asked for is longer than one answer: take the snapshot, and the events over HTTP. */
  truncated: boolean;
  watchers: number;
}

/** The auctions somebody here watches: one tail of the book for each, however many sockets. */
@Injectable()
export class Rooms implements OnApplicationShutdown {
  private readonly open = new Map<string, Promise<Watched>>();
  private server: LiveServer | null = null;
  private readonly timer = setInterval(() => void this.housekeep(), COUNT_EVERY_MS);

  constructor(
    private readonly bidding: BiddingService,
    private readonly tail: BookTail,
  ) {}

  bind(server: LiveServer): void {
    this.server = server;
  }

  /** History up to a point, and the socket in the room from that very point on: no event between the two, none twice. */
  async watch(socket: LiveSocket, auctionId: string, after: number | null): Promise<WatchAnswer> {
    const watched = await this.watched(auctionId);
    if (watched.ended) return this.watch(socket, auctionId, after);
    // Somebody is coming: an empty room is not given up while its history is read.
    watched.emptySinceMs = null;
    const { room } = watched;
    const snapshot = await this.snapshot(watched, auctionId);
    if (snapshot.seq > room.knownSeq) await this.catchUp(room, auctionId, snapshot.seq);
    const from = after ?? snapshot.seq;
    const older = await this.history(room, auctionId, from);
    if (!socket.connected) throw unavailable('socket.closed');
    room.flush();
    // From here to the join nothing is awaited.
    const recent = room.since(older ? (older.at(-1)?.seq ?? from) : snapshot.seq);
    if (recent === null) throw unavailable('socket.watch_again');
    this.join(socket, auctionId, watched);
    const events = [...(older ?? []), ...recent];
    return { snapshot, events, truncated: older === null, watchers: room.watchers };
  }

  async unwatch(socket: LiveSocket, auctionId: string): Promise<void> {
    if (!socket.data.watching.delete(auctionId)) return;
    await socket.leave(auctionId);
    const watched = await this.open.get(auctionId);
    if (watched) watched.room.watchers -= 1;
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    for (const opening of this.open.values()) void opening.then(({ stop }) => stop());
    this.open.clear();
  }

  private join(socket: LiveSocket, auctionId: string, watched: Watched): void {
    if (socket.data.watching.has(auctionId)) return;
    socket.data.watching.add(auctionId);
    void socket.join(auctionId);
    watched.room.watchers += 1;
    watched.emptySinceMs = null;
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
    const room = new Room(seq, {
      emit: (events) => void this.server?.to(auctionId).emit('events', { auctionId, events }),
      schedule: (run, afterMs) => void setTimeout(run, afterMs),
      now: () => performance.now(),
    });
    const stop = this.tail.follow(auctionId, seq, (events) => room.push(events));
    const snapshot = { taken, atMs: performance.now() };
    return { room, snapshot, stop, emptySinceMs: performance.now(), announced: 0, ended: false };
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

  private async housekeep(): Promise<void> {
    const nowMs = performance.now();
    for (const [auctionId, opening] of this.open) {
      const watched = await opening.catch(() => null);
      if (!watched) continue;
      const { watchers } = watched.room;
      if (watchers !== watched.announced) {
        watched.announced = watchers;
        this.server?.to(auctionId).emit('watchers', { auctionId, count: watchers });
      }
      if (watchers > 0) continue;
      watched.emptySinceMs ??= nowMs;
      if (nowMs - watched.emptySinceMs < EMPTY_ROOM_MS) continue;
      watched.ended = true;
      watched.stop();
      this.open.delete(auctionId);
    }
  }
}
