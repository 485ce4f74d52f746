import { describe, expect, it } from '@jest/globals';
import type { PublicEvent } from '@jishi/bidding';
import { checkBook } from './book-check';

const auctionId = '0192f0c1-1111-7abc-8def-000000000001';
const of = (seq: number, type: string, data: object) =>
  ({ auctionId, seq, atMs: 1000 + seq, type, privateHash: null, ...data }) as unknown as PublicEvent;
const bid = (seq: number, bidder: string, amountMinor: number) =>
  of(seq, 'bid.accepted', { bidder, amountMinor, arrivedAtMs: 1000 + seq, endsAtMs: 9000 });
const book = () => [
  of(1, 'auction.announced', { endsAtMs: 9000 }),
  of(2, 'auction.opened', { endsAtMs: 9000 }),
  bid(3, 'B01', 100),
  bid(4, 'B02', 200),
  of(5, 'auction.closed', { outcome: 'sold', winner: 'B02', priceMinor: 200, endedAtMs: 9000 }),
];
const receipts = [
  { seq: 3, bidder: 'B01', amountMinor: 100 },
  { seq: 4, bidder: 'B02', amountMinor: 200 },
];
const replaced = (index: number, event: PublicEvent) => book().map((old, i) => (i === index ? event : old));

describe('book check', () => {
  it('accepts a true book', () => {
    expect(checkBook(book(), receipts)).toMatchObject({ events: 5, bids: 2, winner: 'B02', priceMinor: 200 });
  });

  it.each([
    ['a missing event', book().filter(({ seq }) => seq !== 3), [], 'missing'],
    ['a falling price', replaced(3, bid(4, 'B02', 100)), [], 'fell'],
    ['a lost bid', replaced(2, of(3, 'command.rejected', {})), receipts, 'acknowledged as 3'],
    ['a changed amount', replaced(2, bid(3, 'B01', 101)), receipts, 'acknowledged as 3'],
    ['a bid counted twice', book(), [...receipts, { seq: 3, bidder: 'B01', amountMinor: 100 }], 'two receipts'],
    ['another winner', replaced(4, of(5, 'auction.closed', { winner: 'B01', priceMinor: 200 })), [], 'winner'],
    ['no close', book().slice(0, 4), [], 'not closed'],
    ['events after the close', [...book(), bid(6, 'B01', 300)], [], 'follows the close'],
    ['a bid after the end', replaced(3, { ...bid(4, 'B02', 200), arrivedAtMs: 9000 }), [], 'after the end'],
    [
      'another history',
      book(),
      [{ seq: 3, bidder: 'B01', amountMinor: 100, head: { seq: 3, root: checkBook(book(), []).root } }],
      'another history',
    ],
    ['another leaf', book(), [{ seq: 3, bidder: 'B01', amountMinor: 100, leafHash: 'ab' }], 'another leaf'],
  ])('finds %s', (_, events, acknowledged, fault) => {
    expect(() => checkBook(events, acknowledged)).toThrow(fault);
  });

  it('a receipt fits the history it was given for, whatever came later', () => {
    const closedAfterThree = [...book().slice(0, 3), of(4, 'auction.closed', { winner: 'B01', priceMinor: 100 })];
    const { root } = checkBook(closedAfterThree, []);
    const receipt = { seq: 3, bidder: 'B01', amountMinor: 100, head: { seq: 4, root } };
    expect(() => checkBook(closedAfterThree, [receipt])).not.toThrow();
    expect(() => checkBook(book(), [receipt])).toThrow('another history');
  });

  it('every change of an event changes the root', () => {
    const { root } = checkBook(book(), []);
    expect(checkBook(replaced(0, of(1, 'auction.announced', { endsAtMs: 9001 })), []).root).not.toBe(root);
  });
});
