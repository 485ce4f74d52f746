import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  DEDUCTION_KINDS,
  type NewDeduction,
  PAYROLL_STATES,
  REWARD_ACTS,
  REWARD_CLASSES,
  REWARD_SCOPES,
  REWARD_STATES,
  type RewardScope,
  TAX_CATEGORIES,
} from '@jishi/subsidies';
import { IsDay } from '../http/day';
import { MayBeLeftOut } from '../http/dto';
import { ListQueryDto } from '../http/list-query';
import { Words } from '../http/words';
import { RewardRuleBody } from './reward-rules.dto';

const DATE_TIME = { type: String, format: 'date-time' } as const;
const OPTIONAL_DATE_TIME = { ...DATE_TIME, nullable: true } as const;
const OPTIONAL_NUMBER = { type: Number, nullable: true } as const;
const OPTIONAL_TEXT = { type: String, nullable: true } as const;
const MAX_MINOR = Number.MAX_SAFE_INTEGER;

export class RewardQuery extends ListQueryDto {
  @ApiPropertyOptional({
    enum: REWARD_SCOPES,
    description:
      'my own; published in my institution; all of the office; waiting for the office; waiting for a decider',
  })
  @IsOptional()
  @IsIn(REWARD_SCOPES)
  scope?: RewardScope;
}

export class RewardDeductionRequest {
  @ApiProperty({ enum: DEDUCTION_KINDS })
  @IsIn(DEDUCTION_KINDS)
  kind!: NewDeduction['kind'];

  @ApiProperty({ minimum: 1, description: 'fen' })
  @IsInt()
  @Min(1)
  @Max(MAX_MINOR)
  amountMinor!: number;

  @ApiProperty({ example: '增值税及附加，发票 04412026' })
  @Words(2, 500)
  note!: string;

  @ApiProperty({ format: 'uuid', description: 'its document' })
  @IsUUID()
  attachmentId!: string;
}

export class RewardReversalRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  incomeId!: string;

  @ApiProperty({ minimum: 1, description: 'fen given back of it' })
  @IsInt()
  @Min(1)
  @Max(MAX_MINOR)
  amountMinor!: number;

  @ApiProperty()
  @Words(2, 500)
  reason!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  attachmentId!: string;
}

class SplitLineBody {
  @ApiPropertyOptional({ format: 'uuid', description: 'of the institution; left out for anybody else' })
  @MayBeLeftOut()
  @IsUUID()
  userId?: string;

