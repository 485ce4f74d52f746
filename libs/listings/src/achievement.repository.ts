import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { IpKind } from '@jishi/pricing';
import type { Classification, Person, PatentRecord, SourceFormat } from './import/patent-record';

export interface AchievementRow {
  id: string;
  organisationId: string;
  organisationName: string;
  title: string;
  abstract: string;
  ipKind: IpKind;
  country: string;
  patentNumber: string;
  kindCode: string;
  applicationNumber: string;
  filedOn: string | null;
  publishedOn: string | null;
  grantedOn: string | null;
  inventors: Person[];
  assignees: Person[];
  ipc: string[];
  cpc: string[];
  classification: Classification[];
  fieldCode: string;
  sourceFormat: SourceFormat;
  sourceHash: string;
  createdAt: Date;
}

const ACHIEVEMENT = `select a.id, a.organisation_id as "organisationId", o.name as "organisationName", a.title, a.abstract,
  a.ip_kind as "ipKind", a.country, a.patent_number as "patentNumber", a.kind_code as "kindCode", a.application_number as "applicationNumber",
  to_char(a.filed_on, 'YYYY-MM-DD') as "filedOn", to_char(a.published_on, 'YYYY-MM-DD') as "publishedOn",
  to_char(a.granted_on, 'YYYY-MM-DD') as "grantedOn", a.inventors, a.assignees, a.ipc, a.cpc, a.classification,
  a.field_code as "fieldCode", a.source_format as "sourceFormat", a.source_hash as "sourceHash",
  a.created_at as "createdAt"
  from achievement a join organisation o on o.id = a.organisation_id`;

/** Whose achievements a reader may see: its own, and those of the clients whose window it is. */
const VISIBLE = `(a.organisation_id = $1 or exists (
  select 1 from service_window w join window_client c on c.window_id = w.id
  where w.organisation_id = $1 and c.organisation_id = a.organisation_id and c.ended_at is null))`;

export const findAchievement = (tx: Tx, id: string): Promise<AchievementRow | null> =>
  maybeRow<AchievementRow>(tx, `${ACHIEVEMENT} where a.id = $1`, [id]);

export const findVisibleAchievement = (tx: Tx, readerId: string, id: string): Promise<AchievementRow | null> =>
  maybeRow<AchievementRow>(tx, `${ACHIEVEMENT} where ${VISIBLE} and a.id = $2`, [readerId, id]);

export const listAchievements = (
  tx: Tx,
  readerId: string,
  query: { q: string; before: string | null; limit: number },
): Promise<AchievementRow[]> =>
  rows<AchievementRow>(
    tx,
    `${ACHIEVEMENT} where ${VISIBLE} and ($2::uuid is null or a.id < $2)
       and ($3 = '' or a.title ilike '%' || $3 || '%' or a.patent_number ilike '%' || $3 || '%')
     order by a.id desc limit $4`,
    [readerId, query.before, query.q.replace(/[\\%_]/g, '\\$&'), query.limit],
  );

/** How an imported document is recognised again: by its number, its application number, or else its content. */
export interface SourceKey {
  country: string;
  patentNumber: string;
  applicationNumber: string;
  format: SourceFormat;
  hash: string;
}

export interface KnownSource {
  index: number;
  id: string;
  hash: string;
  onSale: boolean;
}

const ON_SALE = `exists (select 1 from listing l where l.achievement_id = a.id
  and l.state in ('listed', 'extended', 'suspended', 'resumed', 'sold', 'certified'))`;

