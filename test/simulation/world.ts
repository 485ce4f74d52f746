import type { Scheduler } from '../../libs/bidding/src/journal/ports';
import { seeded } from '../../libs/bidding/src/testing/seeded';

/** Whatever can die: what it still had to do then never happens. */
export interface Mortal {
  readonly alive: boolean;
}

interface Turn {
  atMs: number;
  readonly tie: number;
  readonly owner: Mortal | null;
  readonly run: () => void;
  /** Called instead of `run` when its owner is dead by then. */
  readonly dropped: (() => void) | null;
}

/**
 * Everything that waits, waits here, each until its own moment, drawn from the seed: so requests, answers, timers and
 * continuations overtake each other in every way. Time is database time in ms and moves only from turn to turn.
 */
export class World {
  readonly random: () => number;
  nowMs = 1_000_000;
  /** Faults happen until this is set. */
  calm = false;
  turns = 0;
  private readonly heap: Turn[] = [];

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** A fault: none any more once it is calm. */
  fault(probability: number): boolean {
    return !this.calm && this.chance(probability);
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** A request's way: mostly quick, now and then so slow that the rest of the world has moved on. */
  delayMs(): number {
    const draw = this.random();
    if (this.calm || draw < 0.8) return this.below(4);
    if (draw < 0.95) return this.below(40);
    return draw < 0.993 ? this.below(400) : this.below(2_500);
  }

  after(delayMs: number, owner: Mortal | null, run: () => void, dropped: (() => void) | null = null): void {
    this.push({ atMs: this.nowMs + delayMs, tie: this.random(), owner, run, dropped });
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, null, resolve));
  }

  /** Between two awaits of a process; rejects with `death` when the process dies meanwhile. */
  pause(owner: Mortal, death: () => Error, delayMs = this.delayMs()): Promise<void> {
    return new Promise((resolve, reject) => this.after(delayMs, owner, resolve, () => reject(death())));
  }

  /** A process that is not scheduled for a while: everything it waits for comes later. */
  stall(owner: Mortal, ms: number): void {
    const mine = this.heap.filter((turn) => turn.owner === owner);
    const others = this.heap.filter((turn) => turn.owner !== owner);
    this.heap.length = 0;
    for (const turn of others) this.push(turn);
    for (const turn of mine) this.push({ ...turn, atMs: Math.max(turn.atMs, this.nowMs + ms) });
  }

  /** The ports of one process's journal. */
  schedulerOf(owner: Mortal): Scheduler {
    return {
      defer: (run) => this.after(0, owner, run),
      every: (ms, run) => {
        let on = true;
        const next = (): void =>
          this.after(ms + this.below(ms), owner, () => {
            if (!on) return;
            run();
            next();
          });
        next();
        return () => (on = false);
      },
    };
  }

  /** Runs turn after turn until `done`; false when that was not before `untilMs`. */
  async run(done: () => boolean, untilMs: number): Promise<boolean> {
    while (!done()) {
      if ((this.heap[0]?.atMs ?? Infinity) > untilMs) {
        this.nowMs = untilMs;
        return false;
      }
      const turn = this.pop()!;
      this.nowMs = Math.max(this.nowMs, turn.atMs);
      this.turns += 1;
      if (turn.owner === null || turn.owner.alive) turn.run();
      else turn.dropped?.();
      // Let every promise that can go on do so, before the next turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return true;
  }

  private push(turn: Turn): void {
    const { heap } = this;
    let at = heap.push(turn) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(turn, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = turn;
  }

  private pop(): Turn | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

const before = (a: Turn, b: Turn): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.tie < b.tie);
