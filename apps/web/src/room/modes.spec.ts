import { describe, expect, it } from '@jest/globals';
import { countdownMs, leaderOf, mayMatch, periodAt } from './bidding';
import { applyEvents, openRoom, recall, type Room } from './book';
import type { PublicEvent, Snapshot } from './snapshot';

const start: Snapshot = {
  auctionId: 'a',
  listingId: 'l',
  state: 'open',
  seq: 0,
  mode: 'english',
  startPriceMinor: 100,
  priceMinor: null,
  leader: null,
  nextMinimumMinor: 100,
  incrementMinor: 10,
  bidCount: 0,
  hasReserve: false,
  opensAtMs: 1_000,
  freeEndsAtMs: 5_000,
  endsAtMs: 10_000,
  originalEndsAtMs: 10_000,
  extensions: 0,
  timerMs: 5_000,
  openObjections: 0,
  firstRefusal: ['B07', 'B03'],
  bids: [],
  rules: { increments: [{ fromMinor: 0, stepMinor: 10 }], objectionWindowMs: 1_000 },
};

/** A book: the events in order, numbered from 1. */
const book = (...events: Omit<PublicEvent, 'seq' | 'atMs'>[]): PublicEvent[] =>
  events.map((event, i) => ({ ...event, seq: i + 1, atMs: 2_000 + i }) as PublicEvent);
const run = (snapshot: Snapshot, events: PublicEvent[]): Room => applyEvents(openRoom(snapshot), events);
const bid = (type: string, bidder: string, amountMinor: number) => ({ type, bidder, amountMinor, endsAtMs: 10_000 });

describe('proxies, rights and voids', () => {
  const proxied = book(
    bid('bid.accepted', 'B01', 100),
    { type: 'private' },
    bid('bid.accepted', 'B02', 150),
    { ...bid('bid.automatic', 'B01', 160), cause: 3 },
    bid('bid.matched', 'B03', 160),
  );

  it('follows the answers of proxies and matches', () => {
    const { snapshot, stale } = run(start, proxied);
    expect(stale).toBe(false);
    expect(snapshot).toMatchObject({ priceMinor: 160, leader: 'B03', nextMinimumMinor: 170, bidCount: 4 });
    expect(snapshot.bids.map(({ kind }) => kind)).toEqual(['matched', 'automatic', 'manual', 'manual']);
  });

  it('lets a better right match a match, and a worse one not', () => {
    const { snapshot, history } = run(start, proxied);
    expect(['B07', 'B03', 'B01'].map((code) => mayMatch(snapshot, history, code))).toEqual([true, false, false]);
    const before = run(start, proxied.slice(0, 4));
    expect(['B07', 'B03'].map((code) => mayMatch(before.snapshot, before.history, code))).toEqual([true, true]);
  });

  it('strikes a void bid through, with its reason, and stands on what the book says is left', () => {
    const voided = {
      type: 'bid.voided',
      bid: 5,
      reason: '误操作',
      priceMinor: 160,
      leader: 'B01',
      nextMinimumMinor: 170,
    };
    const { snapshot, history } = run(start, [...proxied, { ...voided, seq: 6, atMs: 2_006 }]);
    expect(snapshot).toMatchObject({ priceMinor: 160, leader: 'B01', nextMinimumMinor: 170 });
    expect(snapshot.bids[0]).toMatchObject({ seq: 5, void: true });
    expect(history.voids).toEqual({ 5: '误操作' });
  });

  it('takes over from a void whether the reserve is still met, and leaves it where the void does not say', () => {
    const met = run(start, [
      ...proxied.slice(0, 4),
      { ...bid('bid.matched', 'B03', 160), seq: 5, atMs: 2_005, reserveMet: true },
    ]);
    const voided = {
      type: 'bid.voided',
      bid: 5,
      reason: '误操作',
      priceMinor: 160,
      leader: 'B01',
      seq: 6,
      atMs: 2_006,
    };
    expect(met.snapshot.reserveMet).toBe(true);
    expect(applyEvents(met, [voided]).snapshot.reserveMet).toBe(true);
    expect(applyEvents(met, [{ ...voided, reserveMet: false }]).snapshot.reserveMet).toBe(false);
  });

  it('lets the answer of a proxy fall with the bid it answered', () => {
    const voided = {
      type: 'bid.voided',
      bid: 3,
      reason: '误操作',
      priceMinor: 100,
      leader: 'B01',
      nextMinimumMinor: 110,
    };
    const { snapshot } = run(start, [...proxied.slice(0, 4), { ...voided, seq: 5, atMs: 2_005 }]);
    expect(snapshot.bids.map(({ seq, void: isVoid = false }) => [seq, isVoid])).toEqual([
      [4, true],
      [3, true],
      [1, false],
    ]);
  });

  it('tells who comes later the same story', () => {
    const events = [
      ...proxied,
      {
        seq: 6,
        atMs: 3,
        type: 'bid.voided',
        bid: 1,
        reason: '误操作',
        priceMinor: 160,
        leader: 'B03',
        nextMinimumMinor: 170,
      },
      { seq: 7, atMs: 4, type: 'auction.paused', pausedAtMs: 4, reason: '停电' },
    ];
    const watched = run(start, events);
    const bare = watched.snapshot.bids.map((one) => ({ ...one, kind: 'manual' as const, void: false }));
    const late = openRoom({ ...watched.snapshot, bids: bare.slice(1) });
    expect(recall(late, events)).toEqual(watched);
    // What is told twice, or partly, and in whichever order, is told once.
    expect(recall(recall(late, events.slice(3)), events)).toEqual(watched);
  });
});

