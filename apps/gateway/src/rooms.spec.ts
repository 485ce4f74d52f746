import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PublicEvent, Snapshot } from '@jishi/bidding';
import { Rooms } from './rooms';

const auctionId = '0192f0c1-1111-7abc-8def-000000000001';
const eventOf = (seq: number) => ({ auctionId, seq }) as PublicEvent;

let seq: number;
/** Answers to snapshots that wait for the spec. */
let slow: ((snapshot: Snapshot) => void)[] | null;
let tails: Set<(events: PublicEvent[]) => void>;
let sent: number[];
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
const socket = () =>
  ({ connected: true, data: { watching: new Set() }, join: () => undefined, leave: () => Promise.resolve() }) as never;

beforeEach(() => {
  jest.useFakeTimers();
  seq = 3;
  slow = null;
  tails = new Set();
  sent = [];
  rooms = new Rooms(bidding as never, tail as never);
  const emit = (_: string, { events }: { events?: PublicEvent[] }) =>
    sent.push(...(events ?? []).map((one) => one.seq));
  rooms.bind({ to: () => ({ emit }) } as never);
});
afterEach(() => {
  rooms.onApplicationShutdown();
  jest.useRealTimers();
});

describe('an audience', () => {
  it('that was empty is let go after a while, and found again', async () => {
    const first = socket();
    await rooms.watch(first, auctionId, null);
    await rooms.unwatch(first, auctionId);
    await jest.advanceTimersByTimeAsync(40_000);
    expect(tails.size).toBe(0);
    await rooms.watch(socket(), auctionId, null);
    expect(tails.size).toBe(1);
  });

  it('is not let go under somebody who is just coming in', async () => {
    const first = socket();
    await rooms.watch(first, auctionId, null);
    await rooms.unwatch(first, auctionId);
    await jest.advanceTimersByTimeAsync(30_500);
    slow = [];
    const coming = rooms.watch(socket(), auctionId, null);
    await jest.advanceTimersByTimeAsync(3_000);
    for (const answer of slow) answer({ seq } as Snapshot);
    await coming;
    for (const handler of tails) handler([eventOf(4)]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual([4]);
  });
});
