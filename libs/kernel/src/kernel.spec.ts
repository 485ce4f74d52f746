import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import {
  canonicalJson,
  DomainError,
  fen,
  formatYuan,
  isUuid,
  isValidUscc,
  mulRate,
  newId,
  usccCheckCharacter,
} from './index';

describe('money', () => {
  it('refuses anything but safe integers', () => {
    for (const bad of [0.1, NaN, Infinity, 2 ** 53]) expect(() => fen(bad)).toThrow(DomainError);
    expect(fen(-5)).toBe(-5);
  });

  it('multiplies exactly and rounds half up', () => {
    expect(mulRate(1, 1, 2)).toBe(1);
    expect(mulRate(-1, 1, 2)).toBe(0);
    expect(mulRate(100_000_001, 5, 1000)).toBe(500_000);
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (a, n, d) => {
        const exact2d = 2n * BigInt(a) * BigInt(n) - 2n * BigInt(mulRate(a, n, d)) * BigInt(d);
        return exact2d < BigInt(d) && exact2d >= -BigInt(d);
      }),
    );
  });

  it('formats fen as yuan', () => {
    expect(formatYuan(123456789)).toBe('¥1,234,567.89');
    expect(formatYuan(-5)).toBe('-¥0.05');
  });
});

describe('canonical JSON', () => {
  it('equals the RFC 8785 library on any JSON value', () => {
    const value = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 4 });
    fc.assert(fc.property(value, (v) => canonicalJson(v) === canonicalize(v)));
  });
  it('refuses what JSON cannot hold', () => {
    expect(() => canonicalJson({ a: NaN })).toThrow('canonical.unsupported');
    expect(() => canonicalJson('\ud800')).toThrow('canonical.unsupported');
    expect(() => canonicalJson(1n)).toThrow('canonical.unsupported');
  });
});

describe('unified social credit code', () => {
  // Codes of listed companies, published in their registrations.
  it.each(['91440300708461136T', '91440300192176077R', '914401011904817725'])('knows %s', (code) => {
    expect(usccCheckCharacter(code.slice(0, 17))).toBe(code[17]);
    expect(isValidUscc(code)).toBe(true);
  });
  it('finds any single changed digit', () => {
    const code = '91440300708461136T';
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const changed = String((Number.parseInt(code[at]!, 10) + by) % 10);
        return !isValidUscc(code.slice(0, at) + changed + code.slice(at + 1));
      }),
    );
  });
});

it('ids are ordered UUIDs of version 7', async () => {
  const first = newId();
  await new Promise((resolve) => setTimeout(resolve, 2));
  const second = newId();
  expect(isUuid(first) && first[14] === '7').toBe(true);
  expect(first < second).toBe(true);
});
