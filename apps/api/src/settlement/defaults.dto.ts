import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { CASE_STATES, GROUNDS } from '@jishi/settlement';
import { ListQueryDto } from '../http/list-query';
import { Words } from '../http/words';

const MOST_PAPERS = 20;
const MOST_COSTS = 50;

export class DefaultQuery extends ListQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  auctionId?: string;
}

@ApiSchema({ name: 'DefaultProposal' })
export class ProposeDefaultRequest {
  @ApiProperty({ enum: GROUNDS, description: '`refused` before the days of the winner are over, with the evidence' })
  @IsIn(GROUNDS)
  ground!: (typeof GROUNDS)[number];

  @ApiProperty()
  @Words(2, 500)
  reason!: string;

  @ApiProperty({ type: [String], format: 'uuid', description: 'read by the winner, too' })
  @IsArray()
  @ArrayMaxSize(MOST_PAPERS)
  @IsUUID(undefined, { each: true })
  evidenceIds!: string[];
}

@ApiSchema({ name: 'DefaultStatement' })
export class StatementOnDefaultRequest {
  @ApiProperty()
  @Words(2, 4000)
  text!: string;

  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray()
  @ArrayMaxSize(MOST_PAPERS)
  @IsUUID(undefined, { each: true })
  documentIds!: string[];
}

@ApiSchema({ name: 'DefaultDecision' })
export class DecideDefaultRequest {
  @ApiProperty({ description: 'false: it was none, and nothing follows' })
  @IsBoolean()
  confirmed!: boolean;

  @ApiProperty()
  @Words(2, 500)
  reason!: string;
}

@ApiSchema({ name: 'ForfeitureWord' })
export class ForfeitureRequest {
  @ApiProperty()
  @Words(2, 500)
  reason!: string;
}

@ApiSchema({ name: 'ForfeitureRuling' })
export class RuleAppealRequest {
  @ApiProperty()
  @IsBoolean()
  upheld!: boolean;

  @ApiProperty()
  @Words(2, 2000)
  reason!: string;
}

@ApiSchema({ name: 'ForfeitureCost' })
export class CostRequest {
  @ApiProperty()
  @Words(1, 100)
  label!: string;

  @ApiProperty()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000_000)
  amountMinor!: number;

  @ApiProperty({ enum: ['exchange', 'seller'], description: 'who had it, and gets it back' })
  @IsIn(['exchange', 'seller'])
  bearer!: 'exchange' | 'seller';

  @ApiProperty({ format: 'uuid', description: 'the paper that shows it' })
  @IsUUID()
  paperId!: string;
}

@ApiSchema({ name: 'ForfeitureCosts' })
export class CostsRequest {
  @ApiProperty({ type: [CostRequest] })
  @IsArray()
  @ArrayMaxSize(MOST_COSTS)
  @ValidateNested({ each: true })
  @Type(() => CostRequest)
  costs!: CostRequest[];
}

@ApiSchema({ name: 'ForfeitureDistributionProposal' })
export class DistributeRequest extends CostsRequest {
  @ApiPropertyOptional({ description: 'why it is not sold again; then there is no shortfall' })
  @IsOptional()
  @Words(2, 500)
  givenUp?: string;
}

@ApiSchema({ name: 'OfferAnswer' })
export class AnswerOfferRequest {
  @ApiProperty()
  @IsBoolean()
  accept!: boolean;
}

@ApiSchema({ name: 'BarLift' })
export class LiftBarRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  auctionId!: string;

  @ApiProperty()
  @Words(2, 500)
  reason!: string;
}

@ApiSchema({ name: 'BarLiftConfirmation' })
export class ConfirmLiftRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  auctionId!: string;
}

const nullable = (type: typeof String | typeof Number | typeof Boolean = String) => ({ type, nullable: true });
const moment = { type: String, format: 'date-time', nullable: true };

