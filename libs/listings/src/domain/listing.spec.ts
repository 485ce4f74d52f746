import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '@jishi/kernel';
import { FIELD_CODES } from './fields';
import { PRICING_WAYS } from '@jishi/pricing';
import { checkTerms, type ListingTerms, MAX_PRICE_MINOR } from './listing-terms';
import { mediaTypeOf } from './sniff';
import { suggestField } from './suggest-field';

describe('terms', () => {
  const terms: ListingTerms = {
    form: 'transfer',
    pricingWay: 'auction',
    priceMinor: 100,
    reserveMinor: null,
    transferorId: 'seller',
    transfereeId: null,
  };
  const problems = (change: Partial<ListingTerms>): string[] => {
    try {
      checkTerms({ ...terms, ...change });
      return [];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return error.errors.map(({ code }) => code);
    }
  };

  it.each<[Partial<ListingTerms>, string[]]>([
    [{}, []],
    [{ priceMinor: 0 }, ['listing.bad_price']],
    [{ priceMinor: 1.5 }, ['listing.bad_price']],
    [{ priceMinor: MAX_PRICE_MINOR + 1 }, ['listing.bad_price']],
    [{ reserveMinor: 99 }, ['listing.reserve_below_start']],
    [{ reserveMinor: 100 }, []],
    [{ pricingWay: 'listing', reserveMinor: 200 }, ['listing.reserve_only_in_auction']],
    [{ pricingWay: 'negotiated' }, ['listing.transferee_missing']],
    [{ pricingWay: 'negotiated', transfereeId: 'seller' }, ['listing.transferee_is_transferor']],
    [{ transfereeId: 'buyer' }, ['listing.transferee_only_negotiated']],
  ])('%j gives %j', (change, codes) => expect(problems(change)).toEqual(codes));

  it('name a transferee exactly when negotiated, and a reserve only in an auction', () => {
    const way = fc.constantFrom(...PRICING_WAYS);
    const reserve = fc.option(fc.integer({ min: 1, max: 300 }), { freq: 2 });
    const transferee = fc.constantFrom(null, 'buyer', 'seller');
    fc.assert(
      fc.property(way, reserve, transferee, (pricingWay, reserveMinor, transfereeId) => {
        const named = pricingWay === 'negotiated' ? transfereeId === 'buyer' : transfereeId === null;
        const reserved = reserveMinor === null || (pricingWay === 'auction' && reserveMinor >= terms.priceMinor);
        expect(problems({ pricingWay, reserveMinor, transfereeId }).length === 0).toBe(named && reserved);
      }),
    );
  });
});

describe('a suggested field', () => {
  it.each([
    ['G06F 15/16', 'electronics'],
    ['H01M 10/05', 'energy'],
    ['G21C 1/00', 'nuclear'],
    ['A61B 5/00', 'biomedicine'],
    ['nonsense', ''],
  ])('%s → %s', (ipc, field) => expect(suggestField([ipc])).toBe(field));

  it('is one of the eleven or none', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (ipc) => {
        expect(['', ...FIELD_CODES]).toContain(suggestField(ipc));
      }),
    );
  });
});

describe('a file', () => {
  it('is what its first bytes say', () => {
    expect(mediaTypeOf(Buffer.from('%PDF-1.7'))).toBe('application/pdf');
    expect(mediaTypeOf(Buffer.from('89504e470d0a1a0a00', 'hex'))).toBe('image/png');
    expect(mediaTypeOf(Buffer.from('ffd8ffe0', 'hex'))).toBe('image/jpeg');
    expect(() => mediaTypeOf(Buffer.from('GIF89a'))).toThrow('attachment.wrong_type');
  });
});
