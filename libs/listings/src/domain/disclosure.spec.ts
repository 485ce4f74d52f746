import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '@jishi/kernel';
import {
  checkComplete,
  type DisclosureContent,
  isPlanFunded,
  publicityOf,
  rightHolders,
  sumOfShares,
} from './disclosure-content';
import {
  approvalBar,
  chainFor,
  checkDecision,
  checklist,
  type DecisionSubject,
  type DecisionTerms,
  requireDocuments,
} from './disclosure-decision';
import { DECISION_FORMS, DECISION_PAPERS, DEFAULT_BYLAWS, EXCLUSIVITIES } from './disclosure-rules';
import {
  daysOwed,
  DISCLOSURE_ACTIONS,
  DISCLOSURE_STATES,
  DISCLOSURE_TRANSITIONS,
  type DisclosureState,
  DUTIES,
  isActionOpen,
  nextState,
} from './disclosure-states';
import { PRICING_WAYS } from '@jishi/pricing';

const codesOf = (work: () => unknown): string[] => {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof DomainError) return [error.code, ...error.errors.map(({ path, code }) => `${path} ${code}`)];
    throw error;
  }
};

/** Where the table leads from a state, in any number of steps. */
function reachable(from: DisclosureState): Set<DisclosureState> {
  const found = new Set<DisclosureState>([from]);
  for (const state of found)
    for (const action of DISCLOSURE_ACTIONS)
      if (isActionOpen(state, action)) found.add(DISCLOSURE_TRANSITIONS[action].to);
  return found;
}

describe('the way of a disclosure', () => {
  it('takes exactly the steps of the table', () => {
    for (const state of DISCLOSURE_STATES)
      for (const action of DISCLOSURE_ACTIONS) {
        const step = (): string => nextState(state, action, 'because');
        if (isActionOpen(state, action)) expect(step()).toBe(DISCLOSURE_TRANSITIONS[action].to);
        else expect(step).toThrow('disclosure.wrong_state');
      }
  });

  it('reaches every state, and from each comes to a decision or to rest', () => {
    expect([...reachable('draft')].sort()).toEqual([...DISCLOSURE_STATES].sort());
    for (const state of DISCLOSURE_STATES) {
      const ends = [...reachable(state)].filter((each) => ['decided', 'withdrawn'].includes(each));
      expect([state, ends.length > 0]).toEqual([state, true]);
    }
    // Only what its inventor took back is over for good.
    expect(DISCLOSURE_STATES.filter((state) => reachable(state).size === 1)).toEqual(['withdrawn']);
  });

  it('comes to a decision only through review, a proposal and approvals, in any order of acts', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...DISCLOSURE_ACTIONS), { maxLength: 60 }), (actions) => {
        let state: DisclosureState = 'draft';
        let passed: DisclosureState[] = [state];
        for (const action of actions) {
          if (!isActionOpen(state, action)) continue;
          state = nextState(state, action, 'because');
          passed = [...passed, state];
          if (state === 'decided')
            expect(passed).toEqual(expect.arrayContaining(['in_review', 'accepted', 'proposed']));
        }
      }),
    );
  });

  it('asks a reason of whoever refuses, gives back or begins again', () => {
    for (const action of [
      'return',
      'decline',
      'drop',
      'recall',
      'send_back',
      'refuse',
      'resume',
      'reopen',
      'withdraw',
    ] as const)
      expect(() => nextState(DISCLOSURE_TRANSITIONS[action].from[0], action, ' ')).toThrow('disclosure.reason_missing');
  });

  it('is in somebody’s hands, within so many days, wherever it does not rest', () => {
    for (const state of DISCLOSURE_STATES) {
      const moves = DISCLOSURE_ACTIONS.filter((action) => isActionOpen(state, action));
      const { turn } = DUTIES[state];
      if (turn !== null) expect(moves.some((action) => DISCLOSURE_TRANSITIONS[action].by === turn)).toBe(true);
      const owed = daysOwed(DEFAULT_BYLAWS, state, 5);
      expect([state, owed !== null && owed > 0]).toEqual([state, turn !== null && state !== 'draft']);
    }
  });
});

