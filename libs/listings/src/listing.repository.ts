import { conflict, newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { Form, PricingWay } from '@jishi/pricing';
import type { ListingState } from './domain/listing-states';
import type { IpKind } from './import/patent-record';

/** The row as the rules see it, locked while a step is taken. */
export interface ListingRow {
  id: string;
  number: string;
  achievementId: string;
  transferorId: string;
  exchangeId: string;
  windowId: string | null;
  form: Form;
  pricingWay: PricingWay;
  priceMinor: number;
  reserveMinor: number | null;
  profileCode: string;
  profileVersion: number | null;
  fieldCode: string;
  regionCode: string;
  state: ListingState;
  negotiatedTransfereeId: string | null;
  auctionId: string | null;
  publishedAt: Date | null;
  noticeEndsAt: Date | null;
  opensAt: Date | null;
  closesAt: Date | null;
  createdAt: Date;
}

/** The same with the names a reader needs. */
export interface ListingView extends ListingRow {
  title: string;
  ipKind: IpKind;
  patentNumber: string;
  transferorName: string;
  exchangeName: string;
  windowName: string | null;
  windowOrganisationId: string | null;
  negotiatedTransfereeName: string | null;
}

const COLUMNS = `l.id, l.number, l.achievement_id as "achievementId", l.transferor_id as "transferorId",
  l.exchange_id as "exchangeId", l.window_id as "windowId", l.form, l.pricing_way as "pricingWay",
  l.price_minor as "priceMinor", l.reserve_minor as "reserveMinor", l.profile_code as "profileCode",
  l.profile_version as "profileVersion", l.field_code as "fieldCode", l.region_code as "regionCode", l.state,
  l.negotiated_transferee_id as "negotiatedTransfereeId", l.auction_id as "auctionId",
  l.published_at as "publishedAt", l.notice_ends_at as "noticeEndsAt", l.opens_at as "opensAt",
  l.closes_at as "closesAt", l.created_at as "createdAt"`;

const VIEW = `select ${COLUMNS}, a.title, a.ip_kind as "ipKind", a.patent_number as "patentNumber",
    t.name as "transferorName", x.name as "exchangeName", w.name as "windowName",
    w.organisation_id as "windowOrganisationId", n.name as "negotiatedTransfereeName",
    (extract(epoch from coalesce(l.published_at, l.created_at)) * 1000000)::bigint as "sortKey"
  from listing l
  join achievement a on a.id = l.achievement_id
  join organisation t on t.id = l.transferor_id
  join organisation x on x.id = l.exchange_id
  left join service_window w on w.id = l.window_id
  left join organisation n on n.id = l.negotiated_transferee_id`;

export const lockListing = (tx: Tx, id: string): Promise<ListingRow | null> =>
  maybeRow<ListingRow>(tx, `select ${COLUMNS} from listing l where l.id = $1 for update`, [id]);

export const findListing = (tx: Tx, id: string): Promise<ListingView | null> =>
  maybeRow<ListingView>(tx, `${VIEW} where l.id = $1`, [id]);

/** `JSGP2026000001`. Numbers may have gaps, never doubles. */
export async function nextListingNumber(tx: Tx, year: string): Promise<string> {
  const { value } = await row<{ value: number }>(tx, `select nextval('listing_number') as value`);
  return `JSGP${year}${String(value).padStart(6, '0')}`;
}

export type NewListing = Omit<
  ListingRow,
  | 'id'
  | 'profileVersion'
  | 'state'
  | 'auctionId'
  | 'publishedAt'
  | 'noticeEndsAt'
  | 'opensAt'
  | 'closesAt'
  | 'createdAt'
>;

export async function insertListing(tx: Tx, listing: NewListing, createdBy: string): Promise<string> {
  const id = newId();
  await rows(
    tx,
    `insert into listing (id, number, achievement_id, transferor_id, exchange_id, window_id, form, pricing_way,
       price_minor, reserve_minor, profile_code, field_code, region_code, negotiated_transferee_id, created_by, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'draft')`,
    [
      id,
      listing.number,
      listing.achievementId,
      listing.transferorId,
      listing.exchangeId,
      listing.windowId,
      listing.form,
      listing.pricingWay,
      listing.priceMinor,
      listing.reserveMinor,
      listing.profileCode,
      listing.fieldCode,
      listing.regionCode,
      listing.negotiatedTransfereeId,
      createdBy,
    ],
  );
  return id;
}

export async function updateDraft(tx: Tx, id: string, listing: NewListing): Promise<void> {
  await rows(
    tx,
    `update listing set achievement_id = $2, exchange_id = $3, window_id = $4, form = $5, pricing_way = $6,
       price_minor = $7, reserve_minor = $8, profile_code = $9, field_code = $10, region_code = $11,
       negotiated_transferee_id = $12, updated_at = now() where id = $1`,
    [
      id,
      listing.achievementId,
      listing.exchangeId,
      listing.windowId,
      listing.form,
      listing.pricingWay,
      listing.priceMinor,
      listing.reserveMinor,
      listing.profileCode,
      listing.fieldCode,
      listing.regionCode,
      listing.negotiatedTransfereeId,
    ],
  );
}

export async function setPublished(
  tx: Tx,
  id: string,
  published: {
    profileVersion: number;
    auctionId: string | null;
    at: Date;
    noticeEndsAt: Date;
    opensAt: Date | null;
    closesAt: Date | null;
  },
): Promise<void> {
  await rows(
    tx,
    `update listing set profile_version = $2, auction_id = $3, published_at = $4, notice_ends_at = $5, opens_at = $6,
       closes_at = $7 where id = $1`,
    [
      id,
      published.profileVersion,
      published.auctionId,
      published.at,
      published.noticeEndsAt,
      published.opensAt,
      published.closesAt,
    ],
  );
}

export interface Step {
  action: string;
  from: ListingState;
  to: ListingState;
  actorId: string | null;
  organisationId: string | null;
  reason: string;
}

const isSecondTransfer = (error: unknown): boolean =>
  (error as { driverError?: { constraint?: string } }).driverError?.constraint === 'listing_one_transfer';

/** The state and its record, always together. Errors: `listing.already_offered`. */
export async function recordStep(tx: Tx, listingId: string, step: Step): Promise<void> {
  try {
    await rows(tx, 'update listing set state = $2, updated_at = now() where id = $1', [listingId, step.to]);
  } catch (error) {
    if (isSecondTransfer(error)) throw conflict('listing.already_offered');
    throw error;
  }
  await rows(
    tx,
    `insert into listing_transition (id, listing_id, action, from_state, to_state, actor_id, organisation_id, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), listingId, step.action, step.from, step.to, step.actorId, step.organisationId, step.reason],
  );
}

export interface TransitionRow {
  action: string;
  fromState: ListingState;
  toState: ListingState;
  actorName: string | null;
  reason: string;
  at: Date;
}

export const listTransitions = (tx: Tx, listingId: string): Promise<TransitionRow[]> =>
  rows<TransitionRow>(
    tx,
    `select t.action, t.from_state as "fromState", t.to_state as "toState", u.name as "actorName", t.reason, t.at
     from listing_transition t left join user_account u on u.id = t.actor_id where t.listing_id = $1 order by t.at, t.id`,
    [listingId],
  );

export interface ListingFilter {
  /** `public`: published ones; `mine`: of `readerId`; `intake`, `review`: waiting at its window or exchange. */
  scope: 'public' | 'mine' | 'intake' | 'review';
  readerId: string | null;
  state: string | null;
  field: string | null;
  /** A GB/T 2260 code or the beginning of one. */
  region: string | null;
  pricingWay: string | null;
  q: string;
  after: [number, string] | null;
  limit: number;
}

/** Clients of the window its own lists show too: a clerk works for them. An exchange owns what it was asked to review. */
const SCOPES: Record<ListingFilter['scope'], string> = {
  public: `l.published_at is not null and $1::uuid is not distinct from $1`,
  mine: `(l.transferor_id = $1 or w.organisation_id = $1 or l.negotiated_transferee_id = $1 and l.published_at is not null
    or l.exchange_id = $1 and l.state not in ('draft', 'intake'))`,
  intake: `l.state = 'intake' and w.organisation_id = $1`,
  review: `l.state = 'review' and l.exchange_id = $1`,
};

export const listListings = (tx: Tx, filter: ListingFilter): Promise<(ListingView & { sortKey: number })[]> =>
  rows(
    tx,
    `select * from (${VIEW} where ${SCOPES[filter.scope]}
       and ($2::text is null or l.state = $2) and ($3::text is null or l.field_code = $3)
       and ($4::text is null or l.region_code like $4 || '%') and ($5::text is null or l.pricing_way = $5)
       and ($6 = '' or a.title ilike '%' || $6 || '%' or l.number ilike $6 || '%' or a.patent_number ilike '%' || $6 || '%')
     ) found
     where $7::bigint is null or ("sortKey", id) < ($7, $8::uuid)
     order by "sortKey" desc, id desc limit $9`,
    [
      filter.readerId,
      filter.state,
      filter.field,
      filter.region,
      filter.pricingWay,
      filter.q.replace(/[\\%_]/g, '\\$&'),
      filter.after?.[0] ?? null,
      filter.after?.[1] ?? null,
      filter.limit,
    ],
  );

export interface OrganisationFacts {
  id: string;
  kind: string;
  regionCode: string;
}

export const findOrganisationFacts = (tx: Tx, id: string): Promise<OrganisationFacts | null> =>
  maybeRow<OrganisationFacts>(tx, 'select id, kind, region_code as "regionCode" from organisation where id = $1', [id]);
