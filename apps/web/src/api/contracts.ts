import { http, type Page, type Query } from './http';
import type { Payee, PaymentTerms } from './payment-terms';

export type Party = 'transferor' | 'transferee';

export interface ContractItem {
  id: string;
  number: string;
  listingId: string;
  listingNumber?: string;
  title: string;
  state: 'drafted' | 'signed' | 'settled' | 'void';
  type: string;
  exchangeId: string;
  exchangeName?: string;
  transferorId: string;
  transferorName: string;
  transfereeId: string;
  transfereeName: string;
  contractAmountMinor: number;
  nonTechnicalMinor: number;
  technicalAmountMinor: number;
  currentVersion: number;
  contentHash: string;
  confirmationNumber?: string;
  bidderCode?: string | null;
  auctionId?: string | null;
  signedAt?: string | null;
  settledAt?: string | null;
  certificateNumber?: string | null;
  createdAt: string;
}

export interface Acceptance {
  version: number;
  party: Party;
  organisationId: string;
  contentHash: string;
  acceptedAt: string;
}

export interface ContractView extends ContractItem {
  acceptances: Acceptance[];
  terms: { payment: PaymentTerms; payees?: Payee[] };
  paymentWarnings: { path: string; code: string; message: string }[];
}

export const contracts = {
  list: (query: Query) => http.get<Page<ContractItem>>('/contracts', query),
  get: (id: string) => http.get<ContractView>(`/contracts/${id}`),
  document: (id: string) => http.text(`/contracts/${id}/document`),
  confirmation: (id: string) => http.text(`/contracts/${id}/confirmation`),
  certificate: (id: string) => http.text(`/contracts/${id}/certificate`),
  revise: (id: string, nonTechnicalMinor: number) =>
    http.patch<ContractView>(`/contracts/${id}`, { nonTechnicalMinor }),
  accept: (id: string, text: { version: number; contentHash: string }) =>
    http.post<ContractView>(`/contracts/${id}/accept`, text),
};
