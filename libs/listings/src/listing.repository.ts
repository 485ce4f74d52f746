import { conflict, newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { Form, IpKind, PricingWay, SellerType } from '@jishi/pricing';
import type { Appraisal, EarlierRound, WrittenApproval } from './domain/price-basis';
import type { Schedule } from './domain/schedule';
import type { ListingState } from './domain/listing-states';
import type { TransfereeRelation } from './domain/transferee-relation';

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
  /** How the transferee of a negotiated sale is tied to the seller, as its notice says; null: by nothing known. */
  transfereeRelation: TransfereeRelation | null;
  sellerType: SellerType | null;
  /** What a buyer must know and accept besides the price. */
  conditions: string;
  /** How often the notice says it may be extended, and how often it was. */
  announcedExtensions: number;
  extensions: number;
  appraisal: Appraisal | null;
  approval: WrittenApproval | null;
  round: number;
  publishFrom: Date | null;
  suspendedAt: Date | null;
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
  /** Other exchanges in whose markets it is shown. */
  markets: { exchangeId: string; name: string }[];
}

const COLUMNS = `l.id, l.number, l.achievement_id as "achievementId", l.transferor_id as "transferorId",
  l.exchange_id as "exchangeId", l.window_id as "windowId", l.form, l.pricing_way as "pricingWay",
  l.price_minor as "priceMinor", l.reserve_minor as "reserveMinor", l.profile_code as "profileCode",
  l.profile_version as "profileVersion", l.field_code as "fieldCode", l.region_code as "regionCode", l.state,
  l.negotiated_transferee_id as "negotiatedTransfereeId", l.transferee_relation as "transfereeRelation", l.seller_type as "sellerType", l.conditions,
  l.announced_extensions as "announcedExtensions", l.extensions, l.round, l.publish_from as "publishFrom",
  l.suspended_at as "suspendedAt", l.auction_id as "auctionId",
  case when l.appraisal_minor is not null then json_build_object('amountMinor', l.appraisal_minor,
    'reference', l.appraisal_ref, 'on', l.appraisal_on) end as appraisal,
  case when l.approval_ref is not null then json_build_object('reference', l.approval_ref,
    'authority', l.approval_authority, 'on', l.approval_on) end as approval,
  l.published_at as "publishedAt", l.notice_ends_at as "noticeEndsAt", l.opens_at as "opensAt",
  l.closes_at as "closesAt", l.created_at as "createdAt"`;

