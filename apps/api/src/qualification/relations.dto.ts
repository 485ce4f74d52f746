import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { DECLARED_ROLES, RELATION_STATES } from '@jishi/bidding';
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';
import { AttachmentResponse } from '../listings/attachments.controller';

class Declaration {
  @ApiProperty({ format: 'date', example: '2025-03-01' })
  @IsString()
  @Length(10, 10)
  fromOn!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'an attachment handed in before' })
  @MayBeLeftOut()
  @IsUUID()
  evidenceId?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'which exchange is asked to verify it; left out: any where the organisation sells or applies',
  })
  @MayBeLeftOut()
  @IsUUID()
  exchangeId?: string;
}

export class PersonRequest extends Declaration {
  @ApiProperty() @Words(1, 100) name!: string;

  @ApiProperty({ description: 'number of an identity paper; only a keyed hash is kept' })
  @IsString()
  @Length(6, 30)
  idNumber!: string;

  @ApiProperty({ enum: DECLARED_ROLES })
  @IsIn(DECLARED_ROLES)
  role!: (typeof DECLARED_ROLES)[number];
}

const HOLDERS = ['organisation', 'person', 'state'] as const;

export class HolderRequest {
  @ApiProperty({ enum: HOLDERS })
  @IsIn(HOLDERS)
  type!: (typeof HOLDERS)[number];

  @ApiProperty() @Words(1, 200) name!: string;

  @ApiPropertyOptional({ description: 'of an organisation, registered here or not' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(18)
  uscc?: string;

  @ApiPropertyOptional({ description: 'of a person; only a keyed hash is kept' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(30)
  idNumber?: string;
}

export class HeldRequest {
  @ApiProperty() @Words(1, 200) name!: string;
  @ApiProperty() @IsString() @MaxLength(18) uscc!: string;
}

export class HoldingRequest extends Declaration {
  @ApiProperty({ type: HolderRequest })
  @ValidateNested()
  @Type(() => HolderRequest)
  holder!: HolderRequest;

  @ApiPropertyOptional({ type: HeldRequest, description: 'left out: my own organisation' })
  @MayBeLeftOut()
  @ValidateNested()
  @Type(() => HeldRequest)
  held?: HeldRequest;

  @ApiProperty({ minimum: 1, maximum: 10_000, description: 'hundredths of a percent' })
  @IsInt()
  @Min(1)
  @Max(10_000)
  basisPoints!: number;
}

export class EndRequest {
  @ApiProperty({ format: 'date', description: 'the first day on which it is no longer so' })
  @IsString()
  @Length(10, 10)
  toOn!: string;
}

export class JudgementRequest {
  @ApiProperty()
  @IsBoolean()
  verify!: boolean;

  @ApiPropertyOptional({ description: 'needed for a refusal' })
  @MayBeLeftOut()
  @Words(0, 2000)
  reason?: string;
}

export class RelationQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['person', 'holding'] })
  @IsOptional()
  @IsIn(['person', 'holding'])
  type?: string;

  @ApiPropertyOptional({ enum: RELATION_STATES })
  @IsOptional()
  @IsIn(RELATION_STATES)
  state?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'for exchanges, which read those of others' })
  @IsOptional()
  @IsUUID()
  organisationId?: string;

  @ApiPropertyOptional({ description: 'name of an organisation or of a person' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

@ApiSchema({ name: 'Relation' })
export class RelationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['person', 'holding'] }) type!: string;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty({ enum: RELATION_STATES }) state!: string;
  @ApiProperty({ type: String, nullable: true }) personName!: string | null;
  @ApiProperty({ enum: DECLARED_ROLES, nullable: true }) role!: string | null;
  @ApiProperty({ type: String, nullable: true }) holderName!: string | null;
  @ApiProperty({ type: String, nullable: true }) heldName!: string | null;
  @ApiProperty({ type: Number, nullable: true }) basisPoints!: number | null;
  @ApiProperty({ format: 'date' }) fromOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) toOn!: string | null;
  @ApiProperty({ type: AttachmentResponse, nullable: true }) evidence!: AttachmentResponse | null;
  @ApiProperty({ type: String, nullable: true, description: 'which exchange was asked to verify it' })
  exchangeName!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the exchange that verified or refused it' })
  reviewedForName!: string | null;
  @ApiProperty() reviewReason!: string;
  @ApiProperty({ type: String, format: 'date-time' }) declaredAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) reviewedAt!: Date | null;
  @ApiProperty({ description: 'the reader’s exchange may verify and end it' }) concerned!: boolean;
}

@ApiSchema({ name: 'RelationList' })
export class RelationListResponse {
  @ApiProperty({ type: [RelationResponse] }) items!: RelationResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'RelationId' })
export class RelationIdResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
}
