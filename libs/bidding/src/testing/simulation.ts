import type { Scheduler } from '../journal/ports';

/** A small seeded generator (mulberry32): the same seed, the same run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Everything that waits, waits here; which of it happens next is drawn from the seed. Time moves only between turns. */
export class Simulation implements Scheduler {
  readonly random: () => number;
  nowMs = 1_000_000;
  private readonly waiting: (() => void)[] = [];
  private readonly repeated = new Set<() => void>();

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)]!;
  }

  /** Somewhere between two awaits: anything may happen before this goes on. */
  pause(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  defer(run: () => void): void {
    this.waiting.push(run);
  }

  every(_ms: number, run: () => void): () => void {
    this.repeated.add(run);
    return () => this.repeated.delete(run);
  }

  readonly clock = { now: (): number => this.nowMs, errorMs: (): number => 0 };

  /** Runs until nothing waits. `between` is called before every turn and may add to it. */
  async run(between: (turn: number) => void, turns: number): Promise<void> {
    for (let turn = 0; turn < turns || this.waiting.length > 0; turn++) {
      if (turn < turns) between(turn);
      if (turn > turns + 100_000) throw new Error('the simulation does not come to rest');
      if (this.chance(0.05)) for (const run of this.repeated) run();
      const next = this.waiting.splice(Math.floor(this.random() * this.waiting.length), 1)[0];
      next?.();
      // Let every promise that can go on do so, before the next turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
