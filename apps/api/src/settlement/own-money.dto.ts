import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { DUE_STATES, type DueRow, type DueState, OWN_KINDS, type OwnKind, type PaidRow } from '@jishi/settlement';
import { IsDay } from '../http/day';
import { PageQuery } from '../http/dto';

class OwnQuery extends PageQuery {
  @ApiPropertyOptional({ enum: OWN_KINDS, description: 'only what is paid for this' })
  @IsOptional()
  @IsIn(OWN_KINDS)
  kind?: OwnKind;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

export class OwedQuery extends OwnQuery {
  @ApiPropertyOptional({ enum: DUE_STATES, description: '`later`: nothing can be paid for it yet' })
  @IsOptional()
  @IsIn(DUE_STATES)
  due?: DueState;

  @ApiPropertyOptional({ format: 'date', description: 'due on this day in China or before' })
  @IsOptional()
  @IsDay()
  until?: string;
}

export class PaidQuery extends OwnQuery {
  @ApiPropertyOptional({ format: 'date', description: 'paid on this day in China or later' })
  @IsOptional()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'paid on this day in China or before' })
  @IsOptional()
  @IsDay()
  to?: string;
}

class OwnItemResponse {
  @ApiProperty({ format: 'uuid', description: 'of the deposit, or the payment' }) id!: string;
  @ApiProperty({ enum: OWN_KINDS }) kind!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null for a deposit' })
  contractId!: string | null;
  @ApiProperty({ type: String, nullable: true }) contractNumber!: string | null;
  @ApiProperty() exchangeName!: string;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty({ description: 'to be written on a bank transfer' }) reference!: string;
}

@ApiSchema({ name: 'OwedItem' })
export class OwedResponse extends OwnItemResponse {
  @ApiProperty({ enum: DUE_STATES }) due!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'the last day in China to pay in time' })
  dueOn!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'late from this instant on' })
  dueAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'what has to be reached before it is due' })
  milestone!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'OwedList' })
export class OwedListResponse {
  @ApiProperty({ type: [OwedResponse] }) items!: OwedResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'PaidItem' })
export class PaidResponse extends OwnItemResponse {
  @ApiProperty({ type: String, nullable: true, description: 'the way it came' }) provider!: string | null;
  @ApiProperty({ description: 'the state of the deposit or the payment now' }) state!: string;
  @ApiProperty({ format: 'date-time' }) paidAt!: string;
}

@ApiSchema({ name: 'PaidList' })
export class PaidListResponse {
  @ApiProperty({ type: [PaidResponse] }) items!: PaidResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export const owedView = ({ title, createdAt, dueAt, ...row }: DueRow): OwedResponse => ({
  ...row,
  listingTitle: title,
  dueAt: dueAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

export const paidView = ({ title, paidAt, ...row }: PaidRow): PaidResponse => ({
  ...row,
  listingTitle: title,
  paidAt: paidAt.toISOString(),
});
