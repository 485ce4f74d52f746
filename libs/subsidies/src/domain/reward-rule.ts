import { canonicalJson, type FieldError, invalid, isLegible } from '@jishi/kernel';

/** What the money came for: a share of an achievement's price, or work done for somebody who pays for it (横向项目). */
export const REWARD_CLASSES = ['transfer', 'licence', 'horizontal'] as const;
export type RewardClass = (typeof REWARD_CLASSES)[number];
export const DEDUCTION_KINDS = ['fee', 'tax', 'appraisal', 'patent', 'brokerage', 'overhead'] as const;
export type DeductionKind = (typeof DEDUCTION_KINDS)[number];

/** Choices of a rule, each with the words it may take. */
export const REWARD_CHOICES = {
  /** Who is paid the fen that do not divide: always a main contributor, so that their least share holds to the fen. */
  remainder: ['first_main', 'largest_main'],
  /** What becomes of a loss: taken off the contract's next income, or forgotten. */
  loss: ['carried', 'dropped'],
  /** What it means that somebody has not answered by the day. */
  silence: ['waits', 'agrees'],
  /** Whether contributors see one another's amounts. */
  amounts: ['hidden', 'open'],
} as const;
type Choices = { [K in keyof typeof REWARD_CHOICES]: (typeof REWARD_CHOICES)[K][number] };
export type RewardChoice = keyof Choices;
const CHOICES = Object.keys(REWARD_CHOICES) as RewardChoice[];

export const REWARD_TERMS = ['consent', 'publicity'] as const;
export type RewardTerm = (typeof REWARD_TERMS)[number];

export interface RateRule {
  /** In basis points. */
  bps: number;
  source: string;
}
export interface DeductionRule {
  allowed: boolean;
  /** Of the income, in basis points; null: without a cap. */
  capBps: number | null;
  source: string;
}
export interface TermRule {
  /** Working days. */
  days: number;
  source: string;
}

/** How an institution rewards those who made what it sells: its own rule under Promotion of Conversion Act §44. */
export interface RewardRule extends Choices {
  /** Of the net income. */
  rates: Readonly<Record<RewardClass, RateRule>>;
  /** What main contributors have at least of the award together. */
  main: RateRule;
  /** What may be taken off the income. */
  deductions: Readonly<Record<DeductionKind, DeductionRule>>;
  /** Zero days of publicity: none is held. */
  terms: Readonly<Record<RewardTerm, TermRule>>;
}

const NET = '促进科技成果转化法第四十五条：净收入由单位规定扣除项目';
const STATUTE = '促进科技成果转化法第四十五条第一款第（一）项：转让、许可净收入不低于50%';
const PROVINCE = '广东省促进科技成果转化条例；粤府办〔2016〕118号第二十七条：不低于60%';
const ART_27 = '粤府办〔2016〕118号第二十七条：横向合作活动净收入，比例不得低于60%';
const MAIN = '国发〔2016〕16号第二部分：主要贡献人员获得份额不低于奖励总额的50%';

/** Of an institution that has no rule of its own. */
export const DEFAULT_REWARD_RULE: RewardRule = {
  rates: {
    transfer: { bps: 6_000, source: PROVINCE },
    licence: { bps: 6_000, source: PROVINCE },
    horizontal: { bps: 6_000, source: ART_27 },
  },
  main: { bps: 5_000, source: MAIN },
  deductions: {
    fee: { allowed: true, capBps: null, source: `${NET}；默认扣除交易服务费` },
    tax: { allowed: true, capBps: null, source: `${NET}；默认扣除相关税费` },
    appraisal: { allowed: true, capBps: null, source: `${NET}；默认扣除评估、鉴定费` },
    patent: { allowed: true, capBps: null, source: `${NET}；默认扣除专利申请与维持费` },
    brokerage: { allowed: true, capBps: null, source: `${NET}；默认扣除技术经纪费` },
    overhead: { allowed: true, capBps: 500, source: `${NET}；管理费不超过收入的5%为默认值` },
  },
  terms: {
    consent: { days: 10, source: '促进科技成果转化法第四十四条：方式和数额由单位规定或与科技人员约定；天数为默认值' },
    publicity: { days: 15, source: '国科发政〔2018〕103号：现金奖励信息在本单位公示不少于15个工作日' },
  },
  remainder: 'first_main',
  loss: 'carried',
  silence: 'waits',
  amounts: 'hidden',
};

/** Below this no institution's rule goes. `region`: prefix of its GB/T 2260 code. */
interface LegalFloor {
  classes: readonly RewardClass[];
  region: string;
  bps: number;
  source: string;
}
const LEGAL_FLOORS: readonly LegalFloor[] = [
  { classes: ['transfer', 'licence'], region: '', bps: 5_000, source: STATUTE },
  { classes: ['transfer', 'licence'], region: '44', bps: 6_000, source: PROVINCE },
  { classes: ['horizontal'], region: '44', bps: 6_000, source: ART_27 },
];
const MAIN_FLOOR: RateRule = { bps: 5_000, source: MAIN };

/** The highest that binds an institution there; null: the law names none. */
export function floorOf(of: RewardClass, regionCode: string): RateRule | null {
  const binding = LEGAL_FLOORS.filter(({ classes, region }) => classes.includes(of) && regionCode.startsWith(region));
  return binding.sort((a, b) => b.bps - a.bps)[0] ?? null;
}

