import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@jishi/kernel';
import fc from 'fast-check';
import { computeReward, type Deduction, floorShare, type RewardBasis } from './reward';
import {
  DEDUCTION_KINDS,
  DEFAULT_REWARD_RULE,
  floorOf,
  parseRewardRule,
  REWARD_CLASSES,
  type RewardRule,
  rewardRuleChanges,
} from './reward-rule';
import { checkSplit, payableOf, splitAward } from './reward-split';
import { nextRewardState, REWARD_STATES, REWARD_TRANSITIONS, type RewardAction } from './reward-states';
import { taxFlag } from './reward-tax';

const basis = (
  incomes: number[],
  deductions: [Deduction['kind'], number][] = [],
  more: Partial<RewardBasis> = {},
): RewardBasis => ({
  class: 'transfer',
  incomes: incomes.map((amountMinor, i) => ({ label: `S${i + 1}`, amountMinor })),
  deductions: deductions.map(([kind, amountMinor]) => ({ kind, amountMinor })),
  carriedMinor: 0,
  ...more,
});
const rule = (change: object = {}): RewardRule => ({ ...DEFAULT_REWARD_RULE, ...change });
const sums = (found: ReturnType<typeof computeReward>) => [
  found.incomeMinor,
  found.deductedMinor,
  found.netMinor,
  found.awardMinor,
  found.lossMinor,
];
const HALF = { ...DEFAULT_REWARD_RULE.rates, transfer: { bps: 5_000, source: '第四十五条' } };

describe('hand-computed rewards, in fen', () => {
  it.each<[string, RewardRule, RewardBasis, number[]]>([
    // 7,685,000.00 came (8M less the fee of 315,000); 60 %
    [
      'the worked sale of 8M, nothing deducted',
      rule(),
      basis([768_500_000]),
      [768_500_000, 0, 768_500_000, 461_100_000, 0],
    ],
    // 300,000 tax, 20,000 appraisal, 18,000.55 patent costs: net 7,346,999.45, 60 % = 4,408,199.67
    [
      'with documents of three kinds',
      rule(),
      basis(
        [768_500_000],
        [
          ['tax', 30_000_000],
          ['appraisal', 2_000_000],
          ['patent', 1_800_055],
        ],
      ),
      [768_500_000, 33_800_055, 734_699_945, 440_819_967, 0],
    ],
    // overhead of 8 % entered, 5 % taken: 50,000 of 1M
    [
      'overhead above its cap',
      rule(),
      basis([100_000_000], [['overhead', 8_000_000]]),
      [100_000_000, 5_000_000, 95_000_000, 57_000_000, 0],
    ],
    // exactly at the cap, entered in two parts
    [
      'overhead at its cap',
      rule(),
      basis(
        [100_000_000],
        [
          ['overhead', 3_000_000],
          ['overhead', 2_000_000],
        ],
      ),
      [100_000_000, 5_000_000, 95_000_000, 57_000_000, 0],
    ],
    // 5 % of 0.19 is less than a fen
    ['a cap below a fen', rule(), basis([19], [['overhead', 1]]), [19, 0, 19, 11, 0]],
    // 60 % of 1 fen: dropped
    ['one fen', rule(), basis([1]), [1, 0, 1, 0, 0]],
    ['two fen', rule(), basis([2]), [2, 0, 2, 1, 0]],
    // the statute's 50 % of an odd amount: 0.005 dropped
    ['half of an odd fen', rule({ rates: HALF }), basis([100_000_001]), [100_000_001, 0, 100_000_001, 50_000_000, 0]],
    // a quarter given back of an instalment: 60 % of the rest
    [
      'an instalment of which a quarter went back',
      rule(),
      basis([40_000_000, -10_000_000]),
      [30_000_000, 0, 30_000_000, 18_000_000, 0],
    ],
    // what went back is more than came in this case: nothing, carried
    [
      'a case of nothing but money given back',
      rule(),
      basis([-10_000_000]),
      [-10_000_000, 0, -10_000_000, 0, 10_000_000],
    ],
    // the contract's next instalment bears it
    [
      'the instalment after it',
      rule(),
      basis([25_000_000], [], { carriedMinor: 10_000_000 }),
      [25_000_000, 0, 15_000_000, 9_000_000, 0],
    ],
    // costs above the income
    ['costs above the income', rule(), basis([1_000_000], [['patent', 1_000_001]]), [1_000_000, 1_000_001, -1, 0, 1]],
    ['costs that eat it up exactly', rule(), basis([1_000_000], [['tax', 1_000_000]]), [1_000_000, 1_000_000, 0, 0, 0]],
    [
      'a loss that the rule forgets',
      rule({ loss: 'dropped' }),
      basis([1_000_000], [['patent', 3_000_000]]),
      [1_000_000, 3_000_000, -2_000_000, 0, 0],
    ],
    // horizontal, 60 % by art. 27
    [
      'a horizontal project',
      rule(),
      basis([33_333_333], [], { class: 'horizontal' }),
      [33_333_333, 0, 33_333_333, 19_999_999, 0],
    ],
    [
      'a kind the rule does not deduct',
      rule({
        deductions: { ...DEFAULT_REWARD_RULE.deductions, brokerage: { allowed: false, capBps: null, source: '不扣' } },
      }),
      basis([100_000_000], [['brokerage', 4_000_000]]),
      [100_000_000, 0, 100_000_000, 60_000_000, 0],
    ],
  ])('%s', (_name, governing, given, expected) => {
    expect(sums(computeReward(governing, given))).toEqual(expected);
  });

  it('are told line by line', () => {
    const { trace } = computeReward(rule(), basis([768_500_000], [['tax', 30_000_000]]));
    expect(trace.map(({ code, amountMinor }) => [code, amountMinor])).toEqual([
      ['income', 768_500_000],
      ['income.total', 768_500_000],
      ['deduction', -30_000_000],
      ['net', 738_500_000],
      ['award', 443_100_000],
    ]);
  });
});

