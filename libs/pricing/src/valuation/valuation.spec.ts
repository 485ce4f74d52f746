import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { yuan } from '@jishi/kernel';
import {
  checkInputs,
  comparability,
  type CostInputs,
  type DcfInputs,
  DELTAS_PPM,
  integerRoot,
  type MarketInputs,
  presentValue,
  quartile,
  type RoyaltyInputs,
  sensitivity,
  type Valuation,
  type ValuationInputs,
  valuate,
  weightedMean,
  yearsLeft,
} from './index';

const WAN = 10_000;
const percent = (rate: number): number => rate * 10_000;
const dealId = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const LIFE = { ipKind: 'invention', filedOn: '2021-04-19', valuationDate: '2026-03-01' } as const;
const royalty: RoyaltyInputs = {
  method: 'royalty',
  ...LIFE,
  revenues: [{ amountMinor: yuan(10_000_000) }, { amountMinor: yuan(12_000_000) }],
  royaltyPpm: percent(5),
  taxPpm: percent(25),
  discountPpm: percent(20),
  convention: 'end',
};
const dcf: DcfInputs = {
  method: 'dcf',
  ...LIFE,
  flows: [{ amountMinor: yuan(1_000_000) }],
  sharePpm: percent(30),
  riskFreePpm: percent(2),
  premiums: [{ label: '技术风险', ratePpm: percent(8) }],
  convention: 'end',
  terminalGrowthPpm: null,
};
const cost: CostInputs = {
  method: 'cost',
  items: [
    { label: '人员费', year: 2021, amountMinor: yuan(800_000), indexPpm: 1_100_000 },
    { label: '材料费', year: 2022, amountMinor: yuan(200_000), indexPpm: 1_050_000 },
  ],
  overheadPpm: percent(10),
  profitPpm: percent(20),
  totalMonths: 240,
  remainingMonths: 180,
  obsolescencePpm: percent(10),
};
const market: MarketInputs = {
  method: 'market',
  deals: [
    { dealId: dealId(1), priceMinor: yuan(1_000_000), weight: 3, adjustments: [] },
    {
      dealId: dealId(2),
      priceMinor: yuan(2_000_000),
      weight: 1,
      adjustments: [
        { kind: 'date', ratePpm: percent(10), reason: '两年前' },
        { kind: 'exclusivity', ratePpm: percent(-20), reason: '独占，我方普通' },
      ],
    },
    { dealId: dealId(3), priceMinor: yuan(1_400_000), weight: 2, adjustments: [] },
  ],
  basis: 'median',
};

function valued(inputs: ValuationInputs): Valuation {
  const found = valuate(inputs);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.valuation;
}
const value = (inputs: ValuationInputs): number => valued(inputs).valueMinor;
const problems = (inputs: unknown): string[] => checkInputs(inputs).map(({ path, code }) => `${path} ${code}`);

