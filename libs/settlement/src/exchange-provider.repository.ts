import { rows, type Tx } from '@jishi/platform';
import type { ProviderName } from './provider.port';

export interface ExchangeProviderRow {
  provider: ProviderName;
  deposits: boolean;
  payments: boolean;
}

export const providersOf = (tx: Tx, exchangeId: string): Promise<ExchangeProviderRow[]> =>
  rows<ExchangeProviderRow>(tx, 'select provider, deposits, payments from exchange_provider where exchange_id = $1', [
    exchangeId,
  ]);

export async function setProvider(
  tx: Tx,
  exchangeId: string,
  { provider, deposits, payments }: ExchangeProviderRow,
  userId: string,
): Promise<void> {
  await rows(
    tx,
    `insert into exchange_provider (exchange_id, provider, deposits, payments, set_by) values ($1, $2, $3, $4, $5)
     on conflict (exchange_id, provider) do update set deposits = $3, payments = $4, set_by = $5,
       set_at = clock_timestamp()`,
    [exchangeId, provider, deposits, payments, userId],
  );
}
