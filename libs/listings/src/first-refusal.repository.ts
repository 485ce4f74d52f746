import { conflict, newId } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { FirstRefusalGround } from '@jishi/pricing';

/** Where a right stands; whoever stayed away until the end of the notice has waived it. */
export const RIGHT_STATES = [
  'registered',
  'notified',
  'acknowledged',
  'waived',
  'applied',
  'absent',
  'removed',
] as const;
export type RightState = (typeof RIGHT_STATES)[number];

export interface RightRow {
  id: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  listingState: string;
  priceMinor: number;
  transferorName: string;
  publishedAt: Date | null;
  noticeEndsAt: Date | null;
  organisationId: string;
  organisationName: string;
  ground: FirstRefusalGround;
  rank: number;
  evidenceId: string | null;
  state: RightState;
  registeredAt: Date;
  notifiedAt: Date | null;
  acknowledgedAt: Date | null;
  waivedAt: Date | null;
  appliedAt: Date | null;
  removalReason: string;
}

const RIGHT = `select r.id, r.listing_id as "listingId", l.number as "listingNumber", a.title as "listingTitle",
    l.state as "listingState", l.price_minor as "priceMinor", t.name as "transferorName",
    l.published_at as "publishedAt", l.notice_ends_at as "noticeEndsAt", r.organisation_id as "organisationId",
    o.name as "organisationName", r.ground, r.rank, r.evidence_id as "evidenceId",
    case when r.removed_at is not null then 'removed' when r.waived_at is not null then 'waived'
      when r.applied_at is not null then 'applied' when l.notice_ends_at <= $1 then 'absent'
      when r.acknowledged_at is not null then 'acknowledged' when r.notified_at is not null then 'notified'
      else 'registered' end as state,
    r.registered_at as "registeredAt", r.notified_at as "notifiedAt", r.acknowledged_at as "acknowledgedAt",
    r.waived_at as "waivedAt", r.applied_at as "appliedAt", r.removal_reason as "removalReason"
  from first_refusal_holder r join listing l on l.id = r.listing_id join achievement a on a.id = l.achievement_id
    join organisation t on t.id = l.transferor_id join organisation o on o.id = r.organisation_id`;

/** Errors: `right.exists`. */
export async function insertRight(
  tx: Tx,
  right: {
    listingId: string;
    organisationId: string;
    ground: FirstRefusalGround;
    rank: number;
    evidenceId: string | null;
    registeredBy: string;
  },
): Promise<string> {
  const inserted = await maybeRow<{ id: string }>(
    tx,
    `insert into first_refusal_holder (id, listing_id, organisation_id, ground, rank, evidence_id, registered_by)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (listing_id, organisation_id) where removed_at is null do nothing returning id`,
    [newId(), right.listingId, right.organisationId, right.ground, right.rank, right.evidenceId, right.registeredBy],
  );
  if (!inserted) throw conflict('right.exists', {}, [{ path: 'organisationId', code: 'right.exists' }]);
  return inserted.id;
}

const findRight = (tx: Tx, id: string, now: Date): Promise<RightRow | null> =>
  maybeRow(tx, `${RIGHT} where r.id = $2`, [now, id]);

/** Locked until the transaction ends: its holder and those who registered it may act at the same moment. */
export async function lockRight(tx: Tx, id: string, now: Date): Promise<RightRow | null> {
  await rows(tx, 'select 1 from first_refusal_holder where id = $1 for update', [id]);
  return findRight(tx, id, now);
}

export const listRights = (
  tx: Tx,
  filter: {
    listingId: string | null;
    holderId: string | null;
    state: string | null;
    before: string | null;
    limit: number;
    now: Date;
  },
): Promise<RightRow[]> =>
  rows(
    tx,
    `select * from (${RIGHT} where ($2::uuid is null or r.listing_id = $2)
       and ($3::uuid is null or r.organisation_id = $3 and r.notified_at is not null)) found
     where ($4::text is null or state = $4) and ($5::uuid is null or id < $5) order by id desc limit $6`,
    [filter.now, filter.listingId, filter.holderId, filter.state, filter.before, filter.limit],
  );

/** Those nobody has told yet; told from this moment on. */
export const notifyRights = (tx: Tx, listingId: string, now: Date): Promise<HolderRow[]> =>
  rows(
    tx,
    `update first_refusal_holder set notified_at = $2 where listing_id = $1 and notified_at is null
       and removed_at is null returning ${HOLDER}`,
    [listingId, now],
  );

/** What they were told, and answered, was about other terms: they are to be told anew. */
export const renewRights = (tx: Tx, listingId: string): Promise<unknown> =>
  rows(
    tx,
    `update first_refusal_holder set notified_at = null, acknowledged_at = null, waived_at = null, answered_by = null
     where listing_id = $1 and removed_at is null and notified_at is not null`,
    [listingId],
  );

export async function answerRight(tx: Tx, id: string, waive: boolean, by: string, now: Date): Promise<void> {
  await rows(
    tx,
    `update first_refusal_holder set acknowledged_at = coalesce(acknowledged_at, $2),
       waived_at = case when $3 then $2 end, answered_by = $4 where id = $1`,
    [id, now, waive, by],
  );
}

export async function removeRight(tx: Tx, id: string, by: string, reason: string, now: Date): Promise<void> {
  await rows(
    tx,
    'update first_refusal_holder set removed_at = $2, removed_by = $3, removal_reason = $4 where id = $1',
    [id, now, by, reason],
  );
}

export interface HolderRow {
  id: string;
  organisationId: string;
  ground: FirstRefusalGround;
  rank: number;
  notifiedAt: Date | null;
  acknowledgedAt: Date | null;
  waivedAt: Date | null;
}

const HOLDER = `id, organisation_id as "organisationId", ground, rank, notified_at as "notifiedAt",
  acknowledged_at as "acknowledgedAt", waived_at as "waivedAt"`;

/** The rights of first refusal in a sale, the first in rank first. The law knows none at a licence, whatever the draft was before. */
export const rightsOf = (tx: Tx, listingId: string): Promise<HolderRow[]> =>
  rows(
    tx,
    `select ${HOLDER} from first_refusal_holder where listing_id = $1 and removed_at is null
       and exists (select from listing l where l.id = listing_id and l.form = 'transfer')
     order by rank, registered_at, id`,
    [listingId],
  );

/** It applied: from now on it is not absent. */
export async function markHolderApplied(tx: Tx, listingId: string, organisationId: string): Promise<void> {
  await rows(
    tx,
    `update first_refusal_holder set applied_at = coalesce(applied_at, clock_timestamp())
     where listing_id = $1 and organisation_id = $2 and removed_at is null`,
    [listingId, organisationId],
  );
}

/** The rules that govern a listing: frozen once published, before that the version in force. */
export const governingRules = (tx: Tx, listingId: string): Promise<{ body: unknown } | null> =>
  maybeRow(
    tx,
    `select p.body from listing l join rule_profile p on p.code = l.profile_code
     where l.id = $1 and (p.version = l.profile_version or l.profile_version is null and p.effective_at <= now()
       and not exists (select from rule_profile_withdrawal w where (w.code, w.version) = (p.code, p.version)))
     order by p.version desc limit 1`,
    [listingId],
  );
