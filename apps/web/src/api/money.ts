import { http, type Page, type Query } from './http';
import { upload } from './upload';

export interface Deposit {
  id: string;
  auctionId: string;
  listingId: string;
  listingNumber?: string;
  listingTitle: string;
  exchangeName?: string;
  organisationId: string;
  organisationName?: string;
  amountMinor: number;
  reference: string;
  state: string;
  createdAt: string;
  /** From when on it lets nobody in. */
  dueAt?: string | null;
  round?: number;
  heldAt?: string | null;
}

type Claim = 'deposit' | 'payment';
export interface WholeDeposit extends Deposit {
  steps: { from: string; to: string; reason: string; at: string }[];
}

export interface BankLine {
  id: string;
  serial: string;
  accountNumber?: string;
  bookedOn: string;
  direction: 'credit' | 'debit';
  payerName: string;
  payerAccount: string;
  amountMinor: number;
  remark: string;
  state: string;
  depositId: string | null;
  paymentId: string | null;
  reason?: string | null;
  reasonDetail?: {
    kind: Claim;
    id: string;
    reference: string;
    payerName: string;
    expectedMinor: number;
    besidesMinor: number;
    shortMinor: number;
    surplusMinor: number;
  } | null;
  surplusMinor?: number;
  isPart?: boolean;
  ageDays?: number;
  noteCount?: number;
  payoutState?: string | null;
  matchedByName?: string | null;
  confirmedByName?: string | null;
}

export interface StatementReport {
  inserted: number;
  /** Known by their serial from an earlier import. */
  unchanged: number;
  /** New lines for which a deposit or payment was found. */
  proposed: number;
  /** What lies between this statement and the one before it. */
  gapMinor?: number | null;
}

export interface Payment {
  id: string;
  contractId: string;
  contractNumber?: string;
  listingTitle: string;
  payerName?: string;
  amountMinor: number;
  priceMinor?: number;
  feeMinor?: number | null;
  depositOffsetMinor?: number;
  reference: string;
  state: string;
  kind: string;
  dueOn: string | null;
  createdAt?: string;
}

export interface Payout {
  id: string;
  kind: 'sale' | 'deposit_release' | 'suspense_refund' | 'forfeiture' | 'forfeit_return' | 'sale_return';
  /** By when the rules want it gone. */
  dueAt?: string | null;
  provider: string;
  /** An objection holds it. */
  isFrozen: boolean;
  /** Why the provider would not. */
  failure?: string | null;
  contractId?: string | null;
  contractNumber?: string | null;
  payeeName: string;
  payeeAccount?: string | null;
  /** The paper that shows where the money came from, where the bank did not say. */
  evidenceId?: string | null;
  amountMinor: number;
  state: string;
  proposedBy?: string | null;
  confirmedAt?: string | null;
  createdAt?: string;
}

export type Payable = 'deposits' | 'payments';

/** A way to pay, as an exchange offers it. */
export interface Channel {
  provider: string;
  on: boolean;
  deposits: boolean;
  payments: boolean;
  hold: 'authorise' | 'collect' | 'guarantee' | null;
  hasPage: boolean;
  maxAmountMinor: number | null;
  maxHoldDays: number | null;
  refundWindowDays: number | null;
}

export interface Checkout {
  provider: string;
  /** Where to pay, while it can be paid. */
  payUrl: string | null;
  payUntil: string;
  stage: string;
  captureBefore: string | null;
}

export interface Movement {
  id: string;
  provider: string;
  subjectKind: 'deposit' | 'payment';
  stage: string;
  amountMinor: number;
  reference: string | null;
  refundedMinor: number;
  refundingMinor: number;
  disputedMinor: number;
  chargedBackMinor: number;
  captureBefore: string | null;
  changedAt: string;
}

/** A provider is asked up to three times before nothing is known. */
const PROVIDER_MS = 70_000;

export const money = {
  deposits: (query: Query) => http.get<Page<Deposit>>('/deposits', query),
  deposit: (id: string) => http.get<WholeDeposit>(`/deposits/${id}`),
  simulateDeposit: (id: string) => http.post<Deposit>(`/deposits/${id}/simulated-payment`),
  withdrawDeposit: (id: string) => http.post<Deposit>(`/deposits/${id}/withdraw`),
  importStatement: (files: File[], layout?: string) =>
    upload<StatementReport>('/bank-statements', files, layout ? { layout } : {}),
  bankLines: (query: Query) => http.get<Page<BankLine>>('/bank-lines', query),
  match: (id: string, target: { depositId?: string; paymentId?: string; accept?: 'part' | 'surplus' }) =>
    http.post<BankLine>(`/bank-lines/${id}/match`, target),
  confirm: (id: string) => http.post<BankLine>(`/bank-lines/${id}/confirm`),
  refund: (id: string, reason: string) => http.post<BankLine>(`/bank-lines/${id}/refund`, { reason }),
  reject: (id: string, reason: string) => http.post<BankLine>(`/bank-lines/${id}/reject`, { reason }),
  payments: (query: Query) => http.get<Page<Payment>>('/payments', query),
  simulatePayment: (id: string) => http.post<Payment>(`/payments/${id}/simulated-payment`),
  ways: (kind: Payable, id: string) =>
    http.get<{ channels: Channel[]; checkout: Checkout | null }>(`/${kind}/${id}/channels`),
  checkout: (kind: Payable, id: string, provider: string) =>
    http.post<Checkout>(`/${kind}/${id}/checkouts`, { provider }, PROVIDER_MS),
  providers: () => http.get<{ items: Channel[] }>('/exchange-providers'),
  setProvider: (one: { provider: string; deposits: boolean; payments: boolean }) =>
    http.put<{ items: Channel[] }>('/exchange-providers', { providers: [one] }),
  movements: (query: Query) => http.get<Page<Movement>>('/provider-movements', query),
  retryPayout: (id: string) => http.post<Payout>(`/payouts/${id}/retry`),
  payouts: (query: Query) => http.get<Page<Payout>>('/payouts', query),
  proposePayout: (id: string, payeeAccount?: string, evidenceId?: string) =>
    http.post<Payout>(`/payouts/${id}/propose`, {
      ...(payeeAccount ? { payeeAccount } : {}),
      ...(evidenceId ? { evidenceId } : {}),
    }),
  rejectPayout: (id: string, reason: string) => http.post<Payout>(`/payouts/${id}/reject`, { reason }),
  confirmPayout: (id: string, bankSerial?: string) =>
    http.post<Payout>(`/payouts/${id}/confirm`, bankSerial ? { bankSerial } : {}),
};
