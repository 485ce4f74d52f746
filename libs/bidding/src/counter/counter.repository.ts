import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import { STANDING_STATES } from '../domain/application-states';

export type CounterKind = 'bid' | 'maximum';

/** What has to be known of a sale before a clerk may enter a bid in it. */
export interface CounterSale {
  listingId: string;
  exchangeId: string;
  mode: string;
  /** The window's exchange shows the listing in its market. */
  linked: boolean;
  /** This clerk has acted for the seller in this sale, or belongs to it. */
  servedSeller: boolean;
  /** Somebody of the window belongs to another candidate of this sale. */
  rivalPeople: boolean;
}

/** Who has acted for the seller of a sale does not act for its bidders, nor learn who they are. */
export const servedSeller = (clerk: string): string => `(
  exists (select from listing_transition t where t.listing_id = l.id and t.actor_id = ${clerk})
  or exists (select from intake_receipt r where r.listing_id = l.id and r.clerk_id = ${clerk})
  or exists (select from membership m where m.organisation_id = l.transferor_id and m.user_id = ${clerk}))`;

const STANDING = STANDING_STATES.map((state) => `'${state}'`).join(', ');
/** Somebody of the window belongs to another candidate of the sale. */
export const rivalPeople = (client: string, window: string): string => `exists (
  select from application r join membership theirs on theirs.organisation_id = r.organisation_id
  join membership ours on ours.user_id = theirs.user_id and ours.organisation_id = ${window}
  where r.listing_id = l.id and r.organisation_id <> ${client} and r.state in (${STANDING}))`;

export const findCounterSale = (
  tx: Tx,
  of: { auctionId: string; clerkId: string; clientId: string; windowOrganisationId: string; windowExchangeId: string },
): Promise<CounterSale | null> =>
  maybeRow<CounterSale>(
    tx,
    `select l.id as "listingId", l.exchange_id as "exchangeId", a.view::jsonb->>'mode' as mode,
       exists (select from listing_market m where m.listing_id = l.id and m.exchange_id = $5 and m.state = 'linked')
         as linked,
       ${servedSeller('$2')} as "servedSeller",
       ${rivalPeople('$3', '$4')} as "rivalPeople"
     from auction_shown a join listing l on l.id = a.listing_id where a.id = $1`,
    [of.auctionId, of.clerkId, of.clientId, of.windowOrganisationId, of.windowExchangeId],
  );

/** Whom this clerk serves in this sale from now on; somebody else when that was settled before. */
export async function serve(
  tx: Tx,
  service: { auctionId: string; clerkId: string; clientId: string; windowId: string },
): Promise<string> {
  const { auctionId, clerkId, clientId, windowId } = service;
  await rows(
    tx,
    'insert into counter_service (auction_id, clerk_id, client_id, window_id) values ($1, $2, $3, $4) on conflict do nothing',
    [auctionId, clerkId, clientId, windowId],
  );
  const served = await row<{ clientId: string }>(
    tx,
    'select client_id as "clientId" from counter_service where auction_id = $1 and clerk_id = $2',
    [auctionId, clerkId],
  );
  return served.clientId;
}

export interface CounterActRow {
  id: string;
  receiptNumber: string;
  kind: CounterKind;
  auctionId: string;
  auctionTitle: string;
  listingNumber: string;
  mode: string;
  hostId: string;
  hostName: string;
  windowId: string;
  windowName: string;
  windowAddress: string;
  windowPhone: string;
  windowOrganisationId: string;
  exchangeId: string;
  clerkId: string;
  clerkName: string;
  clientId: string;
  clientName: string;
  mandateId: string;
  mandateRef: string;
  amountMinor: number;
  enteredAt: Date;
  /** Null while the book's answer is not known. */
  outcome: 'accepted' | 'refused' | null;
  code: string | null;
  seq: number | null;
}

/** An answer that was lost on its way is read from the book: the act's id is the command's. */
const ACT = `select c.id, c.receipt_number as "receiptNumber", c.kind, c.auction_id as "auctionId",
    a.view::jsonb->>'title' as "auctionTitle", a.view::jsonb->>'mode' as mode, l.number as "listingNumber",
    l.exchange_id as "hostId", h.name as "hostName", c.window_id as "windowId", w.name as "windowName",
    w.address as "windowAddress", w.phone as "windowPhone", w.organisation_id as "windowOrganisationId",
    w.exchange_id as "exchangeId", c.clerk_id as "clerkId", u.name as "clerkName", c.client_id as "clientId",
    o.name as "clientName", c.mandate_id as "mandateId", d.mandate_ref as "mandateRef",
    c.amount_minor as "amountMinor", c.entered_at as "enteredAt",
    coalesce(c.outcome, case when e.type = 'command.rejected' then 'refused' when e.type is not null then 'accepted' end)
      as outcome,
    coalesce(c.code, case when e.type = 'command.rejected' then e.private::jsonb->>'code' end) as code,
    coalesce(c.seq, e.seq) as seq
  from counter_act c join auction_shown a on a.id = c.auction_id join listing l on l.id = a.listing_id
  join organisation h on h.id = l.exchange_id join service_window w on w.id = c.window_id
  join user_account u on u.id = c.clerk_id join organisation o on o.id = c.client_id
  join window_client d on d.id = c.mandate_id
  left join auction_event e on c.outcome is null and e.auction_id = c.auction_id
    and e.actor = c.client_id::text and e.command_id = c.id::text`;

