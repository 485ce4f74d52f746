import fc from 'fast-check';
import {
  type DayCount,
  FORMS,
  PAPERS,
  PRICING_WAYS,
  type Rate,
  RULES_BEFORE,
  rulesOf,
  type RuleProfile,
  SELLER_TYPES,
} from '@jishi/pricing';

const days: fc.Arbitrary<DayCount> = fc.record({
  count: fc.integer({ min: 1, max: 60 }),
  kind: fc.constantFrom('calendar', 'working'),
});
const rate: fc.Arbitrary<Rate> = fc.record({
  numerator: fc.integer({ min: 0, max: 1000 }),
  denominator: fc.constantFrom(1000, 10_000),
});
const someOf = <T>(all: readonly T[], minLength: number): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...all], { minLength });
const words = fc.string({ maxLength: 30, unit: 'grapheme' });
/** Rising, the first at zero or above. */
const rising = (maxLength: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { maxLength })
    .map((amounts) => amounts.sort((a, b) => a - b).map((amount) => amount * 100));
const bands = <T extends object>(more: fc.Arbitrary<T>) =>
  fc
    .tuple(rising(4), fc.array(fc.tuple(rate, more), { minLength: 5, maxLength: 5 }))
    .map(([limits, rates]) =>
      [...limits, null].map((upToMinor, i) => ({ upToMinor, rate: rates[i]![0], ...rates[i]![1] })),
    );
const span = fc.integer({ min: 0, max: 3_600_000 });

/** Of one's own in both languages, or the platform's. */
const undertaking = fc.option(
  fc.record({
    zh: fc.constant('{recipient} 就 {title} 承诺保密'),
    en: words.map((more) => `{recipient}: ${plainly(more)}`),
  }),
  { nil: undefined },
);
const plainly = (text: string): string => text.replaceAll(/[{}\0]/g, '');

/** Valid rules of every kind; names and sources are those of the profile they are laid over. */
const rules = fc.record({
  noticeDays: days,
  publicityDays: days,
  openingHour: fc.integer({ min: 1, max: 23 }),
  deposit: fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 3 }),
  refundDays: fc.integer({ min: 0, max: 30 }),
  closingDays: days,
  sealedPrice: fc.constantFrom('first' as const, 'second' as const),
  nda: undertaking,
  auction: fc.record({
    mode: fc.constantFrom('english' as const, 'dynamic' as const, 'sealed' as const),
    freePeriodMs: span,
    timerMs: fc.integer({ min: 1000, max: 3_600_000 }),
    triggerMs: span,
    extendMs: span,
    extensionBase: fc.constantFrom('bidTime' as const, 'currentEnd' as const),
    maxExtensions: fc.option(fc.integer({ min: 0, max: 99 })),
    increments: rising(4).map((froms) =>
      [0, ...froms].map((fromMinor, i) => ({ fromMinor, stepMinor: 100 * (i + 1) })),
    ),
    raise: fc.constantFrom('multiple' as const, 'atLeast' as const),
    selfRaise: fc.boolean(),
    showReserveMet: fc.boolean(),
    barMs: span,
  }),
  fees: fc.record({
    seller: bands(fc.record({ excessRate: rate })),
    buyerCompetitive: bands(fc.constant({})),
    buyerNegotiated: bands(fc.constant({})),
    minimumMinor: fc.nat(1_000_000),
  }),
  sale: fc.record({
    sellers: someOf(SELLER_TYPES, 1),
    forms: someOf(FORMS, 1),
    pricingWays: someOf(PRICING_WAYS, 1),
    noticeByPrice: rising(3).chain((froms) =>
      fc.tuple(...froms.map((fromMinor) => days.map((d) => ({ fromMinor, days: d })))),
    ),
    extension: fc.option(fc.record({ days, max: fc.integer({ min: 1, max: 10 }) })),
    appraisal: fc.option(fc.record({ approvalBelow: rate })),
    priceCut: fc.option(fc.record({ maxRate: rate, relistWithin: days })),
    applyUntil: fc.constantFrom('noticeEnd' as const, 'biddingEnd' as const),
    sellerConfirmation: fc.option(days),
    depositWithinMs: span,
    firstRefusalNotice: fc.option(days),
    intakeWithin: days,
    reviewWithin: days,
    requiresDecision: fc.boolean(),
    papers: fc.record({ listing: someOf(PAPERS.listing, 0), application: someOf(PAPERS.application, 0) }),
    texts: fc.record({ notice: fc.record({ zh: words, en: words }), application: fc.record({ zh: words, en: words }) }),
  }),
});

/** A valid profile that differs from this one in any of its rules, each with a source. */
export const anyChangeOf = (profile: RuleProfile): fc.Arbitrary<RuleProfile> =>
  rules.map(({ deposit, auction, sealedPrice, nda, sale, ...rest }) => {
    const { sealedPrice: _former, ...before } = profile.auction;
    const [least, usual, most] = [...deposit]
      .sort((a, b) => a - b)
      .map((numerator) => ({ numerator, denominator: 100 }));
    const changed: RuleProfile = {
      ...structuredClone(profile),
      ...rest,
      depositRateMin: least!,
      depositRate: usual!,
      depositRateMax: most!,
      auction: { ...before, ...auction, ...(auction.mode === 'sealed' ? { sealedPrice } : {}) },
      sale: { ...RULES_BEFORE, ...sale, texts: { ...sale.texts, ...(nda ? { nda } : {}) } },
    };
    return {
      ...changed,
      sources: Object.fromEntries([...rulesOf(changed).keys()].map((path) => [path, `${path} 依据`])),
    };
  });

const tenth = { numerator: 10, denominator: 100 };
/** A small valid profile to lay rules over. */
export const PLAIN: RuleProfile = {
  code: 'plain',
  version: 1,
  name: { zh: '规则', en: 'Rules' },
  sources: {},
  demo: null,
  noticeDays: { count: 15, kind: 'calendar' },
  publicityDays: { count: 15, kind: 'calendar' },
  openingHour: 10,
  depositRate: tenth,
  depositRateMin: { numerator: 5, denominator: 100 },
  depositRateMax: { numerator: 20, denominator: 100 },
  auction: {
    mode: 'english',
    freePeriodMs: 86_400_000,
    timerMs: 300_000,
    triggerMs: 300_000,
    extendMs: 300_000,
    extensionBase: 'bidTime',
    maxExtensions: null,
    increments: [{ fromMinor: 0, stepMinor: 100 }],
    raise: 'multiple',
    selfRaise: false,
    closeDrainMs: 5_000,
    showReserveMet: false,
  },
  fees: {
    seller: [{ upToMinor: null, rate: tenth, excessRate: tenth }],
    buyerCompetitive: [{ upToMinor: null, rate: tenth }],
    buyerNegotiated: [{ upToMinor: null, rate: tenth }],
    minimumMinor: 100_000,
  },
  refundDays: 1,
  closingDays: { count: 10, kind: 'working' },
  sale: RULES_BEFORE,
};
