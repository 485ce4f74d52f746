import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CASE_STATES,
  CASE_TRANSITIONS,
  type CaseAction,
  type CaseState,
  nextCaseState,
  requireAnother,
  requireFinal,
  requireHeard,
} from './default-case';

const ACTIONS = Object.keys(CASE_TRANSITIONS) as CaseAction[];

describe('a default', () => {
  it('is proposed, decided, forfeited, appealed and distributed, in this order and no other', () => {
    const reached = new Set<CaseState>(['due']);
    for (let before = 0; before !== reached.size;) {
      before = reached.size;
      for (const action of ACTIONS)
        if ((CASE_TRANSITIONS[action].from as readonly CaseState[]).some((state) => reached.has(state)))
          reached.add(CASE_TRANSITIONS[action].to);
    }
    expect([...reached].sort()).toEqual([...CASE_STATES].sort());
    expect(() => nextCaseState('proposed', 'forfeit')).toThrow('default.wrong_state');
    expect(() => nextCaseState('restored', 'distribute')).toThrow('default.wrong_state');
    for (const action of ACTIONS) expect(() => nextCaseState('closed', action)).toThrow('default.wrong_state');
  });

  it('never comes to a distribution by one person, nor to a ruling by anybody who had a hand in it', () => {
    const user = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(user, user, user, user, user, (proposedBy, decidedBy, forfeitProposedBy, forfeitedBy, ruledBy) => {
        const none = { proposedBy: null, decidedBy: null, forfeitProposedBy: null, forfeitedBy: null };
        const may = (action: CaseAction, people: typeof none | object, by: string): boolean => {
          try {
            requireAnother(action, { ...none, ...people }, by);
            return true;
          } catch {
            return false;
          }
        };
        const all = { proposedBy, decidedBy, forfeitProposedBy, forfeitedBy };
        const went =
          may('decide', { proposedBy }, decidedBy) &&
          may('propose_forfeiture', { proposedBy, decidedBy }, forfeitProposedBy) &&
          may('forfeit', { proposedBy, decidedBy, forfeitProposedBy }, forfeitedBy);
        if (went) expect(new Set([proposedBy, forfeitProposedBy, forfeitedBy]).size).toBe(3);
        if (went && may('reject', all, ruledBy)) expect(Object.values(all)).not.toContain(ruledBy);
      }),
    );
  });

  it('is decided once its winner has spoken or had its time, and distributed once nobody can appeal', () => {
    const at = new Date(1_000);
    expect(() => requireHeard({ statedAt: null, hearUntil: at }, 999)).toThrow('default.not_heard');
    requireHeard({ statedAt: null, hearUntil: at }, 1_000);
    requireHeard({ statedAt: at, hearUntil: new Date(9_000) }, 1_001);
    expect(() => requireFinal({ state: 'forfeited', appealUntil: at }, 999)).toThrow('default.appeal_open');
    requireFinal({ state: 'forfeited', appealUntil: at }, 1_000);
    requireFinal({ state: 'final', appealUntil: at }, 0);
  });
});
