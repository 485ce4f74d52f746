import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Clock } from '@jishi/kernel';
import { Database, rows } from './database';

interface Sample {
  /** Database time minus this process's monotonic time, ms. */
  offsetMs: number;
  /** Half the round trip: the offset is right within this. */
  errorMs: number;
  takenAt: number;
  /** In the order in which they were begun. */
  nth: number;
}

const REFRESH_MS = 2_000;
const MAX_SAMPLES = 15;
/** Crystals drift by up to some 100 ppm; an old sample is worth less. */
const DRIFT = 0.0001;

/** Picks the sample with the smallest error at `monotonicMs`, ageing each by the possible drift. Pure. */
export function bestSample(samples: Sample[], monotonicMs: number): { offsetMs: number; errorMs: number } | null {
  let best: { offsetMs: number; errorMs: number } | null = null;
  for (const { offsetMs, errorMs, takenAt } of samples) {
    const aged = errorMs + (monotonicMs - takenAt) * DRIFT;
    if (!best || aged < best.errorMs) best = { offsetMs, errorMs: aged };
  }
  return best;
}

/**
 * The samples that can be right together with a fresh one, and it. Two that cannot mean that a clock was set, or that this
 * machine slept while its monotonic clock stood still: then only the fresh one is believed. One that was overtaken by another
 * is not fresh: the machine may have slept in it. Pure.
 */
export function withSample(samples: Sample[], fresh: Sample): Sample[] {
  if (samples.some(({ nth }) => nth > fresh.nth)) return samples;
  const agreeing = samples.filter(({ offsetMs, errorMs, takenAt }) => {
    const boundMs = errorMs + fresh.errorMs + (fresh.takenAt - takenAt) * DRIFT;
    return Math.abs(offsetMs - fresh.offsetMs) <= boundMs;
  });
  return [...agreeing.slice(1 - MAX_SAMPLES), fresh];
}

/**
 * Database time, estimated from this process's monotonic clock and a measured offset (architecture.md, flow 4).
 * A wrong or jumping wall clock of this machine changes nothing.
 */
@Injectable()
export class DatabaseClock implements Clock, OnModuleInit, OnModuleDestroy {
  private samples: Sample[] = [];
  private begun = 0;
  /** Of the best sample, looked for again with every new one: it is asked for several times a bid. */
  private offsetMs: number | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    await this.database.onModuleInit();
    for (let i = 0; i < 3; i++) await this.measure();
    this.timer = setInterval(() => void this.measure().catch(() => undefined), REFRESH_MS).unref();
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  now(): number {
    if (this.offsetMs === null) throw new Error('the database clock was read before it was measured');
    return Math.floor(performance.now() + this.offsetMs);
  }

  errorMs(): number {
    return Math.ceil(bestSample(this.samples, performance.now())?.errorMs ?? Number.MAX_SAFE_INTEGER);
  }

  /** One round trip. A failed measurement leaves the earlier ones, whose error bound grows. */
  async measure(): Promise<void> {
    const nth = ++this.begun;
    const sent = performance.now();
    const [answer] = await rows<{ ms: number }>(
      this.database.manager,
      'select extract(epoch from clock_timestamp())::float8 * 1000 as ms',
    );
    const received = performance.now();
    const [offsetMs, errorMs] = [answer!.ms - (sent + received) / 2, (received - sent) / 2];
    this.samples = withSample(this.samples, { offsetMs, errorMs, takenAt: received, nth });
    this.offsetMs = bestSample(this.samples, received)!.offsetMs;
  }
}