describe('for any income', () => {
  const amount = fc.integer({ min: 1, max: 10_000_000_000 });
  const deductions = fc.array(
    fc.record({ kind: fc.constantFrom(...DEDUCTION_KINDS), amountMinor: fc.integer({ min: 1, max: 1_000_000_000 }) }),
    { maxLength: 12 },
  );
  const any = fc.record({
    incomes: fc.array(amount, { minLength: 1, maxLength: 6 }),
    deductions,
    carriedMinor: fc.integer({ min: 0, max: 1_000_000_000 }),
    class: fc.constantFrom(...REWARD_CLASSES),
    bps: fc.integer({ min: 5_000, max: 10_000 }),
    loss: fc.constantFrom('carried' as const, 'dropped' as const),
  });

  it('nothing is lost or made, the award is never below the rate by a fen, more income never pays less', () => {
    fc.assert(
      fc.property(any, amount, ({ incomes, deductions: taken, carriedMinor, class: of, bps, loss }, more) => {
        const rates = Object.fromEntries(REWARD_CLASSES.map((name) => [name, { bps, source: '试' }]));
        const governing = rule({ rates, loss });
        const given = { ...basis(incomes), class: of, deductions: taken, carriedMinor };
        const found = computeReward(governing, given);
        expect(found.netMinor).toBe(found.incomeMinor - found.deductedMinor - carriedMinor);
        expect(found.incomeMinor).toBe(incomes.reduce((sum, each) => sum + each, 0));
        expect(found.deductedMinor).toBeLessThanOrEqual(taken.reduce((sum, each) => sum + each.amountMinor, 0));
        if (found.netMinor > 0) {
          const exact = BigInt(found.netMinor) * BigInt(bps);
          expect(BigInt(found.awardMinor) * 10_000n <= exact && exact < BigInt(found.awardMinor + 1) * 10_000n).toBe(
            true,
          );
        } else expect([found.awardMinor, found.lossMinor]).toEqual([0, loss === 'carried' ? -found.netMinor : 0]);
        const richer = { ...given, incomes: [...given.incomes, { label: 'more', amountMinor: more }] };
        expect(computeReward(governing, richer).awardMinor).toBeGreaterThanOrEqual(found.awardMinor);
        const costlier = { ...given, deductions: [...taken, { kind: 'tax' as const, amountMinor: more }] };
        expect(computeReward(governing, costlier).awardMinor).toBeLessThanOrEqual(found.awardMinor);
      }),
    );
  });

  it('what comes and is given back again pays what it paid without', () => {
    fc.assert(
      fc.property(amount, amount, (kept, back) => {
        const without = computeReward(rule(), basis([kept])).awardMinor;
        expect(computeReward(rule(), basis([kept, back, -back])).awardMinor).toBe(without);
      }),
    );
  });
});

const line = (shareBps: number, main = false, i = shareBps) => ({
  userId: `u${i}`,
  name: '',
  affiliation: '',
  main,
  shareBps,
});

