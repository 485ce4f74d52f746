import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { CONTRACT_TYPES, type ContractType, FIELD_CODES, MAX_PRICE_MINOR } from '@jishi/listings';
import {
  COMPARABILITY_REASONS,
  type Form,
  FORMS,
  IP_KINDS,
  type IpKind,
  TRACE_KINDS,
  VALUATION_METHODS,
  VALUATION_WARNINGS,
  type ValuationInputs,
  type ValuationMethod,
} from '@jishi/pricing';
import { MayBeLeftOut, PageQuery } from '../http/dto';

const OPTIONAL_NUMBER = { type: Number, nullable: true } as const;
const OPTIONAL_ID = { type: String, format: 'uuid', nullable: true } as const;
const INPUTS = {
  type: 'object',
  additionalProperties: true,
  description: 'by method; amounts in fen, rates in parts per million, every bad one answered with its path',
  example: {
    method: 'royalty',
    ipKind: 'invention',
    filedOn: '2021-04-19',
    valuationDate: '2026-03-01',
    revenues: [{ amountMinor: 1_000_000_000 }],
    royaltyPpm: 50_000,
    taxPpm: 250_000,
    discountPpm: 200_000,
    convention: 'mid',
  },
} as const;

const Year = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(1950),
    Max(2200),
  );
const Amount = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(MAX_PRICE_MINOR),
  );

export class ComputeRequest {
  @ApiProperty(INPUTS)
  @IsObject()
  inputs!: object;
}

export class WorksheetRequest extends ComputeRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  achievementId!: string;

  @ApiPropertyOptional({ description: 'why it was made, or what changed' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(2000)
  note?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'the version that this one replaces' })
  @MayBeLeftOut()
  @IsUUID()
  replacesId?: string;
}

export class WorksheetQueryDto extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  achievementId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'those that this listing rests on' })
  @IsOptional()
  @IsUUID()
  listingId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'all versions of one' })
  @IsOptional()
  @IsUUID()
  seriesId?: string;

  @ApiPropertyOptional({ enum: VALUATION_METHODS })
  @IsOptional()
  @IsIn(VALUATION_METHODS)
  method?: ValuationMethod;

  @ApiPropertyOptional({ description: '`1`: newest versions only' })
  @IsOptional()
  @Transform(({ value }) => value === true || value === '1' || value === 'true')
  @IsBoolean()
  newest?: boolean;

  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

export class WorksheetFormat {
  @ApiPropertyOptional({ enum: ['json', 'csv'], description: '`csv`: the computation line by line' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

class TraceLineResponse {
  @ApiProperty({ enum: TRACE_KINDS }) kind!: string;
  @ApiProperty() label!: string;
  @ApiProperty(OPTIONAL_NUMBER) year!: number | null;
  @ApiProperty(OPTIONAL_NUMBER) baseMinor!: number | null;
  @ApiProperty(OPTIONAL_NUMBER) ratePpm!: number | null;
  @ApiProperty(OPTIONAL_NUMBER) amountMinor!: number | null;
}

class WarningResponse {
  @ApiProperty({ enum: VALUATION_WARNINGS }) code!: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' } }) params!: Record<string, number>;
}

class ValuationResponse {
  @ApiProperty({ enum: VALUATION_METHODS }) method!: ValuationMethod;
  @ApiProperty({ description: 'of the rules of computation' }) edition!: number;
  @ApiProperty() valueMinor!: number;
  @ApiProperty() lowMinor!: number;
  @ApiProperty() highMinor!: number;
  @ApiProperty({ type: [TraceLineResponse] }) lines!: TraceLineResponse[];
  @ApiProperty({ type: [WarningResponse] }) warnings!: WarningResponse[];
}

class TornadoResponse {
  @ApiProperty() driver!: string;
  @ApiProperty({ type: [Number], description: 'at each delta; null where there can be none' })
  values!: (number | null)[];
}
class GridResponse {
  @ApiProperty() rows!: string;
  @ApiProperty() columns!: string;
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'number', nullable: true } } })
  values!: (number | null)[][];
}
class SensitivityResponse {
  @ApiProperty({ type: [TornadoResponse] }) tornado!: TornadoResponse[];
  @ApiProperty() grid!: GridResponse;
  @ApiProperty({ type: [Number] }) deltasPpm!: readonly number[];
}

export class ComputedResponse {
  @ApiProperty() valuation!: ValuationResponse;
  @ApiProperty() sensitivity!: SensitivityResponse;
}

class FrozenDealResponse {
  @ApiProperty({ format: 'uuid' }) dealId!: string;
  @ApiProperty() year!: number;
  @ApiProperty({ enum: CONTRACT_TYPES }) contractType!: ContractType;
  @ApiProperty({ enum: IP_KINDS }) ipKind!: IpKind;
  @ApiProperty() fieldCode!: string;
  @ApiProperty({ type: String, nullable: true, description: 'of the city' }) regionCode!: string | null;
  @ApiProperty() priceMinor!: number;
  @ApiProperty(OPTIONAL_NUMBER) royaltyPpm!: number | null;
}

