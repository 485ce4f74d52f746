import { canonicalJson, invalid, type ErrorParams, type Fen, type FieldError } from '@jishi/kernel';
import {
  comesTo,
  type DayCount,
  type DueRule,
  instalmentAmounts,
  type Payee,
  PAYMENT_KINDS,
  type PaymentRules,
  type PaymentTerms,
  PERIODS_A_YEAR,
  ROYALTY_BASES,
  type RoyaltyRate,
  type RoyaltyTerms,
  startOfChinaDay,
  WHOLE_PPM,
} from '@jishi/pricing';

export const MOST_INSTALMENTS = 24;
const MOST_PAYEES = 20;
const MOST_STEPS = 20;
const MOST_YEARS = 20;
const MOST_TRIAL_DAYS = 1_095;
const MOST_DAYS = 3_650;
const MOST_WORDS = 200;
/** A day's interest above this is no interest any more: 24 % a year, as courts go along with. */
const MOST_LATE_PPM = 658;
const DAY_MS = 86_400_000;

/** What the terms are measured against. */
export interface PaymentContext {
  priceMinor: Fen;
  rules: PaymentRules;
  /** Today, in China. */
  today: string;
}

export interface PaymentFindings {
  /** Nothing is drafted with these. */
  errors: FieldError[];
  /** Drafted, and said to both. */
  warnings: FieldError[];
}

type Say = (path: string, code: string, params?: ErrorParams) => void;

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
const sayer =
  (list: FieldError[]): Say =>
  (path, code, params) =>
    void list.push({ path, code: `payment_terms.${code}`, ...(params ? { params } : {}) });

function checkNumber(value: unknown, path: string, [least, most]: readonly [number, number], say: Say): boolean {
  const fits = isWhole(value, least, most);
  if (!fits) say(path, 'out_of_range', { least, most });
  return fits;
}
const MONEY = [1, Number.MAX_SAFE_INTEGER] as const;
const SHARE = [1, WHOLE_PPM] as const;

function checkDays(days: DayCount | undefined, path: string, say: Say): void {
  checkNumber(days?.count, `${path}.count`, [0, MOST_DAYS], say);
  if (days?.kind !== 'calendar' && days?.kind !== 'working') say(`${path}.kind`, 'not_known');
}

function checkWords(words: unknown, path: string, say: Say): void {
  if (typeof words !== 'string' || words.trim() === '') say(path, 'words_missing');
  else if (words.length > MOST_WORDS) say(path, 'words_too_long', { most: MOST_WORDS });
}

const isDay = (day: unknown): day is string => {
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(day);
};

function checkDue(due: DueRule, path: string, today: string, say: Say): void {
  if ('on' in due) {
    if (!isDay(due.on)) say(`${path}.on`, 'not_a_day');
    else if (due.on < today) say(`${path}.on`, 'past_day');
    else if (longestDays(due, today) > MOST_DAYS) say(`${path}.on`, 'too_far', { days: MOST_DAYS });
    return;
  }
  if ('milestone' in due) checkWords(due.milestone, `${path}.milestone`, say);
  checkDays(due.within, `${path}.within`, say);
}

function checkInstalments(terms: PaymentTerms & { kind: 'instalments' }, at: PaymentContext, say: Say): void {
  const { rows } = terms;
  if (rows.length < 2 || rows.length > MOST_INSTALMENTS)
    return say('rows', 'row_count', { least: 2, most: MOST_INSTALMENTS });
  let counted = true;
  rows.forEach((row, i) => {
    const path = `rows[${i}]`;
    const fits =
      'sharePpm' in row
        ? checkNumber(row.sharePpm, `${path}.sharePpm`, SHARE, say)
        : checkNumber(row.amountMinor, `${path}.amountMinor`, MONEY, say);
    counted &&= fits;
    checkDue(row.due, `${path}.due`, at.today, say);
  });
  if ('milestone' in rows[0]!.due) say('rows[0].due.milestone', 'first_has_a_day');
  if (counted && !comesTo(at.priceMinor, rows)) say('rows', 'sum_differs', { price: at.priceMinor });
  if (terms.security !== undefined) checkWords(terms.security, 'security', say);
}

