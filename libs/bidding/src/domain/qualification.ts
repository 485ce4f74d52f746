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
const OPEN_TO_CANDIDATES: readonly string[] = ['listed', 'extended'];

/** Errors: `application.no_auction`, `application.closed`. */
export function checkOpen(listing: { state: string; auctionId: string | null }): asserts listing is {
  state: string;
  auctionId: string;
} {
  if (listing.auctionId === null) throw conflict('application.no_auction');
  if (!OPEN_TO_CANDIDATES.includes(listing.state)) throw conflict('application.closed', { state: listing.state });
}
