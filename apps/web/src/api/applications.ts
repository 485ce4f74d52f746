import { http, type Page, path, type Query } from './http';
import type { ListingView } from './listings';
import { upload } from './upload';

export const APPLICATION_STATES = [
  'submitted',
  'awaiting_seller',
  'objected',
  'approved',
  'rejected',
  'withdrawn',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

export interface Representative {
  name: string;
  idTail: string;
  phone: string;
}

export interface Contact {
  name: string;
  phone: string;
  email?: string;
}

export interface Paper extends Attachment {
  kind: string;
  expiresOn: string | null;
}

export interface Application {
  /** Of the latest submission, when a window's clerk filed it. */
  counterReceipt: string | null;
  counterWindowName: string | null;
  id: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  auctionId?: string | null;
  organisationId: string;
  organisationName: string;
  organisationUscc: string | null;
  state: ApplicationState;
  submissions: number;
  statement: string;
  documentIds: string[];
  documents: Paper[];
  representative: Representative | null;
  contact: Contact | null;
  offerMinor: number | null;
  dueAt: string | null;
  /** How it came to be in this state; `lapse`: the seller was silent. */
  lastAction: string;
  reason?: string | null;
  firstRefusalRank?: number | null;
  firstRefusalGround?: RightGround | null;
  createdAt: string;
  reviewedAt?: string | null;
}

/** Why somebody may match the price: inventors of a service achievement, who commissioned it, co-developers. */
export const GROUNDS = ['inventor', 'commissioner', 'co_developer'] as const;
export type RightGround = (typeof GROUNDS)[number];

export interface Attachment {
  id: string;
  filename: string;
  mediaType: string;
  size: number;
}

export interface NewApplication {
  statement: string;
  documents: { attachmentId: string; kind: string; expiresOn?: string | undefined }[];
  representative?: { name: string; idNumber: string; phone: string } | undefined;
  contact?: Contact | undefined;
  offerMinor?: number | undefined;
  acceptsText?: boolean | undefined;
  windowId?: string | undefined;
}

export interface Finding {
  id: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  organisationName: string;
  insiderName: string;
  stage: string;
  kind: string;
  pathZh: string;
  pathEn: string;
  foundAt: string;
}

export interface Submission {
  number: number;
  statement: string;
  documents: { attachmentId: string; kind: string; expiresOn: string | null }[];
  representative: Representative | null;
  contact: Contact | null;
  offerMinor: number | null;
  submittedBy: string | null;
  channel: 'online' | 'counter';
  windowName: string | null;
  receiptNumber: string | null;
  filenames: Record<string, string>;
  at: string;
}

/** An application a clerk filed for a client. */
export interface CounterFiling {
  id: string;
  receiptNumber: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  clientId: string;
  clientName: string;
  windowName: string;
  clerkName: string;
  mandateRef: string;
  documents: number;
  state: ApplicationState;
  filedAt: string;
}

interface SeenRelation {
  insiderName: string;
  kind: string;
  pathZh: string;
  pathEn: string;
}

export interface ReviewSheet {
  application: Application;
  required: { kind: string; given: boolean; expired: boolean }[];
  sellerIsAsked: boolean;
  decideUntil: string | null;
  conflict: SeenRelation | null;
  /** Declared by others since the notice came out, and not verified yet. */
  claimed: SeenRelation | null;
  findings: Finding[];
  registeredRight: { rank: number; ground: RightGround } | null;
  submissions: Submission[];
  transitions: {
    action: string;
    fromState: string;
    toState: ApplicationState;
    actorName: string | null;
    organisationName: string | null;
    reason: string;
    at: string;
  }[];
  openings: { openedBy: string; organisationName: string; documentId: string | null; at: string }[];
}

export interface Confirmation {
  id: string;
  label: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  state: ApplicationState;
  lastAction: string;
  dueAt: string | null;
  reason: string;
  createdAt: string;
}

export type CandidateFacts = Confirmation &
  Pick<
    Application,
    | 'organisationName'
    | 'organisationUscc'
    | 'statement'
    | 'documents'
    | 'representative'
    | 'contact'
    | 'firstRefusalRank'
    | 'firstRefusalGround'
    | 'offerMinor'
  >;

/** What a listing's frozen rules ask of a candidate. */
export interface CandidateRules {
  applyUntil: 'noticeEnd' | 'biddingEnd';
  papers: string[];
  text: { zh: string; en: string };
}

export function candidateRules({ profile }: ListingView): CandidateRules {
  const { sale } = (profile?.body ?? {}) as {
    sale?: {
      applyUntil: CandidateRules['applyUntil'];
      papers: { application: string[] };
      texts: { application: { zh: string; en: string } };
    };
  };
  return {
    applyUntil: sale?.applyUntil ?? 'biddingEnd',
    papers: sale?.papers.application ?? [],
    text: sale?.texts.application ?? { zh: '', en: '' },
  };
}

export const applications = {
  list: (query: Query) => http.get<Page<Application>>('/applications', query),
  sheet: (id: string) => http.get<ReviewSheet>(`/applications/${id}/sheet`),
  findings: (query: Query) => http.get<Page<Finding>>('/conflict-findings', query),
  apply: (listingId: string, body: NewApplication) =>
    http.post<Application>(`/listings/${listingId}/applications`, body),
  applyFor: (listingId: string, body: NewApplication & { clientId: string }) =>
    http.post<CounterFiling>(`/listings/${listingId}/counter-applications`, body),
  filings: (query: Query) => http.get<Page<CounterFiling>>('/counter/applications', query),
  review: (id: string, approve: boolean, reason?: string, firstRefusal?: { rank: number; ground: RightGround }) =>
    http.post<Application>(`/applications/${id}/review`, { approve, reason, firstRefusal }),
  withdraw: (id: string) => http.post<Application>(`/applications/${id}/withdraw`),
  upload: (file: File) => upload<Attachment>('/attachments', [file]),
};

export const confirmations = {
  list: (query: Query) => http.get<Page<Confirmation>>('/confirmations', query),
  open: (id: string) => http.post<CandidateFacts>(`/confirmations/${id}/opening`, { confidential: true }),
  answer: (id: string, confirm: boolean, reason?: string) =>
    http.post<Confirmation>(`/confirmations/${id}/answer`, { confirm, reason }),
  documentAddress: (id: string, documentId: string) => path(`/confirmations/${id}/documents/${documentId}`),
};
