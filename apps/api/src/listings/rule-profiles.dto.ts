import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import {
  type Form,
  FORMS,
  PRICING_WAYS,
  type PricingWay,
  RULE_GROUPS,
  type RuleGroup,
  type RuleProfile,
  SELLER_TYPES,
  type SellerType,
  type Unfit,
  UNFIT,
} from '@jishi/pricing';
import type { NdaLanguage } from '@jishi/listings';
import { PageQuery } from '../http/dto';
import { Words } from '../http/words';

const DATE_TIME = { type: String, format: 'date-time' } as const;
const OPTIONAL_TEXT = { type: String, nullable: true } as const;
export const ANYTHING = {
  description: 'value of the rule; null: there is none',
  nullable: true,
  type: 'object',
  additionalProperties: true,
} as const;
const FORMATS = ['json', 'csv'] as const;

export class RuleProfileQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'those of this exchange and of the platform' })
  @IsOptional()
  @IsUUID()
  exchangeId?: string;

  @ApiPropertyOptional({ enum: FORMATS })
  @IsOptional()
  @IsIn(FORMATS)
  format?: string;
}

export class VersionsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: FORMATS })
  @IsOptional()
  @IsIn(FORMATS)
  format?: string;
}

export class ChangesQuery {
  @ApiPropertyOptional({ description: 'older version; the one this took the place of when left out' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  from?: number;

  @ApiPropertyOptional({ enum: FORMATS })
  @IsOptional()
  @IsIn(FORMATS)
  format?: string;
}

export class FittingQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  sellerId!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  exchangeId!: string;

  @ApiProperty({ enum: FORMS })
  @IsIn(FORMS)
  form!: Form;

  @ApiProperty({ enum: PRICING_WAYS })
  @IsIn(PRICING_WAYS)
  pricingWay!: PricingWay;
}

export class WithdrawProfileRequest {
  @ApiProperty({ description: 'public' })
  @Words(1, 2000)
  reason!: string;
}

export class RuleProfileResponse {
  @ApiProperty({ example: 'gz-university' }) code!: string;
  @ApiProperty() version!: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: of the platform' })
  exchangeId!: string | null;
  @ApiProperty(OPTIONAL_TEXT) exchangeName!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'notice, deposit, auction, fees, deadlines, the law around the sale, and the source of each value',
  })
  body!: RuleProfile;
  @ApiProperty() source!: string;
  @ApiProperty({ ...OPTIONAL_TEXT, description: 'what it was made from' }) baseCode!: string | null;
  @ApiProperty({ type: Number, nullable: true }) baseVersion!: number | null;
  @ApiProperty(DATE_TIME) effectiveAt!: Date;
  @ApiProperty(DATE_TIME) publishedAt!: Date;
  @ApiProperty({ ...DATE_TIME, nullable: true, description: 'taken back before it was in force' })
  withdrawnAt!: Date | null;
  @ApiProperty(OPTIONAL_TEXT) withdrawalReason!: string | null;
}

@ApiSchema({ name: 'RuleProfileList' })
export class RuleProfileListResponse {
  @ApiProperty({ type: [RuleProfileResponse], description: 'in force' }) items!: RuleProfileResponse[];
  @ApiProperty({ type: [RuleProfileResponse], description: 'published, not in force yet, soonest first' })
  upcoming!: RuleProfileResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

@ApiSchema({ name: 'RuleProfileVersionList' })
export class RuleProfileVersionsResponse {
  @ApiProperty({ type: [RuleProfileResponse] }) items!: RuleProfileResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

export class RuleChangeResponse {
  @ApiProperty({ example: 'noticeDays' }) path!: string;
  @ApiProperty({ enum: RULE_GROUPS }) group!: RuleGroup;
  @ApiProperty(ANYTHING) old!: unknown;
  @ApiProperty(ANYTHING) new!: unknown;
  @ApiProperty() oldSource!: string;
  @ApiProperty() newSource!: string;
}

export class ComparedVersion {
  @ApiProperty() code!: string;
  @ApiProperty() version!: number;
}

@ApiSchema({ name: 'RuleProfileChanges' })
export class ChangesResponse {
  @ApiProperty({ type: ComparedVersion, nullable: true }) from!: ComparedVersion | null;
  @ApiProperty({ type: ComparedVersion }) to!: ComparedVersion;
  @ApiProperty({ type: [RuleChangeResponse] }) changes!: RuleChangeResponse[];
}

class FitResponse {
  @ApiProperty({ type: RuleProfileResponse }) profile!: RuleProfileResponse;
  @ApiProperty({ enum: UNFIT, isArray: true, description: 'why it cannot govern such a sale; empty: it can' })
  reasons!: Unfit[];
}

@ApiSchema({ name: 'RuleProfileFit' })
export class FittingResponse {
  @ApiProperty({ enum: SELLER_TYPES, nullable: true, description: 'null: the seller has not said who owns it' })
  seller!: SellerType | null;
  @ApiProperty({ type: [FitResponse], description: 'best first' }) items!: FitResponse[];
}

@ApiSchema({ name: 'StandardNda' })
export class StandardNdaResponse {
  @ApiProperty() version!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'in both languages, with {recipient}, {discloser}, {exchange}, {title} and {number} to be filled in',
  })
  words!: Record<NdaLanguage, string>;
}
