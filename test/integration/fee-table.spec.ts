import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buyerFee, computeFees, type FeeTable, type RuleProfile, sellerFee, sourceOf } from '@jishi/pricing';
import { testDatabase, type TestDatabase } from '../support/postgres';

/*
 * The Guangzhou table as it stands in the shipped rules, and what it comes to, computed by hand. All in fen. A band ends with
 * its edge; each line is rounded half up to a fen, so at an edge one fen more or less rarely shows: a thousand do.
 */
const M = 100_000_000;

let db: TestDatabase;
let profiles: RuleProfile[];
let table: FeeTable;
beforeAll(async () => {
  db = await testDatabase();
  const found = await db.database.query<{ body: RuleProfile }>(
    `select distinct on (code) body from rule_profile where code like 'gz-%' and code not like 'gz-demo%' order by code, version desc`,
  );
  profiles = found.map(({ body }) => body);
  table = profiles.find(({ code }) => code === 'gz-university')!.fees;
});
afterAll(() => db.drop());

const sell = (listing: number, deal = listing) =>
  sellerFee(table, { listingPriceMinor: listing, dealPriceMinor: deal, competitive: true }).amountMinor;
const buy = (deal: number, competitive = true) =>
  buyerFee(table, { listingPriceMinor: 1, dealPriceMinor: deal, competitive }).amountMinor;

describe('the fee table of the shipped rules', () => {
  it('is data of every one of them, each part with its source', () => {
    expect(profiles.map(({ code }) => code)).toEqual([
      'gz-private',
      'gz-state-asset',
      'gz-state-owned',
      'gz-university',
    ]);
    for (const profile of profiles) {
      expect(profile.fees).toEqual(table);
      for (const part of ['seller', 'buyerCompetitive', 'buyerNegotiated', 'minimumMinor'])
        expect(sourceOf(profile.sources, `fees.${part}`)).toContain('广州');
    }
  });

  it('gives the published example: listed 5M, sold 8M after bidding', () => {
    const fees = computeFees(table, { listingPriceMinor: 5 * M, dealPriceMinor: 8 * M, competitive: true });
    expect([fees.seller.amountMinor, fees.buyer.amountMinor]).toEqual([31_500_000, 34_000_000]);
  });

  it.each([
    // 99,999,999 × 5‰ = 499,999.995 → 500,000; above, 2.5‰ of what is above
    ['a thousand under 1M', M - 1_000, 499_995],
    ['a fen under 1M', M - 1, 500_000],
    ['1M', M, 500_000],
    ['a fen over 1M', M + 1, 500_000],
    ['a thousand over 1M', M + 1_000, 500_003],
    // 500,000 + 2.5‰ of 9M = 2,750,000; above, 1.5‰
    ['a thousand under 10M', 10 * M - 1_000, 2_749_998],
    ['a fen under 10M', 10 * M - 1, 2_750_000],
    ['10M', 10 * M, 2_750_000],
    ['a fen over 10M', 10 * M + 1, 2_750_000],
    ['a thousand over 10M', 10 * M + 1_000, 2_750_002],
    // 2,750,000 + 1.5‰ of 90M = 16,250,000; above, 1‰
    ['a thousand under 100M', 100 * M - 1_000, 16_249_999],
    ['a fen under 100M', 100 * M - 1, 16_250_000],
    ['100M', 100 * M, 16_250_000],
    ['a fen over 100M', 100 * M + 1, 16_250_000],
    ['a thousand over 100M', 100 * M + 1_000, 16_250_001],
    ['1bn', 1_000 * M, 106_250_000],
  ])('the seller pays for a listing price of %s', (_, listing, fee) => expect(sell(listing)).toBe(fee));

  it.each([
    // the share of the excess goes by the band of the listing price: 10% up to 10M and with it, 5% above
    ['at 1M', M, M + 1_000, 500_100],
    ['a fen over 1M', M + 1, M + 1_001, 500_100],
    ['a fen under 10M', 10 * M - 1, 10 * M + 999, 2_750_100],
    ['at 10M', 10 * M, 10 * M + 1_000, 2_750_100],
    ['a fen over 10M', 10 * M + 1, 10 * M + 1_001, 2_750_050],
    ['at 100M', 100 * M, 100 * M + 1_000, 16_250_050],
    // 0.4 of a fen is none, half a fen is one
    ['by 4 fen', M, M + 4, 500_000],
    ['by 5 fen', M, M + 5, 500_001],
    // sold under the listing price: no excess, and the listing price counts
    ['below', 10 * M, 9 * M, 2_750_000],
  ])('the seller’s share of the excess %s', (_, listing, deal, fee) => expect(sell(listing, deal)).toBe(fee));

  it.each([
    // 5% of 2M = 10,000,000; above, 4%
    ['twenty under 2M', 2 * M - 20, 9_999_999],
    ['a fen under 2M', 2 * M - 1, 10_000_000],
    ['2M', 2 * M, 10_000_000],
    ['a fen over 2M', 2 * M + 1, 10_000_000],
    ['25 over 2M', 2 * M + 25, 10_000_001],
    // 10,000,000 + 4% of 8M = 42,000,000; above, 3%
    ['a fen under 10M', 10 * M - 1, 42_000_000],
    ['10M', 10 * M, 42_000_000],
    ['a fen over 10M', 10 * M + 1, 42_000_000],
    ['a hundred over 10M', 10 * M + 100, 42_000_003],
    // 42,000,000 + 3% of 40M = 162,000,000; the published table ends here, its last rate goes on
    ['50M', 50 * M, 162_000_000],
    ['a fen over 50M', 50 * M + 1, 162_000_000],
    ['a hundred over 50M', 50 * M + 100, 162_000_003],
  ])('the buyer pays after bidding for a deal of %s', (_, deal, fee) => expect(buy(deal)).toBe(fee));

  it.each([
    ['1M', M, 500_000],
    ['a fen over 1M', M + 1, 500_000],
    // 500,000 + 2.5‰ of 7M
    ['8M, fifteen times less than after bidding', 8 * M, 2_250_000],
    ['10M', 10 * M, 2_750_000],
    ['100M', 100 * M, 16_250_000],
  ])('the buyer pays by agreement with a single candidate for a deal of %s', (_, deal, fee) =>
    expect(buy(deal, false)).toBe(fee),
  );

  it.each([
    // 1,000 yuan is 5‰ of 200,000 and 5% of 20,000
    ['of a fen', () => sell(1), 100_000],
    ['just under', () => sell(19_999_800), 100_000],
    ['reached', () => sell(20_000_000), 100_000],
    ['passed', () => sell(20_000_200), 100_001],
    ['of a buyer just under', () => buy(1_999_980), 100_000],
    ['of a buyer reached', () => buy(2_000_000), 100_000],
    ['of a buyer passed', () => buy(2_000_020), 100_001],
    ['of a buyer by agreement', () => buy(19_999_800, false), 100_000],
  ])('the minimum %s', (_, fee, expected) => expect(fee()).toBe(expected));
});
