import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { IsDay } from '../http/day';
import { Words } from '../http/words';
import { PaymentResponse, PayoutResponse } from './money.dto';

@ApiSchema({ name: 'MilestoneReached' })
export class MilestoneRequest {
  @ApiProperty({ example: '2026-11-20' })
  @IsDay()
  reachedOn!: string;
}

@ApiSchema({ name: 'TrialDecision' })
export class TrialRequest {
  @ApiProperty({ enum: ['buy', 'return'] })
  @IsIn(['buy', 'return'])
  decision!: 'buy' | 'return';

  @ApiPropertyOptional({ description: 'why it is given back' })
  @IsOptional()
  @Words(0, 500)
  reason?: string;
}

@ApiSchema({ name: 'RoyaltyFiling' })
export class RoyaltyFilingRequest {
  @ApiProperty({ description: 'what the terms take as the base, in this period' })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  baseMinor!: number;

  @ApiPropertyOptional()
  @IsOptional()
  @Words(0, 1000)
  note?: string;

  @ApiPropertyOptional({ type: [String], format: 'uuid' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  documentIds?: string[];
}

@ApiSchema({ name: 'RoyaltyFinding' })
export class RoyaltyFindingRequest {
  @ApiProperty()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  baseMinor!: number;

  @ApiProperty()
  @Words(1, 1000)
  finding!: string;

  @ApiProperty({ format: 'uuid', description: 'the auditor’s report' })
  @IsUUID()
  documentId!: string;
}

@ApiSchema({ name: 'PayoutObjectionRequest' })
export class RaiseObjectionRequest {
  @ApiProperty()
  @Words(1, 1000)
  reason!: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  documentId?: string;

  @ApiPropertyOptional({ description: 'hold so much; without it everything' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  amountMinor?: number;

  @ApiPropertyOptional({ description: 'whose objection the exchange records' })
  @IsOptional()
  @Words(1, 200)
  claimant?: string;
}

@ApiSchema({ name: 'PayoutRuling' })
export class RulingRequest {
  @ApiProperty({ enum: ['released', 'returned'] })
  @IsIn(['released', 'returned'])
  outcome!: 'released' | 'returned';

  @ApiProperty()
  @Words(1, 1000)
  reason!: string;
}

export class PayoutObjectionResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ enum: ['party', 'third_party', 'provider'] }) source!: string;
  @ApiProperty() claimant!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) documentId!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'null: everything' }) amountMinor!: number | null;
  @ApiProperty({ enum: ['open', 'proposed', 'released', 'returned'] }) state!: string;
  @ApiProperty({ type: String, enum: ['released', 'returned'], nullable: true }) outcome!: string | null;
  @ApiProperty({ type: String, nullable: true }) ruling!: string | null;
  @ApiProperty({ type: String, nullable: true }) proposedBy!: string | null;
  @ApiProperty({ description: 'what it holds now' }) frozenMinor!: number;
  @ApiProperty({ format: 'date-time' }) raisedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) confirmedAt!: string | null;
}

export class RoyaltyLineResponse {
  @ApiProperty({ enum: ['rate', 'band', 'minimum', 'cap', 'underpaid', 'overpaid', 'surcharge'] }) kind!: string;
  @ApiProperty() baseMinor!: number;
  @ApiProperty({ type: Number, nullable: true }) ppm!: number | null;
  @ApiProperty() amountMinor!: number;
}

export class RoyaltyReportResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() period!: number;
  @ApiProperty({ format: 'date' }) fromOn!: string;
  @ApiProperty({ format: 'date' }) toOn!: string;
  @ApiProperty() baseMinor!: number;
  @ApiProperty() note!: string;
  @ApiProperty({ type: [String] }) documentIds!: string[];
  @ApiProperty() amountMinor!: number;
  @ApiProperty({ type: [RoyaltyLineResponse] }) trace!: RoyaltyLineResponse[];
  @ApiProperty({ enum: ['filed', 'objected', 'agreed', 'audited'] }) state!: string;
  @ApiProperty() submissions!: number;
  @ApiProperty({ type: String, nullable: true }) answer!: string | null;
  @ApiProperty({ type: String, nullable: true }) auditReason!: string | null;
  @ApiProperty({ type: Number, nullable: true }) foundBaseMinor!: number | null;
  @ApiProperty({ type: String, nullable: true }) finding!: string | null;
  @ApiProperty({ type: String, nullable: true }) findingDocumentId!: string | null;
  @ApiProperty({ type: String, nullable: true }) paymentId!: string | null;
  @ApiProperty({ type: String, nullable: true }) auditPaymentId!: string | null;
  @ApiProperty({ format: 'date-time' }) filedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) answeredAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) auditAskedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) foundAt!: string | null;
}

export class NextReportResponse {
  @ApiProperty() period!: number;
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ format: 'date' }) to!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueOn!: string | null;
  @ApiProperty({ description: 'its period is over' }) canFile!: boolean;
}

export class TrialResponse {
  @ApiProperty({ format: 'date' }) beginsOn!: string;
  @ApiProperty({ format: 'date', description: 'the last day' }) endsOn!: string;
  @ApiProperty({ enum: ['open', 'bought', 'returned'] }) state!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: string | null;
}

export class ContractMoneyResponse {
  @ApiProperty({ format: 'date', description: 'in China' }) today!: string;
  @ApiProperty({ type: [PaymentResponse] }) payments!: PaymentResponse[];
  @ApiProperty({ type: [PayoutResponse] }) payouts!: PayoutResponse[];
  @ApiProperty({ type: [PayoutObjectionResponse] }) objections!: PayoutObjectionResponse[];
  @ApiProperty({ type: [RoyaltyReportResponse] }) reports!: RoyaltyReportResponse[];
  @ApiProperty({ type: NextReportResponse, nullable: true }) nextReport!: NextReportResponse | null;
  @ApiProperty({ type: TrialResponse, nullable: true }) trial!: TrialResponse | null;
  @ApiProperty({ description: 'really paid of the price' }) performedMinor!: number;
  @ApiProperty({ description: 'may raise an objection' }) hasStanding!: boolean;
}
