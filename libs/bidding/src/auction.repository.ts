import { type Tx, maybeRow, rows } from '@jishi/platform';
import type { AuctionView, Head, SnapshotBid } from './answers';
import type { PublicEvent } from './domain/events';
import type { AuctionRules } from './domain/rules';
import type { Phase } from './domain/state';
import { offerOf } from './qualification.repository';

export interface AuctionRow {
  view: AuctionView;
  rules: AuctionRules;
  head: Head;
}

interface AuctionTexts {
  view: string;
  rules: string;
  head: string;
}

/** A row for the journal to write to; nothing is announced yet. */
export async function createAuction(tx: Tx, auctionId: string, listingId: string): Promise<void> {
  await rows(tx, 'insert into auction (id, listing_id) values ($1, $2) on conflict (id) do nothing', [
    auctionId,
    listingId,
  ]);
}

export async function findAuction(tx: Tx, auctionId: string): Promise<AuctionRow | null> {
  const found = await maybeRow<AuctionTexts>(tx, 'select view, rules, head from auction_shown where id = $1', [
    auctionId,
  ]);
  if (!found) return null;
  return {
    view: JSON.parse(found.view) as AuctionView,
    rules: JSON.parse(found.rules) as AuctionRules,
    head: JSON.parse(found.head) as Head,
  };
}

/** Newest first; `before` is the key of the last row of the page before. */
export async function listAuctions(
  tx: Tx,
  state: string | null,
  before: readonly [createdAt: string, id: string] | null,
  limit: number,
): Promise<{ view: AuctionView; key: [string, string] }[]> {
  const found = await rows<{ view: string; created: string; id: string }>(
    tx,
    `select view, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created, id from auction_shown
     where ($1::text is null or state = $1)
       and ($2::text is null or (created_at, id) < ($2::text::timestamptz, $3::uuid))
     order by created_at desc, id desc limit $4`,
    [state, before?.[0] ?? null, before?.[1] ?? null, limit],
  );
  return found.map(({ view, created, id }) => ({ view: JSON.parse(view) as AuctionView, key: [created, id] }));
}

/**
 * The sales that an exchange runs: first what only people can carry on, then by the moment at which the clock acts next, then
 * what is over, the latest first. Without a state, those that still want something of somebody.
 */