export const findAct = (tx: Tx, id: string): Promise<CounterActRow | null> =>
  maybeRow<CounterActRow>(tx, `${ACT} where c.id = $1`, [id]);

export const listActs = (
  tx: Tx,
  filter: {
    readerId: string;
    userId: string;
    auctionId: string | null;
    /** Since this instant. */
    since: Date | null;
    before: [string, string] | null;
    limit: number;
  },
): Promise<CounterActRow[]> =>
  rows<CounterActRow>(
    tx,
    `${ACT} where $1 in (w.organisation_id, w.exchange_id, c.client_id, l.exchange_id)
       and (w.organisation_id <> $1 or a.state not in ('announced', 'open', 'paused') or not ${servedSeller('$7')})
       and ($2::uuid is null or c.auction_id = $2) and ($3::timestamptz is null or c.entered_at >= $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', c.entered_at), c.id) < ($4, $5::uuid))
     order by date_trunc('milliseconds', c.entered_at) desc, c.id desc limit $6`,
    [
      filter.readerId,
      filter.auctionId,
      filter.since,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
      filter.userId,
    ],
  );

/** Written before the book is asked, so that no bid of a counter is in the book without it. False: it is there already. */
export async function insertAct(
  tx: Tx,
  act: {
    id: string;
    kind: CounterKind;
    auctionId: string;
    windowId: string;
    clerkId: string;
    clientId: string;
    mandateId: string;
    amountMinor: number;
  },
): Promise<boolean> {
  const made = await rows(
    tx,
    `insert into counter_act (id, receipt_number, kind, auction_id, window_id, clerk_id, client_id, mandate_id, amount_minor)
     values ($1, 'JSGT' || to_char(now() at time zone 'Asia/Shanghai', 'YYYY')
       || lpad(nextval('counter_receipt_number')::text, 6, '0'), $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do nothing returning id`,
    [act.id, act.kind, act.auctionId, act.windowId, act.clerkId, act.clientId, act.mandateId, act.amountMinor],
  );
  return made.length === 1;
}

export async function recordAnswer(
  tx: Tx,
  id: string,
  answer: { outcome: 'accepted' | 'refused'; code: string | null; seq: number | null },
): Promise<void> {
  await rows(
    tx,
    `update counter_act set outcome = $2, code = $3, seq = $4, answered_at = now() where id = $1 and outcome is null`,
    [id, answer.outcome, answer.code, answer.seq],
  );
}

export interface CounterSeatRow {
  auctionId: string;
  clientId: string;
  clientName: string;
  mandateRef: string;
  bidLimitMinor: number | null;
  validUntil: string | null;
  hostName: string;
  view: string;
  /** Another client whom the asking clerk serves in this sale. */
  servesOther: boolean;
}

/** Where a window's clients are admitted, or were approved, and for which of them it may bid. */
export const listSeats = (
  tx: Tx,
  of: { windowId: string; clerkId: string; after: [string, string] | null; limit: number },
): Promise<(CounterSeatRow & { key: string })[]> =>
  rows(
    tx,
    `select * from (
       select a.id as "auctionId", o.id as "clientId", o.name as "clientName", c.mandate_ref as "mandateRef",
         c.bid_limit_minor as "bidLimitMinor", c.valid_until::text as "validUntil", h.name as "hostName", a.view,
         exists (select from counter_service s where s.auction_id = a.id and s.clerk_id = $2 and s.client_id <> o.id)
           as "servesOther",
         lpad(a.ends_at_ms::text, 16, '0') || ':' || o.id as key
       from window_client c join organisation o on o.id = c.organisation_id
       join application p on p.organisation_id = o.id and p.state = 'approved'
       join auction_shown a on a.id = p.auction_id and a.state in ('announced', 'open', 'paused')
       join listing l on l.id = a.listing_id join organisation h on h.id = l.exchange_id
       where not ${servedSeller('$2')} and c.window_id = $1 and 'bid' = any (c.scopes) and c.ended_at is null and c.confirmed_at is not null
         and (now() at time zone 'Asia/Shanghai')::date between c.valid_from and coalesce(c.valid_until, 'infinity')
     ) seat where $3::text is null or (key, "auctionId") > ($3, $4::uuid) order by key, "auctionId" limit $5`,
    [of.windowId, of.clerkId, of.after?.[0] ?? null, of.after?.[1] ?? null, of.limit],
  );
