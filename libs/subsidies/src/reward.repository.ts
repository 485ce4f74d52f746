import { type Fen, newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { RewardComputation } from './domain/reward';
import type { DeductionKind, RewardClass, RewardRule } from './domain/reward-rule';
import type { SplitLine } from './domain/reward-split';
import type { RewardState } from './domain/reward-states';
import type { TraceLine } from './domain/rule';

export interface RewardRow {
  id: string;
  number: string;
  organisationId: string;
  organisationKind: string;
  contractId: string;
  contractNumber: string;
  title: string;
  class: RewardClass;
  rewardRuleId: string | null;
  ruleVersion: number | null;
  rule: RewardRule;
  firstInventorId: string | null;
  firstInventorName: string | null;
  state: RewardState;
  stateSince: Date;
  consentDueAt: Date | null;
  publicityEndsAt: Date | null;
  round: number;
  incomeMinor: Fen | null;
  deductedMinor: Fen | null;
  carriedMinor: Fen;
  netMinor: Fen | null;
  awardMinor: Fen | null;
  lossMinor: Fen | null;
  trace: TraceLine[] | null;
  carriedInto: string | null;
  computedBy: string | null;
  proposedBy: string | null;
  submittedBy: string | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  payrollId: string | null;
  createdAt: Date;
}

const CASE = `select r.id, r.number, r.organisation_id as "organisationId", o.kind as "organisationKind",
    r.contract_id as "contractId", c.number as "contractNumber", c.title, r.class, r.reward_rule_id as "rewardRuleId",
    b.version as "ruleVersion", r.rule, r.first_inventor_id as "firstInventorId", u.name as "firstInventorName", r.state,
    r.state_since as "stateSince", r.consent_due_at as "consentDueAt", r.publicity_ends_at as "publicityEndsAt", r.round,
    r.income_minor as "incomeMinor", r.deducted_minor as "deductedMinor", r.carried_minor as "carriedMinor",
    r.net_minor as "netMinor", r.award_minor as "awardMinor", r.loss_minor as "lossMinor", r.trace,
    r.carried_into as "carriedInto", r.computed_by as "computedBy", r.proposed_by as "proposedBy",
    r.submitted_by as "submittedBy", r.approved_by as "approvedBy", r.approved_at as "approvedAt",
    r.payroll_id as "payrollId", r.created_at as "createdAt"
  from reward_case r join organisation o on o.id = r.organisation_id join contract c on c.id = r.contract_id
  left join reward_rule b on b.id = r.reward_rule_id left join user_account u on u.id = r.first_inventor_id`;

export const findReward = (tx: Tx, id: string): Promise<RewardRow | null> =>
  maybeRow<RewardRow>(tx, `${CASE} where r.id = $1`, [id]);

export async function lockReward(tx: Tx, id: string): Promise<RewardRow | null> {
  await rows(tx, 'select id from reward_case where id = $1 for update', [id]);
  return findReward(tx, id);
}

/** Two incomes of one contract come one after the other. */
export const lockContract = (tx: Tx, contractId: string): Promise<unknown> =>
  rows(tx, `select pg_advisory_xact_lock(hashtextextended('reward:' || $1::text, 0))`, [contractId]);

/** What a case begins with: the contract, its seller, since when the sale runs, and who is named first in the disclosure. */
export interface RewardBeginning {
  organisationId: string;
  organisationKind: string;
  contractType: string;
  begunAt: Date;
  firstInventorId: string | null;
}

export const findBeginning = (tx: Tx, contractId: string): Promise<RewardBeginning | null> =>
  maybeRow<RewardBeginning>(
    tx,
    `select c.transferor_id as "organisationId", o.kind as "organisationKind", c.type as "contractType",
       coalesce(l.published_at, c.created_at) as "begunAt", (
         select coalesce(i.user_id, d.reported_by) from disclosure d
         join disclosure_contributor i on i.disclosure_id = d.id and i.position = 1
         where d.achievement_id = l.achievement_id and d.organisation_id = c.transferor_id and d.state <> 'withdrawn'
         limit 1) as "firstInventorId"
     from contract c join listing l on l.id = c.listing_id join organisation o on o.id = c.transferor_id where c.id = $1`,
    [contractId],
  );

/** Money that reached the seller itself; null for what went to anybody else. */
export const findReceived = (
  tx: Tx,
  payoutId: string,
): Promise<{ contractId: string; amountMinor: Fen; serial: string; receivedAt: Date } | null> =>
  maybeRow(
    tx,
    `select p.contract_id as "contractId", p.amount_minor as "amountMinor", coalesce(p.bank_serial, p.id::text) as serial,
       p.confirmed_at as "receivedAt"
     from payout p join contract c on c.id = p.contract_id
     where p.id = $1 and p.state = 'confirmed' and p.payee_id = c.transferor_id`,
    [payoutId],
  );

/** The case of this contract that still takes what comes in. */
export const findTaking = (tx: Tx, contractId: string): Promise<{ id: string } | null> =>
  maybeRow(tx, 'select id from reward_case where contract_id = $1 and takes_income for update', [contractId]);

/** `JSJL2026000001`. Numbers may have gaps, never doubles. */
export async function nextRewardNumber(tx: Tx, year: string): Promise<string> {
  const { value } = await row<{ value: number }>(tx, `select nextval('reward_number') as value`);
  return `JSJL${year}${String(value).padStart(6, '0')}`;
}

export async function insertReward(
  tx: Tx,
  given: Pick<
    RewardRow,
    'number' | 'organisationId' | 'contractId' | 'class' | 'rewardRuleId' | 'rule' | 'firstInventorId'
  > & {
    at: Date;
  },
): Promise<string> {
  const id = newId();
  await rows(
    tx,
    `insert into reward_case (id, number, organisation_id, contract_id, class, reward_rule_id, rule, first_inventor_id,
       state_since, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [
      id,
      given.number,
      given.organisationId,
      given.contractId,
      given.class,
      given.rewardRuleId,
      JSON.stringify(given.rule),
      given.firstInventorId,
      given.at,
    ],
  );
  return id;
}

export interface IncomeRow {
  id: string;
  label: string;
  amountMinor: Fen;
  receivedAt: Date;
  reversesId: string | null;
  reason: string;
  attachmentId: string | null;
}

export const listIncomes = (tx: Tx, caseId: string): Promise<IncomeRow[]> =>
  rows<IncomeRow>(
    tx,
    `select i.id, i.label, i.amount_minor as "amountMinor", i.received_at as "receivedAt", i.reverses_id as "reversesId",
       i.reason, i.attachment_id as "attachmentId" from reward_income i where i.case_id = $1 order by i.received_at, i.id`,
    [caseId],
  );

/** How much of an income was given back already. */
export const reversedOf = async (tx: Tx, incomeId: string): Promise<Fen> =>
  (
    await row<{ total: number }>(
      tx,
      'select coalesce(sum(-amount_minor), 0)::bigint as total from reward_income where reverses_id = $1',
      [incomeId],
    )
  ).total;

/** False when this source is an income already. */
export async function insertIncome(
  tx: Tx,
  given: {
    caseId: string;
    source: string;
    label: string;
    amountMinor: Fen;
    receivedAt: Date;
    reverses?: { id: string; reason: string; attachmentId: string; by: string };
  },
): Promise<boolean> {
  const inserted = await rows(
    tx,
    `insert into reward_income (id, case_id, source, label, amount_minor, received_at, reverses_id, reason, attachment_id, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (source) do nothing returning id`,
    [
      newId(),
      given.caseId,
      given.source,
      given.label,
      given.amountMinor,
      given.receivedAt,
      given.reverses?.id ?? null,
      given.reverses?.reason ?? '',
      given.reverses?.attachmentId ?? null,
      given.reverses?.by ?? null,
    ],
  );
  return inserted.length === 1;
}

export const hasIncome = async (tx: Tx, source: string): Promise<boolean> =>
  (await maybeRow(tx, 'select id from reward_income where source = $1', [source])) !== null;

export interface DeductionRow {
  id: string;
  kind: DeductionKind;
  amountMinor: Fen;
  note: string;
  attachmentId: string;
  enteredByName: string;
  enteredAt: Date;
}

export const listDeductions = (tx: Tx, caseId: string): Promise<DeductionRow[]> =>
  rows<DeductionRow>(
    tx,
    `select d.id, d.kind, d.amount_minor as "amountMinor", d.note, d.attachment_id as "attachmentId",
       u.name as "enteredByName", d.entered_at as "enteredAt"
     from reward_deduction d join user_account u on u.id = d.entered_by
     where d.case_id = $1 and d.removed_at is null order by d.entered_at, d.id`,
    [caseId],
  );

export async function insertDeduction(
  tx: Tx,
  given: Pick<DeductionRow, 'kind' | 'amountMinor' | 'note' | 'attachmentId'> & {
    caseId: string;
    by: string;
    at: Date;
  },
): Promise<void> {
  await rows(
    tx,
    `insert into reward_deduction (id, case_id, kind, amount_minor, note, attachment_id, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), given.caseId, given.kind, given.amountMinor, given.note, given.attachmentId, given.by, given.at],
  );
}

/** False when there is no such deduction. */
export async function removeDeduction(tx: Tx, caseId: string, id: string, by: string, at: Date): Promise<boolean> {
  const removed = await rows(
    tx,
    `update reward_deduction set removed_by = $3, removed_at = $4
     where id = $1 and case_id = $2 and removed_at is null returning id`,
    [id, caseId, by, at],
  );
  return removed.length === 1;
}

/** Takes over the losses of the contract's closed cases, and says how much they are. */
export const takeOverLosses = async (tx: Tx, caseId: string, contractId: string): Promise<Fen> =>
  (
    await row<{ total: number }>(
      tx,
      `with taken as (
         update reward_case set carried_into = $1
         where contract_id = $2 and id <> $1 and state = 'closed' and loss_minor > 0 and (carried_into is null or carried_into = $1)
         returning loss_minor)
       select coalesce(sum(loss_minor), 0)::bigint as total from taken`,
      [caseId, contractId],
    )
  ).total;

/** Gives them back for whichever case is computed next. */
export const releaseLosses = (tx: Tx, caseId: string): Promise<unknown> =>
  rows(tx, 'update reward_case set carried_into = null where carried_into = $1', [caseId]);

/** With null the figures are taken back. */
export async function setComputation(
  tx: Tx,
  id: string,
  computed: RewardComputation | null,
  by: string | null,
): Promise<void> {
  await rows(
    tx,
    `update reward_case set takes_income = false, income_minor = $2, deducted_minor = $3, carried_minor = $4, net_minor = $5,
       award_minor = $6, loss_minor = $7, trace = $8, computed_by = $9 where id = $1`,
    [
      id,
      computed?.incomeMinor ?? null,
      computed?.deductedMinor ?? null,
      computed?.carriedMinor ?? 0,
      computed?.netMinor ?? null,
      computed?.awardMinor ?? null,
      computed?.lossMinor ?? null,
      computed ? JSON.stringify(computed.trace) : null,
      by,
    ],
  );
}

export interface RewardStep {
  action: string;
  from: RewardState;
  to: RewardState;
  actorId: string | null;
  reason: string;
  at: Date;
}

/** What changes with a state beside it. */
export interface StateChange {
  consentDueAt?: Date | null;
  publicityEndsAt?: Date | null;
  submittedBy?: string | null;
  approvedBy?: string;
  payrollId?: string;
  /** Another round of the split, by whom. */
  round?: number;
  proposedBy?: string | null;
}

/** The state and its record, always together. */
export async function recordRewardStep(tx: Tx, id: string, step: RewardStep, change: StateChange = {}): Promise<void> {
  const has = (name: keyof StateChange): boolean => change[name] !== undefined;
  await rows(
    tx,
    `update reward_case set state = $2, state_since = $3,
       consent_due_at = case when $4 then $5::timestamptz else consent_due_at end,
       publicity_ends_at = case when $6 then $7::timestamptz else publicity_ends_at end,
       submitted_by = case when $8 then $9::uuid else submitted_by end,
       submitted_at = case when $8 then case when $9::uuid is null then null else $3::timestamptz end else submitted_at end,
       approved_by = coalesce($10::uuid, approved_by), approved_at = case when $10::uuid is null then approved_at else $3::timestamptz end,
       payroll_id = coalesce($11, payroll_id), round = coalesce($12, round),
       proposed_by = case when $13 then $14::uuid else proposed_by end where id = $1`,
    [
      id,
      step.to,
      step.at,
      has('consentDueAt'),
      change.consentDueAt ?? null,
      has('publicityEndsAt'),
      change.publicityEndsAt ?? null,
      has('submittedBy'),
      change.submittedBy ?? null,
      change.approvedBy ?? null,
      change.payrollId ?? null,
      change.round ?? null,
      has('proposedBy'),
      change.proposedBy ?? null,
    ],
  );
  await rows(
    tx,
    `insert into reward_step (id, case_id, action, from_state, to_state, actor_id, reason, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), id, step.action, step.from, step.to, step.actorId, step.reason, step.at],
  );
}

export interface StepRow {
  action: string;
  toState: string;
  actorName: string | null;
  reason: string;
  at: Date;
}

export const listRewardSteps = (tx: Tx, caseId: string): Promise<StepRow[]> =>
  rows<StepRow>(
    tx,
    `select s.action, s.to_state as "toState", u.name as "actorName", s.reason, s.at
     from reward_step s left join user_account u on u.id = s.actor_id where s.case_id = $1 order by s.at, s.id`,
    [caseId],
  );

/** Contributors as the disclosure names them: what a split begins with. */
export const suggestedSplit = (tx: Tx, contractId: string): Promise<SplitLine[]> =>
  rows<SplitLine>(
    tx,
    `select i.user_id as "userId", i.name, i.affiliation, i.position = 1 as main, i.share_bps as "shareBps"
     from contract c join listing l on l.id = c.listing_id
     join disclosure d on d.achievement_id = l.achievement_id and d.organisation_id = c.transferor_id and d.state <> 'withdrawn'
     join disclosure_contributor i on i.disclosure_id = d.id where c.id = $1 order by i.position`,
    [contractId],
  );

/** People of the institution, by their accounts' names. */
export const findMembers = (tx: Tx, organisationId: string, ids: string[]): Promise<{ id: string; name: string }[]> =>
  rows(
    tx,
    `select u.id, u.name from user_account u join membership m on m.user_id = u.id
     where m.organisation_id = $1 and u.id = any($2) and u.disabled_at is null`,
    [organisationId, ids],
  );
