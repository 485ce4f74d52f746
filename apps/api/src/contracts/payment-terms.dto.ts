import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type GivenPayment } from '@jishi/contracts';
import { PAYMENT_KINDS, PERIODS_A_YEAR, ROYALTY_BASES } from '@jishi/pricing';
import { IsDay } from '../http/day';
import { Words } from '../http/words';

const MOST_ROWS = 50;

/** Whole numbers; what is too little or too much for the terms is said by the terms. */
const Whole = (): PropertyDecorator => (target, key) => {
  IsInt()(target, key);
  Min(0)(target, key as string);
  Max(Number.MAX_SAFE_INTEGER)(target, key as string);
};

@ApiSchema({ name: 'TermInDays' })
export class TermRequest {
  @ApiProperty({ example: 10 })
  @Whole()
  count!: number;

  @ApiProperty({ enum: ['calendar', 'working'] })
  @IsIn(['calendar', 'working'])
  kind!: 'calendar' | 'working';
}

@ApiSchema({ name: 'InstalmentDue' })
export class DueRequest {
  @ApiPropertyOptional({ type: TermRequest, description: 'after the signature, or after the milestone' })
  @IsOptional()
  @ValidateNested()
  @Type(() => TermRequest)
  within?: TermRequest;

  @ApiPropertyOptional({ example: '2027-03-01' })
  @IsOptional()
  @IsDay()
  on?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Words(1, 200)
  milestone?: string;
}

@ApiSchema({ name: 'InstalmentRow' })
export class InstalmentRequest {
  @ApiPropertyOptional()
  @IsOptional()
  @Whole()
  amountMinor?: number;

  @ApiPropertyOptional({ description: 'of the price, in parts per million' })
  @IsOptional()
  @Whole()
  sharePpm?: number;

  @ApiProperty({ type: DueRequest })
  @ValidateNested()
  @Type(() => DueRequest)
  due!: DueRequest;
}

@ApiSchema({ name: 'RoyaltyStep' })
export class RoyaltyStepRequest {
  @ApiProperty({ description: 'the first reporting period with this rate' })
  @Whole()
  fromPeriod!: number;

  @ApiProperty()
  @Whole()
  ppm!: number;
}

@ApiSchema({ name: 'RoyaltyBand' })
export class RoyaltyBandRequest {
  @ApiProperty({ type: Number, nullable: true, description: 'of the base counted from the start; null: the last band' })
  @ValidateIf((_, value) => value !== null)
  @Whole()
  upToMinor!: number | null;

  @ApiProperty()
  @Whole()
  ppm!: number;
}

@ApiSchema({ name: 'RoyaltyRate' })
export class RoyaltyRateRequest {
  @ApiProperty({ enum: ['fixed', 'periods', 'bands'] })
  @IsIn(['fixed', 'periods', 'bands'])
  kind!: 'fixed' | 'periods' | 'bands';

  @ApiPropertyOptional()
  @IsOptional()
  @Whole()
  ppm?: number;

  @ApiPropertyOptional({ type: [RoyaltyStepRequest] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ROWS)
  @ValidateNested({ each: true })
  @Type(() => RoyaltyStepRequest)
  steps?: RoyaltyStepRequest[];

  @ApiPropertyOptional({ type: [RoyaltyBandRequest] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ROWS)
  @ValidateNested({ each: true })
  @Type(() => RoyaltyBandRequest)
  bands?: RoyaltyBandRequest[];
}

@ApiSchema({ name: 'RoyaltyAudit' })
export class RoyaltyAuditRequest {
  @ApiProperty({ description: 'on top of what was paid too little' })
  @Whole()
  surchargePpm!: number;
}

@ApiSchema({ name: 'RoyaltyTerms' })
export class RoyaltyRequest {
  @ApiProperty({ enum: ROYALTY_BASES })
  @IsIn(ROYALTY_BASES)
  base!: (typeof ROYALTY_BASES)[number];

  @ApiProperty({ type: RoyaltyRateRequest })
  @ValidateNested()
  @Type(() => RoyaltyRateRequest)
  rate!: RoyaltyRateRequest;

  @ApiProperty({ type: Number, nullable: true })
  @ValidateIf((_, value) => value !== null)
  @Whole()
  capMinor!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'each year' })
  @ValidateIf((_, value) => value !== null)
  @Whole()
  minimumMinor!: number | null;

