import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { Valuation, ValuationInputs, ValuationMethod } from '@jishi/pricing';
import type { FrozenDeal } from './deal.repository';

export interface WorksheetRow {
  id: string;
  seriesId: string;
  version: number;
  replacesId: string | null;
  /** The version that replaced it; null: this one is the newest. */
  replacedById: string | null;
  achievementId: string;
  achievementTitle: string;
  organisationId: string;
  organisationName: string;
  method: ValuationMethod;
  inputs: ValuationInputs;
  result: Valuation;
  comparables: FrozenDeal[];
  valueMinor: number;
  lowMinor: number;
  highMinor: number;
  note: string;
  madeByName: string;
  madeAt: Date;
}

const WORKSHEET = `select v.id, v.series_id as "seriesId", v.version, v.replaces_id as "replacesId",
    n.id as "replacedById", v.achievement_id as "achievementId", a.title as "achievementTitle",
    v.organisation_id as "organisationId", o.name as "organisationName", v.method, v.inputs, v.result, v.comparables,
    v.value_minor as "valueMinor", v.low_minor as "lowMinor", v.high_minor as "highMinor", v.note,
    u.name as "madeByName", v.made_at as "madeAt"
  from valuation_worksheet v
  join achievement a on a.id = v.achievement_id
  join organisation o on o.id = v.organisation_id
  join user_account u on u.id = v.made_by
  left join valuation_worksheet n on n.series_id = v.series_id and n.version = v.version + 1`;

/**
 * Whose worksheets a reader ($1) may see: of its own achievements, of those of its window's clients, and, as an exchange,
 * those that a listing it was asked to review rests on.
 */
const VISIBLE = `(a.organisation_id = $1
  or exists (select 1 from service_window w join window_client c on c.window_id = w.id
    where w.organisation_id = $1 and c.organisation_id = a.organisation_id and c.ended_at is null)
  or exists (select 1 from listing_valuation k join listing l on l.id = k.listing_id
    where k.worksheet_id = v.id and l.exchange_id = $1 and l.achievement_id = v.achievement_id
      and exists (select 1 from listing_transition t where t.listing_id = l.id and t.to_state = 'review')))`;

export const findVisibleWorksheet = (tx: Tx, readerId: string, id: string): Promise<WorksheetRow | null> =>
  maybeRow<WorksheetRow>(tx, `${WORKSHEET} where ${VISIBLE} and v.id = $2`, [readerId, id]);

export interface WorksheetFilter {
  achievementId: string | null;
  listingId: string | null;
  seriesId: string | null;
  method: string | null;
  newest: boolean;
  before: string | null;
  limit: number;
}

export const listWorksheets = (tx: Tx, readerId: string, filter: WorksheetFilter): Promise<WorksheetRow[]> =>
  rows<WorksheetRow>(
    tx,
    `${WORKSHEET} where ${VISIBLE} and ($2::uuid is null or v.id < $2)
       and ($3::uuid is null or v.achievement_id = $3)
       and ($4::uuid is null or exists (select 1 from listing_valuation k join listing l on l.id = k.listing_id
         where k.listing_id = $4 and k.worksheet_id = v.id and l.achievement_id = v.achievement_id))
       and ($5::uuid is null or v.series_id = $5) and ($6::text is null or v.method = $6)
       and (not $7 or n.id is null)
     order by v.id desc limit $8`,
    [
      readerId,
      filter.before,
      filter.achievementId,
      filter.listingId,
      filter.seriesId,
      filter.method,
      filter.newest,
      filter.limit,
    ],
  );

export interface NewWorksheet {
  id: string;
  seriesId: string;
  version: number;
  replacesId: string | null;
  achievementId: string;
  organisationId: string;
  inputs: ValuationInputs;
  result: Valuation;
  comparables: FrozenDeal[];
  note: string;
  madeBy: string;
  madeAt: Date;
}

/** False when somebody else has replaced the same version in the meantime. */
export async function insertWorksheet(tx: Tx, worksheet: NewWorksheet): Promise<boolean> {
  const { result } = worksheet;
  const inserted = await rows(
    tx,
    `insert into valuation_worksheet (id, series_id, version, replaces_id, achievement_id, organisation_id, method, inputs,
       result, comparables, value_minor, low_minor, high_minor, note, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     on conflict (series_id, version) do nothing returning id`,
    [
      worksheet.id,
      worksheet.seriesId,
      worksheet.version,
      worksheet.replacesId,
      worksheet.achievementId,
      worksheet.organisationId,
      result.method,
      JSON.stringify(worksheet.inputs),
      JSON.stringify(result),
      JSON.stringify(worksheet.comparables),
      result.valueMinor,
      result.lowMinor,
      result.highMinor,
      worksheet.note,
      worksheet.madeBy,
      worksheet.madeAt,
    ],
  );
  return inserted.length === 1;
}

/** False when the listing rests on it already. */
export async function linkWorksheet(
  tx: Tx,
  link: { listingId: string; worksheetId: string; linkedBy: string; linkedAt: Date },
): Promise<boolean> {
  const linked = await rows(
    tx,
    `insert into listing_valuation (listing_id, worksheet_id, linked_by, linked_at) values ($1, $2, $3, $4)
     on conflict do nothing returning listing_id`,
    [link.listingId, link.worksheetId, link.linkedBy, link.linkedAt],
  );
  return linked.length === 1;
}

/** False when the listing did not rest on it. */
export async function unlinkWorksheet(tx: Tx, listingId: string, worksheetId: string): Promise<boolean> {
  const unlinked = await rows(
    tx,
    'delete from listing_valuation where listing_id = $1 and worksheet_id = $2 returning listing_id',
    [listingId, worksheetId],
  );
  return unlinked.length === 1;
}
