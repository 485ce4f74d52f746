import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AuctionClock } from '@jishi/bidding';
import { Database, subscriptions } from '@jishi/platform';
import { Consumers } from './consumers';
import { Loop } from './loop';
import { RelayService } from './relay.service';

const SWEEP_MS = 200;

/** The worker's life: checks its handlers, relays facts, and keeps the auctions' time. */
@Injectable()
export class WorkerService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly clock: Loop;

  constructor(
    private readonly database: Database,
    private readonly consumers: Consumers,
    private readonly relay: RelayService,
    auctionClock: AuctionClock,
  ) {
    this.clock = new Loop('auction clock', SWEEP_MS, () => auctionClock.sweep());
  }

  async onApplicationBootstrap(): Promise<void> {
    this.consumers.assertMatch(await subscriptions(this.database.manager));
    await this.relay.start();
    this.clock.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.clock.stop(), this.relay.stop()]);
  }
}
