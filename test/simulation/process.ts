import { sha256Hex } from '@jishi/kernel';
import type { Ack } from '../../libs/bidding/src/answers';
import { AuctionClock } from '../../libs/bidding/src/auction-clock';
import { Journal, type Submission } from '../../libs/bidding/src/journal/journal';
import { type JournalStore, StoreUnavailable } from '../../libs/bidding/src/journal/ports';
import type { SaleTimes } from '../../libs/bidding/src/sale-times';
import type { Signer } from '../../libs/bidding/src/signer';
import { ModelStore } from '../../libs/bidding/src/testing/model-store';
import { ProcessClock } from './process-clock';
import { ModelTimes, type Tables } from './tables';
import type { World } from './world';

/** What a test may put in place of the real thing, to see whether the invariants notice. */
export interface Sabotage {
  store?(store: JournalStore, process: Process): JournalStore;
  times?(times: SaleTimes): SaleTimes;
  clock?(clock: ProcessClock, world: World): Pick<ProcessClock, 'now' | 'errorMs'>;
}

const SWEEP_MS = 200;
/** Chance that the line breaks under one request. */
const BREAKS = 0.004;
const silent = { error: () => undefined, warn: () => undefined };

/** An api, gateway or worker as far as it concerns the book: a journal on a line of its own, a clock, perhaps the sweep. */
export class Process {
  alive = true;
  private started = false;
  readonly clock: ProcessClock;
  readonly journal: Journal;
  private readonly time: Pick<ProcessClock, 'now' | 'errorMs'>;
  /** From then on others may go on without it. */
  diedAtMs = Infinity;
  private landing = true;

  constructor(
    readonly world: World,
    tables: Tables,
    signer: Signer,
    name: string,
    sabotage: Sabotage,
  ) {
    this.clock = new ProcessClock(world, this);
    this.time = sabotage.clock?.(this.clock, world) ?? this.clock;
    const model = new ModelStore(
      tables,
      () => this.travel(),
      () => (world.fault(BREAKS) ? world.pick(['before', 'after'] as const) : null),
    );
    let salts = 0;
    this.journal = new Journal({
      store: sabotage.store?.(model, this) ?? model,
      clock: this.time,
      scheduler: world.schedulerOf(this),
      signer,
      entropy: () => sha256Hex(`${name} ${salts++}`).slice(0, 32),
      log: silent,
      maxBatch: world.pick([1, 5, 1_000]),
      maxQueue: world.chance(0.1) ? 3 : 20_000,
      bidRate: world.chance(0.2) ? { burst: 2, perSecond: 3 } : null,
      maxAuctions: world.pick([1, 5_000]),
    });
    const times = new ModelTimes(tables, world, this);
    const auctionClock = new AuctionClock(this.journal, sabotage.times?.(times) ?? times, this.time);
    void this.start(auctionClock).catch(() => undefined);
  }

  get ready(): boolean {
    return this.alive && this.started;
  }

  private async start(auctionClock: AuctionClock): Promise<void> {
    await this.clock.start();
    await this.journal.start();
    this.started = true;
    // Every process sweeps: any number of workers must be harmless.
    this.world.schedulerOf(this).every(SWEEP_MS, () => void auctionClock.sweep().catch(() => undefined));
  }

  /** Takes a command as the gateway or the api would; answers when the journal does. */
  async receive(submission: Omit<Submission, 'arrivedAtMs'>): Promise<{ ack: Ack; arrivedAtMs: number }> {
    const arrivedAtMs = this.time.now();
    if (!this.world.chance(0.3)) return { ack: await this.journal.submit({ ...submission, arrivedAtMs }), arrivedAtMs };
    // Over HTTP something else is looked at first.
    const release = this.journal.arrive(arrivedAtMs);
    try {
      await this.world.pause(this, () => new StoreUnavailable('the process died'));
      return { ack: await this.journal.submit({ ...submission, arrivedAtMs }), arrivedAtMs };
    } finally {
      release();
    }
  }

  /** Null while its clock cannot know that its machine slept. */
  clockErrorMs(): number | null {
    return this.clock.unsure ? null : this.time.errorMs();
  }

  /** Between any two awaits. What is on its way to the database may still land there, or not. */
  kill(): void {
    this.alive = false;
    this.diedAtMs = this.world.nowMs;
    this.landing = this.world.chance(0.5);
  }

  private travel(): Promise<void> {
    const died = (): Error => new StoreUnavailable('the process died');
    if (!this.alive) return Promise.reject(died());
    return this.world.sleep(this.world.delayMs()).then(() => {
      if (!this.alive && !this.landing) throw died();
    });
  }
}
