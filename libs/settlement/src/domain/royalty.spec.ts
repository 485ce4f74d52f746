import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RoyaltyRate, RoyaltyTerms } from '@jishi/pricing';
import { afterAudit, beforeOf, computeRoyalty, periodDays, periodsOf, type Reported, yearOf } from './royalty';

const terms = (change: Partial<RoyaltyTerms> = {}): RoyaltyTerms => ({
  base: 'net_sales',
  rate: { kind: 'fixed', ppm: 50_000 },
  capMinor: null,
  minimumMinor: null,
  every: 'quarter',
  startsOn: '2026-01-01',
  years: 2,
  reportWithin: { count: 30, kind: 'calendar' },
  payWithin: { count: 15, kind: 'calendar' },
  audit: { surchargePpm: 100_000 },
  ...change,
});
const bands = (...of: [number | null, number][]): RoyaltyRate => ({
  kind: 'bands',
  bands: of.map(([upToMinor, ppm]) => ({ upToMinor, ppm })),
});
const falling = bands([1_000_000, 50_000], [5_000_000, 30_000], [null, 10_000]);
const rising = bands([1_000_000, 10_000], [null, 50_000]);
const steps: RoyaltyRate = {
  kind: 'periods',
  steps: [
    { fromPeriod: 1, ppm: 20_000 },
    { fromPeriod: 5, ppm: 40_000 },
  ],
};
const before = (baseMinor: number, amountMinor = 0, yearMinor = amountMinor) => ({ baseMinor, amountMinor, yearMinor });

describe('a royalty', () => {
  it.each([
    ['a fixed rate', terms(), 1, 1_000_000, before(0), 50_000],
    ['a fixed rate, rounded down to the fen', terms(), 1, 19, before(0), 0],
    ['a fixed rate, the first fen', terms(), 1, 20, before(0), 1],
    ['nothing made', terms(), 1, 0, before(0), 0],
    ['falling: exactly to the end of a band', terms({ rate: falling }), 1, 1_000_000, before(0), 50_000],
    ['falling: a little beyond', terms({ rate: falling }), 1, 1_000_100, before(0), 50_003],
    ['falling: counted from the start', terms({ rate: falling }), 2, 1_000_000, before(1_000_000), 30_000],
    ['falling: across two edges', terms({ rate: falling }), 2, 6_000_000, before(500_000), 25_000 + 120_000 + 15_000],
    ['falling: in the open band', terms({ rate: falling }), 3, 1_000_000, before(5_000_000), 10_000],
    ['rising: below the edge', terms({ rate: rising }), 1, 999_999, before(0), 9_999],
    ['rising: across the edge', terms({ rate: rising }), 1, 1_000_020, before(0), 10_001],
    ['by period: the last with the first rate', terms({ rate: steps }), 4, 1_000_000, before(0), 20_000],
    ['by period: the first with the next rate', terms({ rate: steps }), 5, 1_000_000, before(0), 40_000],
    ['the minimum waits for the end of its year', terms({ minimumMinor: 100_000 }), 3, 0, before(0), 0],
    ['the minimum at the end of its year', terms({ minimumMinor: 100_000 }), 4, 0, before(0, 30_000), 70_000],
    ['the minimum, reached', terms({ minimumMinor: 100_000 }), 4, 1_400_000, before(0, 30_000), 70_000],
    ['the minimum counts its own year', terms({ minimumMinor: 100_000 }), 8, 0, before(0, 500_000, 20_000), 80_000],
    ['up to the cap', terms({ capMinor: 100_000 }), 2, 1_000_000, before(0, 50_000), 50_000],
    ['over the cap', terms({ capMinor: 100_000 }), 2, 1_000_020, before(0, 50_000), 50_000],
    ['after the cap', terms({ capMinor: 100_000 }), 3, 1_000_000, before(0, 100_000), 0],
    [
      'the cap is above the minimum',
      terms({ capMinor: 100_000, minimumMinor: 60_000 }),
      8,
      0,
      before(0, 90_000, 0),
      10_000,
    ],
  ])('%s', (_name, of, period, base, earlier, expected) => {
    const { amountMinor, lines } = computeRoyalty(of, period, base, earlier);
    expect(amountMinor).toBe(expected);
    // the lines add up to it
    expect(lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(expected);
  });

  it('is never below nothing, never above the cap, and its lines add up', () => {
    const anyRate = fc.oneof(
      fc.integer({ min: 0, max: 1_000_000 }).map((ppm): RoyaltyRate => ({ kind: 'fixed', ppm })),
      fc.constantFrom(falling, rising, steps),
    );
    fc.assert(
      fc.property(
        anyRate,
        fc.array(fc.nat(1e11), { minLength: 1, maxLength: 8 }),
        fc.option(fc.nat(1e9)),
        fc.option(fc.nat(1e10)),
        (rate, bases, minimumMinor, capMinor) => {
          const of = terms({ rate, minimumMinor, capMinor });
          const so = { baseMinor: 0, amountMinor: 0, yearMinor: 0 };
          bases.forEach((base, i) => {
            if (i > 0 && yearOf(of, i + 1) !== yearOf(of, i)) so.yearMinor = 0;
            const { amountMinor, lines } = computeRoyalty(of, i + 1, base, so);
            expect(amountMinor).toBeGreaterThanOrEqual(0);
            expect(lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(amountMinor);
            so.baseMinor += base;
            so.amountMinor += amountMinor;
            so.yearMinor += amountMinor;
            if (capMinor !== null) expect(so.amountMinor).toBeLessThanOrEqual(capMinor);
            else if (minimumMinor !== null && (i + 1) % 4 === 0)
              expect(so.yearMinor).toBeGreaterThanOrEqual(minimumMinor);
          });
        },
      ),
    );
  });

  it('bands give the same, in one report or in many, but for fen', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_000_000), { minLength: 1, maxLength: 8 }), (bases) => {
        const of = terms({ rate: falling });
        let base = 0;
        let sum = 0;
        bases.forEach((one, i) => {
          sum += computeRoyalty(of, i + 1, one, before(base, sum)).amountMinor;
          base += one;
        });
        const whole = computeRoyalty(of, 1, base).amountMinor;
        expect(whole).toBeGreaterThanOrEqual(sum);
        expect(whole - sum).toBeLessThan(bases.length * 3);
      }),
    );
  });

  it('periods follow one another without a gap', () => {
    const of = terms({ startsOn: '2026-01-31' });
    expect(periodDays(of, 1)).toEqual({ from: '2026-01-31', to: '2026-04-29' });
    expect(periodDays(of, 2)).toEqual({ from: '2026-04-30', to: '2026-07-30' });
    expect(periodDays(terms({ every: 'year' }), 2)).toEqual({ from: '2027-01-01', to: '2027-12-31' });
    expect(periodsOf(of)).toBe(8);
    for (let period = 1; period < 8; period += 1)
      expect(Date.parse(periodDays(of, period + 1).from) - Date.parse(periodDays(of, period).to)).toBe(86_400_000);
  });
});

