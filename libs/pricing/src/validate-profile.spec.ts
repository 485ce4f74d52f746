import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@jishi/kernel';
import { appliesTo, depositWithinMs, noticeFor, RULES_BEFORE, type SaleRules } from './sale-rules';
import { parseRuleProfile } from './validate-profile';

const tenth = { numerator: 10, denominator: 100 };
const band = { upToMinor: null, rate: tenth };
const auction = () => ({
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
  closeDrainMs: 5000,
  showReserveMet: false,
});
const SOURCED = [
  'noticeDays',
  'publicityDays',
  'openingHour',
  'depositRate',
  'fees',
  'refundDays',
  'closingDays',
  ...Object.keys(auction()).map((rule) => `auction.${rule}`),
];
const profile = () => ({
  code: 'test',
  version: 1,
  name: { zh: '测试', en: 'Test' },
  sources: Object.fromEntries(SOURCED.map((path) => [path, 'test'])) as Record<string, string>,
  demo: null,
  noticeDays: { count: 15, kind: 'calendar' },
  publicityDays: { count: 15, kind: 'calendar' },
  openingHour: 10,
  depositRate: tenth,
  depositRateMin: { numerator: 5, denominator: 100 },
  depositRateMax: { numerator: 20, denominator: 100 },
  auction: auction(),
  fees: {
    seller: [{ ...band, excessRate: tenth }],
    buyerCompetitive: [band],
    buyerNegotiated: [band],
    minimumMinor: 100_000,
  },
  refundDays: 1,
  closingDays: { count: 10, kind: 'working' },
});
const WORKING_FIVE = { count: 5, kind: 'working' } as const;
const sale = (): SaleRules => ({
  ...structuredClone(RULES_BEFORE),
  noticeByPrice: [{ fromMinor: 100, days: WORKING_FIVE }],
  extension: { days: WORKING_FIVE, max: 3 },
  appraisal: { approvalBelow: { numerator: 90, denominator: 100 } },
});

function problems(change: (draft: ReturnType<typeof profile>) => unknown): string[] {
  const draft = profile();
  change(draft);
  try {
    parseRuleProfile(draft);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.errors.map((entry) => `${entry.path} ${entry.code}`);
  }
}

describe('rule profile', () => {
  it('reads each mode with the rules it may have', () => {
    const rules = { hardStopMs: 90 * 86_400_000, firstRefusalWindowMs: 1, objectionWindowMs: 0, barMs: 1 };
    const sources = Object.fromEntries(
      [...Object.keys(rules), 'sealedPrice'].map((rule) => [`auction.${rule}`, 'test']),
    );
    const change = (more: object) => (d: ReturnType<typeof profile>) => {
      Object.assign(d.sources, sources);
      Object.assign(d.auction, rules, more);
    };
    expect(problems(change({ mode: 'dynamic' }))).toEqual([]);
    expect(problems(change({ mode: 'sealed', sealedPrice: 'second' }))).toEqual([]);
  });

  it('reads a whole profile', () => expect(parseRuleProfile(profile()).code).toBe('test'));

  it.each<[string, (draft: ReturnType<typeof profile>) => unknown, string]>([
    ['a missing source', (d) => delete d.sources['auction.timerMs'], 'sources["auction.timerMs"] profile.text_missing'],
    ['a float', (d) => (d.auction.timerMs = 1000.5), 'auction.timerMs profile.not_in_range'],
    ['an unknown key', (d) => Object.assign(d.auction, { timerMillis: 1 }), 'auction.timerMillis profile.unknown_key'],
    ['an unknown mode', (d) => (d.auction.mode = 'lottery'), 'auction.mode profile.not_allowed'],
    [
      'a deposit over its maximum',
      (d) => (d.depositRate = { numerator: 3, denominator: 10 }),
      'depositRate profile.not_in_range',
    ],
    [
      'a closed fee table',
      (d) => (d.fees.buyerCompetitive = [{ upToMinor: 5 as never, rate: tenth }]),
      'fees.buyerCompetitive profile.bands_not_open',
    ],
    [
      'tiers not from zero',
      (d) => (d.auction.increments[0]!.fromMinor = 5),
      'auction.increments[0].fromMinor profile.tiers_from_zero',
    ],
    [
      'tiers that fall',
      (d) => d.auction.increments.push({ fromMinor: 0, stepMinor: 1 }),
      'auction.increments[1].fromMinor profile.tiers_not_rising',
    ],
    ['no increments', (d) => (d.auction.increments = []), 'auction.increments profile.list_empty'],
    [
      'a sealed sale without its price rule',
      (d) => (d.auction.mode = 'sealed'),
      'auction.sealedPrice profile.sealed_price_missing',
    ],
    [
      'a price rule of sealed sales elsewhere',
      (d) => Object.assign(d.auction, { sealedPrice: 'first' }),
      'auction.sealedPrice profile.sealed_only',
    ],
    [
      'a deposit that tells a sealed bid',
      (d) => (
        Object.assign(d.auction, { mode: 'sealed', sealedPrice: 'first' }),
        Object.assign(d, { depositBase: 'bid' })
      ),
      'depositBase profile.deposit_tells_bid',
    ],
    [
      'a deposit that follows the bid in any other sale',
      (d) => Object.assign(d, { depositBase: 'bid' }),
      'depositBase profile.not_allowed',
    ],
    [
      'a window without its source',
      (d) => Object.assign(d.auction, { objectionWindowMs: 1 }),
      'sources["auction.objectionWindowMs"] profile.text_missing',
    ],
    [
      'a hard stop without its source',
      (d) => Object.assign(d.auction, { hardStopMs: 1 }),
      'sources["auction.hardStopMs"] profile.text_missing',
    ],
    [
      'a hard stop beyond every sale',
      (d) => Object.assign(d.auction, { hardStopMs: 90 * 86_400_000 + 1 }),
      'auction.hardStopMs profile.not_in_range',
    ],
    ['a bar for ever', (d) => Object.assign(d.auction, { barMs: 1e15 }), 'auction.barMs profile.not_in_range'],
  ])('refuses %s', (_name, change, expected) => expect(problems(change)).toContain(expected));

  it.each([null, 1, 'x', [], {}])('refuses %j without throwing anything else', (value) =>
    expect(() => parseRuleProfile(value)).toThrow('profile.invalid'),
  );
});

