import type { ContractView } from './contracts';
import { http } from './http';
import type { Payment, Payout } from './money';
import type { Payee, PaymentTerms } from './payment-terms';
import { upload } from './upload';

export interface ScheduledPayment extends Payment {
  kind: 'price' | 'fees' | 'seller_fee' | 'royalty' | 'late_interest';
  position: number;
  payerId: string;
  dueOn: string | null;
  milestone: string | null;
  receivedAt: string | null;
}

export interface PayoutObjection {
  id: string;
  source: 'party' | 'third_party' | 'provider';
  claimant: string;
  reason: string;
  documentId: string | null;
  amountMinor: number | null;
  state: 'open' | 'proposed' | 'released' | 'returned';
  outcome: 'released' | 'returned' | null;
  ruling: string | null;
  frozenMinor: number;
  raisedAt: string;
}

export interface RoyaltyLine {
  kind: string;
  baseMinor: number;
  ppm: number | null;
  amountMinor: number;
}

export interface RoyaltyReport {
  id: string;
  period: number;
  fromOn: string;
  toOn: string;
  baseMinor: number;
  note: string;
  documentIds: string[];
  amountMinor: number;
  trace: RoyaltyLine[];
  state: 'filed' | 'objected' | 'agreed' | 'audited';
  answer: string | null;
  auditAskedAt: string | null;
  auditReason: string | null;
  foundBaseMinor: number | null;
  finding: string | null;
  findingDocumentId: string | null;
}

export interface Trial {
  beginsOn: string;
  endsOn: string;
  state: 'open' | 'bought' | 'returned';
  reason: string | null;
}

export interface ContractMoney {
  today: string;
  payments: ScheduledPayment[];
  payouts: Payout[];
  objections: PayoutObjection[];
  reports: RoyaltyReport[];
  nextReport: { period: number; from: string; to: string; dueOn: string | null; canFile: boolean } | null;
  trial: Trial | null;
  performedMinor: number;
  hasStanding: boolean;
}

export const contractMoney = {
  get: (id: string) => http.get<ContractMoney>(`/contracts/${id}/money`),
  setTerms: (id: string, terms: { payment: PaymentTerms; payees: Payee[] }) =>
    http.put<ContractView>(`/contracts/${id}/payment-terms`, terms),
  reach: (paymentId: string, reachedOn: string) =>
    http.post<Payment>(`/payments/${paymentId}/milestone`, { reachedOn }),
  decide: (id: string, decision: 'buy' | 'return', reason?: string) =>
    http.post<Trial>(`/contracts/${id}/trial`, { decision, ...(reason ? { reason } : {}) }),
  report: (id: string, report: { baseMinor: number; note: string; documentIds: string[] }) =>
    http.post<RoyaltyReport>(`/contracts/${id}/royalty-reports`, report),
  agree: (reportId: string) => http.post<RoyaltyReport>(`/royalty-reports/${reportId}/agree`),
  object: (reportId: string, reason: string) =>
    http.post<RoyaltyReport>(`/royalty-reports/${reportId}/object`, { reason }),
  audit: (reportId: string, reason: string) =>
    http.post<RoyaltyReport>(`/royalty-reports/${reportId}/audit`, { reason }),
  find: (reportId: string, found: { baseMinor: number; finding: string; documentId: string }) =>
    http.post<RoyaltyReport>(`/royalty-reports/${reportId}/finding`, found),
  raise: (id: string, objection: { reason: string; documentId?: string; amountMinor?: number; claimant?: string }) =>
    http.post<PayoutObjection>(`/contracts/${id}/payout-objections`, objection),
  propose: (objectionId: string, outcome: 'released' | 'returned', reason: string) =>
    http.post<PayoutObjection>(`/payout-objections/${objectionId}/propose`, { outcome, reason }),
  confirm: (objectionId: string) => http.post<PayoutObjection>(`/payout-objections/${objectionId}/confirm`),
  decline: (objectionId: string, reason: string) =>
    http.post<PayoutObjection>(`/payout-objections/${objectionId}/decline`, { reason }),
  upload: (file: File) => upload<{ id: string }>('/attachments', [file]),
};
