import { newId } from '@jishi/kernel';
import { type Ground, insert, one, PRICE_MINOR } from './ground';
import type { Thing } from './kinds';

interface ListingRow {
  state: string;
  way?: 'auction' | 'listing' | 'negotiated';
  windowId?: string | null;
  transfereeId?: string;
  /** Its bidding has begun. */
  isOpen?: boolean;
}

export type Listings = Record<
  'draft' | 'intake' | 'review' | 'listed' | 'sealed' | 'open' | 'sold' | 'certified' | 'negotiated',
  string
>;

export function achievement(ground: Ground): Promise<string> {
  const id = newId();
  return insert(ground, 'achievement', {
    id,
    organisation_id: ground.people.at('university'),
    title: `一种样品 ${id}`,
    ip_kind: 'invention',
    filed_on: '2021-04-19',
    source_format: 'csv',
    source_hash: id,
  });
}

/** One in every state that shows something else to others. */
export const listingsOf = async (ground: Ground, windowId: string): Promise<Listings> => ({
  draft: await listing(ground, { state: 'draft' }),
  intake: await listing(ground, { state: 'intake', windowId }),
  review: await listing(ground, { state: 'review' }),
  listed: await listing(ground, { state: 'listed' }),
  sealed: await listing(ground, { state: 'listed' }),
  open: await listing(ground, { state: 'listed', isOpen: true }),
  sold: await listing(ground, { state: 'sold' }),
  certified: await listing(ground, { state: 'certified' }),
  negotiated: await listing(ground, {
    state: 'listed',
    way: 'negotiated',
    transfereeId: ground.people.at('company'),
  }),
});

export const listingThings = (listings: Listings): Thing[] =>
  Object.entries(listings).map(([state, id]) =>
    one(state, id, ['draft', 'intake', 'review'].includes(state) ? {} : { open: true }),
  );

/** With its auction when it is published for one. */
async function listing(
  ground: Ground,
  { state, way = 'auction', windowId = null, transfereeId, isOpen = false }: ListingRow,
): Promise<string> {
  const published = !['draft', 'intake', 'review', 'pre_listed'].includes(state);
  const auctionId = published && way !== 'negotiated' ? newId() : null;
  const id = newId();
  const [officer, exchangeId] = [ground.people.who('university', 'officer'), ground.people.at('exchange')];
  const later = new Date(Date.now() + 5 * 86_400_000);
  const [rules] = await ground.db.database.query<{ version: number }>(
    "select max(version) as version from rule_profile where code = 'gz-university'",
  );
  await insert(ground, 'listing', {
    id,
    number: `M-${id}`,
    achievement_id: await achievement(ground),
    transferor_id: officer.organisationId,
    exchange_id: exchangeId,
    window_id: windowId,
    form: 'transfer',
    pricing_way: way,
    price_minor: PRICE_MINOR,
    profile_code: 'gz-university',
    profile_version: rules!.version,
    region_code: '440100',
    seller_type: 'university',
    state,
    suspended_at: state === 'suspended' ? new Date() : null,
    negotiated_transferee_id: way === 'negotiated' ? transfereeId : null,
    auction_id: auctionId,
    published_at: published ? new Date() : null,
    notice_ends_at: published ? later : null,
    opens_at: auctionId ? (isOpen ? new Date(Date.now() - 60_000) : later) : null,
    created_by: officer.userId,
  });
  // An exchange is a party from the day it was asked to review.
  for (const to of state === 'draft' ? [] : ['review', state])
    await insert(ground, 'listing_transition', {
      listing_id: id,
      action: 'submit',
      from_state: 'draft',
      to_state: to,
      actor_id: officer.userId,
      organisation_id: officer.organisationId,
    });
  if (auctionId)
    await ground.db.database.query('insert into auction (id, listing_id) values ($1, $2)', [auctionId, id]);
  return id;
}

export async function columnOf(
  { db }: Ground,
  listingId: string,
  column: 'auction_id' | 'achievement_id',
): Promise<string> {
  const [found] = await db.database.query<{ id: string }>(`select ${column} as id from listing where id = $1`, [
    listingId,
  ]);
  return found!.id;
}
