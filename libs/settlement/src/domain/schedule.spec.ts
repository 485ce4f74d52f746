import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PaymentTerms } from '@jishi/pricing';
import { leaveOut, takeFrom } from './duties';
import { toFreeze, toReturn } from './freeze';
import { dueDay, lateInterest, scheduleOf, technicalPart } from './schedule';

const within = { count: 10, kind: 'calendar' as const };
const royalty = {
  base: 'profit' as const,
  rate: { kind: 'fixed' as const, ppm: 50_000 },
  capMinor: null,
  minimumMinor: null,
  every: 'year' as const,
  startsOn: '2027-01-01',
  years: 5,
  reportWithin: within,
  payWithin: within,
  audit: { surchargePpm: 0 },
};

const instalments = (price: number): fc.Arbitrary<PaymentTerms> =>
  fc.uniqueArray(fc.integer({ min: 1, max: price - 1 }), { minLength: 1, maxLength: 9 }).map((cuts) => ({
    kind: 'instalments',
    rows: [...cuts.sort((a, b) => a - b), price].map((cut, i, all) => ({
      amountMinor: cut - (all[i - 1] ?? 0),
      due: { within },
    })),
  }));
const anyTerms = (price: number): fc.Arbitrary<PaymentTerms> =>
  fc.oneof(
    instalments(price),
    fc.constantFrom<PaymentTerms>(
      { kind: 'lump_sum', within },
      { kind: 'upfront_royalty', within, royalty },
      { kind: 'royalty', within, royalty },
      { kind: 'equity', within, company: '甲', sharesPpm: 1, valuationMinor: 1 },
      { kind: 'try_first', trialDays: 90, silence: 'returns', within },
    ),
  );

describe('what falls due', () => {
  it('over all forms: the price, each fee and the deposit once, to the fen', () => {
    const sale = fc.integer({ min: 1_000, max: 1e12 }).chain((priceMinor) =>
      fc.record({
        terms: anyTerms(priceMinor),
        priceMinor: fc.constant(priceMinor),
        buyerFeeMinor: fc.nat(1e11),
        sellerFeeMinor: fc.nat(priceMinor),
        depositMinor: fc.nat(1e12),
      }),
    );
    fc.assert(
      fc.property(sale, ({ terms, ...sums }) => {
        const rows = scheduleOf(terms, sums);
        const total = (key: 'priceMinor' | 'buyerFeeMinor' | 'sellerFeeMinor' | 'depositOffsetMinor' | 'amountMinor') =>
          rows.reduce((sum, row) => sum + row[key], 0);
        const isPaid = terms.kind !== 'equity' && terms.kind !== 'royalty';
        expect(total('priceMinor')).toBe(isPaid ? sums.priceMinor : 0);
        expect(total('buyerFeeMinor')).toBe(sums.buyerFeeMinor);
        expect(total('sellerFeeMinor')).toBe(sums.sellerFeeMinor);
        expect(total('depositOffsetMinor')).toBe(Math.min(sums.depositMinor, rows[0]!.priceMinor + sums.buyerFeeMinor));
        // money in, deposit included, is what price and fees come to
        const ownFee = isPaid ? 0 : sums.sellerFeeMinor;
        expect(total('amountMinor') + total('depositOffsetMinor')).toBe(
          total('priceMinor') + sums.buyerFeeMinor + ownFee,
        );
        for (const row of rows) {
          expect(row.amountMinor).toBeGreaterThanOrEqual(0);
          if (row.kind === 'price') expect(row.sellerFeeMinor).toBeLessThanOrEqual(row.priceMinor);
        }
        expect(rows.filter(({ isFirst }) => isFirst).every(({ kind }, i) => i === 0 || kind === 'seller_fee')).toBe(
          true,
        );
      }),
    );
  });

  it('a seller’s fee greater than the first instalment is taken from the next ones', () => {
    const terms: PaymentTerms = {
      kind: 'instalments',
      rows: [10, 20, 70].map((amountMinor) => ({ amountMinor, due: { within } })),
    };
    const rows = scheduleOf(terms, { priceMinor: 100, buyerFeeMinor: 5, sellerFeeMinor: 25, depositMinor: 0 });
    expect(rows.map(({ sellerFeeMinor, amountMinor }) => [sellerFeeMinor, amountMinor])).toEqual([
      [10, 15],
      [15, 20],
      [0, 70],
    ]);
  });

  it('on a day, after so many, when a milestone is reached; a calendar that is not published is never guessed', () => {
    expect(dueDay({ on: '2027-03-01' }, '2026-11-23')).toBe('2027-03-01');
    expect(dueDay({ within }, '2026-11-23')).toBe('2026-12-03');
    expect(dueDay({ within: { count: 5, kind: 'working' } }, '2026-11-23')).toBe('2026-11-30');
    expect(dueDay({ milestone: '样机交付', within }, '2026-11-23')).toBeNull();
    expect(dueDay({ within: { count: 400, kind: 'working' } }, '2026-11-23')).toBeNull();
  });
});

