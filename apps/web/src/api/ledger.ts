import { http, type Page, type Query } from './http';

export type AccountKind = 'asset' | 'liability' | 'income' | 'expense';

export interface LedgerAccount {
  id: string;
  code: string;
  kind: AccountKind;
  purpose: string;
  ownerId: string | null;
  ownerName: string | null;
  exchangeName: string | null;
  debitMinor: number;
  creditMinor: number;
  pendingDebitMinor: number;
  pendingCreditMinor: number;
  balanceMinor: number;
  availableMinor: number;
}

export interface TrialGroup {
  kind: AccountKind;
  purpose: string;
  currency: string;
  accounts: number;
  debitMinor: number;
  creditMinor: number;
  balanceMinor: number;
}

export interface TrialBalance {
  items: TrialGroup[];
  debitMinor: number;
  creditMinor: number;
  /** Credits less debits: zero. */
  totalMinor: number;
}

export interface StatementLine {
  at: string;
  account: string;
  transferId: string;
  reference: string;
  kind: string;
  memo: string;
  debitMinor: number;
  creditMinor: number;
  balanceMinor: number;
}

export interface Statement extends Page<StatementLine> {
  account: LedgerAccount | null;
  from: string;
  to: string;
  openingMinor: number;
  debitMinor: number;
  creditMinor: number;
  closingMinor: number;
}

export interface LedgerTransfer {
  id: string;
  reference: string;
  kind: string;
  memo: string;
  at: string;
  /** Only for those who keep or audit the books. */
  postings: { source: string; destination: string; amountMinor: number }[];
  moves: { account: string; debitMinor: number; creditMinor: number }[];
}

export interface TransferDetail extends LedgerTransfer {
  reverses: string | null;
  reversedBy: string | null;
  posts: string | null;
}

export const ledger = {
  trialBalance: (query: Query) => http.get<TrialBalance>('/ledger/trial-balance', query),
  accounts: (query: Query) => http.get<Page<LedgerAccount>>('/ledger/accounts', query),
  statement: (query: Query) => http.get<Statement>('/ledger/statement', query),
  transfers: (query: Query) => http.get<Page<LedgerTransfer>>('/ledger/transfers', query),
  transfer: (id: string) => http.get<TransferDetail>(`/ledger/transfers/${id}`),
};
