import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Rehearsal } from '../testing/rehearsal';
import { sampleAnnouncement } from '../testing/sample';
import type { Decision } from './auction';
import type { Command } from './commands';
import { factsOf } from './facts';
import type { AuctionRules } from './rules';
import { unseal } from './seal';
import { verifyBook } from './verify';

const codeOf = (decision: Decision): string => (decision.kind === 'accepted' ? 'accepted' : decision.code);

/** A listing's sale at the moment of its opening, with these candidates admitted. */
function listed(candidates: readonly string[], rules: Partial<AuctionRules> = {}): Rehearsal {
  const sale = new Rehearsal();
  sale.give('system', sampleAnnouncement(100_000, { soleCandidate: 'agreement', ...rules }), 1_000);
  for (const organisationId of candidates) sale.give('system', { type: 'admit', organisationId }, 2_000);
  return sale;
}
const agree = (organisationId: string, offerMinor: number | null): Command => ({
  type: 'agree',
  organisationId,
  offerMinor,
});

describe('a listing', () => {
  it.each([
    [null, 10_000],
    [9_000, 10_000],
    [12_345, 12_345],
  ])('with one candidate that offers %s is agreed at %s', (offer, priceMinor) => {
    const sale = listed(['a']);
    expect(codeOf(sale.give('system', { type: 'open' }, 100_000))).toBe('auction.sole_candidate');
    expect(codeOf(sale.give('system', agree('a', offer), 100_000))).toBe('accepted');
    const winner = sale.state.bidders.get('a')!.code;
    expect(sale.state).toMatchObject({ phase: 'closed', outcome: { outcome: 'sold', winner, priceMinor } });
    expect(sale.book.slice(-3).map(({ type }) => type)).toEqual([
      'auction.agreed',
      'auction.closed',
      'auction.awarded',
    ]);
    const facts = sale.book.flatMap((event) => factsOf(unseal(event), sale.state).map(({ payload }) => payload));
    expect(facts).toMatchObject([{ outcome: 'sold', priceMinor, winnerId: 'a' }]);
    expect(verifyBook(sale.book)).toMatchObject({ ok: true });
    expect(sale.replayed()).toEqual(sale.state);
  });

  it('with several goes to bidding, with none opens and stays unsold', () => {
    for (const candidates of [[], ['a', 'b']]) {
      const sale = listed(candidates);
      expect(codeOf(sale.give('system', agree('a', 50_000), 100_000))).toBe('auction.premature');
      expect(codeOf(sale.give('system', { type: 'open' }, 100_000))).toBe('accepted');
    }
  });

  it('counts candidates as they are at the opening', () => {
    const sale = listed(['a', 'b']);
    sale.give('operator:o', { type: 'exclude', organisationId: 'b', reason: '撤回申请' }, 3_000);
    expect(codeOf(sale.give('system', { type: 'open' }, 100_000))).toBe('auction.sole_candidate');
    expect(codeOf(sale.give('system', agree('b', null), 100_000))).toBe('auction.premature');
    expect(codeOf(sale.give('system', agree('a', null), 99_999))).toBe('auction.premature');
    expect(codeOf(sale.give('a', agree('a', null), 100_000))).toBe('auction.not_permitted');
    expect(codeOf(sale.give('system', agree('a', null), 100_000))).toBe('accepted');
  });

  it('waits for objections to the agreement like to any result', () => {
    const sale = listed(['a'], { objectionWindowMs: 1_000 });
    sale.give('system', agree('a', null), 100_000);
    expect(sale.state.result).toBe('pending');
    expect(codeOf(sale.give('system', { type: 'award' }, 101_000))).toBe('accepted');
    expect(verifyBook(sale.book)).toMatchObject({ ok: true });
  });

  it('of any other kind is bid for by one alone', () => {
    const sale = new Rehearsal();
    sale.give('system', sampleAnnouncement(100_000), 1_000);
    sale.give('system', { type: 'admit', organisationId: 'a' }, 2_000);
    expect(codeOf(sale.give('system', agree('a', null), 100_000))).toBe('auction.premature');
    expect(codeOf(sale.give('system', { type: 'open' }, 100_000))).toBe('accepted');
  });

  it.each([
    ['no offer, no bid', undefined, null, 10_000],
    ['an offer, no bid', 15_000, null, 15_000],
    ['an offer above its bid', 15_000, 10_000, 15_000],
    ['a bid above its offer', 15_000, 20_000, 20_000],
  ] as const)(
    'whose only candidate comes after the opening, with %s, is agreed all the same',
    (_, offer, bid, price) => {
      const sale = listed([]);
      sale.give('system', { type: 'open' }, 100_000);
      const offered = offer === undefined ? {} : { offerMinor: offer };
      sale.give('system', { type: 'admit', organisationId: 'a', ...offered }, 100_500);
      if (bid !== null) expect(codeOf(sale.give('a', { type: 'bid', amountMinor: bid }, 100_600))).toBe('accepted');
      const { endsAtMs } = sale.state;
      expect(codeOf(sale.give('system', { type: 'close', endsAtMs }, endsAtMs))).toBe('accepted');
      const winner = sale.state.bidders.get('a')!.code;
      expect(sale.state).toMatchObject({ phase: 'closed', outcome: { outcome: 'sold', winner, priceMinor: price } });
      expect(verifyBook(sale.book)).toMatchObject({ ok: true });
      expect(sale.replayed()).toEqual(sale.state);
    },
  );

  it('that several came to is bid for, whatever they had offered', () => {
    const sale = listed([]);
    sale.give('system', { type: 'open' }, 100_000);
    for (const organisationId of ['a', 'b'])
      sale.give('system', { type: 'admit', organisationId, offerMinor: 50_000 }, 100_500);
    sale.give('a', { type: 'bid', amountMinor: 10_000 }, 100_600);
    const { endsAtMs } = sale.state;
    sale.give('system', { type: 'close', endsAtMs }, endsAtMs);
    expect(sale.state.outcome).toMatchObject({ outcome: 'sold', priceMinor: 10_000 });
    expect(verifyBook(sale.book)).toMatchObject({ ok: true });
  });

  it('lets nobody in whose deposit came after its term', () => {
    const sale = listed([]);
    const admit = { type: 'admit', organisationId: 'a', paidUntilMs: 100_000 } as const;
    expect(codeOf(sale.give('system', admit, 100_000))).toBe('bidder.deposit_late');
    expect(codeOf(sale.give('system', admit, 99_999))).toBe('accepted');
  });

  it('is never agreed below its price, nor with one of several', () => {
    fc.assert(
      fc.property(
        fc.subarray(['a', 'b', 'c']),
        fc.constantFrom('a', 'b', 'c'),
        fc.option(fc.integer({ min: 0, max: 1_000_000 })),
        fc.integer({ min: 2_000, max: 200_000 }),
        (candidates, who, offer, at) => {
          const sale = listed(candidates);
          const agreed = codeOf(sale.give('system', agree(who, offer), at)) === 'accepted';
          expect(agreed).toBe(at >= 100_000 && candidates.length === 1 && candidates[0] === who);
          if (agreed) expect(sale.state.outcome!.priceMinor).toBe(Math.max(10_000, offer ?? 0));
          expect(verifyBook(sale.book)).toMatchObject({ ok: true });
        },
      ),
    );
  });
});
