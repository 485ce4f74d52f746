import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  comesTo,
  instalmentAmounts,
  type InstalmentRow,
  type Payee,
  PAYMENT_RULES,
  type PaymentRules,
  type PaymentTerms,
  type RoyaltyTerms,
  splitAmong,
} from '@jishi/pricing';
import { checkPayees, checkPayment, isAnnounced } from './check-payment';
import { readPayment } from './read-payment';

const LAWLESS: PaymentRules = { instalments: null, guidance: null };
const at = (rules: Partial<PaymentRules> = {}, priceMinor = 100_000_000) => ({
  priceMinor,
  rules: { ...LAWLESS, ...rules },
  today: '2026-11-23',
});
const codes = (terms: PaymentTerms, context = at()) =>
  checkPayment(terms, context).errors.map(({ path, code }) => [path, code.replace('payment_terms.', '')]);

const days = (count: number) => ({ within: { count, kind: 'calendar' as const } });
const royalty: RoyaltyTerms = {
  base: 'net_sales',
  rate: { kind: 'fixed', ppm: 50_000 },
  capMinor: null,
  minimumMinor: null,
  every: 'year',
  startsOn: '2027-01-01',
  years: 5,
  reportWithin: { count: 30, kind: 'calendar' },
  payWithin: { count: 15, kind: 'calendar' },
  audit: { surchargePpm: 100_000 },
};

/** Shares of a whole in parts per million, no two cuts alike. */
const wholeInShares = fc
  .uniqueArray(fc.integer({ min: 1, max: 999_999 }), { minLength: 1, maxLength: 11 })
  .map((cuts) => [...cuts.sort((a, b) => a - b), 1_000_000].map((cut, i, all) => cut - (all[i - 1] ?? 0)));

describe('instalments', () => {
  it('come to the price exactly, whatever shares: what rounding leaves is the last one’s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 1e13 }), wholeInShares, (price, shares) => {
        const rows: InstalmentRow[] = shares.map((sharePpm) => ({ sharePpm, due: days(30) }));
        expect(comesTo(price, rows)).toBe(true);
        const amounts = instalmentAmounts(price, rows);
        expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(price);
        amounts
          .slice(0, -1)
          .forEach((amount, i) =>
            expect(amount).toBe(Math.floor(Number((BigInt(price) * BigInt(shares[i]!)) / 1_000_000n))),
          );
        expect(
          amounts.at(-1)! - Math.floor(Number((BigInt(price) * BigInt(shares.at(-1)!)) / 1_000_000n)),
        ).toBeLessThan(rows.length);
      }),
    );
  });

  it('are refused where they do not, to the fen', () => {
    const rows = [
      { amountMinor: 30_000_000, due: days(5) },
      { amountMinor: 69_999_999, due: days(90) },
    ];
    expect(codes({ kind: 'instalments', rows })).toEqual([['rows', 'sum_differs']]);
    rows[1]!.amountMinor += 1;
    expect(codes({ kind: 'instalments', rows })).toEqual([]);
    expect(codes({ kind: 'instalments', rows: [rows[0]!, { sharePpm: 700_000, due: days(90) }] })).toEqual([]);
    expect(codes({ kind: 'instalments', rows: [rows[0]!, { sharePpm: 699_999, due: days(90) }] })).toEqual([
      ['rows', 'sum_differs'],
    ]);
  });

  it('say where each fault is', () => {
    const rows: InstalmentRow[] = [
      { amountMinor: 0, due: { milestone: '样机交付', within: { count: 5, kind: 'working' } } },
      { amountMinor: 1.5, due: { on: '2026-02-31' } },
      { sharePpm: 2_000_000, due: { on: '2026-11-22' } },
    ];
    expect(codes({ kind: 'instalments', rows })).toEqual([
      ['rows[0].amountMinor', 'out_of_range'],
      ['rows[1].amountMinor', 'out_of_range'],
      ['rows[1].due.on', 'not_a_day'],
      ['rows[2].sharePpm', 'out_of_range'],
      ['rows[2].due.on', 'past_day'],
      ['rows[0].due.milestone', 'first_has_a_day'],
    ]);
    expect(codes({ kind: 'instalments', rows: [] })).toEqual([['rows', 'row_count']]);
  });

  it('of a state-owned seller begin with 30 % within five working days, and end within a year, secured', () => {
    const law = at({ instalments: PAYMENT_RULES.stateOwned.value });
    const of = (first: number, firstDays: number, restDays: number, security?: string): PaymentTerms => ({
      kind: 'instalments',
      rows: [
        { amountMinor: first, due: days(firstDays) },
        { amountMinor: 100_000_000 - first, due: days(restDays) },
      ],
      ...(security ? { security } : {}),
    });
    expect(codes(of(30_000_000, 7, 365, '银行保函'), law)).toEqual([]);
    expect(codes(of(29_999_999, 7, 365, '银行保函'), law)).toEqual([['rows[0]', 'first_too_small']]);
    expect(codes(of(30_000_000, 8, 365, '银行保函'), law)).toEqual([['rows[0].due', 'first_too_late']]);
    expect(codes(of(30_000_000, 7, 366, '银行保函'), law)).toEqual([['rows[1].due', 'rest_too_late']]);
    expect(codes(of(30_000_000, 7, 365), law)).toEqual([['security', 'security_missing']]);
    // nobody else is bound
    expect(codes(of(1, 400, 4_000 - 400))).toEqual([]);
  });
});

