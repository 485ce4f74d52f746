import { http, type Page, type Query } from './http';

export type Ground = 'not_signed' | 'not_paid' | 'refused';

/** A winner who did not perform, and how far that has come. */
export interface DefaultCase {
  id: string;
  auctionId: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  organisationName: string;
  sellerName: string;
  contractId: string;
  contractNumber: string;
  depositId: string | null;
  depositState: string | null;
  depositMinor: number | null;
  priceMinor: number;
  state: string;
  ground: Ground;
  performanceDueAt: string | null;
  reason: string | null;
  proposedAt: string | null;
  hearUntil: string | null;
  statement: string | null;
  statedAt: string | null;
  decision: string | null;
  decidedAt: string | null;
  forfeitProposedAt: string | null;
  forfeitedAt: string | null;
  appealUntil: string | null;
  appeal: string | null;
  appealedAt: string | null;
  ruling: string | null;
  upheld: boolean | null;
  ruledAt: string | null;
  remedy: 'reauction' | 'offer' | null;
  remedyAt: string | null;
  restTo: string;
  remedies: string[];
  /** Steps the reader took part in. */
  mySteps: string[];
  createdAt: string;
}

export interface CasePaper {
  id: string;
  filename: string;
  mediaType: string;
  of: 'evidence' | 'statement' | 'appeal' | 'cost';
}

export interface WaterfallLine {
  what: 'cost' | 'shortfall' | 'rest';
  label: string;
  to: 'seller' | 'exchange' | 'bidder';
  claimedMinor: number;
  paidMinor: number;
}

export interface Distribution {
  totalMinor: number;
  resaleMinor: number | null;
  givenUp: string | null;
  shortfallMinor: number;
  lines: WaterfallLine[];
  isMine: boolean;
  proposedAt: string;
  approvedAt: string | null;
}

export interface Offer {
  id: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  organisationName: string;
  bidderCode: string;
  priceMinor: number;
  state: string;
  until: string;
  answeredAt: string | null;
}

export interface WholeCase extends DefaultCase {
  papers: CasePaper[];
  distribution: Distribution | null;
  offers: Offer[];
  /** Who could be asked, the highest first. */
  next: { code: string; priceMinor: number }[];
  resaleMinor: number | null;
}

export interface Cost {
  label: string;
  amountMinor: number;
  bearer: 'exchange' | 'seller';
  paperId: string;
}

type Preview = Pick<Distribution, 'resaleMinor' | 'shortfallMinor' | 'lines'>;

export const defaults = {
  list: (query: Query) => http.get<Page<DefaultCase>>('/defaults', query),
  get: (id: string) => http.get<WholeCase>(`/defaults/${id}`),
  propose: (auctionId: string, body: { ground: Ground; reason: string; evidenceIds: string[] }) =>
    http.post<DefaultCase>(`/auctions/${auctionId}/defaults`, body),
  answer: (id: string, body: { text: string; documentIds: string[] }) =>
    http.post<DefaultCase>(`/defaults/${id}/answer`, body),
  decide: (id: string, confirmed: boolean, reason: string) =>
    http.post<DefaultCase>(`/defaults/${id}/decide`, { confirmed, reason }),
  forfeit: (id: string, reason: string) => http.post<DefaultCase>(`/defaults/${id}/forfeiture`, { reason }),
  approveForfeit: (id: string, reason: string) =>
    http.post<DefaultCase>(`/defaults/${id}/forfeiture/approve`, { reason }),
  refuseForfeit: (id: string, reason: string) =>
    http.post<DefaultCase>(`/defaults/${id}/forfeiture/refuse`, { reason }),
  appeal: (id: string, body: { text: string; documentIds: string[] }) =>
    http.post<DefaultCase>(`/defaults/${id}/appeal`, body),
  rule: (id: string, upheld: boolean, reason: string) =>
    http.post<DefaultCase>(`/defaults/${id}/ruling`, { upheld, reason }),
  preview: (id: string, costs: Cost[]) => http.post<Preview>(`/defaults/${id}/distribution/preview`, { costs }),
  distribute: (id: string, costs: Cost[], givenUp?: string) =>
    http.post<Distribution>(`/defaults/${id}/distribution`, { costs, ...(givenUp ? { givenUp } : {}) }),
  approveDistribution: (id: string) => http.post<Distribution>(`/defaults/${id}/distribution/approve`),
  reauction: (id: string, reason: string) => http.post<DefaultCase>(`/defaults/${id}/reauction`, { reason }),
  offer: (id: string, reason: string) => http.post<Offer>(`/defaults/${id}/offers`, { reason }),
  offers: (query: Query) => http.get<Page<Offer>>('/offers', query),
  answerOffer: (id: string, accept: boolean) => http.post<Offer>(`/offers/${id}/answer`, { accept }),
};
