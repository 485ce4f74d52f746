import { newId, type Fen } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { Rate } from '@jishi/pricing';
import type { DepositState } from './domain/deposit';
import type { ProviderName } from './provider.port';
import type { MoneyFilter } from './money-scope';

export interface DepositRow {
  id: string;
  auctionId: string;
  listingId: string;
  listingNumber: string;
  title: string;
  exchangeId: string;
  exchangeName: string;
  organisationId: string;
  organisationName: string;
  amountMinor: Fen;
  currency: string;
  reference: string;
  provider: ProviderName | null;
  state: DepositState;
  heldAt: Date | null;
  endedAt: Date | null;
  createdAt: Date;
}

const DEPOSIT = `select d.id, d.auction_id as "auctionId", d.listing_id as "listingId", l.number as "listingNumber",
    a.title, d.exchange_id as "exchangeId", x.name as "exchangeName", d.organisation_id as "organisationId",
    o.name as "organisationName", d.amount_minor as "amountMinor", d.currency, d.reference, d.provider, d.state,
    d.held_at as "heldAt", d.ended_at as "endedAt", d.created_at as "createdAt"
  from deposit d join listing l on l.id = d.listing_id join achievement a on a.id = l.achievement_id
  join organisation o on o.id = d.organisation_id join organisation x on x.id = d.exchange_id`;

export interface DepositTerms {
  exchangeId: string;
  listingState: string;
  priceMinor: Fen;
  depositRate: Rate;
}

/** What decides a deposit's amount: the listing's price and the rate of the profile frozen into it. */
export const findDepositTerms = (tx: Tx, listingId: string): Promise<DepositTerms | null> =>
  maybeRow<DepositTerms>(
    tx,
    `select l.exchange_id as "exchangeId", l.state as "listingState", l.price_minor as "priceMinor",
       p.body->'depositRate' as "depositRate"
     from listing l join rule_profile p on p.code = l.profile_code and p.version = l.profile_version where l.id = $1`,
    [listingId],
  );

export const findApplicationState = async (tx: Tx, applicationId: string): Promise<string | null> =>
  (await maybeRow<{ state: string }>(tx, 'select state from application where id = $1', [applicationId]))?.state ??
  null;

export const nextReferenceNumber = async (tx: Tx): Promise<number> =>
  (await row<{ value: number }>(tx, `select nextval('payment_reference_number') as value`)).value;

export async function insertDeposit(
  tx: Tx,
  values: {
    id: string;
    auctionId: string;
    listingId: string;
    exchangeId: string;
    organisationId: string;
    amountMinor: Fen;
    reference: string;
  },
): Promise<void> {
  await rows(
    tx,
    `insert into deposit (id, auction_id, listing_id, exchange_id, organisation_id, amount_minor, reference)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (auction_id, organisation_id) do nothing`,
    [
      values.id,
      values.auctionId,
      values.listingId,
      values.exchangeId,
      values.organisationId,
      values.amountMinor,
      values.reference,
    ],
  );
}

export const findDeposit = (tx: Tx, id: string): Promise<DepositRow | null> =>
  maybeRow<DepositRow>(tx, `${DEPOSIT} where d.id = $1`, [id]);

/** Locks the row: every change of state waits for the one before. */
export async function lockDeposit(tx: Tx, id: string): Promise<DepositRow | null> {
  await rows(tx, 'select id from deposit where id = $1 for update', [id]);
  return findDeposit(tx, id);
}

/** In id order, so that two closers of one auction do not deadlock. */
export const lockDepositsOfAuction = (tx: Tx, auctionId: string): Promise<{ id: string; organisationId: string }[]> =>
  rows(tx, 'select id, organisation_id as "organisationId" from deposit where auction_id = $1 order by id for update', [
    auctionId,
  ]);

export const findDepositOf = (tx: Tx, auctionId: string, organisationId: string): Promise<DepositRow | null> =>
  maybeRow<DepositRow>(tx, `${DEPOSIT} where d.auction_id = $1 and d.organisation_id = $2`, [
    auctionId,
    organisationId,
  ]);

/** How many candidates had their deposit held: two or more make the sale competitive. */
export const countCandidates = async (tx: Tx, auctionId: string): Promise<number> =>
  (
    await row<{ count: number }>(
      tx,
      'select count(*) as count from deposit where auction_id = $1 and held_at is not null',
      [auctionId],
    )
  ).count;

export async function setDepositState(
  tx: Tx,
  id: string,
  change: { state: DepositState; provider?: ProviderName; held?: boolean; ended?: boolean },
): Promise<void> {
  await rows(
    tx,
    `update deposit set state = $2, provider = coalesce($3, provider),
       held_at = case when $4 then clock_timestamp() else held_at end,
       ended_at = case when $5 then clock_timestamp() else ended_at end where id = $1`,
    [id, change.state, change.provider ?? null, change.held ?? false, change.ended ?? false],
  );
}

export async function insertTransition(
  tx: Tx,
  values: { depositId: string; from: DepositState; to: DepositState; reason: string; actorId: string | null },
): Promise<void> {
  await rows(
    tx,
    `insert into deposit_transition (id, deposit_id, from_state, to_state, reason, actor_id)
     values ($1, $2, $3, $4, $5, $6)`,
    [newId(), values.depositId, values.from, values.to, values.reason, values.actorId],
  );
}

export const listDeposits = (tx: Tx, filter: MoneyFilter & { auctionId?: string }): Promise<DepositRow[]> =>
  rows<DepositRow>(
    tx,
    `${DEPOSIT} where ($1::uuid is null or $1 in (d.organisation_id, d.exchange_id))
       and ($2::text is null or d.state = $2) and ($3::uuid is null or d.auction_id = $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', d.created_at), d.id) < ($4, $5::uuid))
     order by date_trunc('milliseconds', d.created_at) desc, d.id desc limit $6`,
    [
      filter.organisationId,
      filter.state ?? null,
      filter.auctionId ?? null,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
    ],
  );
