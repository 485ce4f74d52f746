import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BiddingService, type Snapshot } from '@jishi/bidding';
import { type Actor, CurrentActor, ExportLimitService, Public } from '@jishi/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendCsv } from '../http/csv';
import { AuctionListResponse, AuctionQuery, EventListResponse, EventQuery, SnapshotResponse } from './auctions.dto';
import { saleLine } from './sale-line';

const EVENTS_DEFAULT = 500;

@ApiTags('auctions')
@Controller('auctions')
export class AuctionsController {
  constructor(
    private readonly bidding: BiddingService,
    private readonly exports: ExportLimitService,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Auctions, the latest first' })
  @ApiOkResponse({ type: AuctionListResponse })
  async list(
    @CurrentActor() actor: Actor | null,
    @Query() { format, ...query }: AuctionQuery,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuctionListResponse | string> {
    if (format !== 'csv') return this.bidding.list(query);
    await this.exports.take(actor, ip);
    return sendCsv(reply, 'auctions', async (page) => {
      const { items, nextCursor } = await this.bidding.list({ ...query, ...page });
      return { items: items.map(saleLine), nextCursor };
    });
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One auction as it stands, with its latest bids' })
  @ApiOkResponse({ type: SnapshotResponse })
  snapshot(@CurrentActor() actor: Actor | null, @Param('id', ParseUUIDPipe) id: string): Promise<Snapshot> {
    return this.bidding.snapshot(id, actor?.organisationId);
  }

  @Get(':id/events')
  @Public()
  @ApiOperation({ summary: 'The public book, in sequence' })
  @ApiOkResponse({ type: EventListResponse })
  async events(@Param('id', ParseUUIDPipe) id: string, @Query() query: EventQuery): Promise<EventListResponse> {
    const limit = query.limit ?? EVENTS_DEFAULT;
    const items = await this.bidding.eventsAfter(id, query.after ?? 0, limit);
    return { items, nextAfter: items.length === limit ? (items.at(-1)?.seq ?? null) : null };
  }
}
