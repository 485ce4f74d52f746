import { divide, less, minor, PPM, presentValue, share, sum, ValuationRefused } from './exact';
import type { Convention, DcfInputs, RoyaltyInputs, ValuedLife } from './inputs';
import { yearsLeft } from './life';
import { line, type Outcome, type TraceLine, type ValuationWarning } from './result';

/** Open-licence guidance: a royalty is generally at most 20 % of net sales, or 40 % of profit. */
const GUIDANCE_SALES_PPM = 200_000;
const GUIDANCE_PROFIT_PPM = 400_000;
/** Below 8 % a technology would be as safe as a bond; above 40 % hardly anybody would pay for it. */
const USUAL_DISCOUNT_PPM = [80_000, 400_000] as const;

/** From the valuation date to the middle or the end of the nth year. */
const halfYears = (year: number, convention: Convention): number => (convention === 'mid' ? 2 * year - 1 : 2 * year);

interface Discounting {
  discountPpm: number;
  convention: Convention;
}

function discounted(
  kind: 'present_value' | 'terminal_present_value',
  year: number,
  baseMinor: number,
  by: Discounting,
) {
  const halves = halfYears(year, by.convention);
  return {
    ...line(kind, { year, baseMinor, ratePpm: presentValue(PPM, by.discountPpm, halves) }),
    amountMinor: presentValue(baseMinor, by.discountPpm, halves),
  };
}

function warnings(life: ValuedLife, years: number, discountPpm: number, valueMinor: number): ValuationWarning[] {
  const [low, high] = USUAL_DISCOUNT_PPM;
  const left = yearsLeft(life);
  return [
    ...(discountPpm < low || discountPpm > high
      ? [{ code: 'discount_unusual', params: { ratePpm: discountPpm } } as const]
      : []),
    ...(left !== null && left > years ? [{ code: 'life_cut_short', params: { years, left } } as const] : []),
    ...(valueMinor <= 0 ? [{ code: 'not_positive', params: {} } as const] : []),
  ];
}

/** The royalties that the owner is spared, or earns: sales × rate, less tax, discounted year by year. */
export function royaltyValue(inputs: RoyaltyInputs): Outcome {
  const { royaltyPpm, taxPpm, discountPpm } = inputs;
  const values: number[] = [];
  const lines = inputs.revenues.flatMap(({ amountMinor: revenue }, i): TraceLine[] => {
    const year = i + 1;
    const royalty = share(revenue, royaltyPpm);
    const tax = share(royalty, taxPpm);
    const value = discounted('present_value', year, royalty - tax, inputs);
    values.push(value.amountMinor);
    return [
      line('royalty', { year, baseMinor: revenue, ratePpm: royaltyPpm, amountMinor: royalty }),
      line('tax', { year, baseMinor: royalty, ratePpm: taxPpm, amountMinor: less(tax) }),
      value,
    ];
  });
  const valueMinor = sum(values);
  lines.push(line('value', { amountMinor: valueMinor }));
  const above = royaltyPpm > GUIDANCE_SALES_PPM;
  return {
    valueMinor,
    lines,
    warnings: [
      ...(above ? [{ code: 'royalty_above_guidance', params: { ratePpm: royaltyPpm } } as const] : []),
      ...warnings(inputs, inputs.revenues.length, discountPpm, valueMinor),
    ],
  };
}

export const discountOf = ({ riskFreePpm, premiums }: Pick<DcfInputs, 'riskFreePpm' | 'premiums'>): number =>
  premiums.reduce((total, { ratePpm }) => total + ratePpm, riskFreePpm);

/** What all years after the last come to at its end, growing evenly for ever: flow × (1 + g) / (r − g). */
function terminalFlow(lastMinor: number, discountPpm: number, growthPpm: number): number {
  if (growthPpm >= discountPpm) throw new ValuationRefused('valuation.growth_not_below_discount', 'terminalGrowthPpm');
  return minor(divide(BigInt(lastMinor) * BigInt(PPM + growthPpm), BigInt(discountPpm - growthPpm)));
}

/** The technology's share of the expected cash flows, discounted at a rate that is built up from its risks. */
export function dcfValue(inputs: DcfInputs): Outcome {
  const { flows, sharePpm, riskFreePpm, premiums, convention, terminalGrowthPpm } = inputs;
  const discountPpm = discountOf(inputs);
  const by = { discountPpm, convention };
  const rates = [
    line('risk_free', { ratePpm: riskFreePpm }),
    ...premiums.map(({ label, ratePpm }) => line('premium', { label, ratePpm })),
    line('discount_rate', { ratePpm: discountPpm }),
  ];
  const parts = flows.map(({ amountMinor: flow }, i) => {
    const year = i + 1;
    const part = share(flow, sharePpm);
    const value = discounted('present_value', year, part, by);
    const attributed = line('attributed', { year, baseMinor: flow, ratePpm: sharePpm, amountMinor: part });
    return { part, value: value.amountMinor, lines: [attributed, value] };
  });
  const after: (TraceLine & { amountMinor: number })[] = [];
  if (terminalGrowthPpm !== null) {
    const flow = terminalFlow(parts.at(-1)?.part ?? 0, discountPpm, terminalGrowthPpm);
    after.push({
      ...line('terminal', { year: flows.length, baseMinor: parts.at(-1)?.part ?? 0, ratePpm: terminalGrowthPpm }),
      amountMinor: flow,
    });
    after.push(discounted('terminal_present_value', flows.length, flow, by));
  }
  const valueMinor = sum([...parts.map(({ value }) => value), after.at(-1)?.amountMinor ?? 0]);
  return {
    valueMinor,
    lines: [...rates, ...parts.flatMap(({ lines }) => lines), ...after, line('value', { amountMinor: valueMinor })],
    warnings: [
      ...(sharePpm > GUIDANCE_PROFIT_PPM ? [{ code: 'share_high', params: { ratePpm: sharePpm } } as const] : []),
      ...(after.length > 0 ? [{ code: 'terminal_counted', params: {} } as const] : []),
      ...warnings(inputs, flows.length, discountPpm, valueMinor),
    ],
  };
}