export const WHOLE = 10_000;
export const MAX_TERM_DAYS = 60;
const MAX_SOURCE = 500;

type Fault = (path: string, code: string, params?: FieldError['params']) => void;
const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const isWithin = (value: unknown, min: number, max: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
const percentOf = (bps: number): string => `${Math.trunc(bps / 100)}.${String(bps % 100).padStart(2, '0')}`;

/** As it is kept: nothing but what is known, within bounds, nowhere below the law. Errors: `reward_rule.invalid`. */
export function parseRewardRule(value: unknown, regionCode: string): RewardRule {
  const errors: FieldError[] = [];
  const bad: Fault = (path, code, params) => void errors.push({ path, code, ...(params ? { params } : {}) });
  const given = objectOf(value);
  const each = <K extends string, T>(
    names: readonly K[],
    of: string,
    read: (part: Record<string, unknown>, at: string) => T,
  ) =>
    Object.fromEntries(
      names.map((name) => [name, read(objectOf(objectOf(given[of])[name]), `${of}.${name}`)]),
    ) as Record<K, T>;
  const rule = {
    rates: each(REWARD_CLASSES, 'rates', (part, at) => readRate(part, at, bad)),
    main: readRate(objectOf(given['main']), 'main', bad),
    deductions: each(DEDUCTION_KINDS, 'deductions', (part, at) => readDeduction(part, at, bad)),
    terms: each(REWARD_TERMS, 'terms', (part, at) => readTerm(part, at, bad)),
    ...Object.fromEntries(CHOICES.map((name) => [name, readChoice(name, given[name], bad)])),
  } as RewardRule;
  if (errors.length === 0) requireLawful(rule, regionCode, bad);
  if (errors.length > 0) throw invalid('reward_rule.invalid', { count: errors.length }, errors);
  return rule;
}

function readSource(value: unknown, path: string, bad: Fault): string {
  const text = typeof value === 'string' ? value.trim() : '';
  if (!isLegible(text) || text.includes('\0') || text.length > MAX_SOURCE)
    bad(`${path}.source`, 'reward_rule.source_missing');
  return text;
}

function readRate({ bps, source }: Record<string, unknown>, path: string, bad: Fault): RateRule {
  if (!isWithin(bps, 1, WHOLE)) bad(`${path}.bps`, 'reward_rule.bad_rate');
  return { bps: bps as number, source: readSource(source, path, bad) };
}

function readDeduction(given: Record<string, unknown>, path: string, bad: Fault): DeductionRule {
  const { allowed, capBps } = given;
  if (typeof allowed !== 'boolean') bad(`${path}.allowed`, 'reward_rule.bad_choice');
  if (capBps !== null && !isWithin(capBps, 1, WHOLE)) bad(`${path}.capBps`, 'reward_rule.bad_rate');
  // what has no cap of its own could eat up everything
  if (path === 'deductions.overhead' && allowed === true && capBps === null)
    bad(`${path}.capBps`, 'reward_rule.overhead_cap');
  return { allowed: allowed === true, capBps: capBps as number | null, source: readSource(given['source'], path, bad) };
}

function readTerm({ days, source }: Record<string, unknown>, path: string, bad: Fault): TermRule {
  const least = path === 'terms.publicity' ? 0 : 1;
  if (!isWithin(days, least, MAX_TERM_DAYS)) bad(`${path}.days`, 'reward_rule.bad_days', { max: MAX_TERM_DAYS });
  return { days: days as number, source: readSource(source, path, bad) };
}

function readChoice(name: RewardChoice, value: unknown, bad: Fault): string {
  const found = (REWARD_CHOICES[name] as readonly string[]).find((word) => word === value);
  if (!found) bad(name, 'reward_rule.bad_choice');
  return found ?? '';
}

function requireLawful(rule: RewardRule, regionCode: string, bad: Fault): void {
  for (const of of REWARD_CLASSES) {
    const floor = floorOf(of, regionCode);
    if (floor && rule.rates[of].bps < floor.bps)
      bad(`rates.${of}.bps`, 'reward_rule.below_law', { percent: percentOf(floor.bps), source: floor.source });
  }
  if (rule.main.bps < MAIN_FLOOR.bps)
    bad('main.bps', 'reward_rule.below_law', { percent: percentOf(MAIN_FLOOR.bps), source: MAIN_FLOOR.source });
}

/** The parts of a rule, each by its path. */
export function partsOf(rule: RewardRule): Map<string, RateRule | DeductionRule | TermRule | string> {
  return new Map<string, RateRule | DeductionRule | TermRule | string>([
    ...REWARD_CLASSES.map((name) => [`rates.${name}`, rule.rates[name]] as const),
    ['main', rule.main],
    ...DEDUCTION_KINDS.map((name) => [`deductions.${name}`, rule.deductions[name]] as const),
    ...REWARD_TERMS.map((name) => [`terms.${name}`, rule.terms[name]] as const),
    ...CHOICES.map((name) => [name, rule[name]] as const),
  ]);
}

/** The paths of the parts in which two rules differ. */
export function rewardRuleChanges(before: RewardRule, after: RewardRule): string[] {
  const was = partsOf(before);
  return [...partsOf(after)]
    .filter(([path, part]) => canonicalJson(part) !== canonicalJson(was.get(path)))
    .map(([path]) => path);
}