describe('announced terms', () => {
  const lump = (count: number, kind: 'calendar' | 'working' = 'calendar'): PaymentTerms => ({
    kind: 'lump_sum',
    within: { count, kind },
  });
  const rows = [1, 2].map((): InstalmentRow => ({ sharePpm: 500_000, due: days(1) }));

  it('are the price at once, in time, or what the exchange drafted', () => {
    fc.assert(
      fc.property(fc.nat(3_650), fc.nat(3_650), (count, announced) => {
        const isKept = isAnnounced(lump(count), lump(5), { count: announced, kind: 'calendar' });
        expect(isKept).toBe(count <= announced || count === 5);
      }),
    );
    const ten = { count: 10, kind: 'working' as const };
    expect(isAnnounced(lump(14), lump(1), ten)).toBe(true);
    expect(isAnnounced(lump(15), lump(1), ten)).toBe(false);
    const parts: PaymentTerms = { kind: 'instalments', rows };
    expect(isAnnounced(parts, lump(1), ten)).toBe(false);
    expect(isAnnounced(parts, structuredClone(parts), ten)).toBe(true);
    expect(isAnnounced(parts, { ...parts, security: '保函' }, ten)).toBe(false);
  });
});

describe('equity', () => {
  it('stands for the price at least', () => {
    const of = (valuationMinor: number): PaymentTerms => ({
      kind: 'equity',
      within: { count: 10, kind: 'calendar' },
      company: '某公司',
      sharesPpm: 1,
      valuationMinor,
    });
    expect(codes(of(100_000_000))).toEqual([]);
    for (const low of [1, 99_999_999]) expect(codes(of(low))).toEqual([['valuationMinor', 'below_price']]);
  });
});

describe('royalties', () => {
  it('beyond the guidance on licences are said, not refused', () => {
    const guided = at({ guidance: PAYMENT_RULES.licence.value }, 2_000_000_001);
    const of = (base: RoyaltyTerms['base'], ppm: number): PaymentTerms => ({
      kind: 'royalty',
      within: { count: 10, kind: 'calendar' },
      royalty: { ...royalty, base, rate: { kind: 'fixed', ppm } },
    });
    const said = (terms: PaymentTerms) => checkPayment(terms, guided).warnings.map(({ path }) => path);
    expect(said(of('net_sales', 200_000))).toEqual([]);
    expect(said(of('net_sales', 200_001))).toEqual(['royalty.rate']);
    expect(said(of('profit', 400_000))).toEqual([]);
    expect(said(of('profit', 400_001))).toEqual(['royalty.rate']);
    expect(said(of('price', 900_000))).toEqual([]);
    expect(said({ kind: 'lump_sum', within: { count: 10, kind: 'calendar' } })).toEqual(['kind']);
    expect(codes(of('profit', 900_000), guided)).toEqual([]);
  });

  it('need rising periods, an open last band, and a minimum below the cap', () => {
    const of = (change: Partial<RoyaltyTerms>): PaymentTerms => ({
      kind: 'royalty',
      within: { count: 10, kind: 'calendar' },
      royalty: { ...royalty, ...change },
    });
    expect(codes(of({ rate: { kind: 'periods', steps: [{ fromPeriod: 2, ppm: 1 }] } }))).toEqual([
      ['royalty.rate.steps[0].fromPeriod', 'out_of_range'],
    ]);
    expect(
      codes(
        of({
          rate: {
            kind: 'bands',
            bands: [
              { upToMinor: 10, ppm: 1 },
              { upToMinor: 10, ppm: 2 },
              { upToMinor: null, ppm: 3 },
            ],
          },
        }),
      ),
    ).toEqual([['royalty.rate.bands[1].upToMinor', 'out_of_range']]);
    expect(codes(of({ rate: { kind: 'bands', bands: [{ upToMinor: 10, ppm: 1 }] } }))).toEqual([
      ['royalty.rate.bands[0].upToMinor', 'open_band_last'],
    ]);
    expect(codes(of({ capMinor: 5, minimumMinor: 6 }))).toEqual([['royalty.minimumMinor', 'minimum_above_cap']]);
    expect(codes(of({ startsOn: '2027-13-01', years: 0 }))).toEqual([
      ['royalty.startsOn', 'not_a_day'],
      ['royalty.years', 'out_of_range'],
    ]);
  });
});

