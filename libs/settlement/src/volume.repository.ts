import { newId, type Fen } from '@jishi/kernel';
import { row, rows, type Tx } from '@jishi/platform';
import type { MoneyFilter } from './money-scope';

export interface VolumeRow {
  id: string;
  contractId: string;
  contractNumber: string;
  contractType: string;
  title: string;
  contractAmountMinor: Fen;
  technicalAmountMinor: Fen;
  currency: string;
  exchangeId: string;
  transferorId: string;
  transferorName: string;
  transfereeId: string;
  transfereeName: string;
  windowId: string | null;
  windowName: string | null;
  /** Took part without adding volume: other markets that showed the listing, and the window that brought the buyer. */
  linkedMarkets: string[];
  buyerWindowName: string | null;
  regionCode: string;
  transfereeRegionCode: string;
  fieldCode: string | null;
  pricingWay: string;
  year: number;
  createdAt: Date;
}

/** Counts the contract where the window that brought it is, else where the listing is. */
export async function insertVolume(tx: Tx, contractId: string, year: number): Promise<string> {
  const { id } = await row<{ id: string }>(
    tx,
    `insert into volume_record (id, contract_id, contract_type, contract_amount_minor, technical_amount_minor, currency,
       exchange_id, transferor_id, transferee_id, window_id, region_code, transferee_region_code, field_code,
       pricing_way, year)
     select $1, c.id, c.type, c.contract_amount_minor, c.technical_amount_minor, c.currency, c.exchange_id,
       c.transferor_id, c.transferee_id, l.window_id, coalesce(w.region_code, l.region_code), t.region_code,
       nullif(l.field_code, ''), l.pricing_way, $3
     from contract c join listing l on l.id = c.listing_id join organisation t on t.id = c.transferee_id
     left join service_window w on w.id = l.window_id where c.id = $2
     returning id`,
    [newId(), contractId, year],
  );
  return id;
}

export const listVolumes = (tx: Tx, filter: MoneyFilter & { year?: number }): Promise<VolumeRow[]> =>
  rows<VolumeRow>(
    tx,
    `select v.id, v.contract_id as "contractId", c.number as "contractNumber", v.contract_type as "contractType", c.title,
       v.contract_amount_minor as "contractAmountMinor", v.technical_amount_minor as "technicalAmountMinor", v.currency,
       v.exchange_id as "exchangeId", v.transferor_id as "transferorId", f.name as "transferorName",
       v.transferee_id as "transfereeId", t.name as "transfereeName", v.window_id as "windowId", w.name as "windowName",
       (select coalesce(jsonb_agg(e.name order by m.linked_at), '[]') from listing_market m
        join organisation e on e.id = m.exchange_id where m.listing_id = c.listing_id and m.linked_at is not null
          and (m.removed_at is null or m.removed_at > c.created_at)) as "linkedMarkets",
       (select b.name from application p join application_origin g on g.application_id = p.id
        join service_window b on b.id = g.window_id
        where p.listing_id = c.listing_id and p.organisation_id = v.transferee_id) as "buyerWindowName",
       v.region_code as "regionCode", v.transferee_region_code as "transfereeRegionCode", v.field_code as "fieldCode",
       v.pricing_way as "pricingWay", v.year, v.recorded_at as "createdAt"
     from volume_record v join contract c on c.id = v.contract_id join organisation f on f.id = v.transferor_id
     join organisation t on t.id = v.transferee_id left join service_window w on w.id = v.window_id
     where ($1::uuid is null or $1 in (v.exchange_id, v.transferor_id, v.transferee_id, w.organisation_id))
       and ($2::int is null or v.year = $2)
       and ($3::timestamptz is null or (date_trunc('milliseconds', v.recorded_at), v.id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', v.recorded_at) desc, v.id desc limit $5`,
    [filter.organisationId, filter.year ?? null, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );

export const databaseTime = async (tx: Tx): Promise<number> =>
  Math.floor((await row<{ ms: number }>(tx, 'select extract(epoch from clock_timestamp())::float8 * 1000 as ms')).ms);

export async function insertSettlement(
  tx: Tx,
  values: {
    contractId: string;
    paymentId: string;
    transferId: string | null;
    payoutId: string | null;
    certificateId: string;
  },
): Promise<void> {
  await rows(
    tx,
    `insert into settlement (id, contract_id, payment_id, transfer_id, payout_id, certificate_id)
     values ($1, $2, $3, $4, $5, $6)`,
    [newId(), values.contractId, values.paymentId, values.transferId, values.payoutId, values.certificateId],
  );
}
