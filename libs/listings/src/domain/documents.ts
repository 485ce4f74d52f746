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
/** The winner goes on reading until the certificate; nobody begins to. */
const ROOM_OPEN: readonly ListingState[] = [...OPEN_STATES, 'suspended', 'sold'];
const SIGNING: readonly ListingState[] = [...OPEN_STATES, 'suspended'];

/** How somebody stands to the sale: nobody known, a member of some organisation, or one of seller, window and exchange. */
export type Reader = { is: 'stranger' } | { is: 'member'; signed: boolean } | { is: 'insider' };

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

/** Why somebody may not open a document; null: they may. */
export function barrier(access: DocumentAccess, state: ListingState, reader: Reader): DomainError | null {
  if (access === 'public' || reader.is === 'insider') return null;
  if (access === 'parties') return notFound('document.not_found');
  if (reader.is === 'stranger') return unauthenticated('document.login_needed');
  if (access === 'candidates') return null;
  if (!ROOM_OPEN.includes(state)) return forbidden('document.room_closed', { state });
  return reader.signed ? null : forbidden('nda.missing');
}

/** Errors: `document.room_closed`, `nda.not_needed`. */
export function checkSigning(state: ListingState, reader: Reader): void {
  if (reader.is === 'insider') throw conflict('nda.not_needed');
  if (!SIGNING.includes(state)) throw conflict('document.room_closed', { state });
}
