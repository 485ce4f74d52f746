import { conflict, invalid } from '@jishi/kernel';

export const LISTING_STATES = [
  'draft',
  'intake',
  'review',
  'listed',
  'extended',
  'suspended',
  'delisted',
  'withdrawn',
  'sold',
  'certified',
  'terminated',
] as const;
export type ListingState = (typeof LISTING_STATES)[number];

interface Transition {
  from: readonly ListingState[];
  to: ListingState;
  /** Whoever does this owes the others a reason, which is kept. */
  needsReason?: true;
}

const ON_SALE = ['listed', 'extended', 'suspended'] as const;

/** The life of a listing. What is not in this table does not happen. */
export const LISTING_TRANSITIONS = {
  submit_to_window: { from: ['draft'], to: 'intake' },
  submit: { from: ['draft'], to: 'review' },
  take_in: { from: ['intake'], to: 'review' },
  return_to_client: { from: ['intake'], to: 'draft', needsReason: true },
  publish: { from: ['review'], to: 'listed' },
  reject: { from: ['review'], to: 'draft', needsReason: true },
  withdraw: { from: ['draft', 'intake', 'review', 'listed'], to: 'withdrawn', needsReason: true },
  uphold_objection: { from: ['listed'], to: 'terminated', needsReason: true },
  agree: { from: ['listed'], to: 'sold' },
  mark_sold: { from: ON_SALE, to: 'sold' },
  mark_unsold: { from: ON_SALE, to: 'delisted' },
  /** The operator ended the sale, or an upheld objection undid its result. */
  terminate: { from: ON_SALE, to: 'terminated', needsReason: true },
  annul: { from: ON_SALE, to: 'terminated', needsReason: true },
  /** Facts come unordered: the default may be told before the sale. */
  mark_defaulted: { from: [...ON_SALE, 'sold'], to: 'delisted', needsReason: true },
  certify: { from: ['sold'], to: 'certified' },
} as const satisfies Record<string, Transition>;

export type ListingAction = keyof typeof LISTING_TRANSITIONS;

export const mayHappen = (state: ListingState, action: ListingAction): boolean =>
  (LISTING_TRANSITIONS[action].from as readonly ListingState[]).includes(state);

/** The next state. Errors: `listing.wrong_state`, `listing.reason_missing`. */
export function next(state: ListingState, action: ListingAction, reason: string): ListingState {
  if (!mayHappen(state, action)) throw conflict('listing.wrong_state', { state, action });
  const transition: Transition = LISTING_TRANSITIONS[action];
  if (transition.needsReason && reason.trim() === '')
    throw invalid('listing.reason_missing', {}, [{ path: 'reason', code: 'listing.reason_missing' }]);
  return transition.to;
}
