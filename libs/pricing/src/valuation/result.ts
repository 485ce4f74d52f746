import type { ValuationMethod } from './inputs';

/** One readable line: of what, at which rate, gives how much. What a kind means is said in the reader's language. */
export interface TraceLine {
  kind: TraceKind;
  /** What the seller called it; empty where the kind says all. */
  label: string;
  /** A calendar year of a cost, or the first, second, … year of a forecast. */
  year: number | null;
  baseMinor: number | null;
  /** Shown to the millionth; amounts are computed from the exact rate. */
  ratePpm: number | null;
  amountMinor: number | null;
}

export const TRACE_KINDS = [
  'cost_item',
  'cost_total',
  'overhead',
  'profit',
  'remaining_life',
  'obsolescence',
  'deal',
  'adjustment',
  'adjusted_deal',
  'lower_quartile',
  'median',
  'upper_quartile',
  'weighted_mean',
  'royalty',
  'tax',
  'attributed',
  'present_value',
  'risk_free',
  'premium',
  'discount_rate',
  'terminal',
  'terminal_present_value',
  'value',
] as const;
export type TraceKind = (typeof TRACE_KINDS)[number];

export const VALUATION_WARNINGS = [
  'royalty_above_guidance',
  'discount_unusual',
  'life_cut_short',
  'few_deals',
  'heavy_adjustment',
  'wide_spread',
  'not_positive',
  'terminal_counted',
  'share_high',
] as const;

export interface ValuationWarning {
  code: (typeof VALUATION_WARNINGS)[number];
  params: Record<string, number>;
}

/** What one way of valuing comes to, before its range is known. */
export interface Outcome {
  valueMinor: number;
  lines: TraceLine[];
  warnings: ValuationWarning[];
}

export interface Valuation extends Outcome {
  method: ValuationMethod;
  /** The rules it was computed by: a later edition does not pass for this one. */
  edition: number;
  lowMinor: number;
  highMinor: number;
}

type Given = Partial<Omit<TraceLine, 'kind'>>;

export const line = (kind: TraceKind, given: Given): TraceLine => ({
  kind,
  label: '',
  year: null,
  baseMinor: null,
  ratePpm: null,
  amountMinor: null,
  ...given,
});
