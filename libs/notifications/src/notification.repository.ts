import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { Party } from './told';
import type { NotificationParams } from './notification-text';

/** Ids a fact may name; null where it does not. */
export interface Named {
  listingId: string | null;
  auctionId: string | null;
  applicationId: string | null;
  depositId: string | null;
  contractId: string | null;
  paymentId: string | null;
  payoutId: string | null;
  volumeRecordId: string | null;
  organisationId: string | null;
  holderId: string | null;
  winnerId: string | null;
  achievementId: string | null;
  exchangeId: string | null;
  windowOrganisationId: string | null;
  disclosureId: string | null;
  bylawId: string | null;
  draftId: string | null;
  actId: string | null;
  importId: string | null;
  rewardId: string | null;
  rewardRuleId: string | null;
}

/** The sale a fact is about, whichever of its records the fact names. */
export interface SaleContext {
  listingId: string;
  auctionId: string | null;
  contractId: string | null;
  number: string;
  title: string;
  noticeEndsAt: Date | null;
  amountMinor: number | null;
}

export const findSale = (tx: Tx, named: Named): Promise<SaleContext | null> =>
  maybeRow<SaleContext>(
    tx,
    `with contract_named as (
       select id, listing_id, null::bigint as amount from contract where id = $6
       union all select c.id, c.listing_id, m.amount_minor from payment m join contract c on c.id = m.contract_id where m.id = $1
       union all select c.id, c.listing_id, v.contract_amount_minor from volume_record v join contract c on c.id = v.contract_id
         where v.id = $2
       union all select c.id, c.listing_id, p.amount_minor from payout p join contract c on c.id = p.contract_id where p.id = $3),
     deposit_named as (
       select listing_id, amount_minor as amount from deposit where id = $4
       union all select d.listing_id, p.amount_minor from payout p join deposit d on d.id = p.deposit_id where p.id = $3),
     listing_named as (
       select $5::uuid as id
       union all select listing_id from contract_named
       union all select listing_id from deposit_named
       union all select listing_id from application where id = $7
       union all select id from listing where auction_id = $8)
     select l.id as "listingId", l.auction_id as "auctionId", (select id from contract_named limit 1) as "contractId",
       l.number, a.title, l.notice_ends_at as "noticeEndsAt",
       coalesce((select max(amount) from contract_named), (select max(amount) from deposit_named)) as "amountMinor"
     from listing l join achievement a on a.id = l.achievement_id
     where l.id in (select id from listing_named) limit 1`,
    [
      named.paymentId,
      named.volumeRecordId,
      named.payoutId,
      named.depositId,
      named.listingId,
      named.contractId,
      named.applicationId,
      named.auctionId,
    ],
  );

/**
 * Everybody a fact may concern, by what they are to the sale or the matter; `userId` for people. An application that was taken
 * back counts no more; whoever signed an undertaking or holds a right watches the sale, too.
 */
export const findParties = (
  tx: Tx,
  sale: Pick<SaleContext, 'listingId' | 'contractId'> | null,
  named: Named,
): Promise<{ party: Party; organisationId: string; userId: string | null }[]> =>
  rows(
    tx,
    `select distinct found.party, o.id as "organisationId", found.person as "userId" from (
       select 'seller' as party, transferor_id as id, null::uuid as person from listing where id = $1
       union all select 'exchange', exchange_id, null from listing where id = $1
       union all select 'exchange', $10::uuid, null
       union all select 'window', $11::uuid, null
       union all select 'named', $3::uuid, null
       union all select 'watchers', organisation_id, null from nda_acceptance where listing_id = $1
       union all select 'watchers', organisation_id, null from first_refusal_holder
         where listing_id = $1 and notified_at is not null and waived_at is null and removed_at is null
       union all select 'holders', organisation_id, null from first_refusal_holder
         where listing_id = $1 and waived_at is null and removed_at is null
       union all select 'drafters', l.transferor_id, null from rule_profile_draft d
         join listing l on l.profile_code = d.code and l.exchange_id = d.exchange_id
         where d.id = $12 and l.state in ('draft', 'intake', 'review', 'pre_listed')
       union all select 'contributors', d.organisation_id, c.user_id from disclosure d
         join disclosure_contributor c on c.disclosure_id = d.id
         where d.id = $13 and c.user_id is not null and c.answered_at is null
       union all select 'inventors', d.organisation_id, c.user_id from disclosure d
         join disclosure_contributor c on c.disclosure_id = d.id where d.id = $13 and c.user_id is not null
       union all select 'inventors', organisation_id, reported_by from disclosure where id = $13
       union all select 'owner', organisation_id, null from disclosure where id = $13
       union all select 'splitter', organisation_id, first_inventor_id from reward_case
         where id = $14 and first_inventor_id is not null
       union all select 'rewarded', r.organisation_id, s.user_id from reward_case r
         join reward_share s on s.case_id = r.id and s.round = r.round where r.id = $14 and s.user_id is not null
       union all select 'transferee', negotiated_transferee_id, null from listing where id = $1
       union all select 'window', w.organisation_id, null from listing l join service_window w on w.id = l.window_id where l.id = $1
       union all select 'candidates', organisation_id, null from application
         where listing_id = $1 and state not in ('withdrawn', 'rejected')
       union all select 'losers', organisation_id, null from application
         where listing_id = $1 and state not in ('withdrawn', 'rejected') and organisation_id is distinct from $5::uuid
       union all select 'candidate', coalesce($3::uuid,
         (select organisation_id from application where id = $6), (select organisation_id from deposit where id = $7)), null
       union all select 'holder', coalesce($4::uuid, $3::uuid), null
       union all select 'owner', organisation_id, null from achievement where id = $9
       union all select 'winner', $5::uuid, null
       union all select 'buyer', transferee_id, null from contract where id = $2
       union all select 'payee', payee_id, null from payout where id = $8) found
     join organisation o on o.id = found.id`,
    [
      sale?.listingId ?? null,
      sale?.contractId ?? null,
      named.organisationId,
      named.holderId,
      named.winnerId,
      named.applicationId,
      named.depositId,
      named.payoutId,
      named.achievementId,
      named.exchangeId,
      named.windowOrganisationId,
      named.draftId,
      named.disclosureId,
      named.rewardId,
    ],
  );

