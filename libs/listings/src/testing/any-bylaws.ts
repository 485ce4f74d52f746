import fc from 'fast-check';
import {
  type Bylaws,
  type ChainRule,
  CHAIN_STEPS,
  DEADLINE_NAMES,
  type DeadlineName,
  DECISION_FORMS,
  DEFAULT_BYLAWS,
  type Term,
} from '../domain/disclosure-rules';

const days = fc.integer({ min: 1, max: 60 });
const source = fc.integer({ min: 1, max: 99 }).map((n) => `校规第${n}条`);
const term: fc.Arbitrary<Term> = fc.record({ days, source });
const amount = fc.integer({ min: 0, max: 2_000_000_000 });
const more: fc.Arbitrary<ChainRule> = fc.record({
  step: fc.constantFrom(...CHAIN_STEPS),
  forms: fc.subarray([...DECISION_FORMS], { minLength: 1 }),
  fromMinor: amount,
  planFunded: fc.boolean(),
  days,
  source,
});
const nameOf = ({ step, forms, planFunded }: ChainRule): string => [step, ...forms, planFunded].join(' ');

/** What an institution may write: other days and amounts, and steps beside those that ship. */
export const anyBylaws: fc.Arbitrary<Bylaws> = fc
  .record({
    deadlines: fc.record(Object.fromEntries(DEADLINE_NAMES.map((name) => [name, term]))),
    terms: fc.array(term, { minLength: DEFAULT_BYLAWS.chain.length, maxLength: DEFAULT_BYLAWS.chain.length }),
    from: amount,
    more: fc.uniqueArray(more, { maxLength: 4, selector: nameOf }),
  })
  .map(({ deadlines, terms, from, more: added }) => {
    const kept = DEFAULT_BYLAWS.chain.map((rule, i) => ({
      ...rule,
      ...terms[i]!,
      // The only step that by default waits for a price may wait for another.
      fromMinor: rule.fromMinor > 0 ? from : 0,
    }));
    const taken = new Set(kept.map(nameOf));
    return {
      deadlines: deadlines as Record<DeadlineName, Term>,
      chain: [...kept, ...added.filter((rule) => !taken.has(nameOf(rule)))],
    };
  });
