import { ApiExtraModels, ApiProperty, ApiPropertyOptional, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsOptional } from 'class-validator';
import {
  BYLAW_STATES,
  type BylawAnswer,
  CHAIN_STEPS,
  DEADLINE_NAMES,
  DECISION_FORMS,
  MAX_DAYS,
  MAX_PRICE_MINOR,
} from '@jishi/listings';
import { IsDay } from '../http/day';
import { PageQuery } from '../http/dto';
import { Words } from '../http/words';

const DATE_TIME = { type: String, format: 'date-time' } as const;
const ANSWERS = ['confirmed', 'declined'] as const;

export class BylawQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

class TermBody {
  @ApiProperty({ minimum: 1, maximum: MAX_DAYS, description: 'working days' }) days!: number;
  @ApiProperty({ description: 'clause that says so' }) source!: string;
}

class ChainRuleBody extends TermBody {
  @ApiProperty({ enum: CHAIN_STEPS }) step!: string;
  @ApiProperty({ enum: DECISION_FORMS, isArray: true }) forms!: readonly string[];
  @ApiProperty({ minimum: 0, maximum: MAX_PRICE_MINOR, description: 'from this price on, in fen' }) fromMinor!: number;
  @ApiProperty({ description: 'only where public money paid for the work' }) planFunded!: boolean;
}

class DeadlinesBody {
  @ApiProperty({ type: TermBody }) take!: TermBody;
  @ApiProperty({ type: TermBody }) review!: TermBody;
  @ApiProperty({ type: TermBody }) answer!: TermBody;
  @ApiProperty({ type: TermBody }) propose!: TermBody;
  @ApiProperty({ type: TermBody }) submit!: TermBody;
}

class BylawsBody {
  @ApiProperty({ type: DeadlinesBody }) deadlines!: DeadlinesBody;
  @ApiProperty({ type: [ChainRuleBody], description: 'of several rules for a step the first that applies counts' })
  chain!: readonly ChainRuleBody[];
}

export class NewBylawRequest {
  @ApiProperty({ type: DeadlinesBody })
  @IsObject()
  deadlines!: object;

  @ApiProperty({ type: [ChainRuleBody], maxItems: 20 })
  @IsArray()
  @ArrayMaxSize(20)
  chain!: unknown[];

  @ApiProperty({ example: '校科〔2026〕12号', description: 'the institution’s internal document' })
  @Words(2, 500)
  source!: string;

  @ApiProperty({ example: '2026-12-01', description: 'day in China; in force from then, once it is confirmed' })
  @IsDay()
  effectiveOn!: string;
}

export class BylawAnswerRequest {
  @ApiProperty({ enum: ANSWERS })
  @IsIn(ANSWERS)
  answer!: BylawAnswer;

  @ApiProperty({ description: 'kept on record' })
  @Words(1, 2000)
  reason!: string;
}

export class BylawItemResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() version!: number;
  @ApiProperty({ enum: BYLAW_STATES }) state!: string;
  @ApiProperty() source!: string;
  @ApiProperty(DATE_TIME) effectiveAt!: Date;
  @ApiProperty() writtenByName!: string;
  @ApiProperty(DATE_TIME) writtenAt!: Date;
  @ApiProperty({ enum: ANSWERS, nullable: true }) answer!: string | null;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: String, nullable: true }) answeredByName!: string | null;
  @ApiProperty({ ...DATE_TIME, nullable: true }) answeredAt!: Date | null;
}

@ApiSchema({ name: 'BylawList' })
export class BylawListResponse {
  @ApiProperty({ type: [BylawItemResponse] }) items!: BylawItemResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

const SIDE = { oneOf: [TermBody, ChainRuleBody].map((side) => ({ $ref: getSchemaPath(side) })), nullable: true };

@ApiExtraModels(TermBody, ChainRuleBody)
class BylawChangeResponse {
  @ApiProperty({ enum: DEADLINE_NAMES, nullable: true, description: 'null: a rule of the approvals' })
  deadline!: string | null;
  @ApiProperty(SIDE) before!: TermBody | ChainRuleBody | null;
  @ApiProperty(SIDE) after!: TermBody | ChainRuleBody | null;
}

export class BylawsInForceResponse {
  @ApiProperty({ type: BylawItemResponse, nullable: true, description: 'null: the rules that ship' })
  bylaw!: BylawItemResponse | null;
  @ApiProperty({ type: BylawsBody }) body!: BylawsBody;
  @ApiProperty({ type: [BylawChangeResponse], description: 'from the rules that ship' })
  changes!: BylawChangeResponse[];
}

export class BylawResponse extends BylawItemResponse {
  @ApiProperty({ type: BylawsBody }) body!: BylawsBody;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'version it takes the place of; null: the rules that ship',
  })
  before!: number | null;
  @ApiProperty({ type: [BylawChangeResponse] }) changes!: BylawChangeResponse[];
  @ApiProperty({ type: [BylawChangeResponse], description: 'from the rules that ship' })
  changesFromDefaults!: BylawChangeResponse[];
  @ApiProperty({ description: 'my confirmation is asked for' }) mayAnswer!: boolean;
}
