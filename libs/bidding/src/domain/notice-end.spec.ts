import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { APPLICATION_STATES, type ApplicationState } from './application-states';
import { afterNotice, type InTime, type SaleTerms } from './notice-end';

const NOW = 1_000;
const EXTENDS: SaleTerms = { mayExtend: true, closesWithNotice: true, agreesAlone: true };
const one = (state: ApplicationState, dueAtMs: number | null = null, more: Partial<InTime> = {}): InTime => ({
  state,
  dueAtMs,
  admitted: false,
  paid: false,
  ...more,
});

describe('a notice that is over', () => {
  it.each([
    ['nobody applied', [], 'extends'],
    ['all were refused or left', [one('rejected'), one('withdrawn')], 'extends'],
    ['one waits for a review within its term', [one('submitted', NOW + 1)], 'waits'],
    ['a review is past its term', [one('submitted', NOW)], 'extends'],
    ['the seller is being asked', [one('awaiting_seller', NOW + 1)], 'waits'],
    ['the silence of the seller is consent that is not written down yet', [one('awaiting_seller', NOW)], 'waits'],
    ['an objection is not decided within its term', [one('objected', NOW)], 'extends'],
    ['an approved one may still pay', [one('approved', NOW + 1)], 'waits'],
    ['an approved one did not pay', [one('approved', NOW)], 'extends'],
    ['its money is here and its admission on the way', [one('approved', NOW, { paid: true })], 'waits'],
    ['one is admitted', [one('approved', NOW, { admitted: true })], 'goesOn'],
    [
      'one is admitted, another is looked at',
      [one('approved', NOW, { admitted: true }), one('submitted', NOW)],
      'waits',
    ],
    ['two are admitted', [one('approved', 0, { admitted: true }), one('approved', 0, { admitted: true })], 'goesOn'],
  ] as const)('and may be extended, %s', (_, applications, outcome) => {
    expect(afterNotice(applications, EXTENDS, NOW)).toBe(outcome);
  });

  it('and is not to be extended waits for the last word on whoever came in time, where others may not come', () => {
    const terms = { ...EXTENDS, mayExtend: false };
    expect(afterNotice([one('submitted', NOW - 1)], terms, NOW)).toBe('waits');
    expect(afterNotice([one('submitted', NOW - 1)], { ...terms, closesWithNotice: false }, NOW)).toBe('goesOn');
    expect(afterNotice([], terms, NOW)).toBe('goesOn');
  });

  const application = fc.record({
    state: fc.constantFrom(...APPLICATION_STATES),
    dueAtMs: fc.integer({ min: 0, max: 2 * NOW }),
    paid: fc.constant(false),
    admitted: fc.boolean(),
  });
  const applications = fc
    .array(application, { maxLength: 6 })
    .map((all) => all.map((it) => ({ ...it, admitted: it.admitted && it.state === 'approved' })));
  const terms = fc.record({ mayExtend: fc.boolean(), closesWithNotice: fc.boolean(), agreesAlone: fc.boolean() });

  it('is extended whenever nobody is qualified, however many applied: nothing stops it for longer than the terms run', () => {
    fc.assert(
      fc.property(applications, terms, (all, given) => {
        // Past its term no application awaits the seller any more: silence has approved it.
        const nobody = all.filter(({ admitted, state }) => !admitted && state !== 'awaiting_seller');
        expect(afterNotice(nobody, { ...given, mayExtend: true }, 2 * NOW)).toBe('extends');
        if (!given.mayExtend || all.some(({ admitted }) => admitted))
          expect(afterNotice(all, given, NOW)).not.toBe('extends');
      }),
    );
  });

  it('never goes past somebody who may still become a candidate within its term, unless there are enough', () => {
    fc.assert(
      fc.property(applications, application, terms, (all, more, given) => {
        const running = { ...more, state: 'submitted' as const, admitted: false, dueAtMs: NOW + 1 };
        const nobody = all.filter(({ admitted }) => !admitted);
        expect(afterNotice([...nobody, running], { ...given, mayExtend: true }, NOW)).toBe('waits');
      }),
    );
  });

  it('does not ask those who are out', () => {
    fc.assert(
      fc.property(applications, fc.nat(6), terms, (all, count, given) => {
        const out = Array.from({ length: count }, (_, i) => one(i % 2 ? 'rejected' : 'withdrawn', 2 * NOW));
        expect(afterNotice([...all, ...out], given, NOW)).toBe(afterNotice(all, given, NOW));
      }),
    );
  });
});
