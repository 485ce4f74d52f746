import type { Attachment } from './applications';
import type { AuctionItem } from './auctions';
import { http, type Page, type Query } from './http';

export const WINDOW_KINDS = ['prefecture', 'park', 'institution'] as const;
export const MANDATE_SCOPES = ['intake', 'bid'] as const;
export const INTAKE_ITEMS = [
  'application_form',
  'licence',
  'mandate',
  'ownership',
  'decision',
  'pricing',
  'consent',
  'clearance',
  'encumbrance',
  'other',
] as const;

export interface Span {
  from: string;
  to: string;
}
export interface Hours {
  /** Monday first. */
  week: { spans: Span[] }[];
  exceptions: { day: string; spans: Span[]; note?: string }[];
}

export interface WindowView {
  id: string;
  organisationId: string;
  exchangeId: string;
  exchangeName: string;
  name: string;
  regionCode: string;
  kind: string;
  state: 'open' | 'suspended' | 'closed';
  address: string;
  phone: string;
  contactName: string;
  hours: Hours | null;
  openNow: boolean | null;
  changesAt: string | null;
}

export interface WindowDetails {
  name: string;
  regionCode: string;
  kind: string;
  address?: string;
  phone?: string;
  contactName?: string;
  hours?: Hours;
}

export interface WindowRecord {
  steps: { action: string; reason: string; actorName: string | null; at: string }[];
  open: { id: string; number: string; title: string; state: string; transferorName: string; since: string }[];
}

export interface MandateView {
  id: string;
  windowId: string;
  windowName: string;
  organisationId: string;
  name: string;
  mandateRef: string;
  state: 'pending' | 'future' | 'running' | 'expired' | 'ended';
  scopes: string[];
  bidLimitMinor: number | null;
  validFrom: string;
  validUntil: string | null;
  channel: 'online' | 'counter';
  paperId: string | null;
  enteredBy: string | null;
  enteredByName: string | null;
  confirmedHow: 'client' | 'exchange' | null;
  confirmedByName: string | null;
  endReason: string;
  createdAt: string;
}

export interface MandateTerms {
  mandateRef: string;
  scopes: string[];
  bidLimitMinor?: number | undefined;
  validUntil?: string | undefined;
  paperId?: string | undefined;
}

export interface IntakeReceipt {
  id: string;
  number: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  windowName: string;
  windowAddress: string;
  windowPhone: string;
  exchangeName: string;
  clientName: string;
  clerkName: string;
  remark: string;
  receivedAt: string;
  items: { item: string; copies: number; note: string; attachmentIds: string[] }[];
  required: string[];
  missing: string[];
  documents: Attachment[];
}

export interface CounterAct {
  id: string;
  receiptNumber: string;
  kind: 'bid' | 'maximum';
  auctionId: string;
  auctionTitle: string;
  listingNumber: string;
  hostName: string;
  windowName: string;
  windowAddress: string;
  windowPhone: string;
  clerkName: string;
  clientName: string;
  mandateRef: string;
  amountMinor: number | null;
  enteredAt: string;
  outcome: 'accepted' | 'refused' | null;
  code: string | null;
  seq: number | null;
}

export interface CounterAnswer {
  act: CounterAct;
  ack: { accepted: boolean; message?: string; code?: string; leafHash?: string; seq: number | null };
}

export interface CounterSeat {
  auctionId: string;
  clientId: string;
  clientName: string;
  mandateRef: string;
  bidLimitMinor: number | null;
  validUntil: string | null;
  hostName: string;
  servesOther: boolean;
  sale: AuctionItem & { nextMinimumMinor: number };
}

export interface MarketLink {
  id: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  priceMinor: number;
  transferorName: string;
  hostName: string;
  exchangeId: string;
  exchangeName: string;
  state: string;
  reason: string;
  actions: ('consent' | 'accept' | 'decline' | 'end')[];
  createdAt: string;
  linkedAt: string | null;
}

export interface PerformanceLine {
  windowId: string | null;
  windowName: string | null;
  kind: string | null;
  regionCode: string | null;
  exchangeId: string;
  exchangeName: string;
  intakes: number;
  handOnDays: number | null;
  refusals: number;
  overdue: number;
  receipts: number;
  published: number;
  sales: number;
  deals: number;
  contractAmountMinor: number;
  technicalAmountMinor: number;
  counterActs: number;
  broughtBidders: number;
}

export interface Performance extends Page<PerformanceLine> {
  totals: { deals: number; contractAmountMinor: number; technicalAmountMinor: number };
  linkedDeals: number | null;
}

export const windows = {
  list: (query: Query) => http.get<Page<WindowView>>('/windows', query),
  own: () => http.get<WindowView>('/windows/mine'),
  mandates: (query: Query) => http.get<Page<MandateView>>('/windows/mandates', query),
  give: (windowId: string, terms: MandateTerms) => http.post<void>(`/windows/${windowId}/mandate`, terms),
  end: (windowId: string) => http.delete<void>(`/windows/${windowId}/mandate`),
  enterPaper: (body: MandateTerms & { clientId: string }) => http.post<{ id: string }>('/windows/mine/mandates', body),
  confirm: (id: string) => http.post<void>(`/windows/mandates/${id}/confirmation`),
  refuse: (id: string, reason: string) => http.post<void>(`/windows/mandates/${id}/refusal`, { reason }),
  ofExchange: (query: Query) => http.get<Page<WindowView>>('/exchange/windows', query),
  open: (body: WindowDetails & { admin: { login: string; name: string; password: string } }) =>
    http.post<WindowView>('/exchange/windows', body),
  change: (id: string, body: Partial<WindowDetails>) => http.patch<WindowView>(`/exchange/windows/${id}`, body),
  record: (id: string) => http.get<WindowRecord>(`/exchange/windows/${id}/record`),
  suspend: (id: string, reason: string) => http.post<WindowView>(`/exchange/windows/${id}/suspension`, { reason }),
  resume: (id: string) => http.post<WindowView>(`/exchange/windows/${id}/resumption`),
  close: (id: string, reason: string) => http.post<WindowView>(`/exchange/windows/${id}/closure`, { reason }),
  handOver: (id: string, toWindowId: string | null, reason: string) =>
    http.post<{ moved: number }>(`/exchange/windows/${id}/handover`, { toWindowId, reason }),
  receive: (body: {
    listingId: string;
    items: { item: string; copies: number; note?: string; attachmentIds: string[] }[];
    remark?: string;
  }) => http.post<IntakeReceipt>('/intake-receipts', body),
  receipts: (query: Query) => http.get<Page<IntakeReceipt>>('/intake-receipts', query),
  receipt: (id: string) => http.get<IntakeReceipt>(`/intake-receipts/${id}`),
  seats: () => http.get<Page<CounterSeat>>('/counter/seats', { limit: 100 }),
  acts: (query: Query) => http.get<Page<CounterAct>>('/counter/acts', query),
  act: (id: string) => http.get<CounterAct>(`/counter/acts/${id}`),
  counterBid: (auctionId: string, body: { commandId: string; clientId: string; kind: string; amountMinor: number }) =>
    http.post<CounterAnswer>(`/auctions/${auctionId}/counter-bids`, body),
  links: (query: Query) => http.get<Page<MarketLink>>('/market-links', query),
  propose: (listingId: string, exchangeId: string) =>
    http.post<MarketLink>(`/listings/${listingId}/markets`, { exchangeId }),
  linkAct: (id: string, action: string, reason?: string) =>
    http.post<MarketLink>(`/market-links/${id}/acts`, { action, reason }),
  performance: (query: Query) => http.get<Performance>('/window-performance', query),
};
