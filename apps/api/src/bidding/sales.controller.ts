import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AuctionView, BiddingService } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { AuctionListResponse, SalesQuery } from './auctions.dto';

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
      return { items: items.map(lineOf), nextCursor };
    });
  }
}

/** A spreadsheet's line: moments as people read them, nothing nested. */
const lineOf = (sale: AuctionView) => ({
  auctionId: sale.auctionId,
  listingId: sale.listingId,
  title: sale.title,
  mode: sale.mode,
  state: sale.state,
  awaits: sale.awaits ?? '',
  outcome: sale.outcome ?? '',
  result: sale.result ?? '',
  winner: sale.winner ?? '',
  startPriceMinor: sale.startPriceMinor,
  priceMinor: sale.priceMinor,
  bidCount: sale.bidCount,
  openObjections: sale.openObjections,
  opensAt: new Date(sale.opensAtMs).toISOString(),
  endsAt: new Date(sale.endsAtMs).toISOString(),
});
