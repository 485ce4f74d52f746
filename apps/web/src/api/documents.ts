import { http, type Page, type Query } from './http';
import { upload } from './upload';

export const ACCESS = ['public', 'candidates', 'confidential', 'parties'] as const;
export type Access = (typeof ACCESS)[number];

export const KINDS = [
  'technical',
  'ownership_proof',
  'legal_status',
  'valuation_report',
  'decision_minutes',
  'inventors_consent',
  'co_owners_consent',
  'export_control_clearance',
  'authorisation',
  'test_report',
  'licence_record',
  'other',
] as const;
export type Kind = (typeof KINDS)[number];

/** As the server takes them. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
export const FILE_TYPES = '.pdf,.png,.jpg,.jpeg';

export interface SaleDocument {
  id: string;
  title: string;
  kind: Kind;
  access: Access;
  /** Added after the publication. */
  announced: boolean;
  addedAt: string;
  addedByName: string;
  addedForName: string;
  withdrawnAt: string | null;
  withdrawnByName: string | null;
  withdrawnReason: string | null;
  /** Code of why I may not open it. */
  barrier: string | null;
  filename: string;
  mediaType: string;
  size: number;
  scanned: boolean;
}

export interface DocumentList extends Page<SaleDocument> {
  insider: boolean;
  mayChange: boolean;
}

export interface NdaAcceptance {
  id: string;
  /** Null: sealed until the close, and the name is a code. */
  organisationId: string | null;
  organisationName: string;
  userName: string;
  signatory: string;
  /** Of the platform's standard; null: the rules' own text. */
  textVersion: number | null;
  profileCode: string | null;
  profileVersion: number | null;
  language: string;
  text: string;
  textSha256: string;
  acceptedAt: string;
}

export interface NdaOffer {
  version: number | null;
  profile: { code: string; version: number } | null;
  language: 'zh' | 'en';
  text: string;
  sha256: string;
  needed: boolean;
  accepted: NdaAcceptance | null;
}

export interface Opening {
  id: string;
  openedAt: string;
  documentId: string;
  documentTitle: string;
  organisationId: string | null;
  organisationName: string;
  userName: string;
  insider: boolean;
  address: string;
  deliveredSha256: string;
  deliveredSize: number;
}

interface NewDocument {
  attachmentId: string;
  title: string;
  kind: Kind;
  access: Access;
}

const of = (listingId: string): string => `/listings/${listingId}`;

export const documents = {
  list: (listingId: string) => http.get<DocumentList>(`${of(listingId)}/documents`, { limit: 100 }),
  upload: (file: File) => upload<{ id: string; scanned: boolean }>('/attachments', [file]),
  add: (listingId: string, document: NewDocument) => http.post<DocumentList>(`${of(listingId)}/documents`, document),
  withdraw: (listingId: string, id: string, reason: string) =>
    http.post<DocumentList>(`${of(listingId)}/documents/${id}/withdraw`, { reason }),
  open: (listingId: string, id: string) => http.file(`${of(listingId)}/documents/${id}/content`),
  nda: (listingId: string, language: string) => http.get<NdaOffer>(`${of(listingId)}/nda`, { language }),
  sign: (listingId: string, signature: { language: string; sha256: string; signatory: string; agreed: boolean }) =>
    http.post<NdaOffer>(`${of(listingId)}/nda`, signature),
  ndas: (listingId: string, query: Query) => http.get<Page<NdaAcceptance>>(`${of(listingId)}/ndas`, query),
  openings: (listingId: string, query: Query) => http.get<Page<Opening>>(`${of(listingId)}/openings`, query),
};
