import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '@jishi/kernel';
import { RULES_BEFORE, type RuleProfile, type SaleRules } from '@jishi/pricing';
import { checkPriceBasis, type PriceBasis, sellerType } from './price-basis';

const NOW = Date.parse('2026-03-02T10:00:00+08:00');
const YUAN = 100;
const basis: PriceBasis = {
  seller: 'state_owned',
  form: 'transfer',
  pricingWay: 'listing',
  priceMinor: 1_000_000 * YUAN,
  announcedExtensions: 0,
  appraisal: { amountMinor: 1_000_000 * YUAN, reference: '评备〔2026〕12号', on: '2026-02-01' },
  approval: null,
  earlier: null,
};
const approval = { reference: '国资批〔2026〕3号', authority: '市国资委', on: '2026-02-20' };
const STATE_OWNED: Partial<SaleRules> = {
  sellers: ['state_owned'],
  pricingWays: ['listing', 'auction'],
  extension: { days: { count: 5, kind: 'working' }, max: 10 },
  appraisal: { approvalBelow: { numerator: 90, denominator: 100 } },
};
const UNIVERSITY: Partial<SaleRules> = {
  sellers: ['university'],
  priceCut: { maxRate: { numerator: 20, denominator: 100 }, relistWithin: { count: 30, kind: 'calendar' } },
};

function faults(rules: Partial<SaleRules>, change: Partial<PriceBasis>): string[] {
  try {
    checkPriceBasis({ sale: { ...RULES_BEFORE, ...rules } } as RuleProfile, { ...basis, ...change }, NOW);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.errors.map(({ path, code }) => `${path} ${code}`);
  }
}
const unsold = { priceMinor: 1_000_000 * YUAN, endedAtMs: NOW - 86_400_000, nobodyCame: true };

describe('the price of a state-owned seller', () => {
  it.each<[string, Partial<PriceBasis>, string[]]>([
    ['at the appraisal', {}, []],
    ['without an appraisal', { appraisal: null }, ['appraisal.amountMinor listing.appraisal_missing']],
    ['a fen below it, the first time', { priceMinor: 100_000_000 - 1 }, ['priceMinor listing.below_appraisal']],
    ['nine tenths of it after a sale without a buyer', { priceMinor: 90_000_000, earlier: unsold }, []],
    [
      'a fen less than nine tenths',
      { priceMinor: 90_000_000 - 1, earlier: unsold },
      ['approval.reference listing.approval_missing'],
    ],
    ['less, with a written approval', { priceMinor: 80_000_000, earlier: unsold, approval }, []],
    [
      'an approval for the first time does not help',
      { priceMinor: 80_000_000, approval },
      ['priceMinor listing.below_appraisal'],
    ],
    [
      'nine tenths of it after a buyer defaulted',
      { priceMinor: 90_000_000, earlier: { ...unsold, nobodyCame: false } },
      ['priceMinor listing.below_appraisal'],
    ],
    ['negotiated', { pricingWay: 'negotiated' }, ['profileCode listing.profile_not_for']],
    ['ten extensions announced', { announcedExtensions: 10 }, []],
    ['eleven', { announcedExtensions: 11 }, ['announcedExtensions listing.too_many_extensions']],
    [
      'an appraisal of tomorrow',
      { appraisal: { ...basis.appraisal!, on: '2026-03-03' } },
      ['appraisal.on listing.day_in_future'],
    ],
  ])('%s', (_name, change, expected) => expect(faults(STATE_OWNED, change)).toEqual(expected));
});

describe('the price of a university', () => {
  const again = { seller: 'university' as const, appraisal: null, earlier: unsold };
  it('is cut by a fifth at most within thirty days of a sale without a buyer', () => {
    expect(faults(UNIVERSITY, { ...again, priceMinor: 80_000_000 })).toEqual([]);
    expect(faults(UNIVERSITY, { ...again, priceMinor: 79_999_999 })).toEqual(['priceMinor listing.cut_too_deep']);
    const old = { ...unsold, endedAtMs: NOW - 40 * 86_400_000 };
    expect(faults(UNIVERSITY, { ...again, earlier: old, priceMinor: 1 })).toEqual([]);
  });

  it('is asked under rules for universities', () => {
    expect(faults(STATE_OWNED, { ...again })).toContain('profileCode listing.profile_not_for');
  });

  it('once allowed stays allowed when it rises', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2e9 }), fc.nat(1e9), (priceMinor, more) => {
        const before = faults(UNIVERSITY, { ...again, priceMinor });
        if (before.length === 0) expect(faults(UNIVERSITY, { ...again, priceMinor: priceMinor + more })).toEqual([]);
      }),
    );
  });
});

describe('a seller', () => {
  it.each([
    ['university', null, 'university'],
    ['university', 'public_institution', 'university'],
    ['university', 'private', 'private'],
    ['company', 'state_owned', 'state_owned'],
    ['company', 'private', 'private'],
    ['company', 'public_institution', 'university'],
  ])('%s, %s is under the rules of %s', (kind, ownership, expected) =>
    expect(sellerType({ kind, ownership })).toBe(expected),
  );
  it('that has not said who owns it cannot sell', () =>
    expect(() => sellerType({ kind: 'company', ownership: null })).toThrow('listing.ownership_unknown'));
});
