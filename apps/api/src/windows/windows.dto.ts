import { ApiProperty, ApiPropertyOptional, ApiSchema, PartialType, OmitType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  isOpenAt,
  MAX_EXCEPTIONS,
  nextChangeMs,
  stateOf,
  WINDOW_KINDS,
  WINDOW_STATES,
  type WindowKind,
  type WindowRow,
  type WindowState,
} from '@jishi/windows';
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';
import { NewUserRequest } from '../identity/identity.dto';

const DATE_TIME = { type: String, format: 'date-time', nullable: true } as const;

export class WindowQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  exchangeId?: string;

  @ApiPropertyOptional({ example: '4406', description: 'GB/T 2260 code or the beginning of one' })
  @IsOptional()
  @Matches(/^\d{1,6}$/)
  region?: string;

  @ApiPropertyOptional({ enum: WINDOW_KINDS })
  @IsOptional()
  @IsIn(WINDOW_KINDS)
  kind?: WindowKind;

  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

export class OwnWindowQuery extends OmitType(WindowQuery, ['exchangeId']) {
  @ApiPropertyOptional({ description: '`1`: closed ones too' })
  @IsOptional()
  @Transform(({ value }) => value === true || value === '1' || value === 'true')
  @IsBoolean()
  closed?: boolean;
}

class SpanDto {
  @ApiProperty({ example: '09:00' })
  @IsString()
  @MaxLength(5)
  from!: string;

  @ApiProperty({ example: '12:00', description: '24:00 may end a day' })
  @IsString()
  @MaxLength(5)
  to!: string;
}

class DayDto {
  @ApiProperty({ type: [SpanDto] })
  @IsArray()
  @ArrayMaxSize(8)
  @ValidateNested({ each: true })
  @Type(() => SpanDto)
  spans!: SpanDto[];
}

class ExceptionDto extends DayDto {
  @ApiProperty({ example: '2026-10-01' })
  @IsString()
  @MaxLength(10)
  day!: string;

  @ApiPropertyOptional({ example: '国庆节' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(100)
  note?: string;
}

export class HoursDto {
  @ApiProperty({ type: [DayDto], description: 'seven days, Monday first; no span: closed' })
  @IsArray()
  @ArrayMaxSize(7)
  @ValidateNested({ each: true })
  @Type(() => DayDto)
  week!: DayDto[];

  @ApiProperty({ type: [ExceptionDto], description: 'days unlike the others; no span: closed' })
  @IsArray()
  @ArrayMaxSize(MAX_EXCEPTIONS)
  @ValidateNested({ each: true })
  @Type(() => ExceptionDto)
  exceptions!: ExceptionDto[];
}

class WindowFields {
  @ApiProperty({ example: '南粤技术交易所佛山服务窗口' })
  @Words(2, 200)
  name!: string;

  @ApiProperty({ example: '440600', description: 'division code (GB/T 2260)' })
  @Matches(/^[1-8]\d{5}$/)
  regionCode!: string;

  @ApiProperty({ enum: WINDOW_KINDS })
  @IsIn(WINDOW_KINDS)
  kind!: WindowKind;

  @ApiPropertyOptional()
  @MayBeLeftOut()
  @Words(0, 300)
  address?: string;

  @ApiPropertyOptional({ example: '0757-83990000' })
  @MayBeLeftOut()
  @Matches(/^[0-9+() -]{0,40}$/)
  phone?: string;

  @ApiPropertyOptional({ description: 'whom the public may ask for' })
  @MayBeLeftOut()
  @Words(0, 100)
  contactName?: string;

  @ApiPropertyOptional({ type: HoursDto })
  @MayBeLeftOut()
  @ValidateNested()
  @Type(() => HoursDto)
  hours?: HoursDto;
}

export class NewWindowRequest extends WindowFields {
  @ApiPropertyOptional({ type: String, nullable: true })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(200)
  nameEn?: string;

  @ApiProperty({ type: NewUserRequest, description: 'its first clerk, who adds the others' })
  @ValidateNested()
  @Type(() => NewUserRequest)
  admin!: NewUserRequest;
}

export class ChangeWindowRequest extends PartialType(WindowFields, { skipNullProperties: true }) {}

export class ReasonRequest {
  @ApiProperty({ description: 'kept in the window’s record' })
  @Words(2, 500)
  reason!: string;
}

export class HandoverRequest extends ReasonRequest {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: back to the clients' })
  @IsOptional()
  @IsUUID()
  toWindowId!: string | null;
}

export class WindowResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ example: '440600' }) regionCode!: string;
  @ApiProperty({ enum: WINDOW_KINDS }) kind!: WindowKind;
  @ApiProperty({ enum: WINDOW_STATES }) state!: WindowState;
  @ApiProperty() address!: string;
  @ApiProperty() phone!: string;
  @ApiProperty() contactName!: string;
  @ApiProperty({ type: HoursDto, nullable: true, description: 'null: not published' }) hours!: HoursDto | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'null: its hours are not published' })
  openNow!: boolean | null;
  @ApiProperty({ ...DATE_TIME, description: 'when it opens, or closes, next' }) changesAt!: Date | null;
}

@ApiSchema({ name: 'WindowList' })
export class WindowListResponse {
  @ApiProperty({ type: [WindowResponse] }) items!: WindowResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class WindowStepResponse {
  @ApiProperty({ enum: ['open', 'suspend', 'resume', 'close'] }) action!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ type: String, nullable: true }) actorName!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) at!: Date;
}

export class OpenIntakeResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: ['draft', 'intake'] }) state!: 'draft' | 'intake';
  @ApiProperty() transferorName!: string;
  @ApiProperty({ type: String, format: 'date-time' }) since!: Date;
}

export class WindowRecordResponse {
  @ApiProperty({ type: [WindowStepResponse] }) steps!: WindowStepResponse[];
  @ApiProperty({ type: [OpenIntakeResponse], description: 'what has not reached the exchange yet' })
  open!: OpenIntakeResponse[];
}

export class HandedOverResponse {
  @ApiProperty() moved!: number;
}

/** Spans of a day, without the object around them that validation needs. */
export const hoursOf = ({ week, exceptions }: HoursDto) => ({ week: week.map(({ spans }) => spans), exceptions });

export function windowView(window: WindowRow, nowMs: number): WindowResponse {
  const { suspendedAt: _s, closedAt: _c, createdAt: _at, hours, ...rest } = window;
  const state = stateOf(window);
  const serves = hours !== null && state === 'open';
  const changesAtMs = serves ? nextChangeMs(hours, nowMs) : null;
  return {
    ...rest,
    state,
    hours: hours && {
      week: hours.week.map((spans) => ({ spans: [...spans] })),
      exceptions: hours.exceptions.map((day) => ({ ...day, spans: [...day.spans] })),
    },
    openNow: state === 'open' ? hours && isOpenAt(hours, nowMs) : false,
    changesAt: changesAtMs === null ? null : new Date(changesAtMs),
  };
}

const span = ({ from, to }: SpanDto): string => `${from}-${to}`;

export const windowCsvRow = ({ hours, ...window }: WindowResponse): object => ({
  '名称 name': window.name,
  '交易所 exchange': window.exchangeName,
  '类型 kind': window.kind,
  '地区 region': window.regionCode,
  '状态 state': window.state,
  '地址 address': window.address,
  '电话 phone': window.phone,
  '联系人 contact': window.contactName,
  '办公时间（周一起）hours': hours?.week.map(({ spans }) => spans.map(span).join(' ')).join(';') ?? '',
});
