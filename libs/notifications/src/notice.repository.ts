import { type Locale, maybeRow, row, rows, type Tx } from '@jishi/platform';
import { parseRuleProfile } from '@jishi/pricing';
import type { NoticeSource } from './domain/notice-text';
import type { NoticeFact, NoticeKind } from './domain/notices-due';

/** One notice of an exchange at a time: so its numbers have no gaps. */
export async function lockRegister(tx: Tx, exchangeId: string): Promise<void> {
  await row(tx, 'select id from organisation where id = $1 for no key update', [exchangeId]);
}

/** Everything recorded about a listing that may bring a notice, wherever it was recorded. */
export const findFacts = (
  tx: Tx,
  of: { listingId: string; auctionId: string | null; factId: string },
  types: readonly string[],
): Promise<NoticeFact[]> =>
  rows<NoticeFact>(
    tx,
    `select o.id, o.type, o.payload, extract(epoch from o.at)::float8 * 1000 as "atMs" from outbox o
     where o.type = any($4) and (o.id = $3 or o.subject_id in (
       select $1::text union all select $2::text where $2::text is not null
       union all select id::text from contract where listing_id = $1::uuid))`,
    [of.listingId, of.auctionId, of.factId, types],
  );

export const issuedFacts = async (tx: Tx, listingId: string): Promise<Set<string>> =>
  new Set(
    (
      await rows<{ id: string }>(tx, 'select event_id as id from listing_notice where listing_id = $1', [listingId])
    ).map(({ id }) => id),
  );

export const lastSerial = async (tx: Tx, exchangeId: string, year: number): Promise<number> =>
  (
    await row<{ last: number | null }>(
      tx,
      'select max(serial) as last from listing_notice where exchange_id = $1 and year = $2',
      [exchangeId, year],
    )
  ).last ?? 0;

type SourceRow = Omit<
  NoticeSource,
  'transferor' | 'exchange' | 'transferee' | 'publishedAtMs' | 'noticeEndsAtMs' | 'opensAtMs' | 'conditions' | 'profile'
> & {
  exchangeId: string;
  auctionId: string | null;
  publishedAt: Date;
  noticeEndsAt: Date;
  opensAt: Date | null;
  names: Record<'transferor' | 'exchange' | 'transferee', Record<Locale, string> | null>;
  conditions: string;
  amendments: { from: string; to: string; atMs: number }[];
  profile: unknown;
};

/** Null for a listing that was never published: it has nothing to announce. */
export async function findSource(
  tx: Tx,
  listingId: string,
): Promise<{ source: NoticeSource; exchangeId: string; auctionId: string | null } | null> {
  const name = (alias: string): string =>
    `json_build_object('zh', ${alias}.name, 'en', coalesce(nullif(${alias}.name_en, ''), ${alias}.name))`;
  const found = await maybeRow<SourceRow>(
    tx,
    `select l.id as "listingId", l.number, a.title, a.ip_kind as "ipKind", a.patent_number as "patentNumber", l.form,
       l.pricing_way as "pricingWay", l.price_minor as "priceMinor", l.exchange_id as "exchangeId",
       l.auction_id as "auctionId", l.published_at as "publishedAt", l.notice_ends_at as "noticeEndsAt",
       l.opens_at as "opensAt", l.conditions, l.announced_extensions as "announcedExtensions", p.body as profile,
       case when l.appraisal_ref is not null
         then json_build_object('minor', l.appraisal_minor, 'reference', l.appraisal_ref) end as appraisal,
       case when l.approval_ref is not null
         then json_build_object('reference', l.approval_ref, 'authority', l.approval_authority) end as approval,
       (select coalesce(json_agg(json_build_object('from', m.conditions_from, 'to', m.conditions_to,
            'atMs', extract(epoch from m.decided_at)::float8 * 1000) order by m.decided_at), '[]')
          from listing_amendment m where m.listing_id = l.id and m.state = 'accepted') as amendments, json_build_object('transferor', ${name('t')}, 'exchange', ${name('x')},
         'transferee', case when n.id is not null then ${name('n')} end) as names
     from listing l
     join achievement a on a.id = l.achievement_id
     join organisation t on t.id = l.transferor_id
     join organisation x on x.id = l.exchange_id
     join rule_profile p on p.code = l.profile_code and p.version = l.profile_version
     left join organisation n on n.id = l.negotiated_transferee_id
     where l.id = $1 and l.published_at is not null`,
    [listingId],
  );
  if (!found) return null;
  const {
    exchangeId,
    auctionId,
    publishedAt,
    noticeEndsAt,
    opensAt,
    names,
    profile,
    conditions,
    amendments,
    ...plain
  } = found;
  const source: NoticeSource = {
    ...plain,
    transferor: names.transferor!,
    exchange: names.exchange!,
    transferee: names.transferee,
    publishedAtMs: publishedAt.getTime(),
    noticeEndsAtMs: noticeEndsAt.getTime(),
    opensAtMs: opensAt?.getTime() ?? null,
    conditions: [
      { text: amendments[0]?.from ?? conditions, fromMs: 0 },
      ...amendments.map(({ to, atMs }) => ({ text: to, fromMs: atMs })),
    ],
    profile: parseRuleProfile(profile),
  };
  return { source, exchangeId, auctionId };
}