export async function listSales(
  tx: Tx,
  exchangeId: string,
  { state, text }: { state: string | null; text: string | null },
  after: readonly [place: number, id: string] | null,
  limit: number,
): Promise<{ view: AuctionView; key: [number, string] }[]> {
  const found = await rows<{ view: string; place: number; id: string }>(
    tx,
    `select view, place, id from (
       select a.view, a.id, case
           when a.due_at_ms is not null then a.due_at_ms
           when a.state = 'closed' and a.view::jsonb->>'result' is distinct from 'pending' then ${OVER_MS} - a.ends_at_ms
           else 0 end as place
       from auction_shown a join listing l on l.id = a.listing_id
       where l.exchange_id = $1
         and ($2::text is null or a.state = $2)
         and ($3::text is null or position(lower($3) in lower(a.view::jsonb->>'title')) > 0)) s
     where ($2::text is not null or place < ${OVER_MS / 2}) and ($4::bigint is null or (place, id) > ($4, $5::uuid))
     order by place, id limit $6`,
    [exchangeId, state, text, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return found.map(({ view, place, id }) => ({ view: JSON.parse(view) as AuctionView, key: [place, id] }));
}

/** Later than twice any moment of a sale: what is over comes after everything that is not. */
const OVER_MS = 9_000_000_000_000_000;

/** The latest bids up to an event, newest first: by hand, by a proxy, matches and sealed ones; void ones are marked. */
export async function latestBids(tx: Tx, auctionId: string, upTo: number, limit: number): Promise<SnapshotBid[]> {
  const bids = await publicParts(
    tx,
    `select public from auction_event where auction_id = $1 and seq <= $2
       and type in ('bid.accepted', 'bid.automatic', 'bid.matched', 'bid.sealed', 'right.exercised')
     order by seq desc limit $3`,
    [auctionId, upTo, limit],
  );
  const later = await publicParts(
    tx,
    `select public from auction_event where auction_id = $1 and seq <= $2 and type in ('bid.voided', 'bids.revealed')`,
    [auctionId, upTo],
  );
  return bids.map((event) => bidOf(event, later));
}

const publicParts = async (tx: Tx, sql: string, values: unknown[]): Promise<PublicEvent[]> =>
  (await rows<{ public: string }>(tx, sql, values)).map((found) => JSON.parse(found.public) as PublicEvent);

function bidOf(event: PublicEvent, later: readonly PublicEvent[]): SnapshotBid {
  const { seq, type } = event;
  const { bidder, amountMinor, priceMinor, arrivedAtMs, cause, channel } = event as PublicEvent & {
    bidder: string;
    amountMinor?: number;
    priceMinor?: number;
    arrivedAtMs: number;
    cause?: number;
    channel?: 'counter';
  };
  const voided = later.some(({ type: what, bid }) => what === 'bid.voided' && (bid === seq || bid === cause));
  const openings = later.flatMap(({ openings: all }) => (all ?? []) as { bid: number; amountMinor: number | null }[]);
  const opened = openings.find(({ bid }) => bid === seq)?.amountMinor;
  return {
    seq,
    bidder,
    amountMinor: amountMinor ?? priceMinor ?? opened ?? null,
    arrivedAtMs,
    ...(voided ? { void: true } : {}),
    ...(type === 'bid.automatic' ? { auto: true } : {}),
    ...(type === 'bid.matched' || type === 'right.exercised' ? { match: true } : {}),
    ...(type === 'bid.sealed' ? { sealed: true } : {}),
    ...(channel ? { channel } : {}),
  };
}

/** Public parts after each auction's own place, in order; at most `limit` of each. */
export async function publicEventsAfter(
  tx: Tx,
  places: readonly { readonly auctionId: string; readonly after: number }[],
  limit: number,
): Promise<PublicEvent[]> {
  const found = await rows<{ public: string }>(
    tx,
    `select e.public from unnest($1::uuid[], $2::bigint[]) as w(id, after)
     cross join lateral (
       select public, seq from auction_event where auction_id = w.id and seq > w.after order by seq limit $3) e
     order by w.id, e.seq`,
    [places.map(({ auctionId }) => auctionId), places.map(({ after }) => after), limit],
  );
  return found.map((row) => JSON.parse(row.public) as PublicEvent);
}

/** What was objected, ruled and appealed, with the private parts. */
export async function objectionEvents(
  tx: Tx,
  auctionId: string,
  upTo: number,
): Promise<{ publicText: string; privateText: string | null }[]> {
  return rows(
    tx,
    `select public as "publicText", private as "privateText" from auction_event
     where auction_id = $1 and seq <= $2 and type in ('objection.filed', 'objection.ruled', 'objection.appealed')
     order by seq`,
    [auctionId, upTo],
  );
}

/** What an event of a book is; null when there is none of that seq. */
export async function eventType(tx: Tx, auctionId: string, seq: number): Promise<string | null> {
  const found = await maybeRow<{ type: string }>(
    tx,
    'select type from auction_event where auction_id = $1 and seq = $2',
    [auctionId, seq],
  );
  return found?.type ?? null;
}

/** A whole book with its private parts: for the checker, never for an answer. */
export async function readBook(
  tx: Tx,
  auctionId: string,
): Promise<{ publicText: string; privateText: string | null; salt: string | null }[]> {
  return rows(
    tx,
    'select public as "publicText", private as "privateText", salt from auction_event where auction_id = $1 order by seq',
    [auctionId],
  );
}

export interface DueAuction {
  id: string;
  state: Exclude<Phase, 'absent'>;
  opensAtMs: number;
  endsAtMs: number;
  /** When the clock was to act; null only for the rescheduling that an outage still needs. */
  dueAtMs: number | null;
  rules: AuctionRules;
  /** Command id of the pause, for an auction that is paused. */
  pausedBy: string | null;
}

/**
 * Auctions for which something is due (an opening, an end, an award), and those whose rescheduling after an outage was cut
 * short; without locks, for the journal's guard decides.
 */
export async function dueAuctions(tx: Tx, nowMs: number): Promise<DueAuction[]> {
  const found = await rows<Omit<DueAuction, 'rules'> & { rules: string }>(
    tx,
    `select a.id, a.state, a.opens_at_ms as "opensAtMs", a.ends_at_ms as "endsAtMs", a.due_at_ms as "dueAtMs", a.rules, p.command_id as "pausedBy"
     from auction_shown a left join lateral (
       select command_id from auction_event where a.state = 'paused' and auction_id = a.id and type = 'auction.paused'
       order by seq desc limit 1) p on true
     where a.due_at_ms <= $1 and not (a.state = 'announced' and exists (
         -- A suspended sale does not open; its time comes back with its resumption. One whose notice was extended, resumed or
         -- begun anew does not open at the time its book still has: that is on its way there.
         select from listing l where l.id = a.listing_id
           and (l.state = 'suspended' or l.opens_at > to_timestamp($1::bigint / 1000.0)))) or (a.state = 'paused' and a.due_at_ms is null and p.command_id like 'outage:%')`,
    [nowMs],
  );
  return found.map((due) => ({ ...due, rules: JSON.parse(due.rules) as AuctionRules }));
}

export interface SoleCandidate {
  organisationId: string;
  offerMinor: number | null;
}

/** Who stands in the book as admitted, if it is one alone, with the offer of its application. */
export async function soleCandidateOf(tx: Tx, auctionId: string): Promise<SoleCandidate | null> {
  const found = await rows<SoleCandidate>(
    tx,
    `select b.organisation_id as "organisationId", null as "offerMinor" from (
       select distinct on (private::jsonb->>'organisationId') private::jsonb->>'organisationId' as organisation_id, type
       from auction_event where auction_id = $1 and type in ('bidder.admitted', 'bidder.excluded')
       order by private::jsonb->>'organisationId', seq desc) b
     where b.type = 'bidder.admitted' limit 2`,
    [auctionId],
  );
  const [only] = found;
  if (!only || found.length > 1) return null;
  return { ...only, offerMinor: await offerOf(tx, auctionId, only.organisationId) };
}

export interface Outage {
  fromMs: number;
  toMs: number;
}

/** Those that reach into a stretch of time, the latest first. */
export const outagesWithin = (tx: Tx, fromMs: number, toMs: number): Promise<Outage[]> =>
  rows<Outage>(
    tx,
    `select from_ms as "fromMs", to_ms as "toMs" from journal_outage
     where from_ms < $2 and to_ms > $1 order by from_ms desc`,
    [fromMs, toMs],
  );

/** How far every journal that is alive has sequenced what it received; null when none is alive. */
export async function drainedToMs(tx: Tx, nowMs: number): Promise<number | null> {
  const found = await maybeRow<{ drained: number | null }>(
    tx,
    'select min(drained_to_ms) as drained from journal_writer where expires_at_ms > $1',
    [nowMs],
  );
  return found?.drained ?? null;
}
