import { Module } from '@nestjs/common';
import { ContractsModule } from '@jishi/contracts';
import { LedgerModule } from '@jishi/ledger';
import { SettlementModule } from '@jishi/settlement';
import { SubsidiesModule } from '@jishi/subsidies';
import { ContractsController } from '../contracts/contracts.controller';
import { LedgerController } from '../ledger/ledger.controller';
import { SubsidiesController } from '../subsidies/subsidies.controller';
import { BankController } from './bank.controller';
import { ChannelsController } from './channels.controller';
import { DepositsController } from './deposits.controller';
import { PaymentsController } from './payments.controller';
import { ProviderNoticesController } from './provider-notices.controller';
import { ReconciliationController } from './reconciliation.controller';

/** The routes from contract to subsidy. */
@Module({
  imports: [LedgerModule, ContractsModule, SettlementModule, SubsidiesModule],
  controllers: [
    ContractsController,
    DepositsController,
    BankController,
    ReconciliationController,
    ChannelsController,
    ProviderNoticesController,
    PaymentsController,
    LedgerController,
    SubsidiesController,
  ],
})
export class MoneyModule {}
