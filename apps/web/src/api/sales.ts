import type { Ack, AuctionItem } from './auctions';
import { http, LONG_ANSWER_MS, type Page, type Query } from './http';

/** A ruling on an objection, as it stands in the public book. */
export interface Ruling {
  seq: number;
  atMs: number;
  upheld: boolean;
  annul: boolean;
  final: boolean;
  reason: string;
}

export type ObjectionSubject = 'qualification' | 'bid' | 'result';

export interface SaleObjection {
  /** Its place in the book, and its name. */
  seq: number;
  about: ObjectionSubject;
  target: number | null;
  filedAtMs: number;
  open: boolean;
  appealed: boolean;
  appealUntilMs: number | null;
  rulings: Ruling[];
  own: boolean;
  mayAppeal: boolean;
  /** Bidder code or `seller`; null for those who may not know. */
  by: string | null;
  text: string | null;
  appealText: string | null;
}

export type ApprovalState = 'pending' | 'approved' | 'done' | 'failed' | 'refused' | 'withdrawn' | 'expired';

/** Something one person of the exchange asked for and another has to agree to. */
export interface Approval {
  id: string;
  auctionId: string;
  auctionTitle: string;
  kind: string;
  payload: Record<string, unknown>;
  reason: string;
  state: ApprovalState;
  requestedByName: string;
  requestedAt: string;
  expiresAt: string;
  decidedByName: string | null;
  decidedAt: string | null;
  decisionReason: string;
  outcome: { accepted: boolean; seq?: number | null; code?: string; message?: string } | null;
  own: boolean;
}

/** What went wrong beside the book. */
export interface Incident {
  id: string;
  at: string;
  kind: string;
  bidder: string | null;
  command: string | null;
  amountMinor: number | null;
  arrivedAtMs: number | null;
}

interface Act {
  commandId: string;
  reason: string;
}

/** What those who run a sale, and its parties, do beside bidding. */
export const sales = {
  list: (query: Query) => http.get<Page<AuctionItem>>('/sales', query),
  pause: (id: string, act: Act) => http.post<Ack>(`/auctions/${id}/pause`, act),
  resume: (id: string, act: Act) => http.post<Ack>(`/auctions/${id}/resume`, act),
  extend: (id: string, act: Act & { extendMs: number }) => http.post<Ack>(`/auctions/${id}/extend`, act),
  reschedule: (id: string, act: Act & { toMs: number }) => http.post<Ack>(`/auctions/${id}/reschedule`, act),
  terminate: (id: string, act: Act) => http.post<Ack>(`/auctions/${id}/terminate`, act),

  objections: (id: string) => http.get<{ items: SaleObjection[] }>(`/auctions/${id}/objections`),
  object: (id: string, body: { commandId: string; about: ObjectionSubject; target: number | null; text: string }) =>
    http.post<Ack>(`/auctions/${id}/objections`, body),
  appeal: (id: string, seq: number, body: { commandId: string; text: string }) =>
    http.post<Ack>(`/auctions/${id}/objections/${seq}/appeal`, body),
  rule: (id: string, seq: number, act: Act & { upheld: boolean; annul: boolean }) =>
    http.post<Ack>(`/auctions/${id}/objections/${seq}/ruling`, act),

  incidents: (id: string, query: Query) => http.get<Page<Incident>>(`/auctions/${id}/incidents`, query),

  askForVoid: (id: string, act: Act & { bid: number }) =>
    http.post<Approval>(`/auctions/${id}/approvals`, {
      commandId: act.commandId,
      kind: 'void',
      payload: { bid: act.bid },
      reason: act.reason,
    }),
  approvals: (query: Query) => http.get<Page<Approval>>('/approvals', query),
  approvalsOf: (id: string, query: Query = {}) => http.get<Page<Approval>>(`/auctions/${id}/approvals`, query),
  approve: (id: string, password: string) =>
    http.post<Approval>(`/approvals/${id}/approve`, { password }, LONG_ANSWER_MS),
  refuse: (id: string, reason: string) => http.post<Approval>(`/approvals/${id}/refuse`, { reason }),
  withdraw: (id: string) => http.post<Approval>(`/approvals/${id}/withdraw`),
};
