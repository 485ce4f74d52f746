import { newId } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { LinkState } from '../domain/market-link';

export interface MarketLinkRow {
  id: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  listingState: string;
  priceMinor: number;
  transferorId: string;
  transferorName: string;
  hostId: string;
  hostName: string;
  exchangeId: string;
  exchangeName: string;
  state: LinkState;
  reason: string;
  createdAt: Date;
  linkedAt: Date | null;
  removedAt: Date | null;
}

const LINK = `select m.id, m.listing_id as "listingId", l.number as "listingNumber", a.title as "listingTitle",
    l.state as "listingState", l.price_minor as "priceMinor", l.transferor_id as "transferorId",
    t.name as "transferorName", l.exchange_id as "hostId", h.name as "hostName", m.exchange_id as "exchangeId",
    e.name as "exchangeName", m.state, m.created_at as "createdAt", m.linked_at as "linkedAt",
    m.removed_at as "removedAt",
    (select s.reason from listing_market_step s where s.link_id = m.id order by s.at desc, s.id desc limit 1) as reason
  from listing_market m join listing l on l.id = m.listing_id join achievement a on a.id = l.achievement_id
  join organisation t on t.id = l.transferor_id join organisation h on h.id = l.exchange_id
  join organisation e on e.id = m.exchange_id`;

export const lockLink = (tx: Tx, id: string): Promise<MarketLinkRow | null> =>
  maybeRow<MarketLinkRow>(tx, `${LINK} where m.id = $1 for update of m`, [id]);

export const listLinks = (
  tx: Tx,
  filter: {
    readerId: string;
    listingId: string | null;
    state: LinkState | null;
    before: [string, string] | null;
    limit: number;
  },
): Promise<MarketLinkRow[]> =>
  rows<MarketLinkRow>(
    tx,
    `${LINK} where $1 in (l.transferor_id, l.exchange_id, m.exchange_id)
       -- What the host has not consented to, the other exchange does not know of.
       and ($1 in (l.transferor_id, l.exchange_id) or exists (
         select from listing_market_step s where s.link_id = m.id and s.to_state = 'offered'))
       and ($2::uuid is null or m.listing_id = $2) and ($3::text is null or m.state = $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', m.created_at), m.id) < ($4, $5::uuid))
     order by date_trunc('milliseconds', m.created_at) desc, m.id desc limit $6`,
    [
      filter.readerId,
      filter.listingId,
      filter.state,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
    ],
  );

/** Null when the listing is linked there, or about to be. */
export async function insertLink(
  tx: Tx,
  link: { listingId: string; exchangeId: string; state: 'asked' | 'offered' },
): Promise<string | null> {
  const made = await maybeRow<{ id: string }>(
    tx,
    `insert into listing_market (id, listing_id, exchange_id, state) values ($1, $2, $3, $4)
     on conflict (listing_id, exchange_id) where removed_at is null do nothing returning id`,
    [newId(), link.listingId, link.exchangeId, link.state],
  );
  return made?.id ?? null;
}

/** The state and its record, always together. */
export async function recordLinkStep(
  tx: Tx,
  id: string,
  step: { from: LinkState | null; to: LinkState; actorId: string; organisationId: string; reason: string },
): Promise<void> {
  await rows(
    tx,
    `update listing_market set state = $2, linked_at = case when $2 = 'linked' then now() else linked_at end,
       removed_at = case when $2 in ('declined', 'ended') then now() end where id = $1`,
    [id, step.to],
  );
  await rows(
    tx,
    `insert into listing_market_step (id, link_id, from_state, to_state, actor_id, organisation_id, reason)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(), id, step.from, step.to, step.actorId, step.organisationId, step.reason],
  );
}
