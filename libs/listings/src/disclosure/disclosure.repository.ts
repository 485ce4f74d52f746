import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { IpKind } from '@jishi/pricing';
import type { DisclosureContent, ExportControl, FundingSource, SecrecyFlag } from '../domain/disclosure-content';
import type { DisclosureState, Part } from '../domain/disclosure-states';

/** The row as the rules see it, locked while a step is taken. */
export interface DisclosureRow {
  id: string;
  number: string;
  organisationId: string;
  reportedBy: string;
  title: string;
  summary: string;
  description: string;
  ipKind: IpKind;
  fieldCode: string;
  fundingSource: FundingSource;
  programme: string;
  secrecy: SecrecyFlag[];
  exportControl: ExportControl;
  parties: DisclosureContent['parties'];
  publications: DisclosureContent['publications'];
  state: DisclosureState;
  turn: Part | null;
  stateSince: Date;
  dueAt: Date | null;
  handledBy: string | null;
  disclosedAt: Date | null;
  achievementId: string | null;
  /** The bylaws its deadline and its running approvals follow; null: those that ship. */
  bylawId: string | null;
  createdAt: Date;
}

const COLUMNS = `d.id, d.number, d.organisation_id as "organisationId", d.reported_by as "reportedBy", d.title, d.summary,
  d.description, d.ip_kind as "ipKind", d.field_code as "fieldCode", d.funding_source as "fundingSource", d.programme,
  d.secrecy, d.export_control as "exportControl", d.parties, d.publications, d.state, d.turn,
  d.state_since as "stateSince", d.due_at as "dueAt", d.handled_by as "handledBy", d.disclosed_at as "disclosedAt",
  d.achievement_id as "achievementId", d.bylaw_id as "bylawId", d.created_at as "createdAt"`;

export const findDisclosure = (tx: Tx, id: string): Promise<DisclosureRow | null> =>
  maybeRow<DisclosureRow>(tx, `select ${COLUMNS} from disclosure d where d.id = $1`, [id]);

export const lockDisclosure = (tx: Tx, id: string): Promise<DisclosureRow | null> =>
  maybeRow<DisclosureRow>(tx, `select ${COLUMNS} from disclosure d where d.id = $1 for update`, [id]);

export const findByAchievement = (tx: Tx, achievementId: string): Promise<DisclosureRow | null> =>
  maybeRow<DisclosureRow>(
    tx,
    `select ${COLUMNS} from disclosure d where d.achievement_id = $1 and d.state <> 'withdrawn'`,
    [achievementId],
  );

/** Nobody takes it on before the transaction ends. */
export const lockByAchievement = (tx: Tx, achievementId: string): Promise<unknown> =>
  rows(tx, `select 1 from disclosure where achievement_id = $1 and state <> 'withdrawn' for share`, [achievementId]);

/** `JSPL2026000001`. Numbers may have gaps, never doubles. */
export async function nextDisclosureNumber(tx: Tx, year: string): Promise<string> {
  const { value } = await row<{ value: number }>(tx, `select nextval('disclosure_number') as value`);
  return `JSPL${year}${String(value).padStart(6, '0')}`;
}

const contentValues = (content: DisclosureContent): unknown[] => [
  content.title.trim(),
  content.summary,
  content.description,
  content.ipKind,
  content.fieldCode,
  content.fundingSource,
  content.programme,
  content.secrecy,
  content.exportControl,
  JSON.stringify(content.parties),
  JSON.stringify(content.publications),
];

export async function insertDisclosure(
  tx: Tx,
  owner: { number: string; organisationId: string; userId: string; at: Date },
  content: DisclosureContent,
): Promise<string> {
  const id = newId();
  await rows(
    tx,
    `insert into disclosure (id, number, organisation_id, reported_by, title, summary, description, ip_kind, field_code,
       funding_source, programme, secrecy, export_control, parties, publications, state, turn, state_since)
     values ($1, $2, $3, $4, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'draft', 'reporter', $5)`,
    [id, owner.number, owner.organisationId, owner.userId, owner.at, ...contentValues(content)],
  );
  return id;
}

export async function updateContent(tx: Tx, id: string, content: DisclosureContent): Promise<void> {
  await rows(
    tx,
    `update disclosure set title = $2, summary = $3, description = $4, ip_kind = $5, field_code = $6, funding_source = $7,
       programme = $8, secrecy = $9, export_control = $10, parties = $11, publications = $12, updated_at = now()
     where id = $1`,
    [id, ...contentValues(content)],
  );
}

export interface Step {
  action: string;
  from: DisclosureState;
  to: DisclosureState;
  turn: Part | null;
  dueAt: Date | null;
  bylawId: string | null;
  part: Part;
  actorId: string;
  reason: string;
  at: Date;
}

