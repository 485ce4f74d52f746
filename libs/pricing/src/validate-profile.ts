import { invalid, type FieldError } from '@jishi/kernel';
import { REMEDIES, REST_TO } from './deposit-rules';
import type { Rate } from './measures';
import { AUCTION_MODES, type FeeBand, type IncrementTier, type RuleProfile } from './rule-profile';
import {
  FORMS,
  isBlankText,
  NDA_PLACEHOLDERS,
  type NoticeTier,
  PAPERS,
  PRICING_WAYS,
  RULES_BEFORE,
  type SaleRules,
  SELLER_TYPES,
} from './sale-rules';

type Check = (value: unknown, path: string, errors: FieldError[]) => void;
const fail = (errors: FieldError[], path: string, code: string, params?: FieldError['params']): void =>
  void errors.push({ path, code, ...(params ? { params } : {}) });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const integer =
  (min: number, max = Number.MAX_SAFE_INTEGER): Check =>
  (value, path, errors) => {
    if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max)
      fail(errors, path, 'profile.not_in_range');
  };
const oneOf =
  (...allowed: unknown[]): Check =>
  (value, path, errors) => {
    if (!allowed.includes(value)) fail(errors, path, 'profile.not_allowed');
  };
const MAX_TEXT = 4_000;
const MAX_UNDERTAKING = 20_000;
const MAX_LIST = 100;
const wordsUpTo =
  (max: number): Check =>
  (value, path, errors) => {
    if (typeof value !== 'string') fail(errors, path, 'profile.text_missing');
    else if (value.length > max) fail(errors, path, 'profile.text_too_long', { max });
    // What a database cannot keep.
    else if (value.includes('\0') || !value.isWellFormed()) fail(errors, path, 'profile.bad_character');
  };
const words = wordsUpTo(MAX_TEXT);
const text: Check = (value, path, errors) => {
  if (typeof value !== 'string' || value.trim() === '') fail(errors, path, 'profile.text_missing');
  else words(value, path, errors);
};
const nullOr =
  (check: Check): Check =>
  (value, path, errors) => {
    if (value !== null) check(value, path, errors);
  };
const optional =
  (check: Check): Check =>
  (value, path, errors) => {
    if (value !== undefined) check(value, path, errors);
  };
/** An object with exactly these keys: a mistyped key must not silently mean a default. */
const shape =
  (fields: Record<string, Check>): Check =>
  (value, path, errors) => {
    if (!isRecord(value)) return fail(errors, path, 'profile.not_object');
    const at = (key: string) => (path ? `${path}.${key}` : key);
    for (const key of Object.keys(value)) if (!(key in fields)) fail(errors, at(key), 'profile.unknown_key');
    for (const [key, check] of Object.entries(fields)) check(value[key], at(key), errors);
  };
const list =
  (item: Check): Check =>
  (value, path, errors) => {
    if (!Array.isArray(value) || value.length === 0) return fail(errors, path, 'profile.list_empty');
    if (value.length > MAX_LIST) return fail(errors, path, 'profile.list_too_long');
    value.forEach((entry, i) => item(entry, `${path}[${i}]`, errors));
  };

/** Some of a closed set, each once. */
const someOf =
  (allowed: readonly string[], least: number): Check =>
  (value, path, errors) => {
    if (!Array.isArray(value) || value.length < least) return fail(errors, path, 'profile.list_empty');
    if (new Set(value).size !== value.length) fail(errors, path, 'profile.named_twice');
    value.forEach((entry, i) => oneOf(...allowed)(entry, `${path}[${i}]`, errors));
  };

const days = shape({ count: integer(1, 400), kind: oneOf('calendar', 'working') });
const plainRate = shape({ numerator: integer(0), denominator: integer(1) });
const rate: Check = (value, path, errors) => {
  plainRate(value, path, errors);
  if (isRecord(value) && Number(value.numerator) > Number(value.denominator))
    fail(errors, path, 'profile.rate_above_one');
};
const DAY_MS = 86_400_000;
const band = shape({ upToMinor: nullOr(integer(1)), rate });
const sellerBand = shape({ upToMinor: nullOr(integer(1)), rate, excessRate: rate });

const inBoth = (check: Check): Check => shape({ zh: check, en: check });
const PLACEHOLDERS = new RegExp(`\\{(?:${NDA_PLACEHOLDERS.join('|')})\\}`, 'g');
/** What nobody fills in would be signed as it stands: no other braces, well formed or not. */
const undertaking: Check = (value, path, errors) => {
  wordsUpTo(MAX_UNDERTAKING)(value, path, errors);
  const left = /\{[^{}]{0,40}\}?|\}/.exec(typeof value === 'string' ? value.replace(PLACEHOLDERS, '') : '');
  if (left) fail(errors, path, 'profile.unknown_placeholder', { found: left[0] });
};