describe('worked examples', () => {
  /**
   * A published examination problem on profit sharing. An 8 % share of profits of 15万 × 100, 15万 × 100, 14万 × 100,
   * 14万 × 100 and 13万 × 100 yuan at the ends of five years, discounted at 10 %. By hand:
   *   1500×8%/1.1 = 109.0909…, 1500×8%/1.21 = 99.1735…, 1400×8%/1.331 = 84.1472…, 1400×8%/1.4641 = 76.4975…,
   *   1300×8%/1.61051 = 64.5758…; together 433.4850… 万元 (with factors of four digits 433.49).
   */
  it('gives the published share of profits', () => {
    const flows = [1500, 1500, 1400, 1400, 1300].map((wan) => ({ amountMinor: yuan(wan * WAN) }));
    const result = valued({ ...dcf, flows, sharePpm: percent(8) });
    const present = result.lines.filter(({ kind }) => kind === 'present_value').map(({ amountMinor }) => amountMinor);
    expect(present).toEqual([109_090_909, 99_173_554, 84_147_258, 76_497_507, 64_575_818]);
    expect(result.valueMinor).toBe(433_485_046);
  });

  /** Another: 250万 a year for three years at 10 %; the book says 621.72 with the rounded factor 2.4869, exactly 621.7130…. */
  it('gives the published annuity of a design', () => {
    const flows = [0, 0, 0].map(() => ({ amountMinor: yuan(250 * WAN) }));
    const filed = { ipKind: 'design', filedOn: '2022-06-01', sharePpm: percent(100) } as const;
    expect(value({ ...dcf, ...filed, flows })).toBe(227_272_727 + 206_611_570 + 187_828_700);
  });

  it('takes tax off a royalty before discounting it, and says so line by line', () => {
    const result = valued(royalty);
    // 1000万 × 5 % = 50万, less 25 % = 37.5万, ÷ 1.2 = 31.25万; 1200万 × 5 % × 75 % = 45万 ÷ 1.44 = 31.25万.
    expect(result.valueMinor).toBe(yuan(625_000));
    expect(result.lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['royalty', yuan(500_000)],
      ['tax', yuan(-125_000)],
      ['present_value', yuan(312_500)],
      ['royalty', yuan(600_000)],
      ['tax', yuan(-150_000)],
      ['present_value', yuan(312_500)],
      ['value', yuan(625_000)],
    ]);
  });

  it('rebuilds from costs: 109万 + 10 % + 20 %, three quarters of its life left, a tenth overtaken', () => {
    const result = valued(cost);
    expect(result.valueMinor).toBe(yuan(971_190));
    expect(result.lines.find(({ kind }) => kind === 'remaining_life')).toMatchObject({
      baseMinor: yuan(1_438_800),
      ratePpm: 750_000,
      amountMinor: yuan(1_079_100),
    });
  });

  it('compares: each deal adjusted step by step, then median, quartiles and weighted mean', () => {
    const result = valued(market);
    const of = (kind: string) => result.lines.find((line) => line.kind === kind)?.amountMinor;
    // 200万 + 10 % − 20 % = 176万; sorted 100, 140, 176.
    expect(result).toMatchObject({
      valueMinor: yuan(1_400_000),
      lowMinor: yuan(1_200_000),
      highMinor: yuan(1_580_000),
    });
    expect(of('weighted_mean')).toBe(yuan(1_260_000));
    expect(value({ ...market, basis: 'mean' })).toBe(yuan(1_260_000));
  });

  it('in the middle of the year is worth half a year’s interest more', () => {
    // 37.5万 ÷ √1.2 + 45万 ÷ 1.2^1.5 = 342326.5984… + 342326.5984….
    expect(value({ ...royalty, convention: 'mid' })).toBe(34_232_660 * 2);
  });

  it('counts what comes after the forecast only when asked to', () => {
    const knowHow = { ...dcf, ipKind: 'know_how', filedOn: null, sharePpm: percent(100) } as const;
    const result = valued({ ...knowHow, terminalGrowthPpm: percent(2) });
    // 100万 × 1.02 ÷ (10 % − 2 %) = 1275万, both ÷ 1.1.
    expect(result.valueMinor).toBe(90_909_091 + 1_159_090_909);
    expect(result.warnings).toContainEqual({ code: 'terminal_counted', params: {} });
    expect(valuate({ ...knowHow, terminalGrowthPpm: percent(10) })).toEqual({
      ok: false,
      problems: [{ path: 'terminalGrowthPpm', code: 'valuation.growth_not_below_discount' }],
    });
  });
});

describe('the range', () => {
  it('counts what can only go down: a life that is all left, a share that is the whole', () => {
    const only = { ...cost, overheadPpm: 0, profitPpm: 0, obsolescencePpm: 0, remainingMonths: 240 };
    const largest = {
      ...only,
      items: [{ label: 'x', year: 2026, amountMinor: 10_000_000_000_000, indexPpm: 1_000_000 }],
    };
    expect(valued(largest)).toMatchObject({ valueMinor: 10_000_000_000_000, lowMinor: 9_000_000_000_000 });
  });
});

