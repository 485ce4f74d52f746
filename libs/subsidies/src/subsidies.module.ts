import { Module } from '@nestjs/common';
import { ListingsModule } from '@jishi/listings';
import { RewardIncomeService } from './reward-income.service';
import { RewardPayrollService } from './reward-payroll.service';
import { RewardReadsService } from './reward-reads.service';
import { RewardRuleService } from './reward-rule.service';
import { RewardSplitService } from './reward-split.service';
import { RewardService } from './reward.service';
import { subsidiesConsumers } from './subsidies.consumers';
import { SubsidiesService } from './subsidies.service';

const services = [
  SubsidiesService,
  RewardRuleService,
  RewardIncomeService,
  RewardService,
  RewardSplitService,
  RewardPayrollService,
  RewardReadsService,
];

@Module({
  imports: [ListingsModule],
  providers: [...services, ...subsidiesConsumers],
  exports: [...services, ...subsidiesConsumers],
})
export class SubsidiesModule {}
