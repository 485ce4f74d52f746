import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import {
  CHAIN_STEPS,
  DECISION_FORMS,
  DISCLOSURE_ACTIONS,
  DISCLOSURE_STATES,
  DECISION_PAPERS,
  EXCLUSIVITIES,
  EXPORT_CONTROLS,
  MAX_PRICE_MINOR,
  PARTY_ROLES,
} from '@jishi/listings';
import { PRICING_WAYS, type PricingWay } from '@jishi/pricing';
import { MayBeLeftOut } from '../http/dto';
import { Words } from '../http/words';
import { AttachmentResponse } from './attachments.controller';
import { DisclosureItemResponse } from './disclosures.dto';

const DATE_TIME = { type: String, format: 'date-time' } as const;
const OPTIONAL_DATE_TIME = { ...DATE_TIME, nullable: true } as const;
const OPTIONAL_ID = { type: String, format: 'uuid', nullable: true } as const;
const OPTIONAL_TEXT = { type: String, nullable: true } as const;
const OPTIONAL_NUMBER = { type: Number, nullable: true } as const;
const FILED_KINDS = ['supporting', ...DECISION_PAPERS] as const;
const ANSWERS = ['approve', 'send_back', 'refuse'] as const;

export class ProposalRequest {
  @ApiProperty({ enum: DECISION_FORMS })
  @IsIn(DECISION_FORMS)
  form!: (typeof DECISION_FORMS)[number];

  @ApiProperty({ description: 'why this and not another' })
  @Words(1, 4000)
  reason!: string;

  @ApiPropertyOptional({ enum: PRICING_WAYS, description: 'unless it is retained' })
  @MayBeLeftOut()
  @IsIn(PRICING_WAYS)
  pricingWay?: PricingWay;

  @ApiPropertyOptional({ description: 'fen; of an investment: what the contribution is worth' })
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  @Max(MAX_PRICE_MINOR)
  priceMinor?: number;

  @ApiPropertyOptional({ enum: EXCLUSIVITIES, description: 'of a licence' })
  @MayBeLeftOut()
  @IsIn(EXCLUSIVITIES)
  exclusivity?: (typeof EXCLUSIVITIES)[number];

  @ApiPropertyOptional({ description: 'invested in' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(200)
  companyName?: string;

  @ApiPropertyOptional({ description: 'share of the company, in basis points' })
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  @Max(10_000)
  companyShareBps?: number;

  @ApiPropertyOptional({ example: 'gz-university', description: 'rules of the sale' })
  @MayBeLeftOut()
  @IsString()
  @Length(1, 64)
  profileCode?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'an achievement of the catalogue that is this one already' })
  @MayBeLeftOut()
  @IsUUID()
  achievementId?: string;
}

export class DecisionPaperRequest {
  @ApiProperty({ enum: FILED_KINDS })
  @IsIn(FILED_KINDS)
  kind!: (typeof FILED_KINDS)[number];

  @ApiProperty({ format: 'uuid', description: 'handed in before' })
  @IsUUID()
  attachmentId!: string;
}

export class ApprovalAnswerRequest {
  @ApiProperty({ enum: ANSWERS })
  @IsIn(ANSWERS)
  answer!: (typeof ANSWERS)[number];

  @ApiPropertyOptional({ description: 'needed unless it is approved; kept on record' })
  @MayBeLeftOut()
  @Words(0, 2000)
  opinion?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'a signed opinion; at the leadership’s meeting its minutes' })
  @MayBeLeftOut()
  @IsUUID()
  attachmentId?: string;
}

export class ListingFromDecisionRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'where there is more than one' })
  @IsOptional()
  @IsUUID()
  exchangeId?: string | null;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  windowId?: string | null;

  @ApiPropertyOptional({ format: 'uuid', description: 'of a negotiated sale' })
  @IsOptional()
  @IsUUID()
  transfereeId?: string | null;
}

class DecisionTermsResponse {
  @ApiProperty({ enum: DECISION_FORMS }) form!: string;
  @ApiProperty({ enum: PRICING_WAYS, nullable: true }) pricingWay!: string | null;
  @ApiProperty({ ...OPTIONAL_NUMBER, description: 'fen' }) priceMinor!: number | null;
  @ApiProperty({ enum: EXCLUSIVITIES, nullable: true }) exclusivity!: string | null;
  @ApiProperty() companyName!: string;
  @ApiProperty({ ...OPTIONAL_NUMBER, description: 'basis points' }) companyShareBps!: number | null;
  @ApiProperty(OPTIONAL_TEXT) profileCode!: string | null;
}

class LinkResponse {
  @ApiProperty({ enum: CHAIN_STEPS }) step!: string;
  @ApiProperty() days!: number;
  @ApiProperty() source!: string;
}

class ApprovalAnswerResponse {
  @ApiProperty() attempt!: number;
  @ApiProperty({ enum: CHAIN_STEPS }) step!: string;
  @ApiProperty({ enum: ANSWERS }) answer!: string;
  @ApiProperty() approverName!: string;
  @ApiProperty() opinion!: string;
  @ApiProperty(OPTIONAL_ID) attachmentId!: string | null;
  @ApiProperty(DATE_TIME) at!: Date;
}

