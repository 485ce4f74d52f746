import { rows } from '@jishi/platform';
import { AUCTION_MODES, RULES_BEFORE } from '@jishi/pricing';
import { type DueSource, FROM, ms, ON_SALE, OPEN, profileTerm, type Termed, termed, type Waiting } from './due-queue';

const applications: DueSource['query'] = async (tx, { organisationId }, limit) =>
  termed(
    await rows<Termed>(
      tx,
      `select p.id, l.number, a.title, c.name as about, ${ms('coalesce(t.at, p.created_at)')} as "sinceMs",
         ${profileTerm('reviewWithin')} as term, '/desk/applications/' || p.id as link
       from application p join ${FROM} on l.id = p.listing_id join organisation c on c.id = p.organisation_id
       left join lateral (select max(at) as at from application_transition t
         where t.application_id = p.id and t.to_state = 'submitted') t on true
       where p.state = 'submitted' and l.exchange_id = $1 and l.state in (${ON_SALE}) order by 5, p.id limit $2`,
      [organisationId, limit],
    ),
    RULES_BEFORE.reviewWithin,
  );

/** The seller's word on a candidate; past its deadline silence has spoken. Who it is stays sealed: told apart as in the queue. */
const confirmations: DueSource['query'] = (tx, { organisationId }, limit, nowMs) =>
  rows<Waiting>(
    tx,
    `select p.id, l.number, a.title, upper(right(p.id::text, 6)) as about, ${ms('p.updated_at')} as "sinceMs",
       ${ms('p.due_at')} as "dueAtMs", '/desk/confirmations?state=awaiting_seller' as link
     from application p join ${FROM} on l.id = p.listing_id
     where p.state = 'awaiting_seller' and l.transferor_id = $1 and l.state in (${ON_SALE}) and ${ms('p.due_at')} > $3
     order by p.due_at, p.id limit $2`,
    [organisationId, limit, nowMs],
  );

const WITH_NOTICE = Object.entries(AUCTION_MODES).flatMap(([mode, { opens }]) =>
  opens === 'withNotice' ? [mode] : [],
);

/**
 * Candidates the seller objected to: the exchange has the last word, before bids count by the book (which may have put them
 * off), or before the free period ends where bidding runs along with the notice.
 */
const objected: DueSource['query'] = (tx, { organisationId }, limit) =>
  rows<Waiting>(
    tx,
    `select p.id, l.number, a.title, c.name as about, ${ms('p.updated_at')} as "sinceMs",
       case when r.body->'sale'->>'applyUntil' is distinct from 'noticeEnd' then null
         when r.body->'auction'->>'mode' = any($3) then ${ms('l.closes_at')} - (r.body->'auction'->>'timerMs')::bigint
         else greatest(${ms('l.opens_at')}, (b.view::jsonb->>'opensAtMs')::bigint) end as "dueAtMs",
       '/desk/applications/' || p.id as link
     from application p join ${FROM} on l.id = p.listing_id join organisation c on c.id = p.organisation_id
     join rule_profile r on r.code = l.profile_code and r.version = l.profile_version
     left join auction_shown b on b.id = l.auction_id
     where p.state = 'objected' and l.exchange_id = $1 and l.state in (${ON_SALE}) order by 6, p.id limit $2`,
    [organisationId, limit, WITH_NOTICE],
  );

/** Told of the right and not answered; once its time is over the notice comes out. */
const rights: DueSource['query'] = async (tx, { organisationId }, limit) =>
  termed(
    await rows<Termed>(
      tx,
      `select r.id, l.number, a.title, t.name as about, ${ms('r.notified_at')} as "sinceMs",
         ${profileTerm('firstRefusalNotice')} as term, '/desk/rights' as link
       from first_refusal_holder r join ${FROM} on l.id = r.listing_id join organisation t on t.id = l.transferor_id
       where r.organisation_id = $1 and r.notified_at is not null and r.acknowledged_at is null and r.waived_at is null
         and r.removed_at is null and l.form = 'transfer' and l.state in ('draft', 'intake', 'review', 'pre_listed')
       order by r.notified_at, r.id limit $2`,
      [organisationId, limit],
    ),
    null,
  );

/** Whoever has not applied by the end of the notice has waived its right. */
const rightsToApply: DueSource['query'] = (tx, { organisationId }, limit, nowMs) =>
  rows<Waiting>(
    tx,
    `select r.id, l.number, a.title, t.name as about, ${ms('l.published_at')} as "sinceMs",
       ${ms('l.notice_ends_at')} as "dueAtMs", '/listings/' || l.id as link
     from first_refusal_holder r join ${FROM} on l.id = r.listing_id join organisation t on t.id = l.transferor_id
     where r.organisation_id = $1 and r.applied_at is null and r.waived_at is null and r.removed_at is null
       and l.form = 'transfer' and l.auction_id is not null and l.state in (${OPEN}) and ${ms('l.notice_ends_at')} > $3
     order by l.notice_ends_at, r.id limit $2`,
    [organisationId, limit, nowMs],
  );

/** An admitted holder, by its rank as the exchange recorded it. */
const HOLDERS = `select h.organisation_id, h.first_refusal_rank as rank from application h
  join deposit d on d.listing_id = h.listing_id and d.organisation_id = h.organisation_id and d.state = 'held'
  where h.listing_id = l.id and h.state = 'approved' and h.first_refusal_rank is not null`;
/** Its code stands in the view among those of the holders, who stand there by their ranks; none: the leader holds no right. */
const LEADERS_RANK = `(select ranked.rank from (
    select rank, row_number() over (order by rank) as place from (${HOLDERS}) held) ranked
  join jsonb_array_elements_text(b.view::jsonb->'firstRefusal') with ordinality as code(name, place) using (place)
  where code.name = b.view::jsonb->>'leader')`;

/** Bidding is over and waits for those who may match its price. */
const rightsToMatch: DueSource['query'] = (tx, { organisationId }, limit, nowMs) =>
  rows<Waiting>(
    tx,
    `select l.auction_id as id, l.number, a.title, null as about,
       coalesce((b.view::jsonb->>'endsAtMs')::bigint, ${ms('l.closes_at')}) as "sinceMs",
       (b.view::jsonb->>'awaitsUntilMs')::bigint as "dueAtMs", '/auctions/' || l.auction_id as link
     from application p join ${FROM} on l.id = p.listing_id join auction_shown b on b.id = l.auction_id
     where p.organisation_id = $1 and p.state = 'approved' and p.first_refusal_rank is not null
       and l.state in (${ON_SALE}) and b.view::jsonb->>'awaits' = 'firstRefusal'
       and (b.view::jsonb->>'awaitsUntilMs')::bigint > $3
       and exists (select from (${HOLDERS}) own where own.organisation_id = $1)
       and p.first_refusal_rank < coalesce(${LEADERS_RANK}, 'infinity'::float8)
     order by 6, l.id limit $2`,
    [organisationId, limit, nowMs],
  );

export const CANDIDATE_QUEUES: readonly DueSource[] = [
  { key: 'application', permission: 'application.review', query: applications },
  { key: 'confirmation', permission: 'application.confirm', query: confirmations },
  { key: 'objected', permission: 'application.review', query: objected },
  { key: 'right', permission: 'right.answer', query: rights },
  { key: 'rightToApply', permission: 'application.file', query: rightsToApply },
  { key: 'rightToMatch', permission: 'auction.bid', query: rightsToMatch },
];
