import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { FIELD_CODES } from '@jishi/listings';
import { EVENT_KINDS, type EventKind, type EventStatus, NOTICE_KINDS, type NoticeKind } from '@jishi/notifications';
import type { Locale } from '@jishi/platform';
import { IsDay } from '../http/day';
import { PageQuery } from '../http/dto';

const DATE_TIME = { type: String, format: 'date-time' } as const;
const OPTIONAL_DATE_TIME = { ...DATE_TIME, nullable: true } as const;
const OPTIONAL_TEXT = { type: String, nullable: true } as const;

class ExportQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

export class InboxQuery extends ExportQuery {
  @ApiPropertyOptional({ description: '`1`: only what I have not read' })
  @IsOptional()
  @Transform(({ value }) => value === true || value === '1' || value === 'true')
  @IsBoolean()
  unread?: boolean;
}

export class NotificationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'listing.published' }) kind!: string;
  @ApiProperty({ description: 'in the language of Accept-Language (zh or en)' }) text!: string;
  @ApiProperty(OPTIONAL_TEXT) reason!: string | null;
  @ApiProperty({ example: '/listings/…', description: 'the page of the portal it is about' }) link!: string;
  @ApiProperty(DATE_TIME) createdAt!: Date;
  @ApiProperty({ ...OPTIONAL_DATE_TIME, description: 'by me' }) readAt!: Date | null;
}

@ApiSchema({ name: 'NotificationList' })
export class NotificationListResponse {
  @ApiProperty({ type: [NotificationResponse] }) items!: NotificationResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

@ApiSchema({ name: 'UnreadCount' })
export class UnreadResponse {
  @ApiProperty({ description: 'at most 100' }) unread!: number;
}

export class DueQuery extends ExportQuery {}

@ApiSchema({ name: 'DueItem' })
export class DueResponse {
  @ApiProperty({ example: 'review', description: 'the queue it stands in' }) key!: string;
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'of the listing' }) number!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ ...OPTIONAL_TEXT, description: 'who or what it is about' }) about!: string | null;
  @ApiProperty(DATE_TIME) since!: Date;
  @ApiProperty(OPTIONAL_DATE_TIME) dueAt!: Date | null;
  @ApiProperty() overdue!: boolean;
  @ApiProperty({ type: Number, nullable: true, description: '0 is today, negative overdue' })
  workingDaysLeft!: number | null;
  @ApiProperty() link!: string;
}

@ApiSchema({ name: 'DueList' })
export class DueListResponse {
  @ApiProperty({ type: [DueResponse] }) items!: DueResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
  @ApiPropertyOptional() total?: number;
}

/** What narrows notices and dates alike. */
class SaleQuery extends ExportQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  exchangeId?: string;

  @ApiPropertyOptional({ enum: FIELD_CODES, description: 'technical field' })
  @IsOptional()
  @IsIn(FIELD_CODES)
  field?: string;

  @ApiPropertyOptional({ example: '4401', description: 'GB/T 2260 code or the beginning of one' })
  @IsOptional()
  @Matches(/^\d{1,6}$/)
  region?: string;

  @ApiPropertyOptional({ example: '2026-11-23', description: 'a day in China' })
  @IsOptional()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ example: '2026-11-30', description: 'a day in China, included' })
  @IsOptional()
  @IsDay()
  to?: string;
}

export class NoticeListQuery extends SaleQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  listingId?: string;

  @ApiPropertyOptional({ enum: NOTICE_KINDS })
  @IsOptional()
  @IsIn(NOTICE_KINDS)
  kind?: NoticeKind;

  @ApiPropertyOptional({ description: 'part of a title, or the beginning of a listing’s number' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(/^[^\0]*$/)
  q?: string;
}

class BothLanguages {
  @ApiProperty() zh!: string;
  @ApiProperty() en!: string;
}

export class NoticeResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: NOTICE_KINDS }) kind!: NoticeKind;
  @ApiProperty({ type: BothLanguages, example: { zh: '公告〔2026〕1号', en: 'Notice 1 of 2026' } })
  number!: BothLanguages;
  @ApiProperty({ type: BothLanguages }) title!: BothLanguages;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) auctionId!: string | null;
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty() fieldCode!: string;
  @ApiProperty() regionCode!: string;
  @ApiProperty(DATE_TIME) issuedAt!: Date;
  @ApiProperty(OPTIONAL_DATE_TIME) periodFrom!: Date | null;
  @ApiProperty(OPTIONAL_DATE_TIME) periodTo!: Date | null;
  @ApiProperty({ description: 'SHA-256 of /api/notices/{id}/text' }) sha256!: string;
}

@ApiSchema({ name: 'NoticeList' })
export class NoticeListResponse {
  @ApiProperty({ type: [NoticeResponse] }) items!: NoticeResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}

class NoticeLine {
  @ApiProperty({ type: BothLanguages }) label!: BothLanguages;
  @ApiProperty({ type: BothLanguages }) value!: BothLanguages;
}

export class WholeNoticeResponse extends NoticeResponse {
  @ApiProperty({ type: BothLanguages }) exchange!: BothLanguages;
  @ApiProperty({ type: [NoticeLine] }) lines!: NoticeLine[];
  @ApiProperty({ type: [BothLanguages] }) paragraphs!: BothLanguages[];
}

class IssuerResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

@ApiSchema({ name: 'NoticeIssuerList' })
export class IssuerListResponse {
  @ApiProperty({ type: [IssuerResponse] }) items!: IssuerResponse[];
}

class InLanguage {
  @ApiPropertyOptional({ enum: ['zh', 'en'], description: 'by default that of Accept-Language' })
  @IsOptional()
  @IsIn(['zh', 'en'])
  lang?: Locale;
}

export class ListingCalendarQuery extends InLanguage {}

/** For a calendar programme, which asks in nobody’s language. */
export class CalendarFeedQuery extends InLanguage {
  @ApiPropertyOptional({ enum: EVENT_KINDS })
  @IsOptional()
  @IsIn(EVENT_KINDS)
  kind?: EventKind;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  exchangeId?: string;

  @ApiPropertyOptional({ enum: FIELD_CODES })
  @IsOptional()
  @IsIn(FIELD_CODES)
  field?: string;

  @ApiPropertyOptional({ example: '4401' })
  @IsOptional()
  @Matches(/^\d{1,6}$/)
  region?: string;
}

export class CalendarListQuery extends SaleQuery {
  @ApiPropertyOptional({ enum: EVENT_KINDS })
  @IsOptional()
  @IsIn(EVENT_KINDS)
  kind?: EventKind;
}

@ApiSchema({ name: 'CalendarEvent' })
export class CalendarEventResponse {
  @ApiProperty({ enum: EVENT_KINDS }) kind!: EventKind;
  @ApiProperty(DATE_TIME) at!: Date;
  @ApiProperty({ enum: ['confirmed', 'tentative', 'cancelled'] }) status!: EventStatus;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) auctionId!: string | null;
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty() fieldCode!: string;
  @ApiProperty() regionCode!: string;
}

@ApiSchema({ name: 'CalendarEventList' })
export class CalendarListResponse {
  @ApiProperty({ type: [CalendarEventResponse] }) items!: CalendarEventResponse[];
  @ApiProperty(OPTIONAL_TEXT) nextCursor!: string | null;
}
