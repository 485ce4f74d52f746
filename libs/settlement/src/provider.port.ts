import type { Fen } from '@jishi/kernel';

export type ProviderName = 'offline_bank' | 'simulated';

export interface ProviderRequest {
  amountMinor: Fen;
  currency: string;
  /** Who pays or is paid. */
  partyName: string;
  reference: string;
}

/** `waiting`: the provider works by itself (people and a bank statement) and its answer comes another way. */
export type ProviderAnswer =
  { outcome: 'done'; providerReference: string } | { outcome: 'waiting' } | { outcome: 'refused'; code: string };

/**
 * How money really moves. Called outside any transaction, with the id of a stored command as idempotency key: the same
 * id again is the same movement. A thrown error means unknown, never failed.
 */
export interface PaymentProvider {
  readonly name: ProviderName;
  capabilities(): { hold: 'authorise' | 'collect' | 'guarantee'; currencies: readonly string[] };
  collect(commandId: string, request: ProviderRequest): Promise<ProviderAnswer>;
  payout(commandId: string, request: ProviderRequest): Promise<ProviderAnswer>;
}