const chain = (about: Pick<DecisionTerms, 'form' | 'priceMinor'>, planFunded: boolean) =>
  chainFor(DEFAULT_BYLAWS, about, planFunded);
/** From this price on a transfer is decided together. */
const COLLECTIVE_FROM_MINOR = 500_000_000;

const content: DisclosureContent = {
  title: '一种低温烧结方法',
  summary: '用于陶瓷基板',
  description: '步骤……',
  ipKind: 'know_how',
  fieldCode: 'materials',
  fundingSource: 'province',
  programme: '省重点研发 2026B01',
  secrecy: [],
  exportControl: 'free',
  contributors: [
    { userId: 'me', name: '甲', affiliation: '', shareBps: 6_667 },
    { userId: null, name: '乙', affiliation: '外单位', shareBps: 3_333 },
  ],
  parties: [],
  publications: [],
};
const problems = (change: Partial<DisclosureContent>): string[] =>
  codesOf(() => checkComplete({ ...content, ...change }, 'me', '2026-11-23')).slice(1);
const one = (shareBps: number) => ({ userId: 'me', name: '甲', affiliation: '', shareBps });

describe('what is disclosed', () => {
  it.each<[Partial<DisclosureContent>, string[]]>([
    [{}, []],
    [{ title: ' … ' }, ['title disclosure.empty']],
    [{ summary: '', description: '。' }, ['summary disclosure.empty', 'description disclosure.empty']],
    [{ programme: '' }, ['programme disclosure.programme_missing']],
    [{ programme: '', fundingSource: 'outside' }, []],
    [{ contributors: [one(9_999)] }, ['contributors disclosure.shares_sum']],
    [{ contributors: [one(10_000)] }, []],
    [
      { contributors: [one(33.5)] },
      ['contributors[0].shareBps disclosure.bad_share', 'contributors disclosure.shares_sum'],
    ],
    [{ contributors: [one(5_000), one(5_000)] }, ['contributors[1] disclosure.contributor_twice']],
    [
      { contributors: [{ userId: null, name: '乙', affiliation: '', shareBps: 10_000 }] },
      ['contributors disclosure.reporter_missing', 'contributors[0].affiliation disclosure.empty'],
    ],
    [
      { publications: [{ title: '论文', on: '2026-11-24', where: '学报' }] },
      ['publications[0].on disclosure.publication_to_come'],
    ],
  ])('%j gives %j', (change, errors) => expect(problems(change)).toEqual(errors));

  it('has shares that make exactly a whole, or is not handed in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 6 }), (shares) => {
        const contributors = shares.map((shareBps, i) => ({ ...one(shareBps), userId: i === 0 ? 'me' : `u${i}` }));
        expect(problems({ contributors }).length === 0).toBe(sumOfShares(contributors) === 10_000);
      }),
    );
  });

  it('stays from the public where security or public interest asks for it', () => {
    expect(publicityOf([])).toBe('open');
    expect(publicityOf(['trade_secret'])).toBe('summary');
    expect(publicityOf(['trade_secret', 'national_security'])).toBe('barred');
    expect(publicityOf(['major_public_interest'])).toBe('barred');
  });

  it('names everybody who may take it over at equal conditions', () => {
    const parties = [{ name: '丙公司', role: 'commissioner' as const }];
    expect(rightHolders({ ...content, parties }).map(({ name, ground }) => `${name} ${ground}`)).toEqual([
      '甲 inventor',
      '乙 inventor',
      '丙公司 commissioner',
    ]);
  });
});

