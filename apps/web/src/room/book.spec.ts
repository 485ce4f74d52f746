import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountFault, countdownMs, periodAt, quickAmounts } from './bidding';
import { applyEvents, openRoom, renewRoom, type Room } from './book';
import { EMPTY_HISTORY } from './history';
import { better, estimate } from './server-clock';
import type { PublicEvent, Snapshot } from './snapshot';

const start: Snapshot = {
  auctionId: 'a',
  listingId: 'l',
  state: 'open',
  seq: 3,
  mode: 'english',
  startPriceMinor: 100_000,
  priceMinor: null,
  leader: null,
  nextMinimumMinor: 100_000,
  incrementMinor: 10_000,
  bidCount: 0,
  hasReserve: false,
  opensAtMs: 1_000,
  freeEndsAtMs: 5_000,
  endsAtMs: 10_000,
  originalEndsAtMs: 10_000,
  extensions: 0,
  timerMs: 5_000,
  openObjections: 0,
  firstRefusal: [],
  bids: [],
  rules: {
    increments: [
      { fromMinor: 0, stepMinor: 10_000 },
      { fromMinor: 150_000, stepMinor: 50_000 },
    ],
    raise: 'multiple',
  },
};

const bid = (seq: number, amountMinor: number, bidder = 'B01'): PublicEvent => ({
  seq,
  atMs: 2_000 + seq,
  type: 'bid.accepted',
  amountMinor,
  bidder,
  arrivedAtMs: 2_000 + seq,
  endsAtMs: 10_000,
});

const book: PublicEvent[] = [
  bid(4, 100_000),
  { seq: 5, atMs: 2_100, type: 'command.rejected', arrivedAtMs: 2_100 },
  bid(6, 150_000, 'B02'),
  { seq: 7, atMs: 2_200, type: 'auction.extended', cause: 6, endsAtMs: 12_000, extensions: 1, freeEndsAtMs: 5_000 },
  { seq: 8, atMs: 2_300, type: 'auction.paused', pausedAtMs: 2_300, reason: '停电' },
  { seq: 9, atMs: 2_400, type: 'auction.resumed', endsAtMs: 12_100, freeEndsAtMs: 5_100, reason: '恢复' },
  bid(10, 200_000),
  {
    seq: 11,
    atMs: 12_200,
    type: 'auction.closed',
    outcome: 'sold',
    priceMinor: 200_000,
    winner: 'B01',
    endedAtMs: 12_100,
  },
];

describe('the room follows the book', () => {
  it('reaches price, leader, times and outcome', () => {
    const { snapshot, history, gap, stale } = applyEvents(openRoom(start), book);
    expect(snapshot).toMatchObject({ seq: 11, state: 'closed', outcome: 'sold', winner: 'B01', bidCount: 3 });
    expect(snapshot.bids.map((one) => one.amountMinor)).toEqual([200_000, 150_000, 100_000]);
    expect(history.notices.map((one) => one.kind)).toEqual(['closedSold', 'resumed', 'paused', 'extended']);
    expect([gap, stale]).toEqual([false, false]);
  });

  it('takes the increment from the tier of the current price', () => {
    const { snapshot } = applyEvents(openRoom(start), book.slice(0, 3));
    expect(snapshot).toMatchObject({ incrementMinor: 50_000, nextMinimumMinor: 200_000, leader: 'B02' });
  });

  it('arrives at the same room however the events are cut, repeated or shuffled within a frame', () => {
    const whole = applyEvents(openRoom(start), book);
    fc.assert(
      fc.property(fc.array(fc.nat(book.length), { maxLength: 6 }), fc.nat(book.length), (cuts, repeat) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), book.length];
        let room: Room = openRoom(start);
        for (let index = 1; index < edges.length; index += 1) {
          const from = Math.max(0, edges[index - 1]! - repeat);
          room = applyEvents(room, book.slice(from, edges[index]).reverse());
        }
        expect(room).toEqual(whole);
      }),
    );
  });

  it('stops before a hole, says so, and goes on when it is filled', () => {
    const room = applyEvents(openRoom(start), [book[0]!, book[2]!]);
    expect(room).toMatchObject({ gap: true, snapshot: { seq: 4, priceMinor: 100_000 } });
    expect(applyEvents(room, book)).toMatchObject({ gap: false, snapshot: { seq: 11 } });
  });

  it('asks for a snapshot after an event it does not know', () => {
    const room = applyEvents(openRoom(start), [{ seq: 4, atMs: 1, type: 'price.fell' }]);
    expect(room.stale).toBe(true);
    expect(renewRoom(room, { ...start, seq: 4 }).stale).toBe(false);
  });

  it('never goes back to an older snapshot, and keeps the bids it has seen', () => {
    const room = applyEvents(openRoom(start), book);
    expect(renewRoom(room, start)).toBe(room);
    expect(renewRoom(room, { ...room.snapshot, seq: 12, bids: [] }).snapshot.bids).toHaveLength(3);
  });
});

describe('the bid box', () => {
  it('offers whole steps above the minimum and explains others', () => {
    expect(quickAmounts(start, [1, 2, 5])).toEqual([100_000, 110_000, 140_000]);
    expect(amountFault(start, 90_000)).toBe('below_minimum');
    expect(amountFault(start, 105_000)).toBe('not_a_multiple');
    expect(amountFault(start, 110_000)).toBeNull();
  });

  it('knows the period, and stops the clock in a pause', () => {
    expect([500, 2_000, 6_000, 10_000].map((now) => periodAt(start, now))).toEqual([
      'before',
      'free',
      'timed',
      'ended',
    ]);
    const paused: Snapshot = { ...start, state: 'paused', pausedAtMs: 4_000 };
    expect([5_000, 9_000].map((now) => countdownMs(paused, EMPTY_HISTORY, now))).toEqual([6_000, 6_000]);
  });
});

describe('server time', () => {
  it('lies within the error bound of the estimate', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(2_000), fc.nat(50), (there, back, errorMs) => {
        const trueOffset = 1_700_000_000_000;
        const one = estimate({ sentAt: 0, receivedAt: there + back, nowMs: trueOffset + there, errorMs });
        expect(Math.abs(one.offsetMs - trueOffset)).toBeLessThanOrEqual(one.errorMs);
      }),
    );
  });

  it('prefers the tighter sample until it has aged', () => {
    const tight = { offsetMs: 1, errorMs: 2, measuredAt: 0 };
    const loose = { offsetMs: 2, errorMs: 20, measuredAt: 1_000 };
    expect(better(tight, loose).offsetMs).toBe(1);
    expect(better(tight, { ...loose, measuredAt: 60_000 }).offsetMs).toBe(2);
  });
});
