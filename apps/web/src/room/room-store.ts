import type { Socket } from 'socket.io-client';
import { auctions, type Ack, type Mine } from '../api/auctions';
import { toProblem, type Problem } from '../api/http';
import { applyEvents, recall, renewRoom, type Room } from './book';
import { ask, measureClock, openSocket } from './live-socket';
import { type Order, sendOrder } from './order';
import type { ClockEstimate } from './server-clock';
import type { PublicEvent, Snapshot } from './snapshot';

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'offline';

export interface RoomView {
  room: Room | null;
  me: Mine | null;
  connection: Connection;
  /** This session was ended elsewhere: whoever is here only watches now. */
  revoked: boolean;
  clock: ClockEstimate | null;
  /** Monotonic time of the last sign of life: what the page shows is at least this fresh. */
  heardAt: number | null;
  watchers: number | null;
  problem: Problem | null;
}

interface WatchAnswer {
  snapshot: Snapshot;
  events?: PublicEvent[];
}

const CLOCK_EVERY_MS = 15_000;
const FALL_BACK_MS = 2_000;
const RETRY_MS = 1_500;
const STANDING_DELAY_MS = 300;
/** How much of the book is read to tell what happened before this page was opened. */
const LOOK_BACK = 400;

/**
 * The one place that holds an auction while it is watched. Push is a hint: every hole, reconnection or unknown event
 * ends in a question with `after=seq`, so the page never shows a book with a page torn out.
 */
export class RoomStore {
  private view: RoomView = {
    room: null,
    me: null,
    connection: 'connecting',
    revoked: false,
    clock: null,
    heardAt: null,
    watchers: null,
    problem: null,
  };
  private readonly listeners = new Set<() => void>();
  private socket: Socket | null = null;
  private timers: ReturnType<typeof setInterval>[] = [];
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private standingTimer: ReturnType<typeof setTimeout> | undefined;
  private catchingUp = false;
  private closed = false;

  constructor(private readonly auctionId: string) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  read = (): RoomView => this.view;

  async start(): Promise<void> {
    window.addEventListener('online', this.wake);
    window.addEventListener('offline', this.lose);
    document.addEventListener('visibilitychange', this.wake);
    this.timers = [
      setInterval(() => void this.beat(), CLOCK_EVERY_MS),
      setInterval(() => void this.fallBack(), FALL_BACK_MS),
    ];
    await this.load();
    await Promise.all([this.connect(), this.lookBack()]);
  }

  private async connect(): Promise<void> {
    const socket = await openSocket().catch((error: unknown) => this.fail(error));
    if (this.closed) {
      socket?.disconnect();
      return;
    }
    if (!socket) {
      this.retryTimer = setTimeout(() => void this.connect(), RETRY_MS);
      return;
    }
    this.socket = socket;
    socket.on('connect', () => void this.watch());
    socket.on('disconnect', (reason) => {
      this.set({ connection: navigator.onLine ? 'reconnecting' : 'offline' });
      // After the server hung up the client library does not come back by itself.
      if (reason === 'io server disconnect') this.retryTimer = setTimeout(() => socket.connect(), RETRY_MS);
    });
    socket.on('connect_error', () => this.set({ connection: navigator.onLine ? 'reconnecting' : 'offline' }));
    socket.on('events', (frame: { auctionId: string; events: PublicEvent[] }) => {
      if (frame.auctionId === this.auctionId) this.take(frame.events);
    });
    socket.on('watchers', (frame: { auctionId: string; count: number }) => {
      if (frame.auctionId === this.auctionId) this.set({ watchers: frame.count });
    });
    // This line was too slow for every event: the state as it is, and what follows from there.
    socket.on('snapshot', (frame: WatchAnswer & { auctionId: string }) => {
      if (frame.auctionId !== this.auctionId) return;
      this.jump(frame.snapshot);
      this.take(frame.events ?? []);
    });
    socket.on('session.revoked', () => this.set({ revoked: true, me: null }));
  }

  stop(): void {
    this.closed = true;
    this.timers.forEach(clearInterval);
    clearTimeout(this.standingTimer);
    clearTimeout(this.retryTimer);
    window.removeEventListener('online', this.wake);
    window.removeEventListener('offline', this.lose);
    document.removeEventListener('visibilitychange', this.wake);
    this.socket?.disconnect();
  }

  /** The same command id may be sent again after a silence: the book answers the same, and never twice. */
  async send(commandId: string, order: Order): Promise<Ack> {
    const ack = await sendOrder(this.socket, this.auctionId, commandId, order);
    // A maximum that moved nothing tells the world nothing: its owner has to ask.
    if (ack.accepted && order.kind === 'maximum') this.askStanding();
    void this.catchUp();
    return ack;
  }

  refresh = (): Promise<void> => this.load();