describe('a split', () => {
  it.each<[string, number, [number, boolean][], 'first_main' | 'largest_main', number[]]>([
    [
      'thirds of 100 fen',
      100,
      [
        [3_334, true],
        [3_333, true],
        [3_333, false],
      ],
      'first_main',
      [34, 33, 33],
    ],
    [
      '4,408,199.67 among three',
      440_819_967,
      [
        [5_000, true],
        [3_000, true],
        [2_000, false],
      ],
      'first_main',
      [220_409_984, 132_245_990, 88_163_993],
    ],
    [
      'the rest to the largest main',
      101,
      [
        [2_000, false],
        [3_000, true],
        [5_000, true],
      ],
      'largest_main',
      [20, 30, 51],
    ],
    [
      'the rest to the first main',
      101,
      [
        [2_000, false],
        [3_000, true],
        [5_000, true],
      ],
      'first_main',
      [20, 31, 50],
    ],
    [
      'one fen among two',
      1,
      [
        [5_000, true],
        [5_000, false],
      ],
      'first_main',
      [1, 0],
    ],
    ['all to one', 99_999_999, [[10_000, true]], 'largest_main', [99_999_999]],
  ])('of %s', (_name, award, lines, remainder, expected) => {
    const shares = lines.map(([bps, main], i) => line(bps, main, i));
    expect(splitAward(award, shares, remainder)).toEqual(expected);
  });

  const parts = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.boolean()), { minLength: 1, maxLength: 12 })
    .map((drawn) => {
      const total = drawn.reduce((sum, [part]) => sum + part, 0);
      const shares = drawn.map(([part, main], i) => line(Math.max(1, Math.floor((part * 9_900) / total)), main, i));
      const rest = 10_000 - shares.reduce((sum, { shareBps }) => sum + shareBps, 0);
      return shares.map((each, i) => (i === 0 ? { ...each, main: true, shareBps: each.shareBps + rest } : each));
    });

  it('gives away the award to the fen, nobody less than their share, the main contributors never below theirs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        parts,
        fc.constantFrom('first_main' as const, 'largest_main' as const),
        (award, lines, remainder) => {
          const amounts = splitAward(award, lines, remainder);
          expect(amounts.reduce((sum, each) => sum + BigInt(each), 0n)).toBe(BigInt(award));
          amounts.forEach((each, i) => expect(each).toBeGreaterThanOrEqual(floorShare(award, lines[i]!.shareBps)));
          const mainBps = lines.filter(({ main }) => main).reduce((sum, { shareBps }) => sum + shareBps, 0);
          const mainMinor = amounts.reduce((sum, each, i) => sum + (lines[i]!.main ? BigInt(each) : 0n), 0n);
          expect(mainMinor * 10_000n >= BigInt(award) * BigInt(mainBps)).toBe(true);
          if (mainBps >= 5_000) expect(() => checkSplit(DEFAULT_REWARD_RULE, lines)).not.toThrow();
          else expect(codes(() => checkSplit(DEFAULT_REWARD_RULE, lines))).toEqual(['lines reward.main_share']);
        },
      ),
    );
  });

  it('is refused with each bad field', () => {
    expect(codes(() => checkSplit(DEFAULT_REWARD_RULE, [line(4_999, true), line(5_000)]))).toEqual([
      'lines reward.shares_sum',
      'lines reward.main_share',
    ]);
    expect(codes(() => checkSplit(DEFAULT_REWARD_RULE, [line(5_000, true, 1), line(5_000, true, 1)]))).toEqual([
      'lines[1] reward.contributor_twice',
    ]);
    expect(codes(() => checkSplit(DEFAULT_REWARD_RULE, [{ ...line(10_000, true), userId: null }]))).toEqual([
      'lines[0].name reward.words_missing',
      'lines[0].affiliation reward.words_missing',
    ]);
    expect(codes(() => checkSplit(DEFAULT_REWARD_RULE, []))).toEqual(['lines reward.bad_count']);
  });

  it('pays nobody twice, and nobody owes for what they had', () => {
    expect([payableOf(100, 0), payableOf(100, 30), payableOf(100, 130)]).toEqual([100, 70, 0]);
  });
});

const codes = (work: () => unknown): string[] => {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.errors.map(({ path, code }) => `${path} ${code}`);
  }
};