@ApiSchema({ name: 'WorksheetItem' })
export class WorksheetItemResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', description: 'the same for all versions' }) seriesId!: string;
  @ApiProperty() version!: number;
  @ApiProperty(OPTIONAL_ID) replacesId!: string | null;
  @ApiProperty(OPTIONAL_ID) replacedById!: string | null;
  @ApiProperty({ format: 'uuid' }) achievementId!: string;
  @ApiProperty() achievementTitle!: string;
  @ApiProperty({ description: 'who made it' }) organisationName!: string;
  @ApiProperty() madeByName!: string;
  @ApiProperty({ type: String, format: 'date-time' }) madeAt!: Date;
  @ApiProperty({ enum: VALUATION_METHODS }) method!: ValuationMethod;
  @ApiProperty() valueMinor!: number;
  @ApiProperty() lowMinor!: number;
  @ApiProperty() highMinor!: number;
  @ApiProperty() note!: string;
  @ApiProperty({ description: 'whether the stored result is what the inputs come to' }) consistent!: boolean;
}

@ApiSchema({ name: 'WorksheetList' })
export class WorksheetListResponse {
  @ApiProperty({ type: [WorksheetItemResponse] }) items!: WorksheetItemResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'Worksheet' })
export class WorksheetResponse extends WorksheetItemResponse {
  @ApiProperty(INPUTS) inputs!: ValuationInputs;
  @ApiProperty({ description: 'as it was stored' }) result!: ValuationResponse;
  @ApiProperty({ type: ValuationResponse, nullable: true, description: 'what the inputs come to now' })
  recomputed!: ValuationResponse | null;
  @ApiProperty({ type: SensitivityResponse, nullable: true }) sensitivity!: SensitivityResponse | null;
  @ApiProperty({ type: [FrozenDealResponse] }) comparables!: FrozenDealResponse[];
}

class ChangeResponse {
  @ApiProperty({ example: 'flows[2].amountMinor' }) path!: string;
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'number' }], nullable: true }) before!: string | number | null;
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'number' }], nullable: true }) after!: string | number | null;
}

export class ComparisonResponse {
  @ApiProperty() beforeVersion!: number;
  @ApiProperty() afterVersion!: number;
  @ApiProperty() beforeValueMinor!: number;
  @ApiProperty() afterValueMinor!: number;
  @ApiProperty({ type: [ChangeResponse] }) changes!: ChangeResponse[];
}

export class ComparableDealQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'what they are to be compared with' })
  @IsOptional()
  @IsUUID()
  achievementId?: string;

  @ApiPropertyOptional({ enum: FORMS, description: 'how it is to be sold' })
  @IsOptional()
  @IsIn(FORMS)
  form?: Form;

  @ApiPropertyOptional({ enum: FIELD_CODES })
  @IsOptional()
  @IsIn(FIELD_CODES)
  field?: string;

  @ApiPropertyOptional({ example: 'H01M', description: 'beginning of an IPC symbol' })
  @IsOptional()
  @Matches(/^[A-Ha-h][0-9A-Za-z /]{0,14}$/)
  ipc?: string;

  @ApiPropertyOptional({ enum: CONTRACT_TYPES })
  @IsOptional()
  @IsIn(CONTRACT_TYPES)
  contractType?: ContractType;

  @ApiPropertyOptional({ enum: IP_KINDS })
  @IsOptional()
  @IsIn(IP_KINDS)
  ipKind?: IpKind;

  @ApiPropertyOptional({ example: '4401', description: 'of a province or a city; no finer' })
  @IsOptional()
  @Matches(/^\d{2}(\d{2}(00)?)?$/)
  region?: string;

  @ApiPropertyOptional({ type: Number }) @Year() fromYear?: number;
  @ApiPropertyOptional({ type: Number }) @Year() toYear?: number;
  @ApiPropertyOptional({ type: Number, description: 'in fen' }) @Amount() minMinor?: number;
  @ApiPropertyOptional({ type: Number, description: 'in fen' }) @Amount() maxMinor?: number;

  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

class ReasonResponse {
  @ApiProperty({ enum: COMPARABILITY_REASONS }) code!: string;
  @ApiProperty() points!: number;
}
class DealNamesResponse {
  @ApiProperty() title!: string;
  @ApiProperty() sellerName!: string;
  @ApiProperty() buyerName!: string;
}
class ComparableDealResponse extends FrozenDealResponse {
  @ApiProperty({ description: 'of a hundred' }) score!: number;
  @ApiProperty({ type: [ReasonResponse] }) reasons!: ReasonResponse[];
  @ApiProperty({ type: [String], example: ['H01M'] }) ipcSubclasses!: string[];
  @ApiProperty({ type: DealNamesResponse, nullable: true, description: 'for the exchange that registered it' })
  names!: DealNamesResponse | null;
}
@ApiSchema({ name: 'ComparableDealList' })
export class ComparableDealListResponse {
  @ApiProperty({ type: [ComparableDealResponse] }) items!: ComparableDealResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
  @ApiPropertyOptional({ description: 'that pass the filter, up to 2,000' }) total?: number;
}