@ApiSchema({ name: 'DefaultCase' })
export class DefaultResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty() sellerName!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() contractNumber!: string;
  @ApiProperty({ ...nullable(), format: 'uuid' }) depositId!: string | null;
  @ApiProperty(nullable()) depositState!: string | null;
  @ApiProperty(nullable(Number)) depositMinor!: number | null;
  @ApiProperty() priceMinor!: number;
  @ApiProperty({ enum: CASE_STATES }) state!: string;
  @ApiProperty({ enum: GROUNDS }) ground!: string;
  @ApiProperty(moment) performanceDueAt!: string | null;
  @ApiProperty(nullable()) reason!: string | null;
  @ApiProperty(moment) proposedAt!: string | null;
  @ApiProperty(moment) hearUntil!: string | null;
  @ApiProperty(nullable()) statement!: string | null;
  @ApiProperty(moment) statedAt!: string | null;
  @ApiProperty(nullable()) decision!: string | null;
  @ApiProperty(moment) decidedAt!: string | null;
  @ApiProperty(moment) forfeitProposedAt!: string | null;
  @ApiProperty(moment) forfeitedAt!: string | null;
  @ApiProperty(moment) appealUntil!: string | null;
  @ApiProperty(nullable()) appeal!: string | null;
  @ApiProperty(moment) appealedAt!: string | null;
  @ApiProperty(nullable()) ruling!: string | null;
  @ApiProperty(nullable(Boolean)) upheld!: boolean | null;
  @ApiProperty(moment) ruledAt!: string | null;
  @ApiProperty({ ...nullable(), enum: ['reauction', 'offer'] }) remedy!: string | null;
  @ApiProperty(moment) remedyAt!: string | null;
  @ApiProperty({ enum: ['seller', 'exchange', 'bidder'] }) restTo!: string;
  @ApiProperty({ type: [String] }) remedies!: string[];
  @ApiProperty({ type: [String], description: 'steps the reader took part in; empty for others than the exchange' })
  mySteps!: string[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'DefaultCaseList' })
export class DefaultListResponse {
  @ApiProperty({ type: [DefaultResponse] }) items!: DefaultResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'CasePaper' })
export class CasePaperResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() filename!: string;
  @ApiProperty() mediaType!: string;
  @ApiProperty({ enum: ['evidence', 'statement', 'appeal', 'cost'] }) of!: string;
}

@ApiSchema({ name: 'WaterfallLine' })
export class WaterfallLineResponse {
  @ApiProperty({ enum: ['cost', 'shortfall', 'rest'] }) what!: string;
  @ApiProperty() label!: string;
  @ApiProperty({ enum: ['seller', 'exchange', 'bidder'] }) to!: string;
  @ApiProperty() claimedMinor!: number;
  @ApiProperty() paidMinor!: number;
}

@ApiSchema({ name: 'ForfeitureDistribution' })
export class DistributionResponse {
  @ApiProperty() totalMinor!: number;
  @ApiProperty(nullable(Number)) resaleMinor!: number | null;
  @ApiProperty(nullable()) givenUp!: string | null;
  @ApiProperty() shortfallMinor!: number;
  @ApiProperty({ type: [WaterfallLineResponse] }) lines!: WaterfallLineResponse[];
  @ApiProperty() isMine!: boolean;
  @ApiProperty({ format: 'date-time' }) proposedAt!: string;
  @ApiProperty(moment) approvedAt!: string | null;
}

@ApiSchema({ name: 'ForfeiturePreview' })
export class PreviewResponse {
  @ApiProperty() depositMinor!: number;
  @ApiProperty(nullable(Number)) resaleMinor!: number | null;
  @ApiProperty() shortfallMinor!: number;
  @ApiProperty({ type: [WaterfallLineResponse] }) lines!: WaterfallLineResponse[];
}

@ApiSchema({ name: 'DefaultOffer' })
export class OfferResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty() bidderCode!: string;
  @ApiProperty() priceMinor!: number;
  @ApiProperty({ enum: ['offered', 'accepted', 'declined', 'lapsed'] }) state!: string;
  @ApiProperty({ format: 'date-time' }) until!: string;
  @ApiProperty(moment) answeredAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'DefaultOfferList' })
export class OfferListResponse {
  @ApiProperty({ type: [OfferResponse] }) items!: OfferResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'NextBidder' })
export class NextBidderResponse {
  @ApiProperty() code!: string;
  @ApiProperty() priceMinor!: number;
}

@ApiSchema({ name: 'WholeDefaultCase' })
export class WholeDefaultResponse extends DefaultResponse {
  @ApiProperty({ type: [CasePaperResponse] }) papers!: CasePaperResponse[];
  @ApiProperty({ type: DistributionResponse, nullable: true }) distribution!: DistributionResponse | null;
  @ApiProperty({ type: [OfferResponse] }) offers!: OfferResponse[];
  @ApiProperty({ type: [NextBidderResponse], description: 'who could be asked, the highest first' })
  next!: NextBidderResponse[];
  @ApiProperty({ ...nullable(Number), description: 'what it was sold for again' }) resaleMinor!: number | null;
}