  @ApiPropertyOptional({ description: 'only without `userId`' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(100)
  name?: string;

  @ApiPropertyOptional({ description: 'only without `userId`' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(200)
  affiliation?: string;

  @ApiProperty({ description: 'a main contributor' })
  @IsBoolean()
  main!: boolean;

  @ApiProperty({ minimum: 1, maximum: 10_000, description: 'basis points; all lines make 10000' })
  @IsInt()
  @Min(1)
  @Max(10_000)
  shareBps!: number;
}

export class RewardSplitRequest {
  @ApiProperty({ type: [SplitLineBody], minItems: 1, maxItems: 50 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SplitLineBody)
  lines!: SplitLineBody[];
}

export class RewardAnswerRequest {
  @ApiProperty()
  @IsBoolean()
  agreed!: boolean;

  @ApiPropertyOptional({ description: 'why not' })
  @MayBeLeftOut()
  @Words(0, 2000)
  reason?: string;
}

export class RewardPaperRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  attachmentId!: string;
}

export class RewardPersonRequest {
  @ApiProperty({ example: '20110457' })
  @IsString()
  @MaxLength(50)
  employeeNumber!: string;

  @ApiPropertyOptional({
    minimum: 0,
    default: 0,
    description: 'fen paid to them out of the contract’s payments already',
  })
  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(MAX_MINOR)
  paidDirectMinor?: number;

  @ApiPropertyOptional()
  @MayBeLeftOut()
  @Words(0, 500)
  paidDirectNote?: string;
}

export class RewardReasonRequest {
  @ApiProperty({ description: 'kept on record' })
  @Words(2, 2000)
  reason!: string;
}

export class RewardRulingRequest {
  @ApiProperty({ enum: ['upheld', 'dismissed'] })
  @IsIn(['upheld', 'dismissed'])
  outcome!: 'upheld' | 'dismissed';

  @ApiProperty()
  @Words(2, 2000)
  ruling!: string;
}

export class RewardDecisionRequest {
  @ApiProperty({ enum: ['approve', 'return'] })
  @IsIn(['approve', 'return'])
  answer!: 'approve' | 'return';

  @ApiPropertyOptional({ description: 'needed to return it' })
  @MayBeLeftOut()
  @Words(0, 2000)
  reason?: string;
}

export class PayrollExportRequest {
  @ApiProperty({ enum: ['csv', 'xlsx'] })
  @IsIn(['csv', 'xlsx'])
  format!: 'csv' | 'xlsx';

  @ApiPropertyOptional({ description: 'needed for every export after the first' })
  @MayBeLeftOut()
  @Words(0, 500)
  reason?: string;
}

export class PayrollPaymentRequest {
  @ApiProperty({ example: '2026-12-15', description: 'day in China' })
  @IsDay()
  paidOn!: string;

  @ApiProperty({ example: '记-2026-12-0087' })
  @Words(1, 100)
  voucherNumber!: string;
}

export class PayrollAnswerRequest {
  @ApiProperty({ enum: ['confirm', 'return'] })
  @IsIn(['confirm', 'return'])
  answer!: 'confirm' | 'return';

  @ApiPropertyOptional({ description: 'needed to return it' })
  @MayBeLeftOut()
  @Words(0, 2000)
  reason?: string;
}

@ApiSchema({ name: 'RewardItem' })
export class RewardItemResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: string;
  @ApiProperty() title!: string;
  @ApiProperty() contractNumber!: string;
  @ApiProperty({ enum: REWARD_CLASSES }) class!: string;
  @ApiProperty({ enum: REWARD_STATES }) state!: string;
  @ApiProperty(DATE_TIME) stateSince!: Date;
  @ApiProperty(OPTIONAL_DATE_TIME) dueAt!: Date | null;
  @ApiProperty({ ...OPTIONAL_NUMBER, description: 'fen; null until computed' }) awardMinor!: number | null;
  @ApiProperty({ ...OPTIONAL_NUMBER, description: 'my own share' }) myMinor!: number | null;
  @ApiProperty({ description: 'it waits for me' }) waits!: boolean;
  @ApiProperty({ description: 'an objection is open' }) objected!: boolean;
  @ApiProperty(DATE_TIME) createdAt!: Date;
}

@ApiSchema({ name: 'RewardList' })
export class RewardListResponse {
  @ApiProperty({ type: [RewardItemResponse] }) items!: RewardItemResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

class RewardLocalText {
  @ApiProperty() zh!: string;
  @ApiProperty() en!: string;
}

@ApiSchema({ name: 'RewardTraceLine' })
class RewardTraceLineResponse {
  @ApiProperty({ example: 'net' }) code!: string;
  @ApiProperty({ type: 'object', additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] } })
  params!: Record<string, string | number>;
  @ApiProperty() amountMinor!: number;
  @ApiProperty({ type: RewardLocalText }) text!: RewardLocalText;
}

@ApiSchema({ name: 'RewardComputation' })
class RewardComputationResponse {
  @ApiProperty() incomeMinor!: number;
  @ApiProperty() deductedMinor!: number;
  @ApiProperty({ description: 'losses carried over' }) carriedMinor!: number;
  @ApiProperty() netMinor!: number;
  @ApiProperty() awardMinor!: number;
  @ApiProperty() lossMinor!: number;
  @ApiProperty({ description: 'false: as it would be now' }) fixed!: boolean;
  @ApiProperty({ type: [RewardTraceLineResponse] }) trace!: RewardTraceLineResponse[];
}

@ApiSchema({ name: 'RewardIncome' })
class RewardIncomeResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() label!: string;
  @ApiProperty() amountMinor!: number;
  @ApiProperty(DATE_TIME) receivedAt!: Date;
  @ApiProperty(OPTIONAL_TEXT) reversesId!: string | null;
  @ApiProperty() reason!: string;
}

@ApiSchema({ name: 'RewardPaper' })
class RewardPaperResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() filename!: string;
  @ApiProperty() mediaType!: string;
  @ApiProperty() size!: number;
}