/** State-owned sellers: at least so much at first and soon, the rest within a year and secured. */
function checkStateOwned(
  terms: PaymentTerms & { kind: 'instalments' },
  { priceMinor, today, rules: { instalments: rule } }: PaymentContext,
  say: Say,
): void {
  if (!rule) return;
  const [first] = instalmentAmounts(priceMinor, terms.rows);
  const { numerator, denominator } = rule.firstAtLeast;
  if (BigInt(first!) * BigInt(denominator) < BigInt(priceMinor) * BigInt(numerator))
    say('rows[0]', 'first_too_small', { percent: (100 * numerator) / denominator });
  if (longestDays(terms.rows[0]!.due, today) > spanOf(rule.firstWithin))
    say('rows[0].due', 'first_too_late', { days: rule.firstWithin.count });
  terms.rows.forEach(({ due }, i) => {
    // days after a milestone may be any time: what is owed by law within a year has a day
    if (i > 0 && ('milestone' in due || longestDays(due, today) > spanOf(rule.restWithin)))
      say(`rows[${i}].due`, 'rest_too_late', { days: rule.restWithin.count });
  });
  if (rule.needsSecurity && !terms.security?.trim()) say('security', 'security_missing');
}

/** Working days as calendar days, generously: five of them make a week. */
const spanOf = ({ count, kind }: DayCount): number => (kind === 'working' ? Math.ceil((count * 7) / 5) : count);
const longestDays = (due: DueRule, today: string): number =>
  'on' in due ? (startOfChinaDay(due.on) - startOfChinaDay(today)) / DAY_MS : spanOf(due.within);

function checkRate(rate: RoyaltyRate, path: string, say: Say): void {
  if (rate.kind === 'fixed') return void checkNumber(rate.ppm, `${path}.ppm`, SHARE, say);
  const key = rate.kind === 'periods' ? 'steps' : 'bands';
  const lines = (rate.kind === 'periods' ? rate.steps : rate.bands) as { ppm: number }[];
  if (lines.length === 0 || lines.length > MOST_STEPS)
    return say(`${path}.${key}`, 'row_count', { least: 1, most: MOST_STEPS });
  lines.forEach(({ ppm }, i) => checkNumber(ppm, `${path}.${key}[${i}].ppm`, [0, WHOLE_PPM], say));
  if (rate.kind === 'periods')
    rate.steps.forEach(({ fromPeriod }, i) => {
      const least = i === 0 ? 1 : rate.steps[i - 1]!.fromPeriod + 1;
      checkNumber(fromPeriod, `${path}.steps[${i}].fromPeriod`, [least, i === 0 ? 1 : 400], say);
    });
  else
    rate.bands.forEach(({ upToMinor }, i) => {
      const isLast = i === rate.bands.length - 1;
      if (isLast !== (upToMinor === null)) say(`${path}.bands[${i}].upToMinor`, 'open_band_last');
      else if (upToMinor !== null)
        checkNumber(
          upToMinor,
          `${path}.bands[${i}].upToMinor`,
          [(rate.bands[i - 1]?.upToMinor ?? 0) + 1, MONEY[1]],
          say,
        );
    });
}

function checkRoyalty(royalty: RoyaltyTerms, say: Say): void {
  const at = (key: string) => `royalty.${key}`;
  if (!ROYALTY_BASES.includes(royalty.base)) say(at('base'), 'not_known');
  if (!(royalty.every in PERIODS_A_YEAR)) say(at('every'), 'not_known');
  checkRate(royalty.rate, at('rate'), say);
  if (royalty.capMinor !== null) checkNumber(royalty.capMinor, at('capMinor'), MONEY, say);
  if (royalty.minimumMinor !== null) checkNumber(royalty.minimumMinor, at('minimumMinor'), MONEY, say);
  if (royalty.capMinor !== null && royalty.minimumMinor !== null && royalty.minimumMinor > royalty.capMinor)
    say(at('minimumMinor'), 'minimum_above_cap');
  if (!isDay(royalty.startsOn)) say(at('startsOn'), 'not_a_day');
  checkNumber(royalty.years, at('years'), [1, MOST_YEARS], say);
  checkDays(royalty.reportWithin, at('reportWithin'), say);
  checkDays(royalty.payWithin, at('payWithin'), say);
  checkNumber(royalty.audit.surchargePpm, at('audit.surchargePpm'), [0, WHOLE_PPM], say);
}

export const highestRate = (rate: RoyaltyRate): number =>
  rate.kind === 'fixed'
    ? rate.ppm
    : Math.max(...(rate.kind === 'periods' ? rate.steps : rate.bands).map(({ ppm }) => ppm));

/** Guidance, not law: said, never refused. */
function checkGuidance(terms: PaymentTerms, { priceMinor, rules: { guidance } }: PaymentContext, say: Say): void {
  if (!guidance) return;
  if (terms.kind !== 'royalty' && terms.kind !== 'equity' && priceMinor > guidance.fixedFeeMinor)
    say('kind', 'fixed_fee_above_guidance', { most: guidance.fixedFeeMinor });
  if (!('royalty' in terms)) return;
  const { base, rate } = terms.royalty;
  const most = base === 'net_sales' ? guidance.netSales : base === 'profit' ? guidance.profit : null;
  if (most && highestRate(rate) * most.denominator > most.numerator * WHOLE_PPM)
    say('royalty.rate', 'royalty_above_guidance', { percent: (100 * most.numerator) / most.denominator });
}

