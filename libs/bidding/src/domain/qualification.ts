import { conflict, invalid } from '@jishi/kernel';

export type ApplicationState = 'submitted' | 'approved' | 'rejected' | 'withdrawn';

/** The life of a candidate's application. What is not in this table does not happen. */
export const APPLICATION_TRANSITIONS = {
  resubmit: { from: ['rejected', 'withdrawn'], to: 'submitted' },
  approve: { from: ['submitted'], to: 'approved' },
  reject: { from: ['submitted'], to: 'rejected' },
  withdraw: { from: ['submitted', 'rejected'], to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly ApplicationState[]; to: ApplicationState }>;

export type ApplicationAction = keyof typeof APPLICATION_TRANSITIONS;

/** Errors: `application.wrong_state`, `application.reason_missing`. */
export function nextApplicationState(
  state: ApplicationState,
  action: ApplicationAction,
  reason: string,
): ApplicationState {
  const { from, to } = APPLICATION_TRANSITIONS[action];
  if (!(from as readonly ApplicationState[]).includes(state)) throw conflict('application.wrong_state', { state });
  if (action === 'reject' && reason.trim() === '')
    throw invalid('application.reason_missing', {}, [{ path: 'reason', code: 'application.reason_missing' }]);
  return to;
}

export const MAX_DOCUMENTS = 10;
export const MAX_STATEMENT = 4_000;

/** Errors: `application.bad_content` with each bad field. */
export function checkApplication(content: { statement: string; documentIds: readonly string[] }): void {
  const errors = [
    ...(content.documentIds.length === 0 ? [{ path: 'documentIds', code: 'application.documents_missing' }] : []),
    ...(content.documentIds.length > MAX_DOCUMENTS
      ? [{ path: 'documentIds', code: 'application.too_many_documents', params: { max: MAX_DOCUMENTS } }]
      : []),
    ...(content.statement.length > MAX_STATEMENT
      ? [{ path: 'statement', code: 'application.statement_too_long', params: { max: MAX_STATEMENT } }]
      : []),
  ];
  if (errors.length > 0) throw invalid('application.bad_content', {}, errors);
}

/** While a listing is in one of these states, candidates may apply. */
const OPEN_TO_CANDIDATES: readonly string[] = ['listed', 'extended', 'resumed'];

/** Errors: `application.no_auction`, `application.closed`. */
export function checkOpen(listing: { state: string; auctionId: string | null }): asserts listing is {
  state: string;
  auctionId: string;
} {
  if (listing.auctionId === null) throw conflict('application.no_auction');
  if (!OPEN_TO_CANDIDATES.includes(listing.state)) throw conflict('application.closed', { state: listing.state });
}

/** On what a right of first refusal rests (Civil Code §847, §859, §860); all of them at a transfer, none at a licence. */
export const FIRST_REFUSAL_GROUNDS = ['inventor', 'commissioner', 'co_developer'] as const;
export type FirstRefusalGround = (typeof FIRST_REFUSAL_GROUNDS)[number];

/** Rank 1 goes before rank 2. */
export interface FirstRefusalRight {
  rank: number;
  ground: FirstRefusalGround;
}

export const MAX_RANK = 99;

/** Errors: `application.right_needs_approval`, `application.right_only_at_transfer`, `application.bad_rank`. */
export function checkRight(right: FirstRefusalRight, approve: boolean, form: string): void {
  const path = 'firstRefusal';
  if (!approve)
    throw invalid('application.right_needs_approval', {}, [{ path, code: 'application.right_needs_approval' }]);
  if (form !== 'transfer')
    throw invalid('application.right_only_at_transfer', {}, [{ path, code: 'application.right_only_at_transfer' }]);
  if (!Number.isSafeInteger(right.rank) || right.rank < 1 || right.rank > MAX_RANK)
    throw invalid('application.bad_rank', { max: MAX_RANK }, [{ path: `${path}.rank`, code: 'application.bad_rank' }]);
}
