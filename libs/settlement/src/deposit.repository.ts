import { newId, type Fen } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { DepositMeasure } from '@jishi/pricing';
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
  /** Whoever got one back and was approved anew owes another. */
  round: number;
  /** From when on it lets nobody in; null where candidates may pay at any time. */
  dueAt: Date | null;
  heldAt: Date | null;
  endedAt: Date | null;
  createdAt: Date;
}

const DEPOSIT = `select d.id, d.auction_id as "auctionId", d.listing_id as "listingId", l.number as "listingNumber",
    a.title, d.exchange_id as "exchangeId", x.name as "exchangeName", d.organisation_id as "organisationId",
    o.name as "organisationName", d.amount_minor as "amountMinor", d.currency, d.reference, d.provider, d.state,
    d.round, d.due_at as "dueAt", d.held_at as "heldAt", d.ended_at as "endedAt", d.created_at as "createdAt"
  from deposit d join listing l on l.id = d.listing_id join achievement a on a.id = l.achievement_id
  join organisation o on o.id = d.organisation_id join organisation x on x.id = d.exchange_id`;

export interface DepositTerms {
  exchangeId: string;
  listingState: string;
  priceMinor: Fen;
  profile: DepositMeasure & { refundDays: number };
}

/** What decides a deposit's amount: the listing's price and the profile frozen into it. */
export const findDepositTerms = (tx: Tx, listingId: string): Promise<DepositTerms | null> =>
  maybeRow<DepositTerms>(
    tx,
    `select l.exchange_id as "exchangeId", l.state as "listingState", l.price_minor as "priceMinor",
       p.body as profile
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
    dueAt: Date | null;
    demandId: string;
  },
): Promise<void> {
  await rows(
    tx,
    `insert into deposit (id, auction_id, listing_id, exchange_id, organisation_id, amount_minor, reference, due_at, demand_id,
       round)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce(max(round), 0) + 1
     from deposit where auction_id = $2 and organisation_id = $5 on conflict do nothing`,
    [
      values.id,
      values.auctionId,
      values.listingId,
      values.exchangeId,
      values.organisationId,
      values.amountMinor,
      values.reference,
      values.dueAt,
      values.demandId,
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

/** The one it owes or paid now: of several the last. */
export const findDepositOf = (tx: Tx, auctionId: string, organisationId: string): Promise<DepositRow | null> =>
  maybeRow<DepositRow>(
    tx,
    `${DEPOSIT} where d.auction_id = $1 and d.organisation_id = $2 order by d.round desc limit 1`,
    [auctionId, organisationId],
  );

/** How many candidates had their deposit held: two or more make the sale competitive. */
export const countCandidates = async (tx: Tx, auctionId: string): Promise<number> =>
  (
    await row<{ count: number }>(
      tx,
      'select count(distinct organisation_id) as count from deposit where auction_id = $1 and held_at is not null',
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

/**
 * Demands whose time is over and for which nothing is on its way: no page of a provider is open, no line of a bank is being
 * looked at. Where candidates come before the opening, a later opening gives them until then.
 */
export const demandsOver = (tx: Tx, now: Date, limit: number): Promise<{ id: string; untilMs: number }[]> =>
  rows(
    tx,
    `select d.id, (extract(epoch from greatest(d.due_at, case when p.body->'sale'->>'applyUntil' = 'noticeEnd'
         then to_timestamp((u.view::jsonb->>'opensAtMs')::float8 / 1000) end)) * 1000)::bigint as "untilMs"
     from deposit d join listing l on l.id = d.listing_id
     join rule_profile p on p.code = l.profile_code and p.version = l.profile_version
     left join auction_shown u on u.id = d.auction_id
     where d.state in ('required', 'pending') and d.due_at <= $1
       and not exists (select 1 from bank_line b where b.proposed_deposit_id = d.id and b.state in ('proposed', 'matched'))
       and not exists (select 1 from provider_movement m where m.subject_id = d.id and m.stage = 'begun' and m.pay_until > $1)
     order by d.due_at, d.id limit $2`,
    [now, limit],
  );

export const setDepositDue = (tx: Tx, id: string, dueAt: Date): Promise<unknown> =>
  rows(tx, 'update deposit set due_at = $2 where id = $1', [id, dueAt]);

export interface TransitionRow {
  from: DepositState;
  to: DepositState;
  reason: string;
  at: Date;
}

export const listTransitions = (tx: Tx, depositId: string): Promise<TransitionRow[]> =>
  rows<TransitionRow>(
    tx,
    `select from_state as "from", to_state as "to", reason, at from deposit_transition where deposit_id = $1
     order by at, id limit 200`,
    [depositId],
  );

export interface DepositFault {
  depositId: string;
  state: DepositState;
  receivedMinor: Fen;
  heldMinor: Fen;
}

/** Deposits of which that is not so: all that was received is held, or went a known way, as the state says. Should be none. */
export const depositFaults = (tx: Tx): Promise<DepositFault[]> =>
  rows<DepositFault>(
    tx,
    `select deposit_id as "depositId", state, received_minor as "receivedMinor", held_minor as "heldMinor" from deposit_fault
     order by deposit_id limit 100`,
  );

/** Bidders that a running sale lets bid although no deposit of theirs is held. Should be none. */
export const admittedWithoutDeposit = (tx: Tx): Promise<{ auctionId: string; organisationId: string }[]> =>
  rows(
    tx,
    `select e.auction_id as "auctionId", e.organisation_id as "organisationId" from (
       select distinct on (v.auction_id, v.secret->>'organisationId') v.auction_id, v.type,
         (v.secret->>'organisationId')::uuid as organisation_id
       from (select auction_id, seq, type, private::jsonb as secret from auction_event
             where type in ('bidder.admitted', 'bidder.excluded')) v
       order by v.auction_id, v.secret->>'organisationId', v.seq desc) e
     join auction_shown a on a.id = e.auction_id
     where e.type = 'bidder.admitted' and a.state in ('announced', 'open', 'paused') and not exists (
       select 1 from deposit d where d.auction_id = e.auction_id and d.organisation_id = e.organisation_id
         and d.state in ('held', 'expiring'))
     limit 100`,
  );