/** Everything that is wrong with these terms, and what should be known of them. */
export function checkPayment(terms: PaymentTerms, at: PaymentContext): PaymentFindings {
  const errors: FieldError[] = [];
  const warnings: FieldError[] = [];
  const say = sayer(errors);
  if (!PAYMENT_KINDS.includes(terms.kind)) {
    say('kind', 'not_known');
    return { errors, warnings };
  }
  if (terms.lateDailyPpm !== undefined) checkNumber(terms.lateDailyPpm, 'lateDailyPpm', [1, MOST_LATE_PPM], say);
  if ('within' in terms) checkDays(terms.within, 'within', say);
  if ('royalty' in terms) checkRoyalty(terms.royalty, say);
  if (terms.kind === 'instalments') checkInstalments(terms, at, say);
  if (terms.kind === 'equity') {
    checkWords(terms.company, 'company', say);
    checkNumber(terms.sharesPpm, 'sharesPpm', SHARE, say);
    const isMoney = checkNumber(terms.valuationMinor, 'valuationMinor', MONEY, say);
    // the price that was found is what the shares stand for: none is sold for a share worth a fen
    if (isMoney && terms.valuationMinor < at.priceMinor) say('valuationMinor', 'below_price', { price: at.priceMinor });
  }
  if (terms.kind === 'try_first') {
    checkNumber(terms.trialDays, 'trialDays', [1, MOST_TRIAL_DAYS], say);
    if (terms.silence !== 'buys' && terms.silence !== 'returns') say('silence', 'not_known');
  }
  if (errors.length === 0) {
    if (terms.kind === 'instalments') checkStateOwned(terms, at, say);
    checkGuidance(terms, at, sayer(warnings));
  }
  return { errors, warnings };
}

/** One payee gets all; several have shares that make a whole, or sums that make the contract amount. */
export function checkPayees(payees: readonly Payee[], priceMinor: Fen): FieldError[] {
  const errors: FieldError[] = [];
  const say = sayer(errors);
  if (payees.length > MOST_PAYEES) say('payees', 'row_count', { least: 0, most: MOST_PAYEES });
  const byShare = payees[0]?.sharePpm !== undefined;
  payees.forEach((payee, i) => {
    const path = `payees[${i}]`;
    checkWords(payee.name, `${path}.name`, say);
    if ((payee.sharePpm === undefined) === (payee.amountMinor === undefined)) say(path, 'share_or_amount');
    else if ((payee.sharePpm !== undefined) !== byShare) say(path, 'shares_or_amounts');
    else if (byShare) checkNumber(payee.sharePpm, `${path}.sharePpm`, SHARE, say);
    else checkNumber(payee.amountMinor, `${path}.amountMinor`, MONEY, say);
    const isTwice = payees.some(
      (other, j) =>
        j < i && (payee.organisationId ? other.organisationId === payee.organisationId : other.name === payee.name),
    );
    if (isTwice) say(path, 'named_twice');
  });
  if (errors.length === 0 && payees.length > 0 && !comesTo(priceMinor, payees))
    say('payees', 'sum_differs', { price: priceMinor });
  return errors;
}

/** Errors: `payment_terms.invalid` with every bad path. */
export function requirePayment(terms: PaymentTerms, payees: readonly Payee[], at: PaymentContext): FieldError[] {
  const { errors, warnings } = checkPayment(terms, at);
  const all = [
    ...errors.map((error) => ({ ...error, path: `payment.${error.path}` })),
    ...checkPayees(payees, at.priceMinor),
  ];
  if (all.length > 0) throw invalid('payment_terms.invalid', { count: all.length }, all);
  return warnings;
}

/**
 * Whether bidders could count on these terms: the whole price at once, within the announced time, or what the exchange drafted
 * and still stands. Any other form gives the winner what the others never had.
 */
export const isAnnounced = (terms: PaymentTerms, standing: PaymentTerms, announced: DayCount): boolean =>
  (terms.kind === 'lump_sum' && spanOf(terms.within) <= spanOf(announced)) ||
  canonicalJson(asStored(terms)) === canonicalJson(asStored(standing));

/** What is sent has classes of its own, what is stored has none. */
const asStored = (terms: PaymentTerms): unknown => JSON.parse(JSON.stringify(terms));
