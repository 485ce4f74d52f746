import './messages';

export type { AccountKind } from './domain/balance';
export type { Posting, TransferDraft } from './domain/transfer';
export { LedgerModule } from './ledger.module';
export type { AccountRow, AccountSpec, LedgerScope } from './ledger.repository';
export { LedgerService, type TransferWithPostings, type TrialBalance } from './ledger.service';
