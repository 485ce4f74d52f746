import { unavailable } from '@jishi/kernel';
import type { Config } from '@jishi/platform';
import { OfflineBankProvider } from './offline-bank.provider';
import type { PaymentProvider, ProviderName } from './provider.port';
import { SimulatedProvider } from './simulated.provider';

/** The adapters of this installation, by name. */
export class Providers {
  private readonly byName: Map<string, PaymentProvider>;

  constructor(providers: readonly PaymentProvider[]) {
    this.byName = new Map(providers.map((provider) => [provider.name, provider]));
  }

  /** Errors: `settlement.provider_off`. */
  get(name: ProviderName): PaymentProvider {
    const provider = this.byName.get(name);
    if (!provider) throw unavailable('settlement.provider_off', { provider: name });
    return provider;
  }
}

export const createProviders = (config: Pick<Config, 'demo'>): Providers =>
  new Providers([new OfflineBankProvider(), ...(config.demo ? [new SimulatedProvider(config)] : [])]);
