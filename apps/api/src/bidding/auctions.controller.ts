import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Ack, BiddingService, type Snapshot } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit, Public } from '@jishi/identity';
import type { FastifyRequest } from 'fastify';
import { answerOf } from './answer';
import {
  AckResponse,
  AuctionListResponse,
  AuctionQuery,
  BidRequest,
  EventListResponse,
  EventQuery,
  SnapshotResponse,
} from './auctions.dto';
import { BidArrivals } from './bid-arrivals';
import { BidLimit } from './bid-limit';

const EVENTS_DEFAULT = 500;

@ApiTags('auctions')
@Controller('auctions')
export class AuctionsController {
  constructor(
    private readonly bidding: BiddingService,
    private readonly arrivals: BidArrivals,
    private readonly limit: BidLimit,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Auctions, the latest first' })
  @ApiOkResponse({ type: AuctionListResponse })
  list(@Query() query: AuctionQuery): Promise<AuctionListResponse> {
    return this.bidding.list(query);
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

  @Post(':id/bids')
  @Permit('auction.bid')
  @HttpCode(200)
  @ApiOperation({ summary: 'Bid; answered once the bid is committed, accepted or not' })
  @ApiOkResponse({ type: AckResponse })
  async bid(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: BidRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    const arrivedAtMs = this.arrivals.of(request);
    this.limit.take(actor.sessionId, arrivedAtMs);
    const ack = await this.bidding.submit({
      auctionId: id.toLowerCase(),
      commandId: body.commandId.toLowerCase(),
      actor: actor.organisationId,
      command: { type: 'bid', amountMinor: body.amountMinor },
      arrivedAtMs,
    });
    return answerOf(ack, request);
  }
}
