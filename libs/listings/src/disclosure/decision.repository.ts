import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { DecisionTerms, Link } from '../domain/disclosure-decision';
import type { ChainStep } from '../domain/disclosure-rules';

export interface DecisionRow extends DecisionTerms {
  id: string;
  disclosureId: string;
  round: number;
  state: 'proposed' | 'approving' | 'decided' | 'refused' | 'dropped';
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  attempt: number;
  chain: Link[];
  decidedAt: Date | null;
}

const DECISION = `select s.id, s.disclosure_id as "disclosureId", s.round, s.form, s.reason, s.pricing_way as "pricingWay",
    s.price_minor as "priceMinor", s.exclusivity, s.company_name as "companyName",
    s.company_share_bps as "companyShareBps", s.profile_code as "profileCode", s.state, s.proposed_by as "proposedBy",
    u.name as "proposedByName", s.proposed_at as "proposedAt", s.attempt, s.chain, s.decided_at as "decidedAt"
  from seller_decision s join user_account u on u.id = s.proposed_by`;

/** The proposals on a disclosure, the latest first. */
export const listDecisions = (tx: Tx, disclosureId: string): Promise<DecisionRow[]> =>
  rows<DecisionRow>(tx, `${DECISION} where s.disclosure_id = $1 order by s.round desc limit 50`, [disclosureId]);

export const lastDecision = (tx: Tx, disclosureId: string): Promise<DecisionRow | null> =>
  maybeRow<DecisionRow>(tx, `${DECISION} where s.disclosure_id = $1 order by s.round desc limit 1`, [disclosureId]);

const termValues = (terms: DecisionTerms): unknown[] => [
  terms.form,
  terms.reason.trim(),
  terms.pricingWay,
  terms.priceMinor,
  terms.exclusivity,
  terms.companyName.trim(),
  terms.companyShareBps,
  terms.profileCode,
];

export async function insertDecision(
  tx: Tx,
  disclosureId: string,
  terms: DecisionTerms,
  by: { userId: string; at: Date },
): Promise<string> {
  const { round } = await row<{ round: number }>(
    tx,
    'select coalesce(max(round), 0) + 1 as round from seller_decision where disclosure_id = $1',
    [disclosureId],
  );
  const id = newId();
  await rows(
    tx,
    `insert into seller_decision (id, disclosure_id, round, form, reason, pricing_way, price_minor, exclusivity,
       company_name, company_share_bps, profile_code, state, proposed_by, proposed_at)
     values ($1, $2, $3, $6, $7, $8, $9, $10, $11, $12, $13, 'proposed', $4, $5)`,
    [id, disclosureId, round, by.userId, by.at, ...termValues(terms)],
  );
  return id;
}

/** Whoever changes a proposal is its proposer from then on. */
export async function updateDecision(
  tx: Tx,
  id: string,
  terms: DecisionTerms,
  by: { userId: string; at: Date },
): Promise<void> {
  await rows(
    tx,
    `update seller_decision set proposed_by = $2, proposed_at = $3, form = $4, reason = $5, pricing_way = $6,
       price_minor = $7, exclusivity = $8, company_name = $9, company_share_bps = $10, profile_code = $11 where id = $1`,
    [id, by.userId, by.at, ...termValues(terms)],
  );
}

/** Asks for approval, once more perhaps: earlier answers were to an earlier asking. */
export async function askApproval(tx: Tx, id: string, chain: Link[]): Promise<void> {
  await rows(tx, `update seller_decision set state = 'approving', attempt = attempt + 1, chain = $2 where id = $1`, [
    id,
    JSON.stringify(chain),
  ]);
}

export async function setDecisionState(tx: Tx, id: string, state: DecisionRow['state'], at: Date): Promise<void> {
  await rows(
    tx,
    `update seller_decision set state = $2, decided_at = case when $2 = 'decided' then $3::timestamptz end where id = $1`,
    [id, state, at],
  );
}

export type Answer = 'approve' | 'send_back' | 'refuse';

export interface ApprovalRow {
  decisionId: string;
  attempt: number;
  step: ChainStep;
  answer: Answer;
  approverId: string;
  approverName: string;
  opinion: string;
  attachmentId: string | null;
  at: Date;
}

export const listApprovals = (tx: Tx, decisionIds: string[]): Promise<ApprovalRow[]> =>
  rows<ApprovalRow>(
    tx,
    `select a.decision_id as "decisionId", a.attempt, a.step, a.answer, a.approver_id as "approverId",
       u.name as "approverName", a.opinion, a.attachment_id as "attachmentId", a.at
     from decision_approval a join user_account u on u.id = a.approver_id where a.decision_id = any($1)
     order by a.attempt, a.at, a.id`,
    [decisionIds],
  );

export async function insertApproval(tx: Tx, approval: Omit<ApprovalRow, 'approverName'>): Promise<void> {
  await rows(
    tx,
    `insert into decision_approval (id, decision_id, attempt, step, answer, approver_id, opinion, attachment_id, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      newId(),
      approval.decisionId,
      approval.attempt,
      approval.step,
      approval.answer,
      approval.approverId,
      approval.opinion,
      approval.attachmentId,
      approval.at,
    ],
  );
}

/** Whether an achievement is being sold, or was. */
export async function isOnSale(tx: Tx, achievementId: string): Promise<boolean> {
  const found = await maybeRow(
    tx,
    `select 1 from listing where achievement_id = $1
       and state in ('intake','review','pre_listed','listed','extended','suspended','resumed','sold','certified') limit 1`,
    [achievementId],
  );
  return found !== null;
}

export async function nameOfOrganisation(tx: Tx, id: string): Promise<string> {
  return (await row<{ name: string }>(tx, 'select name from organisation where id = $1', [id])).name;
}

/** Two are enough to know that there is a choice. */
export async function someExchanges(tx: Tx): Promise<string[]> {
  const found = await rows<{ id: string }>(tx, `select id from organisation where kind = 'exchange' limit 2`);
  return found.map(({ id }) => id);
}
