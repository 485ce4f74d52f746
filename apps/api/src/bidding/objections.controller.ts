import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Ack, BiddingService, type Command, ObjectionService } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { DatabaseClock } from '@jishi/platform';
import type { FastifyRequest } from 'fastify';
import { answerOf } from './answer';
import { AckResponse } from './auctions.dto';
import { AppealRequest, ObjectRequest, RuleRequest } from './commands.dto';
import { ObjectionListResponse } from './objections.dto';
import { OperatorDesk } from './operator-desk';

/** A party objects, the exchange rules, the party may appeal once, another person rules finally. Meanwhile all is frozen. */
@ApiTags('auctions')
@Controller('auctions')
export class ObjectionsController {
  constructor(
    private readonly bidding: BiddingService,
    private readonly objections: ObjectionService,
    private readonly desk: OperatorDesk,
    private readonly clock: DatabaseClock,
  ) {}

  @Get(':id/objections')
  @Permit('objection.file', 'objection.rule', 'auction.operate', 'audit.read')
  @ApiOperation({ summary: 'Objections to a sale; words and names only for those who may read them' })
  @ApiOkResponse({ type: ObjectionListResponse })
  async list(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ObjectionListResponse> {
    return { items: await this.objections.list(actor, id, this.clock.now()) };
  }

  @Post(':id/objections')
  @Permit('objection.file')
  @HttpCode(200)
  @ApiOperation({ summary: 'Object to a qualification, a bid or the result; `seq` of the answer names the objection' })
  @ApiOkResponse({ type: AckResponse })
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { commandId, about, target, text }: ObjectRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    await this.objections.checkTarget(id, about, target ?? null);
    return this.give(actor, id, commandId, { type: 'object', about, target: target ?? null, text }, request);
  }

  @Post(':id/objections/:seq/appeal')
  @Permit('objection.file')
  @HttpCode(200)
  @ApiOperation({ summary: 'Appeal against the ruling on one’s own objection, once' })
  @ApiOkResponse({ type: AckResponse })
  appeal(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('seq', ParseIntPipe) objection: number,
    @Body() { commandId, text }: AppealRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.give(actor, id, commandId, { type: 'appeal', objection, text }, request);
  }

  @Post(':id/objections/:seq/ruling')
  @Permit('objection.rule', 'auction.operate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rule on an objection; after an appeal another person must' })
  @ApiOkResponse({ type: AckResponse })
  rule(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('seq', ParseIntPipe) objection: number,
    @Body() { commandId, upheld, annul, reason }: RuleRequest,
    @Req() request: FastifyRequest,
  ): Promise<Ack> {
    return this.desk.give(actor, id, commandId, { type: 'rule', objection, upheld, annul, reason }, request);
  }

  private async give(
    actor: Actor,
    id: string,
    commandId: string,
    command: Command,
    request: FastifyRequest,
  ): Promise<Ack> {
    const ack = await this.bidding.submit({
      auctionId: id.toLowerCase(),
      commandId: commandId.toLowerCase(),
      actor: actor.organisationId,
      command,
    });
    return answerOf(ack, request);
  }
}
