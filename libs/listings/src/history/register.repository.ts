import { newId } from '@jishi/kernel';
import { rows, type Tx } from '@jishi/platform';
import type { HistoryKind } from './fields';
import type { HistoryRecord } from './read-row';
import { tableOf } from './tables';

/** A record's fields as one JSON object, days as text. */
const recordOf = (kind: HistoryKind): string =>
  tableOf(kind)
    .columns.map(({ field, column, type }) =>
      type === 'date' ? `'${field}', to_char(t.${column}, 'YYYY-MM-DD')` : `'${field}', t.${column}`,
    )
    .join(', ');

export interface Known {
  id: string;
  key: string;
  record: HistoryRecord;
}

/** What the exchange has already under these numbers. */
export function findKnown(tx: Tx, kind: HistoryKind, exchangeId: string, keys: readonly string[]): Promise<Known[]> {
  const { name, keyColumn } = tableOf(kind);
  return rows<Known>(
    tx,
    `select t.id, t.${keyColumn} as key, json_build_object(${recordOf(kind)}) as record
     from ${name} t where t.exchange_id = $1 and t.${keyColumn} = any($2)`,
    [exchangeId, keys],
  );
}

/**
 * Good rows become history and say what they became; answers which did. Rows whose number was taken meanwhile stay as they are.
 */
export async function carryOut(
  tx: Tx,
  owner: { id: string; exchangeId: string; kind: HistoryKind },
  rowNumbers: readonly number[],
): Promise<number[]> {
  const { name, keyColumn, columns } = tableOf(owner.kind);
  const names = columns.map(({ column }) => column).join(', ');
  const fields = columns.map(({ field }) => `x."${field}"`).join(', ');
  const shape = columns.map(({ field, type }) => `"${field}" ${type}`).join(', ');
  const done = await rows<{ rowNumber: number }>(
    tx,
    `with added as (
       insert into ${name} (id, exchange_id, import_id, ${names})
       select gen_random_uuid(), $2, $1, ${fields} from history_row r, jsonb_to_record(r.record) as x(${shape})
       where r.import_id = $1 and r.row_number = any($3) and r.status = 'ok'
       on conflict (exchange_id, ${keyColumn}) do nothing returning id, ${keyColumn} as key)
     update history_row r set status = 'imported', target_id = a.id from added a
     where r.import_id = $1 and r.row_number = any($3) and r.key = a.key returning r.row_number as "rowNumber"`,
    [owner.id, owner.exchangeId, rowNumbers],
  );
  return done.map(({ rowNumber }) => rowNumber);
}

export interface HistoryEntry {
  id: string;
  record: HistoryRecord;
  importId: string | null;
  createdAt: Date;
}

const SEARCHED: Record<HistoryKind, string> = {
  members: `concat_ws(' ', t.member_number, t.name, t.uscc)`,
  listings: `concat_ws(' ', t.listing_number, t.title, t.transferor_name, t.patent_number)`,
  deals: `concat_ws(' ', t.contract_number, t.title, t.seller_name, t.buyer_name)`,
};

/** The history of an exchange by its own numbers; deals settled here are among the deals. */
export function listHistory(
  tx: Tx,
  kind: HistoryKind,
  exchangeId: string,
  query: { q?: string; importId?: string; after?: [string, string]; limit: number },
): Promise<HistoryEntry[]> {
  const { name, keyColumn } = tableOf(kind);
  return rows<HistoryEntry>(
    tx,
    `select t.id, json_build_object(${recordOf(kind)}) as record, t.import_id as "importId",
       t.created_at as "createdAt"
     from ${name} t where t.exchange_id = $1
       and ($2::text is null or strpos(lower(${SEARCHED[kind]}), lower($2)) > 0)
       and ($3::uuid is null or t.import_id = $3)
       and ($4::text is null or (t.${keyColumn} collate "C", t.id) > ($4, $5::uuid))
     order by t.${keyColumn} collate "C", t.id limit $6`,
    [
      exchangeId,
      query.q ?? null,
      query.importId ?? null,
      query.after?.[0] ?? null,
      query.after?.[1] ?? null,
      query.limit,
    ],
  );
}

/** A deal settled here joins those that can be compared; told twice, it is there once. */
export const insertSettledDeal = (tx: Tx, volumeRecordId: string): Promise<unknown> =>
  rows(
    tx,
    `insert into registered_deal (id, exchange_id, contract_number, title, contract_type, ip_kind, field_code, ipc,
       seller_name, buyer_name, seller_uscc, buyer_uscc, region_code, price_minor, technical_minor, signed_on,
       volume_record_id)
     select $2, v.exchange_id, c.number, left(c.title, 500),
       case when v.contract_type like '%licence' then 'licence' else 'transfer' end, a.ip_kind, coalesce(v.field_code, ''),
       a.ipc, f.name, t.name, f.uscc, t.uscc, v.region_code, v.contract_amount_minor, v.technical_amount_minor,
       (coalesce(c.signed_at, v.recorded_at) at time zone 'Asia/Shanghai')::date, v.id
     from volume_record v join contract c on c.id = v.contract_id join listing l on l.id = c.listing_id
     join achievement a on a.id = l.achievement_id join organisation f on f.id = v.transferor_id
     join organisation t on t.id = v.transferee_id where v.id = $1
     on conflict (volume_record_id) do nothing`,
    [volumeRecordId, newId()],
  );
