import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { MandateFacts, MandateScope, MandateTerms } from './domain/mandate';

export interface MandateRow extends MandateTerms, MandateFacts {
  id: string;
  windowId: string;
  windowName: string;
  windowOrganisationId: string;
  exchangeId: string;
  exchangeName: string;
  organisationId: string;
  name: string;
  kind: string;
  scopes: readonly MandateScope[];
  channel: 'online' | 'counter';
  paperId: string | null;
  enteredBy: string | null;
  enteredByName: string | null;
  confirmedBy: string | null;
  confirmedHow: 'client' | 'exchange' | null;
  confirmedByName: string | null;
  endReason: string;
  createdAt: Date;
  /** Today in China, by the database. */
  today: string;
}

/** Day, not instant: `YYYY-MM-DD` as text, whatever the driver makes of dates. */
const TODAY = `(now() at time zone 'Asia/Shanghai')::date`;
const LIVE = `c.ended_at is null and c.confirmed_at is not null
  and ${TODAY} between c.valid_from and coalesce(c.valid_until, 'infinity')`;

const MANDATE = `
  select c.id, c.window_id as "windowId", w.name as "windowName", w.organisation_id as "windowOrganisationId",
    w.exchange_id as "exchangeId", e.name as "exchangeName", c.organisation_id as "organisationId", o.name, o.kind,
    c.mandate_ref as "mandateRef", c.scopes, c.bid_limit_minor as "bidLimitMinor", c.valid_from::text as "validFrom",
    c.valid_until::text as "validUntil", c.channel, c.paper_id as "paperId", c.entered_by as "enteredBy",
    ub.name as "enteredByName", c.confirmed_at as "confirmedAt", c.confirmed_by as "confirmedBy",
    uc.name as "confirmedByName", c.confirmed_how as "confirmedHow", c.ended_at as "endedAt",
    c.end_reason as "endReason", c.created_at as "createdAt", ${TODAY}::text as today
  from window_client c join service_window w on w.id = c.window_id join organisation e on e.id = w.exchange_id
  join organisation o on o.id = c.organisation_id
  left join user_account ub on ub.id = c.entered_by left join user_account uc on uc.id = c.confirmed_by`;

export const today = async (tx: Tx): Promise<string> =>
  (await row<{ day: string }>(tx, `select ${TODAY}::text as day`)).day;

export const findMandate = (tx: Tx, id: string): Promise<MandateRow | null> =>
  maybeRow<MandateRow>(tx, `${MANDATE} where c.id = $1`, [id]);

/** The one that counts, or will once its first day comes; locked against an end at the same moment. */
export const shareRunning = (tx: Tx, windowId: string, organisationId: string): Promise<MandateRow | null> =>
  maybeRow<MandateRow>(
    tx,
    `${MANDATE} where c.window_id = $1 and c.organisation_id = $2 and c.ended_at is null and c.confirmed_at is not null
     for share of c`,
    [windowId, organisationId],
  );

export const hasMandate = async (
  tx: Tx,
  windowId: string,
  organisationId: string,
  scope: MandateScope,
): Promise<boolean> =>
  (await maybeRow(
    tx,
    `select 1 from window_client c where c.window_id = $1 and c.organisation_id = $2 and $3 = any (c.scopes) and ${LIVE}`,
    [windowId, organisationId, scope],
  )) !== null;

/** Whom a window may act for now. */
export const listClients = (tx: Tx, windowId: string): Promise<MandateRow[]> =>
  rows<MandateRow>(tx, `${MANDATE} where c.window_id = $1 and ${LIVE} order by o.name, o.id limit 1000`, [windowId]);

/** Running mandates an organisation has given; at most one a window. */
export const listRunning = (tx: Tx, organisationId: string): Promise<MandateRow[]> =>
  rows<MandateRow>(tx, `${MANDATE} where c.organisation_id = $1 and ${LIVE} order by c.created_at, c.window_id`, [
    organisationId,
  ]);

export interface MandateFilter {
  /** The client, the window, or the exchange of the window. */
  readerId: string;
  windowId: string | null;
  state: 'pending' | 'running' | 'over' | null;
  before: [string, string] | null;
  limit: number;
}

const STATES = {
  pending: 'c.ended_at is null and c.confirmed_at is null',
  running: LIVE,
  over: `(c.ended_at is not null or c.valid_until < ${TODAY})`,
} as const;

/** The whole history, newest first. */
export const listMandates = (tx: Tx, filter: MandateFilter): Promise<MandateRow[]> =>
  rows<MandateRow>(
    tx,
    `${MANDATE} where $1 in (c.organisation_id, w.organisation_id, w.exchange_id)
       and ($2::uuid is null or c.window_id = $2) ${filter.state ? `and ${STATES[filter.state]}` : ''}
       and ($3::timestamptz is null or (date_trunc('milliseconds', c.created_at), c.id) < ($3, $4::uuid))
     order by date_trunc('milliseconds', c.created_at) desc, c.id desc limit $5`,
    [filter.readerId, filter.windowId, filter.before?.[0] ?? null, filter.before?.[1] ?? null, filter.limit],
  );

export interface NewMandate extends MandateTerms {
  windowId: string;
  organisationId: string;
  channel: 'online' | 'counter';
  paperId: string | null;
  enteredBy: string;
  /** Given by the client itself: it needs nobody's confirmation. */
  confirmed: boolean;
}

/** Null when one of its kind stands already: one that runs, or one that waits. */
export async function insertMandate(tx: Tx, m: NewMandate): Promise<string | null> {
  const added = await maybeRow<{ id: string }>(
    tx,
    `insert into window_client (id, window_id, organisation_id, mandate_ref, scopes, bid_limit_minor, valid_from,
       valid_until, paper_id, channel, entered_by, confirmed_at, confirmed_by, confirmed_how)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
       case when $12::boolean then now() end, case when $12 then $11::uuid end, case when $12 then 'client' end)
     on conflict do nothing returning id`,
    [
      newId(),
      m.windowId,
      m.organisationId,
      m.mandateRef,
      [...m.scopes],
      m.bidLimitMinor,
      m.validFrom,
      m.validUntil,
      m.paperId,
      m.channel,
      m.enteredBy,
      m.confirmed,
    ],
  );
  return added?.id ?? null;
}

export async function confirmMandate(tx: Tx, id: string, by: string, how: 'client' | 'exchange'): Promise<void> {
  await rows(tx, `update window_client set confirmed_at = now(), confirmed_by = $2, confirmed_how = $3 where id = $1`, [
    id,
    by,
    how,
  ]);
}

/** Ends what runs or waits between the two; answers what ended. */
export const endMandates = (
  tx: Tx,
  which: { windowId: string; organisationId?: string; id?: string; expiredOnly?: boolean; runningOnly?: boolean },
  by: string,
  reason: string,
): Promise<{ id: string; organisationId: string }[]> =>
  rows(
    tx,
    `update window_client set ended_at = greatest(now(), created_at), ended_by = $5, end_reason = $6
     where window_id = $1 and ($2::uuid is null or organisation_id = $2) and ($3::uuid is null or id = $3)
       and ended_at is null and (not $4 or valid_until < ${TODAY}) and (not $7 or confirmed_at is not null)
     returning id, organisation_id as "organisationId"`,
    [
      which.windowId,
      which.organisationId ?? null,
      which.id ?? null,
      which.expiredOnly ?? false,
      by,
      reason,
      which.runningOnly ?? false,
    ],
  );