const saleShape = shape({
  sellers: someOf(SELLER_TYPES, 1),
  forms: someOf(FORMS, 1),
  pricingWays: someOf(PRICING_WAYS, 1),
  noticeByPrice: (value, path, errors) => {
    if (!Array.isArray(value)) return fail(errors, path, 'profile.list_empty');
    if (value.length > MAX_LIST) return fail(errors, path, 'profile.list_too_long');
    value.forEach((entry, i) => shape({ fromMinor: integer(0), days })(entry, `${path}[${i}]`, errors));
  },
  extension: nullOr(shape({ days, max: integer(1, 100) })),
  appraisal: nullOr(shape({ approvalBelow: rate })),
  priceCut: nullOr(shape({ maxRate: rate, relistWithin: days })),
  applyUntil: oneOf('noticeEnd', 'biddingEnd'),
  sellerConfirmation: nullOr(days),
  depositWithinMs: optional(integer(0, 30 * DAY_MS)),
  firstRefusalNotice: nullOr(days),
  intakeWithin: days,
  reviewWithin: days,
  requiresDecision: oneOf(true, false),
  papers: shape({ listing: someOf(PAPERS.listing, 0), application: someOf(PAPERS.application, 0) }),
  texts: shape({ notice: inBoth(words), application: inBoth(words), nda: optional(inBoth(undertaking)) }),
});

const paymentShape = shape({
  instalments: optional(
    nullOr(shape({ firstAtLeast: rate, firstWithin: days, restWithin: days, needsSecurity: oneOf(true, false) })),
  ),
  guidance: optional(nullOr(shape({ fixedFeeMinor: integer(1), netSales: rate, profit: rate }))),
});

const profileShape = shape({
  code: (value, path, errors) => {
    if (typeof value !== 'string' || !/^[a-z0-9-]{1,64}$/.test(value)) fail(errors, path, 'profile.bad_code');
  },
  version: integer(1),
  name: shape({ zh: text, en: text }),
  sources: (value, path, errors) => {
    if (!isRecord(value)) return fail(errors, path, 'profile.not_object');
    for (const [key, source] of Object.entries(value)) text(source, `${path}["${key}"]`, errors);
    if (Object.keys(value).some((key) => key.includes('\0') || !key.isWellFormed()))
      fail(errors, path, 'profile.bad_character');
  },
  demo: nullOr(shape({ noticeMs: integer(0, DAY_MS), publicityMs: integer(0, DAY_MS) })),
  noticeDays: days,
  publicityDays: days,
  openingHour: integer(0, 23),
  depositBase: optional(oneOf('startPrice', 'bid')),
  depositRate: rate,
  depositRateMin: rate,
  depositRateMax: rate,
  deposits: optional(
    shape({
      fixedMinor: optional(integer(1)),
      hearWithin: optional(days),
      appealWithin: optional(days),
      restTo: optional(oneOf(...REST_TO)),
      remedies: optional(someOf(REMEDIES, 1)),
      offerWithin: optional(days),
    }),
  ),
  auction: shape({
    mode: oneOf(...Object.keys(AUCTION_MODES)),
    freePeriodMs: integer(0, 90 * DAY_MS),
    timerMs: integer(1000, DAY_MS),
    triggerMs: integer(0, DAY_MS),
    extendMs: integer(0, DAY_MS),
    extensionBase: oneOf('bidTime', 'currentEnd'),
    maxExtensions: nullOr(integer(0)),
    hardStopMs: optional(integer(0, 90 * DAY_MS)),
    increments: list(shape({ fromMinor: integer(0), stepMinor: integer(1) })),
    raise: oneOf('multiple', 'atLeast'),
    selfRaise: oneOf(true, false),
    closeDrainMs: integer(0, 60_000),
    showReserveMet: oneOf(true, false),
    sealedPrice: optional(oneOf('first', 'second')),
    firstRefusalWindowMs: optional(integer(0, 30 * DAY_MS)),
    objectionWindowMs: optional(integer(0, 30 * DAY_MS)),
    barMs: optional(integer(0, 3_660 * DAY_MS)),
  }),
  fees: shape({
    seller: list(sellerBand),
    buyerCompetitive: list(band),
    buyerNegotiated: list(band),
    minimumMinor: integer(0),
  }),
  refundDays: integer(0, 400),
  closingDays: days,
  payment: optional(paymentShape),
  sale: optional(saleShape),
});

/** What names a profile, and what is chosen rather than ruled. */
const UNSOURCED = ['code', 'version', 'name', 'sources', 'demo', 'depositBase', 'auction.mode'];
/** A source given for a value covers what stands below it; that of the deposit covers the bounds within which it may be set. */
const covers = (source: string, path: string): boolean =>
  path === source || path.startsWith(`${source}.`) || (source === 'depositRate' && path.startsWith(source));

/** The smallest things that each need a source: values, lists, periods, rates and texts. */
function lawOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, below]: [string, unknown]) => {
    const path = prefix + key;
    if (below === undefined || UNSOURCED.includes(path)) return [];
    const whole = !isRecord(below) || 'count' in below || 'numerator' in below || 'zh' in below;
    return whole ? [path] : lawOf(below, `${path}.`);
  });
}

