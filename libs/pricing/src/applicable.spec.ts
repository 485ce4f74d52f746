import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyChangeOf, PLAIN } from '../../../test/support/any-profile';
import { bestFit, sellerTypeOf, unfitFor } from './applicable';
import { earliestDay, LEAD_MS } from './effective-day';
import { appliesTo, FORMS, PRICING_WAYS, RULES_BEFORE, SELLER_TYPES } from './sale-rules';
import { chinaDay, startOfChinaDay } from './working-days';

const kind = fc.record({
  seller: fc.constantFrom(...SELLER_TYPES),
  form: fc.constantFrom(...FORMS),
  pricingWay: fc.constantFrom(...PRICING_WAYS),
});

describe('which rules govern', () => {
  it('is told with no reason against exactly those that apply', () => {
    fc.assert(
      fc.property(anyChangeOf(PLAIN), kind, (profile, of) => {
        expect(unfitFor(profile, of).length === 0).toBe(appliesTo(profile, of));
      }),
    );
    expect(unfitFor(PLAIN, { seller: null, form: 'transfer', pricingWay: 'auction' })).toEqual(['ownership']);
  });

  it('puts what governs first, then the exchange’s own, then what was made for such a seller', () => {
    const named = (code: string, exchangeId: string | null, change: object = {}) => ({
      exchangeId,
      body: {
        ...PLAIN,
        code,
        ...change,
        sale: { ...RULES_BEFORE, ...('sale' in change ? (change.sale as object) : {}) },
      },
    });
    const profiles = [
      named('demo', null, { demo: { noticeMs: 1, publicityMs: 1 } }),
      named('all', null),
      named('private', 'own', { sale: { sellers: ['private'] } }),
      named('university', null, { sale: { sellers: ['university'] } }),
      named('own', 'own'),
    ];
    const found = bestFit(profiles, { seller: 'university', form: 'transfer', pricingWay: 'auction' });
    expect(found.map(({ profile, reasons }) => [profile.body.code, ...reasons])).toEqual([
      ['own'],
      ['university'],
      ['all'],
      ['demo'],
      ['private', 'seller'],
    ]);
  });

  it('takes a seller by who owns it', () => {
    expect(sellerTypeOf('university', null)).toBe('university');
    expect(sellerTypeOf('university', 'private')).toBe('private');
    expect(sellerTypeOf('company', 'state_owned')).toBe('state_owned');
    expect(sellerTypeOf('company', null)).toBeNull();
  });
});

describe('the first lawful day', () => {
  const YEAR_2026 = Date.parse('2026-01-01T00:00:00+08:00');
  const moment = fc.integer({ min: YEAR_2026, max: YEAR_2026 + 366 * 86_400_000 });

  it('begins at least seven days from now, and not a day later than it must', () => {
    fc.assert(
      fc.property(moment, (now) => {
        const at = startOfChinaDay(earliestDay(now, null));
        expect(at).toBeGreaterThanOrEqual(now + LEAD_MS);
        expect(at).toBeLessThan(now + LEAD_MS + 86_400_000);
      }),
    );
    const midnight = Date.parse('2026-11-24T00:00:00+08:00');
    expect(earliestDay(midnight, null)).toBe('2026-12-01');
    expect(earliestDay(midnight + 1, null)).toBe('2026-12-02');
  });

  it('is later than the version before', () => {
    fc.assert(
      fc.property(moment, moment, (now, previous) => {
        expect(startOfChinaDay(earliestDay(now, previous))).toBeGreaterThan(previous);
      }),
    );
    const now = Date.parse('2026-11-24T00:00:00+08:00');
    expect(earliestDay(now, startOfChinaDay('2026-12-20'))).toBe(chinaDay(startOfChinaDay('2026-12-21')));
  });
});
