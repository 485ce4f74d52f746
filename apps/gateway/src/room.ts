import type { PublicEvent } from '@jishi/bidding';

/** What a room needs from outside: the frame's way out, and a timer (tests pass their own). */
export interface RoomPorts {
  emit(events: PublicEvent[]): void;
  watchers(): number;
  schedule(run: () => void, afterMs: number): void;
  now(): number;
}

const RECENT = 2_000;
const TICK_MS = 50;
const CROWD_TICK_MS = 250;
const CROWD_FROM = 2_000;
const CROWD_FULL = 10_000;

/** The larger the audience, the more events share a frame: 50 ms to 2,000 watchers, from there in proportion to 250 ms at 10,000. */
export function tickMs(watchers: number): number {
  const crowd = Math.min(1, Math.max(0, (watchers - CROWD_FROM) / (CROWD_FULL - CROWD_FROM)));
  return Math.round(TICK_MS + crowd * (CROWD_TICK_MS - TICK_MS));
}

/**
 * One auction's audience. Takes the tail's events, which may repeat but not skip, and sends each once, in order, in at
 * most one frame a tick: a burst of a thousand bids costs every watcher one message, not a thousand.
 */
export class Room {
  private pending: PublicEvent[] = [];
  private recent: PublicEvent[] = [];
  private scheduled = false;
  private flushedAtMs = -Infinity;
  /** The last event that went out; who joins now gets what comes after it. */
  sentSeq: number;

  constructor(
    startSeq: number,
    private readonly ports: RoomPorts,
  ) {
    this.sentSeq = startSeq;
  }

  /** The last event known here, sent or waiting for its tick. */
  get knownSeq(): number {
    return this.pending.at(-1)?.seq ?? this.sentSeq;
  }

  push(events: readonly PublicEvent[]): void {
    let next = this.knownSeq + 1;
    for (const event of events) {
      if (event.seq < next) continue;
      // A hole would be carried to every watcher; the tail promises there is none.
      if (event.seq > next) throw new Error(`tail skipped from ${next} to ${event.seq}`);
      this.pending.push(event);
      next += 1;
    }
    if (this.pending.length > 0) this.schedule();
  }

  flush(): void {
    if (this.pending.length === 0) return;
    const frame = this.pending;
    this.pending = [];
    this.sentSeq = frame.at(-1)?.seq ?? this.sentSeq;
    this.flushedAtMs = this.ports.now();
    this.recent.push(...frame);
    if (this.recent.length > RECENT) this.recent = this.recent.slice(-RECENT);
    this.ports.emit(frame);
  }

  /** Sent events after `after`, or null when that is further back than is kept here. */
  since(after: number): PublicEvent[] | null {
    if (after >= this.sentSeq) return [];
    const first = this.recent[0];
    if (!first || first.seq > after + 1) return null;
    return this.recent.slice(after + 1 - first.seq);
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const tick = tickMs(this.ports.watchers());
    const waitMs = Math.max(0, Math.min(tick, this.flushedAtMs + tick - this.ports.now()));
    this.ports.schedule(() => {
      this.scheduled = false;
      this.flush();
    }, waitMs);
  }
}
