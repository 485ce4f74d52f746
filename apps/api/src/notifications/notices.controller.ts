import { Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, ExportLimitService, Public } from '@jishi/identity';
import { NoticeService } from '@jishi/notifications';
import { CONFIG, type Config, localeOf } from '@jishi/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendCsv } from '../http/csv';
import { ownUrl } from '../http/own-url';
import { atomFeed } from './atom';
import { IssuerListResponse, NoticeListQuery, NoticeListResponse, WholeNoticeResponse } from './notifications.dto';
import { noticeLine, noticeView, wholeNoticeView } from './views';

const IN_FEED = 50;

@ApiTags('notices')
@Controller('notices')
@Public()
export class NoticesController {
  constructor(
    private readonly notices: NoticeService,
    private readonly exports: ExportLimitService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Public notices of all sales, newest first; `format=csv` exports' })
  @ApiOkResponse({ type: NoticeListResponse })
  async list(
    @CurrentActor() actor: Actor | null,
    @Query() query: NoticeListQuery,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NoticeListResponse | string> {
    if (query.format === 'csv') {
      await this.exports.take(actor, ip);
      return sendCsv(reply, 'notices', async (part) => {
        const found = await this.notices.list({ ...query, ...part });
        return { ...found, items: found.items.map(noticeLine) };
      });
    }
    const page = await this.notices.list(query);
    return { ...page, items: page.items.map(noticeView) };
  }

  @Get('feed.atom')
  @Header('content-type', 'application/atom+xml; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  @Header('vary', 'accept-language')
  @ApiProduces('application/atom+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'The latest notices as an Atom feed' })
  async feed(@Req() request: FastifyRequest, @Headers('accept-language') language?: string): Promise<string> {
    const { items } = await this.notices.list({ limit: IN_FEED });
    return atomFeed(items.map(noticeView), localeOf(language), ownUrl(this.config, request));
  }

  @Get('issuers')
  @ApiOperation({ summary: 'The exchanges that have announced something' })
  @ApiOkResponse({ type: IssuerListResponse })
  async issuers(): Promise<IssuerListResponse> {
    return { items: await this.notices.issuers() };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One notice, as it was issued' })
  @ApiOkResponse({ type: WholeNoticeResponse })
  async get(@Param('id', ParseUUIDPipe) id: string): Promise<WholeNoticeResponse> {
    return wholeNoticeView(await this.notices.get(id));
  }

  @Get(':id/text')
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'The canonical text the hash of a notice is of, byte for byte' })
  text(@Param('id', ParseUUIDPipe) id: string): Promise<string> {
    return this.notices.text(id);
  }
}
