import './messages';

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
export { type DepositRow } from './deposit.repository';
export { DepositService } from './deposit.service';
export { type BankLayout, LAYOUT_FIELDS } from './domain/bank-layout';
export { joinFacts, type MovementFacts, NOTHING_YET, sumsOf } from './domain/movement';
export { ExchangeExportService } from './exchange-export.service';
export { type ExchangeProviderRow } from './exchange-provider.repository';
export { type Channel, ExchangeProviderService } from './exchange-provider.service';
export { HoldClock } from './hold-clock';
export { type ListQuery } from './money-scope';
export { type MovementRow } from './movement.repository';
export { MovementService } from './movement.service';
export { NoticeService } from './notice.service';
export { type PaymentRow } from './payment.repository';
export { PaymentService } from './payment.service';
export { type PayoutRow } from './payout.repository';
export { PayoutService } from './payout.service';
export { type Performance, type PerformanceLine, PerformanceService } from './performance.service';
export { ProviderCommandService } from './provider-command.service';
export { type ProviderName, type ProviderRequest, PROVIDERS } from './provider.port';
export { Providers } from './providers';
export { DIFFERENCES, type Entry, type PlaceTotals } from './domain/reconcile';
export { subAccountOf } from './domain/reference';
export { type DifferenceRow, type RunRow } from './reconciliation.repository';
export { ReconciliationService } from './reconciliation.service';
export { settlementConsumers } from './settlement.consumers';
export { SettlementModule } from './settlement.module';
export { SettlementService } from './settlement.service';
export { type VolumeRow } from './volume.repository';