describe('interest on what is late', () => {
  const of = (receivedOn: string, lateDailyPpm?: number) =>
    lateInterest(lateDailyPpm === undefined ? {} : { lateDailyPpm }, {
      priceMinor: 100_000_001,
      dueOn: '2026-11-20',
      receivedAtMs: Date.parse(`${receivedOn}T12:00:00+08:00`),
    });

  it('only where the contract says so, from the day after the last, rounded down', () => {
    expect(of('2026-12-20')).toEqual({ days: 0, amountMinor: 0 });
    expect(of('2026-11-20', 500)).toEqual({ days: 0, amountMinor: 0 });
    expect(of('2026-11-21', 500)).toEqual({ days: 1, amountMinor: 50_000 });
    expect(of('2026-11-30', 500)).toEqual({ days: 10, amountMinor: 500_000 });
  });
});

it('the technical part of all payments together is the contract’s', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e10 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 0, max: 1_000 }),
      (parts, perMille) => {
        const contractAmountMinor = parts.reduce((sum, part) => sum + part, 0);
        const technicalAmountMinor = Math.floor((contractAmountMinor / 1_000) * perMille);
        let before = 0;
        let sum = 0;
        for (const part of parts) {
          const technical = technicalPart({ contractAmountMinor, technicalAmountMinor }, before, part);
          expect(technical).toBeLessThanOrEqual(part);
          sum += technical;
          before += part;
        }
        expect(sum).toBe(technicalAmountMinor);
      },
    ),
  );
});

describe('an objection', () => {
  const payouts = [30, 50, 20].map((amountMinor, i) => ({ id: `p${i}`, amountMinor, frozenBy: null as string | null }));

  it('holds everything, or whole payouts until its sum is covered; another one holds what is left', () => {
    expect([...toFreeze([{ id: 'a', amountMinor: null }], payouts).keys()]).toEqual(['p0', 'p1', 'p2']);
    expect([...toFreeze([{ id: 'a', amountMinor: 30 }], payouts)]).toEqual([['p0', 'a']]);
    expect([...toFreeze([{ id: 'a', amountMinor: 31 }], payouts)]).toEqual([
      ['p0', 'a'],
      ['p1', 'a'],
    ]);
    expect([
      ...toFreeze(
        [
          { id: 'a', amountMinor: 10 },
          { id: 'b', amountMinor: null },
        ],
        payouts,
      ),
    ]).toEqual([
      ['p0', 'a'],
      ['p1', 'b'],
      ['p2', 'b'],
    ]);
    const held = payouts.map((payout, i) => (i === 1 ? { ...payout, frozenBy: 'a' } : payout));
    expect([...toFreeze([{ id: 'a', amountMinor: 50 }], held)]).toEqual([]);
  });
});

it('a ruling returns what was objected to, to the fen, and never more than is held', () => {
  const amount = fc.integer({ min: 1, max: 1_000 });
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 6 }), fc.option(amount), (amounts, objected) => {
      const held = amounts.map((amountMinor, i) => ({ id: `p${i}`, amountMinor, provider: 'offline_bank' }));
      const back = toReturn(objected, held);
      const whole = amounts.reduce((sum, one) => sum + one, 0);
      expect([...back.values()].reduce((sum, one) => sum + one, 0)).toBe(Math.min(whole, objected ?? whole));
      for (const { id, amountMinor } of held) expect(back.get(id) ?? 0).toBeLessThanOrEqual(amountMinor);
    }),
  );
});

it('payees draw on the same charges one after the other, and never on the same money', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1_000), { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(500), { minLength: 1, maxLength: 5 }),
      (sizes, wants) => {
        const pots = sizes.map((amountMinor, reference) => ({ reference, amountMinor }));
        const whole = sizes.reduce((sum, size) => sum + size, 0);
        const drawn = sizes.map(() => 0);
        let before = 0;
        for (const want of wants) {
          const parts = takeFrom(want, leaveOut(before, pots));
          if (before + want > whole) return expect(parts).toBeNull();
          for (const { reference, amountMinor } of parts!) drawn[reference]! += amountMinor;
          before += want;
        }
        drawn.forEach((amount, i) => expect(amount).toBeLessThanOrEqual(sizes[i]!));
        expect(drawn.reduce((sum, amount) => sum + amount, 0)).toBe(before);
      },
    ),
  );
});
