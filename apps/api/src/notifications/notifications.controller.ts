import { Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { NotificationService } from '@jishi/notifications';
import { localeOf } from '@jishi/platform';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { InboxQuery, NotificationListResponse, UnreadResponse } from './notifications.dto';

@ApiTags('notifications')
@Controller('notifications')
@Permit('session.own')
export class NotificationsController {
  constructor(private readonly notifications: NotificationService) {}

  @Get()
  @ApiOperation({ summary: 'What happened that concerns my work, newest first; kept for a year' })
  @ApiOkResponse({ type: NotificationListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: InboxQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') language?: string,
  ): Promise<NotificationListResponse | string> {
    const locale = localeOf(language);
    const load = (page: { limit?: number; cursor?: string }) =>
      this.notifications.list(actor, { unread: query.unread, ...page }, locale);
    return query.format === 'csv' ? sendCsv(reply, 'notifications', load) : load(query);
  }

  @Get('count')
  @ApiOperation({ summary: 'How many I have not read, up to a hundred' })
  @ApiOkResponse({ type: UnreadResponse })
  async count(@CurrentActor() actor: Actor): Promise<UnreadResponse> {
    return { unread: await this.notifications.unread(actor) };
  }

  @Post('read')
  @HttpCode(200)
  @ApiOperation({ summary: 'I have read all of them' })
  @ApiOkResponse({ type: UnreadResponse })
  async readAll(@CurrentActor() actor: Actor): Promise<UnreadResponse> {
    await this.notifications.markAllRead(actor);
    return this.count(actor);
  }

  @Post(':id/read')
  @HttpCode(200)
  @ApiOperation({ summary: 'I have read this one' })
  @ApiOkResponse({ type: UnreadResponse })
  async read(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<UnreadResponse> {
    await this.notifications.markRead(actor, id);
    return this.count(actor);
  }
}