@ApiSchema({ name: 'RewardDeduction' })
class RewardDeductionResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: DEDUCTION_KINDS }) kind!: string;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() note!: string;
  @ApiProperty() enteredByName!: string;
  @ApiProperty(DATE_TIME) enteredAt!: Date;
  @ApiProperty({ type: RewardPaperResponse, nullable: true }) attachment!: RewardPaperResponse | null;
}

@ApiSchema({ name: 'RewardShare' })
class RewardShareResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() mine!: boolean;
  @ApiProperty({ description: 'consents on paper' }) external!: boolean;
  @ApiProperty() name!: string;
  @ApiProperty() affiliation!: string;
  @ApiProperty() main!: boolean;
  @ApiProperty({ ...OPTIONAL_NUMBER, description: 'null: not mine to see' }) shareBps!: number | null;
  @ApiProperty(OPTIONAL_NUMBER) awardMinor!: number | null;
  @ApiProperty(OPTIONAL_NUMBER) paidDirectMinor!: number | null;
  @ApiProperty(OPTIONAL_TEXT) paidDirectNote!: string | null;
  @ApiProperty(OPTIONAL_NUMBER) payableMinor!: number | null;
  @ApiProperty(OPTIONAL_TEXT) employeeNumber!: string | null;
  @ApiProperty({ type: Boolean, nullable: true }) agreed!: boolean | null;
  @ApiProperty(OPTIONAL_DATE_TIME) answeredAt!: Date | null;
}

@ApiSchema({ name: 'RewardObjection' })
class RewardObjectionResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() round!: number;
  @ApiProperty({ enum: ['share', 'publicity'] }) stage!: string;
  @ApiProperty() raisedByName!: string;
  @ApiProperty() mine!: boolean;
  @ApiProperty() reason!: string;
  @ApiProperty(DATE_TIME) raisedAt!: Date;
  @ApiProperty({ enum: ['upheld', 'dismissed'], nullable: true }) outcome!: string | null;
  @ApiProperty(OPTIONAL_TEXT) ruling!: string | null;
  @ApiProperty(OPTIONAL_TEXT) ruledByName!: string | null;
  @ApiProperty(OPTIONAL_DATE_TIME) ruledAt!: Date | null;
}

@ApiSchema({ name: 'RewardStep' })
class RewardStepResponse {
  @ApiProperty() action!: string;
  @ApiProperty() toState!: string;
  @ApiProperty(OPTIONAL_TEXT) actorName!: string | null;
  @ApiProperty() reason!: string;
  @ApiProperty(DATE_TIME) at!: Date;
}

class TaxConditionResponse {
  @ApiProperty() code!: string;
  @ApiProperty({ type: Boolean, nullable: true, description: 'null: to be looked at by whoever withholds' })
  met!: boolean | null;
}

@ApiSchema({ name: 'RewardTax' })
export class TaxResponse {
  @ApiProperty({ enum: TAX_CATEGORIES }) category!: string;
  @ApiProperty({ example: '2029-11-20' }) halfUntil!: string;
  @ApiProperty({ type: [TaxConditionResponse] }) conditions!: TaxConditionResponse[];
  @ApiProperty() source!: string;
}

class SuggestedLine {
  @ApiProperty(OPTIONAL_TEXT) userId!: string | null;
  @ApiProperty() name!: string;
  @ApiProperty() affiliation!: string;
  @ApiProperty() main!: boolean;
  @ApiProperty() shareBps!: number;
}

@ApiSchema({ name: 'RewardPayrollItem' })
export class PayrollItemResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ enum: PAYROLL_STATES }) state!: string;
  @ApiProperty({ description: 'fen to be paid' }) totalMinor!: number;
  @ApiProperty() lines!: number;
  @ApiProperty() cases!: number;
  @ApiProperty({ description: 'how often it was exported' }) exports!: number;
  @ApiProperty() madeByName!: string;
  @ApiProperty(DATE_TIME) createdAt!: Date;
  @ApiProperty({ ...OPTIONAL_TEXT, example: '2026-12-15' }) paidOn!: string | null;
  @ApiProperty(OPTIONAL_TEXT) voucherNumber!: string | null;
  @ApiProperty(OPTIONAL_TEXT) recordedByName!: string | null;
  @ApiProperty(OPTIONAL_TEXT) confirmedByName!: string | null;
  @ApiProperty(OPTIONAL_DATE_TIME) confirmedAt!: Date | null;
}

