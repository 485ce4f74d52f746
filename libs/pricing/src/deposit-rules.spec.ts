import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEPOSIT_DEFAULTS, DEPOSIT_SOURCES, depositMinor, depositRulesOf } from './deposit-rules';

const rate = (numerator: number) => ({ numerator, denominator: 100 });
const BOUNDS = { depositRate: rate(10), depositRateMin: rate(5), depositRateMax: rate(20) };

describe('the amount of a deposit', () => {
  it('is the rate, or one fixed amount within the bounds of law', () => {
    expect(depositMinor(BOUNDS, 100_000_000)).toBe(10_000_000);
    expect(depositMinor({ ...BOUNDS, deposits: { fixedMinor: 7_000_000 } }, 100_000_000)).toBe(7_000_000);
    expect(depositMinor({ ...BOUNDS, deposits: { fixedMinor: 7_000_000 } }, 1_000_000_000)).toBe(50_000_000);
    expect(depositMinor({ ...BOUNDS, deposits: { fixedMinor: 7_000_000 } }, 10_000_000)).toBe(2_000_000);
  });
  it('is never nothing, and a fixed one never leaves the bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e13 }), fc.option(fc.integer({ min: 1, max: 1e13 })), (price, fixed) => {
        const amount = depositMinor(
          { ...BOUNDS, ...(fixed === null ? {} : { deposits: { fixedMinor: fixed } }) },
          price,
        );
        expect(amount).toBeGreaterThanOrEqual(1);
        expect(Number.isSafeInteger(amount)).toBe(true);
        expect(amount).toBeLessThanOrEqual(Math.max(1, Math.floor(price / 5) + 1));
        expect(amount).toBeGreaterThanOrEqual(Math.floor(price / 20) - 1);
      }),
    );
  });
});

it('what a profile does not say of deposits is said here, each with its source', () => {
  expect(depositRulesOf({})).toEqual(DEPOSIT_DEFAULTS);
  expect(depositRulesOf({ deposits: { restTo: 'bidder' } })).toEqual({ ...DEPOSIT_DEFAULTS, restTo: 'bidder' });
  for (const rule of Object.keys(DEPOSIT_DEFAULTS)) expect(DEPOSIT_SOURCES).toHaveProperty(rule);
});
