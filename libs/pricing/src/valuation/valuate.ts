import { checkInputs, type ValuationProblem } from './check-inputs';
import { ValuationRefused } from './exact';
import type { ValuationInputs } from './inputs';
import { marketValue } from './market';
import { outcome } from './outcome';
import type { Valuation } from './result';
import { tornado } from './sensitivity';

/** Changes with every change of a rule here, so that a stored result is never taken for one of other rules. */
const VALUATION_EDITION = 1;
/** The range of a value by its inputs: each of them a tenth wrong, one at a time; as it is, where one of both cannot be. */
const RANGE_PPM = [-100_000, 0, 100_000];

function rangeOf(inputs: ValuationInputs, valueMinor: number): { lowMinor: number; highMinor: number } {
  if (inputs.method === 'market') {
    const { lowMinor, highMinor } = marketValue(inputs);
    return { lowMinor, highMinor };
  }
  const values = tornado(inputs, RANGE_PPM)
    .flatMap((driver) => driver.values)
    .filter((value) => value !== null);
  return { lowMinor: Math.min(valueMinor, ...values), highMinor: Math.max(valueMinor, ...values) };
}

export type Valuated = { ok: true; valuation: Valuation } | { ok: false; problems: ValuationProblem[] };

/** What inputs come to, line by line, or what is wrong with them. */
export function valuate(given: unknown): Valuated {
  const problems = checkInputs(given);
  if (problems.length > 0) return { ok: false, problems };
  const inputs = given as ValuationInputs;
  try {
    const { valueMinor, lines, warnings } = outcome(inputs);
    const range = rangeOf(inputs, valueMinor);
    const { method } = inputs;
    return { ok: true, valuation: { method, edition: VALUATION_EDITION, valueMinor, ...range, lines, warnings } };
  } catch (error) {
    if (!(error instanceof ValuationRefused)) throw error;
    return { ok: false, problems: [{ path: error.path, code: error.code }] };
  }
}
