import { conflict, invalid } from '@jishi/kernel';
import type { Bylaws, DeadlineName } from './disclosure-rules';

export const DISCLOSURE_STATES = [
  'draft',
  'disclosed',
  'in_review',
  'returned',
  'accepted',
  'proposed',
  'approving',
  'decided',
  'refused',
  'withdrawn',
] as const;
export type DisclosureState = (typeof DISCLOSURE_STATES)[number];

/** What somebody is in a disclosure: who reported it, the transfer office, or whoever the next approval is asked of. */
export type Part = 'reporter' | 'office' | 'approver';

interface Transition {
  from: readonly DisclosureState[];
  to: DisclosureState;
  by: Part;
  /** Whoever does this owes the others a reason, which is kept. */
  needsReason?: true;
}

/** From an inventor's disclosure to the decision of the institution. What is not in this table does not happen. */
export const DISCLOSURE_TRANSITIONS = {
  disclose: { from: ['draft', 'returned'], to: 'disclosed', by: 'reporter' },
  take: { from: ['disclosed'], to: 'in_review', by: 'office' },
  return: { from: ['in_review'], to: 'returned', by: 'office', needsReason: true },
  /** Not a service achievement, or nothing to convert: its inventors are told why. */
  decline: { from: ['in_review'], to: 'refused', by: 'office', needsReason: true },
  accept: { from: ['in_review'], to: 'accepted', by: 'office' },
  propose: { from: ['accepted'], to: 'proposed', by: 'office' },
  drop: { from: ['proposed'], to: 'accepted', by: 'office', needsReason: true },
  submit: { from: ['proposed'], to: 'approving', by: 'office' },
  recall: { from: ['approving'], to: 'proposed', by: 'office', needsReason: true },
  /** One approval of the chain that is not its last. */
  approve: { from: ['approving'], to: 'approving', by: 'approver' },
  decide: { from: ['approving'], to: 'decided', by: 'approver' },
  send_back: { from: ['approving'], to: 'proposed', by: 'approver', needsReason: true },
  refuse: { from: ['approving'], to: 'refused', by: 'approver', needsReason: true },
  resume: { from: ['refused'], to: 'in_review', by: 'office', needsReason: true },
  reopen: { from: ['decided'], to: 'accepted', by: 'office', needsReason: true },
  /** Until it is accepted it is the inventor's to take back; from then on it is the institution's to decide. */
  withdraw: {
    from: ['draft', 'returned', 'disclosed', 'in_review'],
    to: 'withdrawn',
    by: 'reporter',
    needsReason: true,
  },
} as const satisfies Record<string, Transition>;

export type DisclosureAction = keyof typeof DISCLOSURE_TRANSITIONS;
export const DISCLOSURE_ACTIONS = Object.keys(DISCLOSURE_TRANSITIONS) as DisclosureAction[];

/** Whose turn it is in each state, and within which deadline; nobody's where the matter rests. */
export const DUTIES: Readonly<Record<DisclosureState, { turn: Part | null; deadline?: DeadlineName }>> = {
  draft: { turn: 'reporter' },
  disclosed: { turn: 'office', deadline: 'take' },
  in_review: { turn: 'office', deadline: 'review' },
  returned: { turn: 'reporter', deadline: 'answer' },
  accepted: { turn: 'office', deadline: 'propose' },
  proposed: { turn: 'office', deadline: 'submit' },
  // Each step of the chain has a deadline of its own.
  approving: { turn: 'approver' },
  decided: { turn: null },
  refused: { turn: null },
  withdrawn: { turn: null },
};

/** Working days from entering a state; null where nothing is owed. */
export function daysOwed(
  { deadlines }: Pick<Bylaws, 'deadlines'>,
  state: DisclosureState,
  stepDays: number | null,
): number | null {
  if (state === 'approving') return stepDays;
  const { deadline } = DUTIES[state];
  return deadline ? deadlines[deadline].days : null;
}

export const isActionOpen = (state: DisclosureState, action: DisclosureAction): boolean =>
  (DISCLOSURE_TRANSITIONS[action].from as readonly DisclosureState[]).includes(state);

/** The next state. Errors: `disclosure.wrong_state`, `disclosure.reason_missing`. */
export function nextState(state: DisclosureState, action: DisclosureAction, reason: string): DisclosureState {
  if (!isActionOpen(state, action)) throw conflict('disclosure.wrong_state', { state, action });
  const transition: Transition = DISCLOSURE_TRANSITIONS[action];
  if (transition.needsReason && reason.trim() === '')
    throw invalid('disclosure.reason_missing', {}, [{ path: 'reason', code: 'disclosure.reason_missing' }]);
  return transition.to;
}
