import './messages';

export { type BankLineRow } from './bank.repository';
export { BankService, type ImportResult, type MatchTarget } from './bank.service';
export { parseStatement, type Statement, type StatementLine } from './bank-statement';
export { type DepositRow } from './deposit.repository';
export { DepositService } from './deposit.service';
export { ExchangeExportService } from './exchange-export.service';
export { type ListQuery } from './money-scope';
export { type PaymentRow } from './payment.repository';
export { PaymentService } from './payment.service';
export { type PayoutRow } from './payout.repository';
export { PayoutService } from './payout.service';
export { type Performance, type PerformanceLine, PerformanceService } from './performance.service';
export { settlementConsumers } from './settlement.consumers';
export { SettlementModule } from './settlement.module';
export { SettlementService } from './settlement.service';
export { type VolumeRow } from './volume.repository';
