import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkAcceptance, isSigned } from './acceptance';
import { chinaDate, chinaYear } from './china-time';
import { contractType, displayName, technicalAmount } from './terms';

const contract = {
  state: 'drafted' as const,
  transferorId: 'university',
  transfereeId: 'company',
  currentVersion: 2,
  contentHash: 'aa',
};

describe('acceptance', () => {
  it('is by a party, of the current text, once drafted and not yet signed', () => {
    const offer = { organisationId: 'company', version: 2, contentHash: 'aa' };
    expect(checkAcceptance(contract, offer)).toBe('transferee');
    expect(checkAcceptance(contract, { ...offer, organisationId: 'university' })).toBe('transferor');
    expect(() => checkAcceptance(contract, { ...offer, organisationId: 'stranger' })).toThrow('contract.not_a_party');
    expect(() => checkAcceptance(contract, { ...offer, version: 1 })).toThrow('contract.other_version');
    expect(() => checkAcceptance(contract, { ...offer, contentHash: 'bb' })).toThrow('contract.other_version');
    expect(() => checkAcceptance({ ...contract, state: 'signed' }, offer)).toThrow('contract.not_open');
  });

  it('makes a contract only when both have given it', () => {
    expect(isSigned([])).toBe(false);
    expect(isSigned(['transferor'])).toBe(false);
    expect(isSigned(['transferee', 'transferor'])).toBe(true);
  });
});

describe('terms', () => {
  it('name the type by form and kind of right', () => {
    expect(contractType('transfer', 'invention')).toBe('patent_transfer');
    expect(contractType('licence', 'utility_model')).toBe('patent_licence');
    expect(contractType('transfer', 'know_how')).toBe('know_how_transfer');
    expect(contractType('licence', 'software')).toBe('know_how_licence');
  });

  it('take non-technical costs off the total and never more than all of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 0, max: 1e12 }), (total, costs) => {
        if (costs <= total) expect(technicalAmount(total, costs) + costs).toBe(total);
        else expect(() => technicalAmount(total, costs)).toThrow('contract.non_technical_out_of_range');
      }),
    );
    expect(() => technicalAmount(100, -1)).toThrow('contract.non_technical_out_of_range');
    expect(() => technicalAmount(100, 0.5)).toThrow('contract.non_technical_out_of_range');
  });

  it('count the year in China', () => {
    expect(chinaYear(Date.UTC(2026, 11, 31, 16))).toBe(2027);
    expect(chinaDate(Date.UTC(2026, 11, 31, 15, 59))).toBe('2026-12-31');
  });

  it('read names as sources write them', () => {
    expect(displayName('张三')).toBe('张三');
    expect(displayName({ name: 'Acme' })).toBe('Acme');
    expect(displayName({ lastName: 'Li', firstName: 'Wei' })).toBe('Li Wei');
    expect(displayName(null)).toBe('');
  });
});
