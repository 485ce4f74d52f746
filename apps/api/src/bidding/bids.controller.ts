import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Ack, BiddingService, type Command, soundEnvelope } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import type { FastifyRequest } from 'fastify';
import { answerOf } from './answer';
import { AckResponse } from './auctions.dto';
import { BidArrivals } from './bid-arrivals';
import { BidRequest, MatchRequest, SealRequest } from './commands.dto';

/** What a bidder may do in an open sale; answered once it is committed, accepted or not. */
@ApiTags('auctions')
@Controller('auctions')
@Permit('auction.bid')
export class BidsController {
  constructor(
    private readonly bidding: BiddingService,
    private readonly arrivals: BidArrivals,
  ) {}

  @Post(':id/bids')
  @HttpCode(200)
  @ApiOperation({ summary: 'Bid; answered once the bid is committed, accepted or not' })
  @ApiOkResponse({ type: AckResponse })
  bid(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { commandId, amountMinor }: BidRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.give(actor, id, commandId, { type: 'bid', amountMinor }, request);
  }

  @Post(':id/maximums')
  @HttpCode(200)
  @ApiOperation({ summary: 'Set or raise a secret maximum; the engine bids up to it, never more than it must' })
  @ApiOkResponse({ type: AckResponse })
  maximum(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { commandId, amountMinor }: BidRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.give(actor, id, commandId, { type: 'maximum', amountMinor }, request);
  }

  @Post(':id/matches')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Exercise a right of first refusal at the standing price, live or in the window after the end',
  })
  @ApiOkResponse({ type: AckResponse })
  match(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { commandId, priceMinor }: MatchRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.give(actor, id, commandId, { type: 'match', priceMinor }, request);
  }

  @Post(':id/seals')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hand in the one sealed bid of a sealed sale' })
  @ApiOkResponse({ type: AckResponse })
  seal(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { commandId, envelope }: SealRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.give(actor, id, commandId, { type: 'seal', envelope: soundEnvelope(envelope) }, request);
  }

  private async give(
    actor: Actor,
    id: string,
    commandId: string,
    command: Command,
    request: FastifyRequest,
  ): Promise<Ack> {
    const arrivedAtMs = this.arrivals.of(request);
    const ack = await this.bidding.submit({
      auctionId: id.toLowerCase(),
      commandId: commandId.toLowerCase(),
      actor: actor.organisationId,
      command,
      arrivedAtMs,
    });
    return answerOf(ack, request);
  }
}