describe('what comes after the end', () => {
  const ended = book(bid('bid.accepted', 'B01', 100), {
    type: 'auction.ended',
    endedAtMs: 10_000,
    awaits: 'firstRefusal',
    untilMs: 12_000,
    priceMinor: 100,
    leader: 'B01',
  });

  it('counts down the window of the rights, and then that of objections', () => {
    const room = run(start, ended);
    expect([periodAt(room.snapshot, 11_000), countdownMs(room.snapshot, room.history, 11_000)]).toEqual([
      'firstRefusal',
      1_000,
    ]);
    const closed = applyEvents(room, [
      { seq: 3, atMs: 11_500, type: 'right.exercised', bidder: 'B03', priceMinor: 100 },
      {
        seq: 4,
        atMs: 12_000,
        type: 'auction.closed',
        outcome: 'sold',
        priceMinor: 100,
        winner: 'B03',
        endedAtMs: 10_000,
      },
    ]);
    expect(closed.snapshot).toMatchObject({ state: 'closed', result: 'pending', winner: 'B03' });
    expect(countdownMs(closed.snapshot, closed.history, 12_400)).toBe(600);
  });

  it('follows a longer window, the best right exercised in it, and a reserve opened at the close', () => {
    const longer = applyEvents(run(start, ended), [
      { seq: 3, atMs: 11_000, type: 'auction.rescheduled', reason: '邮寄', resumesAtMs: null, awaitsUntilMs: 15_000 },
      { seq: 4, atMs: 11_500, type: 'right.exercised', bidder: 'B03', priceMinor: 100 },
    ]);
    expect(countdownMs(longer.snapshot, longer.history, 14_000)).toBe(1_000);
    expect(longer.history.notices[1]).toMatchObject({ kind: 'windowExtended', toMs: 15_000, reason: '邮寄' });
    expect(leaderOf(longer.snapshot, longer.history)).toBe('B03');
    const unsold = { seq: 5, atMs: 15_000, type: 'auction.closed', outcome: 'unsold', priceMinor: 100 };
    expect(applyEvents(longer, [{ ...unsold, reserveMinor: 900 }]).history.reserveMinor).toBe(900);
  });

  it('stops while an objection is open, and goes on to the end of its appeal', () => {
    const room = run(start, [
      ...ended,
      { seq: 3, atMs: 12_000, type: 'auction.closed', outcome: 'sold', priceMinor: 100, winner: 'B01', endedAtMs: 1 },
      { seq: 4, atMs: 12_100, type: 'objection.filed', about: 'bid', target: 1 },
    ]);
    expect([periodAt(room.snapshot, 12_200), countdownMs(room.snapshot, room.history, 12_200)]).toEqual([
      'frozen',
      null,
    ]);
    const ruled = applyEvents(room, [
      {
        seq: 5,
        atMs: 12_300,
        type: 'objection.ruled',
        objection: 4,
        upheld: false,
        annul: false,
        appealUntilMs: 13_300,
        reason: '无据',
      },
    ]);
    expect(ruled.history.objections[0]).toMatchObject({ seq: 4, target: 1, open: false, upheld: false });
    expect(countdownMs(ruled.snapshot, ruled.history, 12_400)).toBe(900);
    const lost = { sinceMs: 13_000, byMs: 500, objectUntilMs: 12_000, reason: '平台中断' };
    const longer = applyEvents(ruled, [{ seq: 6, atMs: 13_200, type: 'objection.prolonged', ...lost }]);
    expect(countdownMs(longer.snapshot, longer.history, 12_400)).toBe(1_400);
    const awarded = applyEvents(ruled, [
      { seq: 6, atMs: 13_300, type: 'auction.awarded', winner: 'B01', priceMinor: 100 },
    ]);
    expect([awarded.snapshot.result, periodAt(awarded.snapshot, 13_400)]).toEqual(['awarded', 'closed']);
  });

  it('opens sealed bids together, and names those that could not be opened', () => {
    const sealed: Snapshot = { ...start, mode: 'sealed', firstRefusal: [] };
    const room = run(
      sealed,
      book(
        { type: 'bid.sealed', bidder: 'B01' },
        { type: 'bid.sealed', bidder: 'B02' },
        { type: 'auction.ended', endedAtMs: 10_000, awaits: 'reveal', untilMs: null, priceMinor: null, leader: null },
      ),
    );
    expect(periodAt(sealed, 2_000)).toBe('sealing');
    expect(room.snapshot).toMatchObject({ bidCount: 2, priceMinor: null, awaits: 'reveal' });
    const openings = [
      { bid: 1, bidder: 'B01', amountMinor: 300, contentKey: 'k', fault: null },
      { bid: 2, bidder: 'B02', amountMinor: null, contentKey: null, fault: 'seal.unreadable' },
    ];
    const revealed = applyEvents(room, [{ seq: 4, atMs: 11_000, type: 'bids.revealed', openings }]);
    expect(revealed.history.openings).toEqual(openings);
    expect(revealed.snapshot.bids.map(({ amountMinor }) => amountMinor)).toEqual([null, 300]);
  });

  it('says when a paused or announced sale goes on', () => {
    const times = { opensAtMs: 20_000, freeEndsAtMs: 24_000, endsAtMs: 29_000, reason: '停电' };
    const moved = run(
      { ...start, state: 'announced' },
      book({ type: 'auction.rescheduled', ...times, resumesAtMs: null }),
    );
    expect(countdownMs(moved.snapshot, moved.history, 15_000)).toBe(5_000);
    expect(moved.snapshot.originalEndsAtMs).toBe(29_000);
    const paused = run(
      { ...start, state: 'paused', pausedAtMs: 2_000 },
      book({ type: 'auction.rescheduled', resumesAtMs: 8_000 }),
    );
    expect(periodAt(paused.snapshot, 3_000)).toBe('resumes');
    expect(countdownMs(paused.snapshot, paused.history, 3_000)).toBe(5_000);
  });
});
