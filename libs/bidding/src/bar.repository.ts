import { maybeRow, rows, type Tx } from '@jishi/platform';

export interface BarRow {
  organisationId: string;
  organisationName: string;
  auctionId: string;
  auctionTitle: string;
  reason: string;
  barredUntil: Date;
  createdAt: Date;
}

const BAR = `select b.organisation_id as "organisationId", o.name as "organisationName", b.auction_id as "auctionId",
    coalesce(u.view::jsonb->>'title', '') as "auctionTitle", b.reason, b.barred_until as "barredUntil",
    b.created_at as "createdAt"
  from bidder_bar b join organisation o on o.id = b.organisation_id left join auction_shown u on u.id = b.auction_id`;

/** Told twice, it is the same bar. */
export async function insertBar(
  tx: Tx,
  bar: { organisationId: string; auctionId: string; reason: string; barredUntil: Date },
): Promise<void> {
  await rows(
    tx,
    `insert into bidder_bar (organisation_id, auction_id, reason, barred_until) values ($1, $2, $3, $4)
     on conflict (organisation_id, auction_id) do nothing`,
    [bar.organisationId, bar.auctionId, bar.reason, bar.barredUntil],
  );
}

/** The bar that lasts longest, while it lasts. */
export const findBar = (tx: Tx, organisationId: string): Promise<BarRow | null> =>
  maybeRow<BarRow>(
    tx,
    `${BAR} where b.organisation_id = $1 and b.barred_until > clock_timestamp() order by b.barred_until desc limit 1`,
    [organisationId],
  );

export const listBars = (
  tx: Tx,
  filter: { currentOnly: boolean; before: readonly [string, string] | null; limit: number },
): Promise<BarRow[]> =>
  rows<BarRow>(
    tx,
    `${BAR} where (not $1 or b.barred_until > clock_timestamp())
       and ($2::timestamptz is null or (date_trunc('milliseconds', b.created_at), b.auction_id) < ($2, $3::uuid))
     order by date_trunc('milliseconds', b.created_at) desc, b.auction_id desc limit $4`,
    [filter.currentOnly, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );
