import { conflict } from '@jishi/kernel';

export const REWARD_STATES = [
  'open',
  'splitting',
  'consenting',
  'agreed',
  'publicity',
  'submitted',
  'approved',
  'exported',
  'paid',
  'closed',
] as const;
export type RewardState = (typeof REWARD_STATES)[number];

/** `closed`: nothing was due, and a decider said so. */
export const REWARD_TRANSITIONS = {
  compute: { from: ['open'], to: 'splitting' },
  compute_nothing: { from: ['open'], to: 'submitted' },
  propose: { from: ['splitting', 'consenting'], to: 'consenting' },
  agree: { from: ['consenting'], to: 'agreed' },
  /** What somebody would be paid was changed after they answered: their word is wanted anew. */
  ask_again: { from: ['consenting', 'agreed', 'publicity'], to: 'consenting' },
  uphold: { from: ['consenting', 'publicity'], to: 'splitting' },
  publish: { from: ['agreed'], to: 'publicity' },
  submit: { from: ['agreed', 'publicity'], to: 'submitted' },
  reopen: { from: ['splitting', 'consenting', 'agreed', 'publicity'], to: 'open' },
  return: { from: ['submitted'], to: 'open' },
  approve: { from: ['submitted'], to: 'approved' },
  approve_nothing: { from: ['submitted'], to: 'closed' },
  export: { from: ['approved'], to: 'exported' },
  pay: { from: ['exported'], to: 'paid' },
} as const satisfies Record<string, { from: readonly RewardState[]; to: RewardState }>;
export type RewardAction = keyof typeof REWARD_TRANSITIONS;

export const isOpenFor = (state: RewardState, action: RewardAction): boolean =>
  (REWARD_TRANSITIONS[action].from as readonly RewardState[]).includes(state);

/** Errors: `reward.wrong_state`. */
export function nextRewardState(state: RewardState, action: RewardAction): RewardState {
  if (!isOpenFor(state, action)) throw conflict('reward.wrong_state', { state });
  return REWARD_TRANSITIONS[action].to;
}
