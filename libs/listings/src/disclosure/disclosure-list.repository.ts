import { maybeRow, rows, type Tx } from '@jishi/platform';
import type { ChainStep, DecisionForm } from '../domain/disclosure-rules';
import type { DisclosureState, Part } from '../domain/disclosure-states';

export const DISCLOSURE_SCOPES = ['mine', 'office', 'queue', 'decide', 'decisions'] as const;
export type DisclosureScope = (typeof DISCLOSURE_SCOPES)[number];

export interface DisclosureItem {
  id: string;
  number: string;
  title: string;
  state: DisclosureState;
  turn: Part | null;
  stateSince: Date;
  dueAt: Date | null;
  overdue: boolean;
  reporterName: string;
  handlerName: string | null;
  fieldCode: string;
  ipKind: string;
  fundingSource: string;
  secrecy: string[];
  form: DecisionForm | null;
  priceMinor: number | null;
  /** The approval that is asked for now. */
  step: ChainStep | null;
  achievementId: string | null;
  createdAt: Date;
}

export interface DisclosureFilter {
  scope: DisclosureScope;
  organisationId: string;
  userId: string;
  /** The database clock's now: whether something is overdue. */
  at: Date;
  state: string | null;
  field: string | null;
  form: string | null;
  overdue: boolean;
  q: string;
  after: [number, string] | null;
  limit: number;
}

const CONTRIBUTES = `exists (select from disclosure_contributor c where c.disclosure_id = d.id and c.user_id = $2)`;
const MAY_APPROVE = `s.proposed_by <> $2 and not ${CONTRIBUTES} and not exists (
  select from decision_approval a where a.decision_id = s.id and a.attempt = s.attempt and a.approver_id = $2)`;

/**
 * `mine`: an inventor's; `office`: all that was handed in; `queue`: what waits for this officer; `decide`: what waits for
 * this decider; `decisions`: all that deciders were asked.
 */
const SCOPES: Record<DisclosureScope, string> = {
  mine: `(d.reported_by = $2 or ${CONTRIBUTES})`,
  office: 'd.disclosed_at is not null',
  queue: `d.disclosed_at is not null and not ${CONTRIBUTES} and (d.turn = 'office'
    or d.turn = 'approver' and p.held = 'disclosure.review' and ${MAY_APPROVE})`,
  decide: `d.turn = 'approver' and p.held = 'decision.approve' and ${MAY_APPROVE}`,
  decisions: 's.attempt > 0',
};
const isQueue = (scope: DisclosureScope): boolean => scope === 'queue' || scope === 'decide';

/** After everything that has a day. */
const NEVER_MS = 9_000_000_000_000;

const VIEW = `select d.id, d.number, d.title, d.state, d.turn, d.state_since as "stateSince", d.due_at as "dueAt",
    coalesce(d.due_at < $3, false) as overdue, r.name as "reporterName", h.name as "handlerName",
    d.field_code as "fieldCode", d.ip_kind as "ipKind", d.funding_source as "fundingSource", d.secrecy, s.form,
    s.price_minor as "priceMinor", case when d.state = 'approving' then p.step end as step,
    d.achievement_id as "achievementId", d.created_at as "createdAt"`;
const FROM = `from disclosure d
  join user_account r on r.id = d.reported_by
  left join user_account h on h.id = d.handled_by
  left join lateral (select * from seller_decision where disclosure_id = d.id order by round desc limit 1) s on true
  left join lateral (
    select s.chain->(count(*)::int)->>'step' as step, s.chain->(count(*)::int)->>'held' as held
    from decision_approval a where a.decision_id = s.id and a.attempt = s.attempt and a.answer = 'approve') p on true`;

/** Queues: what is due first comes first, so what is overdue leads; the others: the newest first. */
const KEY = (scope: DisclosureScope): string =>
  isQueue(scope)
    ? `coalesce((extract(epoch from d.due_at) * 1000)::bigint, ${NEVER_MS})`
    : `-(extract(epoch from d.created_at) * 1000)::bigint`;

export const listDisclosures = (tx: Tx, filter: DisclosureFilter): Promise<(DisclosureItem & { sortKey: number })[]> =>
  rows(
    tx,
    `select * from (${VIEW}, ${KEY(filter.scope)} as "sortKey" ${FROM}
       where d.organisation_id = $1 and ${SCOPES[filter.scope]} and $2::uuid is not null
         and ($4::text is null or d.state = $4) and ($5::text is null or d.field_code = $5)
         and ($6::text is null or s.form = $6) and (not $7 or d.due_at < $3)
         and ($8 = '' or d.title ilike '%' || $8 || '%' or d.number ilike $8 || '%')
     ) found
     where $9::bigint is null or ("sortKey", id) > ($9, $10::uuid)
     order by "sortKey", id limit $11`,
    [
      filter.organisationId,
      filter.userId,
      filter.at,
      filter.state,
      filter.field,
      filter.form,
      filter.overdue,
      filter.q.replace(/[\\%_]/g, '\\$&'),
      filter.after?.[0] ?? null,
      filter.after?.[1] ?? null,
      filter.limit,
    ],
  );

export interface DisclosureTransitionRow {
  action: string;
  fromState: DisclosureState;
  toState: DisclosureState;
  actorName: string;
  part: Part;
  reason: string;
  dueAt: Date | null;
  at: Date;
}

export const listSteps = (tx: Tx, disclosureId: string): Promise<DisclosureTransitionRow[]> =>
  rows<DisclosureTransitionRow>(
    tx,
    `select t.action, t.from_state as "fromState", t.to_state as "toState", u.name as "actorName", t.part, t.reason,
       t.due_at as "dueAt", t.at
     from disclosure_transition t join user_account u on u.id = t.actor_id where t.disclosure_id = $1
     order by t.at, t.id limit 500`,
    [disclosureId],
  );

export const findNames = (
  tx: Tx,
  disclosureId: string,
): Promise<{ organisationName: string; reporterName: string; handlerName: string | null } | null> =>
  maybeRow(
    tx,
    `select o.name as "organisationName", r.name as "reporterName", h.name as "handlerName"
     from disclosure d join organisation o on o.id = d.organisation_id join user_account r on r.id = d.reported_by
     left join user_account h on h.id = d.handled_by where d.id = $1`,
    [disclosureId],
  );
