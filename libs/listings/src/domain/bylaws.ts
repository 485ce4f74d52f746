import { canonicalJson, DomainError, type FieldError, invalid, isLegible } from '@jishi/kernel';
import { chainFor } from './disclosure-decision';
import {
  type Bylaws,
  CHAIN_STEPS,
  type ChainRule,
  type ChainStep,
  DEADLINE_NAMES,
  type DeadlineName,
  DECISION_FORMS,
  DEFAULT_BYLAWS,
  DOCUMENT_RULES,
  type Term,
} from './disclosure-rules';
import { MAX_PRICE_MINOR } from './listing-terms';

export const BYLAW_STATES = ['waiting', 'superseded', 'declined', 'upcoming', 'in_force', 'past'] as const;
export type BylawState = (typeof BYLAW_STATES)[number];

export const MAX_DAYS = 60;
const MAX_RULES = 20;
const MAX_SOURCE = 500;

type Fault = (path: string, code: string, params?: FieldError['params']) => void;

/** As they are kept: nothing but what is known, within bounds, and no approval less than the law and the defaults want. Errors: `bylaw.invalid`. */
export function parseBylaws(value: unknown): Bylaws {
  const errors: FieldError[] = [];
  const bad: Fault = (path, code, params) => void errors.push({ path, code, ...(params ? { params } : {}) });
  const { deadlines, chain } = objectOf(value);
  const read: Bylaws = {
    deadlines: Object.fromEntries(
      DEADLINE_NAMES.map((name) => [name, readTerm(objectOf(deadlines)[name], `deadlines.${name}`, bad)]),
    ) as Record<DeadlineName, Term>,
    chain: readChain(chain, bad),
  };
  if (errors.length === 0) requireStrict(read, bad);
  if (errors.length > 0) throw invalid('bylaw.invalid', { count: errors.length }, errors);
  return read;
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const isWithin = (value: unknown, min: number, max: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;

function readTerm(value: unknown, path: string, bad: Fault): Term {
  const { days, source } = objectOf(value);
  if (!isWithin(days, 1, MAX_DAYS)) bad(`${path}.days`, 'bylaw.bad_days', { max: MAX_DAYS });
  const text = typeof source === 'string' ? source.trim() : '';
  if (!isLegible(text) || text.includes('\0') || text.length > MAX_SOURCE)
    bad(`${path}.source`, 'bylaw.source_missing', { max: MAX_SOURCE });
  return { days: days as number, source: text };
}

function readChain(value: unknown, bad: Fault): ChainRule[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_RULES) {
    bad('chain', 'bylaw.bad_chain', { max: MAX_RULES });
    return [];
  }
  const rules = value.map((each: unknown, i) => readRule(objectOf(each), `chain[${i}]`, bad));
  rules.forEach((rule, i) => {
    if (rules.findIndex((other) => nameOf(other) === nameOf(rule)) < i) bad(`chain[${i}].step`, 'bylaw.rule_twice');
  });
  return rules.sort(moreParticular);
}

/** Of several rules for a step the first that applies counts: the one that says more precisely what it is for. */
const moreParticular = (a: ChainRule, b: ChainRule): number =>
  CHAIN_STEPS.indexOf(a.step) - CHAIN_STEPS.indexOf(b.step) ||
  Number(b.planFunded) - Number(a.planFunded) ||
  a.forms.length - b.forms.length ||
  b.fromMinor - a.fromMinor ||
  nameOf(a).localeCompare(nameOf(b));

function readRule(rule: Record<string, unknown>, path: string, bad: Fault): ChainRule {
  const step = CHAIN_STEPS.find((each) => each === rule['step']);
  if (!step) bad(`${path}.step`, 'bylaw.bad_step');
  const given: unknown[] = Array.isArray(rule['forms']) ? rule['forms'] : [];
  const forms = DECISION_FORMS.filter((form) => given.includes(form));
  if (forms.length === 0 || forms.length !== given.length) bad(`${path}.forms`, 'bylaw.bad_forms');
  const { fromMinor, planFunded } = rule;
  if (!isWithin(fromMinor, 0, MAX_PRICE_MINOR)) bad(`${path}.fromMinor`, 'bylaw.bad_amount');
  if (typeof planFunded !== 'boolean') bad(`${path}.planFunded`, 'bylaw.bad_funding');
  return {
    step: step ?? 'office',
    forms,
    fromMinor: fromMinor as number,
    planFunded: planFunded === true,
    ...readTerm(rule, path, bad),
  };
}

/**
 * Whoever approves by default approves: an institution adds steps, or sets from which price on its leadership decides
 * together on a transfer or a licence, which by default is the only step that waits for a price.
 */
function requireStrict(bylaws: Bylaws, bad: Fault): void {
  const lost = new Set<ChainStep>();
  for (const form of DECISION_FORMS)
    for (const planFunded of [false, true])
      for (const priceMinor of [0, MAX_PRICE_MINOR]) {
        const steps = chainFor(bylaws, { form, priceMinor }, planFunded).map(({ step }) => step);
        for (const { step } of chainFor(DEFAULT_BYLAWS, { form, priceMinor }, planFunded))
          if (!steps.includes(step)) lost.add(step);
      }
  for (const step of lost) bad('chain', `bylaw.step_lost.${step}`);
}

/** One rule among those of a chain: whom it asks, about what. */
const nameOf = ({ step, forms, planFunded }: ChainRule): string => [step, ...forms, planFunded].join(' ');

/** One difference between two bylaws: of a deadline, by its name, or of a rule of the chain. */
export type BylawChange =
  | { deadline: DeadlineName; before: Term; after: Term }
  | { deadline: null; before: ChainRule | null; after: ChainRule | null };

export function bylawChanges(before: Bylaws, after: Bylaws): BylawChange[] {
  const differs = (a: unknown, b: unknown): boolean => canonicalJson(a) !== canonicalJson(b);
  const was = new Map(before.chain.map((rule) => [nameOf(rule), rule]));
  const is = new Map(after.chain.map((rule) => [nameOf(rule), rule]));
  return [
    ...DEADLINE_NAMES.map((deadline) => ({
      deadline,
      before: before.deadlines[deadline],
      after: after.deadlines[deadline],
    })),
    ...[...new Set([...was.keys(), ...is.keys()])].map((name) => ({
      deadline: null,
      before: was.get(name) ?? null,
      after: is.get(name) ?? null,
    })),
  ].filter((change) => differs(change.before, change.after)) as BylawChange[];
}

/** What is wrong with the rules that ship: each is within its bounds and names its source. */
export function faultsOfShippedRules(bylaws: Bylaws = DEFAULT_BYLAWS, documents = DOCUMENT_RULES): string[] {
  const unsourced = documents
    .filter(({ source }) => !isLegible(source))
    .map(({ kind }) => `document ${kind} bylaw.source_missing`);
  try {
    parseBylaws(bylaws);
    return unsourced;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [...error.errors.map(({ path, code }) => `${path} ${code}`), ...unsourced];
  }
}
