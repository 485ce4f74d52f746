import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PAPERS } from '@jishi/pricing';
import { checkHandedIn, INTAKE_ITEMS, missingItems, requiredItems } from './intake-checklist';
import { LINK_PASSAGES, LINK_STATES, linkActions, type LinkParty, nextLink } from './market-link';

const PARTIES: LinkParty[] = ['seller', 'host', 'partner'];

describe('a link into another market', () => {
  it('has no state that cannot be reached, and none but the last two that cannot be left', () => {
    const reached = new Set<string>(['asked', 'offered', ...LINK_PASSAGES.map(({ to }) => to)]);
    expect([...reached].sort()).toEqual([...LINK_STATES].sort());
    for (const state of LINK_STATES)
      expect(LINK_PASSAGES.some(({ from }) => from === state)).toBe(!['declined', 'ended'].includes(state));
  });

  it('stands only by the host’s consent and the partner’s', () => {
    const into = LINK_PASSAGES.filter(({ to }) => to === 'linked');
    expect(into).toEqual([{ action: 'accept', from: 'offered', to: 'linked', by: 'partner' }]);
    expect(LINK_PASSAGES.filter(({ to }) => to === 'offered').every(({ by }) => by === 'host')).toBe(true);
  });

  it('is moved only by who may, and never refused or ended without a reason', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LINK_STATES),
        fc.constantFrom('consent', 'accept', 'decline', 'end'),
        fc.subarray(PARTIES),
        (state, action, parties) => {
          const may = linkActions(state, parties).includes(action);
          const attempt = () => nextLink(state, action, parties, '原因');
          if (!may) expect(attempt).toThrow(/market\.(wrong_state|not_yours)/);
          else if (action === 'decline' || action === 'end') {
            expect(() => nextLink(state, action, parties, ' ')).toThrow('market.reason_missing');
            expect(attempt()).toMatch(/declined|ended/);
          } else expect(attempt()).toMatch(/offered|linked/);
        },
      ),
    );
  });
});

describe('the papers of a listing', () => {
  it('are those of any counter and those the rules of the sale ask for', () => {
    expect(requiredItems([])).toEqual(['application_form', 'licence', 'mandate']);
    expect(requiredItems(['valuation_report', 'ownership_proof', 'inventors_consent', 'co_owners_consent'])).toEqual([
      'application_form',
      'licence',
      'mandate',
      'ownership',
      'pricing',
      'consent',
    ]);
    for (const paper of PAPERS.listing) expect(requiredItems([paper]).length).toBe(paper === 'authorisation' ? 3 : 4);
    expect(missingItems(['licence', 'decision'], ['decision', 'other'])).toEqual(['licence']);
  });

  it('are each entered once, with a scan', () => {
    const paper = (item: (typeof INTAKE_ITEMS)[number], scans = ['a']) => ({
      item,
      copies: 1,
      note: '',
      attachmentIds: scans,
    });
    expect(checkHandedIn([])).toMatchObject([{ code: 'intake.nothing_handed_in' }]);
    expect(checkHandedIn([paper('licence'), paper('licence')])).toMatchObject([{ path: 'items[1].item' }]);
    expect(checkHandedIn([paper('licence', [])])).toMatchObject([{ code: 'intake.no_scan' }]);
    expect(checkHandedIn([paper('licence', Array.from({ length: 21 }, String))])).toMatchObject([
      { code: 'intake.too_many_scans' },
    ]);
  });
});