@ApiSchema({ name: 'RewardPayrollList' })
export class PayrollListResponse {
  @ApiProperty({ type: [PayrollItemResponse] }) items!: PayrollItemResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

@ApiSchema({ name: 'RewardPayrollLine' })
class PayrollLineResponse {
  @ApiProperty() position!: number;
  @ApiProperty({ format: 'uuid' }) rewardId!: string;
  @ApiProperty() rewardNumber!: string;
  @ApiProperty() title!: string;
  @ApiProperty() contractNumber!: string;
  @ApiProperty() name!: string;
  @ApiProperty() employeeNumber!: string;
  @ApiProperty() affiliation!: string;
  @ApiProperty() awardMinor!: number;
  @ApiProperty() paidDirectMinor!: number;
  @ApiProperty() payableMinor!: number;
  @ApiProperty({ type: TaxResponse }) tax!: TaxResponse;
  @ApiProperty({ description: 'counts in the year’s wage total, outside its cap and base' }) wageTotal!: boolean;
}

@ApiSchema({ name: 'RewardExport' })
class PayrollExportResponse {
  @ApiProperty() round!: number;
  @ApiProperty() format!: string;
  @ApiProperty() madeByName!: string;
  @ApiProperty(DATE_TIME) madeAt!: Date;
  @ApiProperty() reason!: string;
}

@ApiSchema({ name: 'RewardPayroll' })
export class PayrollResponse extends PayrollItemResponse {
  @ApiProperty({ type: [PayrollLineResponse] }) items!: PayrollLineResponse[];
  @ApiProperty({ type: [PayrollExportResponse] }) exported!: PayrollExportResponse[];
  @ApiProperty({ enum: ['export', 'record', 'confirm'], isArray: true }) may!: string[];
}

@ApiSchema({ name: 'Reward' })
export class RewardResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() contractNumber!: string;
  @ApiProperty({ enum: REWARD_CLASSES }) class!: string;
  @ApiProperty({ enum: REWARD_STATES }) state!: string;
  @ApiProperty(DATE_TIME) stateSince!: Date;
  @ApiProperty(OPTIONAL_TEXT) firstInventorName!: string | null;
  @ApiProperty(OPTIONAL_DATE_TIME) consentDueAt!: Date | null;
  @ApiProperty(OPTIONAL_DATE_TIME) publicityEndsAt!: Date | null;
  @ApiProperty({ ...OPTIONAL_NUMBER, description: 'fen; null until computed' }) awardMinor!: number | null;
  @ApiProperty({ ...OPTIONAL_TEXT, description: 'the rule the sale began under; null: the one that ships' })
  ruleId!: string | null;
  @ApiProperty(OPTIONAL_NUMBER) ruleVersion!: number | null;
  @ApiProperty({ type: RewardRuleBody }) rule!: RewardRuleBody;
  @ApiProperty({ type: RewardComputationResponse, nullable: true }) computation!: RewardComputationResponse | null;
  @ApiProperty({ type: [RewardIncomeResponse] }) incomes!: RewardIncomeResponse[];
  @ApiProperty({ type: [RewardDeductionResponse] }) deductions!: RewardDeductionResponse[];
  @ApiProperty({ type: [RewardShareResponse] }) shares!: RewardShareResponse[];
  @ApiProperty({ type: [RewardObjectionResponse] }) objections!: RewardObjectionResponse[];
  @ApiProperty({ type: [RewardStepResponse] }) steps!: RewardStepResponse[];
  @ApiProperty({ type: TaxResponse, nullable: true, description: 'data for payroll, not a tax computed' })
  tax!: TaxResponse | null;
  @ApiProperty({ type: PayrollItemResponse, nullable: true }) payroll!: PayrollItemResponse | null;
  @ApiProperty({ type: [SuggestedLine], description: 'as the disclosure names them' }) suggested!: SuggestedLine[];
  @ApiProperty({ enum: REWARD_ACTS, isArray: true }) may!: readonly string[];
}
