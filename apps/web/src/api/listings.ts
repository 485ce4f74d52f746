import { http, type Page, type Query } from './http';
import type { ProfileBody } from './profile';
import { upload } from './upload';

export type PricingWay = 'listing' | 'auction' | 'negotiated';
export type DealForm = 'transfer' | 'licence';

export interface Achievement {
  id: string;
  organisationId: string;
  organisationName: string;
  title: string;
  abstract?: string | null;
  ipKind?: string | null;
  country?: string | null;
  patentNumber?: string | null;
  /** Of the publication, as the office writes it: `B2`. */
  kindCode?: string;
  applicationNumber?: string | null;
  filedOn?: string | null;
  publishedOn?: string | null;
  grantedOn?: string | null;
  inventors: Person[];
  assignees: Person[];
  ipc: string[];
  cpc: string[];
  fieldCode?: string | null;
  sourceFormat?: string | null;
  createdAt?: string;
}

export interface Person {
  name: string;
  city: string;
  country: string;
}

export interface ImportReport {
  inserted: number;
  updated?: number;
  unchanged: number;
  failed: number;
  records: ImportRecord[];
}

export interface ImportRecord {
  place: string;
  status: 'inserted' | 'updated' | 'unchanged' | 'failed';
  achievementId?: string;
  code?: string;
  message?: string;
  title?: string;
  remarks?: { place: string; code: string; message: string }[];
}

export interface RuleProfile {
  code: string;
  version: number;
  exchangeId: string | null;
  exchangeName: string | null;
  body: ProfileBody;
  source: string;
  baseCode: string | null;
  baseVersion: number | null;
  effectiveAt: string;
  publishedAt: string;
  withdrawnAt: string | null;
  withdrawalReason: string | null;
}

/** The notice runs, or bidding does. */
export const OPEN_STATES: readonly string[] = ['listed', 'extended', 'resumed'];

export interface ListingItem {
  exchangeId?: string;
  exchangeName?: string | null;
  /** Other exchanges in whose markets it is shown. */
  markets?: { exchangeId: string; name: string }[];
  id: string;
  number: string;
  title: string;
  form: DealForm;
  pricingWay: PricingWay;
  priceMinor: number;
  fieldCode?: string | null;
  regionCode?: string | null;
  state: string;
  auctionId?: string | null;
  transferorId?: string;
  transferorName?: string | null;
  windowName?: string | null;
  noticeEndsAt?: string | null;
  opensAt?: string | null;
  closesAt?: string | null;
  createdAt?: string;
}

export interface Transition {
  action: string;
  channel?: 'online' | 'counter' | null;
  receiptNumber?: string | null;
  fromState: string | null;
  toState: string;
  actorName?: string | null;
  reason?: string | null;
  at: string;
}

export interface Objection {
  id: string;
  organisationName?: string;
  grounds: string;
  state: 'filed' | 'upheld' | 'dismissed';
  reason: string | null;
  createdAt: string;
  ruledAt?: string | null;
}

export interface Appraisal {
  amountMinor: number;
  reference: string;
  on: string;
}

export interface WrittenApproval {
  reference: string;
  authority: string;
  on: string;
}

/** One thing the rules ask of a listing before it is public. */
export interface ChecklistItem {
  kind: 'price' | 'paper' | 'decision';
  paper: string | null;
  ok: boolean;
  missing: string[];
  source: string;
}

/** A change of what was published. */
export interface Amendment {
  id: string;
  conditionsFrom: string;
  conditionsTo: string;
  reason: string;
  requestedAt: string;
  state: 'requested' | 'accepted' | 'refused';
  decidedAt: string | null;
  decisionReason: string;
}

export interface ListingView extends ListingItem {
  conditions: string;
  announcedExtensions: number;
  extensions: number;
  appraisal: Appraisal | null;
  approval: WrittenApproval | null;
  round: number;
  publishFrom: string | null;
  suspendedAt: string | null;
  reserveMinor?: number | null;
  windowId?: string | null;
  exchangeId?: string;
  exchangeName?: string | null;
  profileCode: string;
  profileVersion: number | string;
  negotiatedTransfereeId?: string | null;
  negotiatedTransfereeName?: string | null;
  transfereeRelation: 'shared_person' | 'holding' | 'common_holder' | null;
  achievement: Achievement;
  profile?: RuleProfile | null;
  transitions?: Transition[];
  objections?: Objection[];
}

export interface ListingDraft {
  achievementId: string;
  form: DealForm;
  pricingWay: PricingWay;
  priceMinor: number;
  reserveMinor?: number;
  profileCode: string;
  windowId?: string;
  exchangeId: string;
  fieldCode?: string;
  transfereeId?: string;
  conditions?: string;
  announcedExtensions?: number;
  appraisal?: Appraisal | null;
  approval?: WrittenApproval | null;
}

export const listings = {
  list: (query: Query) => http.get<Page<ListingItem>>('/listings', query),
  get: (id: string) => http.get<ListingView>(`/listings/${id}`),
  create: (draft: ListingDraft) => http.post<ListingView>('/listings', draft),
  update: (id: string, draft: Partial<ListingDraft>) => http.patch<ListingView>(`/listings/${id}`, draft),
  submit: (id: string, via: 'window' | 'direct') => http.post<ListingView>(`/listings/${id}/submit`, { via }),
  intake: (id: string, accept: boolean, reason?: string) =>
    http.post<ListingView>(`/listings/${id}/intake`, { accept, reason }),
  review: (id: string, approve: boolean, reason?: string) =>
    http.post<ListingView>(`/listings/${id}/review`, { approve, reason }),
  withdraw: (id: string, reason: string) => http.post<ListingView>(`/listings/${id}/withdraw`, { reason }),
  checklist: (id: string) => http.get<{ items: ChecklistItem[] }>(`/listings/${id}/checklist`),
  suspend: (id: string, reason: string) => http.post<ListingView>(`/listings/${id}/suspend`, { reason }),
  resume: (id: string, reason: string) => http.post<ListingView>(`/listings/${id}/resume`, { reason }),
  end: (id: string, reason: string) => http.post<ListingView>(`/listings/${id}/end`, { reason }),
  amendments: (id: string) => http.get<Page<Amendment>>(`/listings/${id}/amendments`),
  amend: (id: string, conditions: string, reason: string) =>
    http.post<Page<Amendment>>(`/listings/${id}/amendments`, { conditions, reason }),
  decideAmendment: (id: string, accept: boolean, reason?: string) =>
    http.post<ListingView>(`/listing-amendments/${id}/decide`, { accept, reason }),
  object: (id: string, grounds: string) => http.post<Objection>(`/listings/${id}/objections`, { grounds }),
  rule: (id: string, upheld: boolean, reason: string) =>
    http.post<Objection>(`/objections/${id}/ruling`, { upheld, reason }),
  conclude: (id: string) => http.post<ListingView>(`/listings/${id}/conclude`),
  achievements: (query: Query) => http.get<Page<Achievement>>('/achievements', query),
  achievement: (id: string) => http.get<Achievement>(`/achievements/${id}`),
  importFiles: (files: File[], organisationId?: string) =>
    upload<ImportReport>('/achievements/import', files, organisationId ? { organisationId } : {}),
};
