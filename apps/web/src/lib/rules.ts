import type { ProfileBody, Rate } from '../api/profile';

/** How a rule is shown and written: `?` may be absent, `null` may be switched off. */
export type RuleKind =
  | 'days'
  | 'nullDays'
  | 'rate'
  | 'money'
  | 'nullInteger'
  | 'hour'
  | 'calendarDays'
  | 'duration'
  | 'optionalDuration'
  | 'boolean'
  | 'oneOf'
  | 'someOf'
  | 'bands'
  | 'increments'
  | 'noticeTiers'
  | 'extension'
  | 'appraisal'
  | 'priceCut'
  | 'texts'
  | 'undertaking';

export interface Rule {
  path: string;
  kind: RuleKind;
  /** Of `oneOf` and `someOf`. */
  options?: readonly string[];
  /** The modes of bidding that know this rule; all when left out. */
  modes?: readonly string[];
}

const rule = (path: string, kind: RuleKind, more: Omit<Rule, 'path' | 'kind'> = {}): Rule => ({ path, kind, ...more });

const MODES = ['english', 'dynamic', 'sealed'] as const;
/** Bids that all can see and answer. */
const OPEN_BIDS = { modes: ['english', 'dynamic'] };

/** The rules of a profile in the order in which people read them; the server groups them the same way. */
export const RULE_GROUPS: readonly { group: string; rules: readonly Rule[] }[] = [
  {
    group: 'scope',
    rules: [
      rule('sale.sellers', 'someOf', { options: ['university', 'state_owned', 'private'] }),
      rule('sale.forms', 'someOf', { options: ['transfer', 'licence'] }),
      rule('sale.pricingWays', 'someOf', { options: ['listing', 'auction', 'negotiated'] }),
    ],
  },
  {
    group: 'notice',
    rules: [
      rule('noticeDays', 'days'),
      rule('publicityDays', 'days'),
      rule('sale.noticeByPrice', 'noticeTiers'),
      rule('sale.applyUntil', 'oneOf', { options: ['noticeEnd', 'biddingEnd'] }),
    ],
  },
  { group: 'extension', rules: [rule('sale.extension', 'extension')] },
  { group: 'price', rules: [rule('sale.appraisal', 'appraisal'), rule('sale.priceCut', 'priceCut')] },
  {
    group: 'deposit',
    rules: [rule('depositRate', 'rate'), rule('depositRateMin', 'rate'), rule('depositRateMax', 'rate')],
  },
  {
    group: 'bidding',
    rules: [
      rule('auction.mode', 'oneOf', { options: MODES }),
      rule('openingHour', 'hour'),
      // In a dynamic sale the notice is the free period.
      rule('auction.freePeriodMs', 'duration', { modes: ['english', 'sealed'] }),
      rule('auction.timerMs', 'duration'),
      rule('auction.triggerMs', 'duration', OPEN_BIDS),
      rule('auction.extendMs', 'duration', OPEN_BIDS),
      rule('auction.extensionBase', 'oneOf', { options: ['bidTime', 'currentEnd'], ...OPEN_BIDS }),
      rule('auction.maxExtensions', 'nullInteger', OPEN_BIDS),
      rule('auction.hardStopMs', 'optionalDuration', OPEN_BIDS),
      rule('auction.increments', 'increments', OPEN_BIDS),
      rule('auction.raise', 'oneOf', { options: ['multiple', 'atLeast'], ...OPEN_BIDS }),
      rule('auction.selfRaise', 'boolean', OPEN_BIDS),
      rule('auction.sealedPrice', 'oneOf', { options: ['first', 'second'], modes: ['sealed'] }),
      rule('auction.showReserveMet', 'boolean', OPEN_BIDS),
      rule('auction.firstRefusalWindowMs', 'optionalDuration'),
      rule('auction.closeDrainMs', 'duration'),
    ],
  },
  {
    group: 'fees',
    rules: [
      rule('fees.seller', 'bands'),
      rule('fees.buyerCompetitive', 'bands'),
      rule('fees.buyerNegotiated', 'bands'),
      rule('fees.minimumMinor', 'money'),
    ],
  },
  {
    group: 'deadlines',
    rules: [
      rule('sale.intakeWithin', 'days'),
      rule('sale.reviewWithin', 'days'),
      rule('sale.sellerConfirmation', 'nullDays'),
      rule('sale.depositWithinMs', 'optionalDuration'),
      rule('sale.firstRefusalNotice', 'nullDays'),
      rule('auction.objectionWindowMs', 'optionalDuration'),
      rule('refundDays', 'calendarDays'),
      rule('closingDays', 'days'),
      rule('auction.barMs', 'optionalDuration'),
    ],
  },
  {
    group: 'papers',
    rules: [
      rule('sale.requiresDecision', 'boolean'),
      rule('sale.papers.listing', 'someOf', {
        options: [
          'ownership_proof',
          'decision_minutes',
          'valuation_report',
          'inventors_consent',
          'co_owners_consent',
          'export_control_clearance',
          'authorisation',
        ],
      }),
      rule('sale.papers.application', 'someOf', {
        options: ['business_licence', 'authorisation', 'identity_proof', 'credit_statement', 'plan_of_use'],
      }),
    ],
  },
  {
    group: 'texts',
    rules: [
      rule('sale.texts.notice', 'texts'),
      rule('sale.texts.application', 'texts'),
      rule('sale.texts.nda', 'undertaking'),
    ],
  },
];