describe('warnings', () => {
  const codes = (inputs: ValuationInputs) => valued(inputs).warnings.map(({ code }) => code);
  it('tell what a careful reader would ask about', () => {
    expect(codes({ ...royalty, royaltyPpm: percent(21) })).toContain('royalty_above_guidance');
    expect(codes({ ...royalty, royaltyPpm: percent(20) })).not.toContain('royalty_above_guidance');
    expect(codes({ ...royalty, discountPpm: percent(7) })).toContain('discount_unusual');
    expect(codes({ ...royalty, discountPpm: percent(41) })).toContain('discount_unusual');
    expect(codes({ ...dcf, sharePpm: percent(41) })).toContain('share_high');
    expect(codes({ ...dcf, flows: [{ amountMinor: -5 }] })).toContain('not_positive');
    expect(codes({ ...market, deals: market.deals.slice(0, 2) })).toContain('few_deals');
    expect(valued(royalty).warnings).toEqual([{ code: 'life_cut_short', params: { years: 2, left: 15 } }]);
  });
});

describe('bad inputs', () => {
  it('are named with their path', () => {
    expect(problems({ ...royalty, royaltyPpm: 0.05 })).toEqual(['royaltyPpm valuation.not_in_range']);
    expect(problems({ ...dcf, flows: [{ amountMinor: 1 }, { amountMinor: '2' }] })).toEqual([
      'flows[1].amountMinor valuation.not_in_range',
    ]);
    expect(problems({ ...dcf, flow: [] })).toEqual(['flow valuation.unknown_key']);
    expect(problems({ ...dcf, method: 'guess' })).toEqual(['method valuation.not_allowed']);
    expect(problems({ ...cost, remainingMonths: 241 })).toEqual(['remainingMonths valuation.remaining_above_total']);
    expect(problems({ ...cost, items: [] })).toEqual(['items valuation.list_size']);
    expect(problems({ ...market, deals: [market.deals[0], market.deals[0]] })).toEqual([
      'deals[1].dealId valuation.deal_twice',
    ]);
    expect(problems({ ...royalty, valuationDate: '2026-02-30' })).toEqual(['valuationDate valuation.bad_day']);
    for (const nothing of [null, undefined, 7, 'dcf', [], {}])
      expect(problems(nothing)).toEqual(['method valuation.not_allowed']);
  });

  it('end with the protection: nothing is counted after it', () => {
    const years = (n: number) => Array.from({ length: n }, () => ({ amountMinor: 100 }));
    expect(problems({ ...royalty, revenues: years(15) })).toEqual([]);
    expect(problems({ ...royalty, revenues: years(16) })).toEqual(['revenues valuation.beyond_life']);
    expect(problems({ ...dcf, terminalGrowthPpm: 0 })).toEqual(['terminalGrowthPpm valuation.terminal_beyond_life']);
    expect(problems({ ...royalty, filedOn: null })).toEqual(['filedOn valuation.filed_on_missing']);
    expect(problems({ ...royalty, filedOn: '2026-03-02', revenues: years(20) })).toContain(
      'filedOn valuation.filed_later',
    );
  });

  it.each([
    ['invention', '2020-05-01', '2026-05-01', 14],
    ['invention', '2020-05-01', '2026-05-02', 13],
    ['utility_model', '2020-05-01', '2026-01-01', 4],
    ['design', '2021-05-31', '2026-01-01', 5],
    ['design', '2021-06-01', '2026-01-01', 10],
    ['invention', '2000-01-01', '2026-01-01', 0],
    ['software', '2000-01-01', '2026-01-01', null],
  ] as const)('a %s filed on %s has on %s %s years left', (ipKind, filedOn, valuationDate, left) => {
    expect(yearsLeft({ ipKind, filedOn, valuationDate })).toBe(left);
  });
});

