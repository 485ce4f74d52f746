import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { yuan } from '@jishi/kernel';
import { buyerFee, computeFees, sellerFee } from './fees';
import type { FeeTable } from './rule-profile';

const permille = (numerator: number) => ({ numerator, denominator: 10_000 });
const share = (numerator: number) => ({ numerator, denominator: 100 });
const table: FeeTable = {
  seller: [
    { upToMinor: yuan(1_000_000), rate: permille(50), excessRate: share(10) },
    { upToMinor: yuan(10_000_000), rate: permille(25), excessRate: share(10) },
    { upToMinor: yuan(100_000_000), rate: permille(15), excessRate: share(5) },
    { upToMinor: null, rate: permille(10), excessRate: share(5) },
  ],
  buyerCompetitive: [
    { upToMinor: yuan(2_000_000), rate: share(5) },
    { upToMinor: yuan(10_000_000), rate: share(4) },
    { upToMinor: null, rate: share(3) },
  ],
  buyerNegotiated: [{ upToMinor: null, rate: permille(50) }],
  minimumMinor: yuan(1000),
};
const price = fc.integer({ min: 1, max: yuan(20_000_000_000) });

describe('fees', () => {
  it('gives the published example: listed 5M, sold 8M after bidding', () => {
    const fees = computeFees(table, {
      listingPriceMinor: yuan(5_000_000),
      dealPriceMinor: yuan(8_000_000),
      competitive: true,
    });
    expect(fees.seller.amountMinor).toBe(yuan(315_000));
    expect(fees.buyer.amountMinor).toBe(yuan(340_000));
    expect(fees.seller.lines.map((line) => line.amountMinor)).toEqual([yuan(5_000), yuan(10_000), yuan(300_000)]);
    expect(fees.buyer.lines.map((line) => line.amountMinor)).toEqual([yuan(100_000), yuan(240_000)]);
  });

  it('asks at least the minimum of each side, and says so', () => {
    const small = { listingPriceMinor: yuan(1_000), dealPriceMinor: yuan(1_000), competitive: false };
    const fees = computeFees(table, small);
    expect([fees.seller.amountMinor, fees.buyer.amountMinor]).toEqual([yuan(1000), yuan(1000)]);
    expect(fees.seller.lines.at(-1)?.kind).toBe('minimum');
  });

  it('takes the lower excess rate in the higher bands', () => {
    const fee = sellerFee(table, {
      listingPriceMinor: yuan(20_000_000),
      dealPriceMinor: yuan(21_000_000),
      competitive: true,
    });
    expect(fee.lines.at(-1)).toMatchObject({ kind: 'excess', amountMinor: yuan(50_000) });
  });

  it('refuses a price that is not positive', () => {
    expect(() => buyerFee(table, { listingPriceMinor: 1, dealPriceMinor: 0, competitive: true })).toThrow(
      'fees.price_not_positive',
    );
  });

  it('has lines that add up, in whole fen, never under the minimum', () => {
    fc.assert(
      fc.property(price, price, fc.boolean(), (listingPriceMinor, dealPriceMinor, competitive) => {
        const { seller, buyer } = computeFees(table, { listingPriceMinor, dealPriceMinor, competitive });
        for (const fee of [seller, buyer]) {
          expect(Number.isSafeInteger(fee.amountMinor)).toBe(true);
          expect(fee.lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(fee.amountMinor);
          expect(fee.amountMinor).toBeGreaterThanOrEqual(table.minimumMinor);
        }
        const banded = seller.lines.filter((line) => line.kind === 'band');
        expect(banded.reduce((sum, line) => sum + line.baseMinor, 0)).toBe(listingPriceMinor);
      }),
    );
  });

  it('is marginal: one fen more never costs the buyer more than a fen, nor less than before', () => {
    fc.assert(
      fc.property(price, (dealPriceMinor) => {
        const at = (deal: number) =>
          buyerFee(table, { listingPriceMinor: 1, dealPriceMinor: deal, competitive: true }).amountMinor;
        const rise = at(dealPriceMinor + 1) - at(dealPriceMinor);
        expect(rise).toBeGreaterThanOrEqual(0);
        expect(rise).toBeLessThanOrEqual(1);
      }),
    );
  });
});
