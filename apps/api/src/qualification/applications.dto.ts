import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';
import { MayBeLeftOut, PageQuery } from '../http/dto';
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
}

export class ApplicationReviewRequest {
  @ApiProperty()
  @IsBoolean()
  approve!: boolean;

  @ApiPropertyOptional({ description: 'needed for a rejection; the candidate reads it' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(2000)
  reason?: string;
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
  @ApiProperty({ description: 'of a rejection' }) reason!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) reviewedAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
}

@ApiSchema({ name: 'ApplicationList' })
export class ApplicationListResponse {
  @ApiProperty({ type: [ApplicationResponse] }) items!: ApplicationResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
