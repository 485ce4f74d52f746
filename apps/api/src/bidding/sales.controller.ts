import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BiddingService } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { AuctionListResponse, SalesQuery } from './auctions.dto';
import { saleLine } from './sale-line';

/** What an exchange has to run. */
@ApiTags('auctions')
@Controller('sales')
export class SalesController {
  constructor(private readonly bidding: BiddingService) {}

  @Get()
  @Permit('auction.operate')
  @ApiOperation({
    summary: 'The auctions my exchange runs, by what they wait for; without `state`, those not yet over',
  })
  @ApiOkResponse({ type: AuctionListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() { format, ...query }: SalesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuctionListResponse | string> {
    const load = (page: { limit?: number; cursor?: string }) =>
      this.bidding.sales(actor.organisationId, { ...query, ...page });
    if (format !== 'csv') return load(query);
    return sendCsv(reply, 'sales', async (page) => {
      const { items, nextCursor } = await load(page);
      return { items: items.map(saleLine), nextCursor };
    });
  }
}
