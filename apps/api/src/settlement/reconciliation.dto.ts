import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { DIFFERENCES } from '@jishi/settlement';
import { IsDay } from '../http/day';
import { PageQuery } from '../http/dto';

const STATES = ['open', 'proposed', 'explained', 'cleared'] as const;

@ApiSchema({ name: 'ReconciliationRequest' })
export class RunRequest {
  @ApiProperty({ format: 'date', example: '2026-11-23' })
  @IsDay()
  day!: string;
}

export class DifferenceQuery extends PageQuery {
  @ApiPropertyOptional({ enum: [...STATES, 'waiting'], description: 'waiting: neither explained nor cleared' })
  @IsOptional()
  @IsIn([...STATES, 'waiting'])
  state?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDay()
  day?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'only those that this run saw' })
  @IsOptional()
  @IsUUID()
  runId?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv', 'xlsx'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv', 'xlsx'])
  format?: 'json' | 'csv' | 'xlsx';
}

export class PlaceTotalsResponse {
  @ApiProperty({ description: 'bank, or a provider of payments' }) place!: string;
  @ApiProperty() ledgerInMinor!: number;
  @ApiProperty() ledgerOutMinor!: number;
  @ApiProperty() outsideInMinor!: number;
  @ApiProperty() outsideOutMinor!: number;
  @ApiProperty() driftMinor!: number;
}

@ApiSchema({ name: 'ReconciliationRun' })
export class RunResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date' }) day!: string;
  @ApiProperty({ enum: ['daily', 'asked'] }) cause!: string;
  @ApiProperty({ description: 'a statement shows the day, or is overdue' }) covered!: boolean;
  @ApiProperty({ type: [PlaceTotalsResponse] }) totals!: PlaceTotalsResponse[];
  @ApiProperty({ description: 'ledger less bank and providers' }) driftMinor!: number;
  @ApiProperty() itemCount!: number;
  @ApiProperty({ description: 'neither explained nor cleared since' }) openCount!: number;
  @ApiProperty({ type: String, nullable: true }) startedByName!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'ReconciliationDayList' })
export class RunListResponse {
  @ApiProperty({ type: [RunResponse] }) items!: RunResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'ReconciliationDifference' })
export class DifferenceResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date' }) day!: string;
  @ApiProperty() place!: string;
  @ApiProperty({ enum: DIFFERENCES }) kind!: string;
  @ApiProperty({ description: 'the bank’s serial number, or the transfer' }) label!: string;
  @ApiProperty() party!: string;
  @ApiProperty() ledgerMinor!: number;
  @ApiProperty() outsideMinor!: number;
  @ApiProperty() driftMinor!: number;
  @ApiProperty({ type: String, nullable: true, description: 'the day on which the other side has it' }) otherDay!:
    string | null;
  @ApiProperty({ enum: STATES }) state!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: String, nullable: true }) proposedByName!: string | null;
  @ApiProperty({ type: String, nullable: true }) agreedByName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'ReconciliationDifferenceList' })
export class DifferenceListResponse {
  @ApiProperty({ type: [DifferenceResponse] }) items!: DifferenceResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
