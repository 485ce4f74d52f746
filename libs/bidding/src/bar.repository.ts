import { maybeRow, rows, type Tx } from '@jishi/platform';

export interface BarRow {
  organisationId: string;
  organisationName: string;
  auctionId: string;
  auctionTitle: string;
  reason: string;
  barredUntil: Date;
  /** Why it is to be lifted, who asked for that, and since when it is. */
  liftReason: string | null;
  liftProposedBy: string | null;
  liftedAt: Date | null;
  createdAt: Date;
}

const BAR = `select b.organisation_id as "organisationId", o.name as "organisationName", b.auction_id as "auctionId",
    coalesce(u.view::jsonb->>'title', '') as "auctionTitle", b.reason, b.barred_until as "barredUntil",
    b.lift_reason as "liftReason", b.lift_proposed_by as "liftProposedBy", b.lifted_at as "liftedAt", b.created_at as "createdAt"
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
    `${BAR} where b.organisation_id = $1 and b.barred_until > clock_timestamp()
       and b.lifted_at is null order by b.barred_until desc limit 1`,
    [organisationId],
  );

export const listBars = (
  tx: Tx,
  filter: { currentOnly: boolean; before: readonly [string, string] | null; limit: number },
): Promise<BarRow[]> =>
  rows<BarRow>(
    tx,
    `${BAR} where (not $1 or (b.barred_until > clock_timestamp() and b.lifted_at is null))
       and ($2::timestamptz is null or (date_trunc('milliseconds', b.created_at), b.auction_id) < ($2, $3::uuid))
     order by date_trunc('milliseconds', b.created_at) desc, b.auction_id desc limit $4`,
    [filter.currentOnly, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );

/** Locked; null when there is no such bar. `exchangeId` is the exchange whose sale it was. */
export const lockBar = async (
  tx: Tx,
  organisationId: string,
  auctionId: string,
): Promise<(BarRow & { exchangeId: string }) | null> => {
  await rows(tx, 'select 1 from bidder_bar where organisation_id = $1 and auction_id = $2 for update', [
    organisationId,
    auctionId,
  ]);
  const bar = await maybeRow<BarRow>(tx, `${BAR} where b.organisation_id = $1 and b.auction_id = $2`, [
    organisationId,
    auctionId,
  ]);
  const at = await maybeRow<{ exchangeId: string }>(
    tx,
    'select l.exchange_id as "exchangeId" from auction a join listing l on l.id = a.listing_id where a.id = $1',
    [auctionId],
  );
  return bar && at && { ...bar, ...at };
};

export async function proposeLift(tx: Tx, bar: BarRow, userId: string, reason: string): Promise<void> {
  await rows(
    tx,
    `update bidder_bar set lift_reason = $3, lift_proposed_by = $4, lift_proposed_at = clock_timestamp()
     where organisation_id = $1 and auction_id = $2`,
    [bar.organisationId, bar.auctionId, reason, userId],
  );
}

/** `userId` is null where a ruling lifts it. False when there is none to lift. */
export async function setLifted(
  tx: Tx,
  bar: { organisationId: string; auctionId: string },
  by: { userId: string | null; reason: string },
): Promise<boolean> {
  const lifted = await rows(
    tx,
    `update bidder_bar set lifted_by = $3, lifted_at = clock_timestamp(), lift_reason = coalesce(lift_reason, $4)
     where organisation_id = $1 and auction_id = $2 and lifted_at is null returning auction_id`,
    [bar.organisationId, bar.auctionId, by.userId, by.reason],
  );
  return lifted.length === 1;
}

/** Whether it defaulted on an earlier sale of what this listing sells, and no ruling said otherwise. */
export const hasDefaultedOn = async (tx: Tx, organisationId: string, listingId: string): Promise<boolean> =>
  (await maybeRow(
    tx,
    `select 1 from default_case c join listing was on was.id = c.listing_id join listing l on l.achievement_id = was.achievement_id
     where c.organisation_id = $1 and l.id = $2 and c.state in ('decided', 'forfeiting', 'forfeited', 'appealed', 'final', 'closed')
     limit 1`,
    [organisationId, listingId],
  )) !== null;

export const depositStateOf = async (tx: Tx, depositId: string): Promise<string | null> =>
  (await maybeRow<{ state: string }>(tx, 'select state from deposit where id = $1', [depositId]))?.state ?? null;
