import type { RuleProfile } from './rule-profile';
import { isBlankText } from './sale-rules';

export const RULE_GROUPS = [
  'scope',
  'notice',
  'extension',
  'price',
  'deposit',
  'bidding',
  'fees',
  'deadlines',
  'papers',
  'texts',
  'other',
] as const;
export type RuleGroup = (typeof RULE_GROUPS)[number];

/** The rules of a profile in the order in which people read them. */
const PATHS: Readonly<Record<Exclude<RuleGroup, 'other'>, readonly string[]>> = {
  scope: ['sale.sellers', 'sale.forms', 'sale.pricingWays'],
  notice: ['noticeDays', 'publicityDays', 'sale.noticeByPrice', 'sale.applyUntil'],
  extension: ['sale.extension'],
  price: ['sale.appraisal', 'sale.priceCut'],
  deposit: [
    'depositRate',
    'depositRateMin',
    'depositRateMax',
    'deposits.fixedMinor',
    'deposits.hearWithin',
    'deposits.appealWithin',
    'deposits.restTo',
    'deposits.remedies',
    'deposits.offerWithin',
  ],
  bidding: [
    'auction.mode',
    'openingHour',
    'auction.freePeriodMs',
    'auction.timerMs',
    'auction.triggerMs',
    'auction.extendMs',
    'auction.extensionBase',
    'auction.maxExtensions',
    'auction.hardStopMs',
    'auction.increments',
    'auction.raise',
    'auction.selfRaise',
    'auction.sealedPrice',
    'auction.showReserveMet',
    'auction.firstRefusalWindowMs',
    'auction.closeDrainMs',
  ],
  fees: ['fees.seller', 'fees.buyerCompetitive', 'fees.buyerNegotiated', 'fees.minimumMinor'],
  deadlines: [
    'sale.intakeWithin',
    'sale.reviewWithin',
    'sale.sellerConfirmation',
    'sale.depositWithinMs',
    'sale.firstRefusalNotice',
    'auction.objectionWindowMs',
    'refundDays',
    'closingDays',
    'auction.barMs',
  ],
  papers: ['sale.requiresDecision', 'sale.papers.listing', 'sale.papers.application'],
  texts: ['name', 'sale.texts.notice', 'sale.texts.application', 'sale.texts.nda'],
};
const GROUP_OF = new Map(
  Object.entries(PATHS).flatMap(([group, paths]) => paths.map((path) => [path, group as RuleGroup] as const)),
);
const ORDER = [...GROUP_OF.keys()];

/** What names a version rather than ruling a sale. */
const NOT_RULES = new Set(['code', 'version', 'sources', 'demo', 'depositBase']);
/** Texts in whose place another stands when they are empty. */
const EMPTY_IS_NONE = new Set(['sale.texts.nda']);
/** Rules of several values that make sense only together, or not at all. */
const WHOLE = new Set(['sale.extension', 'sale.appraisal', 'sale.priceCut']);

const place = (path: string): number => (GROUP_OF.has(path) ? ORDER.indexOf(path) : ORDER.length);
export const inReadingOrder = (a: string, b: string): number => place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0);

export const groupOf = (path: string): RuleGroup => GROUP_OF.get(path) ?? 'other';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** No rule stands deeper, and what somebody nests deeper is not followed. */
const DEEPEST = 3;
const isWhole = (path: string, value: unknown): boolean =>
  WHOLE.has(path) ||
  path.split('.').length >= DEEPEST ||
  !isRecord(value) ||
  'count' in value ||
  'numerator' in value ||
  'zh' in value;

/** Every rule of a body by its path, in reading order: a period, a rate, a table or a text is one rule. */
export function rulesOf(body: object): Map<string, unknown> {
  const found: [string, unknown][] = [];
  const collect = (value: object, prefix: string): void => {
    for (const [key, below] of Object.entries(value) as [string, unknown][]) {
      const path = prefix + key;
      if (below === undefined || NOT_RULES.has(path) || (EMPTY_IS_NONE.has(path) && isBlankText(below))) continue;
      if (isWhole(path, below)) found.push([path, below]);
      else collect(below as object, `${path}.`);
    }
  };
  collect(body, '');
  return new Map(found.sort(([a], [b]) => inReadingOrder(a, b)));
}

/** The text a rule comes from: its own, that of the group around it, or those of its parts. */
export function sourceOf(sources: Readonly<Record<string, string>>, path: string): string {
  const own = sources[path];
  if (own !== undefined) return own;
  const above = Object.keys(sources)
    .filter((named) => path.startsWith(`${named}.`) || (named === 'depositRate' && path.startsWith(named)))
    .sort((a, b) => b.length - a.length)[0];
  if (above !== undefined) return sources[above]!;
  const below = Object.entries(sources).filter(([named]) => named.startsWith(`${path}.`));
  return [...new Set(below.map(([, source]) => source))].join('；') || (IMPLIED[path] ?? '');
}

/** Until version 38 of the database no profile said why it sells in this mode: its operator chose. */
const IMPLIED: Readonly<Record<string, string>> = { 'auction.mode': '运营机构默认值' };

/** A source for each rule of its own, as an editor shows them; what covers no rule is left out. */
export function spreadSources(body: { sources: RuleProfile['sources'] }): Record<string, string> {
  const paths = [...rulesOf(body).keys()].filter((path) => path !== 'name');
  return Object.fromEntries(paths.map((path) => [path, sourceOf(body.sources, path)]));
}
