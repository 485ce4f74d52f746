import { Inject, Injectable } from '@nestjs/common';
import { sha256Hex, unavailable } from '@jishi/kernel';
import { CONFIG, type Config } from '@jishi/platform';
import { type MovementFacts, NOTHING_YET } from './domain/movement';
import {
  type Capabilities,
  done,
  type NoticePage,
  type PaymentProvider,
  type ProviderAnswer,
  type ProviderNotice,
  type ProviderRequest,
  type Snapshot,
} from './provider.port';

/** Money that exists only in a demonstration. A real installation must not be able to pretend that it was paid. */
@Injectable()
export class SimulatedProvider implements PaymentProvider {
  readonly name = 'simulated';
  readonly source = null;

  /** Errors: `settlement.simulated_outside_demo`. */
  constructor(@Inject(CONFIG) config: Pick<Config, 'demo'>) {
    if (!config.demo) throw unavailable('settlement.simulated_outside_demo');
  }

  capabilities(): Capabilities {
    return {
      hold: 'collect',
      currencies: ['CNY'],
      maxHoldMs: null,
      refundWindowMs: null,
      maxAmountMinor: Number.MAX_SAFE_INTEGER,
      hasPage: false,
    };
  }

  begin(commandId: string, request: ProviderRequest): Promise<ProviderAnswer> {
    return this.did('in', commandId, request, { stage: 'captured', capturedMinor: request.amountMinor });
  }

  /** What came in was collected at once: there is nothing to capture or let go of. */
  capture(): Promise<ProviderAnswer> {
    return Promise.resolve({ outcome: 'refused', code: 'nothing_held' });
  }

  release(): Promise<ProviderAnswer> {
    return Promise.resolve({ outcome: 'refused', code: 'nothing_held' });
  }

  refund(commandId: string, request: ProviderRequest): Promise<ProviderAnswer> {
    return this.payout(commandId, request);
  }

  payout(commandId: string, request: ProviderRequest): Promise<ProviderAnswer> {
    return this.did('out', commandId, request, { stage: 'paid' });
  }

  inquire(): Promise<Snapshot | null> {
    return Promise.resolve(null);
  }

  find(): Promise<Snapshot | null> {
    return Promise.resolve(null);
  }

  parseNotice(): ProviderNotice[] {
    return [];
  }

  listSince(): Promise<NoticePage> {
    return Promise.resolve({ notices: [], cursor: '' });
  }

  /** A pure function of the command: asked twice, it gives the same answer, as a real provider's key does. */
  private did(
    direction: string,
    commandId: string,
    { currency }: ProviderRequest,
    facts: Partial<MovementFacts>,
  ): Promise<ProviderAnswer> {
    const reference = `SIM-${sha256Hex(`${direction}:${commandId}`).slice(0, 16).toUpperCase()}`;
    return Promise.resolve(done({ commandId, reference, currency, facts: { ...NOTHING_YET, ...facts }, payUrl: null }));
  }
}
