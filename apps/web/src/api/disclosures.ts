import type { Attachment } from './applications';
import { http, type Page, type Query } from './http';
import type { ListingView, PricingWay } from './listings';

export const FUNDING = ['outside', 'state', 'ministry', 'province', 'city'] as const;
export const SECRECY = ['trade_secret', 'major_public_interest', 'national_security'] as const;
export const EXPORT_CONTROLS = ['free', 'restricted', 'prohibited'] as const;
export const PARTY_ROLES = ['commissioner', 'co_developer'] as const;
export const DECISION_FORMS = ['transfer', 'licence', 'invest', 'retain'] as const;
export const EXCLUSIVITIES = ['ordinary', 'sole', 'exclusive'] as const;
export type DecisionForm = (typeof DECISION_FORMS)[number];
export type Scope = 'mine' | 'office' | 'queue' | 'decide' | 'decisions';
export type PlainAction =
  | 'disclose'
  | 'take'
  | 'return'
  | 'decline'
  | 'accept'
  | 'drop'
  | 'submit'
  | 'recall'
  | 'resume'
  | 'reopen'
  | 'withdraw';
export type Answer = 'approve' | 'send_back' | 'refuse';

export interface Contributor {
  id: string;
  userId: string | null;
  name: string;
  affiliation: string;
  shareBps: number;
  agreed: boolean | null;
  answeredAt: string | null;
  objection: string;
  paperId: string | null;
}
export interface DisclosureContent {
  title: string;
  summary?: string;
  description?: string;
  ipKind: string;
  fieldCode?: string;
  fundingSource: string;
  programme?: string;
  secrecy: string[];
  exportControl: string;
  contributors: { userId?: string | null; name?: string; affiliation?: string; shareBps: number }[];
  parties: { name: string; uscc?: string; role: string }[];
  publications: { title: string; on: string; where: string }[];
}

export interface DisclosureItem {
  id: string;
  number: string;
  title: string;
  state: string;
  turn: 'reporter' | 'office' | 'approver' | null;
  stateSince: string;
  dueAt: string | null;
  overdue: boolean;
  reporterName: string;
  handlerName: string | null;
  fieldCode: string;
  ipKind: string;
  fundingSource: string;
  secrecy: string[];
  form: DecisionForm | null;
  priceMinor: number | null;
  step: string | null;
  achievementId: string | null;
  createdAt: string;
}

export interface DecisionTerms {
  form: DecisionForm;
  pricingWay: PricingWay | null;
  priceMinor: number | null;
  exclusivity: string | null;
  companyName: string;
  companyShareBps: number | null;
  profileCode: string | null;
}

export interface Decision extends DecisionTerms {
  id: string;
  state: 'proposed' | 'approving' | 'decided' | 'refused' | 'dropped';
  reason: string;
  proposedByName: string;
  proposedAt: string;
  attempt: number;
  chain: { step: string; days: number; source: string }[];
  approvals: {
    attempt: number;
    step: string;
    answer: Answer;
    approverName: string;
    opinion: string;
    attachmentId: string | null;
    at: string;
  }[];
  decidedAt: string | null;
}

export interface FiledDocument {
  kind: string;
  decisionId: string | null;
  addedByName: string;
  addedAt: string;
  attachment: Attachment;
}

export interface ChecklistItem {
  kind: string;
  due: 'submit' | 'decide';
  source: string;
  present: boolean;
}

export interface Disclosure extends DisclosureItem {
  organisationName: string;
  summary: string;
  description: string;
  programme: string;
  planFunded: boolean;
  exportControl: string;
  publicity: 'open' | 'summary' | 'barred';
  dueSource: string | null;
  /** The bylaws it follows; null: the default rules. */
  bylaw: { id: string; version: number; source: string } | null;
  disclosedAt: string | null;
  contributors: Contributor[];
  parties: { name: string; uscc: string; role: string }[];
  publications: { title: string; on: string; where: string }[];
  rightHolders: { name: string; ground: string; source: string }[];
  documents: FiledDocument[];
  decisions: Decision[];
  checklist: ChecklistItem[];
  steps: { action: string; toState: string; actorName: string; reason: string; dueAt: string | null; at: string }[];
  may: string[];
  owesShare: boolean;
}

export interface KnownDecision extends DecisionTerms {
  disclosureId: string | null;
  disclosureNumber: string;
  decidedAt: string;
  approvals: { step: string; approverName: string; at: string }[];
}

export interface Proposal {
  form: DecisionForm;
  reason: string;
  pricingWay?: PricingWay;
  priceMinor?: number;
  exclusivity?: string;
  companyName?: string;
  companyShareBps?: number;
  profileCode?: string;
  achievementId?: string;
}

const one = (id: string, act = ''): string => `/disclosures/${id}${act}`;

export const disclosures = {
  list: (query: Query) => http.get<Page<DisclosureItem>>('/disclosures', query),
  get: (id: string) => http.get<Disclosure>(one(id)),
  record: (id: string) => http.text(one(id, '/record')),
  colleagues: (q: string) => http.get<Page<{ id: string; name: string }>>('/disclosures/colleagues', { q, limit: 50 }),
  create: (content: DisclosureContent) => http.post<Disclosure>('/disclosures', content),
  save: (id: string, content: DisclosureContent) => http.put<Disclosure>(one(id), content),
  step: (id: string, action: PlainAction, reason?: string) =>
    http.post<Disclosure>(one(id, '/steps'), { action, reason }),
  share: (id: string, agreed: boolean, reason?: string) => http.post<Disclosure>(one(id, '/share'), { agreed, reason }),
  paper: (id: string, contributorId: string, attachmentId: string) =>
    http.post<Disclosure>(one(id, `/contributors/${contributorId}/paper`), { attachmentId }),
  file: (id: string, kind: string, attachmentId: string) =>
    http.post<Disclosure>(one(id, '/documents'), { kind, attachmentId }),
  remove: (id: string, kind: string, attachmentId: string) =>
    http.post<Disclosure>(one(id, '/documents/removal'), { kind, attachmentId }),
  propose: (id: string, proposal: Proposal) => http.put<Disclosure>(one(id, '/proposal'), proposal),
  approve: (id: string, answer: Answer, opinion: string, attachmentId?: string) =>
    http.post<Disclosure>(one(id, '/approvals'), { answer, opinion, attachmentId }),
  draftListing: (id: string, sale: { exchangeId?: string; transfereeId?: string }) =>
    http.post<ListingView>(one(id, '/listing'), sale),
  ofListing: (listingId: string) => http.get<{ decision: KnownDecision | null }>(`/listings/${listingId}/decision`),
};
