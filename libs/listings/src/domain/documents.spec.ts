import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sha256Hex } from '@jishi/kernel';
import {
  barrier,
  checkReplaced,
  checkSigning,
  checkWithdrawal,
  DOCUMENT_ACCESS,
  isChangeable,
  isNamed,
  isRoomShown,
  type Reader,
} from './documents';
import { LISTING_STATES } from './listing-states';
import { checkSignature, latestNda, NDA_LANGUAGES, ndaWords } from './nda';

const READERS: Reader[] = [
  { is: 'stranger' },
  { is: 'member', signed: false, bought: false },
  { is: 'member', signed: true, bought: false },
  { is: 'member', signed: true, bought: true },
  { is: 'insider' },
];
const access = fc.constantFrom(...DOCUMENT_ACCESS);
const state = fc.constantFrom(...LISTING_STATES);
const reader = fc.constantFrom(...READERS);

describe('a document', () => {
  it('that is confidential is never open to whoever has not signed and is no insider', () => {
    fc.assert(
      fc.property(state, reader, (state, reader) => {
        const open = barrier('confidential', state, reader) === null;
        expect(!open || reader.is === 'insider' || (reader.is === 'member' && reader.signed)).toBe(true);
      }),
    );
  });

  it('opens to nobody what it does not open to those nearer to the sale', () => {
    fc.assert(
      fc.property(access, state, fc.nat(READERS.length - 2), (access, state, nth) => {
        const [far, near] = [READERS[nth]!, READERS[nth + 1]!];
        if (barrier(access, state, far) === null) expect(barrier(access, state, near)).toBeNull();
      }),
    );
  });

  it('that is confidential is open to all who signed while the sale runs, after it to its winner until the certificate', () => {
    const [, , loser, winner] = READERS as [Reader, Reader, Reader, Reader, Reader];
    const open = (reader: Reader) => LISTING_STATES.filter((state) => barrier('confidential', state, reader) === null);
    expect(open(loser)).toEqual(['listed', 'extended', 'suspended', 'resumed']);
    expect(open(winner)).toEqual(['listed', 'extended', 'suspended', 'resumed', 'sold']);
  });

  it('that is confidential is not even named where nobody comes to open it', () => {
    fc.assert(
      fc.property(state, reader, (state, reader) => {
        if (barrier('confidential', state, reader) === null) expect(isRoomShown(state, reader)).toBe(true);
        if (barrier('confidential', state, reader)?.code === 'nda.missing')
          expect(isRoomShown(state, reader)).toBe(true);
        if (barrier('confidential', state, reader)?.code === 'document.room_closed')
          expect(isRoomShown(state, reader)).toBe(false);
      }),
    );
  });

  it('that the rules ask for is replaced and not just taken back', () => {
    const required = ['ownership_proof'];
    expect(() => checkReplaced('ownership_proof', required, 0)).toThrow('document.required');
    expect(() => checkReplaced('ownership_proof', required, 1)).not.toThrow();
    expect(() => checkReplaced('technical', required, 0)).not.toThrow();
  });

  it('has readers the seller is told by name only when nobody can be a sealed bidder, or it confirms them', () => {
    const auctionId = 'a';
    const named = (confirmation: object | null) =>
      LISTING_STATES.filter((state) => isNamed({ state, auctionId }, confirmation));
    expect(named(null)).not.toContain('listed');
    expect(named(null)).toEqual(expect.arrayContaining(['sold', 'delisted', 'terminated', 'certified']));
    expect(named({ count: 3, kind: 'working' })).toEqual(LISTING_STATES);
    expect(isNamed({ state: 'listed', auctionId: null }, null)).toBe(true);
  });

  it('opens less the stricter its ring', () => {
    fc.assert(
      fc.property(state, reader, (state, reader) => {
        const open = DOCUMENT_ACCESS.map((access) => barrier(access, state, reader) === null);
        expect(open).toEqual(open.toSorted().reverse());
      }),
    );
  });

  it('stands still while the exchange reviews it and once the sale is over', () => {
    const still = LISTING_STATES.filter((state) => !isChangeable(state));
    expect(still).toEqual(['review', 'pre_listed', 'delisted', 'withdrawn', 'sold', 'certified', 'terminated']);
  });

  it('that was published is taken back with a reason only', () => {
    expect(() => checkWithdrawal('listed', true, ' ')).toThrow('document.reason_missing');
    expect(() => checkWithdrawal('listed', true, '评估报告更新')).not.toThrow();
    expect(() => checkWithdrawal('draft', false, '')).not.toThrow();
    expect(() => checkWithdrawal('sold', true, 'late')).toThrow('document.wrong_state');
  });
});

describe('an undertaking', () => {
  const facts = { number: 'N1', title: '{recipient}', discloser: '大学', exchange: '交易所', recipient: '公司' };

  it('names the parties and the sale in both languages, and nothing is left to fill in', () => {
    for (const language of NDA_LANGUAGES) {
      const words = ndaWords(latestNda(), language, { ...facts, title: '薄膜' });
      for (const name of ['N1', '薄膜', '大学', '交易所', '公司']) expect(words).toContain(name);
      expect(words).not.toMatch(/\{\w+\}/);
    }
    // A title is taken as it is, whatever it looks like.
    expect(ndaWords(latestNda(), 'zh', facts)).toContain('{recipient}');
  });

  it('is signed as it was read, by a name, on purpose', () => {
    const sha256 = sha256Hex('text');
    const good = { agreed: true, signatory: '李明', sha256 };
    expect(() => checkSignature(good, sha256)).not.toThrow();
    expect(() => checkSignature({ ...good, agreed: false }, sha256)).toThrow('nda.not_agreed');
    expect(() => checkSignature({ ...good, signatory: ' ' }, sha256)).toThrow('nda.bad_signatory');
    expect(() => checkSignature(good, sha256Hex('another'))).toThrow('nda.text_changed');
    expect(() => checkSigning('listed', { is: 'insider' })).toThrow('nda.not_needed');
    expect(() => checkSigning('sold', { is: 'member', signed: false, bought: false })).toThrow('document.room_closed');
    expect(() => checkSigning('extended', { is: 'member', signed: false, bought: false })).not.toThrow();
  });
});