/** The state and its record, always together. */
export async function recordStep(tx: Tx, id: string, step: Step): Promise<void> {
  await rows(
    tx,
    `update disclosure set state = $2, turn = $3, state_since = $4, due_at = $5, updated_at = now(),
       disclosed_at = case when $2 = 'disclosed' then $4 else disclosed_at end,
       handled_by = case when $6 = 'office' then $7 else handled_by end, bylaw_id = $8 where id = $1`,
    [id, step.to, step.turn, step.at, step.dueAt, step.part, step.actorId, step.bylawId],
  );
  await rows(
    tx,
    `insert into disclosure_transition (id, disclosure_id, action, from_state, to_state, actor_id, part, reason, due_at, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [newId(), id, step.action, step.from, step.to, step.actorId, step.part, step.reason, step.dueAt, step.at],
  );
}

export async function setAchievement(tx: Tx, id: string, achievementId: string): Promise<void> {
  await rows(tx, 'update disclosure set achievement_id = $2 where id = $1', [id, achievementId]);
}

export interface ContributorRow {
  id: string;
  userId: string | null;
  name: string;
  affiliation: string;
  shareBps: number;
  /** Null until they answered. */
  agreed: boolean | null;
  answeredAt: Date | null;
  objection: string;
  paperId: string | null;
}

export const listContributors = (tx: Tx, disclosureId: string): Promise<ContributorRow[]> =>
  rows<ContributorRow>(
    tx,
    `select c.id, c.user_id as "userId", c.name, c.affiliation, c.share_bps as "shareBps", c.agreed,
       c.answered_at as "answeredAt", c.objection, c.paper_id as "paperId"
     from disclosure_contributor c where c.disclosure_id = $1 order by c.position`,
    [disclosureId],
  );

/** Another split is another question: whoever agreed to the one before is asked again. */
export async function replaceContributors(
  tx: Tx,
  disclosureId: string,
  contributors: DisclosureContent['contributors'],
): Promise<void> {
  await rows(tx, 'delete from disclosure_contributor where disclosure_id = $1', [disclosureId]);
  for (const [i, { userId, name, affiliation, shareBps }] of contributors.entries())
    await rows(
      tx,
      `insert into disclosure_contributor (id, disclosure_id, position, user_id, name, affiliation, share_bps)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), disclosureId, i + 1, userId, name.trim(), affiliation.trim(), shareBps],
    );
}

export async function answerShare(
  tx: Tx,
  contributorId: string,
  answer: { by: string; agreed: boolean; objection: string; paperId: string | null; at: Date },
): Promise<void> {
  await rows(
    tx,
    `update disclosure_contributor set answered_by = $2, agreed = $3, objection = $4, paper_id = coalesce($5, paper_id),
       answered_at = $6 where id = $1`,
    [contributorId, answer.by, answer.agreed, answer.objection, answer.paperId, answer.at],
  );
}

/** Colleagues who can be named as contributors: inventors of the organisation, who confirm their shares themselves. */
export const findColleagues = (
  tx: Tx,
  organisationId: string,
  query: { ids?: string[]; q?: string; after?: [string, string] | null; limit: number },
): Promise<{ id: string; name: string }[]> =>
  rows<{ id: string; name: string }>(
    tx,
    `select u.id, u.name from user_account u join membership m on m.user_id = u.id
     where m.organisation_id = $1 and 'inventor' = any(m.roles) and u.disabled_at is null and ($2::uuid[] is null or u.id = any($2))
       and ($3 = '' or u.name ilike '%' || $3 || '%')
       and ($4::text is null or (u.name, u.id) > ($4, $5::uuid))
     order by u.name, u.id limit $6`,
    [
      organisationId,
      query.ids ?? null,
      (query.q ?? '').replace(/[\\%_]/g, '\\$&'),
      query.after?.[0] ?? null,
      query.after?.[1] ?? null,
      query.limit,
    ],
  );

export interface DisclosureDocumentRow {
  attachmentId: string;
  kind: string;
  decisionId: string | null;
  addedByName: string;
  addedAt: Date;
}

export const listDocuments = (tx: Tx, disclosureId: string): Promise<DisclosureDocumentRow[]> =>
  rows<DisclosureDocumentRow>(
    tx,
    `select t.attachment_id as "attachmentId", t.kind, t.decision_id as "decisionId", u.name as "addedByName",
       t.added_at as "addedAt"
     from disclosure_document t join user_account u on u.id = t.added_by where t.disclosure_id = $1
     order by t.added_at, t.attachment_id`,
    [disclosureId],
  );

/** False when this paper is filed as that already. */
export async function insertDocument(
  tx: Tx,
  document: {
    disclosureId: string;
    attachmentId: string;
    kind: string;
    decisionId: string | null;
    by: string;
    at: Date;
  },
): Promise<boolean> {
  const filed = await rows(
    tx,
    `insert into disclosure_document (disclosure_id, attachment_id, kind, decision_id, added_by, added_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning attachment_id`,
    [document.disclosureId, document.attachmentId, document.kind, document.decisionId, document.by, document.at],
  );
  return filed.length > 0;
}

/** False when there is no such document. */
export async function deleteDocument(
  tx: Tx,
  disclosureId: string,
  attachmentId: string,
  decisionId: string | null,
): Promise<boolean> {
  const gone = await rows(
    tx,
    `delete from disclosure_document where disclosure_id = $1 and attachment_id = $2
       and decision_id is not distinct from $3 returning attachment_id`,
    [disclosureId, attachmentId, decisionId],
  );
  return gone.length > 0;
}
