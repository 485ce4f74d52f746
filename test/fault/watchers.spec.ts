import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ack, PublicEvent, Snapshot } from '@jishi/bidding';
import { io, type Socket } from 'socket.io-client';
import { LiveClient } from '../../apps/cli/src/demo/live-client';
import { until } from '../../apps/cli/src/demo/wait';
import { seeded } from '../../libs/bidding/src/testing/seeded';
import { Floor } from '../support/crowd';
import { startStack, type Stack } from '../support/stack';
import { type Heard, Stubborn } from './stubborn';

const WATCHERS = 8;
const CUT_MS = { least: 20, most: 700 };
const RUN_MS = Number(process.env['JISHI_WATCH_MS'] ?? 5_000);
const seed = Number(process.env['JISHI_SEED'] ?? Date.now() % 1e6);

interface Answer {
  snapshot: Snapshot;
  events: PublicEvent[];
  truncated: boolean;
}

/**
 * A watcher by the letter of the protocol, without a client's patience: what one connection brings must follow without a hole
 * and without a repetition on what the last one brought.
 */
class Watcher {
  readonly events: PublicEvent[] = [];
  readonly faults: string[] = [];
  cuts = 0;
  private socket: Socket | null = null;

  constructor(
    private readonly url: string,
    private readonly auctionId: string,
    private readonly random: () => number,
  ) {}

  get seq(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  /** Connected for a while, away for a while, again and again. */
  async watch(over: () => boolean): Promise<void> {
    while (!over()) {
      this.connect();
      await sleep(this.between(CUT_MS.least, CUT_MS.most));
      this.cut();
      await sleep(this.between(0, 200));
    }
    this.connect();
  }

  /** Without a goodbye, as a bad network does it, or in good order. */
  cut(): void {
    const { socket } = this;
    this.socket = null;
    this.cuts += 1;
    socket?.removeAllListeners();
    if (this.random() < 0.5) socket?.io.engine?.close();
    socket?.disconnect();
  }

  private connect(): void {
    const socket = io(this.url, { transports: ['websocket'], forceNew: true, reconnectionDelay: 50 });
    this.socket = socket;
    let answered = false;
    const early: PublicEvent[] = [];
    const take = (events: readonly PublicEvent[]): void => {
      if (this.socket === socket) for (const event of events) this.take(event);
    };
    socket.on('events', ({ events }: { events: PublicEvent[] }) => (answered ? take(events) : early.push(...events)));
    socket.on('connect', () => {
      answered = false;
      early.length = 0;
      const after = this.seq;
      socket.emit('watch', { auctionId: this.auctionId, after }, (answer: Answer) => {
        if (!('snapshot' in answer)) return void socket.io.engine?.close(); // it is told to come again
        if (answer.truncated) this.faults.push(`truncated after ${after}`);
        if (answer.snapshot.seq < after) this.faults.push(`a snapshot of ${answer.snapshot.seq} after ${after}`);
        take(answer.events);
        answered = true;
        take(early);
      });
    });
  }

  private take(event: PublicEvent): void {
    if (event.seq !== this.seq + 1) this.faults.push(`${event.seq} after ${this.seq}`);
    else this.events.push(event);
  }

  private between(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least));
  }
}

describe('watchers who are cut off at random', () => {
  let stack: Stack;
  let floor: Floor;

  beforeAll(async () => {
    stack = await startStack({ env: { BIDS_PER_SECOND: '1000' } });
    floor = await Floor.open(stack.databaseUrl);
  }, 180_000);
  afterAll(async () => {
    await floor?.close();
    await stack?.stop();
  });

  it(`have the book as the database has it, without a gap or a double, the gateway killed in between (seed ${seed})`, async () => {
    const auctionId = await floor.auction();
    const companies = await floor.bidders(auctionId, 2);
    const sockets = companies.map(({ token }) => new LiveClient(stack.gatewayUrl, token));
    const heard: Heard = { minimumMinor: 1_000_000, stepMinor: 1_000, leader: null };
    const bidders = companies.map(({ code }, i) => {
      const send = (id: string, amountMinor: number) => sockets[i]!.bid(auctionId, amountMinor, id) as Promise<Ack>;
      return new Stubborn(code, send, heard, 5);
    });
    const watchers = Array.from(
      { length: WATCHERS },
      (_, i) => new Watcher(stack.gatewayUrl, auctionId, seeded(seed + i)),
    );
    let over = false;
    const bidding = bidders.map((bidder) => bidder.bidUntil(() => over));
    const watching = watchers.map((watcher) => watcher.watch(() => over));
    await sleep(RUN_MS / 2);
    await stack.kill('gateway');
    await sleep(RUN_MS / 2);
    over = true;
    await Promise.all([...bidding, ...watching]);
    const { seq } = await floor.bidding.snapshot(auctionId);
    try {
      await until('all watchers', async () => watchers.every((watcher) => watcher.seq >= seq), 20_000, 50);
    } finally {
      for (const watcher of watchers) watcher.cut();
      for (const socket of sockets) socket.close();
    }
    const book: PublicEvent[] = [];
    while (book.length < seq) book.push(...(await floor.bidding.eventsAfter(auctionId, book.length, 1_000)));
    console.log(`${book.length} events, ${watchers.reduce((sum, { cuts }) => sum + cuts, 0)} cuts`);
    expect(book.length).toBeGreaterThan(50);
    for (const { events, faults } of watchers) {
      expect(faults).toEqual([]);
      expect(events).toEqual(book);
    }
  }, 120_000);
});
