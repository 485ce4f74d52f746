import { ApiProperty, ApiPropertyOptional, ApiSchema, PartialType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  FIELD_CODES,
  LISTING_STATES,
  type ListingState,
  MAX_PRICE_MINOR,
  TRANSFEREE_RELATIONS,
  type TransfereeRelation,
} from '@jishi/listings';
import { type Form, FORMS, PAPERS, PRICING_WAYS, type PricingWay, SELLER_TYPES, type SellerType } from '@jishi/pricing';
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';
import { AchievementResponse } from './achievements.dto';
import { RuleProfileResponse } from './rule-profiles.dto';

const DATE_TIME = { type: String, format: 'date-time' } as const;
const OPTIONAL_DATE_TIME = { ...DATE_TIME, nullable: true } as const;
const OPTIONAL_ID = { type: String, format: 'uuid', nullable: true } as const;
const OPTIONAL_TEXT = { type: String, nullable: true } as const;

export class ListingQuery extends PageQuery {
  @ApiPropertyOptional({ description: '`1`: those of my organisation, drafts included' })
  @IsOptional()
  @Transform(({ value }) => value === true || value === '1' || value === 'true')
  @IsBoolean()
  mine?: boolean;

  @ApiPropertyOptional({ enum: ['intake', 'review'], description: 'what waits at my window or exchange' })
  @IsOptional()
  @IsIn(['intake', 'review'])
  queue?: 'intake' | 'review';

  @ApiPropertyOptional({ enum: LISTING_STATES })
  @IsOptional()
  @IsIn(LISTING_STATES)
  state?: string;

  @ApiPropertyOptional({ enum: FIELD_CODES, description: 'technical field' })
  @IsOptional()
  @IsIn(FIELD_CODES)
  field?: string;

  @ApiPropertyOptional({ example: '4401', description: 'GB/T 2260 code or the beginning of one' })
  @IsOptional()
  @Matches(/^\d{1,6}$/)
  region?: string;

