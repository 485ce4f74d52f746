import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { FirstRefusalGround, FirstRefusalRight, Form, PricingWay } from '@jishi/pricing';
import type { Candidate } from './conflict-check';
import type { ApplicationAction, ApplicationState, Contact, DocumentKind } from './domain/qualification';

/** What was handed in, beside the statement: as it is kept, without the number of anybody's papers. */
export interface ApplicationDetails {
  documents: { attachmentId: string; kind: DocumentKind; expiresOn: string | null }[];
  representative: { name: string; idTail: string; phone: string } | null;
  contact: Contact | null;
}

export interface ApplicationRow {
  id: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  form: Form;
  pricingWay: PricingWay;
  priceMinor: number;
  noticeEndsAt: Date;
  auctionId: string;
  transferorId: string;
  exchangeId: string;
  organisationId: string;
  organisationName: string;
  organisationUscc: string | null;
  state: ApplicationState;
  statement: string;
  details: ApplicationDetails;
  documentIds: string[];
  offerMinor: number | null;
  textHash: string | null;
  submissions: number;
  /** Of the latest submission, when a window's clerk filed it. */
  counterReceipt: string | null;
  counterWindowName: string | null;
  /** Through whom the candidate came, when it said so. */
  originName: string | null;
  reason: string;
  firstRefusalRank: number | null;
  firstRefusalGround: FirstRefusalGround | null;
  dueAt: Date | null;
  /** How it came to be in this state. */
  lastAction: ApplicationAction | '';
  reviewedAt: Date | null;
  createdAt: Date;
}

const APPLICATION = `select p.id, p.listing_id as "listingId", l.number as "listingNumber", a.title as "listingTitle",
    l.form, l.pricing_way as "pricingWay", l.price_minor as "priceMinor", l.notice_ends_at as "noticeEndsAt",
    p.auction_id as "auctionId", l.transferor_id as "transferorId", l.exchange_id as "exchangeId",
    p.organisation_id as "organisationId", o.name as "organisationName", o.uscc as "organisationUscc", p.state,
    p.statement, '{"documents":[],"representative":null,"contact":null}'::jsonb || p.details as details,
    p.document_ids as "documentIds", p.offer_minor as "offerMinor", p.text_hash as "textHash",
    p.submissions, p.reason,
    p.first_refusal_rank as "firstRefusalRank", p.first_refusal_ground as "firstRefusalGround", p.due_at as "dueAt",
    coalesce(last.action, '') as "lastAction",
    case when p.state in ('approved', 'rejected') then p.updated_at end as "reviewedAt", p.created_at as "createdAt",
    coalesce(ow.name, oe.name) as "originName", filed.receipt_number as "counterReceipt", fw.name as "counterWindowName"
  from application p
  left join application_submission filed on filed.application_id = p.id and filed.number = p.submissions
  left join service_window fw on fw.id = filed.window_id
  left join application_origin g on g.application_id = p.id
  left join service_window ow on ow.id = g.window_id left join organisation oe on oe.id = g.exchange_id
  join listing l on l.id = p.listing_id
  join achievement a on a.id = l.achievement_id
  join organisation o on o.id = p.organisation_id
  left join lateral (
    select t.action from application_transition t where t.application_id = p.id order by t.at desc, t.id desc limit 1
  ) last on true`;

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
  details: ApplicationDetails;
  offerMinor: number | null;
  textHash: string | null;
  representativeKey: string | null;
  appliedBy: string;
  /** When it came, not when its turn was. */
  arrivedAt: Date;
  dueAt: Date | null;
  /** Filed by a clerk for the candidate. */
  counter: { windowId: string; windowOrganisationId: string; mandateId: string } | null;
}

/** Null when the organisation has applied already, perhaps this very moment. */
export async function insertApplication(tx: Tx, submission: Submission): Promise<string | null> {
  const inserted = await maybeRow<{ id: string }>(
    tx,
    `insert into application (id, listing_id, auction_id, organisation_id, state, statement, document_ids, applied_by,
       details, offer_minor, text_hash, representative_key, due_at)
     values ($1, $2, $3, $4, 'submitted', $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (listing_id, organisation_id) do nothing returning id`,
    [
      newId(),
      submission.listingId,
      submission.auctionId,
      submission.organisationId,
      submission.statement,
      submission.documentIds,
      submission.appliedBy,
      JSON.stringify(submission.details),
      submission.offerMinor,
      submission.textHash,
      submission.representativeKey,
      submission.dueAt,
    ],
  );
  return inserted?.id ?? null;
}

export async function replaceSubmission(tx: Tx, id: string, submission: Submission): Promise<void> {
  await rows(
    tx,
    `update application set statement = $2, document_ids = $3, applied_by = $4, submissions = submissions + 1,
       reviewed_by = null, reason = '', details = $5, offer_minor = $6, text_hash = $7, representative_key = $8,
       due_at = $9, first_refusal_rank = null, first_refusal_ground = null where id = $1`,
    [
      id,
      submission.statement,
      submission.documentIds,
      submission.appliedBy,
      JSON.stringify(submission.details),
      submission.offerMinor,
      submission.textHash,
      submission.representativeKey,
      submission.dueAt,
    ],
  );
}