const VIEW = `select ${COLUMNS}, a.title, a.ip_kind as "ipKind", a.patent_number as "patentNumber",
    t.name as "transferorName", x.name as "exchangeName", w.name as "windowName",
    w.organisation_id as "windowOrganisationId", n.name as "negotiatedTransfereeName",
    (select coalesce(jsonb_agg(jsonb_build_object('exchangeId', p.id, 'name', p.name) order by m.linked_at), '[]')
     from listing_market m join organisation p on p.id = m.exchange_id
     where m.listing_id = l.id and m.state = 'linked') as markets,
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
  | 'extensions'
  | 'publishFrom'
  | 'suspendedAt'
  | 'transfereeRelation'
>;

/** In the order of the columns from `achievement_id` on. */
const termsOf = (listing: NewListing): unknown[] => [
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
  listing.sellerType,
  listing.conditions,
  listing.announcedExtensions,
  listing.round,
  listing.appraisal?.amountMinor ?? null,
  listing.appraisal?.reference ?? null,
  listing.appraisal?.on ?? null,
  listing.approval?.reference ?? null,
  listing.approval?.authority ?? null,
  listing.approval?.on ?? null,
];
const TERMS = `achievement_id, exchange_id, window_id, form, pricing_way, price_minor, reserve_minor, profile_code, field_code,
  region_code, negotiated_transferee_id, seller_type, conditions, announced_extensions, round, appraisal_minor,
  appraisal_ref, appraisal_on, approval_ref, approval_authority, approval_on`;
const TERMS_FROM_2 = Array.from({ length: 21 }, (_, i) => `$${i + 2}`).join(', ');

export async function insertListing(tx: Tx, listing: NewListing, createdBy: string): Promise<string> {
  const id = newId();
  await rows(
    tx,
    `insert into listing (id, ${TERMS}, number, transferor_id, created_by, state)
     values ($1, ${TERMS_FROM_2}, $23, $24, $25, 'draft')`,
    [id, ...termsOf(listing), listing.number, listing.transferorId, createdBy],
  );
  return id;
}

export async function updateDraft(tx: Tx, id: string, listing: NewListing): Promise<void> {
  await rows(tx, `update listing set (${TERMS}, updated_at) = (${TERMS_FROM_2}, now()) where id = $1`, [
    id,
    ...termsOf(listing),
  ]);
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
  at: Date;
}

const date = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** The announced times as they are from now on; `extensions` counts those of the notice. */
export async function setSchedule(tx: Tx, id: string, to: Schedule, extensions: number): Promise<void> {
  await rows(
    tx,
    `update listing set notice_ends_at = $2, opens_at = $3, closes_at = $4, extensions = $5, updated_at = now() where id = $1`,
    [id, date(to.noticeEndsAtMs), date(to.opensAtMs), date(to.closesAtMs), extensions],
  );
}

export const setPublishFrom = (tx: Tx, id: string, at: Date): Promise<unknown> =>
  rows(tx, 'update listing set publish_from = $2 where id = $1', [id, at]);

/** Those whose holders of a right of first refusal have had their time, the longest waiting first. */
export const listPublishDue = (tx: Tx, now: Date, limit: number): Promise<{ id: string }[]> =>
  rows(tx, `select id from listing where state = 'pre_listed' and publish_from <= $1 order by publish_from limit $2`, [
    now,
    limit,
  ]);

/** Whether this achievement was transferred to somebody: sold, with a contract that stands. */
export const isTransferred = async (tx: Tx, achievementId: string): Promise<boolean> =>
  (await maybeRow(
    tx,
    `select 1 from listing where achievement_id = $1 and form = 'transfer' and state in ('sold', 'certified') limit 1`,
    [achievementId],
  )) !== null;

export const setTransfereeRelation = (tx: Tx, id: string, relation: TransfereeRelation | null): Promise<unknown> =>
  rows(tx, 'update listing set transferee_relation = $2 where id = $1', [id, relation]);

export const setSellerType = (tx: Tx, id: string, seller: SellerType): Promise<unknown> =>
  rows(tx, 'update listing set seller_type = $2 where id = $1', [id, seller]);

/**
 * The last sale of the same achievement in the same form that found no buyer, and how many there were. A buyer who defaulted
 * was one: a sale that ended so counts as a round, but says nothing about whether the price was too high.
 */
export async function findEarlierRounds(
  tx: Tx,
  { achievementId, form }: Pick<ListingRow, 'achievementId' | 'form'>,
): Promise<{ rounds: number; last: EarlierRound | null }> {
  const found = await rows<EarlierRound>(
    tx,
    `select l.price_minor as "priceMinor", (extract(epoch from max(t.at)) * 1000)::bigint as "endedAtMs",
       bool_or(bool_or(t.action = 'mark_unsold')) over () as "nobodyCame"
     from listing l join listing_transition t on t.listing_id = l.id and t.to_state = 'delisted'
     where l.achievement_id = $1 and l.form = $2 and l.state = 'delisted'
     group by l.id order by max(t.at) desc, l.id limit 1000`,
    [achievementId, form],
  );
  return { rounds: found.length, last: found[0] ?? null };
}

const isSecondTransfer = (error: unknown): boolean =>
  (error as { driverError?: { constraint?: string } }).driverError?.constraint === 'listing_one_transfer';

/** The state and its record, always together. Errors: `listing.already_offered`. */
export async function recordStep(tx: Tx, listingId: string, step: Step): Promise<void> {
  try {
    await rows(
      tx,
      `update listing set state = $2, updated_at = now(), suspended_at = case when $2 = 'suspended' then $3::timestamptz end
       where id = $1`,
      [listingId, step.to, step.at],
    );
  } catch (error) {
    if (isSecondTransfer(error)) throw conflict('listing.already_offered');
    throw error;
  }
  await rows(
    tx,
    `insert into listing_transition (id, listing_id, action, from_state, to_state, actor_id, organisation_id, reason, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [newId(), listingId, step.action, step.from, step.to, step.actorId, step.organisationId, step.reason, step.at],
  );
}

export interface TransitionRow {
  action: string;
  fromState: ListingState;
  toState: ListingState;
  actorName: string | null;
  reason: string;
  /** A window's people act at a counter; null for steps older than the mark. */
  channel: 'online' | 'counter' | null;
  receiptNumber: string | null;
  at: Date;
}

export const listTransitions = (tx: Tx, listingId: string): Promise<TransitionRow[]> =>
  rows<TransitionRow>(
    tx,
    `select t.action, t.from_state as "fromState", t.to_state as "toState", u.name as "actorName", t.reason, t.channel,
       t.receipt_number as "receiptNumber", t.at
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
  /** Whose market: its own listings and those linked into it. */
  exchangeId: string | null;
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
       and ($10::uuid is null or l.exchange_id = $10 or exists (select from listing_market m
         where m.listing_id = l.id and m.exchange_id = $10 and m.state = 'linked'))
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
      filter.exchangeId,
    ],
  );

export interface OrganisationFacts {
  id: string;
  kind: string;
  regionCode: string;
  ownership: string | null;
}

export const findOrganisationFacts = (tx: Tx, id: string): Promise<OrganisationFacts | null> =>
  maybeRow<OrganisationFacts>(
    tx,
    'select id, kind, region_code as "regionCode", ownership from organisation where id = $1',
    [id],
  );
