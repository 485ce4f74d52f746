import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  APPLICATION_STATES,
  APPLICATION_TRANSITIONS,
  type ApplicationAction,
  type ApplicationState,
  nextApplicationState,
  reviewAction,
} from './application-states';

const actions = Object.keys(APPLICATION_TRANSITIONS) as ApplicationAction[];
const allowed = (state: ApplicationState, action: ApplicationAction): boolean =>
  (APPLICATION_TRANSITIONS[action].from as readonly ApplicationState[]).includes(state);

function reachableFrom(start: ApplicationState): Set<ApplicationState> {
  const found = new Set<ApplicationState>([start]);
  for (const state of found)
    for (const action of actions) if (allowed(state, action)) found.add(APPLICATION_TRANSITIONS[action].to);
  return found;
}

describe('the life of an application', () => {
  it('leads from the first submission to every state, and from every state to an approval and back out', () => {
    expect([...reachableFrom('submitted')].sort()).toEqual([...APPLICATION_STATES].sort());
    for (const state of APPLICATION_STATES) {
      expect([state, reachableFrom(state).has('approved')]).toEqual([state, true]);
      expect([state, actions.some((action) => allowed(state, action))]).toEqual([state, true]);
    }
  });

  it('takes no step that is not in the table, whatever is tried in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 20 }), (tried) => {
        let state: ApplicationState = 'submitted';
        for (const action of tried) {
          if (!allowed(state, action)) {
            expect(() => nextApplicationState(state, action, '理由')).toThrow('application.wrong_state');
            continue;
          }
          if ('needsReason' in APPLICATION_TRANSITIONS[action])
            expect(() => nextApplicationState(state, action, ' ')).toThrow('application.reason_missing');
          state = nextApplicationState(state, action, '理由');
          expect(state).toBe(APPLICATION_TRANSITIONS[action].to);
        }
      }),
    );
  });

  it('gives the exchange the first word and, after an objection, the last', () => {
    expect(reviewAction('submitted', true, true)).toBe('pass');
    expect(reviewAction('submitted', true, false)).toBe('approve');
    expect(reviewAction('submitted', false, true)).toBe('reject');
    expect(reviewAction('objected', true, true)).toBe('overrule');
    expect(reviewAction('objected', false, true)).toBe('uphold');
  });

  it('lets only the seller and its silence pass a candidate the exchange has sent to it', () => {
    const out = actions.filter((action) => allowed('awaiting_seller', action));
    const approving = out.filter((action) => APPLICATION_TRANSITIONS[action].to === 'approved');
    expect(approving.map((action) => APPLICATION_TRANSITIONS[action].by)).toEqual(['seller', 'clock']);
  });
});
