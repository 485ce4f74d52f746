import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
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
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  DECISION_FORMS,
  DISCLOSURE_ACTIONS,
  DISCLOSURE_SCOPES,
  DISCLOSURE_STATES,
  type DisclosureContent,
  type DisclosureScope,
  EXPORT_CONTROLS,
  FIELD_CODES,
  FUNDING_SOURCES,
  PARTY_ROLES,
  type PlainAction,
  SECRECY_FLAGS,
} from '@jishi/listings';
import { IP_KINDS, type IpKind } from '@jishi/pricing';
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';

const DATE_TIME = { type: String, format: 'date-time' } as const;
const OPTIONAL_DATE_TIME = { ...DATE_TIME, nullable: true } as const;
const OPTIONAL_ID = { type: String, format: 'uuid', nullable: true } as const;
const OPTIONAL_TEXT = { type: String, nullable: true } as const;

export class DisclosureQueryDto extends PageQuery {
  @ApiPropertyOptional({
    enum: DISCLOSURE_SCOPES,
    default: 'mine',
    description: 'my own; all of the office; waiting for me at the office; waiting for my approval; all submitted',
  })
  @IsOptional()
  @IsIn(DISCLOSURE_SCOPES)
  scope?: DisclosureScope;

  @ApiPropertyOptional({ enum: DISCLOSURE_STATES })
  @IsOptional()
  @IsIn(DISCLOSURE_STATES)
  state?: string;

  @ApiPropertyOptional({ enum: FIELD_CODES, description: 'technical field' })
  @IsOptional()
  @IsIn(FIELD_CODES)
  field?: string;

  @ApiPropertyOptional({ enum: DECISION_FORMS, description: 'of the latest proposal' })
  @IsOptional()
  @IsIn(DECISION_FORMS)
  form?: string;

  @ApiPropertyOptional({ description: '`1`: only what is past its day' })
  @IsOptional()
  @Transform(({ value }) => value === true || value === '1' || value === 'true')
  @IsBoolean()
  overdue?: boolean;

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

export class ColleagueQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'part of a name' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

class ContributorRequest {
  @ApiPropertyOptional({ ...OPTIONAL_ID, description: 'a colleague with a login; left out for an external person' })
  @IsOptional()
  @IsUUID()
  userId?: string | null;

