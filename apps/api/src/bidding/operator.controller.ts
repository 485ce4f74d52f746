import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Ack } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import type { FastifyRequest } from 'fastify';
import { AckResponse } from './auctions.dto';
import { ExtendRequest, OperateRequest, RescheduleRequest } from './commands.dto';
import { OperatorDesk } from './operator-desk';

/** What the exchange that runs an auction may do to it, each time with a reason that goes into the book. */
@ApiTags('auctions')
@Controller('auctions')
@Permit('auction.operate')
export class OperatorController {
  constructor(private readonly desk: OperatorDesk) {}

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Pause an open auction: its clock stands still' })
  @ApiOkResponse({ type: AckResponse })
  pause(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { commandId, reason }: OperateRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.desk.give(actor, id, commandId, { type: 'pause', reason }, request);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Resume a paused auction with the time it had left' })
  @ApiOkResponse({ type: AckResponse })
  resume(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { commandId, reason }: OperateRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.desk.give(actor, id, commandId, { type: 'resume', reason }, request);
  }

  @Post(':id/extend')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give everybody more time' })
  @ApiOkResponse({ type: AckResponse })
  extend(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { commandId, reason, extendMs }: ExtendRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.desk.give(actor, id, commandId, { type: 'extend', reason, extendMs }, request);
  }

  @Post(':id/reschedule')
  @HttpCode(200)
  @ApiOperation({ summary: 'Another opening for an announced auction, or the time at which a paused one goes on' })
  @ApiOkResponse({ type: AckResponse })
  reschedule(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { commandId, reason, toMs }: RescheduleRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.desk.give(actor, id, commandId, { type: 'reschedule', reason, toMs }, request);
  }

  @Post(':id/terminate')
  @HttpCode(200)
  @ApiOperation({ summary: 'End an auction without a result; every deposit goes back' })
  @ApiOkResponse({ type: AckResponse })
  terminate(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { commandId, reason }: OperateRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.desk.give(actor, id, commandId, { type: 'terminate', reason }, request);
  }
}