/** Fractions written anew, without a look at the rules: what exact arithmetic says. */
class Fraction {
  constructor(
    readonly top: bigint,
    readonly bottom: bigint = 1n,
  ) {}
  times(top: bigint, bottom: bigint): Fraction {
    return new Fraction(this.top * top, this.bottom * bottom);
  }
  plus(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  }
  /** Whether a whole number of fen is at most `fen` away. */
  isNear(whole: number, fen: number): boolean {
    const gap = BigInt(whole) * this.bottom - this.top;
    return (gap < 0n ? -gap : gap) <= BigInt(fen) * this.bottom;
  }
}
const M = 1_000_000n;
const rate = fc.integer({ min: 0, max: 700_000 });
const amount = fc.integer({ min: 0, max: yuan(1_000_000_000) });
const signed = fc.integer({ min: -yuan(1_000_000_000), max: yuan(1_000_000_000) });
const amounts = fc.array(amount, { minLength: 1, maxLength: 15 });
const convention = fc.constantFrom('mid' as const, 'end' as const);
const rows = (list: number[]) => list.map((amountMinor) => ({ amountMinor }));
const knowHow = { ipKind: 'know_how', filedOn: null } as const;
const plainDcf = (flows: number[], discountPpm: number, convention: 'mid' | 'end' = 'end'): DcfInputs => ({
  ...dcf,
  ...knowHow,
  flows: rows(flows),
  sharePpm: 1_000_000,
  riskFreePpm: discountPpm,
  premiums: [],
  convention,
});

describe('discounting', () => {
  it('finds whole roots', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 80n }), (square) => {
        const root = integerRoot(square);
        expect(root * root <= square && (root + 1n) * (root + 1n) > square).toBe(true);
      }),
    );
  });

  it('is the nearest fen, halves of a year included', () => {
    fc.assert(
      fc.property(amount, rate, fc.integer({ min: 0, max: 100 }), (amountMinor, ratePpm, halves) => {
        const found = BigInt(presentValue(amountMinor, ratePpm, halves));
        // (2f − 1)² ≤ 4v² < (2f + 1)²: v rounds to f and to no other.
        const top = 4n * BigInt(amountMinor) ** 2n * M ** BigInt(halves);
        const bottom = (M + BigInt(ratePpm)) ** BigInt(halves);
        expect((2n * found + 1n) ** 2n * bottom > top).toBe(true);
        expect(found === 0n || (2n * found - 1n) ** 2n * bottom <= top).toBe(true);
      }),
    );
  });

  it('at no rate is the plain sum', () => {
    fc.assert(
      fc.property(fc.array(signed, { minLength: 1, maxLength: 20 }), convention, (flows, when) => {
        expect(value(plainDcf(flows, 0, when))).toBe(flows.reduce((total, flow) => total + flow, 0));
      }),
    );
  });

  it('adds up: two streams, one after the other or side by side, are worth the sum of each', () => {
    fc.assert(
      fc.property(amounts, amounts, rate, convention, (first, second, ratePpm, when) => {
        const zeros = (n: number) => Array.from({ length: n }, () => 0);
        const joined = value(plainDcf([...first, ...second], ratePpm, when));
        const later = value(plainDcf([...zeros(first.length), ...second], ratePpm, when));
        expect(joined).toBe(value(plainDcf(first, ratePpm, when)) + later);
      }),
    );
  });

  it('does not care for the unit, but for the rounding', () => {
    fc.assert(
      fc.property(amounts, rate, fc.integer({ min: 2, max: 100 }), (flows, ratePpm, times) => {
        const once = value(plainDcf(flows, ratePpm));
        const scaled = value(
          plainDcf(
            flows.map((flow) => flow * times),
            ratePpm,
          ),
        );
        expect(Math.abs(scaled - once * times)).toBeLessThanOrEqual(((times + 1) * flows.length) / 2);
      }),
    );
  });

  it('agrees with exact fractions, to half a fen a rounding', () => {
    fc.assert(
      fc.property(amounts, rate, rate, rate, (revenues, royaltyPpm, taxPpm, discountPpm) => {
        const exact = revenues.reduce(
          (total, revenue, i) =>
            total.plus(
              new Fraction(BigInt(revenue))
                .times(BigInt(royaltyPpm), M)
                .times(M - BigInt(taxPpm), M)
                .times(M ** BigInt(i + 1), (M + BigInt(discountPpm)) ** BigInt(i + 1)),
            ),
          new Fraction(0n),
        );
        const inputs = { ...royalty, ...knowHow, revenues: rows(revenues), royaltyPpm, taxPpm, discountPpm };
        expect(exact.isNear(value(inputs), 2 * revenues.length)).toBe(true);
      }),
    );
  });
});

