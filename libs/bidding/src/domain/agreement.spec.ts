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
