import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { balanceOf, sumOf, type Totals } from './balance';
import { checkTransfer, contentHash, type TransferDraft } from './transfer';

const draft = (change: Partial<TransferDraft> = {}): TransferDraft => ({
  reference: 'test:1',
  kind: 'test',
  postings: [{ source: 'bank', destination: 'deposit', amountMinor: 100 }],
  ...change,
});

describe('a transfer', () => {
  it('needs postings of positive whole amounts between two accounts', () => {
    expect(() => checkTransfer(draft())).not.toThrow();
    expect(() => checkTransfer(draft({ postings: [] }))).toThrow('ledger.no_postings');
    for (const amountMinor of [0, -1])
      expect(() => checkTransfer(draft({ postings: [{ source: 'a', destination: 'b', amountMinor }] }))).toThrow(
        'ledger.amount_not_positive',
      );
    expect(() => checkTransfer(draft({ postings: [{ source: 'a', destination: 'b', amountMinor: 0.5 }] }))).toThrow(
      'money.not_integer',
    );
    expect(() => checkTransfer(draft({ postings: [{ source: 'a', destination: 'a', amountMinor: 5 }] }))).toThrow(
      'ledger.same_account',
    );
  });

  it('is the same by content, whatever it is called', () => {
    expect(contentHash(draft({ reference: 'x', description: 'reworded' }))).toBe(contentHash(draft()));
    expect(contentHash(draft({ kind: 'other' }))).not.toBe(contentHash(draft()));
    expect(contentHash(draft({ postings: [{ source: 'bank', destination: 'deposit', amountMinor: 101 }] }))).not.toBe(
      contentHash(draft()),
    );
  });
});

describe('balances', () => {
  it('sum to zero after any postings', () => {
    const names = ['bank', 'deposit', 'sale', 'fee'] as const;
    const kinds = { bank: 'asset', deposit: 'liability', sale: 'liability', fee: 'income' } as const;
    const posting = fc.record({
      source: fc.constantFrom(...names),
      destination: fc.constantFrom(...names),
      amount: fc.integer({ min: 1, max: 1e9 }),
    });
    fc.assert(
      fc.property(fc.array(posting, { maxLength: 50 }), (postings) => {
        const totals: Totals[] = names.map((name) => ({
          kind: kinds[name],
          debitMinor: postings.filter((p) => p.source === name).reduce((sum, p) => sum + p.amount, 0),
          creditMinor: postings.filter((p) => p.destination === name).reduce((sum, p) => sum + p.amount, 0),
        }));
        expect(sumOf(totals)).toBe(0);
        const [bank, ...owed] = totals.map(balanceOf);
        expect(bank).toBe(owed.reduce((sum, balance) => sum + balance, 0));
      }),
    );
  });
});
