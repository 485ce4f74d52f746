import type { Fen } from '@jishi/kernel';
import type { DayCount } from './measures';
import type { ChinaDay } from './working-days';

/** Shares and rates are parts per million: integers, so that a sum of them is exact. */
export const WHOLE_PPM = 1_000_000;
export type Ppm = number;

/** When an instalment falls due: days after the contract is signed, on a day, or when something is done (by `latest`, if said). */
export type DueRule = { within: DayCount } | { on: ChinaDay } | { milestone: string; within: DayCount };

/** Of one price: a sum, or a share. */
export type InstalmentRow = ({ amountMinor: Fen } | { sharePpm: Ppm }) & { due: DueRule };

export const ROYALTY_BASES = ['price', 'added_value', 'profit', 'net_sales'] as const;
export type RoyaltyBase = (typeof ROYALTY_BASES)[number];

/** `periods`: from this reporting period on (1 is the first). `bands`: on the part of the base, counted from the start, up to this. */
export type RoyaltyRate =
  | { kind: 'fixed'; ppm: Ppm }
  | { kind: 'periods'; steps: { fromPeriod: number; ppm: Ppm }[] }
  | { kind: 'bands'; bands: { upToMinor: Fen | null; ppm: Ppm }[] };

export const PERIODS_A_YEAR = { quarter: 4, half_year: 2, year: 1 } as const;

export interface RoyaltyTerms {
  base: RoyaltyBase;
  rate: RoyaltyRate;
  /** All royalties together are never more. */
  capMinor: Fen | null;
  /** What each year brings at least; made up for with the last report of the year. */
  minimumMinor: Fen | null;
  every: keyof typeof PERIODS_A_YEAR;
  /** First day of the first period. */
  startsOn: ChinaDay;
  years: number;
  reportWithin: DayCount;
  payWithin: DayCount;
  /** The seller may have the books opened; what was paid too little is due with this much on top. */
  audit: { surchargePpm: Ppm };
}

export type PaymentTerms = { lateDailyPpm?: Ppm } & (
  | { kind: 'lump_sum'; within: DayCount }
  | { kind: 'instalments'; rows: InstalmentRow[]; security?: string }
  | { kind: 'royalty'; within: DayCount; royalty: RoyaltyTerms }
  | { kind: 'upfront_royalty'; within: DayCount; royalty: RoyaltyTerms }
  | { kind: 'equity'; within: DayCount; company: string; sharesPpm: Ppm; valuationMinor: Fen }
  /** 先用后转: used free of charge for `trialDays`, then bought at the contract price or given back. */
  | { kind: 'try_first'; trialDays: number; silence: 'returns' | 'buys'; within: DayCount }
);
export type PaymentKind = PaymentTerms['kind'];

export const PAYMENT_KINDS = [
  'lump_sum',
  'instalments',
  'royalty',
  'upfront_royalty',
  'equity',
  'try_first',
] as const satisfies readonly PaymentKind[];

/** Who of the seller's side is paid how much of its money: all by shares, or all by sums of the contract amount. */
export interface Payee {
  /** Null: not on this market; paid under its name by the bank. */
  organisationId: string | null;
  uscc: string | null;
  name: string;
  sharePpm?: Ppm;
  amountMinor?: Fen;
}

export const royaltyOf = (payment: PaymentTerms): RoyaltyTerms | null =>
  'royalty' in payment ? payment.royalty : null;

/** Whether anything of the contract amount is paid in money by this form. */
export const paysPrice = ({ kind }: PaymentTerms): boolean => kind !== 'equity' && kind !== 'royalty';

/** A part of a sum, rounded down to the fen. */
export const partOf = (amountMinor: Fen, part: number, whole: number): Fen =>
  Number((BigInt(amountMinor) * BigInt(part)) / BigInt(whole));

/** What each row comes to; what rounding leaves is the last one's. The rows were checked before. */
export function instalmentAmounts(priceMinor: Fen, rows: readonly InstalmentRow[]): Fen[] {
  const amounts = rows.map((row) =>
    'sharePpm' in row ? partOf(priceMinor, row.sharePpm, WHOLE_PPM) : row.amountMinor,
  );
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  return amounts.map((amount, i) => (i === amounts.length - 1 ? amount + priceMinor - sum : amount));
}

/** Whether rows come to the price exactly, before any rounding. */
export const comesTo = (priceMinor: Fen, rows: readonly { amountMinor?: Fen; sharePpm?: Ppm }[]): boolean =>
  rows.reduce(
    (sum, row) =>
      sum +
      (row.sharePpm === undefined
        ? BigInt(row.amountMinor ?? 0) * BigInt(WHOLE_PPM)
        : BigInt(priceMinor) * BigInt(row.sharePpm)),
    0n,
  ) ===
  BigInt(priceMinor) * BigInt(WHOLE_PPM);

/** Money of the seller's side by payee: each rounded down to the fen, what that leaves is the last one's. Nothing is lost or made. */
export function splitAmong(amountMinor: Fen, payees: readonly Payee[]): Fen[] {
  const weights = payees.map(({ sharePpm, amountMinor: sum }) => BigInt(sharePpm ?? sum ?? 0));
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  let rest = amountMinor;
  return weights.map((weight, i) => {
    const part = i === weights.length - 1 ? rest : Number((BigInt(amountMinor) * weight) / whole);
    rest -= part;
    return part;
  });
}
