import { divide, minor, PPM, share, sum } from './exact';
import type { Adjustment, ComparedDeal, MarketInputs } from './inputs';
import { line, type Outcome, type TraceLine, type ValuationWarning } from './result';

/** Fewer than three prices are no market. */
const FEW = 3;
/** Beyond this a deal is hardly comparable any more. */
const HEAVY_PPM = 500_000;

/** Between two prices the quartile lies where its place among them falls: rank (n − 1) × quarter / 4. */
export function quartile(sorted: readonly number[], quarter: 1 | 2 | 3): number {
  const place = (sorted.length - 1) * quarter;
  const below = BigInt(sorted[Math.floor(place / 4)] ?? 0);
  const above = BigInt(sorted[Math.ceil(place / 4)] ?? 0);
  return minor(divide(below * 4n + (above - below) * BigInt(place % 4), 4n));
}

export function weightedMean(prices: readonly { amountMinor: number; weight: number }[]): number {
  const total = prices.reduce((all, { amountMinor, weight }) => all + BigInt(amountMinor) * BigInt(weight), 0n);
  return minor(divide(total, BigInt(prices.reduce((all, { weight }) => all + weight, 0))));
}

/** Each adjustment on what the ones before it left, as (1 + a)(1 + b)…. */
function adjusted(deal: ComparedDeal): { amountMinor: number; lines: TraceLine[] } {
  let amountMinor = deal.priceMinor;
  const steps = deal.adjustments.map(({ kind, ratePpm, reason }) => {
    const changeMinor = share(amountMinor, ratePpm);
    const step = line('adjustment', {
      label: `${kind}: ${reason}`,
      baseMinor: amountMinor,
      ratePpm,
      amountMinor: changeMinor,
    });
    amountMinor = sum([amountMinor, changeMinor]);
    return step;
  });
  const first = line('deal', { label: deal.dealId, amountMinor: deal.priceMinor });
  const last = line('adjusted_deal', { label: deal.dealId, baseMinor: deal.priceMinor, amountMinor });
  return { amountMinor, lines: [first, ...steps, last] };
}

const gross = (adjustments: readonly Adjustment[]): number =>
  adjustments.reduce((total, { ratePpm }) => total + Math.abs(ratePpm), 0);

function warn(inputs: MarketInputs, low: number, value: number, high: number): ValuationWarning[] {
  const count = inputs.deals.length;
  const heavy = inputs.deals.filter(({ adjustments }) => gross(adjustments) > HEAVY_PPM).length;
  return [
    ...(count < FEW ? [{ code: 'few_deals', params: { count } } as const] : []),
    ...(heavy > 0 ? [{ code: 'heavy_adjustment', params: { count: heavy } } as const] : []),
    ...(value > 0 && high - low > value ? [{ code: 'wide_spread', params: {} } as const] : []),
  ];
}

/** What comparable deals went for, each brought to our terms. The range is that between the quartiles. */
export function marketValue(inputs: MarketInputs): Outcome & { lowMinor: number; highMinor: number } {
  const deals = inputs.deals.map((deal) => ({ ...adjusted(deal), weight: deal.weight }));
  const sorted = deals.map(({ amountMinor }) => amountMinor).toSorted((a, b) => a - b);
  const [lower, median, upper] = [quartile(sorted, 1), quartile(sorted, 2), quartile(sorted, 3)];
  const mean = weightedMean(deals);
  const valueMinor = inputs.basis === 'median' ? median : mean;
  // A mean may lie outside the quartiles; a range always holds its value.
  const [lowMinor, highMinor] = [Math.min(lower, valueMinor), Math.max(upper, valueMinor)];
  const lines = [
    ...deals.flatMap(({ lines }) => lines),
    line('lower_quartile', { ratePpm: PPM / 4, amountMinor: lower }),
    line('median', { ratePpm: PPM / 2, amountMinor: median }),
    line('upper_quartile', { ratePpm: (PPM / 4) * 3, amountMinor: upper }),
    line('weighted_mean', { amountMinor: mean }),
    line('value', { amountMinor: valueMinor }),
  ];
  return { valueMinor, lowMinor, highMinor, lines, warnings: warn(inputs, lowMinor, valueMinor, highMinor) };
}
