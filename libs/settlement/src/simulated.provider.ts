import { Inject, Injectable } from '@nestjs/common';
import { sha256Hex, unavailable } from '@jishi/kernel';
import { CONFIG, type Config } from '@jishi/platform';
import type { PaymentProvider, ProviderAnswer } from './provider.port';

/** Money that exists only in a demonstration. A real installation must not be able to pretend that it was paid. */
@Injectable()
export class SimulatedProvider implements PaymentProvider {
  readonly name = 'simulated';

  /** Errors: `settlement.simulated_outside_demo`. */
  constructor(@Inject(CONFIG) config: Pick<Config, 'demo'>) {
    if (!config.demo) throw unavailable('settlement.simulated_outside_demo');
  }

  capabilities(): { hold: 'collect'; currencies: readonly string[] } {
    return { hold: 'collect', currencies: ['CNY'] };
  }

  collect(commandId: string): Promise<ProviderAnswer> {
    return Promise.resolve({ outcome: 'done', providerReference: this.reference('in', commandId) });
  }

  payout(commandId: string): Promise<ProviderAnswer> {
    return Promise.resolve({ outcome: 'done', providerReference: this.reference('out', commandId) });
  }

  /** A pure function of the command: asked twice, it gives the same answer, as a real provider's key does. */
  private reference(direction: string, commandId: string): string {
    return `SIM-${sha256Hex(`${direction}:${commandId}`).slice(0, 16).toUpperCase()}`;
  }
}
