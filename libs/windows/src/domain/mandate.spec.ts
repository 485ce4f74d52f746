import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  checkMandate,
  MANDATE_SCOPES,
  type MandateFacts,
  mandateFault,
  mandateState,
  type MandateTerms,
} from './mandate';
import { nextWindowState, stateOf, WINDOW_STATES, WINDOW_TRANSITIONS, type WindowAction } from './window-states';

const TODAY = '2026-02-16';
const day = fc
  .integer({ min: Date.parse('2025-12-01'), max: Date.parse('2026-04-30') })
  .map((ms) => new Date(ms).toISOString().slice(0, 10));
const scopes = fc.subarray([...MANDATE_SCOPES], { minLength: 1 });
const facts: fc.Arbitrary<MandateFacts> = fc.record({
  scopes,
  bidLimitMinor: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
  validFrom: day,
  validUntil: fc.option(day),
  confirmedAt: fc.option(fc.constant(new Date(0))),
  endedAt: fc.option(fc.constant(new Date(0))),
});

describe('a mandate', () => {
  it('runs only once confirmed, within its days, and until it is ended', () => {
    fc.assert(
      fc.property(facts, day, (mandate, today) => {
        const runs =
          mandate.confirmedAt !== null &&
          mandate.endedAt === null &&
          mandate.validFrom <= today &&
          (mandate.validUntil === null || today <= mandate.validUntil);
        expect(mandateState(mandate, today) === 'running').toBe(runs);
      }),
    );
  });

  it('covers an amount exactly up to its limit, and never what is outside its scope', () => {
    fc.assert(
      fc.property(facts, day, fc.integer({ min: 1, max: 2_000_000 }), (mandate, today, amount) => {
        const fault = mandateFault(mandate, today, 'bid', amount);
        const runs = mandateState(mandate, today) === 'running';
        const bids = mandate.scopes.includes('bid');
        const within = mandate.bidLimitMinor === null || amount <= mandate.bidLimitMinor;
        expect(fault === null).toBe(runs && bids && within);
        if (runs && bids && !within) expect(fault).toBe('counter.over_limit');
        // The limit is one of bids: intake never meets it.
        if (runs && mandate.scopes.includes('intake')) expect(mandateFault(mandate, today, 'intake')).toBeNull();
      }),
    );
  });

  it('names what is wrong with its terms', () => {
    const sound: MandateTerms = {
      mandateRef: '委托书 1',
      scopes: ['bid'],
      bidLimitMinor: 100,
      validFrom: TODAY,
      validUntil: '2026-02-16',
    };
    const codes = (change: Partial<MandateTerms>) =>
      checkMandate({ ...sound, ...change }, TODAY).map(({ path, code }) => `${path} ${code}`);
    expect(codes({})).toEqual([]);
    expect(codes({ mandateRef: ' ' })).toEqual(['mandateRef mandate.reference_missing']);
    expect(codes({ scopes: [], bidLimitMinor: null })).toEqual(['scopes mandate.bad_scopes']);
    expect(codes({ scopes: ['intake'] })).toEqual(['bidLimitMinor mandate.limit_without_bids']);
    expect(codes({ validUntil: '2026-02-15' })).toEqual(['validUntil mandate.ends_before_it_begins']);
    expect(codes({ validFrom: '2026-01-01', validUntil: '2026-02-15' })).toEqual(['validUntil mandate.over_already']);
    expect(codes({ validFrom: '2026-02-30' })).toContain('validFrom mandate.bad_day');
  });
});

describe('a window', () => {
  it('reaches every state, and leaves every state but closed', () => {
    const actions = Object.keys(WINDOW_TRANSITIONS) as WindowAction[];
    const reached = new Set(actions.map((action) => WINDOW_TRANSITIONS[action].to));
    for (const state of WINDOW_STATES) {
      expect(reached.has(state)).toBe(true);
      const leaves = actions.some((action) => (WINDOW_TRANSITIONS[action].from as readonly string[]).includes(state));
      expect(leaves).toBe(state !== 'closed');
    }
    expect(() => nextWindowState('closed', 'resume')).toThrow('window.wrong_state');
    expect(stateOf({ suspendedAt: new Date(), closedAt: new Date() })).toBe('closed');
  });
});
