import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { depositFor, isOnLadder, nextMinimum, stepAt } from './increments';

const increments = [
  { fromMinor: 0, stepMinor: 500_000 },
  { fromMinor: 100_000_000, stepMinor: 1_000_000 },
  { fromMinor: 500_000_000, stepMinor: 5_000_000 },
];
const rules = { increments, raise: 'multiple' as const };

describe('increments', () => {
  it('chooses the tier of the current price, upper bound exclusive', () => {
    expect(stepAt(increments, 99_999_999)).toBe(500_000);
    expect(stepAt(increments, 100_000_000)).toBe(1_000_000);
    expect(() => stepAt([], 1)).toThrow('increments.no_tier');
  });

  it('takes the start price first, then one step above', () => {
    expect(nextMinimum(rules, 1_000_000, null)).toBe(1_000_000);
    expect(nextMinimum(rules, 1_000_000, 1_000_000)).toBe(1_500_000);
  });

  it('admits whole steps under `multiple` and any higher amount under `atLeast`', () => {
    expect(isOnLadder(rules, 1_000_000, 1_000_000, 1_500_001)).toBe(false);
    expect(isOnLadder({ ...rules, raise: 'atLeast' }, 1_000_000, 1_000_000, 1_500_001)).toBe(true);
  });

  it('always admits the next minimum and any whole number of steps above it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 0, max: 50 }), (price, n) => {
        const minimum = nextMinimum(rules, 1, price);
        expect(isOnLadder(rules, 1, price, minimum + n * stepAt(increments, price))).toBe(true);
        expect(isOnLadder(rules, 1, price, minimum - 1)).toBe(false);
      }),
    );
  });

  it('computes the deposit exactly', () => {
    expect(depositFor(100_000_005, { numerator: 10, denominator: 100 })).toBe(10_000_001);
  });
});
