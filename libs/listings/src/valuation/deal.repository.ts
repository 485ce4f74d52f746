import { rows, type Tx } from '@jishi/platform';
import type { IpKind } from '@jishi/pricing';

export const CONTRACT_TYPES = ['transfer', 'licence', 'development', 'consulting', 'service'] as const;
export type ContractType = (typeof CONTRACT_TYPES)[number];

export interface DealRow {
  id: string;
  exchangeId: string;
  title: string;
  contractType: ContractType;
  ipKind: IpKind;
  fieldCode: string;
  ipc: string[];
  regionCode: string | null;
  year: number;
  priceMinor: number;
  royaltyPpm: number | null;
  sellerName: string;
  buyerName: string;
}

/** What a worksheet keeps of a deal: nothing that names its parties. */
export interface FrozenDeal {
  dealId: string;
  year: number;
  contractType: ContractType;
  ipKind: IpKind;
  fieldCode: string;
  regionCode: string | null;
  priceMinor: number;
  royaltyPpm: number | null;
}

const DEAL = `select d.id, d.exchange_id as "exchangeId", d.title, d.contract_type as "contractType",
  d.ip_kind as "ipKind", d.field_code as "fieldCode", d.ipc, d.region_code as "regionCode",
  extract(year from d.signed_on)::int as year, d.price_minor as "priceMinor", d.royalty_ppm as "royaltyPpm",
  d.seller_name as "sellerName", d.buyer_name as "buyerName" from registered_deal d`;

export interface DealFilter {
  field: string | null;
  ipc: string | null;
  contractType: string | null;
  ipKind: string | null;
  region: string | null;
  fromYear: number | null;
  toYear: number | null;
  minMinor: number | null;
  maxMinor: number | null;
}

/** The newest that pass the filter, as many as are asked for: likeness is judged by a rule and not here. */
export const listDeals = (tx: Tx, filter: DealFilter, limit: number): Promise<DealRow[]> =>
  rows<DealRow>(
    tx,
    `${DEAL} where ($1::text is null or d.field_code = $1)
       and ($2::text is null or exists (select 1 from unnest(d.ipc) symbol
         where starts_with(upper(replace(symbol, ' ', '')), $2)))
       and ($3::text is null or d.contract_type = $3) and ($4::text is null or d.ip_kind = $4)
       and ($5::text is null or starts_with(d.region_code, $5))
       and ($6::int is null or d.signed_on >= make_date($6, 1, 1))
       and ($7::int is null or d.signed_on <= make_date($7, 12, 31))
       and ($8::bigint is null or d.price_minor >= $8) and ($9::bigint is null or d.price_minor <= $9)
     order by d.signed_on desc, d.id desc limit $10`,
    [
      filter.field,
      filter.ipc,
      filter.contractType,
      filter.ipKind,
      filter.region,
      filter.fromYear,
      filter.toYear,
      filter.minMinor,
      filter.maxMinor,
      limit,
    ],
  );

export const findDeals = (tx: Tx, ids: readonly string[]): Promise<DealRow[]> =>
  rows<DealRow>(tx, `${DEAL} where d.id = any($1)`, [ids]);
