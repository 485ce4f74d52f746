import { Injectable } from '@nestjs/common';
import { conflict, type Fen, forbidden, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { AttachmentService } from '@jishi/listings';
import { Database, DatabaseClock } from '@jishi/platform';
import { periodEnd } from '@jishi/pricing';
import { computeReward } from './domain/reward';
import type { DeductionKind } from './domain/reward-rule';
import {
  isConsented,
  isParty,
  lockRewardCase,
  openObjections,
  recordReward,
  requireOffice,
  requireRewardState,
  requireWords,
  stepReward,
} from './reward-case';
import {
  insertDeduction,
  listDeductions,
  listIncomes,
  lockContract,
  releaseLosses,
  removeDeduction,
  setComputation,
  takeOverLosses,
} from './reward.repository';

export interface NewDeduction {
  kind: DeductionKind;
  amountMinor: Fen;
  note: string;
  attachmentId: string;
}

const MAX_DEDUCTIONS = 100;

/** The office's part of a reward: what is taken off, what comes out of it, and on to a decider, who is somebody else. */
@Injectable()
export class RewardService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly attachments: AttachmentService,
  ) {}

  /** Errors: `reward.not_found`, `reward.wrong_state`, `reward.not_deductible`, `reward.too_many`, `attachment.not_found`, … */
  async deduct(actor: Actor, id: string, given: NewDeduction): Promise<void> {
    const note = requireWords(given.note, 'note', 'reward.words_missing');
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      requireOffice(actor, found);
      requireRewardState(found.reward, 'open');
      if (!found.reward.rule.deductions[given.kind].allowed)
        throw invalid('reward.not_deductible', { kind: given.kind }, [
          { path: 'kind', code: 'reward.not_deductible', params: { kind: given.kind } },
        ]);
      if ((await listDeductions(tx, id)).length >= MAX_DEDUCTIONS)
        throw conflict('reward.too_many', { max: MAX_DEDUCTIONS });
      await this.attachments.file(tx, actor, [given.attachmentId], actor.organisationId, 'attachmentId');
      await insertDeduction(tx, { ...given, note, caseId: id, by: actor.userId, at: this.now() });
      await recordReward(tx, actor, 'reward.deducted', found.reward, { ...given, note });
    });
  }

  /** Errors: `reward.no_deduction`, … */
  undeduct(actor: Actor, id: string, deductionId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      requireOffice(actor, found);
      requireRewardState(found.reward, 'open');
      if (!(await removeDeduction(tx, id, deductionId, actor.userId, this.now())))
        throw notFound('reward.no_deduction');
      await recordReward(tx, actor, 'reward.deduction_removed', found.reward, { deductionId });
    });
  }

  /** The figures, from here on fixed: what is split, or that there is nothing. */
  compute(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      requireOffice(actor, found);
      const { reward } = found;
      requireRewardState(reward, 'open');
      await lockContract(tx, reward.contractId);
      const computed = computeReward(reward.rule, {
        class: reward.class,
        incomes: await listIncomes(tx, id),
        deductions: await listDeductions(tx, id),
        carriedMinor: await takeOverLosses(tx, id, reward.contractId),
      });
      await setComputation(tx, id, computed, actor.userId);
      const { awardMinor, netMinor } = computed;
      await recordReward(tx, actor, 'reward.computed', reward, { netMinor, awardMinor });
      const nothing = awardMinor === 0;
      await stepReward(tx, actor, reward, {
        action: nothing ? 'compute_nothing' : 'compute',
        at: this.now(),
        change: nothing ? { submittedBy: actor.userId } : {},
      });
    });
  }

  /** Back to the deductions, before a decider has it; whoever consented is asked anew. */
  async reopen(actor: Actor, id: string, reason: string): Promise<void> {
    const why = requireWords(reason);
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      requireOffice(actor, found);
      await stepReward(tx, actor, found.reward, { action: 'reopen', at: this.now(), reason: why, change: AFRESH });
      await setComputation(tx, id, null, null);
      await releaseLosses(tx, id);
    });
  }

  /** Where the rule lets silence agree and the day has passed. Errors: `reward.consents_open`, … */
  conclude(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      requireOffice(actor, found);
      requireRewardState(found.reward, 'consenting');
      if (!isConsented(found, this.now())) throw conflict('reward.consents_open');
      await stepReward(tx, actor, found.reward, { action: 'agree', at: this.now() });
    });
  }

  /** Within the institution, for as many working days as the rule says. Errors: `reward.no_publicity`, `calendar.year_not_published`, … */
  publish(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      requireOffice(actor, found);
      const { days } = found.reward.rule.terms.publicity;
      if (days === 0) throw conflict('reward.no_publicity');
      const at = this.now();
      const publicityEndsAt = new Date(periodEnd(at.getTime(), { count: days, kind: 'working' }));
      await stepReward(tx, actor, found.reward, { action: 'publish', at, change: { publicityEndsAt } });
    });
  }

  /** To a decider. Errors: `reward.publicity_first`, `reward.publicity_runs`, `reward.objections_open`, `reward.number_missing`, … */
  submit(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      requireOffice(actor, found);
      const { reward, shares } = found;
      const at = this.now();
      if (reward.state === 'agreed' && reward.rule.terms.publicity.days > 0) throw conflict('reward.publicity_first');
      if (reward.state === 'publicity' && reward.publicityEndsAt && reward.publicityEndsAt > at)
        throw conflict('reward.publicity_runs', { publicityEndsAt: reward.publicityEndsAt.toISOString() });
      if (openObjections(found).length > 0) throw conflict('reward.objections_open');
      const unnumbered = shares.filter(
        (share) => share.userId !== null && share.employeeNumber === '' && share.payableMinor > 0,
      );
      if (unnumbered.length > 0)
        throw conflict('reward.number_missing', { names: unnumbered.map(({ name }) => name).join('、') });
      await stepReward(tx, actor, reward, { action: 'submit', at, change: { submittedBy: actor.userId } });
    });
  }

  /** By somebody who neither put it together nor is paid of it. Errors: `reward.same_person`, `reward.own_case`, … */
  async decide(actor: Actor, id: string, answer: 'approve' | 'return', reason: string): Promise<void> {
    const why = answer === 'return' ? requireWords(reason) : reason.trim();
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      const { reward, shares } = found;
      requireRewardState(reward, 'submitted');
      if ([reward.computedBy, reward.submittedBy, reward.proposedBy].includes(actor.userId))
        throw forbidden('reward.same_person');
      if (isParty(actor, reward, shares)) throw forbidden('reward.own_case');
      const at = this.now();
      if (answer === 'return') {
        await stepReward(tx, actor, reward, {
          action: 'return',
          at,
          reason: why,
          change: { ...AFRESH, submittedBy: null },
        });
        await setComputation(tx, id, null, null);
        await releaseLosses(tx, id);
        return;
      }
      const action = reward.awardMinor === 0 ? 'approve_nothing' : 'approve';
      await stepReward(tx, actor, reward, { action, at, reason: why, change: { approvedBy: actor.userId } });
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** No split, no deadline: as before anybody was asked. */
const AFRESH = { proposedBy: null, consentDueAt: null, publicityEndsAt: null } as const;
