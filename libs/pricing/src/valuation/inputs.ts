/** What a seller puts into a worksheet. Amounts in fen, rates in parts per million (1,000,000 = 100 %). */
export const VALUATION_METHODS = ['cost', 'market', 'royalty', 'dcf'] as const;
export type ValuationMethod = (typeof VALUATION_METHODS)[number];

export const ADJUSTMENT_KINDS = ['date', 'size', 'exclusivity', 'field', 'stage', 'other'] as const;
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number];

export const IP_KINDS = [
  'know_how',
  'invention',
  'utility_model',
  'design',
  'software',
  'plant_variety',
  'ic_layout',
  'biomedicine',
  'design_copyright',
  'none',
] as const;
export type IpKind = (typeof IP_KINDS)[number];

export interface CostItem {
  label: string;
  year: number;
  amountMinor: number;
  /** Prices of today over those of that year. */
  indexPpm: number;
}

export interface CostInputs {
  method: 'cost';
  items: CostItem[];
  overheadPpm: number;
  profitPpm: number;
  totalMonths: number;
  remainingMonths: number;
  /** What newer technology has taken from it, beside its age. */
  obsolescencePpm: number;
}

export interface Adjustment {
  kind: AdjustmentKind;
  /** −200,000: the deal had it 20 % better than ours has. */
  ratePpm: number;
  reason: string;
}

export interface ComparedDeal {
  dealId: string;
  priceMinor: number;
  weight: number;
  adjustments: Adjustment[];
}

export interface MarketInputs {
  method: 'market';
  deals: ComparedDeal[];
  basis: 'median' | 'mean';
}

/** When a year's money is taken to come: in its middle, or at its end. */
export type Convention = 'mid' | 'end';

export interface ValuedLife {
  ipKind: IpKind;
  /** The day of application; null where no term runs from it. */
  filedOn: string | null;
  valuationDate: string;
}

export interface RoyaltyInputs extends ValuedLife {
  method: 'royalty';
  /** Net sales of the first, second, … year after the valuation date. */
  revenues: { amountMinor: number }[];
  royaltyPpm: number;
  taxPpm: number;
  discountPpm: number;
  convention: Convention;
}

export interface DcfInputs extends ValuedLife {
  method: 'dcf';
  flows: { amountMinor: number }[];
  /** The part of the cash flow that the technology earns. */
  sharePpm: number;
  riskFreePpm: number;
  premiums: { label: string; ratePpm: number }[];
  convention: Convention;
  /** Growth after the last year; null, the rule: nothing is counted after it. */
  terminalGrowthPpm: number | null;
}

export type ValuationInputs = CostInputs | MarketInputs | RoyaltyInputs | DcfInputs;
