import { less, PPM, scale, share, sum } from './exact';
import type { CostInputs } from './inputs';
import { line, type Outcome, type TraceLine } from './result';

/** What it would cost to make again today, with a fair profit, less what age and newer technology have taken. */
export function costValue(inputs: CostInputs): Outcome {
  const { items, overheadPpm, profitPpm, totalMonths, remainingMonths, obsolescencePpm } = inputs;
  const costs = items.map(({ label, year, amountMinor, indexPpm }): TraceLine & { amountMinor: number } => ({
    ...line('cost_item', { label, year, baseMinor: amountMinor, ratePpm: indexPpm }),
    amountMinor: share(amountMinor, indexPpm),
  }));
  const direct = sum(costs.map(({ amountMinor }) => amountMinor));
  const overhead = share(direct, overheadPpm);
  const made = sum([direct, overhead]);
  const profit = share(made, profitPpm);
  const anew = sum([made, profit]);
  const kept = scale(anew, remainingMonths, totalMonths);
  const lost = share(kept, obsolescencePpm);
  const valueMinor = kept - lost;
  const lines = [
    ...costs,
    line('cost_total', { amountMinor: direct }),
    line('overhead', { baseMinor: direct, ratePpm: overheadPpm, amountMinor: overhead }),
    line('profit', { baseMinor: made, ratePpm: profitPpm, amountMinor: profit }),
    line('remaining_life', { baseMinor: anew, ratePpm: scale(PPM, remainingMonths, totalMonths), amountMinor: kept }),
    line('obsolescence', { baseMinor: kept, ratePpm: obsolescencePpm, amountMinor: less(lost) }),
    line('value', { amountMinor: valueMinor }),
  ];
  return { valueMinor, lines, warnings: [] };
}