class DecisionResponse extends DecisionTermsResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['proposed', 'approving', 'decided', 'refused', 'dropped'] }) state!: string;
  @ApiProperty() reason!: string;
  @ApiProperty() proposedByName!: string;
  @ApiProperty(DATE_TIME) proposedAt!: Date;
  @ApiProperty() attempt!: number;
  @ApiProperty({ type: [LinkResponse] }) chain!: LinkResponse[];
  @ApiProperty({ type: [ApprovalAnswerResponse] }) approvals!: ApprovalAnswerResponse[];
  @ApiProperty(OPTIONAL_DATE_TIME) decidedAt!: Date | null;
}

class ContributorResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty(OPTIONAL_ID) userId!: string | null;
  @ApiProperty() name!: string;
  @ApiProperty() affiliation!: string;
  @ApiProperty() shareBps!: number;
  @ApiProperty({ type: Boolean, nullable: true }) agreed!: boolean | null;
  @ApiProperty(OPTIONAL_DATE_TIME) answeredAt!: Date | null;
  @ApiProperty() objection!: string;
  @ApiProperty(OPTIONAL_ID) paperId!: string | null;
}

class PartyResponse {
  @ApiProperty() name!: string;
  @ApiProperty() uscc!: string;
  @ApiProperty({ enum: PARTY_ROLES }) role!: string;
}

class PublicationResponse {
  @ApiProperty() title!: string;
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty() where!: string;
}

class RightHolderResponse {
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ['inventor', ...PARTY_ROLES] }) ground!: string;
  @ApiProperty() source!: string;
}

class FiledDocumentResponse {
  @ApiProperty({ enum: FILED_KINDS }) kind!: string;
  @ApiProperty(OPTIONAL_ID) decisionId!: string | null;
  @ApiProperty() addedByName!: string;
  @ApiProperty(DATE_TIME) addedAt!: Date;
  @ApiProperty({ type: AttachmentResponse }) attachment!: AttachmentResponse;
}

class ChecklistItemResponse {
  @ApiProperty({ enum: DECISION_PAPERS }) kind!: string;
  @ApiProperty({ enum: ['submit', 'decide'], description: 'before approvals are asked for, or by the last' })
  due!: string;
  @ApiProperty() source!: string;
  @ApiProperty() present!: boolean;
}

class DisclosureStepResponse {
  @ApiProperty({ enum: DISCLOSURE_ACTIONS }) action!: string;
  @ApiProperty({ enum: DISCLOSURE_STATES }) fromState!: string;
  @ApiProperty({ enum: DISCLOSURE_STATES }) toState!: string;
  @ApiProperty() actorName!: string;
  @ApiProperty({ enum: ['reporter', 'office', 'approver'] }) part!: string;
  @ApiProperty() reason!: string;
  @ApiProperty(OPTIONAL_DATE_TIME) dueAt!: Date | null;
  @ApiProperty(DATE_TIME) at!: Date;
}

class KnownBylawResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() version!: number;
  @ApiProperty() source!: string;
}

export class DisclosureResponse extends DisclosureItemResponse {
  @ApiProperty() organisationName!: string;
  @ApiProperty() summary!: string;
  @ApiProperty() description!: string;
  @ApiProperty() programme!: string;
  @ApiProperty({ description: 'paid by a plan: it has to be converted (art. 9)' }) planFunded!: boolean;
  @ApiProperty({ enum: EXPORT_CONTROLS }) exportControl!: string;
  @ApiProperty({ enum: ['open', 'summary', 'barred'] }) publicity!: string;
  @ApiProperty(OPTIONAL_TEXT) dueSource!: string | null;
  @ApiProperty({ type: KnownBylawResponse, nullable: true, description: 'null: the rules that ship' })
  bylaw!: KnownBylawResponse | null;
  @ApiProperty(OPTIONAL_DATE_TIME) disclosedAt!: Date | null;
  @ApiProperty({ type: [ContributorResponse] }) contributors!: ContributorResponse[];
  @ApiProperty({ type: [PartyResponse] }) parties!: PartyResponse[];
  @ApiProperty({ type: [PublicationResponse] }) publications!: PublicationResponse[];
  @ApiProperty({ type: [RightHolderResponse] }) rightHolders!: RightHolderResponse[];
  @ApiProperty({ type: [FiledDocumentResponse] }) documents!: FiledDocumentResponse[];
  @ApiProperty({ type: [DecisionResponse] }) decisions!: DecisionResponse[];
  @ApiProperty({ type: [ChecklistItemResponse] }) checklist!: ChecklistItemResponse[];
  @ApiProperty({ type: [DisclosureStepResponse] }) steps!: DisclosureStepResponse[];
  @ApiProperty({ enum: DISCLOSURE_ACTIONS, isArray: true, description: 'what this reader can do now' })
  may!: string[];
  @ApiProperty({ description: 'my own share waits for my word' }) owesShare!: boolean;
}

class KnownApprovalResponse {
  @ApiProperty({ enum: CHAIN_STEPS }) step!: string;
  @ApiProperty() approverName!: string;
  @ApiProperty(DATE_TIME) at!: Date;
}

class KnownDecisionResponse extends DecisionTermsResponse {
  @ApiProperty(OPTIONAL_ID) disclosureId!: string | null;
  @ApiProperty() disclosureNumber!: string;
  @ApiProperty({ enum: ['open', 'summary', 'barred'] }) publicity!: string;
  @ApiProperty(DATE_TIME) decidedAt!: Date;
  @ApiProperty({ type: [KnownApprovalResponse] }) approvals!: KnownApprovalResponse[];
}

export class ListingDecisionResponse {
  @ApiProperty({ type: KnownDecisionResponse, nullable: true }) decision!: KnownDecisionResponse | null;
}
