import { describe, expect, it } from '@jest/globals';
import { Rehearsal } from '../testing/rehearsal';
import { sampleAnnouncement } from '../testing/sample';
import type { Decision } from './auction';
import { modeOf } from './mode';
import type { AuctionRules } from './rules';
import { verifyBook } from './verify';

const codeOf = (decision: Decision): string => (decision.kind === 'accepted' ? 'accepted' : decision.code);
const KEY = 'k'.repeat(43);
const envelope = (text: string): string => text.padEnd(64, '0');
const trustees = ['operator', 'notary', 'regulator'].map((role, i) => ({
  role,
  organisationId: role,
  publicKey: 'XYZ'[i]!.repeat(43),
}));

function announced(rules: Partial<AuctionRules> = {}, reserve: number | null = null): Rehearsal {
  const sale = new Rehearsal();
  const sealed = { mode: 'sealed', sealedPrice: 'first', extension: null, ...rules } as const;
  sale.give('system', sampleAnnouncement(100_000, sealed, reserve), 1_000);
  for (const organisationId of ['a', 'b', 'c', 'd']) sale.give('system', { type: 'admit', organisationId }, 2_000);
  return sale;
}

function opened(rules: Partial<AuctionRules> = {}, reserve: number | null = null): Rehearsal {
  const sale = announced(rules, reserve);
  sale.give('system', { type: 'seatTrustees', trustees }, 3_000);
  sale.give('system', { type: 'open' }, 100_000);
  return sale;
}

const sealBid = (sale: Rehearsal, who: string, at = 110_000): string =>
  codeOf(sale.give(who, { type: 'seal', envelope: envelope(who) }, at));
const end = (sale: Rehearsal): string => codeOf(sale.give('system', { type: 'close', endsAtMs: 190_000 }, 190_000));

/** Opens the envelopes in the order of the bids; null: it could not be opened. */
function reveal(sale: Rehearsal, amounts: readonly (number | null)[]): string {
  const bids = sale.book.filter(({ type }) => type === 'bid.sealed').map(({ seq }) => seq);
  const openings = amounts.map((amountMinor, i) =>
    amountMinor === null
      ? { bid: bids[i], amountMinor, contentKey: null, fault: 'seal.broken' }
      : { bid: bids[i], amountMinor, contentKey: KEY, fault: null },
  );
  return codeOf(sale.give('system', { type: 'reveal', openings }, 191_000));
}

/** The price and the organisation that a sale of these bids, given by a, b, c and d, ends with. */
function result(amounts: readonly (number | null)[], rules: Partial<AuctionRules> = {}, reserve: number | null = null) {
  const sale = opened(rules, reserve);
  amounts.forEach((_, i) => sealBid(sale, 'abcd'[i]!));
  end(sale);
  expect(reveal(sale, amounts)).toBe('accepted');
  expect(verifyBook(sale.book).problems).toEqual([]);
  const { outcome, winner, priceMinor } = sale.state.outcome!;
  const who = [...sale.state.bidders.values()].find(({ code }) => code === winner)?.organisationId ?? null;
  return [outcome, who, priceMinor];
}