describe('the law around a sale', () => {
  const withSale = (change: (rules: SaleRules, draft: ReturnType<typeof profile>) => unknown, source = 'sale') =>
    problems((draft) => {
      const rules = sale();
      change(rules, draft);
      Object.assign(draft, { sale: rules });
      if (source) draft.sources[source] = 'test';
    });

  it('is open in what was published before it', () => expect(parseRuleProfile(profile()).sale).toEqual(RULES_BEFORE));
  it('is read whole', () => expect(withSale(() => null)).toEqual([]));

  it('needs a source for every value, given for itself or for its group', () => {
    expect(withSale(() => null, '')).toContain('sources["sale.extension.days"] profile.text_missing');
    expect(withSale(() => null, 'sale.extension')).not.toContain('sources["sale.extension.days"] profile.text_missing');
    expect(withSale(() => null, 'sale.ext')).toContain('sources["sale.extension.days"] profile.text_missing');
  });

  it('says how long a candidate has for its deposit; where it does not, a day', () => {
    expect(depositWithinMs(sale())).toBe(86_400_000);
    expect(depositWithinMs({ ...sale(), depositWithinMs: 0 })).toBe(0);
    expect(withSale((r) => (r.depositWithinMs = 3 * 86_400_000))).toEqual([]);
    expect(withSale((r) => (r.depositWithinMs = -1))).toEqual(['sale.depositWithinMs profile.not_in_range']);
  });

  it('may bring an undertaking of its own; left empty it is no rule', () => {
    const nda = (zh: string, en: string) => withSale((r) => (r.texts = { ...r.texts, nda: { zh, en } }));
    expect(nda('{recipient} 向 {discloser} 承诺（{exchange}，{title}，{number}）', 'I promise')).toEqual([]);
    expect(nda('甲'.repeat(19_000), 'x')).toEqual([]);
    expect(nda('', ' ')).toEqual([]);
    const draft = { ...profile(), sale: { ...sale(), texts: { ...sale().texts, nda: { zh: ' ', en: '' } } } };
    draft.sources['sale'] = 'test';
    expect(parseRuleProfile(draft).sale.texts).toEqual(sale().texts);
    expect(nda('承诺', '')).toEqual(['sale.texts.nda.en profile.text_missing']);
    for (const wrong of ['{who}', '{recipient', '{ recipient }', 'recipient}', '{{recipient}}', '{RECIPIENT}', '{}'])
      expect(nda('承诺', wrong)).toEqual(['sale.texts.nda.en profile.unknown_placeholder']);
    expect(nda('承诺', 'x'.repeat(20_001))).toEqual(['sale.texts.nda.en profile.text_too_long']);
  });

  it.each<[string, (rules: SaleRules, draft: ReturnType<typeof profile>) => unknown, string]>([
    ['sellers of no kind', (r) => (r.sellers = []), 'sale.sellers profile.list_empty'],
    ['a form twice', (r) => (r.forms = ['transfer', 'transfer']), 'sale.forms profile.named_twice'],
    [
      'an unknown paper',
      (r) => r.papers.listing.push('horoscope' as never),
      'sale.papers.listing[0] profile.not_allowed',
    ],
    [
      'tiers that fall',
      (r) => r.noticeByPrice.push(r.noticeByPrice[0]!),
      'sale.noticeByPrice[1].fromMinor profile.tiers_not_rising',
    ],
    [
      'an extension with no time before the opening',
      (_r, d) => (d.openingHour = 0),
      'sale.extension profile.extension_without_time',
    ],
    ['an unknown rule', (r) => Object.assign(r, { luck: 1 }), 'sale.luck profile.unknown_key'],
  ])('refuses %s', (_name, change, expected) => expect(withSale(change)).toContain(expected));

  it('chooses the notice by the price', () => {
    const noticeDays = { count: 20, kind: 'working' } as const;
    expect(noticeFor({ noticeDays, sale: sale() }, 99)).toEqual(noticeDays);
    expect(noticeFor({ noticeDays, sale: sale() }, 100)).toEqual(WORKING_FIVE);
  });

  it('applies to those it names', () => {
    const rules: SaleRules = { ...sale(), sellers: ['state_owned'] };
    const of = { form: 'transfer', pricingWay: 'listing' } as const;
    expect(appliesTo({ sale: rules }, { ...of, seller: 'state_owned' })).toBe(true);
    expect(appliesTo({ sale: rules }, { ...of, seller: 'private' })).toBe(false);
  });
});
