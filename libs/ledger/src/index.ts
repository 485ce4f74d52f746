import './messages';

export type { AccountKind } from './domain/balance';
export { dayEnd, dayStart } from './domain/statement';
export type { Posting, TransferDraft } from './domain/transfer';
export { LedgerModule } from './ledger.module';
export type { AccountSpec, TransferRow } from './ledger.repository';
export { LedgerService, type PostingOfPending } from './ledger.service';
export type { PendingRow } from './pending.repository';
export type { AccountRow, LedgerScope, Place } from './statement.repository';
export {
  type Account,
  type Statement,
  type StatementLine,
  StatementService,
  type TransferMoves,
  type TrialBalance,
} from './statement.service';
