import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { DRAFT_STATES, type DraftState } from '@jishi/listings';
import type { RuleProfile } from '@jishi/pricing';
import { FieldProblem, MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';
import { ANYTHING, ComparedVersion, RuleChangeResponse } from './rule-profiles.dto';

const CODE = /^[a-z0-9-]{1,64}$/;
const DATE_TIME = { type: String, format: 'date-time' } as const;
const OPTIONAL_TEXT = { type: String, nullable: true } as const;
const BODY = { type: 'object', additionalProperties: true, description: 'as of a rule profile' } as const;
const STATES = [...DRAFT_STATES, 'open'] as const;

export class ProfileDraftQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES, description: '`open`: being written or waiting for the second person' })
  @IsOptional()
  @IsIn(STATES)
  state?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

export class NewProfileDraftRequest {
  @ApiProperty({ example: 'gz-university', description: 'a default of the platform, or a profile of one’s own' })
  @Matches(CODE)
  baseCode!: string;

  @ApiProperty()
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  baseVersion!: number;

  @ApiPropertyOptional({ example: 'nanyue-university', description: 'needed for a copy of a platform default' })
  @MayBeLeftOut()
  @Matches(CODE)
  code?: string;
}

export class NewerDefaultsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

export class TakeOverRequest {
  @ApiProperty({ example: 'nanyue-university', description: 'of the exchange’s own rules' })
  @Matches(CODE)
  code!: string;

  @ApiProperty({ description: 'newest version of the default, as it was read' })
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  defaultVersion!: number;

  @ApiPropertyOptional({
    type: [String],
    example: ['noticeDays'],
    description: 'rules to take over; all when left out',
  })
  @MayBeLeftOut()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  paths?: string[];
}

export class PreviewRequest {
  @ApiProperty(BODY)
  @IsObject()
  body!: object;
}

class AtRevision {
  @ApiProperty({ description: 'of the draft as it was read; another’s change in between is not overwritten' })
  @IsInt()
  @Min(1)
  revision!: number;
}

export class SaveDraftRequest extends AtRevision {
  @ApiProperty(BODY)
  @IsObject()
  body!: object;
}

export class ProfileProposalRequest extends AtRevision {
  @ApiProperty({ example: '南粤技术交易所公告〔2026〕5号', description: 'what the version as a whole rests on' })
  @Words(2, 500)
  source!: string;
}

export class PublishRequest extends AtRevision {
  @ApiProperty({ example: '2026-12-01', description: 'day in China with whose beginning it is in force' })
  @Matches(/^[1-9]\d{3}-\d{2}-\d{2}$/)
  effectiveOn!: string;
}

export class GiveBackRequest {
  @ApiProperty()
  @Words(1, 2000)
  reason!: string;
}

export class ProfileDraftItemResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() code!: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) name!: { zh: string; en: string };
  @ApiProperty() baseCode!: string;
  @ApiProperty() baseVersion!: number;
  @ApiProperty({ enum: DRAFT_STATES }) state!: DraftState;
  @ApiProperty() revision!: number;
  @ApiProperty() source!: string;
  @ApiProperty() changedByName!: string;
  @ApiProperty(DATE_TIME) changedAt!: Date;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) proposedBy!: string | null;
  @ApiProperty(OPTIONAL_TEXT) proposedByName!: string | null;
  @ApiProperty({ ...DATE_TIME, nullable: true }) proposedAt!: Date | null;
  @ApiProperty(OPTIONAL_TEXT) decidedByName!: string | null;
  @ApiProperty({ ...DATE_TIME, nullable: true }) decidedAt!: Date | null;
  @ApiProperty() decisionReason!: string;
  @ApiProperty({ type: Number, nullable: true }) publishedVersion!: number | null;
}

@ApiSchema({ name: 'ProfileDraftList' })
export class ProfileDraftListResponse {
  @ApiProperty({ type: [ProfileDraftItemResponse] }) items!: ProfileDraftItemResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

export class ProfileDraftResponse extends ProfileDraftItemResponse {
  @ApiProperty(BODY) body!: RuleProfile;
  @ApiProperty({ type: ComparedVersion, description: 'what `changes` compares with' }) against!: ComparedVersion;
  @ApiProperty({ type: [RuleChangeResponse] }) changes!: RuleChangeResponse[];
  @ApiProperty() nextVersion!: number;
  @ApiProperty({ example: '2026-12-01', description: 'first day on which it could be in force' }) earliestOn!: string;
}

export class PreviewResponse {
  @ApiProperty({ type: [FieldProblem] }) faults!: FieldProblem[];
  @ApiProperty({ type: [RuleChangeResponse] }) changes!: RuleChangeResponse[];
}

export class DefaultChangeResponse extends RuleChangeResponse {
  @ApiProperty(ANYTHING) own!: unknown;
  @ApiProperty() ownSource!: string;
  @ApiProperty({ description: 'the own rule is neither the old nor the new one of the default' }) differs!: boolean;
}

class OwnRules extends ComparedVersion {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) name!: { zh: string; en: string };
}

class DefaultVersion extends ComparedVersion {
  @ApiProperty() source!: string;
  @ApiProperty(DATE_TIME) effectiveAt!: Date;
}

@ApiSchema({ name: 'NewerDefault' })
export class NewerDefaultResponse {
  @ApiProperty({ type: OwnRules }) own!: OwnRules;
  @ApiProperty({ type: ComparedVersion, description: 'what the own rules were made from' }) from!: ComparedVersion;
  @ApiProperty({ type: DefaultVersion, description: 'what that has become since' }) to!: DefaultVersion;
  @ApiProperty({ type: [DefaultChangeResponse], description: 'what the own rules do not have yet' })
  changes!: DefaultChangeResponse[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'written under this code already' })
  openDraftId!: string | null;
}

@ApiSchema({ name: 'NewerDefaultList' })
export class NewerDefaultListResponse {
  @ApiProperty({ type: [NewerDefaultResponse] }) items!: NewerDefaultResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}