const terms: DecisionTerms = {
  form: 'transfer',
  reason: '企业有明确需求',
  pricingWay: 'auction',
  priceMinor: 100_000_000,
  exclusivity: null,
  companyName: '',
  companyShareBps: null,
  profileCode: 'gz-university',
};
const retain: DecisionTerms = { ...terms, form: 'retain', pricingWay: null, priceMinor: null, profileCode: null };
const licence: DecisionTerms = { ...terms, form: 'licence', exclusivity: 'ordinary' };
const invest: DecisionTerms = { ...terms, form: 'invest', companyName: '新设公司', companyShareBps: 3_000 };
const plain: DecisionSubject = {
  fundingSource: 'outside',
  secrecy: [],
  exportControl: 'free',
  contributors: [1],
  parties: [],
  appraisalSource: null,
};

describe('a proposal', () => {
  it('has the terms of its form and no others', () => {
    for (const good of [terms, retain, licence, invest]) expect(codesOf(() => checkDecision(good))).toEqual([]);
    expect(codesOf(() => checkDecision({ ...retain, priceMinor: 5 })).slice(1)).toEqual([
      'priceMinor decision.term_not_for_form',
    ]);
    expect(codesOf(() => checkDecision({ ...licence, exclusivity: null })).slice(1)).toEqual([
      'exclusivity decision.term_missing',
    ]);
    expect(codesOf(() => checkDecision({ ...invest, companyShareBps: 10_001 })).slice(1)).toEqual([
      'companyShareBps disclosure.bad_share',
    ]);
    expect(codesOf(() => checkDecision({ ...terms, priceMinor: 0.5, reason: '。' })).slice(1)).toEqual([
      'reason decision.term_missing',
      'priceMinor listing.bad_price',
    ]);
  });

  const stepsOf = (each: DecisionTerms, planFunded = false): string =>
    chain(each, planFunded)
      .map(({ step }) => step)
      .join(' ');

  it('is approved by office, finance and leadership, and above the threshold by all of them together', () => {
    expect(stepsOf(terms)).toBe('office finance leadership');
    expect(stepsOf({ ...terms, priceMinor: COLLECTIVE_FROM_MINOR - 1 })).toBe('office finance leadership');
    expect(stepsOf({ ...terms, priceMinor: COLLECTIVE_FROM_MINOR })).toBe('office finance leadership meeting');
    expect(stepsOf(invest)).toBe('office finance leadership meeting');
    expect(stepsOf(retain)).toBe('office leadership');
    expect(stepsOf(retain, true)).toBe('office leadership meeting');
  });

  it('never needs fewer approvals for more money', () => {
    const form = fc.constantFrom(...DECISION_FORMS);
    fc.assert(
      fc.property(form, fc.nat(1e12), fc.nat(1e12), fc.boolean(), (each, a, b, planFunded) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((priceMinor) =>
          chain({ form: each, priceMinor }, planFunded).map(({ step }) => step),
        );
        expect(more).toEqual(expect.arrayContaining(less!));
        expect(new Set(more).size).toBe(more!.length);
      }),
    );
  });

  it.each<[string, Partial<DecisionSubject>, DecisionTerms, string]>([
    ['a plain auction', {}, terms, 'pricing_basis first_refusal_notice'],
    ['several inventors', { contributors: [1, 2] }, licence, 'pricing_basis inventors_agreement'],
    ['a negotiated price', {}, { ...licence, pricingWay: 'negotiated' }, 'pricing_basis publicity_proof'],
    ['rules that ask for an appraisal', { appraisalSource: '第十二条' }, licence, 'pricing_basis valuation_report'],
    ['an ordinary licence of co-owners', { parties: [{ role: 'co_developer' }] }, licence, 'pricing_basis'],
    [
      'an exclusive licence of co-owners',
      { parties: [{ role: 'co_developer' }] },
      { ...licence, exclusivity: 'exclusive' },
      'pricing_basis co_owner_consent',
    ],
    ['equity', {}, invest, 'pricing_basis valuation_report investment_plan collective_minutes'],
    ['a secret', { secrecy: ['national_security'] }, licence, 'pricing_basis secrecy_approval'],
    ['controlled technology', { exportControl: 'restricted' }, licence, 'pricing_basis export_statement'],
    ['keeping what a plan paid for', { fundingSource: 'state' }, retain, 'duty_statement collective_minutes'],
    ['keeping what nobody else paid for', {}, retain, ''],
  ])('needs for %s its documents', (_, change, each, kinds) => {
    const about = { ...plain, ...change };
    const items = checklist(about, each, chain(each, isPlanFunded(about.fundingSource)), new Set());
    expect(items.map(({ kind }) => kind).join(' ')).toBe(kinds);
  });

  it('is decided exactly when every document is there, and sent to approval without the late ones', () => {
    const subject = fc.record({
      fundingSource: fc.constantFrom('state' as const, 'outside' as const),
      secrecy: fc.subarray(['national_security' as const, 'trade_secret' as const]),
      exportControl: fc.constantFrom('free', 'restricted'),
      contributors: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      appraisalSource: fc.constantFrom(null, '第十二条'),
      parties: fc.array(fc.constantFrom({ role: 'co_developer' }, { role: 'commissioner' }), { maxLength: 2 }),
    });
    const proposal = fc
      .record({
        form: fc.constantFrom(...DECISION_FORMS),
        pricingWay: fc.constantFrom(...PRICING_WAYS),
        exclusivity: fc.constantFrom(...EXCLUSIVITIES),
        priceMinor: fc.constantFrom(1_000_000, COLLECTIVE_FROM_MINOR),
      })
      .map((each): DecisionTerms => ({ ...terms, ...each }));
    fc.assert(
      fc.property(subject, proposal, fc.subarray([...DECISION_PAPERS]), (about, each, filed) => {
        const approvers = chain(each, isPlanFunded(about.fundingSource));
        const items = checklist(about, each, approvers, new Set(filed));
        expect(new Set(items.map(({ kind }) => kind)).size).toBe(items.length);
        for (const item of items) expect(item.present).toBe(filed.includes(item.kind));
        const passes = (by: 'submit' | 'decide'): boolean => codesOf(() => requireDocuments(items, by)).length === 0;
        expect(passes('decide')).toBe(items.every(({ present }) => present));
        expect(passes('submit')).toBe(items.every(({ due, present }) => present || due === 'decide'));
        if (passes('decide')) expect(passes('submit')).toBe(true);
      }),
    );
  });
});

