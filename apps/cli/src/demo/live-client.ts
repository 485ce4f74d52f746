import { randomUUID } from 'node:crypto';
import type { Ack, PublicEvent, Snapshot } from '@jishi/bidding';
import { io, type Socket } from 'socket.io-client';
import { pause } from './wait';

const ANSWER_MS = 3_000;
const GIVE_UP_MS = 60_000;

interface WatchAnswer {
  snapshot: Snapshot;
  events: PublicEvent[];
  truncated: boolean;
}
interface Refusal {
  code: string;
  detail: string;
  status: number;
}
type BidAnswer = Ack | Refusal;

/** A bidder's or watcher's socket: bids with acknowledgement, and keeps a copy of the book that has no hole in it. */
export class LiveClient {
  private readonly socket: Socket;
  private readonly books = new Map<string, Book>();
  private readonly counts = new Map<string, number>();
  revoked = false;
  private closed = false;

  constructor(gatewayUrl: string, token: string | null = null, origin?: string) {
    this.socket = io(gatewayUrl, {
      transports: ['websocket'],
      forceNew: true,
      auth: token ? { token } : {},
      reconnectionDelay: 200,
      reconnectionDelayMax: 1_000,
      ...(origin ? { extraHeaders: { origin } } : {}),
    });
    this.socket.on('events', ({ auctionId, events }: { auctionId: string; events: PublicEvent[] }) =>
      this.receive(auctionId, events),
    );
    this.socket.on('watchers', ({ auctionId, count }: { auctionId: string; count: number }) =>
      this.counts.set(auctionId, count),
    );
    // Events were skipped because this line was slow: the book has them.
    this.socket.on('snapshot', ({ auctionId }: { auctionId: string }) => {
      const book = this.books.get(auctionId);
      if (book?.started) this.resume(auctionId, book);
    });
    this.socket.on('session.revoked', () => (this.revoked = true));
    this.socket.on('connect', () => {
      for (const [auctionId, book] of this.books) if (book.started) this.resume(auctionId, book);
    });
  }

  /** Resolves when connected; rejects with the gateway's reason when it does not let us in. */
  ready(): Promise<void> {
    if (this.socket.connected) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
  }

  async watch(auctionId: string, onEvents: (events: PublicEvent[]) => void = () => {}): Promise<Snapshot> {
    const book = new Book(onEvents);
    this.books.set(auctionId, book);
    const answer = await this.ask<WatchAnswer | Refusal>('watch', { auctionId, after: 0 });
    if (!('snapshot' in answer)) throw new Error(`watch refused: ${answer.code} ${answer.detail}`);
    book.started = true;
    book.add(answer.events, answer.truncated ? answer.snapshot.seq : 0);
    return answer.snapshot;
  }

  events(auctionId: string): readonly PublicEvent[] {
    return this.books.get(auctionId)?.events ?? [];
  }

  /** How many sockets watch, this one included, as last told. */
  watchers(auctionId: string): number {
    return this.counts.get(auctionId) ?? 0;
  }

  /** Asks until it is answered, always with the same command id: however often that arrives, it is one bid. */
  async bid(auctionId: string, amountMinor: number, commandId: string = randomUUID()): Promise<BidAnswer> {
    const deadline = Date.now() + GIVE_UP_MS;
    for (;;) {
      const answer = await this.ask<BidAnswer>('bid', { auctionId, commandId, amountMinor });
      if (!transient(answer) || Date.now() > deadline) return answer;
      await pause(200);
    }
  }

  time(): Promise<{ nowMs: number; errorMs: number }> {
    return this.ask('time', {});
  }

  ask<T>(event: string, message: object): Promise<T> {
    const deadline = Date.now() + GIVE_UP_MS;
    const attempt = async (): Promise<T> => {
      try {
        return (await this.socket.timeout(ANSWER_MS).emitWithAck(event, message)) as T;
      } catch (error) {
        // Unknown is not failed: the connection broke or the answer is late, so ask again.
        if (this.closed || this.revoked || Date.now() > deadline) throw error;
        return attempt();
      }
    };
    return attempt();
  }

  /** Cuts the line as a bad network would; the client comes back by itself. */
  cut(): void {
    if (!this.closed) this.socket.io.engine?.close();
  }

  onDisconnect(handler: (reason: string) => void): void {
    this.socket.on('disconnect', handler);
  }

  close(): void {
    this.closed = true;
    this.socket.disconnect();
  }

  private receive(auctionId: string, events: PublicEvent[]): void {
    const book = this.books.get(auctionId);
    if (book?.started && !book.add(events)) this.resume(auctionId, book);
  }

  /** Fetches what was missed. When that fails the line is broken, and the next connection resumes again. */
  private resume(auctionId: string, book: Book): void {
    this.ask<WatchAnswer | Refusal>('watch', { auctionId, after: book.seq }).then(
      (answer) => 'snapshot' in answer && book.add(answer.events),
      () => this.cut(),
    );
  }
}

/** A copy of one auction's public events, each once, in sequence. */
class Book {
  readonly events: PublicEvent[] = [];
  started = false;
  seq = 0;

  constructor(private readonly onEvents: (events: PublicEvent[]) => void) {}

  /** False when the events do not join on to what is here. */
  add(events: PublicEvent[], startSeq = this.seq): boolean {
    this.seq = Math.max(this.seq, startSeq);
    const fresh = events.filter(({ seq }) => seq > this.seq);
    const first = fresh[0];
    if (!first) return true;
    if (first.seq !== this.seq + 1) return false;
    this.events.push(...fresh);
    this.seq = fresh.at(-1)?.seq ?? this.seq;
    this.onEvents(fresh);
    return true;
  }
}

/** Refusals that say nothing about the bid itself. */
function transient(answer: BidAnswer): boolean {
  return 'status' in answer && (answer.status === 429 || answer.status >= 500);
}
