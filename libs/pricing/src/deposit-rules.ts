import { type Fen, mulRate } from '@jishi/kernel';
import type { DayCount, Rate } from './measures';

/** Where what remains of a forfeited deposit goes, after costs and the shortfall of a resale. */
export const REST_TO = ['seller', 'exchange', 'bidder'] as const;
export type RestTo = (typeof REST_TO)[number];

/** What may follow a winner's default: a new sale, or an offer to whoever bid next; the operator decides among these. */
export const REMEDIES = ['reauction', 'offer'] as const;
export type Remedy = (typeof REMEDIES)[number];

/** What becomes of deposits, beside their rate. */
export interface DepositRules {
  /** One amount for every sale, kept within the bounds of the rates; without it the rate. */
  fixedMinor?: Fen;
  /** How long a winner may answer before its default is decided. */
  hearWithin: DayCount;
  /** How long it may appeal against the forfeiture. */
  appealWithin: DayCount;
  restTo: RestTo;
  remedies: Remedy[];
  /** How long whoever bid next may think about an offer. */
  offerWithin: DayCount;
}

/** What a profile does not say. Where each comes from stands in DEPOSIT_SOURCES. */
export const DEPOSIT_DEFAULTS: DepositRules = {
  hearWithin: { count: 3, kind: 'working' },
  appealWithin: { count: 5, kind: 'working' },
  restTo: 'seller',
  remedies: ['reauction', 'offer'],
  offerWithin: { count: 3, kind: 'working' },
};

const OPERATOR = '运营机构默认值';
const JUDICIAL = '参照《最高人民法院关于人民法院网络司法拍卖若干问题的规定》（法释〔2016〕18号）第二十四条';
/** The source of each default. */
export const DEPOSIT_SOURCES: Readonly<Record<keyof DepositRules, string>> = {
  fixedMinor: OPERATOR,
  hearWithin: `${OPERATOR}（认定违约前听取竞得人陈述）`,
  appealWithin: `${OPERATOR}（没收保证金后的申诉期）`,
  restTo: `${JUDICIAL}：保证金依次用于支付拍卖费用损失、弥补重新拍卖价款的差价，余款归于转让方一侧`,
  remedies: `${JUDICIAL}（悔拍后重新拍卖，原买受人不得参加竞买）；向次高报价者要约为${OPERATOR}`,
  offerWithin: `${OPERATOR}（次高报价者答复要约的期限）`,
};

/** The rules of a profile, with the default for what it does not say. */
export const depositRulesOf = ({ deposits }: { deposits?: Partial<DepositRules> }): DepositRules => ({
  ...DEPOSIT_DEFAULTS,
  ...deposits,
});

export interface DepositMeasure {
  depositRate: Rate;
  depositRateMin: Rate;
  depositRateMax: Rate;
  deposits?: Pick<DepositRules, 'fixedMinor'>;
}

const share = (priceMinor: Fen, { numerator, denominator }: Rate): Fen => mulRate(priceMinor, numerator, denominator);

/** What every bidder of a sale at this price deposits: the fixed amount within the bounds of law, or the rate; a fen at least. */
export function depositMinor(profile: DepositMeasure, startPriceMinor: Fen): Fen {
  const fixed = profile.deposits?.fixedMinor;
  if (fixed === undefined) return Math.max(1, share(startPriceMinor, profile.depositRate));
  const least = Math.max(1, share(startPriceMinor, profile.depositRateMin));
  return Math.min(Math.max(fixed, least), Math.max(least, share(startPriceMinor, profile.depositRateMax)));
}
