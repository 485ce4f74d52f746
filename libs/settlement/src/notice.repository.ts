import { newId } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { ProviderNotice } from './provider.port';

export interface NoticeRow {
  id: string;
  source: string;
  reference: string;
  outcome: string | null;
}

/** The id of a new notice; null for one that is known. */
export async function insertNotice(
  tx: Tx,
  source: string,
  { eventId, reference }: ProviderNotice,
  via: 'webhook' | 'backfill',
): Promise<string | null> {
  const id = newId();
  const inserted = await rows(
    tx,
    `insert into provider_notice (id, source, event_id, reference, via) values ($1, $2, $3, $4, $5)
     on conflict (source, event_id) do nothing returning id`,
    [id, source, eventId, reference, via],
  );
  return inserted.length === 1 ? id : null;
}

export const findNotice = (tx: Tx, id: string): Promise<NoticeRow | null> =>
  maybeRow<NoticeRow>(tx, 'select id, source, reference, outcome from provider_notice where id = $1', [id]);

export async function setApplied(tx: Tx, id: string, outcome: 'applied' | 'unknown_movement'): Promise<void> {
  await rows(
    tx,
    `update provider_notice set outcome = $2, applied_at = clock_timestamp() where id = $1 and applied_at is null`,
    [id, outcome],
  );
}

export const findCursor = async (tx: Tx, source: string): Promise<string | null> =>
  (await maybeRow<{ cursor: string }>(tx, 'select cursor from provider_cursor where source = $1', [source]))?.cursor ??
  null;

export async function setCursor(tx: Tx, source: string, cursor: string): Promise<void> {
  await rows(
    tx,
    `insert into provider_cursor (source, cursor) values ($1, $2)
     on conflict (source) do update set cursor = $2, listed_at = clock_timestamp()`,
    [source, cursor],
  );
}