describe('an approver', () => {
  const before = { proposedBy: 'p', approvedBy: ['a'], contributorIds: ['c', null] };
  const asked = (userId: string, ...held: string[]) =>
    approvalBar({ userId, permissions: new Set(held) }, { held: 'decision.approve' }, before);

  it('holds the role, proposed nothing, approved nothing yet, and gains nothing', () => {
    expect(asked('x', 'decision.approve')).toBeNull();
    expect(asked('x', 'disclosure.review')).toBe('decision.other_step');
    expect(asked('p', 'decision.approve')).toBe('decision.own_proposal');
    expect(asked('a', 'decision.approve')).toBe('decision.approved_twice');
    expect(asked('c', 'decision.approve')).toBe('disclosure.own_interest');
  });

  it('is another one at every step of every chain', () => {
    const people = fc.constantFrom('p', 'c', 'x', 'y', 'z');
    fc.assert(
      fc.property(fc.array(people, { maxLength: 40 }), (queue) => {
        const links = chain(invest, true);
        const approvedBy: string[] = [];
        for (const userId of queue) {
          const link = links[approvedBy.length];
          if (!link) break;
          const permissions = new Set(['disclosure.review', 'decision.approve']);
          if (approvalBar({ userId, permissions }, link, { ...before, approvedBy }) === null) approvedBy.push(userId);
        }
        expect(new Set(approvedBy).size).toBe(approvedBy.length);
        expect(approvedBy).not.toContain('p');
        expect(approvedBy).not.toContain('c');
      }),
    );
  });
});
