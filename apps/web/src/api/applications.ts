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
  createdAt: string;
  reviewedAt?: string | null;
}

export interface Attachment {
  id: string;
  filename: string;
  mediaType: string;
  size: number;
}

export const applications = {
  list: (query: Query) => http.get<Page<Application>>('/applications', query),
  apply: (listingId: string, body: { documentIds: string[]; statement: string }) =>
    http.post<Application>(`/listings/${listingId}/applications`, body),
  review: (id: string, approve: boolean, reason?: string) =>
    http.post<Application>(`/applications/${id}/review`, { approve, reason }),
  withdraw: (id: string) => http.post<Application>(`/applications/${id}/withdraw`),
  upload: (file: File) => http.upload<Attachment>('/attachments', [file]),
};
