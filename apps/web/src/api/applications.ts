import { http, type Page, type Query } from './http';

export interface Application {
  id: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  auctionId?: string | null;
  organisationId: string;
  organisationName: string;
  state: 'submitted' | 'approved' | 'rejected' | 'withdrawn';
  submissions?: number;
  statement: string;
  documentIds: string[];
  documents: Attachment[];
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

export const applications = {
  list: (query: Query) => http.get<Page<Application>>('/applications', query),
  apply: (listingId: string, body: { documentIds: string[]; statement: string; windowId?: string }) =>
    http.post<Application>(`/listings/${listingId}/applications`, body),
  review: (id: string, approve: boolean, reason?: string, firstRefusal?: { rank: number; ground: RightGround }) =>
    http.post<Application>(`/applications/${id}/review`, { approve, reason, firstRefusal }),
  withdraw: (id: string) => http.post<Application>(`/applications/${id}/withdraw`),
  upload: (file: File) => http.upload<Attachment>('/attachments', [file]),
};
