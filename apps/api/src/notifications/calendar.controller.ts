import { Controller, Get, Headers, Inject, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { sha256Hex } from '@jishi/kernel';
import { type Actor, CurrentActor, ExportLimitService, Public } from '@jishi/identity';
import { CalendarService } from '@jishi/notifications';
import { CONFIG, type Config, localeOf } from '@jishi/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendCsv } from '../http/csv';
import { ownUrl } from '../http/own-url';
import { CalendarFeedQuery, CalendarListQuery, CalendarListResponse, ListingCalendarQuery } from './notifications.dto';
import { eventView } from './views';

const ICS = 'text/calendar; charset=utf-8';
/** Programmes ask every hour or so; what stands between may keep an answer for minutes. */
const CACHE = 'public, max-age=300';

@ApiTags('calendar')
@Controller()
@Public()
export class CalendarController {
  constructor(
    private readonly calendar: CalendarService,
    private readonly exports: ExportLimitService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  @Get('calendar')
  @ApiOperation({ summary: 'Dates of published sales between two days, the earliest first; `format=csv` exports' })
  @ApiOkResponse({ type: CalendarListResponse })
  async list(
    @CurrentActor() actor: Actor | null,
    @Query() { format, ...query }: CalendarListQuery,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CalendarListResponse | string> {
    const load = async (page: { limit?: number; cursor?: string }): Promise<CalendarListResponse> => {
      const found = await this.calendar.list({ ...query, ...page });
      return { ...found, items: found.items.map(eventView) };
    };
    if (format !== 'csv') return load(query);
    await this.exports.take(actor, ip);
    return sendCsv(reply, 'calendar', load);
  }

  @Get('calendar.ics')
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'The same for calendar programmes: a month back, a year ahead, at most 1,000 dates' })
  async feed(
    @Query() { lang, ...query }: CalendarFeedQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') language?: string,
  ): Promise<string> {
    const text = await this.calendar.feed(query, lang ?? localeOf(language), ownUrl(this.config, request));
    return answer(text, 'jishi-calendar', request, reply);
  }

  @Get('listings/:id/calendar.ics')
  @ApiProduces('text/calendar')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'The dates of one sale for calendar programmes' })
  async feedOf(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { lang }: ListingCalendarQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') language?: string,
  ): Promise<string> {
    const text = await this.calendar.feedOf(id, lang ?? localeOf(language), ownUrl(this.config, request));
    return answer(text, 'jishi-sale', request, reply);
  }
}

/** Whoever has this very text already is told so. */
function answer(text: string, name: string, request: FastifyRequest, reply: FastifyReply): string {
  const etag = `"${sha256Hex(text).slice(0, 32)}"`;
  void reply.headers({
    'content-type': ICS,
    'content-disposition': `inline; filename="${name}.ics"`,
    'cache-control': CACHE,
    vary: 'accept-language',
    etag,
  });
  if (request.headers['if-none-match'] !== etag) return text;
  void reply.status(304);
  return '';
}
