export interface Term {
  count: number;
  kind: 'calendar' | 'working';
}

export interface Due {
  within?: Term;
  on?: string;
  milestone?: string;
}

export interface Instalment {
  amountMinor?: number;
  sharePpm?: number;
  due: Due;
}

export const ROYALTY_BASES = ['net_sales', 'profit', 'added_value', 'price'] as const;
export const EVERY = ['year', 'half_year', 'quarter'] as const;
export const RATE_KINDS = ['fixed', 'periods', 'bands'] as const;

export interface RoyaltyRate {
  kind: (typeof RATE_KINDS)[number];
  ppm?: number;
  steps?: { fromPeriod: number; ppm: number }[];
  bands?: { upToMinor: number | null; ppm: number }[];
}

export interface RoyaltyTerms {
  base: (typeof ROYALTY_BASES)[number];
  rate: RoyaltyRate;
  capMinor: number | null;
  minimumMinor: number | null;
  every: (typeof EVERY)[number];
  startsOn: string;
  years: number;
  reportWithin: Term;
  payWithin: Term;
  audit: { surchargePpm: number };
}

export const PAYMENT_KINDS = ['lump_sum', 'instalments', 'upfront_royalty', 'royalty', 'equity', 'try_first'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

export interface PaymentTerms {
  kind: PaymentKind;
  lateDailyPpm?: number;
  within?: Term;
  rows?: Instalment[];
  security?: string;
  royalty?: RoyaltyTerms;
  company?: string;
  sharesPpm?: number;
  valuationMinor?: number;
  trialDays?: number;
  silence?: 'returns' | 'buys';
}

export interface Payee {
  name: string;
  uscc?: string | null;
  organisationId?: string | null;
  sharePpm?: number;
  amountMinor?: number;
}
