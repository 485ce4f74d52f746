import type { Clock } from '@jishi/kernel';
import { bestSample, withSample } from '@jishi/platform';
import type { Mortal, World } from './world';

const REFRESH_MS = 2_000;
const QUICK_MS = 20;
const DIED = (): Error => new Error('the process died');

/**
 * One process's estimate of database time, by the rules of the real one (`bestSample`, `withSample`): its monotonic clock began
 * anywhere, runs a little fast or slow, and stands still while the machine sleeps.
 */
export class ProcessClock implements Clock {
  private samples: Parameters<typeof bestSample>[0] = [];
  private readonly originMs: number;
  private readonly rate: number;
  private readonly bornMs: number;
  private sleptMs = 0;
  private begun = 0;
  /** Its machine has slept since it last measured: the estimate may be wrong by that, and cannot know. */
  unsure = false;

  constructor(
    private readonly world: World,
    private readonly owner: Mortal,
  ) {
    this.bornMs = world.nowMs;
    this.originMs = world.below(1e9);
    this.rate = 1 + (world.random() - 0.5) * 0.000_15;
  }

  async start(): Promise<void> {
    for (let i = 0; i < 3; i++) await this.measure();
    this.world.schedulerOf(this.owner).every(REFRESH_MS, () => void this.measure().catch(() => undefined));
  }

  now(): number {
    const monotonicMs = this.monotonicMs();
    return Math.floor(monotonicMs + bestSample(this.samples, monotonicMs)!.offsetMs);
  }

  errorMs(): number {
    return Math.ceil(bestSample(this.samples, this.monotonicMs())?.errorMs ?? Number.MAX_SAFE_INTEGER);
  }

  sleep(ms: number): void {
    this.sleptMs += ms;
    this.unsure = true;
  }

  private async measure(): Promise<void> {
    const slept = this.sleptMs;
    const nth = ++this.begun;
    const sent = this.monotonicMs();
    await this.world.pause(this.owner, DIED);
    const databaseMs = this.world.nowMs;
    await this.world.pause(this.owner, DIED);
    const received = this.monotonicMs();
    const offsetMs = databaseMs - (sent + received) / 2;
    const errorMs = (received - sent) / 2;
    this.samples = withSample(this.samples, { offsetMs, errorMs, takenAt: received, nth });
    // Only a quick measurement without a sleep in it proves the older ones wrong.
    if (slept === this.sleptMs && errorMs < QUICK_MS) this.unsure = false;
  }

  private monotonicMs(): number {
    return this.originMs + (this.world.nowMs - this.bornMs - this.sleptMs) * this.rate;
  }
}
