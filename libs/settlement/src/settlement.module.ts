import { Module } from '@nestjs/common';
import { BiddingModule, BiddingService } from '@jishi/bidding';
import { ContractsModule } from '@jishi/contracts';
import { LedgerModule } from '@jishi/ledger';
import { ListingsModule } from '@jishi/listings';
import { CONFIG, type Config } from '@jishi/platform';
import { BankLayoutService } from './bank-layout.service';
import { BankService } from './bank.service';
import { Book } from './book.port';
import { ChannelPayoutService } from './channel-payout.service';
import { ContractMoneyService } from './contract-money.service';
import { CheckoutService } from './checkout.service';
import { DefaultReadsService } from './default-reads.service';
import { DefaultService } from './default.service';
import { DepositCheckService } from './deposit-check.service';
import { DepositClock } from './deposit-clock';
import { DepositService } from './deposit.service';
import { DistributionService } from './distribution.service';
import { ExchangeExportService } from './exchange-export.service';
import { ExchangeProviderService } from './exchange-provider.service';
import { FeeService } from './fee.service';
import { ForfeitureService } from './forfeiture.service';
import { HoldClock } from './hold-clock';
import { InvoiceFileService } from './invoice-file.service';
import { InvoiceIssuer } from './invoice-issuer.port';
import { InvoiceService } from './invoice.service';
import { MovementActs } from './movement-acts';
import { MovementService } from './movement.service';
import { NoticeService } from './notice.service';
import { OfflineInvoiceIssuer } from './offline-invoice.issuer';
import { OwnMoneyService } from './own-money.service';
import { ObjectionService } from './objection.service';
import { PaymentService } from './payment.service';
import { PayoutService } from './payout.service';
import { PerformanceService } from './performance.service';
import { ProviderCommandService } from './provider-command.service';
import { createProviders, Providers } from './providers';
import { ReconciliationService } from './reconciliation.service';
import { RemedyService } from './remedy.service';
import { RoyaltyService } from './royalty.service';
import { settlementConsumers } from './settlement.consumers';
import { SettlementService } from './settlement.service';
import { TrialService } from './trial.service';

const services = [
  DepositService,
  BankService,
  ExchangeExportService,
  PaymentService,
  PayoutService,
  PerformanceService,
  SettlementService,
  ExchangeProviderService,
  CheckoutService,
  NoticeService,
  HoldClock,
  FeeService,
  InvoiceService,
  InvoiceFileService,
  OwnMoneyService,
  ContractMoneyService,
  ObjectionService,
  RoyaltyService,
  TrialService,
  BankLayoutService,
  ReconciliationService,
  DepositClock,
  DepositCheckService,
  DefaultService,
  DefaultReadsService,
  ForfeitureService,
  DistributionService,
  RemedyService,
];

@Module({
  imports: [LedgerModule, ListingsModule, ContractsModule, BiddingModule],
  providers: [
    ...services,
    ...settlementConsumers,
    ProviderCommandService,
    MovementActs,
    MovementService,
    ChannelPayoutService,
    { provide: InvoiceIssuer, useClass: OfflineInvoiceIssuer },
    { provide: Book, useExisting: BiddingService },
    { provide: Providers, inject: [CONFIG], useFactory: (config: Config) => createProviders(config) },
  ],
  exports: [...services, ...settlementConsumers],
})
export class SettlementModule {}
