import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDecimal, percent, plainDecimal } from './decimal';

describe('decimals', () => {
  it('are read exactly, or not at all', () => {
    expect(parseDecimal('12.5', 4)).toBe(125_000);
    expect(parseDecimal(' −1,234.50 ', 2)).toBe(-123_450);
    expect(parseDecimal('０.1', 6)).toBe(100_000);
    expect(parseDecimal('1.0000000', 2)).toBe(100);
    for (const bad of ['', '.', '1.', '1e3', '1.001', 'abc', '--1', '9999999999999999'])
      expect([bad, parseDecimal(bad, 2)]).toEqual([bad, null]);
    expect(Object.is(parseDecimal('-0', 2), 0)).toBe(true);
    expect(percent(125_000)).toBe('12.5%');
  });

  it('come back as they went', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom(2, 4, 6), (value, places) => {
        expect(parseDecimal(plainDecimal(value, places), places)).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});