  @ApiPropertyOptional({ description: 'of an external person' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(100)
  name?: string;

  @ApiPropertyOptional({ description: 'of an external person' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(200)
  affiliation?: string;

  @ApiProperty({ minimum: 1, maximum: 10_000, description: 'basis points: 3333 is 33.33%' })
  @IsInt()
  @Min(1)
  @Max(10_000)
  shareBps!: number;
}

class PartyRequest {
  @ApiProperty()
  @Words(1, 200)
  name!: string;

  @ApiPropertyOptional({ description: 'unified social credit code' })
  @MayBeLeftOut()
  @Matches(/^([0-9A-HJ-NPQRTUWXY]{18})?$/)
  uscc?: string;

  @ApiProperty({ enum: PARTY_ROLES })
  @IsIn(PARTY_ROLES)
  role!: (typeof PARTY_ROLES)[number];
}

class PublicationRequest {
  @ApiProperty()
  @Words(1, 300)
  title!: string;

  @ApiProperty({ format: 'date' })
  @Matches(/^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  on!: string;

  @ApiProperty({ description: 'journal, conference, address' })
  @Words(1, 300)
  where!: string;
}

export class DisclosureRequest {
  @ApiProperty()
  @Words(1, 200)
  title!: string;

  @ApiPropertyOptional({ description: 'for everybody: nothing secret' })
  @MayBeLeftOut()
  @Words(0, 4000)
  summary?: string;

  @ApiPropertyOptional({ description: 'what it is, for the office and those who decide' })
  @MayBeLeftOut()
  @Words(0, 20_000)
  description?: string;

  @ApiProperty({ enum: IP_KINDS })
  @IsIn(IP_KINDS)
  ipKind!: IpKind;

  @ApiPropertyOptional({ enum: FIELD_CODES })
  @MayBeLeftOut()
  @IsIn(FIELD_CODES)
  fieldCode?: string;

  @ApiProperty({ enum: FUNDING_SOURCES, description: 'anything but `outside` brings the duty to convert (art. 9)' })
  @IsIn(FUNDING_SOURCES)
  fundingSource!: (typeof FUNDING_SOURCES)[number];

  @ApiPropertyOptional({ description: 'name and number of the programme' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(500)
  programme?: string;

  @ApiProperty({ enum: SECRECY_FLAGS, isArray: true })
  @IsArray()
  @ArrayUnique()
  @IsIn(SECRECY_FLAGS, { each: true })
  secrecy!: (typeof SECRECY_FLAGS)[number][];

  @ApiProperty({ enum: EXPORT_CONTROLS })
  @IsIn(EXPORT_CONTROLS)
  exportControl!: (typeof EXPORT_CONTROLS)[number];

  @ApiProperty({ type: [ContributorRequest] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ContributorRequest)
  contributors!: ContributorRequest[];

  @ApiProperty({ type: [PartyRequest], description: 'who commissioned it or developed it too (Civil Code §859, §860)' })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => PartyRequest)
  parties!: PartyRequest[];

  @ApiProperty({ type: [PublicationRequest], description: 'what is known already: a risk to novelty' })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => PublicationRequest)
  publications!: PublicationRequest[];
}

/** What is left out of a request is empty. */
export const contentOf = (body: DisclosureRequest): DisclosureContent => ({
  title: body.title,
  summary: body.summary ?? '',
  description: body.description ?? '',
  ipKind: body.ipKind,
  fieldCode: body.fieldCode ?? '',
  fundingSource: body.fundingSource,
  programme: body.programme ?? '',
  secrecy: body.secrecy,
  exportControl: body.exportControl,
  contributors: body.contributors.map(({ userId, name, affiliation, shareBps }) => ({
    userId: userId ?? null,
    name: name ?? '',
    affiliation: affiliation ?? '',
    shareBps,
  })),
  parties: body.parties.map(({ name, uscc, role }) => ({ name, uscc: uscc ?? '', role })),
  publications: body.publications.map(({ title, on, where }) => ({ title, on, where })),
});

const PLAIN_ACTIONS = DISCLOSURE_ACTIONS.filter(
  (action) => !['propose', 'approve', 'decide', 'send_back', 'refuse'].includes(action),
);

export class StepRequest {
  @ApiProperty({ enum: PLAIN_ACTIONS })
  @IsIn(PLAIN_ACTIONS)
  action!: PlainAction;

  @ApiPropertyOptional({ description: 'where one is owed; kept on record' })
  @MayBeLeftOut()
  @Words(0, 2000)
  reason?: string;
}

export class ShareAnswerRequest {
  @ApiProperty()
  @IsBoolean()
  agreed!: boolean;

  @ApiPropertyOptional({ description: 'why not' })
  @MayBeLeftOut()
  @Words(0, 2000)
  reason?: string;
}

export class PaperRequest {
  @ApiProperty({ format: 'uuid', description: 'the signed paper, handed in before' })
  @IsUUID()
  attachmentId!: string;
}

class NamedResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

@ApiSchema({ name: 'ColleagueList' })
export class ColleagueListResponse {
  @ApiProperty({ type: [NamedResponse] }) items!: NamedResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

export class DisclosureItemResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'JSPL2026000001' }) number!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: DISCLOSURE_STATES }) state!: string;
  @ApiProperty({ enum: ['reporter', 'office', 'approver'], nullable: true, description: 'whose turn it is' })
  turn!: string | null;
  @ApiProperty(DATE_TIME) stateSince!: Date;
  @ApiProperty({ ...OPTIONAL_DATE_TIME, description: 'null also where that year’s calendar is not published' })
  dueAt!: Date | null;
  @ApiProperty() overdue!: boolean;
  @ApiProperty() reporterName!: string;
  @ApiProperty(OPTIONAL_TEXT) handlerName!: string | null;
  @ApiProperty() fieldCode!: string;
  @ApiProperty({ enum: IP_KINDS }) ipKind!: string;
  @ApiProperty({ enum: FUNDING_SOURCES }) fundingSource!: string;
  @ApiProperty({ type: [String] }) secrecy!: string[];
  @ApiProperty({ enum: DECISION_FORMS, nullable: true }) form!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'fen' }) priceMinor!: number | null;
  @ApiProperty({ ...OPTIONAL_TEXT, description: 'approval asked for now' }) step!: string | null;
  @ApiProperty(OPTIONAL_ID) achievementId!: string | null;
  @ApiProperty(DATE_TIME) createdAt!: Date;
}

@ApiSchema({ name: 'DisclosureList' })
export class DisclosureListResponse {
  @ApiProperty({ type: [DisclosureItemResponse] }) items!: DisclosureItemResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}
