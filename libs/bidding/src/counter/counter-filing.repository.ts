import { row, rows, type Tx } from '@jishi/platform';
import type { ApplicationState } from '../domain/application-states';
import { rivalPeople, servedSeller } from './counter.repository';

export interface FilingRow {
  id: string;
  receiptNumber: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  clientId: string;
  clientName: string;
  windowName: string;
  clerkName: string;
  mandateRef: string;
  documents: number;
  /** Of the application now. */
  state: ApplicationState;
  filedAt: Date;
}

const FILING = `select p.id, s.receipt_number as "receiptNumber", p.listing_id as "listingId", l.number as "listingNumber",
    a.title as "listingTitle", p.organisation_id as "clientId", o.name as "clientName", w.name as "windowName",
    u.name as "clerkName", c.mandate_ref as "mandateRef", jsonb_array_length(s.content->'documents') as documents,
    p.state, s.at as "filedAt"
  from application_submission s join application p on p.id = s.application_id join listing l on l.id = p.listing_id
  join achievement a on a.id = l.achievement_id join organisation o on o.id = p.organisation_id
  join service_window w on w.id = s.window_id join user_account u on u.id = s.submitted_by
  join window_client c on c.id = s.mandate_id`;

/** The latest of an application. */
export const findFilingOf = (tx: Tx, applicationId: string): Promise<FilingRow> =>
  row<FilingRow>(tx, `${FILING} where p.id = $1 order by s.number desc limit 1`, [applicationId]);

/** While the sale runs, a clerk who acted for its seller does not learn who applied. */
export const listFilings = (
  tx: Tx,
  filter: { windowId: string; clerkId: string; before: [string, string] | null; limit: number },
): Promise<FilingRow[]> =>
  rows<FilingRow>(
    tx,
    `${FILING} where s.window_id = $1
       and (l.state not in ('listed', 'extended', 'suspended', 'resumed') or not ${servedSeller('$2')})
       and ($3::timestamptz is null or (date_trunc('milliseconds', s.at), p.id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', s.at) desc, p.id desc limit $5`,
    [filter.windowId, filter.clerkId, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );

export const findTies = (
  tx: Tx,
  of: { listingId: string; clerkId: string; clientId: string; windowOrganisationId: string },
): Promise<{ servedSeller: boolean; rivalPeople: boolean }> =>
  row(
    tx,
    `select ${servedSeller('$2')} as "servedSeller", ${rivalPeople('$3', '$4')} as "rivalPeople" from listing l where l.id = $1`,
    [of.listingId, of.clerkId, of.clientId, of.windowOrganisationId],
  );
