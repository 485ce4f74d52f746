import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  FINAL_STATES,
  LISTING_STATES,
  LISTING_TRANSITIONS,
  type ListingAction,
  type ListingState,
  mayHappen,
  next,
  type Party,
} from './listing-states';

const ACTIONS = Object.keys(LISTING_TRANSITIONS) as ListingAction[];
const PARTIES: Party[] = ['seller', 'window', 'exchange', 'system'];
const partyOf = (action: ListingAction): Party => LISTING_TRANSITIONS[action].by[0];
const from = (state: ListingState): ListingState[] =>
  ACTIONS.filter((action) => mayHappen(state, action)).map((action) => LISTING_TRANSITIONS[action].to);

function reachable(start: ListingState): Set<ListingState> {
  const found = new Set<ListingState>([start]);
  for (const state of found) for (const to of from(state)) found.add(to);
  return found;
}

describe('the life of a listing', () => {
  it('takes exactly the steps of the table, by whom it names', () => {
    for (const state of LISTING_STATES)
      for (const action of ACTIONS)
        for (const party of PARTIES) {
          const step = (): string => next(state, action, party, 'because');
          const { by, to } = LISTING_TRANSITIONS[action];
          if (!mayHappen(state, action)) expect(step).toThrow('listing.wrong_state');
          else if (!(by as readonly Party[]).includes(party)) expect(step).toThrow('listing.wrong_party');
          else expect(step()).toBe(to);
        }
  });

  it('can reach every state from the draft', () => {
    expect([...reachable('draft')].sort()).toEqual([...LISTING_STATES].sort());
  });

  it('can end from every state, and leaves an end only by an offer that follows a default', () => {
    const ends: readonly ListingState[] = FINAL_STATES;
    for (const state of LISTING_STATES) {
      expect([...reachable(state)].some((to) => ends.includes(to))).toBe(true);
      const left = ACTIONS.filter((action) => mayHappen(state, action) && action !== 'mark_resold');
      expect(left.length === 0).toBe(ends.includes(state));
    }
  });

  it('is never stuck with the clock or a fact alone: people can end it from wherever it is public', () => {
    for (const state of ['listed', 'extended', 'resumed', 'suspended'] as const) {
      const byPeople = ACTIONS.filter((action) => mayHappen(state, action) && partyOf(action) !== 'system');
      expect(byPeople.length).toBeGreaterThan(0);
    }
  });

  it('sells nothing that was not public first', () => {
    const ends = new Set<ListingState>(['sold', 'certified', 'delisted', 'terminated', 'suspended']);
    const met = new Set<ListingState>();
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 20, maxLength: 40 }), (choices) => {
        let state: ListingState = 'draft';
        let wasListed = false;
        for (const choice of choices) {
          const open = ACTIONS.filter((action) => mayHappen(state, action));
          const action = open[choice % open.length];
          if (!action) break;
          state = next(state, action, partyOf(action), 'because');
          wasListed ||= state === 'listed';
          if (!ends.has(state)) continue;
          met.add(state);
          expect(wasListed).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
    expect(met).toEqual(ends);
  });

  it('asks a reason of whoever refuses, stops, changes or ends', () => {
    for (const action of ACTIONS) {
      const step = (): string => next(LISTING_TRANSITIONS[action].from[0], action, partyOf(action), ' ');
      if ('needsReason' in LISTING_TRANSITIONS[action]) expect(step).toThrow('listing.reason_missing');
      else expect(step).not.toThrow();
    }
  });

  it('tells the public of every step between public states, certificates aside', () => {
    const open = new Set<ListingState>(['listed', 'extended', 'resumed', 'suspended']);
    for (const action of ACTIONS) {
      const { from: before, to } = LISTING_TRANSITIONS[action];
      const seen = open.has(to) || before.some((state) => open.has(state));
      if (seen) expect(LISTING_TRANSITIONS[action]).toHaveProperty('notice');
    }
  });
});
