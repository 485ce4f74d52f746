import { type DynamicModule, Module } from '@nestjs/common';
import { BiddingModule, QualificationModule } from '@jishi/bidding';
import { ContractsModule } from '@jishi/contracts';
import { LedgerModule } from '@jishi/ledger';
import { ListingsModule } from '@jishi/listings';
import { NotificationsModule } from '@jishi/notifications';
import { type Config, type Consumer, PlatformModule } from '@jishi/platform';
import { SettlementModule } from '@jishi/settlement';
import { SubsidiesModule } from '@jishi/subsidies';
import { Consumers, consumerTypes } from './consumers';
import { DeliveryService } from './delivery.service';
import './messages';
import { RelayService } from './relay.service';
import { WorkerService } from './worker.service';

/** Every lib that reacts to facts, and what brings the facts to them. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(config),
        LedgerModule,
        ListingsModule,
        BiddingModule,
        QualificationModule,
        ContractsModule,
        SettlementModule,
        SubsidiesModule,
        NotificationsModule,
      ],
      providers: [
        {
          provide: Consumers,
          inject: consumerTypes,
          useFactory: (...consumers: Consumer[]) => new Consumers(consumers),
        },
        DeliveryService,
        RelayService,
        WorkerService,
      ],
      exports: [Consumers, DeliveryService],
    };
  }
}