/** For each key that is known already: its row, whether it changed, and whether it is on sale. One arm an index. */
export const findKnown = (tx: Tx, organisationId: string, keys: SourceKey[]): Promise<KnownSource[]> =>
  rows<KnownSource>(
    tx,
    `with k as (select * from rows from (jsonb_to_recordset($2::jsonb) as (country text, "patentNumber" text,
         "applicationNumber" text, format text, hash text)) with ordinality
         as k(country, patent_number, application_number, format, hash, index))
     select k.index::int as index, a.id, a.source_hash as hash, ${ON_SALE} as "onSale"
     from k join achievement a on a.organisation_id = $1 and a.patent_number <> ''
       and a.country = k.country and a.patent_number = k.patent_number
     union all
     select k.index::int, a.id, a.source_hash, ${ON_SALE}
     from k join achievement a on a.organisation_id = $1 and a.patent_number = '' and a.application_number <> ''
       and a.country = k.country and a.application_number = k.application_number and a.source_format = k.format
     where k.patent_number = ''
     union all
     select k.index::int, a.id, a.source_hash, ${ON_SALE}
     from k join achievement a on a.organisation_id = $1 and a.patent_number = '' and a.application_number = ''
       and a.source_hash = k.hash
     where k.patent_number = '' and k.application_number = ''`,
    [organisationId, JSON.stringify(keys)],
  );

export interface ImportedAchievement {
  id: string;
  record: PatentRecord;
  hash: string;
}

const RECORDS = `jsonb_to_recordset($1::jsonb) as r(id uuid, title text, abstract text, ip_kind text, country text,
  patent_number text, kind_code text, application_number text, filed_on date, published_on date, granted_on date, inventors jsonb,
  assignees jsonb, ipc jsonb, cpc jsonb, classification jsonb, field_code text, source_format text, source_hash text)`;
const TEXTS = (column: string): string => `(select coalesce(array_agg(t order by n), '{}')
  from jsonb_array_elements_text(r.${column}) with ordinality as e(t, n))`;

const toJson = (achievements: ImportedAchievement[]): string =>
  JSON.stringify(
    achievements.map(({ id, record, hash }) => ({
      id,
      title: record.title,
      abstract: record.abstract,
      ip_kind: record.ipKind,
      country: record.country,
      patent_number: record.patentNumber,
      kind_code: record.kindCode,
      application_number: record.applicationNumber,
      filed_on: record.filedOn || null,
      published_on: record.publishedOn || null,
      granted_on: record.grantedOn || null,
      inventors: record.inventors,
      assignees: record.assignees,
      ipc: record.ipc,
      cpc: record.cpc,
      classification: record.classification,
      field_code: record.fieldCode,
      source_format: record.format,
      source_hash: hash,
    })),
  );

/** Answers the ids that went in; one that another import put in meanwhile stays out. */
export async function insertAchievements(
  tx: Tx,
  owner: { organisationId: string; userId: string },
  achievements: ImportedAchievement[],
): Promise<Set<string>> {
  const inserted = await rows<{ id: string }>(
    tx,
    `insert into achievement (id, organisation_id, title, abstract, ip_kind, country, patent_number, kind_code, application_number,
       filed_on, published_on, granted_on, inventors, assignees, ipc, cpc, classification, field_code, source_format,
       source_hash, imported_by)
     select r.id, $2, r.title, r.abstract, r.ip_kind, r.country, r.patent_number, r.kind_code, r.application_number, r.filed_on,
       r.published_on, r.granted_on, r.inventors, r.assignees, ${TEXTS('ipc')}, ${TEXTS('cpc')}, r.classification,
       r.field_code, r.source_format, r.source_hash, $3
     from ${RECORDS} on conflict do nothing returning id`,
    [toJson(achievements), owner.organisationId, owner.userId],
  );
  return new Set(inserted.map(({ id }) => id));
}

export async function updateAchievements(tx: Tx, userId: string, achievements: ImportedAchievement[]): Promise<void> {
  await rows(
    tx,
    `update achievement a set title = r.title, abstract = r.abstract, ip_kind = r.ip_kind,
       kind_code = r.kind_code, application_number = r.application_number, filed_on = r.filed_on, published_on = r.published_on,
       granted_on = r.granted_on, inventors = r.inventors, assignees = r.assignees, ipc = ${TEXTS('ipc')},
       cpc = ${TEXTS('cpc')}, classification = r.classification, field_code = r.field_code,
       source_format = r.source_format, source_hash = r.source_hash, imported_by = $2, updated_at = now()
     from ${RECORDS} where a.id = r.id`,
    [toJson(achievements), userId],
  );
}
