import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Ack, BiddingService, type Command } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { forbidden } from '@jishi/kernel';
import type { FastifyRequest } from 'fastify';
import { answerOf } from './answer';
import { AckResponse, ExtendRequest, OperateRequest } from './auctions.dto';
import './messages';

/** What the exchange that runs an auction may do to it, each time with a reason that goes into the book. */
@ApiTags('auctions')
@Controller('auctions')
@Permit('auction.operate')
export class OperatorController {
  constructor(private readonly bidding: BiddingService) {}

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Pause an open auction: its clock stands still' })
  @ApiOkResponse({ type: AckResponse })
  pause(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: OperateRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.operate(actor, id, body.commandId, { type: 'pause', reason: body.reason }, request);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Resume a paused auction with the time it had left' })
  @ApiOkResponse({ type: AckResponse })
  resume(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: OperateRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.operate(actor, id, body.commandId, { type: 'resume', reason: body.reason }, request);
  }

  @Post(':id/extend')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give everybody more time' })
  @ApiOkResponse({ type: AckResponse })
  extend(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ExtendRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    const { reason, extendMs } = body;
    return this.operate(actor, id, body.commandId, { type: 'extend', reason, extendMs }, request);
  }

  private async operate(
    actor: Actor,
    id: string,
    commandId: string,
    command: Command,
    request: FastifyRequest,
  ): Promise<Ack> {
    if ((await this.bidding.operatorOf(id)) !== actor.organisationId) throw forbidden('auction.other_exchange');
    const ack = await this.bidding.submit({
      auctionId: id.toLowerCase(),
      commandId: commandId.toLowerCase(),
      actor: `operator:${actor.userId}`,
      command,
    });
    return answerOf(ack, request);
  }
}
