import { describe, expect, it } from '@jest/globals';
import type { Ack, PublicEvent } from '@jishi/bidding';
import { type Asked, type History, unfairness } from './fairness';

const rules = {
  startPriceMinor: 100,
  increments: [
    { fromMinor: 0, stepMinor: 10 },
    { fromMinor: 200, stepMinor: 50 },
  ],
};

/** A book out of types and the fields that matter. */
function bookOf(...lines: [string, Record<string, unknown>][]): PublicEvent[] {
  const head: [string, Record<string, unknown>][] = [['auction.announced', { rules, endsAtMs: 1_000 }]];
  return [...head, ...lines].map(
    ([type, data], i) => ({ auctionId: 'x', seq: i + 1, atMs: i, privateHash: null, type, ...data }) as PublicEvent,
  );
}
const bid = (bidder: string, amountMinor: number, more = {}): [string, Record<string, unknown>] => [
  'bid.accepted',
  { bidder, amountMinor, arrivedAtMs: 500, endsAtMs: 1_000, ...more },
];
const close = (more = {}): [string, Record<string, unknown>] => [
  'auction.closed',
  { outcome: 'sold', winner: 'A', priceMinor: 110, endedAtMs: 1_000, ...more },
];
const accepted = (seq: number): Ack => ({ accepted: true, seq }) as Ack;
const refused = (code: string, seq: number | null = null): Ack => ({ accepted: false, seq, code }) as Ack;
const asked = (
  commandId: string,
  amountMinor: number,
  ack: Ack,
  sentAtMs = 0,
  answeredAtMs = sentAtMs + 10,
): Asked => ({
  commandId,
  bidder: 'A',
  amountMinor,
  sentAtMs,
  answeredAtMs,
  ack,
});
const codes = (history: Partial<History>): string[] =>
  unfairness({ asked: [], events: [], incidents: new Set(), clockErrorMs: 5, ...history }).map(({ code }) => code);

describe('the fairness checker', () => {
  it('finds nothing in a fair sale', () => {
    const events = bookOf(
      bid('A', 100),
      bid('B', 110),
      ['command.rejected', { arrivedAtMs: 600 }],
      bid('A', 200),
      close(),
    );
    const history = [
      asked('c1', 100, accepted(2)),
      asked('c2', 50, refused('bid.below_minimum', 4), 20),
      asked('c3', 200, accepted(5), 40),
      asked('c4', 300, refused('auction.closed_to_bids'), 1_001),
    ];
    expect(codes({ events, asked: history })).toEqual([]);
  });

  it.each([
    ['price.fell', bookOf(bid('A', 100), bid('B', 90))],
    ['bid.below_step', bookOf(bid('A', 90))],
    ['bid.below_step', bookOf(bid('A', 200), bid('B', 240))],
    ['bid.after_end', bookOf(bid('A', 100, { arrivedAtMs: 1_000 }))],
    ['bid.after_close', bookOf(bid('A', 110), close(), bid('B', 200))],
    ['close.twice', bookOf(bid('A', 110), close(), close())],
    ['winner.none', bookOf(bid('A', 110), close({ winner: null }))],
    ['winner.other', bookOf(bid('A', 110), close(), ['auction.awarded', { winner: 'B' }])],
    ['end.shortened', bookOf(['auction.extended', { endsAtMs: 900 }])],
    ['book.gap', bookOf(bid('A', 110), bid('B', 120)).toSpliced(1, 1)],
    ['book.time_backwards', bookOf(['auction.opened', { atMs: -1 }])],
  ])('finds %s in a book', (code, events) => {
    expect(codes({ events })).toContain(code);
  });

  it('a void takes its price with it, a proxy need not rise by a step', () => {
    const voided: [string, Record<string, unknown>] = ['bid.voided', { priceMinor: 100, leader: 'A' }];
    const automatic: [string, Record<string, unknown>] = [...bid('A', 117)];
    automatic[0] = 'bid.automatic';
    expect(codes({ events: bookOf(bid('A', 100), bid('B', 150), voided, bid('B', 110), automatic) })).toEqual([]);
  });

  it.each([
    ['bid.lost', [asked('c1', 100, accepted(9))]],
    ['bid.lost', [asked('c1', 120, accepted(2))]],
    ['answer.contradicts_book', [asked('c1', 100, refused('bid.below_minimum', 2))]],
    ['answer.shared', [asked('c1', 100, accepted(2)), asked('c2', 100, accepted(2))]],
    ['refused.in_time', [asked('c1', 100, refused('auction.closed_to_bids'), 900)]],
    ['refused.off_the_record', [asked('c1', 100, refused('auction.unsequenced'), 990)]],
  ])('finds %s in what clients were told', (code, history) => {
    expect(codes({ events: bookOf(bid('A', 100), bid('B', 110), close()), asked: history })).toContain(code);
  });

  it('finds who was overtaken: sent after another one had its answer, and yet before it in the book', () => {
    const events = bookOf(bid('A', 100), bid('A', 110), bid('A', 120));
    const [first, second] = [asked('c1', 110, accepted(3), 0, 10), asked('c2', 100, accepted(2), 11, 20)];
    expect(codes({ events, asked: [first, second] })).toEqual(['order.overtaken']);
    // Under way at the same time: either order is fair.
    expect(codes({ events, asked: [first, { ...second, sentAtMs: 9 }] })).toEqual([]);
  });

  it('what is on record as an incident is not unfair', () => {
    const history = { asked: [asked('c1', 100, refused('auction.unsequenced'), 990)], incidents: new Set(['c1']) };
    expect(codes({ ...history, events: bookOf(bid('A', 110), close()) })).toEqual([]);
  });
});
