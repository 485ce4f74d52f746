import { conflict, invalid } from '@jishi/kernel';

export const LISTING_STATES = [
  'draft',
  'intake',
  'review',
  'pre_listed',
  'listed',
  'extended',
  'suspended',
  'resumed',
  'delisted',
  'withdrawn',
  'sold',
  'certified',
  'terminated',
] as const;
export type ListingState = (typeof LISTING_STATES)[number];

/** Who takes a step: the seller (or the window that holds its mandate), the window itself, the exchange, or a recorded fact. */
export type Party = 'seller' | 'window' | 'exchange' | 'system';

/** What the public is told of a step. */
export type NoticeKind =
  | 'sale'
  | 'publicity'
  | 'extension'
  | 'suspension'
  | 'resumption'
  | 'change'
  | 'withdrawal'
  | 'termination'
  | 'result'
  | 'unsold';

interface Transition {
  from: readonly ListingState[];
  to: ListingState;
  by: readonly Party[];
  /** Whoever does this owes the others a reason, which is kept. */
  needsReason?: true;
  notice?: NoticeKind;
}

/** The notice runs, or bidding does: candidates, objections and results are possible. */
export const OPEN_STATES = ['listed', 'extended', 'resumed'] as const;
const ON_SALE = [...OPEN_STATES, 'suspended'] as const;

/** The life of a listing. What is not in this table does not happen. */
export const LISTING_TRANSITIONS = {
  submit_to_window: { from: ['draft'], to: 'intake', by: ['seller'] },
  submit: { from: ['draft'], to: 'review', by: ['seller'] },
  take_in: { from: ['intake'], to: 'review', by: ['window'] },
  return_to_client: { from: ['intake'], to: 'draft', by: ['window', 'exchange'], needsReason: true },
  /** A window rests or closes: another one carries on. */
  hand_over: { from: ['intake'], to: 'intake', by: ['exchange'], needsReason: true },
  /** Accepted, but holders of a right of first refusal hear of the sale before the public does. */
  pre_list: { from: ['review'], to: 'pre_listed', by: ['exchange'] },
  publish: { from: ['review', 'pre_listed'], to: 'listed', by: ['exchange', 'system'], notice: 'sale' },
  reject: { from: ['review', 'pre_listed'], to: 'draft', by: ['exchange'], needsReason: true },
  withdraw: {
    from: ['draft', 'intake', 'review', 'pre_listed', ...OPEN_STATES],
    to: 'withdrawn',
    by: ['seller', 'exchange'],
    needsReason: true,
    notice: 'withdrawal',
  },
  /** No candidate within the notice, and the notice said that it may be extended. */
  extend: { from: OPEN_STATES, to: 'extended', by: ['system'], needsReason: true, notice: 'extension' },
  /** Changed content: the notice runs anew. Conditions are the exchange's to accept, papers the seller's to add. */
  amend: { from: OPEN_STATES, to: 'listed', by: ['exchange', 'seller'], needsReason: true, notice: 'change' },
  suspend: { from: OPEN_STATES, to: 'suspended', by: ['exchange'], needsReason: true, notice: 'suspension' },
  resume: { from: ['suspended'], to: 'resumed', by: ['exchange'], needsReason: true, notice: 'resumption' },
  uphold_objection: {
    from: ON_SALE,
    to: 'terminated',
    by: ['exchange'],
    needsReason: true,
    notice: 'termination',
  },
  agree: { from: OPEN_STATES, to: 'sold', by: ['seller'], notice: 'result' },
  mark_sold: { from: ON_SALE, to: 'sold', by: ['system'], notice: 'result' },
  mark_unsold: { from: ON_SALE, to: 'delisted', by: ['system'], notice: 'unsold' },
  /** The operator ended the sale, or an upheld objection undid its result. */
  terminate: {
    from: ON_SALE,
    to: 'terminated',
    by: ['system', 'exchange'],
    needsReason: true,
    notice: 'termination',
  },
  annul: { from: ON_SALE, to: 'terminated', by: ['system'], needsReason: true, notice: 'termination' },
  /** Facts come unordered: the default may be told before the sale. */
  mark_defaulted: {
    from: [...ON_SALE, 'sold'],
    to: 'delisted',
    by: ['system'],
    needsReason: true,
    notice: 'termination',
  },
  /** Whoever bid next took the offer that was made after a default. */
  mark_resold: { from: ['delisted'], to: 'sold', by: ['system'], notice: 'result' },
  certify: { from: ['sold'], to: 'certified', by: ['system'] },
} as const satisfies Record<string, Transition>;
export type ListingAction = keyof typeof LISTING_TRANSITIONS;

/** Nothing follows, but for an offer after a default; what was not sold may be offered again as a new listing. */
export const FINAL_STATES = ['withdrawn', 'delisted', 'terminated', 'certified'] as const;

export const mayHappen = (state: ListingState, action: ListingAction): boolean =>
  (LISTING_TRANSITIONS[action].from as readonly ListingState[]).includes(state);

/** The next state. Errors: `listing.wrong_state`, `listing.wrong_party`, `listing.reason_missing`. */
export function next(state: ListingState, action: ListingAction, by: Party, reason: string): ListingState {
  if (!mayHappen(state, action)) throw conflict('listing.wrong_state', { state, action });
  const transition: Transition = LISTING_TRANSITIONS[action];
  if (!transition.by.includes(by)) throw conflict('listing.wrong_party', { action });
  if (transition.needsReason && reason.trim() === '')
    throw invalid('listing.reason_missing', {}, [{ path: 'reason', code: 'listing.reason_missing' }]);
  return transition.to;
}
