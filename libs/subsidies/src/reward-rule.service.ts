import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, isLegible, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import {
  appendFact,
  audit,
  Database,
  DatabaseClock,
  numberCursor,
  type Page,
  pageLimit,
  toPage,
  type Tx,
} from '@jishi/platform';
import { type ChinaDay, startOfChinaDay } from '@jishi/pricing';
import { DEFAULT_REWARD_RULE, parseRewardRule, type RewardRule, rewardRuleChanges } from './domain/reward-rule';
import * as repository from './reward-rule.repository';
import type { RewardRuleAnswer, RewardRuleRow } from './reward-rule.repository';

export interface RewardRuleInForce {
  /** Null: the institution has none of its own, the one that ships governs. */
  rule: RewardRuleRow | null;
  body: RewardRule;
}

export interface WholeRewardRule {
  rule: RewardRuleRow;
  /** The version it takes the place of; null: the one that ships. */
  before: { version: number; body: RewardRule } | null;
  /** Paths of the parts that differ from it. */
  changes: string[];
  shipped: RewardRule;
  mayAnswer: boolean;
}

export interface NewRewardRule {
  /** As somebody wrote it: read by `parseRewardRule`. */
  body: unknown;
  source: string;
  effectiveOn: ChinaDay;
}

/** An institution's own rule for rewards: the transfer office writes it, a decider confirms it, its researchers read it. */
@Injectable()
export class RewardRuleService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  /** Errors: `page.bad_cursor`. */
  async list(actor: Actor, query: { limit?: number; cursor?: string }): Promise<Page<RewardRuleRow>> {
    const limit = pageLimit(query.limit);
    const found = await repository.listRewardRules(this.database.manager, {
      organisationId: actor.organisationId,
      at: this.now(),
      confirmedOnly: !isOffice(actor),
      before: numberCursor(query.cursor)?.[0] ?? null,
      limit: limit + 1,
    });
    return toPage(found, limit, (last) => [last.version, last.id]);
  }

  async current(actor: Actor): Promise<RewardRuleInForce> {
    const rule = await repository.rewardRuleAt(this.database.manager, actor.organisationId, this.now());
    return { rule, body: rule?.body ?? DEFAULT_REWARD_RULE };
  }

  /** Errors: `reward_rule.not_found`, also for another institution's, and for a researcher before it is confirmed. */
  async get(actor: Actor, id: string): Promise<WholeRewardRule> {
    const tx = this.database.manager;
    const rule = await this.own(tx, actor, id);
    const before = await repository.findConfirmedBefore(tx, rule.organisationId, rule.version, this.now());
    return {
      rule,
      before: before && { version: before.version, body: before.body },
      changes: rewardRuleChanges(before?.body ?? DEFAULT_REWARD_RULE, rule.body),
      shipped: DEFAULT_REWARD_RULE,
      mayAnswer: rule.state === 'waiting' && rule.writtenBy !== actor.userId && actor.permissions.has('reward.approve'),
    };
  }

  /** A next version; one that waits for confirmation gives way to it. Errors: `reward_rule.invalid`, `reward_rule.unchanged`, … */
  async write(actor: Actor, given: NewRewardRule): Promise<string> {
    const { organisationId, userId } = actor;
    const region = await repository.findRegion(this.database.manager, organisationId);
    const body = parseRewardRule(given.body, region);
    const source = requireWords(given.source, 'source', 'reward_rule.source_missing');
    const effectiveAt = new Date(startOfChinaDay(given.effectiveOn));
    return this.database.transaction(async (tx) => {
      await repository.lockRewardRules(tx, organisationId);
      const at = this.now();
      const version = await repository.nextRuleVersion(tx, organisationId);
      const before = await repository.findConfirmedBefore(tx, organisationId, version, at);
      if (rewardRuleChanges(before?.body ?? DEFAULT_REWARD_RULE, body).length === 0)
        throw conflict('reward_rule.unchanged');
      const rule = { organisationId, version, body, source, effectiveAt, writtenBy: userId, writtenAt: at };
      const id = await repository.insertRewardRule(tx, rule);
      const { effectiveOn } = given;
      await this.record(tx, actor, 'reward.rule_written', id, { version, source, effectiveOn });
      await tell(tx, 'reward_rule.written', { id, organisationId, version }, { effectiveOn });
      return id;
    });
  }

  /** By somebody else than who wrote it. Errors: `reward_rule.not_found`, `reward_rule.same_person`, `reward_rule.answered`, … */
  async answer(actor: Actor, id: string, answer: RewardRuleAnswer, reason: string): Promise<void> {
    const why = requireWords(reason, 'reason', 'reward.reason_missing');
    return this.database.transaction(async (tx) => {
      await repository.lockRewardRules(tx, actor.organisationId);
      const rule = await this.own(tx, actor, id);
      const { version, writtenBy, state } = rule;
      if (writtenBy === actor.userId) throw forbidden('reward_rule.same_person');
      if (state === 'superseded') throw conflict('reward_rule.superseded', { version });
      if (state !== 'waiting') throw conflict('reward_rule.answered', { version });
      await repository.insertRuleAnswer(tx, rule, { answer, reason: why, userId: actor.userId, at: this.now() });
      await this.record(tx, actor, ACTS[answer], id, { version, reason: why });
      await tell(tx, 'reward_rule.answered', rule, { outcome: answer, reason: why });
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }

  private async own(tx: Tx, actor: Actor, id: string): Promise<RewardRuleRow> {
    const rule = await repository.findRewardRule(tx, id, this.now());
    const known = rule && (isOffice(actor) || rule.answer === 'confirmed');
    if (!known || rule.organisationId !== actor.organisationId) throw notFound('reward_rule.not_found');
    return rule;
  }

  private record(tx: Tx, actor: Actor, action: string, subjectId: string, detail: Record<string, unknown>) {
    const { userId: actorId, organisationId } = actor;
    return audit(tx, { actorId, organisationId, action, subjectType: 'reward_rule', subjectId, detail });
  }
}

const ACTS: Record<RewardRuleAnswer, string> = { confirmed: 'reward.rule_confirmed', declined: 'reward.rule_declined' };

const isOffice = ({ permissions }: Actor): boolean =>
  permissions.has('reward.manage') || permissions.has('reward.approve');

const tell = (
  tx: Tx,
  type: string,
  { id, organisationId, version }: Pick<RewardRuleRow, 'id' | 'organisationId' | 'version'>,
  more: Record<string, string>,
): Promise<string> =>
  appendFact(tx, { type, subjectId: id, payload: { rewardRuleId: id, organisationId, version, ...more } });

function requireWords(text: string, path: string, code: string): string {
  if (!isLegible(text)) throw invalid(code, {}, [{ path, code }]);
  return text.trim();
}