describe('every value', () => {
  it('moves the way it should: more royalty, share or sales up, more discount or tax down', () => {
    fc.assert(
      fc.property(amounts, rate, rate, convention, fc.integer({ min: 1, max: 100_000 }), (list, a, b, when, more) => {
        const base = { ...royalty, ...knowHow, revenues: rows(list), royaltyPpm: a, discountPpm: b, convention: when };
        const at = value(base);
        expect(value({ ...base, royaltyPpm: a + more })).toBeGreaterThanOrEqual(at);
        expect(value({ ...base, discountPpm: b + more })).toBeLessThanOrEqual(at);
        expect(value({ ...base, taxPpm: base.taxPpm + more })).toBeLessThanOrEqual(at);
        const flows = { ...dcf, ...knowHow, flows: rows(list), sharePpm: a, riskFreePpm: b, convention: when };
        expect(value({ ...flows, sharePpm: a + more })).toBeGreaterThanOrEqual(value(flows));
        expect(value({ ...flows, riskFreePpm: b + more })).toBeLessThanOrEqual(value(flows));
      }),
    );
  });

  it('of cost rises with cost, profit and life, and falls with obsolescence', () => {
    fc.assert(
      fc.property(amount, rate, fc.integer({ min: 0, max: 239 }), (amountMinor, ratePpm, remainingMonths) => {
        const base: CostInputs = { ...cost, remainingMonths, obsolescencePpm: ratePpm, profitPpm: ratePpm };
        const more = { label: 'x', year: 2023, amountMinor, indexPpm: 1_000_000 };
        expect(value({ ...base, items: [...base.items, more] })).toBeGreaterThanOrEqual(value(base));
        expect(value({ ...base, profitPpm: ratePpm + 1000 })).toBeGreaterThanOrEqual(value(base));
        expect(value({ ...base, remainingMonths: remainingMonths + 1 })).toBeGreaterThanOrEqual(value(base));
        expect(value({ ...base, obsolescencePpm: ratePpm + 1000 })).toBeLessThanOrEqual(value(base));
      }),
    );
  });

  it('lies in its range, and its lines add up', () => {
    fc.assert(
      fc.property(amounts, rate, fc.constantFrom('median' as const, 'mean' as const), (list, ratePpm, basis) => {
        const deals = list.map((price, i) => ({
          dealId: dealId(i),
          priceMinor: price + 1,
          weight: (price % 100) + 1,
          adjustments: [{ kind: 'size' as const, ratePpm: ratePpm - 350_000, reason: '规模' }],
        }));
        for (const inputs of [{ ...market, deals, basis }, plainDcf(list, ratePpm), cost]) {
          const { lowMinor, valueMinor, highMinor, lines } = valued(inputs);
          expect(lowMinor).toBeLessThanOrEqual(valueMinor);
          expect(highMinor).toBeGreaterThanOrEqual(valueMinor);
          expect(lines.at(-1)).toMatchObject({ kind: 'value', amountMinor: valueMinor });
        }
        const { lines, valueMinor } = valued(plainDcf(list, ratePpm));
        const present = lines.filter(({ kind }) => kind === 'present_value');
        expect(present.reduce((total, { amountMinor }) => total + (amountMinor ?? 0), 0)).toBe(valueMinor);
      }),
    );
  });

  it('orders the statistics of deals, whatever their order', () => {
    fc.assert(
      fc.property(amounts, (list) => {
        const sorted = list.toSorted((a, b) => a - b);
        const [low, mid, high] = [quartile(sorted, 1), quartile(sorted, 2), quartile(sorted, 3)];
        expect(low <= mid && mid <= high && low >= sorted[0]! && high <= sorted.at(-1)!).toBe(true);
        const mean = weightedMean(list.map((amountMinor) => ({ amountMinor, weight: 7 })));
        expect(mean >= sorted[0]! && mean <= sorted.at(-1)!).toBe(true);
      }),
    );
  });

  it('is refused rather than wrong when it leaves the whole numbers', () => {
    const flows = rows(Array.from({ length: 50 }, () => 10_000_000_000_000));
    const endless = { ...dcf, ...knowHow, flows, sharePpm: 1_000_000, riskFreePpm: 1, premiums: [] };
    expect(valuate({ ...endless, terminalGrowthPpm: 0 })).toEqual({
      ok: false,
      problems: [{ path: '', code: 'valuation.too_large' }],
    });
  });
});

