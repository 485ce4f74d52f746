import { Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ListingsModule } from '@jishi/listings';
import { CONFIG, type Config, createLogger, Database, DatabaseClock, EventBus } from '@jishi/platform';
import { ApprovalService } from './approval.service';
import { AuctionClock } from './auction-clock';
import { BarService } from './bar.service';
import { biddingConsumers } from './bidding.consumers';
import { BiddingService } from './bidding.service';
import { BookTail } from './book-tail';
import { Books } from './books';
import { Hints } from './hints';
import { entropyPool } from './journal/entropy';
import { IncidentService } from './incident.service';
import { Journal } from './journal/journal';
import { realScheduler } from './journal/ports';
import { PostgresStore } from './journal/postgres-store';
import { Router } from './lease/router';
import { NoticeClock } from './notice-clock';
import { PostgresSaleTimes, SaleTimes } from './sale-times';
import { ObjectionService } from './objection.service';
import { OperationService } from './operation.service';
import { registerKey } from './proof.repository';
import { ProofService } from './proof.service';
import { sealedServices } from './sealed';
import { loadSigner, type Signer } from './signer';
import { TransfereesModule } from './transferees.module';
import { VoidBid } from './void-bid.act';
import { Witness, WitnessRelay } from './witness';
import { HttpWitness } from './witness-http';

const SIGNER = Symbol('SIGNER');
const logger = createLogger('journal');

@Module({
  imports: [ListingsModule, TransfereesModule],
  providers: [
    {
      provide: PostgresStore,
      inject: [CONFIG],
      useFactory: (config: Config) =>
        new PostgresStore(config.databaseUrl, (error) =>
          logger.warn({ error: error.message }, 'a connection was lost'),
        ),
    },
    {
      provide: SIGNER,
      inject: [CONFIG],
      useFactory: (config: Config) =>
        loadSigner({
          stateDir: config.stateDir,
          keys: process.env['JISHI_SIGNING_KEY'],
          suite: process.env['JISHI_SUITE'],
        }),
    },
    { provide: Hints, inject: [EventBus], useFactory: (bus: EventBus) => new Hints(bus) },
    {
      provide: Journal,
      inject: [CONFIG, PostgresStore, DatabaseClock, SIGNER, Hints],
      useFactory: (config: Config, store: PostgresStore, clock: DatabaseClock, signer: Signer, hints: Hints) =>
        new Journal({
          store,
          clock,
          signer,
          scheduler: realScheduler,
          entropy: entropyPool(),
          log: logger,
          onCommit: (grown) => hints.grown(grown),
          bidRate: { burst: 2 * config.bidsPerSecond, perSecond: config.bidsPerSecond },
        }),
    },
    {
      provide: Router,
      inject: [Journal, Database, DatabaseClock, EventBus],
      useFactory: (journal: Journal, database: Database, clock: DatabaseClock, bus: EventBus) =>
        new Router(journal, database, clock, bus),
    },
    Books,
    BookTail,
    BiddingService,
    ProofService,
    { provide: Witness, useFactory: () => new HttpWitness(process.env['JISHI_WITNESS_URL']) },
    WitnessRelay,
    { provide: SaleTimes, useClass: PostgresSaleTimes },
    AuctionClock,
    NoticeClock,
    ApprovalService,
    BarService,
    VoidBid,
    ObjectionService,
    IncidentService,
    OperationService,
    ...sealedServices,
    ...biddingConsumers,
  ],
  exports: [
    BiddingService,
    ProofService,
    WitnessRelay,
    BookTail,
    AuctionClock,
    NoticeClock,
    ApprovalService,
    BarService,
    ObjectionService,
    IncidentService,
    OperationService,
    ...sealedServices,
    ...biddingConsumers,
  ],
})
export class BiddingModule implements OnModuleInit, OnModuleDestroy {
  constructor(
    private readonly journal: Journal,
    private readonly router: Router,
    private readonly store: PostgresStore,
    private readonly hints: Hints,
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.database.onModuleInit();
    await this.clock.measure();
    for (const key of this.journal.signer.keys) await registerKey(this.database.manager, key);
    await this.journal.start();
    await this.router.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.journal.stop();
    await this.router.stop();
    this.hints.stop();
    await this.store.close();
  }
}
