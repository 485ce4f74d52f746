import type { Attachment, RightGround } from './applications';
import { http, type Page, path, type Query } from './http';

export const DECLARED_ROLES = [
  'legal_representative',
  'director',
  'supervisor',
  'manager',
  'controller',
  'key_staff',
] as const;

export interface Relation {
  id: string;
  type: 'person' | 'holding';
  organisationId: string;
  organisationName: string;
  state: 'declared' | 'verified' | 'refused';
  personName: string | null;
  role: string | null;
  holderName: string | null;
  heldName: string | null;
  basisPoints: number | null;
  fromOn: string;
  toOn: string | null;
  evidence: Attachment | null;
  /** Which exchange was asked to verify it, and which one did. */
  exchangeName: string | null;
  reviewedForName: string | null;
  reviewReason: string;
  declaredAt: string;
  reviewedAt: string | null;
  /** My exchange may verify and end it. */
  concerned: boolean;
}

export interface NewPerson {
  name: string;
  idNumber: string;
  role: string;
  fromOn: string;
  evidenceId?: string | undefined;
  exchangeId?: string | undefined;
}

export interface NewHolding {
  holder: { type: string; name: string; uscc?: string | undefined; idNumber?: string | undefined };
  basisPoints: number;
  fromOn: string;
  evidenceId?: string | undefined;
  exchangeId?: string | undefined;
}

export const relations = {
  list: (query: Query) => http.get<Page<Relation>>('/relations', query),
  person: (body: NewPerson) => http.post<{ id: string }>('/relations/people', body),
  holding: (body: NewHolding) => http.post<{ id: string }>('/relations/holdings', body),
  end: (id: string, toOn: string) => http.post<void>(`/relations/${id}/end`, { toOn }),
  evidenceAddress: (id: string) => path(`/relations/${id}/evidence`),
  judge: (id: string, verify: boolean, reason?: string) =>
    http.post<void>(`/relations/${id}/judgement`, { verify, reason }),
};

export const RIGHT_STATES = ['notified', 'acknowledged', 'waived', 'applied', 'absent', 'removed'] as const;

export interface Right {
  id: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  priceMinor: number;
  transferorName: string;
  publishedAt: string | null;
  noticeEndsAt: string | null;
  organisationName: string;
  ground: RightGround;
  rank: number;
  state: (typeof RIGHT_STATES)[number] | 'registered';
  notifiedAt: string | null;
  acknowledgedAt: string | null;
  waivedAt: string | null;
  removalReason: string;
}

export interface ListingRight extends Right {
  /** The notice has to wait for it, and until when if it was told. */
  pending: boolean;
  readyAt: string | null;
}

export interface NewRight {
  organisationId: string;
  ground: RightGround;
  rank: number;
  evidenceId?: string | undefined;
}

export const rights = {
  mine: (query: Query) => http.get<Page<Right>>('/first-refusals', query),
  ofListing: (listingId: string) => http.get<Page<ListingRight>>(`/listings/${listingId}/first-refusals`),
  register: (listingId: string, body: NewRight) => http.post<void>(`/listings/${listingId}/first-refusals`, body),
  notify: (listingId: string) => http.post<void>(`/listings/${listingId}/first-refusals/notices`),
  remove: (id: string, reason: string) => http.post<void>(`/first-refusals/${id}/removal`, { reason }),
  answer: (id: string, waive: boolean) => http.post<Right>(`/first-refusals/${id}/answer`, { waive }),
};
