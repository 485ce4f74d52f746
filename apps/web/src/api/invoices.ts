import { http, type Page, type Query } from './http';
import { upload } from './upload';

export type InvoiceItem = 'buyer_fee' | 'seller_fee' | 'price';
export type InvoiceKind = 'ordinary' | 'special';

export interface Invoice {
  id: string;
  number: string;
  contractId: string;
  contractNumber: string;
  listingTitle: string;
  issuerId: string;
  issuerName: string;
  recipientId: string;
  recipientName: string;
  item: InvoiceItem;
  kind: InvoiceKind;
  title: string;
  taxNumber: string;
  amountMinor: number;
  reversedMinor: number;
  remark: string;
  state: 'requested' | 'issued' | 'reversing' | 'reversed' | 'declined' | 'withdrawn';
  reason: string | null;
  paperNumber: string | null;
  issuedOn: string | null;
  replacesNumber: string | null;
  replacedById: string | null;
  createdAt: string;
}

export interface InvoicePaper {
  id: string;
  reversesId: string | null;
  code: string;
  number: string;
  issuedOn: string;
  amountMinor: number;
  netMinor: number;
  taxMinor: number;
  vatCode: string;
  exemption: string;
  reason: string;
  filename: string;
  sha256: string;
  recordedByName: string;
  recordedAt: string;
}

export interface InvoiceView extends Invoice {
  papers: InvoicePaper[];
  steps: { event: string; state: string; reason: string; actorName: string; organisationName: string; at: string }[];
}

/** What was received of one item of one sale, and what invoices say of it. */
export interface Claim {
  item: InvoiceItem;
  contractId: string;
  contractNumber: string;
  listingTitle: string;
  issuerId: string;
  issuerName: string;
  recipientId: string;
  recipientName: string;
  recipientTaxNumber: string | null;
  receivedMinor: number;
  requestedMinor: number;
  invoicedMinor: number;
  openMinor: number;
  settledAt: string | null;
}

export interface VatRate {
  code: string;
  numerator: number;
  denominator: number;
  exempt: boolean;
  nameZh: string;
  nameEn: string;
  source: string;
}

export interface InvoiceWish {
  item: InvoiceItem;
  kind: InvoiceKind;
  title: string;
  taxNumber: string;
  amountMinor?: number;
  remark?: string;
  replacesInvoiceId?: string;
}

export interface HandedIn {
  fileId: string;
  code?: string;
  number?: string;
  issuedOn?: string;
}

export interface FeeLine {
  kind: 'band' | 'excess' | 'minimum';
  baseMinor: number;
  rate: { numerator: number; denominator: number } | null;
  amountMinor: number;
}

export interface FeeDecision {
  id: string;
  contractId: string;
  contractNumber: string;
  title: string;
  side: 'buyer' | 'seller';
  payerName: string;
  computedMinor: number;
  amountMinor: number;
  reason: string;
  state: 'proposed' | 'confirmed' | 'rejected';
  proposedByName: string;
  decidedByName: string | null;
  answer: string | null;
  createdAt: string;
}

export interface SaleFee {
  side: 'buyer' | 'seller';
  profileCode: string;
  profileVersion: number;
  competitive: boolean;
  amountMinor: number;
  lines: FeeLine[];
  chargedMinor: number | null;
  paid: boolean;
  decisions: FeeDecision[];
}

export interface FeeQuote {
  seller: { amountMinor: number; lines: FeeLine[] };
  buyer: { amountMinor: number; lines: FeeLine[] };
}

export interface OwnMoney {
  owedDepositsMinor: number;
  owedPaymentsMinor: number;
  deposits: { state: string; count: number; amountMinor: number }[];
  keptMinor: number;
  comingMinor: number;
  comingCount: number;
  receivedMinor: number;
  paidMinor: number;
  uninvoicedMinor: number;
}

export interface Certificate {
  number: string;
  contractNumber: string;
  confirmationNumber: string;
  title: string;
  exchangeName: string;
  transferorName: string;
  transfereeName: string;
  contractAmountMinor: number;
  technicalAmountMinor: number;
  paidMinor: number;
  issuedOn: string;
  contentHash: string;
}

const step = (id: string, name: string, body?: object) => http.post<InvoiceView>(`/invoices/${id}/${name}`, body);

export const invoices = {
  list: (query: Query) => http.get<Page<Invoice>>('/invoices', query),
  get: (id: string) => http.get<InvoiceView>(`/invoices/${id}`),
  claims: (query: Query) => http.get<Page<Claim>>('/invoice-claims', query),
  rates: () => http.get<{ items: VatRate[] }>('/vat-rates'),
  request: (contractId: string, wish: InvoiceWish) => http.post<InvoiceView>(`/contracts/${contractId}/invoices`, wish),
  withdraw: (id: string) => step(id, 'withdraw'),
  decline: (id: string, reason: string) => step(id, 'decline', { reason }),
  askReversal: (id: string, reason: string) => step(id, 'ask-reversal', { reason }),
  keep: (id: string, reason: string) => step(id, 'keep', { reason }),
  store: (file: File) => upload<{ id: string }>('/invoice-files', [file]),
  issue: (id: string, paper: HandedIn & { vatCode: string; exemption?: string }) => step(id, 'issue', paper),
  reverse: (id: string, paper: HandedIn & { amountMinor?: number; reason: string }) => step(id, 'reverse', paper),
};

export const fees = {
  quote: (query: Query) => http.get<FeeQuote>('/fee-quotes', query),
  ofContract: (contractId: string) => http.get<{ items: SaleFee[] }>(`/contracts/${contractId}/fees`),
  decisions: (query: Query) => http.get<Page<FeeDecision>>('/fee-decisions', query),
  reduce: (contractId: string, wish: { side: string; amountMinor: number; reason: string }) =>
    http.post<FeeDecision>(`/contracts/${contractId}/fee-decisions`, wish),
  confirm: (id: string) => http.post<FeeDecision>(`/fee-decisions/${id}/confirm`),
  reject: (id: string, reason: string) => http.post<FeeDecision>(`/fee-decisions/${id}/reject`, { reason }),
};

export const ownMoney = () => http.get<OwnMoney>('/own-money');
export const checkCertificate = (number: string, code: string) =>
  http.get<Certificate>('/certificates', { number, code });

export const OWN_KINDS = ['deposit', 'price', 'fees', 'seller_fee', 'royalty', 'late_interest'] as const;
export const DUE_STATES = ['overdue', 'due', 'later'] as const;

/** A deposit, or what falls due under a contract. */
export interface OwnItem {
  id: string;
  kind: (typeof OWN_KINDS)[number];
  listingTitle: string;
  listingId: string;
  contractId: string | null;
  contractNumber: string | null;
  exchangeName: string;
  amountMinor: number;
  reference: string;
}

export interface OwedItem extends OwnItem {
  due: (typeof DUE_STATES)[number];
  dueOn: string | null;
  dueAt: string | null;
  milestone: string | null;
}

export interface PaidItem extends OwnItem {
  state: string;
  paidAt: string;
}

export const ownItems = {
  owed: (query: Query) => http.get<Page<OwedItem>>('/own-money/owed', query),
  paid: (query: Query) => http.get<Page<PaidItem>>('/own-money/paid', query),
};