describe('sensitivity', () => {
  it.each([cost, market, royalty, dcf])('of $method is the same rule on other inputs', (inputs) => {
    const { tornado, grid } = sensitivity(inputs);
    const middle = DELTAS_PPM.indexOf(0);
    for (const { values } of tornado) expect(values[middle]).toBe(value(inputs));
    expect(grid.values[middle]?.[middle]).toBe(value(inputs));
    const rowDriver = tornado.find(({ driver }) => driver === grid.rows);
    expect(grid.values.map((row) => row[middle])).toEqual(rowDriver?.values);
  });

  it('shows the widest driver first, and computes it anew', () => {
    const { tornado } = sensitivity(royalty);
    expect(tornado.map(({ driver }) => driver)).toEqual(['royalty', 'revenue', 'tax', 'discount'].toSorted(byWidth));
    const higher = tornado.find(({ driver }) => driver === 'royalty')?.values.at(-1);
    expect(higher).toBe(value({ ...royalty, royaltyPpm: percent(6.5) }));
    function byWidth(a: string, b: string): number {
      const width = (name: string) => {
        const values = tornado.find(({ driver }) => driver === name)?.values ?? [];
        return Math.max(...values.map(Number)) - Math.min(...values.map(Number));
      };
      return width(b) - width(a);
    }
  });

  it('leaves out what cannot be: a life longer than the whole', () => {
    const { tornado } = sensitivity({ ...cost, remainingMonths: 240 });
    const life = tornado.find(({ driver }) => driver === 'remaining_life');
    expect(life?.values.slice(4)).toEqual([null, null, null]);
  });
});

describe('comparability', () => {
  const ours = { fieldCode: 'energy', ipc: ['H01M 4/58', 'C01B 25/45'], contractType: 'transfer', ipKind: 'invention' };
  it('says why a deal is like ours', () => {
    const deal = { ...ours, ipc: ['H01M10/054'], year: 2025 };
    expect(comparability(ours, deal, 2026)).toEqual({
      score: 97,
      reasons: [
        { code: 'same_field', points: 25 },
        { code: 'same_subclass', points: 30 },
        { code: 'same_type', points: 15 },
        { code: 'same_kind', points: 10 },
        { code: 'recent', points: 17 },
      ],
    });
    const other = { fieldCode: '', ipc: [], contractType: 'licence', ipKind: 'software', year: 2001 };
    expect(comparability(ours, other, 2026)).toEqual({ score: 0, reasons: [] });
    expect(comparability({ ...ours, fieldCode: '' }, { ...deal, fieldCode: '' }, 2025).score).toBe(75);
  });
});
