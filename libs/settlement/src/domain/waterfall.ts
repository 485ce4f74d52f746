import { fen, invalid, type Fen } from '@jishi/kernel';
import type { RestTo } from '@jishi/pricing';

/** Who had the cost that a default caused: it is paid back to whoever bore it. */
export type CostBearer = 'exchange' | 'seller';

export interface Cost {
  label: string;
  amountMinor: Fen;
  bearer: CostBearer;
  /** The paper that shows it. */
  paperId: string;
}

export interface WaterfallLine {
  what: 'cost' | 'shortfall' | 'rest';
  label: string;
  to: RestTo;
  /** What was asked for, and what there was for it. */
  claimedMinor: Fen;
  paidMinor: Fen;
}

/** What a resale brought less than the sale that failed. */
export const shortfallOf = (priceMinor: Fen, resaleMinor: Fen): Fen => Math.max(0, fen(priceMinor) - fen(resaleMinor));

/**
 * A forfeited deposit goes to the costs of the default in their order, then to what the resale fell short of, then where the rule
 * sends the rest. Conservation: the lines add up to the deposit; nobody gets more than it claims.
 * Errors: `money.not_integer`, `forfeiture.negative_amount`.
 */
export function waterfall(of: {
  depositMinor: Fen;
  costs: readonly Pick<Cost, 'label' | 'amountMinor' | 'bearer'>[];
  shortfallMinor: Fen;
  restTo: RestTo;
}): WaterfallLine[] {
  for (const amount of [of.depositMinor, of.shortfallMinor, ...of.costs.map(({ amountMinor }) => amountMinor)])
    if (fen(amount) < 0) throw invalid('forfeiture.negative_amount', { amount });
  let left = of.depositMinor;
  const take = (claimedMinor: Fen): { claimedMinor: Fen; paidMinor: Fen } => {
    const paidMinor = Math.min(left, claimedMinor);
    left -= paidMinor;
    return { claimedMinor, paidMinor };
  };
  const lines: WaterfallLine[] = of.costs.map(({ label, amountMinor, bearer }) => ({
    what: 'cost',
    label,
    to: bearer,
    ...take(amountMinor),
  }));
  if (of.shortfallMinor > 0) lines.push({ what: 'shortfall', label: '', to: 'seller', ...take(of.shortfallMinor) });
  if (left > 0) lines.push({ what: 'rest', label: '', to: of.restTo, ...take(left) });
  return lines;
}

/** What each gets of it, together. */
export function sharesOf(lines: readonly Pick<WaterfallLine, 'to' | 'paidMinor'>[]): Readonly<Record<RestTo, Fen>> {
  const shares = { seller: 0, exchange: 0, bidder: 0 };
  for (const { to, paidMinor } of lines) shares[to] += paidMinor;
  return shares;
}