  @ApiProperty({ enum: Object.keys(PERIODS_A_YEAR) })
  @IsIn(Object.keys(PERIODS_A_YEAR))
  every!: keyof typeof PERIODS_A_YEAR;

  @ApiProperty({ example: '2027-01-01' })
  @IsDay()
  startsOn!: string;

  @ApiProperty({ example: 5 })
  @Whole()
  years!: number;

  @ApiProperty({ type: TermRequest })
  @ValidateNested()
  @Type(() => TermRequest)
  reportWithin!: TermRequest;

  @ApiProperty({ type: TermRequest })
  @ValidateNested()
  @Type(() => TermRequest)
  payWithin!: TermRequest;

  @ApiProperty({ type: RoyaltyAuditRequest })
  @ValidateNested()
  @Type(() => RoyaltyAuditRequest)
  audit!: RoyaltyAuditRequest;
}

@ApiSchema({ name: 'PaymentTerms' })
export class PaymentTermsRequest implements GivenPayment {
  @ApiProperty({ enum: PAYMENT_KINDS })
  @IsIn(PAYMENT_KINDS)
  kind!: (typeof PAYMENT_KINDS)[number];

  @ApiPropertyOptional({ description: 'interest on what is late, per day in parts per million' })
  @IsOptional()
  @Whole()
  lateDailyPpm?: number;

  @ApiPropertyOptional({ type: TermRequest })
  @IsOptional()
  @ValidateNested()
  @Type(() => TermRequest)
  within?: TermRequest;

  @ApiPropertyOptional({ type: [InstalmentRequest] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ROWS)
  @ValidateNested({ each: true })
  @Type(() => InstalmentRequest)
  rows?: InstalmentRequest[];

  @ApiPropertyOptional({ description: 'what secures the later instalments' })
  @IsOptional()
  @Words(0, 200)
  security?: string;

  @ApiPropertyOptional({ type: RoyaltyRequest })
  @IsOptional()
  @ValidateNested()
  @Type(() => RoyaltyRequest)
  royalty?: RoyaltyRequest;

  @ApiPropertyOptional({ description: 'in which shares are taken' })
  @IsOptional()
  @Words(1, 200)
  company?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Whole()
  sharesPpm?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @Whole()
  valuationMinor?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @Whole()
  trialDays?: number;

  @ApiPropertyOptional({ enum: ['returns', 'buys'], description: 'what silence at the end of the trial means' })
  @IsOptional()
  @IsIn(['returns', 'buys'])
  silence?: 'returns' | 'buys';
}

@ApiSchema({ name: 'Payee' })
export class PayeeRequest {
  @ApiProperty()
  @Words(0, 200)
  name!: string;

  @ApiPropertyOptional({ description: 'unified social credit code, for an organisation of this market' })
  @IsOptional()
  @IsString()
  @MaxLength(18)
  uscc?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Whole()
  sharePpm?: number;

  @ApiPropertyOptional({ description: 'of the contract amount' })
  @IsOptional()
  @Whole()
  amountMinor?: number;
}

@ApiSchema({ name: 'ContractPayment' })
export class SetPaymentRequest {
  @ApiProperty({ type: PaymentTermsRequest, example: { kind: 'lump_sum', within: { count: 10, kind: 'working' } } })
  @ValidateNested()
  @Type(() => PaymentTermsRequest)
  payment!: PaymentTermsRequest;

  @ApiProperty({ type: [PayeeRequest], example: [], description: 'none: all is the transferor’s' })
  @IsArray()
  @ArrayMaxSize(MOST_ROWS)
  @ValidateNested({ each: true })
  @Type(() => PayeeRequest)
  payees!: PayeeRequest[];
}