describe('payees', () => {
  const of = (parts: { sharePpm?: number; amountMinor?: number }[]): Payee[] =>
    parts.map((part, i) => ({ organisationId: null, uscc: null, name: `收款人${i}`, ...part }));

  it('get all of the seller’s money between them, each rounded down, the last one the rest', () => {
    fc.assert(
      fc.property(fc.nat(1e13), wholeInShares, (amount, shares) => {
        const payees = of(shares.map((sharePpm) => ({ sharePpm })));
        const parts = splitAmong(amount, payees);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
        parts.forEach((part) => expect(part).toBeGreaterThanOrEqual(0));
        expect(splitAmong(amount, payees.slice(0, 1))).toEqual([amount]);
      }),
    );
    expect(splitAmong(100, of([{ sharePpm: 333_333 }, { sharePpm: 333_333 }, { sharePpm: 333_334 }]))).toEqual([
      33, 33, 34,
    ]);
    // sums of the contract amount are shares of every payment of it
    expect(splitAmong(50, of([{ amountMinor: 70 }, { amountMinor: 30 }]))).toEqual([35, 15]);
  });

  it('share a whole or the contract amount, all in one way, none twice', () => {
    const found = (parts: Parameters<typeof of>[0]) =>
      checkPayees(of(parts), 100).map(({ path, code }) => [path, code]);
    expect(found([])).toEqual([]);
    expect(found([{ sharePpm: 1_000_000 }])).toEqual([]);
    expect(found([{ sharePpm: 500_000 }, { sharePpm: 499_999 }])).toEqual([['payees', 'payment_terms.sum_differs']]);
    expect(found([{ amountMinor: 99 }, { amountMinor: 1 }])).toEqual([]);
    expect(found([{ amountMinor: 99 }, { sharePpm: 10_000 }])).toEqual([
      ['payees[1]', 'payment_terms.shares_or_amounts'],
    ]);
    expect(found([{}])).toEqual([['payees[0]', 'payment_terms.share_or_amount']]);
    const twice = of([{ amountMinor: 50 }, { amountMinor: 50 }]).map((payee) => ({ ...payee, name: '同一人' }));
    expect(checkPayees(twice, 100)).toEqual([{ path: 'payees[1]', code: 'payment_terms.named_twice' }]);
  });
});

describe('a form of payment terms', () => {
  it('is read into the form it names, without the fields of others', () => {
    const within = { count: 10, kind: 'working' as const };
    expect(readPayment({ kind: 'lump_sum', within, company: '甲', rows: [] })).toEqual({ kind: 'lump_sum', within });
    expect(
      readPayment({ kind: 'equity', within, company: '甲', sharesPpm: 5, valuationMinor: 7, trialDays: 3 }),
    ).toEqual({
      kind: 'equity',
      within,
      company: '甲',
      sharesPpm: 5,
      valuationMinor: 7,
    });
    expect(readPayment({ kind: 'instalments', rows: [{ amountMinor: 5, due: { on: '2027-01-01', within } }] })).toEqual(
      {
        kind: 'instalments',
        rows: [{ amountMinor: 5, due: { on: '2027-01-01' } }],
      },
    );
    expect(
      readPayment({ kind: 'royalty', within, royalty: { ...royalty, rate: { kind: 'fixed', ppm: 1, bands: [] } } }),
    ).toEqual({
      kind: 'royalty',
      within,
      royalty: { ...royalty, rate: { kind: 'fixed', ppm: 1 } },
    });
  });

  it('names everything that is missing', () => {
    const missing = (given: Parameters<typeof readPayment>[0]) => {
      try {
        readPayment(given);
        return [];
      } catch (error) {
        return (error as { errors: { path: string }[] }).errors.map(({ path }) => path);
      }
    };
    expect(missing({ kind: 'try_first' })).toEqual(['payment.trialDays', 'payment.silence', 'payment.within']);
    expect(missing({ kind: 'instalments', rows: [{ due: {} }] })).toEqual([
      'payment.rows[0]',
      'payment.rows[0].due.within',
    ]);
    expect(
      missing({
        kind: 'royalty',
        within: { count: 1, kind: 'calendar' },
        royalty: { ...royalty, rate: { kind: 'bands' } },
      }),
    ).toEqual(['payment.royalty.rate.bands']);
  });
});
