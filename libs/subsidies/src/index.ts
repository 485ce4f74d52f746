import './messages';
import './reward.messages';

export { DEDUCTION_KINDS, DEFAULT_REWARD_RULE, REWARD_CLASSES, type RewardRule } from './domain/reward-rule';
export type { RewardComputation } from './domain/reward';
export type { SplitLine } from './domain/reward-split';
export { REWARD_STATES } from './domain/reward-states';
export { TAX_CATEGORIES, type TaxFlag } from './domain/reward-tax';
export type { Computation, SubsidyRule, TraceLine, VolumeFact } from './domain/rule';
export { RewardIncomeService, type Reversal } from './reward-income.service';
export {
  type RewardFilter,
  type RewardItem,
  listRewards,
  REWARD_SCOPES,
  type RewardScope,
} from './reward-list.repository';
export { PAYROLL_STATES, type PayrollLineRow, type PayrollRow } from './reward-payroll.repository';
export { RewardPayrollService, type WholePayroll } from './reward-payroll.service';
export { REWARD_ACTS, RewardReadsService, type WholeReward } from './reward-reads.service';
export { REWARD_RULE_STATES, type RewardRuleAnswer, type RewardRuleRow } from './reward-rule.repository';
export { type RewardRuleInForce, RewardRuleService, type WholeRewardRule } from './reward-rule.service';
export { type PersonDetails, RewardSplitService } from './reward-split.service';
export { type NewDeduction, RewardService } from './reward.service';
export { subsidiesConsumers } from './subsidies.consumers';
export { SubsidiesModule } from './subsidies.module';
export { type Award, type AwardFilter, SubsidiesService } from './subsidies.service';