describe('sealed bids', () => {
  it('the highest wins at its own price under first price', () => {
    expect(result([12_000, 15_000, 14_000])).toEqual(['sold', 'b', 15_000]);
  });

  it('the highest wins at the second highest under second price', () => {
    expect(result([12_000, 15_000, 14_000], { sealedPrice: 'second' })).toEqual(['sold', 'b', 14_000]);
  });

  it('of equals the one sealed first wins; under second price it pays that amount', () => {
    expect(result([12_000, 15_000, 15_000])).toEqual(['sold', 'b', 15_000]);
    expect(result([12_000, 15_000, 15_000], { sealedPrice: 'second' })).toEqual(['sold', 'b', 15_000]);
  });

  it.each([
    [13_000, 14_000],
    [14_500, 14_500],
    [15_000, 15_000],
  ])('a reserve of %i counts as a bid in second price: %i', (reserve, price) => {
    expect(result([12_000, 15_000, 14_000], { sealedPrice: 'second' }, reserve)).toEqual(['sold', 'b', price]);
  });

  it('below the reserve nothing is sold', () => {
    expect(result([12_000, 15_000], {}, 15_001)).toEqual(['unsold', null, 15_000]);
  });

  it('a single bid pays the start price under second price, one below it loses', () => {
    expect(result([15_000], { sealedPrice: 'second' })).toEqual(['sold', 'a', 10_000]);
    expect(result([9_999], { sealedPrice: 'second' })).toEqual(['unsold', null, null]);
  });

  it('one that cannot be opened is on record and loses', () => {
    expect(result([12_000, null, 11_000])).toEqual(['sold', 'a', 12_000]);
  });

  it('are one each, and may be given again only after a void', () => {
    const sale = opened();
    expect(sealBid(sale, 'a')).toBe('accepted');
    const bid = sale.state.seq;
    expect(sealBid(sale, 'a')).toBe('bid.already_sealed');
    sale.give('operator:u', { type: 'void', bid, reason: '无效', approvedBy: 'operator:v' }, 111_000);
    expect(sealBid(sale, 'a', 112_000)).toBe('accepted');
  });

  it('bind their bidder, show no price, and never extend', () => {
    const sale = opened();
    sealBid(sale, 'a', 189_999);
    expect(codeOf(sale.give('operator:u', { type: 'exclude', organisationId: 'a', reason: 'x' }, 189_999))).toBe(
      'bidder.has_standing_bid',
    );
    const view = modeOf(sale.state.rules!).view(sale.state.mode, sale.state);
    expect(view).toMatchObject({ priceMinor: null, leader: null, bidCount: 1 });
    expect(sale.state.endsAtMs).toBe(190_000);
    expect(sale.book.at(-1)!.publicText).not.toContain(envelope('a'));
  });

  it('do not open without the keys of all three trustees', () => {
    const sale = announced();
    expect(codeOf(sale.give('system', { type: 'open' }, 100_000))).toBe('sealed.no_trustees');
    const two = trustees.slice(0, 2);
    expect(codeOf(sale.give('system', { type: 'seatTrustees', trustees: [...two, two[0]] }, 3_000))).toBe(
      'command.malformed',
    );
    expect(codeOf(sale.give('system', { type: 'seatTrustees', trustees: [...two, null] }, 3_000))).toBe(
      'command.malformed',
    );
  });

  it('are opened all together, after the end, once', () => {
    const sale = opened();
    sealBid(sale, 'a');
    sealBid(sale, 'b');
    expect(reveal(sale, [12_000, 13_000])).toBe('auction.already_open');
    end(sale);
    expect(sale.state).toMatchObject({ phase: 'ended', awaits: 'reveal', outcome: null });
    expect(reveal(sale, [12_000])).toBe('reveal.not_all_bids');
    expect(reveal(sale, [12_000, 13_000])).toBe('accepted');
    expect(reveal(sale, [12_000, 19_000])).toBe('auction.closed_to_bids');
  });

  it('a sale without one closes at its end', () => {
    const sale = opened();
    end(sale);
    expect(sale.state.outcome).toMatchObject({ outcome: 'unsold', priceMinor: null });
  });

  it('a right of first refusal may match what was opened', () => {
    const sale = announced({ firstRefusalWindowMs: 60_000 });
    sale.give('system', { type: 'admit', organisationId: 'holder', firstRefusalRank: 1 }, 2_500);
    sale.give('system', { type: 'seatTrustees', trustees }, 3_000);
    sale.give('system', { type: 'open' }, 100_000);
    sealBid(sale, 'a');
    end(sale);
    reveal(sale, [15_000]);
    expect(sale.state).toMatchObject({ phase: 'ended', awaits: 'firstRefusal', awaitsUntilMs: 251_000 });
    expect(codeOf(sale.give('holder', { type: 'match', priceMinor: 15_000 }, 200_000))).toBe('accepted');
    sale.give('system', { type: 'close', endsAtMs: 251_000 }, 251_000);
    const holder = sale.state.bidders.get('holder')!.code;
    expect(sale.state.outcome).toMatchObject({ outcome: 'sold', winner: holder, priceMinor: 15_000 });
  });
});
