import type { Fen } from '@jishi/kernel';
import { maybeRow, rows, type Tx } from '@jishi/platform';

export interface OfferRow {
  id: string;
  caseId: string;
  auctionId: string;
  listingId: string;
  listingNumber: string;
  title: string;
  exchangeId: string;
  organisationId: string;
  organisationName: string;
  bidderCode: string;
  priceMinor: Fen;
  state: 'offered' | 'accepted' | 'declined' | 'lapsed';
  until: Date;
  answeredAt: Date | null;
  createdAt: Date;
}

const OFFER = `select f.id, f.case_id as "caseId", k.auction_id as "auctionId", k.listing_id as "listingId",
    l.number as "listingNumber", a.title, k.exchange_id as "exchangeId", f.organisation_id as "organisationId",
    o.name as "organisationName", f.bidder_code as "bidderCode", f.price_minor as "priceMinor", f.state, f.until,
    f.answered_at as "answeredAt", f.created_at as "createdAt"
  from default_offer f join default_case k on k.id = f.case_id join listing l on l.id = k.listing_id
  join achievement a on a.id = l.achievement_id join organisation o on o.id = f.organisation_id`;

/** Nothing happens where one lives already, or this bidder had its turn. */
export const insertOffer = (
  tx: Tx,
  of: {
    id: string;
    caseId: string;
    organisationId: string;
    bidderCode: string;
    priceMinor: Fen;
    until: Date;
    offeredBy: string;
  },
): Promise<unknown> =>
  rows(
    tx,
    `insert into default_offer (id, case_id, organisation_id, bidder_code, price_minor, until, offered_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [of.id, of.caseId, of.organisationId, of.bidderCode, of.priceMinor, of.until, of.offeredBy],
  );

/** In the order in which they were made. */
export const offersOf = (tx: Tx, caseId: string): Promise<OfferRow[]> =>
  rows<OfferRow>(tx, `${OFFER} where f.case_id = $1 order by f.created_at, f.id limit 200`, [caseId]);

export async function lockOffer(tx: Tx, id: string): Promise<OfferRow | null> {
  await rows(tx, 'select id from default_offer where id = $1 for update', [id]);
  return maybeRow<OfferRow>(tx, `${OFFER} where f.id = $1`, [id]);
}

export const setAnswer = (tx: Tx, id: string, state: OfferRow['state'], userId: string | null): Promise<unknown> =>
  rows(tx, `update default_offer set state = $2, answered_by = $3, answered_at = clock_timestamp() where id = $1`, [
    id,
    state,
    userId,
  ]);

/** Those nobody answered in time. */
export const offersOver = (tx: Tx, now: Date, limit: number): Promise<{ id: string }[]> =>
  rows(tx, `select id from default_offer where state = 'offered' and until <= $1 order by until, id limit $2`, [
    now,
    limit,
  ]);

/** Made to this organisation, the latest first. */
export const offersTo = (
  tx: Tx,
  organisationId: string,
  before: readonly [string, string] | null,
  limit: number,
): Promise<OfferRow[]> =>
  rows<OfferRow>(
    tx,
    `${OFFER} where f.organisation_id = $1
       and ($2::timestamptz is null or (date_trunc('milliseconds', f.created_at), f.id) < ($2, $3::uuid))
     order by date_trunc('milliseconds', f.created_at) desc, f.id desc limit $4`,
    [organisationId, before?.[0] ?? null, before?.[1] ?? null, limit],
  );