/** What was handed in this time, for ever. */
export async function keepSubmission(tx: Tx, id: string, submission: Submission): Promise<void> {
  const { statement, details, offerMinor, textHash, counter, arrivedAt } = submission;
  await rows(
    tx,
    `insert into application_submission (application_id, number, content, submitted_by, channel, window_id, mandate_id,
       at, receipt_number)
     select id, submissions, $2, $3, case when $4::uuid is null then 'online' else 'counter' end, $4, $5, $6,
       case when $4 is not null then 'JSBM' || to_char(now() at time zone 'Asia/Shanghai', 'YYYY')
         || lpad(nextval('counter_receipt_number')::text, 6, '0') end
     from application where id = $1`,
    [
      id,
      JSON.stringify({ statement, ...details, offerMinor, textHash }),
      submission.appliedBy,
      counter?.windowId ?? null,
      counter?.mandateId ?? null,
      arrivedAt,
    ],
  );
}

export interface SubmissionRow extends ApplicationDetails {
  number: number;
  statement: string;
  offerMinor: number | null;
  textHash: string | null;
  submittedBy: string | null;
  channel: 'online' | 'counter';
  /** Of a submission at a counter. */
  windowName: string | null;
  receiptNumber: string | null;
  /** Of its papers, also of those a later submission left out. */
  filenames: Record<string, string>;
  at: Date;
}

export const listSubmissions = (tx: Tx, id: string): Promise<SubmissionRow[]> =>
  rows<Omit<SubmissionRow, keyof ApplicationDetails | 'statement' | 'offerMinor' | 'textHash'> & { content: object }>(
    tx,
    `select s.number, s.content, u.name as "submittedBy", s.at, s.channel, w.name as "windowName",
       s.receipt_number as "receiptNumber",
       coalesce((select jsonb_object_agg(a.id, a.filename) from attachment a where a.id in (
         select (d->>'attachmentId')::uuid from jsonb_array_elements(s.content->'documents') d)), '{}') as filenames
     from application_submission s left join user_account u on u.id = s.submitted_by
       left join service_window w on w.id = s.window_id where s.application_id = $1 order by s.number desc limit 50`,
    [id],
  ).then((found) => found.map(({ content, ...entry }) => ({ ...content, ...entry }) as SubmissionRow));

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

/** What an approved candidate offered to pay if it stays the only one; null without an offer. */
export const offerOf = async (tx: Tx, auctionId: string, organisationId: string): Promise<number | null> =>
  (
    await maybeRow<{ offer: number | null }>(
      tx,
      `select offer_minor as offer from application
       where auction_id = $1 and organisation_id = $2 and state = 'approved'`,
      [auctionId, organisationId],
    )
  )?.offer ?? null;

/** When a fact was recorded: of a deposit that does not say itself when it was paid. */
export const toldAtMs = async (tx: Tx, factId: string): Promise<number> =>
  (
    await maybeRow<{ atMs: number }>(
      tx,
      'select (extract(epoch from at) * 1000)::bigint as "atMs" from outbox where id = $1',
      [factId],
    )
  )?.atMs ?? Infinity;

/** An approved candidate's application. */
export const approvedOf = (tx: Tx, auctionId: string, organisationId: string): Promise<{ id: string } | null> =>
  maybeRow(tx, `select id from application where auction_id = $1 and organisation_id = $2 and state = 'approved'`, [
    auctionId,
    organisationId,
  ]);

/** Whom a conflict is looked for: the organisation, and who acts for it. */
export async function candidateOf(tx: Tx, id: string): Promise<Candidate> {
  const { organisationId, key, name } = await row<{ organisationId: string; key: string | null; name: string | null }>(
    tx,
    `select organisation_id as "organisationId", representative_key as key, details->'representative'->>'name' as name
     from application where id = $1`,
    [id],
  );
  return { organisationId, representative: key && name ? { key, name } : null };
}

export interface ApplicationStep {
  action: ApplicationAction | 'file';
  from: ApplicationState | 'none';
  to: ApplicationState;
  /** Null: nobody's act, as when a deadline passes. */
  actorId: string | null;
  organisationId: string | null;
  reason: string;
  documentIds: string[];
  reviewedBy: string | null;
  dueAt: Date | null;
}

