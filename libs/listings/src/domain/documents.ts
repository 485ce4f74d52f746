import { conflict, type DomainError, forbidden, invalid, notFound, unauthenticated } from '@jishi/kernel';
import { PAPERS } from '@jishi/pricing';
import { type ListingState, OPEN_STATES } from './listing-states';

/** `parties`: seller, window and exchange; others do not hear of it. */
export const DOCUMENT_ACCESS = ['public', 'candidates', 'confidential', 'parties'] as const;
export type DocumentAccess = (typeof DOCUMENT_ACCESS)[number];

export const DOCUMENT_KINDS = [
  'technical',
  'legal_status',
  'test_report',
  'licence_record',
  ...PAPERS.listing,
  'other',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const MAX_DOCUMENTS = 100;

/** While the exchange reviews them, papers stand still; after the end of a sale they are its record. */
const CHANGEABLE: readonly ListingState[] = ['draft', 'intake', ...OPEN_STATES, 'suspended'];
/** Whoever signs may read, and everybody else sees what there is to sign for. */
const ROOM_OPEN: readonly ListingState[] = [...OPEN_STATES, 'suspended'];

/** How somebody stands to the sale: nobody known, a member of some organisation, or one of seller, window and exchange. */
export type Reader = { is: 'stranger' } | { is: 'member'; signed: boolean; bought: boolean } | { is: 'insider' };

export const isChangeable = (state: ListingState): boolean => CHANGEABLE.includes(state);

/** Errors: `document.wrong_state`. */
export function checkChangeable(state: ListingState): void {
  if (!isChangeable(state)) throw conflict('document.wrong_state', { state });
}

/** What was published is taken back only with a reason. Errors: `document.wrong_state`, `document.reason_missing`. */
export function checkWithdrawal(state: ListingState, published: boolean, reason: string): void {
  checkChangeable(state);
  if (published && reason.trim() === '')
    throw invalid('document.reason_missing', {}, [{ path: 'reason', code: 'document.reason_missing' }]);
}

/**
 * Whether somebody sees what is in the data room. After the close its winner alone goes on reading, until the certificate;
 * whoever lost is not even shown the names any more.
 */
export const isRoomShown = (state: ListingState, reader: Reader): boolean =>
  reader.is === 'insider' ||
  ROOM_OPEN.includes(state) ||
  (state === 'sold' && reader.is === 'member' && reader.signed && reader.bought);

/**
 * What the rules ask for is there for as long as the sale runs: it is replaced, never just taken back. `others`: further papers
 * of its kind. Errors: `document.required`.
 */
export function checkReplaced(kind: DocumentKind, required: readonly string[], others: number): void {
  if (others === 0 && required.includes(kind)) throw conflict('document.required');
}

/** Why somebody may not open a document; null: they may. */
export function barrier(access: DocumentAccess, state: ListingState, reader: Reader): DomainError | null {
  if (access === 'public' || reader.is === 'insider') return null;
  if (access === 'parties') return notFound('document.not_found');
  if (reader.is === 'stranger') return unauthenticated('document.login_needed');
  if (access === 'candidates') return null;
  if (!isRoomShown(state, reader)) return forbidden('document.room_closed', { state });
  return reader.signed ? null : forbidden('nda.missing');
}

/**
 * Whether the seller's side is told who signed and who read. Bidders are sealed until the close, and whoever reads the
 * confidential papers of an auction is likely to bid: while it runs, they are named where the rules have the seller confirm its
 * candidates, who are then named to it before the bidding anyway. An agreed sale has no bidders.
 */
export const isNamed = (
  { state, auctionId }: { state: ListingState; auctionId: string | null },
  sellerConfirmation: object | null,
): boolean => auctionId === null || !ROOM_OPEN.includes(state) || sellerConfirmation !== null;

/** Errors: `document.room_closed`, `nda.not_needed`. */
export function checkSigning(state: ListingState, reader: Reader): void {
  if (reader.is === 'insider') throw conflict('nda.not_needed');
  if (!ROOM_OPEN.includes(state)) throw conflict('document.room_closed', { state });
}
