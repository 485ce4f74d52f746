import { rows, type Tx } from '@jishi/platform';

/** Notices that are over, may be extended as they said, and brought nobody who still wants to take part. */
export const noticesWithoutCandidates = (
  tx: Tx,
  now: Date,
  limit: number,
): Promise<{ listingId: string; noticeEndsAt: Date }[]> =>
  rows(
    tx,
    `select l.id as "listingId", l.notice_ends_at as "noticeEndsAt" from listing l
     where l.state in ('listed', 'extended', 'resumed') and l.notice_ends_at <= $1 and l.opens_at > $1
       and l.extensions < l.announced_extensions
       and not exists (select from application a where a.listing_id = l.id and a.state not in ('rejected', 'withdrawn'))
     order by l.notice_ends_at, l.id limit $2`,
    [now, limit],
  );
