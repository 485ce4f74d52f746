import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainAccount, plainSerial, recurrenceOf, type Shown, UNNAMED_ACCOUNT } from './serial';

const line = (changed: Partial<Shown> = {}): Shown => ({
  accountNumber: '1209',
  bookedOn: '2026-11-23',
  direction: 'credit',
  amountMinor: 100,
  ...changed,
});

describe('a bank’s serial number', () => {
  it('is one number however it was typed', () => {
    for (const typed of ['AB12', ' ab12 ', 'ＡＢ１２', 'a b\t1\u00a02', 'AB\u200b12\ufeff'])
      expect(plainSerial(typed)).toBe('AB12');
    for (const typed of ['1209 0987 6543', '1209-0987-6543', '１２０９·０９８７·６５４３'])
      expect(plainAccount(typed)).toBe('120909876543');
  });

  it('stays what it is when made plain again, and never comes to be another by blanks or case', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(' ', '\t', '\u3000', '\u200b', '\u2060'),
        (text, blank) => {
          const plain = plainSerial(text);
          expect(plainSerial(plain)).toBe(plain);
          expect(plainSerial([...plain].join(blank))).toBe(plain);
        },
      ),
    );
  });
});

describe('a line under a number that was seen before', () => {
  it('is known by the same sum in the same account, and a mistake by another', () => {
    expect(recurrenceOf(line(), [])).toBe('new');
    expect(recurrenceOf(line(), [line()])).toBe('known');
    expect(recurrenceOf(line({ bookedOn: '2026-11-24' }), [line()])).toBe('differs');
    expect(recurrenceOf(line({ amountMinor: 101 }), [line()])).toBe('differs');
    expect(recurrenceOf(line({ direction: 'debit' }), [line()])).toBe('differs');
  });

  it('in another account is the same money where one was not named, nobody’s guess where both were, and new with another sum or day', () => {
    const unnamed = line({ accountNumber: UNNAMED_ACCOUNT });
    expect(recurrenceOf(line(), [unnamed])).toBe('known');
    expect(recurrenceOf(unnamed, [line()])).toBe('known');
    expect(recurrenceOf(line({ accountNumber: '1210' }), [line()])).toBe('elsewhere');
    expect(recurrenceOf(line({ accountNumber: '1210', amountMinor: 101 }), [line()])).toBe('new');
    expect(recurrenceOf(line({ accountNumber: '1210', bookedOn: '2026-11-24' }), [line()])).toBe('new');
  });
});
