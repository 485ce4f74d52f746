import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { RIGHT_STATES, type RightState } from '@jishi/listings';
import { FIRST_REFUSAL_GROUNDS } from '@jishi/pricing';
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';

export class RightRequest {
  @ApiProperty({ format: 'uuid', description: 'the holder' })
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ enum: FIRST_REFUSAL_GROUNDS })
  @IsIn(FIRST_REFUSAL_GROUNDS)
  ground!: (typeof FIRST_REFUSAL_GROUNDS)[number];

  @ApiProperty({ minimum: 1, maximum: 99, description: '1 goes before 2' })
  @IsInt()
  @Min(1)
  @Max(99)
  rank!: number;

  @ApiPropertyOptional({ format: 'uuid', description: 'an attachment handed in before' })
  @MayBeLeftOut()
  @IsUUID()
  evidenceId?: string;
}

export class RemovalRequest {
  @ApiProperty() @Words(2, 2000) reason!: string;
}

export class RightAnswerRequest {
  @ApiProperty({ description: 'true: gives the right up, finally; false: has read it' })
  @IsBoolean()
  waive!: boolean;
}

export class RightQuery extends PageQuery {
  @ApiPropertyOptional({ enum: RIGHT_STATES })
  @IsOptional()
  @IsIn(RIGHT_STATES)
  state?: RightState;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

@ApiSchema({ name: 'FirstRefusalRight' })
export class RightResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty() listingState!: string;
  @ApiProperty() priceMinor!: number;
  @ApiProperty() transferorName!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) publishedAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) noticeEndsAt!: Date | null;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty({ enum: FIRST_REFUSAL_GROUNDS }) ground!: string;
  @ApiProperty() rank!: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) evidenceId!: string | null;
  @ApiProperty({ enum: RIGHT_STATES, description: '`absent`: did not apply during the notice, which waives' })
  state!: RightState;
  @ApiProperty({ type: String, format: 'date-time' }) registeredAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) notifiedAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) acknowledgedAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) waivedAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) appliedAt!: Date | null;
  @ApiProperty() removalReason!: string;
}

@ApiSchema({ name: 'FirstRefusalRightOfListing' })
export class ListingRightResponse extends RightResponse {
  @ApiProperty({ description: 'the notice has to wait for it' }) pending!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'from when it need not wait' })
  readyAt!: Date | null;
}

@ApiSchema({ name: 'FirstRefusalRightsOfListing' })
export class ListingRightsResponse {
  @ApiProperty({ type: [ListingRightResponse] }) items!: ListingRightResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'FirstRefusalRightList' })
export class RightListResponse {
  @ApiProperty({ type: [RightResponse] }) items!: RightResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
