import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PublicEvent, Snapshot } from '@jishi/bidding';
import { Line } from './line';
import { Rooms } from './rooms';

const auctionId = '0192f0c1-1111-7abc-8def-000000000001';
const eventOf = (seq: number) => ({ auctionId, seq }) as PublicEvent;

let seq: number;
/** Answers to snapshots that wait for the spec. */
let slow: ((snapshot: Snapshot) => void)[] | null;
let tails: Set<(events: PublicEvent[]) => void>;
let cut: number;
let rooms: Rooms;

const bidding = {
  snapshot: () =>
    slow ? new Promise<Snapshot>((resolve) => slow!.push(resolve)) : Promise.resolve({ seq } as Snapshot),
  eventsAfter: () => Promise.resolve([]),
};
const tail = {
  follow: (_: string, _after: number, handler: (events: PublicEvent[]) => void) => {
    tails.add(handler);
    return () => tails.delete(handler);
  },
};
const presence = { elsewhere: () => ({ watchers: 7, bidders: 2 }), tell: () => Promise.resolve() };
const watch = (one: never) => rooms.watch(one, auctionId, null, () => undefined);
/** Stands for the whole way down to the TCP socket; `unread` is what the reader has not taken yet. */
function socket(actor: object | null = null) {
  const line = { writableLength: 0, write: (bytes: Buffer) => frames.push(bytes) };
  const frames: Buffer[] = [];
  const transport = { writable: true, socket: { readyState: 1, _socket: line, terminate: () => (cut += 1) } };
  const conn = { writeBuffer: [], transport };
  const data = { watching: new Set(), seats: new Map(), actor, line: new Line(conn) };
  return { socket: { connected: true, data } as never, line, frames };
}
/** What was sent, by event. */
function told(frames: readonly Buffer[], event: string): Record<string, never>[] {
  const messages = frames.map((bytes) => bytes.toString().replace(/^[^[]*/s, ''));
  return messages
    .map((text) => JSON.parse(text) as [string, Record<string, never>])
    .filter(([name]) => name === event)
    .map(([, message]) => message);
}
const seqsOf = (frames: readonly Buffer[]): number[] =>
  told(frames, 'events').flatMap(({ events }) => (events as unknown as PublicEvent[]).map((one) => one.seq));

beforeEach(() => {
  jest.useFakeTimers();
  seq = 3;
  slow = null;
  tails = new Set();
  cut = 0;
  rooms = new Rooms(bidding as never, tail as never, presence as never);
});
afterEach(() => {
  rooms.onApplicationShutdown();
  jest.useRealTimers();
});

const grow = (from: number, to: number) => {
  const events = Array.from({ length: to - from + 1 }, (_, i) => eventOf(from + i));
  for (const handler of tails) handler(events);
};

describe('an audience', () => {
  it('that was empty is let go after a while, and found again', async () => {
    const { socket: first } = socket();
    await watch(first);
    rooms.unwatch(first, auctionId);
    await jest.advanceTimersByTimeAsync(40_000);
    expect(tails.size).toBe(0);
    await watch(socket().socket);
    expect(tails.size).toBe(1);
  });

  it('is not let go under somebody who is just coming in', async () => {
    const { socket: first } = socket();
    await watch(first);
    rooms.unwatch(first, auctionId);
    await jest.advanceTimersByTimeAsync(30_500);
    slow = [];
    const second = socket();
    const coming = watch(second.socket);
    await jest.advanceTimersByTimeAsync(3_000);
    for (const answer of slow) answer({ seq } as Snapshot);
    await coming;
    grow(4, 4);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(seqsOf(second.frames)).toEqual([4]);
  });

  it('gets one buffer, encoded once', async () => {
    const all = [socket(), socket(), socket()];
    for (const one of all) await watch(one.socket);
    grow(4, 9);
    await jest.advanceTimersByTimeAsync(100);
    expect(seqsOf(all[0]!.frames)).toEqual([4, 5, 6, 7, 8, 9]);
    expect(all.every(({ frames }) => frames[0] === all[0]!.frames[0])).toBe(true);
  });

  it('goes on without a reader who does not keep up; that one gets a snapshot when it has read, and goes on from there', async () => {
    const [slowOne, fast] = [socket(), socket()];
    for (const one of [slowOne, fast]) await watch(one.socket);
    slowOne.line.writableLength = 70_000;
    for (let at = 4; at <= 13; at += 1) {
      grow(at, at);
      await jest.advanceTimersByTimeAsync(100);
    }
    expect(seqsOf(fast.frames)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(slowOne.frames).toEqual([]);
    seq = 12;
    slowOne.line.writableLength = 0;
    await jest.advanceTimersByTimeAsync(500);
    const [restored] = told(slowOne.frames, 'snapshot') as unknown as { snapshot: Snapshot; events: PublicEvent[] }[];
    expect(restored?.snapshot.seq).toBe(12);
    expect(restored?.events.map((one) => one.seq)).toEqual([13]);
    grow(14, 15);
    await jest.advanceTimersByTimeAsync(100);
    expect(seqsOf(slowOne.frames)).toEqual([14, 15]);
    expect(cut).toBe(0);
  });

  it('loses a reader who reads nothing at all', async () => {
    const { socket: dead, line } = socket();
    await watch(dead);
    line.writableLength = 70_000;
    grow(4, 4);
    await jest.advanceTimersByTimeAsync(14_000);
    expect(cut).toBe(0);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(cut).toBeGreaterThan(0);
  });

  it('is counted with those of the other gateways, bidders by organisation', async () => {
    const bidder = { organisationId: 'o1', permissions: new Set(['auction.bid']) };
    const watchers = [socket(), socket(bidder), socket(bidder)];
    for (const one of watchers) await watch(one.socket);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(told(watchers[0]!.frames, 'watchers').at(-1)).toMatchObject({ count: 10, bidders: 3 });
    rooms.unwatch(watchers[1]!.socket, auctionId);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(told(watchers[0]!.frames, 'watchers').at(-1)).toMatchObject({ count: 9, bidders: 3 });
    rooms.unwatch(watchers[2]!.socket, auctionId);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(told(watchers[0]!.frames, 'watchers').at(-1)).toMatchObject({ count: 8, bidders: 2 });
  });
});
