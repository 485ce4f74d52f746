import type { ExtensionRule } from './rules';

export interface EndOfSale {
  readonly endsAtMs: number;
  readonly extensions: number;
  readonly hardStopAtMs: number | null;
}

/**
 * The end after an accepted, price-changing bid that arrived at `arrivedAtMs`; null when it does not move.
 * An extension never shortens: the later of the two ends holds.
 */
export function extendedEnd(rule: ExtensionRule | null, sale: EndOfSale, arrivedAtMs: number): number | null {
  if (!rule || arrivedAtMs < sale.endsAtMs - rule.triggerMs || arrivedAtMs >= sale.endsAtMs) return null;
  if (rule.cap !== null && sale.extensions >= rule.cap) return null;
  const wanted = (rule.base === 'bidTime' ? arrivedAtMs : sale.endsAtMs) + rule.extendMs;
  const allowed = sale.hardStopAtMs === null ? wanted : Math.min(wanted, sale.hardStopAtMs);
  return allowed > sale.endsAtMs ? allowed : null;
}