export interface NewNotification {
  id: string;
  eventId: string;
  organisationId: string;
  /** Null: for everybody of the audience. */
  userId: string | null;
  audience: readonly string[];
  kind: string;
  params: NotificationParams;
  link: string;
}

/** At the time of its fact. Told before, it stays as it was. */
export async function insertNotification(tx: Tx, of: NewNotification): Promise<void> {
  await rows(
    tx,
    `insert into notification (id, event_id, organisation_id, user_id, audience, kind, params, link, created_at)
     select $1, o.id, $3, $8, $4, $5, $6, $7, o.at from outbox o where o.id = $2
     on conflict (event_id, organisation_id, user_id) do nothing`,
    [of.id, of.eventId, of.organisationId, of.audience, of.kind, JSON.stringify(of.params), of.link, of.userId],
  );
}

/** What is too old is dropped a little at a time, whenever something new comes. */
export async function dropOld(tx: Tx, organisationId: string, keepDays: number, limit: number): Promise<void> {
  await rows(
    tx,
    `delete from notification where id in (
       select id from notification where organisation_id = $1 and created_at < now() - $2 * interval '1 day'
       order by created_at limit $3)`,
    [organisationId, keepDays, limit],
  );
}

export interface Reader {
  userId: string;
  organisationId: string;
  permissions: readonly string[];
}

export interface NotificationRow {
  id: string;
  kind: string;
  params: NotificationParams;
  link: string;
  createdAt: Date;
  readAt: Date | null;
}

const VISIBLE = `n.organisation_id = $1 and (n.user_id is null or n.user_id = $2)
  and (n.audience = '{}' or n.audience && $3::text[])`;
const READ = 'left join notification_read r on r.notification_id = n.id and r.user_id = $2';

const of = (reader: Reader): unknown[] => [reader.organisationId, reader.userId, reader.permissions];

export const listNotifications = (
  tx: Tx,
  reader: Reader,
  filter: { unread: boolean; before: [string, string] | null; limit: number },
): Promise<(NotificationRow & { sortKey: string })[]> =>
  rows(
    tx,
    `select n.id, n.kind, n.params, n.link, n.created_at as "createdAt", r.read_at as "readAt",
       to_char(n.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sortKey"
     from notification n ${READ} where ${VISIBLE} and (not $4 or r.read_at is null)
       and ($5::timestamptz is null or (n.created_at, n.id) < ($5, $6::uuid))
     order by n.created_at desc, n.id desc limit $7`,
    [...of(reader), filter.unread, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );

/** Counted up to `most`: a bell shows no more. */
export const countUnread = async (tx: Tx, reader: Reader, most: number): Promise<number> =>
  (
    await row<{ count: number }>(
      tx,
      `select count(*) as count from (
         select 1 from notification n ${READ} where ${VISIBLE} and r.read_at is null limit $4) unread`,
      [...of(reader), most],
    )
  ).count;

export const findVisible = async (tx: Tx, reader: Reader, id: string): Promise<boolean> =>
  (await maybeRow(tx, `select 1 from notification n where ${VISIBLE} and n.id = $4`, [...of(reader), id])) !== null;

/** One, or with null all that the reader sees. */
export async function markRead(tx: Tx, reader: Reader, id: string | null): Promise<void> {
  await rows(
    tx,
    `insert into notification_read (notification_id, user_id)
     select n.id, $2 from notification n ${READ}
     where ${VISIBLE} and r.read_at is null and ($4::uuid is null or n.id = $4) on conflict do nothing`,
    [...of(reader), id],
  );
}
