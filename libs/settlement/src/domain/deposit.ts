import { conflict } from '@jishi/kernel';

export const DEPOSIT_STATES = [
  'required',
  'pending',
  'held',
  'release_pending',
  'released',
  'capture_pending',
  'captured',
  'forfeit_pending',
  'forfeited',
  'expired',
  'expiring',
  'lapsed',
] as const;
export type DepositState = (typeof DEPOSIT_STATES)[number];

export type DepositEvent =
  | 'begin'
  | 'receive'
  | 'expire'
  | 'queue_release'
  | 'release'
  | 'queue_capture'
  | 'capture'
  | 'queue_forfeit'
  | 'forfeit'
  | 'keep'
  | 'uphold_appeal'
  | 'near_expiry'
  | 'renew'
  | 'lapse';

/** The lifecycle as data. Offline money can arrive before anybody said it was on its way: required → held. */
export const DEPOSIT_TRANSITIONS: Readonly<Record<DepositState, Partial<Record<DepositEvent, DepositState>>>> = {
  required: { begin: 'pending', receive: 'held', expire: 'expired' },
  pending: { receive: 'held', expire: 'expired' },
  held: {
    queue_release: 'release_pending',
    queue_capture: 'capture_pending',
    queue_forfeit: 'forfeit_pending',
    near_expiry: 'expiring',
  },
  // a hold that runs out can still be let go when the auction ends
  expiring: { renew: 'held', lapse: 'lapsed', queue_release: 'release_pending' },
  release_pending: { release: 'released' },
  capture_pending: { capture: 'captured' },
  forfeit_pending: { forfeit: 'forfeited', keep: 'held' },
  released: {},
  captured: {},
  // an upheld appeal gives the bidder the deposit back, which may then be released like any other
  forfeited: { uphold_appeal: 'held' },
  expired: {},
  // what it bid stands; another hold lets it bid again, and the end of the auction ends the demand
  lapsed: { renew: 'held', expire: 'expired' },
};

/** The next state. Errors: `deposit.wrong_state`. */
export function nextDepositState(state: DepositState, event: DepositEvent): DepositState {
  const next = DEPOSIT_TRANSITIONS[state][event];
  if (!next) throw conflict('deposit.wrong_state', { state, event });
  return next;
}

/** Whether the bidder's money is with the exchange (in the ledger's deposit account). */
export const isMoneyHeld = (state: DepositState): boolean =>
  ['held', 'expiring', 'lapsed', 'release_pending', 'capture_pending', 'forfeit_pending'].includes(state);
