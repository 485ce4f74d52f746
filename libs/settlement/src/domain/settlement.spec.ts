import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEPOSIT_STATES, DEPOSIT_TRANSITIONS, isMoneyHeld, nextDepositState, type DepositState } from './deposit';
import { isSamePayer, paymentReference, referencesIn } from './reference';
import { settlementSums } from './sums';

describe('deposit states', () => {
  it('walk the paths of the rules and no others', () => {
    expect(nextDepositState('required', 'begin')).toBe('pending');
    expect(nextDepositState('pending', 'receive')).toBe('held');
    expect(nextDepositState('held', 'queue_release')).toBe('release_pending');
    expect(() => nextDepositState('released', 'queue_capture')).toThrow('deposit.wrong_state');
    expect(() => nextDepositState('expired', 'receive')).toThrow('deposit.wrong_state');
    expect(nextDepositState('forfeited', 'uphold_appeal')).toBe('held');
  });

  it('leave no way out of released, captured and expired, and never release what was captured', () => {
    for (const state of ['released', 'captured', 'expired'] as const) expect(DEPOSIT_TRANSITIONS[state]).toEqual({});
  });

  it('are all reached from required, and money is held only between receipt and an end', () => {
    const reached = new Set<DepositState>(['required']);
    for (let before = 0; before !== reached.size;) {
      before = reached.size;
      for (const state of Array.from(reached))
        for (const next of Object.values(DEPOSIT_TRANSITIONS[state])) reached.add(next);
    }
    expect([...reached].sort()).toEqual([...DEPOSIT_STATES].sort());
    for (const state of ['required', 'pending', 'released', 'captured', 'forfeited', 'expired'] as const)
      expect(isMoneyHeld(state)).toBe(false);
  });
});

describe('settlement sums', () => {
  it('offset the deposit and pay the seller price less fee', () => {
    expect(
      settlementSums({
        priceMinor: 800_000_000,
        buyerFeeMinor: 34_000_000,
        sellerFeeMinor: 31_500_000,
        depositMinor: 50_000_000,
      }),
    ).toEqual({
      offsetMinor: 50_000_000,
      dueMinor: 784_000_000,
      surplusMinor: 0,
      payoutMinor: 768_500_000,
      feesMinor: 65_500_000,
    });
  });

  it('conserve money for any amounts', () => {
    const amount = fc.integer({ min: 0, max: 1e12 });
    fc.assert(
      fc.property(amount, amount, amount, fc.integer({ min: 0, max: 1000 }), (price, buyerFee, deposit, promille) => {
        const sellerFee = Math.floor((price * promille) / 1000);
        const sums = settlementSums({
          priceMinor: price,
          buyerFeeMinor: buyerFee,
          sellerFeeMinor: sellerFee,
          depositMinor: deposit,
        });
        expect(sums.offsetMinor + sums.dueMinor).toBe(sums.payoutMinor + sums.feesMinor);
        expect(sums.offsetMinor + sums.surplusMinor).toBe(deposit);
        expect(Math.min(...Object.values(sums))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('refuse a fee above the price and a fraction of a fen', () => {
    const sale = { priceMinor: 100, buyerFeeMinor: 0, sellerFeeMinor: 101, depositMinor: 0 };
    expect(() => settlementSums(sale)).toThrow('settlement.fee_over_price');
    expect(() => settlementSums({ ...sale, sellerFeeMinor: 0.5 })).toThrow('money.not_integer');
  });
});

describe('payment references', () => {
  it('are found again in any remark, and a mistyped one is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 30 - 1 }),
        fc.constantFrom('D' as const, 'P' as const),
        (sequence, kind) => {
          const reference = paymentReference(kind, sequence);
          expect(referencesIn(`保证金 ${reference.toLowerCase()}，转账`)).toContain(reference);
          const wrong = reference.slice(0, -2) + (reference.at(-2) === '2' ? '3' : '2') + reference.at(-1);
          expect(referencesIn(wrong)).not.toContain(wrong);
        },
      ),
    );
  });

  it('give every sequence its own reference', () => {
    const references = Array.from({ length: 5000 }, (_, sequence) => paymentReference('D', sequence));
    expect(new Set(references).size).toBe(5000);
  });

  it('match a payer by name, forgiving only width and spaces', () => {
    expect(isSamePayer('广州（南沙）科技 有限公司', '广州(南沙)科技有限公司')).toBe(true);
    expect(isSamePayer('广州科技有限公司', '广州科技股份有限公司')).toBe(false);
    expect(isSamePayer('', '')).toBe(false);
  });
});