describe('after an audit', () => {
  const found = (baseMinor: number) => computeRoyalty(terms(), 1, baseMinor);

  it('what was paid too little is due, and the surcharge on what was left out', () => {
    const due = afterAudit(terms(), found(1_500_000), { amountMinor: 50_000, demandedMinor: 50_000 });
    expect(due).toMatchObject({ dueMinor: 27_500, totalMinor: 75_000 });
    expect(due.lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['rate', 75_000],
      ['underpaid', 25_000],
      ['surcharge', 2_500],
    ]);
  });

  it('all of it, where nothing was demanded yet; the surcharge only on what was left out', () => {
    expect(afterAudit(terms(), found(1_500_000), { amountMinor: 50_000, demandedMinor: 0 })).toMatchObject({
      dueMinor: 77_500,
      totalMinor: 75_000,
    });
    expect(afterAudit(terms(), found(1_000_000), { amountMinor: 50_000, demandedMinor: 0 }).dueMinor).toBe(50_000);
  });

  it('nothing, where it was right or too much', () => {
    expect(afterAudit(terms(), found(1_000_000), { amountMinor: 50_000, demandedMinor: 50_000 }).dueMinor).toBe(0);
    expect(afterAudit(terms(), found(900_000), { amountMinor: 50_000, demandedMinor: 50_000 })).toMatchObject({
      dueMinor: 0,
      totalMinor: 50_000,
    });
  });
});

describe('a cap', () => {
  it('holds whatever is reported and audited, in whichever order', () => {
    const step = fc.record({ period: fc.integer({ min: 1, max: 8 }), base: fc.nat(1e9), isAudit: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.integer({ min: 1, max: 1e8 }), (steps, capMinor) => {
        const capped = terms({ capMinor });
        const all: Reported[] = [];
        for (const { period, base, isAudit } of steps) {
          const filed = all.find((one) => one.period === period);
          if (isAudit && filed) {
            const found = computeRoyalty(capped, period, base, beforeOf(capped, all, period));
            const { amountMinor } = filed;
            const { totalMinor } = afterAudit(capped, found, { amountMinor, demandedMinor: amountMinor });
            Object.assign(filed, { foundBaseMinor: base, amountMinor: totalMinor });
          } else if (!isAudit && all.length < 8) {
            const next = all.length + 1;
            const { amountMinor } = computeRoyalty(capped, next, base, beforeOf(capped, all, next));
            all.push({ period: next, baseMinor: base, foundBaseMinor: null, amountMinor });
          }
        }
        expect(all.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBeLessThanOrEqual(capMinor);
      }),
    );
  });
});
