import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsUUID, Length, Matches } from 'class-validator';
import {
  DOCUMENT_ACCESS,
  DOCUMENT_KINDS,
  type DocumentAccess,
  type DocumentKind,
  NDA_LANGUAGES,
  type NdaLanguage,
} from '@jishi/listings';
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';
import { ComparedVersion } from './rule-profiles.dto';

const DATE_TIME = { type: String, format: 'date-time' } as const;
const OPTIONAL_DATE_TIME = { ...DATE_TIME, nullable: true } as const;
const OPTIONAL_TEXT = { type: String, nullable: true } as const;
const SEALED = {
  type: String,
  format: 'uuid',
  nullable: true,
  description: 'null: sealed from the seller until the close; the name is then a code, and what tells who it is, empty',
} as const;

export class DocumentQuery extends PageQuery {
  @ApiPropertyOptional({ enum: DOCUMENT_ACCESS })
  @IsOptional()
  @IsIn(DOCUMENT_ACCESS)
  access?: DocumentAccess;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

export class RecordsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

export class OpeningsQuery extends RecordsQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  documentId?: string;
}

export class NdaQuery {
  @ApiPropertyOptional({ enum: NDA_LANGUAGES, default: 'zh' })
  @IsOptional()
  @IsIn(NDA_LANGUAGES)
  language?: NdaLanguage;
}

export class DocumentRequest {
  @ApiProperty({ format: 'uuid', description: 'handed in before by my organisation' })
  @IsUUID()
  attachmentId!: string;

  @ApiProperty({ example: '小试报告' })
  @Words(1, 200)
  title!: string;

  @ApiProperty({ enum: DOCUMENT_KINDS })
  @IsIn(DOCUMENT_KINDS)
  kind!: DocumentKind;

  @ApiProperty({
    enum: DOCUMENT_ACCESS,
    description: 'confidential: opened only after an undertaking of confidentiality',
  })
  @IsIn(DOCUMENT_ACCESS)
  access!: DocumentAccess;
}

export class DocumentWithdrawalRequest {
  @ApiPropertyOptional({ description: 'needed once the listing is published; announced and kept on record' })
  @MayBeLeftOut()
  @Words(0, 2000)
  reason?: string;
}

export class NdaRequest {
  @ApiProperty({ enum: NDA_LANGUAGES })
  @IsIn(NDA_LANGUAGES)
  language!: NdaLanguage;

  @ApiProperty({ description: 'of the text that was read' })
  @Matches(/^[0-9a-f]{64}$/)
  sha256!: string;

  @ApiProperty({ description: 'name of whoever signs for my organisation' })
  @Words(1, 100)
  @Length(1, 100)
  signatory!: string;

  @ApiProperty()
  @IsBoolean()
  agreed!: boolean;
}

export class DocumentResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: DOCUMENT_KINDS }) kind!: DocumentKind;
  @ApiProperty({ enum: DOCUMENT_ACCESS }) access!: DocumentAccess;
  @ApiProperty({ description: 'added after the publication' }) announced!: boolean;
  @ApiProperty(DATE_TIME) addedAt!: Date;
  @ApiProperty({ description: 'for seller, window and exchange only; empty for others' }) addedByName!: string;
  @ApiProperty() addedForName!: string;
  @ApiProperty(OPTIONAL_DATE_TIME) withdrawnAt!: Date | null;
  @ApiProperty(OPTIONAL_TEXT) withdrawnByName!: string | null;
  @ApiProperty(OPTIONAL_TEXT) withdrawnReason!: string | null;
  @ApiProperty({ ...OPTIONAL_TEXT, description: 'code of why I may not open it; null: I may' }) barrier!: string | null;
  @ApiProperty({ description: 'empty for whoever may not open it' }) filename!: string;
  @ApiProperty({ enum: ['application/pdf', 'image/png', 'image/jpeg'] }) mediaType!: string;
  @ApiProperty({ description: '0 for whoever may not open it' }) size!: number;
  @ApiProperty({ description: 'of the file as it was handed in' }) sha256!: string;
  @ApiProperty({ description: 'a virus scanner looked into it' }) scanned!: boolean;
}

@ApiSchema({ name: 'DocumentList' })
export class DocumentListResponse {
  @ApiProperty({ type: [DocumentResponse] }) items!: DocumentResponse[];
  @ApiProperty({ description: 'seller, window or exchange: the records of the data room are open to me' })
  insider!: boolean;
  @ApiProperty({ description: 'I may add and withdraw papers now' }) mayChange!: boolean;
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

@ApiSchema({ name: 'NdaAcceptance' })
export class NdaAcceptanceResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty(SEALED) organisationId!: string | null;
  @ApiProperty() organisationName!: string;
  @ApiProperty({ description: 'whose login it was' }) userName!: string;
  @ApiProperty() signatory!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'of the platform’s standard; null: text of the rules' })
  textVersion!: number | null;
  @ApiProperty({ ...OPTIONAL_TEXT, description: 'rules whose own text it was' }) profileCode!: string | null;
  @ApiProperty({ type: Number, nullable: true }) profileVersion!: number | null;
  @ApiProperty({ enum: NDA_LANGUAGES }) language!: NdaLanguage;
  @ApiProperty({ description: 'word for word as it was accepted' }) text!: string;
  @ApiProperty() textSha256!: string;
  @ApiProperty(DATE_TIME) acceptedAt!: Date;
}

@ApiSchema({ name: 'NdaAcceptanceList' })
export class NdaListResponse {
  @ApiProperty({ type: [NdaAcceptanceResponse] }) items!: NdaAcceptanceResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

@ApiSchema({ name: 'NdaOffer' })
export class NdaOfferResponse {
  @ApiProperty({ type: Number, nullable: true, description: 'of the platform’s standard; null: text of the rules' })
  version!: number | null;
  @ApiProperty({ type: ComparedVersion, nullable: true, description: 'rules whose own text it is' })
  profile!: ComparedVersion | null;
  @ApiProperty({ enum: NDA_LANGUAGES }) language!: NdaLanguage;
  @ApiProperty({ description: 'what my organisation would sign now' }) text!: string;
  @ApiProperty() sha256!: string;
  @ApiProperty({ description: 'false for seller, window and exchange' }) needed!: boolean;
  @ApiProperty({ type: NdaAcceptanceResponse, nullable: true, description: 'what my organisation signed' })
  accepted!: NdaAcceptanceResponse | null;
}

@ApiSchema({ name: 'DocumentOpening' })
export class OpeningResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty(DATE_TIME) openedAt!: Date;
  @ApiProperty({ format: 'uuid' }) documentId!: string;
  @ApiProperty() documentTitle!: string;
  @ApiProperty(SEALED) organisationId!: string | null;
  @ApiProperty() organisationName!: string;
  @ApiProperty() userName!: string;
  @ApiProperty({ description: 'seller, window or exchange, who read without an undertaking' }) insider!: boolean;
  @ApiProperty({ example: '203.0.113.7' }) address!: string;
  @ApiProperty({ description: 'of the marked copy that was handed out' }) deliveredSha256!: string;
  @ApiProperty() deliveredSize!: number;
}

@ApiSchema({ name: 'DocumentOpeningList' })
export class OpeningListResponse {
  @ApiProperty({ type: [OpeningResponse] }) items!: OpeningResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}
