import { Injectable, type Type } from '@nestjs/common';
import type { Consumer, Fact, Tx } from '@jishi/platform';
import { RewardIncomeService } from './reward-income.service';

/** Money that reached the seller opens a reward for those who made what it sold. */
@Injectable()
export class OpenReward implements Consumer {
  readonly name = 'rewards.open';
  readonly events = ['payout.confirmed'];

  constructor(private readonly incomes: RewardIncomeService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    await this.incomes.receive(tx, (fact.payload as { payoutId: string }).payoutId);
  }
}

export const rewardConsumers: Type<Consumer>[] = [OpenReward];
