import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { DueService } from '@jishi/notifications';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { DueListResponse, DueQuery } from './notifications.dto';
import { dueView } from './views';

@ApiTags('notifications')
@Controller('due')
export class DueController {
  constructor(private readonly due: DueService) {}

  @Get()
  @Permit('session.own')
  @ApiOperation({ summary: 'What waits for me, over all queues I work off, the most urgent first' })
  @ApiOkResponse({ type: DueListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: DueQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DueListResponse | string> {
    const load = async (page: { limit?: number; cursor?: string }): Promise<DueListResponse> => {
      const found = await this.due.list(actor, page);
      return { ...found, items: found.items.map(dueView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'due', load) : load(query);
  }
}