export interface NewNotice {
  id: string;
  eventId: string;
  listingId: string;
  exchangeId: string;
  kind: NoticeKind;
  year: number;
  serial: number;
  issuedAt: Date;
  periodFrom: string | null;
  periodTo: string | null;
  text: string;
  sha256: string;
}

export async function insertNotice(tx: Tx, notice: NewNotice): Promise<void> {
  await rows(
    tx,
    `insert into listing_notice (id, event_id, listing_id, exchange_id, kind, year, serial, issued_at, period_from,
       period_to, text, sha256) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      notice.id,
      notice.eventId,
      notice.listingId,
      notice.exchangeId,
      notice.kind,
      notice.year,
      notice.serial,
      notice.issuedAt,
      notice.periodFrom,
      notice.periodTo,
      notice.text,
      notice.sha256,
    ],
  );
}

export interface NoticeRow {
  id: string;
  kind: NoticeKind;
  year: number;
  serial: number;
  titleZh: string;
  titleEn: string;
  listingId: string;
  listingNumber: string;
  auctionId: string | null;
  exchangeId: string;
  exchangeName: string;
  fieldCode: string;
  regionCode: string;
  issuedAt: Date;
  periodFrom: Date | null;
  periodTo: Date | null;
  sha256: string;
}

const NOTICE = `select n.id, n.kind, n.year, n.serial, n.title_zh as "titleZh", n.title_en as "titleEn",
    n.listing_id as "listingId", l.number as "listingNumber", l.auction_id as "auctionId", n.exchange_id as "exchangeId",
    x.name as "exchangeName", l.field_code as "fieldCode", l.region_code as "regionCode", n.issued_at as "issuedAt",
    n.period_from as "periodFrom", n.period_to as "periodTo", n.sha256`;
const FROM = `from listing_notice n join listing l on l.id = n.listing_id join organisation x on x.id = n.exchange_id`;

export const findNotice = (tx: Tx, id: string): Promise<(NoticeRow & { text: string }) | null> =>
  maybeRow(tx, `${NOTICE}, n.text ${FROM} where n.id = $1`, [id]);

export interface NoticeFilter {
  listingId: string | null;
  exchangeId: string | null;
  kind: string | null;
  field: string | null;
  region: string | null;
  /** Days in China, the last included. */
  from: string | null;
  to: string | null;
  q: string;
  before: [string, string] | null;
  limit: number;
}

export const listNotices = (tx: Tx, filter: NoticeFilter): Promise<(NoticeRow & { sortKey: string })[]> =>
  rows(
    tx,
    `${NOTICE}, to_char(n.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sortKey" ${FROM}
     where ($1::uuid is null or n.listing_id = $1) and ($2::uuid is null or n.exchange_id = $2)
       and ($3::text is null or n.kind = $3) and ($4::text is null or l.field_code = $4)
       and ($5::text is null or l.region_code like $5 || '%')
       and ($6::date is null or n.issued_at >= $6::date::timestamp at time zone 'Asia/Shanghai')
       and ($7::date is null or n.issued_at < ($7::date + 1)::timestamp at time zone 'Asia/Shanghai')
       and ($8 = '' or n.title_zh ilike '%' || $8 || '%' or n.title_en ilike '%' || $8 || '%' or l.number ilike $8 || '%')
       and ($9::timestamptz is null or (n.issued_at, n.id) < ($9, $10::uuid))
     order by n.issued_at desc, n.id desc limit $11`,
    [
      filter.listingId,
      filter.exchangeId,
      filter.kind,
      filter.field,
      filter.region,
      filter.from,
      filter.to,
      filter.q.replace(/[\\%_]/g, '\\$&'),
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
    ],
  );

export interface Issuer {
  id: string;
  name: string;
}

/** The exchanges that have announced something; there are never many. */
export const listIssuers = (tx: Tx, limit: number): Promise<Issuer[]> =>
  rows<Issuer>(
    tx,
    `select o.id, o.name from organisation o
     where o.kind = 'exchange' and exists (select 1 from listing_notice n where n.exchange_id = o.id)
     order by o.name, o.id limit $1`,
    [limit],
  );
