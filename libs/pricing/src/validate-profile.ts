import { invalid, type FieldError } from '@jishi/kernel';
import {
  AUCTION_MODES,
  OPTIONAL_AUCTION_RULES,
  SOURCED_PATHS,
  type FeeBand,
  type IncrementTier,
  type Rate,
  type RuleProfile,
} from './rule-profile';

type Check = (value: unknown, path: string, errors: FieldError[]) => void;
const fail = (errors: FieldError[], path: string, code: string): void => void errors.push({ path, code });

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
const text: Check = (value, path, errors) => {
  if (typeof value !== 'string' || value.trim() === '') fail(errors, path, 'profile.text_missing');
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
    value.forEach((entry, i) => item(entry, `${path}[${i}]`, errors));
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

const profileShape = shape({
  code: (value, path, errors) => {
    if (typeof value !== 'string' || !/^[a-z0-9-]{1,64}$/.test(value)) fail(errors, path, 'profile.bad_code');
  },
  version: integer(1),
  name: shape({ zh: text, en: text }),
  sources: (value, path, errors) => {
    if (!isRecord(value)) return fail(errors, path, 'profile.not_object');
    for (const key of SOURCED_PATHS) text(value[key], `${path}["${key}"]`, errors);
  },
  demo: nullOr(shape({ noticeMs: integer(0, DAY_MS), publicityMs: integer(0, DAY_MS) })),
  noticeDays: days,
  publicityDays: days,
  openingHour: integer(0, 23),
  depositBase: optional(oneOf('startPrice', 'bid')),
  depositRate: rate,
  depositRateMin: rate,
  depositRateMax: rate,
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
});

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

/** What belongs to some modes only. */
function checkMode({ auction, depositBase }: RuleProfile, errors: FieldError[]): void {
  const sealed = AUCTION_MODES[auction.mode].bids === 'sealed';
  if (sealed && auction.sealedPrice === undefined) fail(errors, 'auction.sealedPrice', 'profile.sealed_price_missing');
  if (!sealed && auction.sealedPrice !== undefined) fail(errors, 'auction.sealedPrice', 'profile.sealed_only');
  // Whoever sees such a deposit arrive can reckon what is in the envelope.
  if (sealed && depositBase === 'bid') fail(errors, 'depositBase', 'profile.deposit_tells_bid');
  else if (depositBase === 'bid') fail(errors, 'depositBase', 'profile.not_allowed');
}

/** Reads a rule profile from data. Errors: `profile.invalid`, with every bad path. */
export function parseRuleProfile(value: unknown): RuleProfile {
  const errors: FieldError[] = [];
  profileShape(value, '', errors);
  if (errors.length === 0) {
    const profile = value as RuleProfile;
    for (const key of ['seller', 'buyerCompetitive', 'buyerNegotiated'] as const)
      checkBands(profile.fees[key], `fees.${key}`, errors);
    checkTiers(profile.auction.increments, 'auction.increments', errors);
    checkMode(profile, errors);
    for (const rule of OPTIONAL_AUCTION_RULES)
      if (profile.auction[rule] !== undefined)
        text(profile.sources[`auction.${rule}`], `sources["auction.${rule}"]`, errors);
    if (!atMost(profile.depositRateMin, profile.depositRate) || !atMost(profile.depositRate, profile.depositRateMax))
      fail(errors, 'depositRate', 'profile.not_in_range');
  }
  if (errors.length > 0) throw invalid('profile.invalid', { count: errors.length }, errors);
  return value as RuleProfile;
}
