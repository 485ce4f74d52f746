import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REST_TO } from '@jishi/pricing';
import { sharesOf, shortfallOf, waterfall } from './waterfall';

const cost = (amountMinor: number, bearer: 'exchange' | 'seller' = 'exchange', label = '公告费') => ({
  label,
  amountMinor,
  bearer,
});

describe('the waterfall of a forfeited deposit', () => {
  it('pays costs, then the shortfall, then the rest, to the fen', () => {
    const lines = waterfall({
      depositMinor: 10_000_000,
      costs: [cost(120_001), cost(80_000, 'seller', '评估费')],
      shortfallMinor: 9_000_000,
      restTo: 'exchange',
    });
    expect(lines.map(({ what, to, paidMinor }) => [what, to, paidMinor])).toEqual([
      ['cost', 'exchange', 120_001],
      ['cost', 'seller', 80_000],
      ['shortfall', 'seller', 9_000_000],
      ['rest', 'exchange', 799_999],
    ]);
    expect(sharesOf(lines)).toEqual({ seller: 9_080_000, exchange: 920_000, bidder: 0 });
  });
  it('cuts what it cannot pay, and says what was claimed', () => {
    const lines = waterfall({ depositMinor: 100, costs: [cost(60), cost(60)], shortfallMinor: 5, restTo: 'seller' });
    expect(lines.map(({ claimedMinor, paidMinor }) => [claimedMinor, paidMinor])).toEqual([
      [60, 60],
      [60, 40],
      [5, 0],
    ]);
  });
  it('knows no shortfall where the resale brought as much', () => {
    expect(shortfallOf(100, 100)).toBe(0);
    expect(shortfallOf(100, 130)).toBe(0);
    expect(shortfallOf(100, 99)).toBe(1);
  });
  it('refuses a negative amount and a fraction of a fen', () => {
    expect(() => waterfall({ depositMinor: -1, costs: [], shortfallMinor: 0, restTo: 'seller' })).toThrow(
      'forfeiture.negative_amount',
    );
    expect(() => waterfall({ depositMinor: 10, costs: [cost(0.5)], shortfallMinor: 0, restTo: 'seller' })).toThrow(
      'money.not_integer',
    );
  });
  it('loses nothing, makes nothing, keeps the order, and pays nobody more than it claims', () => {
    const amount = fc.oneof(fc.nat(10), fc.integer({ min: 0, max: 1e12 }));
    const costs = fc.array(fc.tuple(amount, fc.constantFrom('exchange' as const, 'seller' as const)), { maxLength: 8 });
    fc.assert(
      fc.property(amount, costs, amount, fc.constantFrom(...REST_TO), (depositMinor, given, shortfallMinor, restTo) => {
        const lines = waterfall({ depositMinor, costs: given.map(([a, b]) => cost(a, b)), shortfallMinor, restTo });
        expect(lines.reduce((sum, { paidMinor }) => sum + paidMinor, 0)).toBe(depositMinor);
        for (const { paidMinor, claimedMinor } of lines) {
          expect(paidMinor).toBeGreaterThanOrEqual(0);
          expect(paidMinor).toBeLessThanOrEqual(claimedMinor);
        }
        // whoever comes later gets something only when everybody before got all of it
        lines.forEach((line, i) => {
          if (line.paidMinor > 0)
            for (const before of lines.slice(0, i)) expect(before.paidMinor).toBe(before.claimedMinor);
        });
        const shares = sharesOf(lines);
        expect(shares.seller + shares.exchange + shares.bidder).toBe(depositMinor);
        if (restTo !== 'bidder') expect(shares.bidder).toBe(0);
      }),
    );
  });
});
