import { notFound, unavailable } from '@jishi/kernel';
import type { Config } from '@jishi/platform';
import { OfflineBankProvider } from './offline-bank.provider';
import type { PaymentProvider, ProviderName } from './provider.port';
import { SimulatedProvider } from './simulated.provider';
import { createStripe } from './stripe/stripe-client';
import { STRIPE_CARD, STRIPE_COLLECT } from './stripe/stripe-methods';
import { StripeProvider } from './stripe/stripe.provider';

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

  isOn(name: ProviderName): boolean {
    return this.byName.has(name);
  }

  /** Whoever notifies under that name; any adapter of one source understands its notices. Errors: `settlement.no_such_source`. */
  ofSource(source: string): PaymentProvider {
    const provider = [...this.byName.values()].find((one) => one.source === source);
    if (!provider) throw notFound('settlement.no_such_source', { source });
    return provider;
  }

  sources(): string[] {
    return [...new Set([...this.byName.values()].flatMap(({ source }) => source ?? []))];
  }
}

export function createProviders({ demo, stripe }: Pick<Config, 'demo' | 'stripe'>): Providers {
  const adapters: PaymentProvider[] = [new OfflineBankProvider()];
  if (demo) adapters.push(new SimulatedProvider({ demo }));
  if (stripe) {
    const client = createStripe(stripe);
    for (const method of [STRIPE_CARD, ...STRIPE_COLLECT]) adapters.push(new StripeProvider(client, method, stripe));
  }
  return new Providers(adapters);
}