/** The state and its record, always together. */
export async function recordApplicationStep(tx: Tx, id: string, step: ApplicationStep): Promise<void> {
  await rows(
    tx,
    `update application set state = $2, reason = $3, reviewed_by = coalesce($4, reviewed_by), due_at = $5,
       updated_at = now() where id = $1`,
    [id, step.to, step.reason, step.reviewedBy, step.dueAt],
  );
  await rows(
    tx,
    `insert into application_transition (id, application_id, action, from_state, to_state, actor_id, organisation_id,
       reason, document_ids) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [newId(), id, step.action, step.from, step.to, step.actorId, step.organisationId, step.reason, step.documentIds],
  );
}

export interface ApplicationTransitionRow {
  action: string;
  fromState: string;
  toState: ApplicationState;
  actorName: string | null;
  organisationName: string | null;
  reason: string;
  at: Date;
}

export const listApplicationTransitions = (tx: Tx, id: string): Promise<ApplicationTransitionRow[]> =>
  rows(
    tx,
    `select t.action, t.from_state as "fromState", t.to_state as "toState", u.name as "actorName",
       o.name as "organisationName", t.reason, t.at
     from application_transition t left join user_account u on u.id = t.actor_id
       left join organisation o on o.id = t.organisation_id
     where t.application_id = $1 order by t.at, t.id limit 200`,
    [id],
  );

export interface ApplicationFilter {
  readerId: string;
  /** `own`: the candidate's and the exchange's; `seller`: those this organisation is asked to confirm. */
  as: 'own' | 'seller';
  listingId: string | null;
  state: string | null;
  q: string;
  before: string | null;
  limit: number;
}

const SCOPES: Record<ApplicationFilter['as'], string> = {
  own: '(p.organisation_id = $1 or l.exchange_id = $1)',
  // What the exchange has not passed on yet, and what it was never asked about, the seller does not see.
  seller: `l.transferor_id = $1 and exists (
    select 1 from application_transition t where t.application_id = p.id and t.to_state = 'awaiting_seller')`,
};

export const listApplications = (tx: Tx, query: ApplicationFilter): Promise<ApplicationRow[]> =>
  rows<ApplicationRow>(
    tx,
    `${APPLICATION} where ${SCOPES[query.as]}
       and ($2::uuid is null or p.listing_id = $2) and ($3::text is null or p.state = $3)
       and ($4::uuid is null or p.id < $4)
       and ($6 = '' or l.number ilike $6 || '%' or a.title ilike '%' || $6 || '%' or $7 and o.name ilike '%' || $6 || '%')
     order by p.id desc limit $5`,
    [
      query.readerId,
      query.listingId,
      query.state,
      query.before,
      query.limit,
      query.q.replace(/[\\%_]/g, '\\$&'),
      query.as === 'own',
    ],
  );

/**
 * Those about which the seller has said nothing in time. Asked again with every sweep, so no lock is taken here. While the sale
 * is suspended nobody can be let in, and silence waits with it.
 */
export const silentApplications = (tx: Tx, now: Date, limit: number): Promise<{ id: string }[]> =>
  rows(
    tx,
    `select p.id from application p join listing l on l.id = p.listing_id
     where p.state = 'awaiting_seller' and p.due_at <= $1 and l.state <> 'suspended' order by p.due_at limit $2`,
    [now, limit],
  );

export const lockSilent = (tx: Tx, id: string, now: Date): Promise<{ id: string } | null> =>
  maybeRow(
    tx,
    `select id from application where id = $1 and state = 'awaiting_seller' and due_at <= $2 for update skip locked`,
    [id, now],
  );

/** When the bidding opens by its book, which may have put it off; null before there is one. */
export const openingInBook = (tx: Tx, auctionId: string): Promise<{ opensAtMs: number | null; state: string } | null> =>
  maybeRow(tx, `select (view::jsonb->>'opensAtMs')::bigint as "opensAtMs", state from auction_shown where id = $1`, [
    auctionId,
  ]);

export async function keepOpening(
  tx: Tx,
  opening: { applicationId: string; organisationId: string; openedBy: string; documentId: string | null },
): Promise<void> {
  await rows(
    tx,
    `insert into application_opening (id, application_id, organisation_id, opened_by, document_id)
     values ($1, $2, $3, $4, $5)`,
    [newId(), opening.applicationId, opening.organisationId, opening.openedBy, opening.documentId],
  );
}

export interface OpeningRow {
  openedBy: string;
  organisationName: string;
  documentId: string | null;
  at: Date;
}

export const listOpenings = (tx: Tx, applicationId: string): Promise<OpeningRow[]> =>
  rows(
    tx,
    `select u.name as "openedBy", o.name as "organisationName", v.document_id as "documentId", v.at
     from application_opening v join user_account u on u.id = v.opened_by join organisation o on o.id = v.organisation_id
     where v.application_id = $1 order by v.at desc limit 200`,
    [applicationId],
  );

export const hasOpenedFacts = async (tx: Tx, applicationId: string, userId: string): Promise<boolean> =>
  (
    await row<{ opened: boolean }>(
      tx,
      `select exists (select 1 from application_opening where application_id = $1 and opened_by = $2
         and document_id is null) as opened`,
      [applicationId, userId],
    )
  ).opened;

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
