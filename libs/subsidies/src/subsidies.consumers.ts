import { Injectable, type Type } from '@nestjs/common';
import type { Consumer, Fact, Tx } from '@jishi/platform';
import { rewardConsumers } from './reward.consumers';
import { SubsidiesService } from './subsidies.service';

@Injectable()
export class ComputeSubsidies implements Consumer {
  readonly name = 'subsidies.compute';
  readonly events = ['volume.recorded'];

  constructor(private readonly subsidies: SubsidiesService) {}

  async handle(tx: Tx, fact: Fact): Promise<void> {
    await this.subsidies.computeFor(tx, (fact.payload as { volumeRecordId: string }).volumeRecordId);
  }
}

export const subsidiesConsumers: Type<Consumer>[] = [ComputeSubsidies, ...rewardConsumers];
