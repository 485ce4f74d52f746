import type { AuctionRules, IncrementTier } from './rules';

/** The step at a price: the tier of the **current** price, a tier's upper bound exclusive. */
export function stepAt(tiers: readonly IncrementTier[], priceMinor: number): number {
  let step = tiers[0]!.stepMinor;
  for (const tier of tiers) {
    if (tier.fromMinor > priceMinor) break;
    step = tier.stepMinor;
  }
  return step;
}

/** What the next bid must reach: the start price, then one step above the current price. */
export function nextMinimum(rules: AuctionRules, priceMinor: number | null): number {
  return priceMinor === null ? rules.startPriceMinor : priceMinor + stepAt(rules.increments, priceMinor);
}

export interface RaiseFault {
  readonly code: 'bid.below_minimum' | 'bid.not_a_multiple';
  readonly params: { minimumMinor: number; stepMinor: number };
}

/** Null when the amount is a lawful raise. The first bid may equal the start price; later ones rise by at least a step. */
export function raiseFault(rules: AuctionRules, priceMinor: number | null, amountMinor: number): RaiseFault | null {
  const base = priceMinor ?? rules.startPriceMinor;
  const stepMinor = stepAt(rules.increments, base);
  const minimumMinor = nextMinimum(rules, priceMinor);
  if (amountMinor < minimumMinor) return { code: 'bid.below_minimum', params: { minimumMinor, stepMinor } };
  if (rules.raise === 'multiple' && (amountMinor - base) % stepMinor !== 0)
    return { code: 'bid.not_a_multiple', params: { minimumMinor, stepMinor } };
  return null;
}
