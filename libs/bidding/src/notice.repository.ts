import { maybeRow, rows, type Tx } from '@jishi/platform';
import { STANDING_STATES } from './domain/application-states';
import type { InTime, SaleTerms } from './domain/notice-end';

export interface NoticeOver {
  listingId: string;
  auctionId: string;
  noticeEndsAt: Date;
}

/** Notices that are over, may be extended as they said, and whose bidding has not begun. In a demonstration days are seconds, and none is. */
export const noticesToExtend = (tx: Tx, now: Date, after: string | null, limit: number): Promise<NoticeOver[]> =>
  rows(
    tx,
    `select l.id as "listingId", l.auction_id as "auctionId", l.notice_ends_at as "noticeEndsAt" from listing l
       join auction_shown s on s.id = l.auction_id and s.state = 'announced'
       join rule_profile p on (p.code, p.version) = (l.profile_code, l.profile_version)
     where l.state in ('listed', 'extended', 'resumed') and l.notice_ends_at <= $1
       and l.extensions < l.announced_extensions and coalesce(p.body->'demo', 'null') = 'null'
       and ($3::uuid is null or l.id > $3) order by l.id limit $2`,
    [now, limit, after],
  );

/** Whether its opening was moved, or it was suspended, and its book has not heard of it yet. */
export const isMoved = async (tx: Tx, auctionId: string, now: Date): Promise<boolean> =>
  (await maybeRow(tx, `select 1 from listing where auction_id = $1 and (state = 'suspended' or opens_at > $2)`, [
    auctionId,
    now,
  ])) !== null;

/** Null while the notice runs, once bidding does, and for a demonstration, in which nobody waits. */
export const termsOfSale = (tx: Tx, auctionId: string, now: Date): Promise<SaleTerms | null> =>
  maybeRow(
    tx,
    `select l.extensions < l.announced_extensions and coalesce(p.body->'sale'->'extension', 'null') <> 'null' as "mayExtend",
       coalesce(p.body->'sale'->>'applyUntil' = 'noticeEnd', false) as "closesWithNotice",
       coalesce(s.rules::jsonb->>'soleCandidate' = 'agreement', false) as "agreesAlone"
     from listing l join auction_shown s on s.id = l.auction_id and s.state = 'announced'
       join rule_profile p on (p.code, p.version) = (l.profile_code, l.profile_version)
     where l.auction_id = $1 and l.notice_ends_at <= $2 and coalesce(p.body->'demo', 'null') = 'null'`,
    [auctionId, now],
  );

/**
 * Who applied in time and still may or does take part, and who of them stands in the book. Where candidates come as long as bids
 * do, those who came after the notice are waited for by nobody: one after the other could keep a sale from ever opening.
 */
export const applicationsOf = (tx: Tx, auctionId: string): Promise<InTime[]> =>
  rows(
    tx,
    `select a.state, (extract(epoch from a.due_at) * 1000)::bigint as "dueAtMs", coalesce(b.type = 'bidder.admitted', false) as admitted,
       exists (select from outbox_delivery d join outbox o on o.id = d.event_id where d.consumer = 'bidding.admit'
         and d.done_at is null and o.payload->>'auctionId' = $1::text
         and o.payload->>'organisationId' = a.organisation_id::text) as paid
     from application a join listing l on l.id = a.listing_id
       join rule_profile p on (p.code, p.version) = (l.profile_code, l.profile_version)
       left join lateral (
       select type from auction_event e where e.auction_id = $1::uuid and e.type in ('bidder.admitted', 'bidder.excluded')
         and e.private::jsonb->>'organisationId' = a.organisation_id::text order by seq desc limit 1) b on true
     where a.auction_id = $1::uuid and a.state = any($2) and (b.type = 'bidder.admitted'
       or p.body->'sale'->>'applyUntil' = 'noticeEnd' or exists (select from application_submission s
         where s.application_id = a.id and s.number = a.submissions and s.at < l.notice_ends_at))
     limit 10000`,
    [auctionId, STANDING_STATES],
  );

/** Whether something about this end of a notice is on record already. */
export const isNoted = async (tx: Tx, listingId: string, action: string, noticeEndsAt: Date): Promise<boolean> =>
  (await maybeRow(
    tx,
    `select 1 from audit_log where subject_type = 'listing' and subject_id = $1 and action = $2
       and detail->>'noticeEndsAt' = $3 limit 1`,
    [listingId, action, noticeEndsAt.toISOString()],
  )) !== null;
