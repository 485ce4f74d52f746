import {
  ADJUSTMENT_KINDS,
  type DcfInputs,
  type RoyaltyInputs,
  VALUATION_METHODS,
  IP_KINDS,
  type ValuationInputs,
  type ValuationMethod,
} from './inputs';
import { hasTerm, isDay, yearsLeft } from './life';
import { PPM } from './exact';

/** One bad input: where, and why. Shaped as kernel's field errors are. */
export interface ValuationProblem {
  path: string;
  code: string;
  params?: Record<string, number>;
}
type Check = (value: unknown, path: string, problems: ValuationProblem[]) => void;

/** A hundred billion yuan: above any price, and far below where sums stop being exact. */
const MAX_VALUED_MINOR = 10_000_000_000_000;
const MAX_YEARS = 50;
const MAX_LINES = 60;
const MAX_TEXT = 200;
/** NUL, or half of a character: JSON may carry them, a database's text cannot. */
const UNKEEPABLE = /[\0\p{Surrogate}]/u;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const integer =
  (min: number, max: number): Check =>
  (value, path, problems) => {
    if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max)
      problems.push({ path, code: 'valuation.not_in_range', params: { min, max } });
  };
const oneOf =
  (allowed: readonly unknown[]): Check =>
  (value, path, problems) => {
    if (!allowed.includes(value)) problems.push({ path, code: 'valuation.not_allowed' });
  };
const text: Check = (value, path, problems) => {
  const fits = typeof value === 'string' && value.trim() !== '' && value.length <= MAX_TEXT && !UNKEEPABLE.test(value);
  if (!fits) problems.push({ path, code: 'valuation.text_missing', params: { max: MAX_TEXT } });
};
const day: Check = (value, path, problems) => {
  if (!isDay(value)) problems.push({ path, code: 'valuation.bad_day' });
};
const uuid: Check = (value, path, problems) => {
  if (typeof value !== 'string' || !UUID.test(value)) problems.push({ path, code: 'valuation.bad_deal' });
};
const nullOr =
  (check: Check): Check =>
  (value, path, problems) => {
    if (value !== null) check(value, path, problems);
  };
/** Exactly these keys: a mistyped one must not silently mean nothing. */
const shape =
  (fields: Record<string, Check>): Check =>
  (value, path, problems) => {
    if (!isRecord(value)) return void problems.push({ path, code: 'valuation.not_object' });
    const at = (key: string): string => (path ? `${path}.${key}` : key);
    for (const key of Object.keys(value))
      if (!Object.hasOwn(fields, key)) problems.push({ path: at(key), code: 'valuation.unknown_key' });
    for (const [key, check] of Object.entries(fields)) check(value[key], at(key), problems);
  };
const list =
  (item: Check, min: number, max: number): Check =>
  (value, path, problems) => {
    if (!Array.isArray(value) || value.length < min || value.length > max)
      return void problems.push({ path, code: 'valuation.list_size', params: { min, max } });
    value.forEach((entry, i) => item(entry, `${path}[${i}]`, problems));
  };

const amount = integer(0, MAX_VALUED_MINOR);
const flow = integer(-MAX_VALUED_MINOR, MAX_VALUED_MINOR);
const rate = integer(0, PPM);
const convention = oneOf(['mid', 'end']);
const life = { ipKind: oneOf(IP_KINDS), filedOn: nullOr(day), valuationDate: day };

const SHAPES: Record<ValuationMethod, Check> = {
  cost: shape({
    method: oneOf(['cost']),
    items: list(
      shape({ label: text, year: integer(1950, 2200), amountMinor: amount, indexPpm: integer(1, 100 * PPM) }),
      1,
      MAX_LINES,
    ),
    overheadPpm: rate,
    profitPpm: integer(0, 10 * PPM),
    totalMonths: integer(1, 1200),
    remainingMonths: integer(0, 1200),
    obsolescencePpm: rate,
  }),
  market: shape({
    method: oneOf(['market']),
    deals: list(
      shape({
        dealId: uuid,
        priceMinor: integer(1, MAX_VALUED_MINOR),
        weight: integer(1, 100),
        adjustments: list(
          shape({ kind: oneOf(ADJUSTMENT_KINDS), ratePpm: integer(-900_000, 9 * PPM), reason: text }),
          0,
          ADJUSTMENT_KINDS.length,
        ),
      }),
      1,
      MAX_LINES,
    ),
    basis: oneOf(['median', 'mean']),
  }),
  royalty: shape({
    method: oneOf(['royalty']),
    ...life,
    revenues: list(shape({ amountMinor: amount }), 1, MAX_YEARS),
    royaltyPpm: rate,
    taxPpm: rate,
    discountPpm: rate,
    convention,
  }),
  dcf: shape({
    method: oneOf(['dcf']),
    ...life,
    flows: list(shape({ amountMinor: flow }), 1, MAX_YEARS),
    sharePpm: rate,
    riskFreePpm: rate,
    premiums: list(shape({ label: text, ratePpm: rate }), 0, 12),
    convention,
    terminalGrowthPpm: nullOr(integer(0, PPM)),
  }),
};

/** A forecast ends with the protection, and nothing is counted after it. */
function checkLife(inputs: RoyaltyInputs | DcfInputs, problems: ValuationProblem[]): void {
  const { ipKind, filedOn, valuationDate } = inputs;
  if (hasTerm(ipKind) && filedOn === null)
    return void problems.push({ path: 'filedOn', code: 'valuation.filed_on_missing' });
  if (filedOn !== null && filedOn > valuationDate) problems.push({ path: 'filedOn', code: 'valuation.filed_later' });
  const left = yearsLeft(inputs);
  const [path, years] =
    inputs.method === 'royalty' ? ['revenues', inputs.revenues.length] : ['flows', inputs.flows.length];
  if (left !== null && years > left) problems.push({ path, code: 'valuation.beyond_life', params: { years, left } });
  if (inputs.method === 'dcf' && left !== null && inputs.terminalGrowthPpm !== null)
    problems.push({ path: 'terminalGrowthPpm', code: 'valuation.terminal_beyond_life' });
}

function checkTogether(inputs: ValuationInputs, problems: ValuationProblem[]): void {
  switch (inputs.method) {
    case 'cost':
      if (inputs.remainingMonths > inputs.totalMonths)
        problems.push({ path: 'remainingMonths', code: 'valuation.remaining_above_total' });
      break;
    case 'market':
      inputs.deals.forEach(({ dealId }, i) => {
        if (inputs.deals.findIndex((other) => other.dealId === dealId) < i)
          problems.push({ path: `deals[${i}].dealId`, code: 'valuation.deal_twice' });
      });
      break;
    case 'royalty':
    case 'dcf':
      checkLife(inputs, problems);
  }
}

/** Every bad input with its path; none: they are inputs. */
export function checkInputs(value: unknown): ValuationProblem[] {
  const problems: ValuationProblem[] = [];
  const method: unknown = isRecord(value) ? value['method'] : undefined;
  if (!VALUATION_METHODS.includes(method as ValuationMethod))
    return [{ path: 'method', code: 'valuation.not_allowed' }];
  SHAPES[method as ValuationMethod](value, '', problems);
  if (problems.length === 0) checkTogether(value as ValuationInputs, problems);
  return problems;
}
