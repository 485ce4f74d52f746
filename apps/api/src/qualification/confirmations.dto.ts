import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { APPLICATION_STATES } from '@jishi/bidding';
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';
import { ApplicationDocumentResponse, ContactRequest, RepresentativeResponse } from './applications.dto';

/** The exchange has not passed it on before. */
const STATES = APPLICATION_STATES.filter((state) => state !== 'submitted');

export class ConfirmationQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  listingId?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: string;

  @ApiPropertyOptional({ description: 'number or title of the listing' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

export class OpeningRequest {
  @ApiProperty({ description: 'takes on the duty to keep the candidate’s identity to itself' })
  @IsBoolean()
  confidential!: boolean;
}

export class AnswerRequest {
  @ApiProperty()
  @IsBoolean()
  confirm!: boolean;

  @ApiPropertyOptional({ description: 'of an objection; the exchange and the candidate read it' })
  @MayBeLeftOut()
  @Words(0, 2000)
  reason?: string;
}

@ApiSchema({ name: 'Confirmation' })
export class ConfirmationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'tells the candidates of a sale apart; no name' }) label!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty({ enum: STATES }) state!: string;
  @ApiProperty({ description: '`lapse`: confirmed by silence' }) lastAction!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'silence until then is consent' })
  dueAt!: Date | null;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
}

@ApiSchema({ name: 'ConfirmationList' })
export class ConfirmationListResponse {
  @ApiProperty({ type: [ConfirmationResponse] }) items!: ConfirmationResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'CandidateFacts' })
export class FactsResponse extends ConfirmationResponse {
  @ApiProperty() organisationName!: string;
  @ApiProperty({ type: String, nullable: true }) organisationUscc!: string | null;
  @ApiProperty() statement!: string;
  @ApiProperty({ type: [ApplicationDocumentResponse] }) documents!: ApplicationDocumentResponse[];
  @ApiProperty({ type: RepresentativeResponse, nullable: true }) representative!: RepresentativeResponse | null;
  @ApiProperty({ type: ContactRequest, nullable: true }) contact!: ContactRequest | null;
  @ApiProperty({ type: Number, nullable: true }) firstRefusalRank!: number | null;
  @ApiProperty({ type: String, nullable: true }) firstRefusalGround!: string | null;
  @ApiProperty() submissions!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'only after the notice' }) offerMinor!: number | null;
}
