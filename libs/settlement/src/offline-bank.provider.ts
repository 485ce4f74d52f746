import { Injectable } from '@nestjs/common';
import type {
  Capabilities,
  NoticePage,
  PaymentProvider,
  ProviderAnswer,
  ProviderNotice,
  Snapshot,
} from './provider.port';

const WAITING: ProviderAnswer = { outcome: 'waiting' };

/**
 * Bank transfers into the exchange's settlement account. Nothing can be called: money in is known from the imported
 * statement, money out from the people who made and checked the transfer.
 */
@Injectable()
export class OfflineBankProvider implements PaymentProvider {
  readonly name = 'offline_bank';
  readonly source = null;

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

  begin(): Promise<ProviderAnswer> {
    return Promise.resolve(WAITING);
  }

  capture(): Promise<ProviderAnswer> {
    return Promise.resolve(WAITING);
  }

  release(): Promise<ProviderAnswer> {
    return Promise.resolve(WAITING);
  }

  refund(): Promise<ProviderAnswer> {
    return Promise.resolve(WAITING);
  }

  payout(): Promise<ProviderAnswer> {
    return Promise.resolve(WAITING);
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
}
