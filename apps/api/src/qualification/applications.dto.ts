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
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { APPLICATION_STATES as STATES, CONFLICT_STAGES, DOCUMENT_KINDS } from '@jishi/bidding';
import { FIRST_REFUSAL_GROUNDS as GROUNDS } from '@jishi/pricing';
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';
import { AttachmentResponse } from '../listings/attachments.controller';

export class ApplicationDocumentRequest {
  @ApiProperty({ format: 'uuid', description: 'an attachment handed in before' })
  @IsUUID()
  attachmentId!: string;

  @ApiProperty({ enum: DOCUMENT_KINDS })
  @IsIn(DOCUMENT_KINDS)
  kind!: (typeof DOCUMENT_KINDS)[number];

  @ApiPropertyOptional({ format: 'date', description: 'last day on which a licence or an authorisation is valid' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(10)
  expiresOn?: string;
}

export class RepresentativeRequest {
  @ApiProperty() @Words(1, 100) name!: string;
  @ApiProperty({ description: 'number of an identity paper; only its end and a keyed hash are kept' })
  @IsString()
  @Length(6, 30)
  idNumber!: string;
  @ApiProperty() @Words(5, 30) phone!: string;
}

export class ContactRequest {
  @ApiProperty() @Words(1, 100) name!: string;
  @ApiProperty() @Words(5, 30) phone!: string;
  @ApiPropertyOptional()
  @MayBeLeftOut()
  @IsString()
  @MaxLength(200)
  email?: string;
}

export class ApplicationRequest {
  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'attachments whose kind is not said' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  documentIds?: string[];

  @ApiPropertyOptional({ type: [ApplicationDocumentRequest], description: 'papers with their kinds' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => ApplicationDocumentRequest)
  documents?: ApplicationDocumentRequest[];

  @ApiPropertyOptional({
    type: RepresentativeRequest,
    description: 'who acts for the candidate, with an authorisation',
  })
  @MayBeLeftOut()
  @ValidateNested()
  @Type(() => RepresentativeRequest)
  representative?: RepresentativeRequest;

  @ApiPropertyOptional({ type: ContactRequest })
  @MayBeLeftOut()
  @ValidateNested()
  @Type(() => ContactRequest)
  contact?: ContactRequest;

  @ApiPropertyOptional({
    description: 'sales by listing: what it would pay if nobody else qualifies; at least the price',
  })
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  offerMinor?: number;

  @ApiPropertyOptional({ description: 'has read and accepts the application text of the rules' })
  @MayBeLeftOut()
  @IsBoolean()
  acceptsText?: boolean;

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

  @ApiPropertyOptional({ description: 'needed for a refusal, and where the seller objected; the candidate reads it' })
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

  @ApiPropertyOptional({ description: 'number or title of the listing, or name of the candidate' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

export class ApplicationDocumentResponse extends AttachmentResponse {
  @ApiProperty({ enum: DOCUMENT_KINDS }) kind!: (typeof DOCUMENT_KINDS)[number];
  @ApiProperty({ type: String, format: 'date', nullable: true }) expiresOn!: string | null;
}

export class RepresentativeResponse {
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'last four characters of the number of its identity paper' }) idTail!: string;
  @ApiProperty() phone!: string;
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
  @ApiProperty({ type: [ApplicationDocumentResponse] }) documents!: ApplicationDocumentResponse[];
  @ApiProperty({ type: RepresentativeResponse, nullable: true }) representative!: RepresentativeResponse | null;
  @ApiProperty({ type: ContactRequest, nullable: true }) contact!: ContactRequest | null;
  @ApiProperty({ type: Number, nullable: true }) offerMinor!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of the text it accepted' })
  textHash!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'when the next word is due' })
  dueAt!: Date | null;
  @ApiProperty({ description: 'the step that led to this state' }) lastAction!: string;
  @ApiProperty({ description: 'how often it was handed in' }) submissions!: number;
  @ApiProperty({ type: String, nullable: true, description: 'window or market that brought the candidate' })
  originName!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'of the latest submission, when a clerk filed it' })
  counterReceipt!: string | null;
  @ApiProperty({ type: String, nullable: true }) counterWindowName!: string | null;
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
  @ApiProperty({ type: String, nullable: true }) liftReason!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'who proposed to lift it; another person agrees' })
  liftProposedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) liftedAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
}

@ApiSchema({ name: 'BidderBarList' })
export class BarListResponse {
  @ApiProperty({ type: [BarResponse] }) items!: BarResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class FindingQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  listingId?: string;

  @ApiPropertyOptional({ enum: CONFLICT_STAGES })
  @IsOptional()
  @IsIn(CONFLICT_STAGES)
  stage?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

@ApiSchema({ name: 'ConflictFinding' })
export class FindingResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty({ description: 'of the other side' }) insiderName!: string;
  @ApiProperty({ enum: CONFLICT_STAGES }) stage!: (typeof CONFLICT_STAGES)[number];
  @ApiProperty({ enum: ['shared_person', 'holding', 'common_holder'] }) kind!: string;
  @ApiProperty() pathZh!: string;
  @ApiProperty() pathEn!: string;
  @ApiProperty({ type: String, format: 'date-time' }) foundAt!: Date;
}

@ApiSchema({ name: 'ConflictFindingList' })
export class FindingListResponse {
  @ApiProperty({ type: [FindingResponse] }) items!: FindingResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

class RequiredPaper {
  @ApiProperty() kind!: string;
  @ApiProperty() given!: boolean;
  @ApiProperty() expired!: boolean;
}

@ApiSchema({ name: 'ReviewSheet' })
export class SheetResponse {
  @ApiProperty({ type: ApplicationResponse }) application!: ApplicationResponse;
  @ApiProperty({ type: [RequiredPaper] }) required!: RequiredPaper[];
  @ApiProperty() sellerIsAsked!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decideUntil!: Date | null;
  @ApiProperty({ type: Object, nullable: true, description: 'as it stands now, with the path in words' })
  conflict!: object | null;
  @ApiProperty({ type: Object, nullable: true, description: 'declared by others since the notice, not verified yet' })
  claimed!: object | null;
  @ApiProperty({ type: [FindingResponse] }) findings!: FindingResponse[];
  @ApiProperty({ type: FirstRefusalRequest, nullable: true }) registeredRight!: FirstRefusalRequest | null;
  @ApiProperty({ type: [Object], description: 'everything handed in, the latest first' }) submissions!: object[];
  @ApiProperty({ type: [Object] }) transitions!: object[];
  @ApiProperty({ type: [Object], description: 'who of the seller looked at it' }) openings!: object[];
}
