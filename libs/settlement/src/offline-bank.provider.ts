import { Injectable } from '@nestjs/common';
import type { PaymentProvider, ProviderAnswer } from './provider.port';

/**
 * Bank transfers into the exchange's settlement account. Nothing can be called: money in is known from the imported
 * statement, money out from the people who made and checked the transfer.
 */
@Injectable()
export class OfflineBankProvider implements PaymentProvider {
  readonly name = 'offline_bank';

  capabilities(): { hold: 'collect'; currencies: readonly string[] } {
    return { hold: 'collect', currencies: ['CNY'] };
  }

  collect(): Promise<ProviderAnswer> {
    return Promise.resolve({ outcome: 'waiting' });
  }

  payout(): Promise<ProviderAnswer> {
    return Promise.resolve({ outcome: 'waiting' });
  }
}
