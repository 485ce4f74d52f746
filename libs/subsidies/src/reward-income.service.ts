import { Injectable } from '@nestjs/common';
import { conflict, type Fen, invalid, newId, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { AttachmentService } from '@jishi/listings';
import { Database, DatabaseClock, type Tx } from '@jishi/platform';
import { chinaDay } from '@jishi/pricing';
import { DEFAULT_REWARD_RULE, type RewardClass } from './domain/reward-rule';
import { lockRewardCase, recordReward, requireOffice, requireWords, tellReward } from './reward-case';
import {
  findBeginning,
  findReceived,
  findTaking,
  hasIncome,
  insertIncome,
  insertReward,
  listIncomes,
  lockContract,
  nextRewardNumber,
  reversedOf,
  type RewardBeginning,
} from './reward.repository';
import { rewardRuleAt } from './reward-rule.repository';

export interface Reversal {
  incomeId: string;
  amountMinor: Fen;
  reason: string;
  attachmentId: string;
}

/** Money that reached an institution for what its people made opens a case of reward; what it gives back counts against it. */
@Injectable()
export class RewardIncomeService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly attachments: AttachmentService,
  ) {}

  /** A confirmed payout of a sale, an instalment or a royalty. Doing it twice does nothing. */
  async receive(tx: Tx, payoutId: string): Promise<void> {
    const received = await findReceived(tx, payoutId);
    if (!received || received.amountMinor === 0) return;
    const { contractId, amountMinor, serial, receivedAt } = received;
    const beginning = await findBeginning(tx, contractId);
    // a company rewards its people by its own contracts with them
    if (beginning?.organisationKind !== 'university') return;
    await lockContract(tx, contractId);
    const source = `payout:${payoutId}`;
    if (await hasIncome(tx, source)) return;
    const caseId = await this.caseOf(tx, contractId, beginning);
    await insertIncome(tx, { caseId, source, label: serial, amountMinor, receivedAt });
  }

  /**
   * What the institution gave back of an income, by a document. Errors: `reward.no_income`, `reward.over_income`,
   * `reward.reopen_first`, `reward.reason_missing`, `attachment.not_found`, those of `requireOffice`. Answers the case it counts in.
   */
  async reverse(actor: Actor, id: string, given: Reversal): Promise<string> {
    const reason = requireWords(given.reason);
    return this.database.transaction(async (tx) => {
      const found = await lockRewardCase(tx, actor, id);
      requireOffice(actor, found);
      const { reward } = found;
      if (['splitting', 'consenting', 'agreed', 'publicity', 'submitted'].includes(reward.state))
        throw conflict('reward.reopen_first', { number: reward.number });
      const income = (await listIncomes(tx, id)).find((each) => each.id === given.incomeId && each.amountMinor > 0);
      if (!income) throw notFound('reward.no_income', {}, [{ path: 'incomeId', code: 'reward.no_income' }]);
      await lockContract(tx, reward.contractId);
      const left = income.amountMinor - (await reversedOf(tx, income.id));
      if (given.amountMinor > left)
        throw invalid('reward.over_income', { leftMinor: left }, [
          { path: 'amountMinor', code: 'reward.over_income', params: { leftMinor: left } },
        ]);
      await this.attachments.file(tx, actor, [given.attachmentId], actor.organisationId, 'attachmentId');
      const beginning = await findBeginning(tx, reward.contractId);
      if (!beginning) throw new Error(`there is no contract ${reward.contractId}`);
      const caseId = reward.state === 'open' ? id : await this.caseOf(tx, reward.contractId, beginning);
      await insertIncome(tx, {
        caseId,
        source: `reversal:${newId()}`,
        label: income.label,
        amountMinor: -given.amountMinor,
        receivedAt: new Date(this.clock.now()),
        reverses: { id: income.id, reason, attachmentId: given.attachmentId, by: actor.userId },
      });
      const { incomeId, amountMinor } = given;
      await recordReward(tx, actor, 'reward.income_reversed', reward, { incomeId, amountMinor, reason, caseId });
      return caseId;
    });
  }

  /** The contract's case that still takes income; else a new one, under the rule in force when the sale began. */
  private async caseOf(tx: Tx, contractId: string, beginning: RewardBeginning): Promise<string> {
    const taking = await findTaking(tx, contractId);
    if (taking) return taking.id;
    const at = new Date(this.clock.now());
    const { organisationId, begunAt, contractType, firstInventorId } = beginning;
    const governing = await rewardRuleAt(tx, organisationId, begunAt);
    const number = await nextRewardNumber(tx, chinaDay(at.getTime()).slice(0, 4));
    const id = await insertReward(tx, {
      number,
      organisationId,
      contractId,
      class: classOf(contractType),
      rewardRuleId: governing?.id ?? null,
      rule: governing?.body ?? DEFAULT_REWARD_RULE,
      firstInventorId,
      at,
    });
    await recordReward(tx, null, 'reward.opened', { id, organisationId }, { contractId });
    await tellReward(tx, 'reward.opened', { id, number, organisationId }, { contractId });
    return id;
  }
}

/** Whatever is neither transferred nor licensed is work done for somebody: development, consulting, service, training. */
const classOf = (contractType: string): RewardClass =>
  contractType.endsWith('transfer') ? 'transfer' : contractType.endsWith('licence') ? 'licence' : 'horizontal';
