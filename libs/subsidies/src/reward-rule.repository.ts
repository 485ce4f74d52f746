import { newId } from '@jishi/kernel';
import { maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { RewardRule } from './domain/reward-rule';

export type RewardRuleAnswer = 'confirmed' | 'declined';
export const REWARD_RULE_STATES = ['waiting', 'superseded', 'declined', 'upcoming', 'in_force', 'past'] as const;
export type RewardRuleState = (typeof REWARD_RULE_STATES)[number];

export interface RewardRuleRow {
  id: string;
  organisationId: string;
  version: number;
  body: RewardRule;
  /** The institution's internal document. */
  source: string;
  effectiveAt: Date;
  writtenBy: string;
  writtenByName: string;
  writtenAt: Date;
  answer: RewardRuleAnswer | null;
  reason: string;
  answeredByName: string | null;
  answeredAt: Date | null;
  state: RewardRuleState;
}

/** In force from the later of its day and its confirmation; of those, the highest version counts. `$1` is the moment. */
const begun = (rule: string, answer: string): string =>
  `${answer}.answer = 'confirmed' and greatest(${rule}.effective_at, ${answer}.answered_at) <= $1`;
const RULE = `select b.id, b.organisation_id as "organisationId", b.version, b.body, b.source, b.effective_at as "effectiveAt",
    b.written_by as "writtenBy", w.name as "writtenByName", b.written_at as "writtenAt", a.answer,
    coalesce(a.reason, '') as reason, u.name as "answeredByName", a.answered_at as "answeredAt",
    case when a.answer = 'declined' then 'declined'
      when a.answer is null and b.version < all_of.newest then 'superseded'
      when a.answer is null then 'waiting'
      when b.version = all_of.current then 'in_force'
      when b.version > coalesce(all_of.current, 0) then 'upcoming'
      else 'past' end as state
  from reward_rule b
    join user_account w on w.id = b.written_by
    left join reward_rule_answer a on a.reward_rule_id = b.id
    left join user_account u on u.id = a.answered_by
    cross join lateral (
      select max(o.version) as newest, max(o.version) filter (where ${begun('o', 'c')}) as current
      from reward_rule o left join reward_rule_answer c on c.reward_rule_id = o.id
      where o.organisation_id = b.organisation_id) all_of`;

/** Of one organisation, the newest version first; researchers read what was confirmed. */
export const listRewardRules = (
  tx: Tx,
  filter: { organisationId: string; at: Date; confirmedOnly: boolean; before: number | null; limit: number },
): Promise<RewardRuleRow[]> =>
  rows<RewardRuleRow>(
    tx,
    `${RULE} where b.organisation_id = $2 and ($3::bigint is null or b.version < $3)
       and (not $5 or a.answer = 'confirmed') order by b.version desc limit $4`,
    [filter.at, filter.organisationId, filter.before, filter.limit, filter.confirmedOnly],
  );

export const findRewardRule = (tx: Tx, id: string, at: Date): Promise<RewardRuleRow | null> =>
  maybeRow<RewardRuleRow>(tx, `${RULE} where b.id = $2`, [at, id]);

/** What governed at that moment. */
export const rewardRuleAt = (tx: Tx, organisationId: string, at: Date): Promise<RewardRuleRow | null> =>
  maybeRow<RewardRuleRow>(
    tx,
    `${RULE} where b.organisation_id = $2 and ${begun('b', 'a')} order by b.version desc limit 1`,
    [at, organisationId],
  );

/** What a version takes the place of: the highest confirmed one below it. */
export const findConfirmedBefore = (
  tx: Tx,
  organisationId: string,
  version: number,
  at: Date,
): Promise<RewardRuleRow | null> =>
  maybeRow<RewardRuleRow>(
    tx,
    `${RULE} where b.organisation_id = $2 and b.version < $3 and a.answer = 'confirmed' order by b.version desc limit 1`,
    [at, organisationId, version],
  );

/** Two who write or answer in one organisation come one after the other. */
export const lockRewardRules = (tx: Tx, organisationId: string): Promise<unknown> =>
  rows(tx, `select pg_advisory_xact_lock(hashtextextended('reward_rule:' || $1::text, 0))`, [organisationId]);

export const nextRuleVersion = async (tx: Tx, organisationId: string): Promise<number> =>
  (
    await row<{ version: number }>(
      tx,
      'select coalesce(max(version), 0) + 1 as version from reward_rule where organisation_id = $1',
      [organisationId],
    )
  ).version;

/** The law that binds it depends on where it is. */
export const findRegion = async (tx: Tx, organisationId: string): Promise<string> =>
  (await row<{ region: string }>(tx, 'select region_code as region from organisation where id = $1', [organisationId]))
    .region;

export async function insertRewardRule(
  tx: Tx,
  rule: Pick<
    RewardRuleRow,
    'organisationId' | 'version' | 'body' | 'source' | 'effectiveAt' | 'writtenBy' | 'writtenAt'
  >,
): Promise<string> {
  const id = newId();
  await rows(
    tx,
    `insert into reward_rule (id, organisation_id, version, body, source, effective_at, written_by, written_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      rule.organisationId,
      rule.version,
      JSON.stringify(rule.body),
      rule.source,
      rule.effectiveAt,
      rule.writtenBy,
      rule.writtenAt,
    ],
  );
  return id;
}

export const insertRuleAnswer = (
  tx: Tx,
  rule: Pick<RewardRuleRow, 'id' | 'writtenBy'>,
  given: { answer: RewardRuleAnswer; reason: string; userId: string; at: Date },
): Promise<unknown> =>
  rows(
    tx,
    `insert into reward_rule_answer (reward_rule_id, written_by, answer, reason, answered_by, answered_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [rule.id, rule.writtenBy, given.answer, given.reason, given.userId, given.at],
  );
