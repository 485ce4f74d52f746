import type { Fen } from '@jishi/kernel';
import { rows, type Tx } from '@jishi/platform';
import type { RewardClass } from './domain/reward-rule';
import type { RewardState } from './domain/reward-states';

export const REWARD_SCOPES = ['mine', 'published', 'office', 'queue', 'decide'] as const;
export type RewardScope = (typeof REWARD_SCOPES)[number];

export interface RewardItem {
  id: string;
  number: string;
  title: string;
  contractNumber: string;
  class: RewardClass;
  state: RewardState;
  stateSince: Date;
  dueAt: Date | null;
  /** Null until computed. */
  awardMinor: Fen | null;
  /** The reader's own share of the present split; null where there is none. */
  myMinor: Fen | null;
  /** Whether it waits for this reader. */
  waits: boolean;
  objected: boolean;
  createdAt: Date;
}

export interface RewardFilter {
  scope: RewardScope;
  organisationId: string;
  userId: string;
  at: Date;
  state: string | null;
  /** Only what waits for this reader. */
  waiting?: boolean;
  before?: [string, string];
  limit: number;
}

const OBJECTED = `exists (select from reward_objection j where j.case_id = r.id and j.round = r.round and j.outcome is null)`;
const OWN = `s.case_id = r.id and s.round = r.round and s.user_id = $2 and r.proposed_by is not null`;
/** The office's turn: figures, a split that nobody else proposes, publicity, submission, payroll. */
const OFFICE_TURN = `(r.state in ('open', 'agreed', 'approved') or r.state = 'splitting' and r.first_inventor_id is null
  or r.state = 'publicity' and r.publicity_ends_at <= $3 and not ${OBJECTED})
  and r.first_inventor_id is distinct from $2 and not exists (select from reward_share s where ${OWN})`;
/** A decider's: approval by who has not put it together and is not in it, and objections. */
const DECIDER_TURN = `(r.state = 'submitted' and $2 not in (r.computed_by, r.submitted_by) and r.proposed_by is distinct from $2
    or r.state in ('consenting', 'publicity') and ${OBJECTED})
  and r.first_inventor_id is distinct from $2 and not exists (select from reward_share s where ${OWN})`;
const MINE_TURN = `(r.state = 'splitting' and r.first_inventor_id = $2
  or r.state = 'consenting' and exists (select from reward_share s where ${OWN} and s.agreed is null))`;

const SCOPES: Record<RewardScope, string> = {
  mine: `(r.first_inventor_id = $2 or exists (select from reward_share s where s.case_id = r.id and s.user_id = $2))`,
  published: `r.state = 'publicity'`,
  office: 'true',
  queue: OFFICE_TURN,
  decide: DECIDER_TURN,
};
const TURNS: Record<RewardScope, string> = {
  mine: MINE_TURN,
  published: 'false',
  office: OFFICE_TURN,
  queue: 'true',
  decide: 'true',
};

export const listRewards = (tx: Tx, filter: RewardFilter): Promise<RewardItem[]> =>
  rows<RewardItem>(
    tx,
    `select r.id, r.number, c.title, c.number as "contractNumber", r.class, r.state, r.state_since as "stateSince",
       case r.state when 'consenting' then r.consent_due_at when 'publicity' then r.publicity_ends_at end as "dueAt",
       r.award_minor as "awardMinor", (select s.award_minor from reward_share s where ${OWN}) as "myMinor",
       ${TURNS[filter.scope]} as waits, ${OBJECTED} as objected, r.created_at as "createdAt"
     from reward_case r join contract c on c.id = r.contract_id
     where r.organisation_id = $1 and $2::uuid is not null and $3::timestamptz is not null and (${SCOPES[filter.scope]})
       and ($4::text is null or r.state = $4) and (not $8::boolean or ${TURNS[filter.scope]})
       and ($5::timestamptz is null or (date_trunc('milliseconds', r.created_at), r.id) < ($5, $6::uuid))
     order by date_trunc('milliseconds', r.created_at) desc, r.id desc limit $7`,
    [
      filter.organisationId,
      filter.userId,
      filter.at,
      filter.state,
      filter.before?.[0] ?? null,
      filter.before?.[1] ?? null,
      filter.limit,
      filter.waiting ?? false,
    ],
  );
