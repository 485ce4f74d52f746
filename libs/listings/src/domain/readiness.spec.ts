import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PAPERS, RULES_BEFORE, type RuleProfile, type SaleRules } from '@jishi/pricing';
import type { Standing } from './as-decided';
import { type Offer, readiness, requireReady } from './readiness';

const NOW = Date.parse('2026-03-02T10:00:00+08:00');
const offer: Offer = {
  seller: 'university',
  form: 'transfer',
  pricingWay: 'auction',
  priceMinor: 100_000,
  announcedExtensions: 0,
  appraisal: null,
  approval: null,
  earlier: null,
  papers: new Set(['ownership_proof']),
  standing: null,
};
const profile = (sale: Partial<SaleRules>) =>
  ({ sources: { 'sale.papers': '规则第三条' }, sale: { ...RULES_BEFORE, ...sale } }) as unknown as RuleProfile;
const codes = (sale: Partial<SaleRules>, change: Partial<Offer> = {}): string[] =>
  readiness(profile(sale), { ...offer, ...change }, NOW).flatMap(({ faults }) => faults.map(({ code }) => code));

describe('what a listing needs', () => {
  const papers = { listing: ['ownership_proof', 'decision_minutes'] as const, application: [] };
  it('are the papers its rules name, each with its source', () => {
    const sale = { papers: { ...papers, listing: [...papers.listing] } };
    expect(codes(sale)).toEqual(['listing.paper_missing.decision_minutes']);
    const items = readiness(profile(sale), offer, NOW);
    expect(items.map(({ paper }) => paper)).toEqual([null, 'ownership_proof', 'decision_minutes']);
    expect(items[1]?.source).toBe('规则第三条');
    expect(() => requireReady(items)).toThrow('listing.not_ready');
  });

  const decided = (terms: Standing['decided'], secrecy: Standing['secrecy'] = []): Partial<Offer> => ({
    standing: { number: 'JSPL2026000001', secrecy, decided: terms },
  });
  const terms = { form: 'transfer', pricingWay: 'auction', priceMinor: 100_000 };

  it.each<[string, Partial<Offer>, string[]]>([
    ['this', decided(terms), []],
    ['a lower price', decided({ ...terms, priceMinor: 90_000 }), []],
    ['a higher price', decided({ ...terms, priceMinor: 100_001 }), ['disclosure.not_as_decided']],
    ['another way', decided({ ...terms, pricingWay: 'listing' }), ['disclosure.not_as_decided']],
    ['another form', decided({ ...terms, form: 'licence' }), ['disclosure.not_as_decided']],
    ['to keep it', decided({ form: 'retain', pricingWay: null, priceMinor: null }), ['disclosure.not_as_decided']],
    ['nothing yet', decided(null), ['disclosure.undecided']],
    ['on a secret', decided(terms, ['national_security']), ['disclosure.barred']],
  ])('is what its institution decided, whatever the rules ask: %s', (_name, change, expected) => {
    for (const requiresDecision of [true, false]) expect(codes({ requiresDecision }, change)).toEqual(expected);
  });

  it('is a decision at all where the rules ask for one', () => {
    expect(codes({ requiresDecision: true })).toEqual(['listing.decision_missing']);
    expect(codes({ requiresDecision: false })).toEqual([]);
  });

  it('is its price before anything else', () => {
    expect(() =>
      requireReady(readiness(profile({ sellers: ['private'], requiresDecision: true }), offer, NOW)),
    ).toThrow('listing.bad_basis');
  });

  it('only shrinks when papers are added', () => {
    const some = fc.subarray([...PAPERS.listing]);
    fc.assert(
      fc.property(some, some, some, (required, filed, more) => {
        const sale = { papers: { listing: required, application: [] } };
        const before = codes(sale, { papers: new Set(filed) });
        const after = codes(sale, { papers: new Set([...filed, ...more]) });
        expect(before).toEqual(expect.arrayContaining(after));
        expect(codes(sale, { papers: new Set(required) })).toEqual([]);
      }),
    );
  });
});
