import { fen, invalid, mulRate, type Fen } from '@jishi/kernel';
import type { Rate } from './measures';
import type { AuctionRules, IncrementTier } from './rule-profile';

/** The step at a current price: the last tier that starts at or below it (upper bounds are exclusive). */
export function stepAt(tiers: readonly IncrementTier[], priceMinor: Fen): Fen {
  let step: Fen | undefined;
  for (const tier of tiers) if (tier.fromMinor <= priceMinor) step = tier.stepMinor;
  if (step === undefined) throw invalid('increments.no_tier', { priceMinor });
  return step;
}

type RaiseRules = Pick<AuctionRules, 'increments' | 'raise'>;

/** The lowest next bid: the start price while there is none, else one step above the current price. */
export const nextMinimum = (rules: RaiseRules, startMinor: Fen, currentMinor: Fen | null): Fen =>
  currentMinor === null ? startMinor : fen(currentMinor + stepAt(rules.increments, currentMinor));

/** Whether an amount is on the ladder: under `multiple`, a whole number of steps above start or current price. */
export function isOnLadder(rules: RaiseRules, startMinor: Fen, currentMinor: Fen | null, amountMinor: Fen): boolean {
  const base = currentMinor ?? startMinor;
  if (amountMinor < nextMinimum(rules, startMinor, currentMinor)) return false;
  return rules.raise === 'atLeast' || (amountMinor - base) % stepAt(rules.increments, base) === 0;
}

/** The bid deposit: a share of the start price, rounded half up to a fen. */
export const depositFor = (startMinor: Fen, rate: Rate): Fen => mulRate(startMinor, rate.numerator, rate.denominator);