  @ApiPropertyOptional({ enum: PRICING_WAYS })
  @IsOptional()
  @IsIn(PRICING_WAYS)
  pricingWay?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'the market of an exchange: its own and what is linked into it' })
  @IsOptional()
  @IsUUID()
  exchangeId?: string;

  @ApiPropertyOptional({ description: 'part of a title or number' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export class AppraisalRequest {
  @ApiProperty({ description: 'fen' })
  @IsInt()
  @Min(1)
  @Max(MAX_PRICE_MINOR)
  amountMinor!: number;

  @ApiProperty({ description: 'of the filing' })
  @Words(1, 200)
  reference!: string;

  @ApiProperty({ format: 'date' })
  @Matches(DAY)
  on!: string;
}

export class ApprovalRequest {
  @ApiProperty({ description: 'of the document' })
  @Words(1, 200)
  reference!: string;

  @ApiProperty({ description: 'who approved' })
  @Words(1, 200)
  authority!: string;

  @ApiProperty({ format: 'date' })
  @Matches(DAY)
  on!: string;
}

export class ListingDraftRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  achievementId!: string;

  @ApiProperty({ enum: FORMS })
  @IsIn(FORMS)
  form!: Form;

  @ApiProperty({ enum: PRICING_WAYS })
  @IsIn(PRICING_WAYS)
  pricingWay!: PricingWay;

  @ApiProperty({ example: 60_000_000, description: 'listing or start price, in fen' })
  @IsInt()
  @Min(1)
  @Max(MAX_PRICE_MINOR)
  priceMinor!: number;

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'secret reserve of an auction, in fen' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_PRICE_MINOR)
  reserveMinor?: number | null;

  @ApiProperty({ example: 'gz-university' })
  @IsString()
  @Length(1, 64)
  profileCode!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  exchangeId!: string;

  @ApiPropertyOptional({ ...OPTIONAL_ID, description: 'service window' })
  @IsOptional()
  @IsUUID()
  windowId?: string | null;

  @ApiPropertyOptional({ ...OPTIONAL_ID, description: 'of a negotiated sale' })
  @IsOptional()
  @IsUUID()
  transfereeId?: string | null;

  @ApiPropertyOptional({
    enum: FIELD_CODES,
    description: 'technical field; suggested from the classification if left out',
  })
  @IsOptional()
  @IsIn(FIELD_CODES)
  fieldCode?: string;

  @ApiPropertyOptional({ description: 'what a buyer must know and accept besides the price' })
  @MayBeLeftOut()
  @Words(0, 4000)
  conditions?: string;

  @ApiPropertyOptional({ description: 'how often the notice says it may be extended if nobody comes' })
  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(100)
  announcedExtensions?: number;

  @ApiPropertyOptional({ type: AppraisalRequest, nullable: true, description: 'the filed appraisal' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AppraisalRequest)
  appraisal?: AppraisalRequest | null;

  @ApiPropertyOptional({ type: ApprovalRequest, nullable: true, description: 'of a floor below the appraisal' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ApprovalRequest)
  approval?: ApprovalRequest | null;
}

class ChecklistItemResponse {
  @ApiProperty({ enum: ['price', 'paper', 'decision'] }) kind!: string;
  @ApiProperty({ enum: PAPERS.listing, nullable: true, description: 'which paper' }) paper!: string | null;
  @ApiProperty() ok!: boolean;
  @ApiProperty({ type: [String], description: 'in the language of Accept-Language' }) missing!: string[];
  @ApiProperty({ description: 'where the rules say so' }) source!: string;
}

@ApiSchema({ name: 'ListingChecklist' })
export class ChecklistResponse {
  @ApiProperty({ type: [ChecklistItemResponse] }) items!: ChecklistItemResponse[];
}

export class AmendmentRequest {
  @ApiProperty({ description: 'the conditions as they should read' })
  @Words(0, 4000)
  conditions!: string;

  @ApiProperty()
  @Words(1, 2000)
  reason!: string;
}

export class AmendmentDecisionRequest {
  @ApiProperty()
  @IsBoolean()
  accept!: boolean;

  @ApiPropertyOptional({ description: 'needed for a refusal' })
  @MayBeLeftOut()
  @Words(0, 2000)
  reason?: string;
}

@ApiSchema({ name: 'ListingAmendment' })
export class AmendmentResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() conditionsFrom!: string;
  @ApiProperty() conditionsTo!: string;
  @ApiProperty() reason!: string;
  @ApiProperty(DATE_TIME) requestedAt!: Date;
  @ApiProperty({ enum: ['requested', 'accepted', 'refused'] }) state!: string;
  @ApiProperty(OPTIONAL_DATE_TIME) decidedAt!: Date | null;
  @ApiProperty({ description: 'of a refusal' }) decisionReason!: string;
}

@ApiSchema({ name: 'ListingAmendmentList' })
export class AmendmentListResponse {
  @ApiProperty({ type: [AmendmentResponse] }) items!: AmendmentResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

export class ListingChangeRequest extends PartialType(ListingDraftRequest, { skipNullProperties: false }) {}

export class SubmitRequest {
  @ApiProperty({ enum: ['window', 'direct'] })
  @IsIn(['window', 'direct'])
  via!: 'window' | 'direct';
}

class Reasoned {
  @ApiPropertyOptional({ description: 'needed for a refusal; kept on record' })
  @MayBeLeftOut()
  @Words(0, 2000)
  reason?: string;
}

export class IntakeRequest extends Reasoned {
  @ApiProperty()
  @IsBoolean()
  accept!: boolean;
}

export class ReviewRequest extends Reasoned {
  @ApiProperty({ description: 'true publishes' })
  @IsBoolean()
  approve!: boolean;
}

export class WithdrawRequest {
  @ApiProperty()
  @Words(1, 2000)
  reason!: string;
}

export class ObjectionRequest {
  @ApiProperty()
  @Words(1, 4000)
  grounds!: string;
}

export class RulingRequest {
  @ApiProperty()
  @IsBoolean()
  upheld!: boolean;

  @ApiProperty()
  @Words(1, 4000)
  reason!: string;
}

class MarketResponse {
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty() name!: string;
}

export class ListingItemResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'JSGP2026000001' }) number!: string;
  @ApiProperty() title!: string;
  @ApiProperty() ipKind!: string;
  @ApiProperty() patentNumber!: string;
  @ApiProperty({ enum: FORMS }) form!: Form;
  @ApiProperty({ enum: PRICING_WAYS }) pricingWay!: PricingWay;
  @ApiProperty({ description: 'fen' }) priceMinor!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'fen; for seller and exchange only' })
  reserveMinor!: number | null;
  @ApiProperty({ enum: LISTING_STATES }) state!: ListingState;
  @ApiProperty() fieldCode!: string;
  @ApiProperty({ example: '440100' }) regionCode!: string;
  @ApiProperty(OPTIONAL_ID) auctionId!: string | null;
  @ApiProperty({ format: 'uuid' }) transferorId!: string;
  @ApiProperty() transferorName!: string;
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty(OPTIONAL_ID) windowId!: string | null;
  @ApiProperty(OPTIONAL_TEXT) windowName!: string | null;
  @ApiProperty(OPTIONAL_ID) negotiatedTransfereeId!: string | null;
  @ApiProperty(OPTIONAL_TEXT) negotiatedTransfereeName!: string | null;
  @ApiProperty({ enum: TRANSFEREE_RELATIONS, nullable: true, description: 'how it is tied to the seller' })
  transfereeRelation!: TransfereeRelation | null;
  @ApiProperty({ type: [MarketResponse], description: 'other exchanges’ markets it is linked into' })
  markets!: MarketResponse[];
  @ApiProperty({ format: 'uuid' }) achievementId!: string;
  @ApiProperty() profileCode!: string;
  @ApiProperty({ type: Number, nullable: true }) profileVersion!: number | null;
  @ApiProperty({ enum: SELLER_TYPES, nullable: true }) sellerType!: SellerType | null;
  @ApiProperty() conditions!: string;
  @ApiProperty({ description: 'how often the notice says it may be extended' }) announcedExtensions!: number;
  @ApiProperty({ description: 'how often it was' }) extensions!: number;
  @ApiProperty({ type: AppraisalRequest, nullable: true }) appraisal!: AppraisalRequest | null;
  @ApiProperty({ type: ApprovalRequest, nullable: true }) approval!: ApprovalRequest | null;
  @ApiProperty({ description: '1, and one more after every sale without a buyer' }) round!: number;
  @ApiProperty({ ...OPTIONAL_DATE_TIME, description: 'of a listing that holders of a right hear of first' })
  publishFrom!: Date | null;
  @ApiProperty(OPTIONAL_DATE_TIME) suspendedAt!: Date | null;
  @ApiProperty(OPTIONAL_DATE_TIME) publishedAt!: Date | null;
  @ApiProperty(OPTIONAL_DATE_TIME) noticeEndsAt!: Date | null;
  @ApiProperty(OPTIONAL_DATE_TIME) opensAt!: Date | null;
  @ApiProperty({ ...OPTIONAL_DATE_TIME, description: 'if nobody extends it' }) closesAt!: Date | null;
  @ApiProperty(DATE_TIME) createdAt!: Date;
}

