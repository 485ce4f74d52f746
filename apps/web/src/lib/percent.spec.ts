import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatPercent, parsePercent } from './percent';

it('reads back every share it writes', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 10_000 }), (bps) => parsePercent(formatPercent(bps)) === bps));
});

it.each([
  ['33.3', 3_330],
  ['１００％', 10_000],
  [' 7 ', 700],
  ['0', null],
  ['100.01', null],
  ['33.333', null],
  ['a third', null],
  ['-5', null],
])('%s is %s', (text, bps) => expect(parsePercent(text)).toBe(bps));
