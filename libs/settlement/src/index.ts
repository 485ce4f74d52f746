import './messages';
import './invoice.messages';

export { type AgeRow, type BankLineRow, type NoteRow, type ReasonDetail, type StatementRow } from './bank.repository';
export { BankService, type Done, type ImportResult, type Judged, type MatchTarget } from './bank.service';
export { BankLayoutService, type LayoutView, soundLayout } from './bank-layout.service';
export {
  type FileReading,
  parseStatement,
  readStatementFile,
  requireSound,
  type Statement,
  type StatementLine,
} from './bank-statement';
export { CheckoutService, type PayingView } from './checkout.service';
export { type ContractMoney, ContractMoneyService, type NextReport } from './contract-money.service';
export { type CaseRow } from './default.repository';
export { DefaultReadsService, type WholeCase } from './default-reads.service';
export { DefaultService } from './default.service';
export { DepositCheckService } from './deposit-check.service';
export { DepositClock } from './deposit-clock';
export { type DepositRow, type TransitionRow } from './deposit.repository';
export { DepositService } from './deposit.service';
export type { BankLayout } from './domain/bank-layout';
export { type DistributionRow } from './distribution.repository';
export { DistributionService, type Preview } from './distribution.service';
export { CASE_STATES, type CaseState, type Ground, GROUNDS } from './domain/default-case';
export { type Cost, type WaterfallLine } from './domain/waterfall';
export { joinFacts, type MovementFacts, NOTHING_YET, sumsOf } from './domain/movement';
export { ExchangeExportService } from './exchange-export.service';
export { type ExchangeProviderRow } from './exchange-provider.repository';
export { type Channel, ExchangeProviderService } from './exchange-provider.service';
export { ForfeitureService } from './forfeiture.service';
export { HoldClock } from './hold-clock';
export { type ListQuery } from './money-scope';
export { type MovementRow } from './movement.repository';
export { MovementService } from './movement.service';
export { NoticeService } from './notice.service';
export { type ObjectionOutcome, type PayoutObjectionRow } from './objection.repository';
export { ObjectionService } from './objection.service';
export { type OwedRow, type PaymentRow } from './payment.repository';
export { PaymentService } from './payment.service';
export { type PayoutRow } from './payout.repository';
export { PayoutService } from './payout.service';
export { type OfferRow } from './offer.repository';
export { type Performance, type PerformanceLine, PerformanceService } from './performance.service';
export { ProviderCommandService } from './provider-command.service';
export { type ProviderName, type ProviderRequest, PROVIDERS } from './provider.port';
export { Providers } from './providers';
export { DIFFERENCES, type Entry, type PlaceTotals } from './domain/reconcile';
export { subAccountOf } from './domain/reference';
export { type DifferenceRow, type RunRow } from './reconciliation.repository';
export { ReconciliationService } from './reconciliation.service';
export { type NextBidder, RemedyService } from './remedy.service';
export { type RoyaltyReportRow } from './royalty.repository';
export { RoyaltyService } from './royalty.service';
export { settlementConsumers } from './settlement.consumers';
export { SettlementModule } from './settlement.module';
export { SettlementService } from './settlement.service';
export { type TrialRow } from './trial.repository';
export { TrialService } from './trial.service';
export { type VolumeRow } from './volume.repository';
export { FEE_SIDES, type FeeSide } from './domain/fee-reduction';
export { type FeeDecisionRow } from './fee.repository';
export { FeeService, type FeeView } from './fee.service';
export {
  INVOICE_ITEM_NAMES,
  INVOICE_KINDS,
  INVOICE_STATES,
  type InvoiceItem,
  type InvoiceKind,
} from './domain/invoice';
export { type ClaimRow, type InvoicePaperRow, type InvoiceRow, type VatRateRow } from './invoice.repository';
export { type InvoiceDetail, InvoiceService, type InvoiceWish } from './invoice.service';
export { DUE_STATES, type DueRow, type DueState, OWN_KINDS, type OwnKind, type PaidRow } from './own-dues.repository';
export { type OwnMoney, OwnMoneyService } from './own-money.service';
export { type InvoiceFileRow } from './invoice-file.repository';
export { InvoiceFileService } from './invoice-file.service';
