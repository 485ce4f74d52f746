import { Database } from '@jishi/platform';
import { Providers } from '@jishi/settlement';
import type { StripeBench } from './stripe/bench';

/** The process died here: what it had committed or asked for stands, what it knew is gone. */
export class Death extends Error {}

/**
 * Counts what reaches outside the process: transactions and calls of the provider. At each it can die twice, before it happens
 * and after it happened but before anybody knew; from then on nothing happens until it is started again.
 */
export class Deaths {
  count = 0;
  deaths = 0;
  dieAt = Infinity;

  constructor(bench: StripeBench) {
    const database = bench.get(Database);
    const transaction = database.transaction.bind(database);
    database.transaction = <T>(work: Parameters<typeof transaction<T>>[0]) => this.step(() => transaction<T>(work));
    for (const name of ['stripe_card', 'stripe_alipay', 'stripe_wechat_pay'] as const) {
      const provider = bench.get(Providers).get(name);
      for (const call of ['begin', 'capture', 'release', 'refund', 'payout', 'inquire'] as const) {
        const work = provider[call].bind(provider) as (...given: unknown[]) => Promise<never>;
        provider[call] = (...given: unknown[]) => this.step(() => work(...given));
      }
    }
  }

  private async step<T>(work: () => Promise<T>): Promise<T> {
    this.check();
    const result = await work();
    this.check();
    return result;
  }

  private check(): void {
    if (this.count++ < this.dieAt) return;
    this.deaths += 1;
    throw new Death(`at ${this.dieAt}`);
  }
}