  private wake = (): void => {
    if (document.visibilityState === 'hidden') return;
    // A socket may have slept through the gap without noticing; watching again asks for what it missed.
    if (this.socket?.connected) void this.watch();
    else this.socket?.connect();
    void this.beat();
  };

  private lose = (): void => this.set({ connection: 'offline' });

  /** While there is no live line the book is asked for over HTTP: a little late is better than nothing. */
  private async fallBack(): Promise<void> {
    if (this.view.connection === 'live' || !navigator.onLine || document.visibilityState === 'hidden') return;
    await (this.view.room ? this.catchUp() : this.load());
  }

  private async beat(): Promise<void> {
    const clock = await measureClock(this.view.clock, this.socket).catch(() => null);
    if (clock && !this.closed) this.set({ clock, heardAt: performance.now() });
  }

  private jump(snapshot: Snapshot): void {
    this.set({ room: renewRoom(this.view.room, snapshot) });
    void this.lookBack();
  }

  /** The snapshot with `me` comes over HTTP, which also works where the gateway cannot be reached. */
  private async load(): Promise<void> {
    try {
      const { me, ...snapshot } = await auctions.snapshot(this.auctionId);
      const behind = (this.view.room?.snapshot.seq ?? snapshot.seq) < snapshot.seq;
      this.set({
        room: renewRoom(this.view.room, snapshot),
        me: me ?? null,
        problem: null,
        heardAt: performance.now(),
      });
      if (behind) void this.lookBack();
    } catch (error) {
      this.fail(error);
    }
    if (!this.view.clock) await this.beat();
  }

  /** Reasons, rulings and opened bids are in the book's events, not in its snapshot. */
  private async lookBack(): Promise<void> {
    const seq = this.view.room?.snapshot.seq;
    if (!seq) return;
    const past = await auctions.events(this.auctionId, Math.max(0, seq - LOOK_BACK)).catch((error: unknown) => {
      this.fail(error);
      return null;
    });
    if (past && this.view.room) this.set({ room: recall(this.view.room, past.items) });
  }

  private async watch(): Promise<void> {
    const after = this.view.room?.snapshot.seq;
    try {
      const answer = await ask<WatchAnswer>(this.socket as Socket, 'watch', {
        auctionId: this.auctionId,
        ...(after === undefined ? {} : { after }),
      });
      const room = this.view.room;
      if (!room) this.set({ room: renewRoom(null, answer.snapshot) });
      this.take(answer.events ?? []);
      // Far behind: what lies between comes in one snapshot instead of one event at a time.
      const known = this.view.room?.snapshot.seq ?? 0;
      if (answer.snapshot && answer.snapshot.seq > known) this.jump(answer.snapshot);
      this.set({ connection: 'live', problem: null, heardAt: performance.now() });
      void this.beat();
    } catch (error) {
      this.fail(error);
    }
  }

  private take(events: readonly PublicEvent[]): void {
    const before = this.view.room;
    if (!before) return;
    const room = applyEvents(before, events);
    this.set({ room, heardAt: performance.now() });
    if (room.gap || room.stale) void this.catchUp();
    if (this.view.me && events.some((event) => touchesStanding(event, this.view))) this.askStanding();
  }

  private async catchUp(): Promise<void> {
    if (this.catchingUp || !this.view.room) return;
    this.catchingUp = true;
    try {
      if (this.view.room.stale) await this.load();
      let after: number | null = this.view.room.snapshot.seq;
      while (after !== null) {
        const { items, nextAfter }: { items: PublicEvent[]; nextAfter: number | null } = await auctions.events(
          this.auctionId,
          after,
        );
        this.set({ room: applyEvents(this.view.room, items), heardAt: performance.now() });
        after = nextAfter;
      }
      if (this.view.room.gap) await this.load();
    } catch (error) {
      this.fail(error);
    } finally {
      this.catchingUp = false;
    }
  }

  /** Who leads is in the book; whether this bidder is admitted is not, and is asked for after a burst of admissions. */
  private askStanding(): void {
    clearTimeout(this.standingTimer);
    this.standingTimer = setTimeout(() => void this.load(), STANDING_DELAY_MS);
  }

  private fail(error: unknown): null {
    this.set({ problem: toProblem(error) });
    return null;
  }

  private set(change: Partial<RoomView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** Events after which this bidder's own place may be another one. */
const TOUCHING = new Set(['bidder.admitted', 'bidder.excluded', 'auction.closed', 'bid.voided', 'bid.sealed']);

/** Own maxima are told only to their owner, and a rival's bid may have used one up. */
function touchesStanding(event: PublicEvent, { room, me }: RoomView): boolean {
  if (TOUCHING.has(event.type)) return true;
  return Boolean(me?.maximumMinor) && room?.snapshot.leader !== me?.code;
}