describe('a rule', () => {
  const guangdong = '440100';
  it('that ships is lawful everywhere, and names its sources', () => {
    for (const region of [guangdong, '110000'])
      expect(parseRewardRule(DEFAULT_REWARD_RULE, region)).toEqual(DEFAULT_REWARD_RULE);
  });

  it('goes nowhere below the law of its place', () => {
    const at = (bps: number) => ({
      ...DEFAULT_REWARD_RULE,
      rates: {
        ...DEFAULT_REWARD_RULE.rates,
        transfer: { bps, source: '第五条' },
        horizontal: { bps, source: '第六条' },
      },
    });
    expect(codes(() => parseRewardRule(at(5_999), guangdong))).toEqual([
      'rates.transfer.bps reward_rule.below_law',
      'rates.horizontal.bps reward_rule.below_law',
    ]);
    expect(codes(() => parseRewardRule(at(6_000), guangdong))).toEqual([]);
    expect(codes(() => parseRewardRule(at(5_000), '110000'))).toEqual([]);
    // elsewhere no law names a rate for work done for others
    expect(codes(() => parseRewardRule(at(4_999), '110000'))).toEqual(['rates.transfer.bps reward_rule.below_law']);
    expect(floorOf('horizontal', '110000')).toBeNull();
    const main = { ...DEFAULT_REWARD_RULE, main: { bps: 4_999, source: '第七条' } };
    expect(codes(() => parseRewardRule(main, '110000'))).toEqual(['main.bps reward_rule.below_law']);
  });

  it('is refused with each bad field, and keeps nothing unknown', () => {
    expect(codes(() => parseRewardRule(null, guangdong)).length).toBeGreaterThan(20);
    const deductions = {
      ...DEFAULT_REWARD_RULE.deductions,
      overhead: { allowed: true, capBps: null, source: '第八条' },
    };
    expect(codes(() => parseRewardRule({ ...DEFAULT_REWARD_RULE, deductions, loss: 'never' }, guangdong))).toEqual([
      'deductions.overhead.capBps reward_rule.overhead_cap',
      'loss reward_rule.bad_choice',
    ]);
    expect(parseRewardRule({ ...DEFAULT_REWARD_RULE, more: 1 }, guangdong)).toEqual(DEFAULT_REWARD_RULE);
  });

  it('says what it changes', () => {
    const other = rule({
      amounts: 'open',
      rates: { ...DEFAULT_REWARD_RULE.rates, licence: { bps: 7_000, source: '第五条' } },
    });
    expect(rewardRuleChanges(DEFAULT_REWARD_RULE, other)).toEqual(['rates.licence', 'amounts']);
    expect(rewardRuleChanges(other, other)).toEqual([]);
  });
});

describe('the tax flag', () => {
  const given = {
    class: 'transfer' as const,
    institutionKind: 'university',
    receivedOn: '2026-11-20',
    publicityDays: 15,
  };
  it('is half until three years after the income, to the day', () => {
    expect(taxFlag({ ...given, paidOn: '2029-11-20' })).toMatchObject({
      category: 'cash_award_half',
      halfUntil: '2029-11-20',
    });
    expect(taxFlag({ ...given, paidOn: '2029-11-21' }).category).toBe('wages');
    expect(taxFlag({ ...given, receivedOn: '2028-02-29', paidOn: '2029-01-01' }).halfUntil).toBe('2031-02-28');
  });
  it('is wages where a condition is not met, and leaves open what is not known here', () => {
    expect(taxFlag({ ...given, paidOn: '2026-12-01', class: 'horizontal' }).category).toBe('wages');
    expect(taxFlag({ ...given, paidOn: '2026-12-01', institutionKind: 'company' }).category).toBe('wages');
    expect(taxFlag({ ...given, paidOn: '2026-12-01', publicityDays: 14 }).category).toBe('wages');
    expect(taxFlag({ ...given, paidOn: '2026-12-01' }).conditions.filter(({ met }) => met === null)).toHaveLength(2);
  });
});

describe('the states', () => {
  it('are reached from the first, and an act out of turn is refused', () => {
    const reached = new Set(['open', ...Object.values(REWARD_TRANSITIONS).map(({ to }) => to)]);
    expect([...REWARD_STATES].filter((state) => !reached.has(state))).toEqual([]);
    for (const action of Object.keys(REWARD_TRANSITIONS) as RewardAction[])
      for (const state of REWARD_STATES) {
        const open = (REWARD_TRANSITIONS[action].from as readonly string[]).includes(state);
        if (open) expect(nextRewardState(state, action)).toBe(REWARD_TRANSITIONS[action].to);
        else expect(() => nextRewardState(state, action)).toThrow('reward.wrong_state');
      }
  });
});
