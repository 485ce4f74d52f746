import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AuctionClock, ConfirmationService, NoticeClock, WitnessRelay } from '@jishi/bidding';
import { LedgerService } from '@jishi/ledger';
import { Database, subscriptions } from '@jishi/platform';
import { DepositClock, HoldClock, NoticeService, ReconciliationService, TrialService } from '@jishi/settlement';
import { Consumers } from './consumers';
import { Loop } from './loop';
import { RelayService } from './relay.service';

const SWEEP_MS = 200;
/** Notices begin and end by the day; in a demonstration by the second. */
const NOTICES_MS = 1_000;
/** A witness hears of a growing book about so often. */
const WITNESS_MS = 1_000;
/** Deadlines of sellers are days; a second late is in time. */
const SILENCE_MS = 1_000;
/** Money set aside too long is free again about so soon. */
const RESERVES_MS = 5_000;

/** Notices of payment providers that never arrived are looked up. */
const BACKFILL_MS = 60_000;
/** Holds of payers run out after days; asking about each is paced by itself. */
const HOLDS_MS = 10_000;
/** Days that are over are reconciled soon after midnight in China, and again when a statement comes. */
const RECONCILIATION_MS = 30_000;
/** Terms of deposits and of winners are days; in a demonstration seconds. */
const TERMS_MS = 5_000;

/** The worker's life: checks its handlers, relays facts, keeps the auctions' time, and tells the witness. */
@Injectable()
export class WorkerService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly clock: Loop;
  private readonly notices: Loop;
  private readonly witness: Loop;
  private readonly silence: Loop;
  private readonly reserves: Loop;
  private readonly backfill: Loop;
  private readonly holds: Loop;
  private readonly reconciliation: Loop;
  private readonly terms: Loop;
  private readonly trials: Loop;

  constructor(
    private readonly database: Database,
    private readonly consumers: Consumers,
    private readonly relay: RelayService,
    auctionClock: AuctionClock,
    noticeClock: NoticeClock,
    witness: WitnessRelay,
    confirmations: ConfirmationService,
    ledger: LedgerService,
    providerNotices: NoticeService,
    holds: HoldClock,
    reconciliation: ReconciliationService,
    deposits: DepositClock,
    trials: TrialService,
  ) {
    this.clock = new Loop('auction clock', SWEEP_MS, () => auctionClock.sweep());
    this.notices = new Loop('notice clock', NOTICES_MS, () => noticeClock.sweep());
    this.witness = new Loop('witness', WITNESS_MS, () => witness.sweep());
    this.silence = new Loop('sellers’ silence', SILENCE_MS, () => confirmations.sweep());
    this.reserves = new Loop('reserves', RESERVES_MS, async () => void (await ledger.expireDue()));
    this.backfill = new Loop('provider notices', BACKFILL_MS, () => providerNotices.backfill());
    this.holds = new Loop('holds', HOLDS_MS, () => holds.sweep());
    this.reconciliation = new Loop(
      'reconciliation',
      RECONCILIATION_MS,
      async () => void (await reconciliation.sweep()),
    );
    this.terms = new Loop('terms of deposits', TERMS_MS, () => deposits.sweep());
    this.trials = new Loop('trials', HOLDS_MS, () => trials.sweep());
  }

  async onApplicationBootstrap(): Promise<void> {
    this.consumers.assertMatch(await subscriptions(this.database.manager));
    await this.relay.start();
    this.clock.start();
    this.notices.start();
    this.witness.start();
    this.silence.start();
    this.reserves.start();
    this.backfill.start();
    this.holds.start();
    this.reconciliation.start();
    this.terms.start();
    this.trials.start();
  }

  async onModuleDestroy(): Promise<void> {
    const loops = [
      this.clock,
      this.notices,
      this.witness,
      this.silence,
      this.reserves,
      this.backfill,
      this.holds,
      this.reconciliation,
      this.terms,
      this.trials,
    ];
    await Promise.all([...loops.map((loop) => loop.stop()), this.relay.stop()]);
  }
}
