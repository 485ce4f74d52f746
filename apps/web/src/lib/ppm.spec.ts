import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsePpm, plainPpm } from './ppm';

it('percent are read as they are written, exactly', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), (ppm) => expect(parsePpm(plainPpm(ppm))).toBe(ppm)));
  expect(parsePpm('３３.３３３３％')).toBe(333_333);
  for (const bad of ['', '100.0001', '1.00001', '-1', 'x', '1e2']) expect(parsePpm(bad)).toBeNull();
});
