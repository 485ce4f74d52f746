import { Module } from '@nestjs/common';
import { BiddingModule } from '@jishi/bidding';
import { ContractsModule } from '@jishi/contracts';
import { LedgerModule } from '@jishi/ledger';
import { SettlementModule } from '@jishi/settlement';
import { SubsidiesModule } from '@jishi/subsidies';
import { ContractsController } from '../contracts/contracts.controller';
import { LedgerController } from '../ledger/ledger.controller';
import { SubsidiesController } from '../subsidies/subsidies.controller';
import { BankController } from './bank.controller';
import { BarsController } from './bars.controller';
import { ChannelsController } from './channels.controller';
import { DefaultsController } from './defaults.controller';
import { DepositsController } from './deposits.controller';
import { PaymentsController } from './payments.controller';
import { ProviderNoticesController } from './provider-notices.controller';
import { RemediesController } from './remedies.controller';

/** The routes from contract to subsidy. */
@Module({
  imports: [LedgerModule, BiddingModule, ContractsModule, SettlementModule, SubsidiesModule],
  controllers: [
    ContractsController,
    DepositsController,
    DefaultsController,
    RemediesController,
    BarsController,
    BankController,
    ChannelsController,
    ProviderNoticesController,
    PaymentsController,
    LedgerController,
    SubsidiesController,
  ],
})
export class MoneyModule {}
