import { rows, type Tx } from '@jishi/platform';
import type { CalendarEvent } from './domain/calendar';

export interface CalendarFilter {
  listingId: string | null;
  kind: string | null;
  exchangeId: string | null;
  field: string | null;
  region: string | null;
  fromMs: number;
  toMs: number;
  after: [atMs: number, listingId: string, kind: string] | null;
  limit: number;
}

/**
 * The dates of published sales: the book's own where it has them, for extensions and postponements are on its record. The
 * revision counts what is only ever added to (steps of the listing, its notices, events of the book), so it never falls.
 */
export const listEvents = (tx: Tx, filter: CalendarFilter): Promise<CalendarEvent[]> =>
  rows<CalendarEvent>(
    tx,
    `with sale as (
       select l.id, l.number, a.title, l.exchange_id, x.name as exchange_name, l.auction_id, l.field_code, l.region_code,
         l.pricing_way, l.state, l.updated_at, l.notice_ends_at,
         coalesce(to_timestamp(nullif(b.opens_at_ms, 0) / 1000.0), l.opens_at) as opens_at,
         coalesce(to_timestamp(nullif(b.ends_at_ms, 0) / 1000.0), l.closes_at) as closes_at,
         b.state as book_state, coalesce(b.seq, 0) as seq
       from listing l
       join achievement a on a.id = l.achievement_id
       join organisation x on x.id = l.exchange_id
       left join auction b on b.listing_id = l.id
       where l.published_at is not null and ($1::uuid is null or l.id = $1) and ($2::uuid is null or l.exchange_id = $2)
         and ($3::text is null or l.field_code = $3) and ($4::text is null or l.region_code like $4 || '%')),
     event as (
       select s.*, e.kind, (extract(epoch from e.at) * 1000)::bigint as at_ms from sale s cross join lateral (values
         ('notice_ends', case when s.pricing_way <> 'negotiated' then s.notice_ends_at end),
         ('publicity_ends', case when s.pricing_way = 'negotiated' then s.notice_ends_at end),
         ('bidding_opens', s.opens_at),
         ('planned_end', s.closes_at)) e(kind, at)
       where e.at is not null),
     page as (
       select * from event where at_ms >= $5 and at_ms < $6 and ($7::text is null or kind = $7)
         and ($8::bigint is null or (at_ms, id, kind) > ($8, $9::uuid, $10::text))
       order by at_ms, id, kind limit $11)
     select p.id as "listingId", p.number as "listingNumber", p.title, p.exchange_id as "exchangeId",
       p.exchange_name as "exchangeName", p.auction_id as "auctionId", p.field_code as "fieldCode",
       p.region_code as "regionCode", p.state as "listingState", p.kind, p.at_ms as "atMs",
       case when p.state in ('withdrawn', 'terminated') and p.at_ms > (extract(epoch from last.at) * 1000)::bigint
              then 'cancelled'
            when p.state = 'suspended' or p.book_state = 'paused' then 'tentative'
            else 'confirmed' end as status,
       greatest((extract(epoch from p.updated_at) * 1000)::bigint, (extract(epoch from last.at) * 1000)::bigint) as "changedAtMs",
       last.steps + p.seq + (select count(*) from listing_notice n where n.listing_id = p.id) as revision
     from page p cross join lateral (
       select coalesce(max(t.at), p.updated_at) as at, count(*) as steps from listing_transition t where t.listing_id = p.id) last
     order by p.at_ms, p.id, p.kind`,
    [
      filter.listingId,
      filter.exchangeId,
      filter.field,
      filter.region,
      filter.fromMs,
      filter.toMs,
      filter.kind,
      filter.after?.[0] ?? null,
      filter.after?.[1] ?? null,
      filter.after?.[2] ?? null,
      filter.limit,
    ],
  );
