import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { ApplicationState, FirstRefusalGround, FirstRefusalRight } from './domain/qualification';

export interface ApplicationRow {
  id: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  auctionId: string;
  exchangeId: string;
  organisationId: string;
  organisationName: string;
  state: ApplicationState;
  statement: string;
  documentIds: string[];
  submissions: number;
  /** Through whom the candidate came, when it said so. */
  originName: string | null;
  reason: string;
  firstRefusalRank: number | null;
  firstRefusalGround: FirstRefusalGround | null;
  reviewedAt: Date | null;
  createdAt: Date;
}

const APPLICATION = `select p.id, p.listing_id as "listingId", l.number as "listingNumber", a.title as "listingTitle",
    p.auction_id as "auctionId", l.exchange_id as "exchangeId", p.organisation_id as "organisationId",
    o.name as "organisationName", p.state, p.statement, p.document_ids as "documentIds", p.submissions, p.reason,
    p.first_refusal_rank as "firstRefusalRank", p.first_refusal_ground as "firstRefusalGround",
    case when p.state in ('approved', 'rejected') then p.updated_at end as "reviewedAt", p.created_at as "createdAt",
    coalesce(ow.name, oe.name) as "originName"
  from application p
  left join application_origin g on g.application_id = p.id
  left join service_window ow on ow.id = g.window_id left join organisation oe on oe.id = g.exchange_id
  join listing l on l.id = p.listing_id
  join achievement a on a.id = l.achievement_id
  join organisation o on o.id = p.organisation_id`;

export const findApplication = (tx: Tx, id: string): Promise<ApplicationRow | null> =>
  maybeRow<ApplicationRow>(tx, `${APPLICATION} where p.id = $1`, [id]);

/** Locks the application of an organisation for a listing, if there is one. */
export const lockApplicationOf = (
  tx: Tx,
  listingId: string,
  organisationId: string,
): Promise<{ id: string; state: ApplicationState } | null> =>
  maybeRow(tx, 'select id, state from application where listing_id = $1 and organisation_id = $2 for update', [
    listingId,
    organisationId,
  ]);

export const lockApplication = (tx: Tx, id: string): Promise<{ id: string; state: ApplicationState } | null> =>
  maybeRow(tx, 'select id, state from application where id = $1 for update', [id]);

export interface Submission {
  listingId: string;
  auctionId: string;
  organisationId: string;
  statement: string;
  documentIds: string[];
  appliedBy: string;
}

/** Null when the organisation has applied already, perhaps this very moment. */
export async function insertApplication(tx: Tx, submission: Submission): Promise<string | null> {
  const inserted = await maybeRow<{ id: string }>(
    tx,
    `insert into application (id, listing_id, auction_id, organisation_id, state, statement, document_ids, applied_by)
     values ($1, $2, $3, $4, 'submitted', $5, $6, $7) on conflict (listing_id, organisation_id) do nothing returning id`,
    [
      newId(),
      submission.listingId,
      submission.auctionId,
      submission.organisationId,
      submission.statement,
      submission.documentIds,
      submission.appliedBy,
    ],
  );
  return inserted?.id ?? null;
}

export async function replaceSubmission(tx: Tx, id: string, submission: Submission): Promise<void> {
  await rows(
    tx,
    `update application set statement = $2, document_ids = $3, applied_by = $4, submissions = submissions + 1,
       reviewed_by = null, reason = '' where id = $1`,
    [id, submission.statement, submission.documentIds, submission.appliedBy],
  );
}

export async function recordRight(tx: Tx, id: string, { rank, ground }: FirstRefusalRight): Promise<void> {
  await rows(tx, 'update application set first_refusal_rank = $2, first_refusal_ground = $3 where id = $1', [
    id,
    rank,
    ground,
  ]);
}

/** The rank of an approved candidate's right of first refusal; null without one. */
export const rankOf = async (tx: Tx, auctionId: string, organisationId: string): Promise<number | null> =>
  (
    await maybeRow<{ rank: number | null }>(
      tx,
      `select first_refusal_rank as rank from application
       where auction_id = $1 and organisation_id = $2 and state = 'approved'`,
      [auctionId, organisationId],
    )
  )?.rank ?? null;

export interface ApplicationStep {
  from: ApplicationState | 'none';
  to: ApplicationState;
  actorId: string;
  organisationId: string;
  reason: string;
  documentIds: string[];
  reviewedBy: string | null;
}

/** The state and its record, always together. */
export async function recordApplicationStep(tx: Tx, id: string, step: ApplicationStep): Promise<void> {
  await rows(
    tx,
    `update application set state = $2, reason = $3, reviewed_by = coalesce($4, reviewed_by), updated_at = now()
     where id = $1`,
    [id, step.to, step.reason, step.reviewedBy],
  );
  await rows(
    tx,
    `insert into application_transition (id, application_id, from_state, to_state, actor_id, organisation_id, reason,
       document_ids) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), id, step.from, step.to, step.actorId, step.organisationId, step.reason, step.documentIds],
  );
}

/** Whether the applicant, or anybody who belongs to the applying organisation, belongs to one of the insiders too. */
export async function sharesPeople(
  tx: Tx,
  organisationId: string,
  userId: string | null,
  insiderIds: string[],
): Promise<boolean> {
  const { found } = await row<{ found: boolean }>(
    tx,
    `select exists (
       select 1 from membership theirs
       where theirs.organisation_id = any($3::uuid[])
         and (theirs.user_id = $2 or theirs.user_id in (select user_id from membership where organisation_id = $1))
     ) as found`,
    [organisationId, userId, insiderIds],
  );
  return found;
}

export const listApplications = (
  tx: Tx,
  query: { readerId: string; listingId: string | null; state: string | null; before: string | null; limit: number },
): Promise<ApplicationRow[]> =>
  rows<ApplicationRow>(
    tx,
    `${APPLICATION} where (p.organisation_id = $1 or l.exchange_id = $1)
       and ($2::uuid is null or p.listing_id = $2) and ($3::text is null or p.state = $3)
       and ($4::uuid is null or p.id < $4)
     order by p.id desc limit $5`,
    [query.readerId, query.listingId, query.state, query.before, query.limit],
  );

/** False when no such window, or market, sells this listing. */
export async function noteOrigin(
  tx: Tx,
  applicationId: string,
  listingId: string,
  { windowId, marketId }: { windowId: string | null; marketId: string | null },
): Promise<boolean> {
  const noted = await rows(
    tx,
    `insert into application_origin (application_id, window_id, exchange_id)
     select $1, w.id, e.id from listing l join organisation e on e.kind = 'exchange'
       left join service_window w on w.id = $3 and w.exchange_id = e.id and w.closed_at is null
     where l.id = $2 and case when $3::uuid is null then e.id = $4 else w.id is not null end
       and (e.id = l.exchange_id or exists (select from listing_market m
         where m.listing_id = l.id and m.exchange_id = e.id and m.state = 'linked'))
     on conflict (application_id) do update set window_id = excluded.window_id, exchange_id = excluded.exchange_id,
       noted_at = now()
     returning application_id`,
    [applicationId, listingId, windowId, marketId],
  );
  return noted.length === 1;
}
