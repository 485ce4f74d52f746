import { Module } from '@nestjs/common';
import { BiddingModule } from '@jishi/bidding';
import { ContractsModule } from '@jishi/contracts';
import { LedgerModule } from '@jishi/ledger';
import { SettlementModule } from '@jishi/settlement';
import { SubsidiesModule } from '@jishi/subsidies';
import { CertificatesController } from '../contracts/certificates.controller';
import { ContractsController } from '../contracts/contracts.controller';
import { LedgerController } from '../ledger/ledger.controller';
import { RewardPayrollsController } from '../subsidies/reward-payrolls.controller';
import { RewardRulesController } from '../subsidies/reward-rules.controller';
import { RewardsController } from '../subsidies/rewards.controller';
import { SubsidiesController } from '../subsidies/subsidies.controller';
import { BankController } from './bank.controller';
import { BarsController } from './bars.controller';
import { ChannelsController } from './channels.controller';
import { ContractMoneyController } from './contract-money.controller';
import { FeesController } from './fees.controller';
import { InvoicesController } from './invoices.controller';
import { DepositsController } from './deposits.controller';
import { PaymentsController } from './payments.controller';
import { ProviderNoticesController } from './provider-notices.controller';
import { ReconciliationController } from './reconciliation.controller';
import { DefaultsController } from './defaults.controller';
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
    ReconciliationController,
    ChannelsController,
    ProviderNoticesController,
    PaymentsController,
    ContractMoneyController,
    LedgerController,
    SubsidiesController,
    RewardsController,
    RewardRulesController,
    RewardPayrollsController,
    FeesController,
    InvoicesController,
    CertificatesController,
  ],
})
export class MoneyModule {}
