import { Injectable } from '@nestjs/common';
import { invalid } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, type Tx } from '@jishi/platform';
import * as repository from './exchange-provider.repository';
import type { ExchangeProviderRow } from './exchange-provider.repository';
import { requireExchange } from './money-scope';
import type { SubjectKind } from './movement.repository';
import { type Capabilities, type ProviderName, PROVIDERS } from './provider.port';
import { Providers } from './providers';

/** A way to pay as an exchange offers it. `on`: this installation has what it needs for it. */
export interface Channel extends ExchangeProviderRow {
  on: boolean;
  capabilities: Capabilities | null;
}

/** What can be chosen; simulated money is a demonstration's own and belongs to no exchange. */
const CHOICES: readonly ProviderName[] = PROVIDERS.filter((name) => name !== 'simulated');

/** Through which providers an exchange takes deposits and prices. */
@Injectable()
export class ExchangeProviderService {
  constructor(
    private readonly database: Database,
    private readonly providers: Providers,
  ) {}

  async list(exchangeId: string, tx: Tx = this.database.manager): Promise<Channel[]> {
    const chosen = await repository.providersOf(tx, exchangeId);
    return CHOICES.map((provider) => {
      const on = this.providers.isOn(provider);
      const { deposits, payments } = chosen.find((one) => one.provider === provider) ?? {
        deposits: provider === 'offline_bank',
        payments: provider === 'offline_bank',
      };
      return {
        provider,
        deposits,
        payments,
        on,
        capabilities: on ? this.providers.get(provider).capabilities() : null,
      };
    });
  }

  /** The ways this sum may be paid here and now. */
  async offered(exchangeId: string, kind: SubjectKind, amountMinor: number): Promise<Channel[]> {
    return (await this.list(exchangeId)).filter(
      (channel) =>
        channel.capabilities !== null &&
        (kind === 'deposit' ? channel.deposits : channel.payments) &&
        amountMinor <= channel.capabilities.maxAmountMinor,
    );
  }

  /** Errors: `settlement.other_exchange`, `settlement.unknown_provider`, `settlement.bank_always`. */
  async set(actor: Actor, chosen: readonly ExchangeProviderRow[]): Promise<Channel[]> {
    const exchangeId = actor.organisationId;
    requireExchange(actor, exchangeId);
    const errors = chosen.flatMap((one, index) => {
      const path = `providers[${index}].provider`;
      if (!CHOICES.includes(one.provider)) return [{ path, code: 'settlement.unknown_provider' }];
      const closesBank = one.provider === 'offline_bank' && !(one.deposits && one.payments);
      return closesBank ? [{ path, code: 'settlement.bank_always' }] : [];
    });
    if (errors.length > 0) throw invalid('settlement.bad_providers', {}, errors);
    return this.database.transaction(async (tx) => {
      const before = await repository.providersOf(tx, exchangeId);
      for (const one of chosen) await repository.setProvider(tx, exchangeId, one, actor.userId);
      await audit(tx, {
        actorId: actor.userId,
        organisationId: exchangeId,
        action: 'exchange.providers_set',
        subjectType: 'organisation',
        subjectId: exchangeId,
        detail: { before, after: chosen },
      });
      return this.list(exchangeId, tx);
    });
  }
}
