import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AuctionView } from './answers';
import { MadeBook } from './testing/proof-books';
import { movedSince, viewOf } from './view';

const members = fc.record({
  seq: fc.integer({ min: 1 }),
  priceMinor: fc.option(fc.integer({ min: 1 })),
  leader: fc.option(fc.constantFrom('K7PM2Q', 'A2B3C4')),
  title: fc.string({ maxLength: 600 }),
  firstRefusal: fc.array(fc.constantFrom('K7PM2Q', 'A2B3C4'), { maxLength: 2 }),
});
const views = fc
  .tuple(members, fc.option(fc.constantFrom('sold', 'unsold')))
  .map(([view, outcome]) => (outcome ? { ...view, outcome } : view) as unknown as AuctionView);

describe('what moved since a record', () => {
  it('laid over the recorded view gives the view, or a new record is asked for', () => {
    fc.assert(
      fc.property(views, views, (recorded, view) => {
        const moved = movedSince(recorded, view);
        if (moved !== null) expect({ ...recorded, ...(JSON.parse(moved) as object) }).toEqual(view);
      }),
    );
  });

  it('says a bid in a few members, and asks for a new record when a member is gone or much has changed', () => {
    const recorded = { seq: 4, priceMinor: null, leader: null, title: 'x', firstRefusal: [] } as unknown as AuctionView;
    const bid = { ...recorded, seq: 5, priceMinor: 10_000, leader: 'K7PM2Q' };
    expect(movedSince(recorded, bid)).toBe('{"seq":5,"priceMinor":10000,"leader":"K7PM2Q"}');
    expect(movedSince({ ...recorded, outcome: 'sold' }, bid)).toBeNull();
    expect(movedSince(recorded, { ...bid, title: 'y'.repeat(500) })).toBeNull();
  });
});

it('of a sealed sale does not say whether unopened bids meet the reserve', () => {
  const rules = { mode: 'sealed', sealedPrice: 'first', extension: null, showReserveMet: true } as const;
  const sale = new MadeBook('x', 'ed25519-sha256').announced(rules, 10_500, ['a', 'b']);
  const trustees = ['operator', 'notary', 'regulator'].map((role, i) => ({
    role,
    organisationId: role,
    publicKey: 'ABC'[i]!.repeat(43),
  }));
  sale.give('system', { type: 'seatTrustees', trustees }).tick('open');
  sale.give('a', { type: 'seal', envelope: 'x'.repeat(64) });
  expect(viewOf(sale.state).reserveMet).toBeNull();
});
