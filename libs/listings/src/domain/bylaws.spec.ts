import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '@jishi/kernel';
import { anyBylaws } from '../testing/any-bylaws';
import { bylawChanges, faultsOfShippedRules, parseBylaws } from './bylaws';
import { chainFor } from './disclosure-decision';
import { type Bylaws, type ChainRule, DECISION_FORMS, DEFAULT_BYLAWS } from './disclosure-rules';

const faultsOf = (value: unknown): string[] => {
  try {
    parseBylaws(value);
    return [];
  } catch (error) {
    if (error instanceof DomainError) return error.errors.map(({ path, code }) => `${path} ${code}`);
    throw error;
  }
};
const withDays = (days: unknown): object => ({
  ...DEFAULT_BYLAWS,
  deadlines: { ...DEFAULT_BYLAWS.deadlines, take: { days, source: '校规' } },
});
const withChain = (change: (rule: ChainRule) => object | null): object => ({
  ...DEFAULT_BYLAWS,
  chain: DEFAULT_BYLAWS.chain.map(change).filter((rule) => rule !== null),
});
const stepsOf = (bylaws: Bylaws, form: (typeof DECISION_FORMS)[number], priceMinor: number, planFunded = false) =>
  chainFor(bylaws, { form, priceMinor }, planFunded).map(({ step }) => step);

describe('bylaws', () => {
  it('that ship are within the bounds, in order, and name their sources', () => {
    expect(faultsOfShippedRules()).toEqual([]);
    expect(parseBylaws(DEFAULT_BYLAWS)).toEqual(DEFAULT_BYLAWS);
    const [first] = DEFAULT_BYLAWS.chain;
    expect(faultsOfShippedRules({ ...DEFAULT_BYLAWS, chain: [{ ...first!, source: ' ' }] })).toEqual([
      'chain[0].source bylaw.source_missing',
    ]);
  });

  it.each<[string, object, string[]]>([
    ['no days', withDays(0), ['deadlines.take.days bylaw.bad_days']],
    ['too many days', withDays(61), ['deadlines.take.days bylaw.bad_days']],
    ['half days', withDays(2.5), ['deadlines.take.days bylaw.bad_days']],
    ['days in words', withDays('5'), ['deadlines.take.days bylaw.bad_days']],
    ['no chain', { ...DEFAULT_BYLAWS, chain: [] }, ['chain bylaw.bad_chain']],
    [
      'no source',
      withChain((rule) => (rule.step === 'finance' ? { ...rule, source: '…' } : rule)),
      ['chain[1].source bylaw.source_missing'],
    ],
    [
      'an amount below zero',
      withChain((rule) => (rule.step === 'finance' ? { ...rule, fromMinor: -1 } : rule)),
      ['chain[1].fromMinor bylaw.bad_amount'],
    ],
    [
      'one rule twice',
      { ...DEFAULT_BYLAWS, chain: [...DEFAULT_BYLAWS.chain, DEFAULT_BYLAWS.chain[0]] },
      [`chain[${DEFAULT_BYLAWS.chain.length}].step bylaw.rule_twice`],
    ],
    ['no office', withChain((rule) => (rule.step === 'office' ? null : rule)), ['chain bylaw.step_lost.office']],
    [
      'no meeting on an investment',
      withChain((rule) => (rule.step === 'meeting' && rule.forms.includes('invest') ? null : rule)),
      ['chain bylaw.step_lost.meeting'],
    ],
    [
      'a meeting on investments from some price on only',
      withChain((rule) => (rule.forms.includes('invest') ? { ...rule, fromMinor: 1 } : rule)),
      ['chain bylaw.step_lost.office', 'chain bylaw.step_lost.finance', 'chain bylaw.step_lost.leadership'].concat(
        'chain bylaw.step_lost.meeting',
      ),
    ],
  ])('with %s are refused', (_, value, faults) => expect(faultsOf(value).sort()).toEqual(faults.sort()));

  it('are refused and never misread, whatever is sent', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (deadlines, chain) => {
        expect(faultsOf({ deadlines, chain })).not.toEqual([]);
      }),
    );
  });

  it('mean the same in whatever order their rules are written', () => {
    const shuffled = anyBylaws.chain((bylaws) =>
      fc.tuple(fc.constant(bylaws), fc.shuffledSubarray([...bylaws.chain], { minLength: bylaws.chain.length })),
    );
    fc.assert(
      fc.property(shuffled, ([bylaws, chain]) => {
        expect(parseBylaws({ ...bylaws, chain })).toEqual(parseBylaws(bylaws));
        expect(parseBylaws(parseBylaws(bylaws))).toEqual(parseBylaws(bylaws));
      }),
    );
  });

  it('never ask fewer to approve than those that ship, but for the price from which a deal is decided together', () => {
    fc.assert(
      fc.property(
        anyBylaws,
        fc.constantFrom(...DECISION_FORMS),
        fc.nat(2_000_000_000),
        fc.boolean(),
        (bylaws, form, priceMinor, planFunded) => {
          const steps = stepsOf(parseBylaws(bylaws), form, priceMinor, planFunded);
          const waits = form === 'transfer' || form === 'licence';
          const least = stepsOf(DEFAULT_BYLAWS, form, priceMinor, planFunded);
          expect(steps).toEqual(expect.arrayContaining(waits ? least.filter((step) => step !== 'meeting') : least));
          expect(steps[0]).toBe('office');
          expect(new Set(steps).size).toBe(steps.length);
        },
      ),
    );
  });

  it('differ from others in exactly what was changed', () => {
    expect(bylawChanges(DEFAULT_BYLAWS, DEFAULT_BYLAWS)).toEqual([]);
    fc.assert(
      fc.property(anyBylaws, anyBylaws, (some, others) => {
        const [before, after] = [parseBylaws(some), parseBylaws(others)];
        const changes = bylawChanges(before, after);
        expect(changes.length === 0).toBe(JSON.stringify(before) === JSON.stringify(after));
        for (const change of changes) {
          if (change.deadline !== null) {
            expect(change.after).toEqual(after.deadlines[change.deadline]);
            continue;
          }
          if (change.before) expect(before.chain).toContainEqual(change.before);
          if (change.after) expect(after.chain).toContainEqual(change.after);
        }
      }),
    );
  });
});
