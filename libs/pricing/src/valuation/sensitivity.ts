import { checkInputs } from './check-inputs';
import { PPM, scale, ValuationRefused } from './exact';
import type { ValuationInputs, ValuationMethod } from './inputs';
import { outcome } from './outcome';

export const DELTAS_PPM = [-300_000, -200_000, -100_000, 0, 100_000, 200_000, 300_000] as const;

type Vary<I> = (inputs: I, by: (value: number) => number) => I;
type Of<M extends ValuationMethod> = Extract<ValuationInputs, { method: M }>;

/** The inputs that a value hangs on, and how each is made larger or smaller while all others stay. */
const DRIVERS: { [M in ValuationMethod]: Record<string, Vary<Of<M>>> } = {
  cost: {
    costs: (given, by) => ({
      ...given,
      items: given.items.map((item) => ({ ...item, amountMinor: by(item.amountMinor) })),
    }),
    profit: (given, by) => ({ ...given, profitPpm: by(given.profitPpm) }),
    remaining_life: (given, by) => ({ ...given, remainingMonths: by(given.remainingMonths) }),
    overhead: (given, by) => ({ ...given, overheadPpm: by(given.overheadPpm) }),
    obsolescence: (given, by) => ({ ...given, obsolescencePpm: by(given.obsolescencePpm) }),
  },
  market: {
    prices: (given, by) => ({
      ...given,
      deals: given.deals.map((deal) => ({ ...deal, priceMinor: by(deal.priceMinor) })),
    }),
    adjustments: (given, by) => ({
      ...given,
      deals: given.deals.map((deal) => ({
        ...deal,
        adjustments: deal.adjustments.map((each) => ({ ...each, ratePpm: by(each.ratePpm) })),
      })),
    }),
  },
  royalty: {
    discount: (given, by) => ({ ...given, discountPpm: by(given.discountPpm) }),
    royalty: (given, by) => ({ ...given, royaltyPpm: by(given.royaltyPpm) }),
    revenue: (given, by) => ({
      ...given,
      revenues: given.revenues.map(({ amountMinor }) => ({ amountMinor: by(amountMinor) })),
    }),
    tax: (given, by) => ({ ...given, taxPpm: by(given.taxPpm) }),
  },
  dcf: {
    discount: (given, by) => ({
      ...given,
      riskFreePpm: by(given.riskFreePpm),
      premiums: given.premiums.map((premium) => ({ ...premium, ratePpm: by(premium.ratePpm) })),
    }),
    share: (given, by) => ({ ...given, sharePpm: by(given.sharePpm) }),
    flows: (given, by) => ({
      ...given,
      flows: given.flows.map(({ amountMinor }) => ({ amountMinor: by(amountMinor) })),
    }),
    growth: (given, by) => ({
      ...given,
      terminalGrowthPpm: given.terminalGrowthPpm === null ? null : by(given.terminalGrowthPpm),
    }),
  },
};

const driversOf = (method: ValuationMethod) => DRIVERS[method] as Record<string, Vary<ValuationInputs>>;

export interface Sensitivity {
  /** For each driver its value at each of the deltas; null where such an input cannot be. Widest first. */
  tornado: { driver: string; values: (number | null)[] }[];
  /** The two weightiest drivers of the method against each other: a row a delta of the first. */
  grid: { rows: string; columns: string; values: (number | null)[][] };
  deltasPpm: readonly number[];
}

const by = (deltaPpm: number) => (value: number) => scale(value, PPM + deltaPpm, PPM);

/** The same rule on other inputs; what cannot be an input has no value. */
function valueOf(inputs: ValuationInputs): number | null {
  if (checkInputs(inputs).length > 0) return null;
  try {
    return outcome(inputs).valueMinor;
  } catch (error) {
    if (error instanceof ValuationRefused) return null;
    throw error;
  }
}

const width = (values: readonly (number | null)[]): number => {
  const known = values.filter((value) => value !== null);
  return Math.max(...known) - Math.min(...known);
};

export function tornado(inputs: ValuationInputs, deltasPpm: readonly number[]): Sensitivity['tornado'] {
  return Object.entries(driversOf(inputs.method))
    .map(([driver, vary]) => ({ driver, values: deltasPpm.map((delta) => valueOf(vary(inputs, by(delta)))) }))
    .filter(({ values }) => width(values) > 0)
    .toSorted((a, b) => width(b.values) - width(a.values));
}

export function sensitivity(inputs: ValuationInputs): Sensitivity {
  const [[rows, varyRow], [columns, varyColumn]] = Object.entries(driversOf(inputs.method)) as [
    [string, Vary<ValuationInputs>],
    [string, Vary<ValuationInputs>],
  ];
  const values = DELTAS_PPM.map((row) =>
    DELTAS_PPM.map((column) => valueOf(varyColumn(varyRow(inputs, by(row)), by(column)))),
  );
  return { tornado: tornado(inputs, DELTAS_PPM), grid: { rows, columns, values }, deltasPpm: DELTAS_PPM };
}
