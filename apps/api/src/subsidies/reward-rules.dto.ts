import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional } from 'class-validator';
import { REWARD_RULE_STATES, type RewardRuleAnswer } from '@jishi/subsidies';
import { IsDay } from '../http/day';
import { PageQuery } from '../http/dto';
import { Words } from '../http/words';

const DATE_TIME = { type: String, format: 'date-time' } as const;
const ANSWERS = ['confirmed', 'declined'] as const;
const SOURCE = { description: 'clause that says so' };

export class RewardRuleQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

class RewardRateBody {
  @ApiProperty({ minimum: 1, maximum: 10_000, description: 'basis points' }) bps!: number;
  @ApiProperty(SOURCE) source!: string;
}
class RewardDeductionBody {
  @ApiProperty() allowed!: boolean;
  @ApiProperty({ type: Number, nullable: true, description: 'of the income, basis points' }) capBps!: number | null;
  @ApiProperty(SOURCE) source!: string;
}
class RewardTermBody {
  @ApiProperty({ minimum: 0, maximum: 60, description: 'working days' }) days!: number;
  @ApiProperty(SOURCE) source!: string;
}
class RewardRatesBody {
  @ApiProperty({ type: RewardRateBody }) transfer!: RewardRateBody;
  @ApiProperty({ type: RewardRateBody }) licence!: RewardRateBody;
  @ApiProperty({ type: RewardRateBody }) horizontal!: RewardRateBody;
}
class RewardDeductionsBody {
  @ApiProperty({ type: RewardDeductionBody }) fee!: RewardDeductionBody;
  @ApiProperty({ type: RewardDeductionBody }) tax!: RewardDeductionBody;
  @ApiProperty({ type: RewardDeductionBody }) appraisal!: RewardDeductionBody;
  @ApiProperty({ type: RewardDeductionBody }) patent!: RewardDeductionBody;
  @ApiProperty({ type: RewardDeductionBody }) brokerage!: RewardDeductionBody;
  @ApiProperty({ type: RewardDeductionBody }) overhead!: RewardDeductionBody;
}
class RewardTermsBody {
  @ApiProperty({ type: RewardTermBody }) consent!: RewardTermBody;
  @ApiProperty({ type: RewardTermBody, description: 'zero: no publicity is held' }) publicity!: RewardTermBody;
}

@ApiSchema({ name: 'RewardRuleBody' })
export class RewardRuleBody {
  @ApiProperty({ type: RewardRatesBody, description: 'of the net income' }) rates!: RewardRatesBody;
  @ApiProperty({ type: RewardRateBody, description: 'what main contributors have of the award at least' })
  main!: RewardRateBody;
  @ApiProperty({ type: RewardDeductionsBody }) deductions!: RewardDeductionsBody;
  @ApiProperty({ type: RewardTermsBody }) terms!: RewardTermsBody;
  @ApiProperty({ enum: ['first_main', 'largest_main'], description: 'who is paid the fen that do not divide' })
  remainder!: string;
  @ApiProperty({ enum: ['carried', 'dropped'] }) loss!: string;
  @ApiProperty({ enum: ['waits', 'agrees'] }) silence!: string;
  @ApiProperty({ enum: ['hidden', 'open'], description: 'whether contributors see one another’s amounts' })
  amounts!: string;
}

export class NewRewardRuleRequest {
  @ApiProperty({ type: RewardRuleBody })
  @IsObject()
  body!: object;

  @ApiProperty({ example: '校科〔2026〕18号', description: 'the institution’s internal document' })
  @Words(2, 500)
  source!: string;

  @ApiProperty({ example: '2026-12-01', description: 'day in China; in force from then, once it is confirmed' })
  @IsDay()
  effectiveOn!: string;
}

export class RewardRuleAnswerRequest {
  @ApiProperty({ enum: ANSWERS })
  @IsIn(ANSWERS)
  answer!: RewardRuleAnswer;

  @ApiProperty({ description: 'kept on record' })
  @Words(1, 2000)
  reason!: string;
}

@ApiSchema({ name: 'RewardRuleItem' })
export class RewardRuleItemResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() version!: number;
  @ApiProperty({ enum: REWARD_RULE_STATES }) state!: string;
  @ApiProperty() source!: string;
  @ApiProperty(DATE_TIME) effectiveAt!: Date;
  @ApiProperty() writtenByName!: string;
  @ApiProperty(DATE_TIME) writtenAt!: Date;
  @ApiProperty({ enum: ANSWERS, nullable: true }) answer!: string | null;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: String, nullable: true }) answeredByName!: string | null;
  @ApiProperty({ ...DATE_TIME, nullable: true }) answeredAt!: Date | null;
}

@ApiSchema({ name: 'RewardRuleList' })
export class RewardRuleListResponse {
  @ApiProperty({ type: [RewardRuleItemResponse] }) items!: RewardRuleItemResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'RewardRuleInForce' })
export class RewardRuleInForceResponse {
  @ApiProperty({ type: RewardRuleItemResponse, nullable: true, description: 'null: the rule that ships' })
  rule!: RewardRuleItemResponse | null;
  @ApiProperty({ type: RewardRuleBody }) body!: RewardRuleBody;
}

class RewardRuleBefore {
  @ApiProperty() version!: number;
  @ApiProperty({ type: RewardRuleBody }) body!: RewardRuleBody;
}

@ApiSchema({ name: 'RewardRule' })
export class RewardRuleResponse extends RewardRuleItemResponse {
  @ApiProperty({ type: RewardRuleBody }) body!: RewardRuleBody;
  @ApiProperty({
    type: RewardRuleBefore,
    nullable: true,
    description: 'version it takes the place of; null: what ships',
  })
  before!: RewardRuleBefore | null;
  @ApiProperty({ type: RewardRuleBody, description: 'the rule that ships' }) shipped!: RewardRuleBody;
  @ApiProperty({ type: [String], example: ['rates.licence'], description: 'parts that differ from the version before' })
  changes!: string[];
  @ApiProperty({ description: 'my confirmation is asked for' }) mayAnswer!: boolean;
}
