import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { BiddingModule, CounterModule, QualificationModule } from '@jishi/bidding';
import { AccessGuard, IdentityModule } from '@jishi/identity';
import { ListingsModule, OfficeModule } from '@jishi/listings';
import { NotificationsModule } from '@jishi/notifications';
import { type Config, PlatformModule } from '@jishi/platform';
import { SettlementModule } from '@jishi/settlement';
import { WindowsModule } from '@jishi/windows';
import { ApprovalsController } from './bidding/approvals.controller';
import { AuctionsController } from './bidding/auctions.controller';
import { BidArrivals } from './bidding/bid-arrivals';
import { BidsController } from './bidding/bids.controller';
import { IncidentsController } from './bidding/incidents.controller';
import { ObjectionsController } from './bidding/objections.controller';
import { OperatorController } from './bidding/operator.controller';
import { OperatorDesk } from './bidding/operator-desk';
import { ProofController } from './bidding/proof.controller';
import { SalesController } from './bidding/sales.controller';
import { SealedController } from './bidding/sealed.controller';
import { SealedOpeningController } from './bidding/sealed-opening.controller';
import { HistoryController } from './history/history.controller';
import { OrganisationsController } from './identity/organisations.controller';
import { SessionsController } from './identity/sessions.controller';
import { listingsControllers } from './listings/listings.area';
import { ApplicationsController } from './qualification/applications.controller';
import { notificationsControllers } from './notifications/notifications.area';
import { ConfirmationsController } from './qualification/confirmations.controller';
import { FirstRefusalsController } from './qualification/first-refusals.controller';
import { RelationsController } from './qualification/relations.controller';
import { AuditController } from './system/audit.controller';
import { MoneyModule } from './settlement/money.module';
import { SystemController } from './system/system.controller';
import { ValuationsController } from './valuation/valuations.controller';
import { windowsControllers } from './windows/windows.area';

/** Every area of the api: its lib's module, and its controllers. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config),
        IdentityModule,
        WindowsModule,
        ListingsModule,
        BiddingModule,
        QualificationModule,
        CounterModule,
        OfficeModule,
        SettlementModule,
        MoneyModule,
        NotificationsModule,
      ],
      controllers: [
        SystemController,
        AuditController,
        SessionsController,
        OrganisationsController,
        ...windowsControllers,
        ...listingsControllers,
        ValuationsController,
        HistoryController,
        ApplicationsController,
        ConfirmationsController,
        FirstRefusalsController,
        RelationsController,
        AuctionsController,
        SalesController,
        BidsController,
        OperatorController,
        ObjectionsController,
        IncidentsController,
        ApprovalsController,
        ProofController,
        SealedController,
        SealedOpeningController,
        ...notificationsControllers,
      ],
      providers: [BidArrivals, OperatorDesk, { provide: APP_GUARD, useClass: AccessGuard }],
    };
  }
}
