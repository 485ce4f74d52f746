import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
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
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';
import { AttachmentResponse } from '../listings/attachments.controller';

const STATES = ['submitted', 'approved', 'rejected', 'withdrawn'] as const;

export class ApplicationRequest {
  @ApiProperty({ type: [String], format: 'uuid', description: 'attachments handed in before' })
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  documentIds!: string[];

  @ApiProperty({ description: 'why the candidate qualifies' })
  @IsString()
  @MaxLength(4000)
  statement!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'the service window that brought the candidate' })
  @MayBeLeftOut()
  @IsUUID()
  windowId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'or the exchange in whose market it found the listing' })
  @MayBeLeftOut()
  @IsUUID()
  marketId?: string;
}

const GROUNDS = ['inventor', 'commissioner', 'co_developer'] as const;

/** Inventors of a service achievement, whoever commissioned it, co-developers (Civil Code §847, §859, §860). */
export class FirstRefusalRequest {
  @ApiProperty({ minimum: 1, maximum: 99, description: '1 goes before 2' })
  @IsInt()
  @Min(1)
  @Max(99)
  rank!: number;

  @ApiProperty({ enum: GROUNDS })
  @IsIn(GROUNDS)
  ground!: (typeof GROUNDS)[number];
}

export class ApplicationReviewRequest {
  @ApiProperty()
  @IsBoolean()
  approve!: boolean;

  @ApiPropertyOptional({ description: 'needed for a rejection; the candidate reads it' })
  @MayBeLeftOut()
  @Words(0, 2000)
  reason?: string;

  @ApiPropertyOptional({
    type: FirstRefusalRequest,
    description: 'with an approval: it holds a right of first refusal',
  })
  @MayBeLeftOut()
  @ValidateNested()
  @Type(() => FirstRefusalRequest)
  firstRefusal?: FirstRefusalRequest;
}

export class ApplicationQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  listingId?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

export class ApplicationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty({ enum: STATES }) state!: (typeof STATES)[number];
  @ApiProperty() statement!: string;
  @ApiProperty({ type: [String], format: 'uuid' }) documentIds!: string[];
  @ApiProperty({ type: [AttachmentResponse] }) documents!: AttachmentResponse[];
  @ApiProperty({ description: 'how often it was handed in' }) submissions!: number;
  @ApiProperty({ type: String, nullable: true, description: 'window or market that brought the candidate' })
  originName!: string | null;
  @ApiProperty({ description: 'of a rejection' }) reason!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'rank of its right of first refusal' })
  firstRefusalRank!: number | null;
  @ApiProperty({ enum: GROUNDS, nullable: true }) firstRefusalGround!: (typeof GROUNDS)[number] | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) reviewedAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
}

@ApiSchema({ name: 'ApplicationList' })
export class ApplicationListResponse {
  @ApiProperty({ type: [ApplicationResponse] }) items!: ApplicationResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class BarQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['all'], description: 'also those whose time is over' })
  @IsOptional()
  @IsIn(['all'])
  state?: 'all';

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

@ApiSchema({ name: 'BidderBar' })
export class BarResponse {
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty() auctionTitle!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: String, format: 'date-time' }) barredUntil!: Date;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
}

@ApiSchema({ name: 'BidderBarList' })
export class BarListResponse {
  @ApiProperty({ type: [BarResponse] }) items!: BarResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