const RULES = new Map(RULE_GROUPS.flatMap(({ rules }) => rules.map((entry) => [entry.path, entry] as const)));
export const ruleAt = (path: string): Rule | undefined => RULES.get(path);

/** Whether a sale in this mode knows such a rule. */
export const appliesIn = (path: string, mode: string): boolean => RULES.get(path)?.modes?.includes(mode) ?? true;

export function valueAt(body: object, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], body);
}

/** The same body with another value there; undefined takes the rule out. */
function withValue(body: ProfileBody, path: string, value: unknown): ProfileBody {
  const [key = '', ...rest] = path.split('.');
  const below = (body as unknown as Record<string, unknown>)[key];
  const next = rest.length === 0 ? value : withValue((below ?? {}) as ProfileBody, rest.join('.'), value);
  return { ...body, [key]: next };
}

/** The same body with another rule there. What only another mode knows goes with it, and what the new one must know comes. */
export function withRule(body: ProfileBody, path: string, value: unknown): ProfileBody {
  const next = withValue(body, path, value);
  if (path !== 'auction.mode') return next;
  return withValue(next, 'auction.sealedPrice', value === 'sealed' ? (body.auction.sealedPrice ?? 'first') : undefined);
}

/** The text a rule comes from: its own, that of the group around it, or those of its parts. */
export function sourceOf(sources: Record<string, string>, path: string): string {
  const own = sources[path];
  if (own !== undefined) return own;
  const above = Object.keys(sources)
    .filter((named) => path.startsWith(`${named}.`) || (named === 'depositRate' && path.startsWith(named)))
    .sort((a, b) => b.length - a.length)[0];
  if (above !== undefined) return sources[above] ?? '';
  const below = Object.entries(sources).filter(([named]) => named.startsWith(`${path}.`));
  return [...new Set(below.map(([, source]) => source))].join('；') || (IMPLIED[path] ?? '');
}
/** Older versions do not say why they sell in this mode. */
const IMPLIED: Readonly<Record<string, string>> = { 'auction.mode': '运营机构默认值' };

/** `0.25` for 25/10000: exact for every rate a person types. */
export function percentText({ numerator, denominator }: Rate): string {
  const text = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6, useGrouping: false });
  return text.format((numerator * 100) / denominator);
}

/** Reads `0.25` as 25/10000; null when it is no percentage. */
export function parsePercent(text: string): Rate | null {
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(text.normalize('NFKC').replace(/[\s%]/g, ''));
  if (!match) return null;
  const decimals = match[2] ?? '';
  return { numerator: Number(`${match[1]}${decimals}`), denominator: 100 * 10 ** decimals.length };
}
