import { conflict, invalid } from '@jishi/kernel';

export const APPLICATION_STATES = [
  'submitted',
  'awaiting_seller',
  'objected',
  'approved',
  'rejected',
  'withdrawn',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** Who takes a step; `clock`: nobody did, and the time for it is over; `system`: a fact that was found out. */
export type ApplicationParty = 'candidate' | 'exchange' | 'seller' | 'clock' | 'system';

interface Transition {
  readonly by: ApplicationParty;
  readonly from: readonly ApplicationState[];
  readonly to: ApplicationState;
  /** Whoever does this owes the others a reason, which is kept. */
  readonly needsReason?: true;
}

/** The life of a candidate's application. What is not in this table does not happen. */
export const APPLICATION_TRANSITIONS = {
  resubmit: { by: 'candidate', from: ['rejected', 'withdrawn'], to: 'submitted' },
  withdraw: { by: 'candidate', from: ['submitted', 'awaiting_seller', 'objected', 'rejected'], to: 'withdrawn' },
  /** Where the seller is not asked, the exchange's word is the last. */
  approve: { by: 'exchange', from: ['submitted'], to: 'approved' },
  pass: { by: 'exchange', from: ['submitted'], to: 'awaiting_seller' },
  reject: { by: 'exchange', from: ['submitted'], to: 'rejected', needsReason: true },
  confirm: { by: 'seller', from: ['awaiting_seller'], to: 'approved' },
  object: { by: 'seller', from: ['awaiting_seller'], to: 'objected', needsReason: true },
  /** Silence past the deadline is consent. */
  lapse: { by: 'clock', from: ['awaiting_seller'], to: 'approved' },
  /** The exchange decides finally about what the seller objected to. */
  overrule: { by: 'exchange', from: ['objected'], to: 'approved', needsReason: true },
  uphold: { by: 'exchange', from: ['objected'], to: 'rejected', needsReason: true },
  /** It turned out to belong to the other side, or the sale was over, before it was let in. */
  disqualify: { by: 'system', from: ['awaiting_seller', 'approved'], to: 'rejected', needsReason: true },
} as const satisfies Record<string, Transition>;

export type ApplicationAction = keyof typeof APPLICATION_TRANSITIONS;

/** Errors: `application.wrong_state`, `application.reason_missing`. */
export function nextApplicationState(
  state: ApplicationState,
  action: ApplicationAction,
  reason: string,
): ApplicationState {
  const { from, to, needsReason }: Transition = APPLICATION_TRANSITIONS[action];
  if (!from.includes(state)) throw conflict('application.wrong_state', { state });
  if (needsReason && reason.trim() === '')
    throw invalid('application.reason_missing', {}, [{ path: 'reason', code: 'application.reason_missing' }]);
  return to;
}

/** What the exchange's yes or no means for an application in this state. */
export function reviewAction(state: ApplicationState, approve: boolean, sellerIsAsked: boolean): ApplicationAction {
  if (state === 'objected') return approve ? 'overrule' : 'uphold';
  if (!approve) return 'reject';
  return sellerIsAsked ? 'pass' : 'approve';
}

/** To have applied is to be one of these: such an organisation need not, and may not, apply again. */
export const STANDING_STATES: readonly ApplicationState[] = ['submitted', 'awaiting_seller', 'objected', 'approved'];