@ApiSchema({ name: 'ListingList' })
export class ListingListResponse {
  @ApiProperty({ type: [ListingItemResponse] }) items!: ListingItemResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

class TransitionResponse {
  @ApiProperty() action!: string;
  @ApiProperty({ enum: LISTING_STATES }) fromState!: ListingState;
  @ApiProperty({ enum: LISTING_STATES }) toState!: ListingState;
  @ApiProperty(OPTIONAL_TEXT) actorName!: string | null;
  @ApiProperty() reason!: string;
  @ApiProperty({ enum: ['online', 'counter'], nullable: true, description: 'null for steps older than the mark' })
  channel!: 'online' | 'counter' | null;
  @ApiProperty({ ...OPTIONAL_TEXT, description: 'of the papers handed in at the counter' })
  receiptNumber!: string | null;
  @ApiProperty(DATE_TIME) at!: Date;
}

const OBJECTION_STATES = ['filed', 'upheld', 'dismissed'] as const;

export class ObjectionResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty() grounds!: string;
  @ApiProperty({ enum: OBJECTION_STATES }) state!: (typeof OBJECTION_STATES)[number];
  @ApiProperty({ ...OPTIONAL_TEXT, description: 'of the ruling' }) reason!: string | null;
  @ApiProperty(DATE_TIME) createdAt!: Date;
  @ApiProperty(OPTIONAL_DATE_TIME) ruledAt!: Date | null;
}

export class ListingResponse extends ListingItemResponse {
  @ApiProperty({ type: AchievementResponse }) achievement!: AchievementResponse;
  @ApiProperty({ type: RuleProfileResponse, nullable: true, description: 'frozen at publication' })
  profile!: RuleProfileResponse | null;
  @ApiProperty({ type: [TransitionResponse] }) transitions!: TransitionResponse[];
  @ApiProperty({ type: [ObjectionResponse] }) objections!: ObjectionResponse[];
}