function checkSources(profile: RuleProfile, errors: FieldError[]): void {
  const named = Object.keys(profile.sources);
  for (const path of lawOf(profile))
    if (!named.some((source) => covers(source, path))) fail(errors, `sources["${path}"]`, 'profile.text_missing');
}

/** Exact comparison of two rates. */
const atMost = (a: Rate, b: Rate): boolean =>
  BigInt(a.numerator) * BigInt(b.denominator) <= BigInt(b.numerator) * BigInt(a.denominator);

function checkBands(bands: readonly FeeBand[], path: string, errors: FieldError[]): void {
  bands.forEach((entry, i) => {
    const previous = i === 0 ? 0 : bands[i - 1]?.upToMinor;
    if (entry.upToMinor !== null && (previous === null || previous === undefined || entry.upToMinor <= previous))
      fail(errors, `${path}[${i}].upToMinor`, 'profile.bands_not_rising');
  });
  // An open top band: a price nobody foresaw must still have a fee.
  if (bands.findIndex((entry) => entry.upToMinor === null) !== bands.length - 1)
    fail(errors, path, 'profile.bands_not_open');
}

function checkTiers(tiers: readonly IncrementTier[], path: string, errors: FieldError[]): void {
  if (tiers[0]?.fromMinor !== 0) fail(errors, `${path}[0].fromMinor`, 'profile.tiers_from_zero');
  for (let i = 1; i < tiers.length; i += 1)
    if (tiers[i]!.fromMinor <= tiers[i - 1]!.fromMinor)
      fail(errors, `${path}[${i}].fromMinor`, 'profile.tiers_not_rising');
}

function checkNoticeTiers(tiers: readonly NoticeTier[], errors: FieldError[]): void {
  for (let i = 1; i < tiers.length; i += 1)
    if (tiers[i]!.fromMinor <= tiers[i - 1]!.fromMinor)
      fail(errors, `sale.noticeByPrice[${i}].fromMinor`, 'profile.tiers_not_rising');
}

/** An extended notice moves an opening that is announced: there must be time between the two to do so. */
function checkSale({ sale, demo, openingHour }: RuleProfile, errors: FieldError[]): void {
  checkNoticeTiers(sale.noticeByPrice, errors);
  checkUndertaking(sale, errors);
  if (sale.extension && (demo !== null || openingHour === 0))
    fail(errors, 'sale.extension', 'profile.extension_without_time');
}

/** Whoever signs reads one language: an undertaking of one's own stands in both, or in none. */
function checkUndertaking({ texts: { nda } }: SaleRules, errors: FieldError[]): void {
  for (const language of ['zh', 'en'] as const)
    if (nda && nda[language].trim() === '') fail(errors, `sale.texts.nda.${language}`, 'profile.text_missing');
}

/** An undertaking left empty in both languages is the platform's standard, and no rule. */
function withoutBlankUndertaking(sale: SaleRules): SaleRules {
  const { nda, ...texts } = sale.texts;
  return isBlankText(nda) ? { ...sale, texts } : sale;
}

/** What belongs to some modes only. */
function checkMode({ auction, depositBase }: RuleProfile, errors: FieldError[]): void {
  const sealed = AUCTION_MODES[auction.mode].bids === 'sealed';
  if (sealed && auction.sealedPrice === undefined) fail(errors, 'auction.sealedPrice', 'profile.sealed_price_missing');
  if (!sealed && auction.sealedPrice !== undefined) fail(errors, 'auction.sealedPrice', 'profile.sealed_only');
  // Whoever sees such a deposit arrive can reckon what is in the envelope.
  if (sealed && depositBase === 'bid') fail(errors, 'depositBase', 'profile.deposit_tells_bid');
  else if (depositBase === 'bid') fail(errors, 'depositBase', 'profile.not_allowed');
}

/** Reads a rule profile from data; one published before the rules of `sale` existed leaves them open. Errors: `profile.invalid`, with every bad path. */
export function parseRuleProfile(value: unknown): RuleProfile {
  const errors: FieldError[] = [];
  let read: RuleProfile | null = null;
  profileShape(value, '', errors);
  if (errors.length === 0) {
    const given = value as Omit<RuleProfile, 'sale'> & { sale?: SaleRules };
    const profile = { ...given, sale: given.sale && withoutBlankUndertaking(given.sale) } as RuleProfile;
    read = { ...profile, sale: profile.sale ?? RULES_BEFORE };
    for (const key of ['seller', 'buyerCompetitive', 'buyerNegotiated'] as const)
      checkBands(profile.fees[key], `fees.${key}`, errors);
    checkTiers(profile.auction.increments, 'auction.increments', errors);
    checkMode(profile, errors);
    checkSources(profile, errors);
    checkSale(read, errors);
    if (!atMost(profile.depositRateMin, profile.depositRate) || !atMost(profile.depositRate, profile.depositRateMax))
      fail(errors, 'depositRate', 'profile.not_in_range');
  }
  if (errors.length > 0 || read === null) throw invalid('profile.invalid', { count: errors.length }, errors);
  return read;
}
