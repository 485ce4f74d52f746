import { Module } from '@nestjs/common';
import { BiddingModule, BiddingService } from '@jishi/bidding';
import { ContractsModule } from '@jishi/contracts';
import { LedgerModule } from '@jishi/ledger';
import { CONFIG, type Config } from '@jishi/platform';
import { BankService } from './bank.service';
import { Book } from './book.port';
import { DepositService } from './deposit.service';
import { ExchangeExportService } from './exchange-export.service';
import { PaymentService } from './payment.service';
import { PayoutService } from './payout.service';
import { PerformanceService } from './performance.service';
import { ProviderCommandService } from './provider-command.service';
import { createProviders, Providers } from './providers';
import { settlementConsumers } from './settlement.consumers';
import { SettlementService } from './settlement.service';

const services = [
  DepositService,
  BankService,
  ExchangeExportService,
  PaymentService,
  PayoutService,
  PerformanceService,
  SettlementService,
];

@Module({
  imports: [LedgerModule, ContractsModule, BiddingModule],
  providers: [
    ...services,
    ...settlementConsumers,
    ProviderCommandService,
    { provide: Book, useExisting: BiddingService },
    { provide: Providers, inject: [CONFIG], useFactory: (config: Config) => createProviders(config) },
  ],
  exports: [...services, ...settlementConsumers],
})
export class SettlementModule {}
