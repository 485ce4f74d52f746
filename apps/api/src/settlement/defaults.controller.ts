import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { DefaultReadsService, DefaultService, ForfeitureService } from '@jishi/settlement';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { newestFirst } from '../http/list-query';
import { defaultView, wholeDefaultView } from './default-views';
import {
  DecideDefaultRequest,
  DefaultListResponse,
  DefaultQuery,
  DefaultResponse,
  ForfeitureRequest,
  ProposeDefaultRequest,
  RuleAppealRequest,
  StatementOnDefaultRequest,
  WholeDefaultResponse,
} from './defaults.dto';

/** A winner who does not perform: proposed, heard, decided, forfeited, appealed. */
@ApiTags('defaults')
@Controller()
export class DefaultsController {
  constructor(
    private readonly cases: DefaultService,
    private readonly reads: DefaultReadsService,
    private readonly forfeitures: ForfeitureService,
  ) {}

  @Get('defaults')
  @Permit('deposit.pay', 'auction.operate', 'deposit.manage', 'objection.rule', 'audit.read')
  @ApiOperation({ summary: 'Defaults of winners: of my exchange, or said of my organisation' })
  @ApiOkResponse({ type: DefaultListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: DefaultQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DefaultListResponse | string> {
    const { state, auctionId } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<DefaultListResponse> => {
      const filter = { ...newestFirst(page), ...(state ? { state } : {}), ...(auctionId ? { auctionId } : {}) };
      const found = await this.cases.list(actor, filter);
      return { ...found, items: found.items.map((one) => defaultView(one, actor)) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'defaults', load) : load(query);
  }

  @Get('defaults/:id')
  @Permit('deposit.pay', 'auction.operate', 'deposit.manage', 'objection.rule', 'audit.read')
  @ApiOperation({ summary: 'A default with its papers, its distribution and what follows' })
  @ApiOkResponse({ type: WholeDefaultResponse })
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<WholeDefaultResponse> {
    return wholeDefaultView(await this.reads.whole(actor, id), actor);
  }

  @Post('auctions/:id/defaults')
  @HttpCode(200)
  @Permit('auction.operate')
  @ApiOperation({ summary: 'Propose that the winner did not perform: it is heard, and another person decides' })
  @ApiOkResponse({ type: DefaultResponse })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) auctionId: string,
    @Body() { ground, reason, evidenceIds }: ProposeDefaultRequest,
  ): Promise<DefaultResponse> {
    return defaultView(await this.cases.propose(actor, { auctionId, ground, reason, evidenceIds }), actor);
  }

  @Post('defaults/:id/answer')
  @HttpCode(200)
  @Permit('deposit.pay')
  @ApiOperation({ summary: 'The winner answers to it, once' })
  @ApiOkResponse({ type: DefaultResponse })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { text, documentIds }: StatementOnDefaultRequest,
  ): Promise<DefaultResponse> {
    return defaultView(await this.cases.answer(actor, id, text, documentIds), actor);
  }

  @Post('defaults/:id/decide')
  @HttpCode(200)
  @Permit('auction.operate', 'deposit.manage')
  @ApiOperation({ summary: 'Another person decides: the contract ends and the winner is barred, or nothing follows' })
  @ApiOkResponse({ type: DefaultResponse })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { confirmed, reason }: DecideDefaultRequest,
  ): Promise<DefaultResponse> {
    const decided = confirmed ? this.cases.decide(actor, id, reason) : this.cases.dismiss(actor, id, reason);
    return defaultView(await decided, actor);
  }

  @Post('defaults/:id/forfeiture')
  @HttpCode(200)
  @Permit('deposit.manage')
  @ApiOperation({ summary: 'The first of two who keep the deposit' })
  @ApiOkResponse({ type: DefaultResponse })
  async forfeit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ForfeitureRequest,
  ): Promise<DefaultResponse> {
    return defaultView(await this.forfeitures.propose(actor, id, reason), actor);
  }

  @Post('defaults/:id/forfeiture/approve')
  @HttpCode(200)
  @Permit('deposit.manage')
  @ApiOperation({ summary: 'The second of two: the deposit is lost to its bidder, who may appeal' })
  @ApiOkResponse({ type: DefaultResponse })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ForfeitureRequest,
  ): Promise<DefaultResponse> {
    return defaultView(await this.forfeitures.approve(actor, id, reason), actor);
  }

  @Post('defaults/:id/forfeiture/refuse')
  @HttpCode(200)
  @Permit('deposit.manage')
  @ApiOperation({ summary: 'The second does not agree: the deposit is held as before' })
  @ApiOkResponse({ type: DefaultResponse })
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ForfeitureRequest,
  ): Promise<DefaultResponse> {
    return defaultView(await this.forfeitures.refuse(actor, id, reason), actor);
  }

  @Post('defaults/:id/appeal')
  @HttpCode(200)
  @Permit('deposit.pay')
  @ApiOperation({ summary: 'The bidder appeals against the forfeiture, within its days' })
  @ApiOkResponse({ type: DefaultResponse })
  async appeal(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { text, documentIds }: StatementOnDefaultRequest,
  ): Promise<DefaultResponse> {
    return defaultView(await this.forfeitures.appeal(actor, id, text, documentIds), actor);
  }

  @Post('defaults/:id/ruling')
  @HttpCode(200)
  @Permit('objection.rule')
  @ApiOperation({ summary: 'Somebody who took no part rules on the appeal; upheld, the deposit goes back' })
  @ApiOkResponse({ type: DefaultResponse })
  async rule(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { upheld, reason }: RuleAppealRequest,
  ): Promise<DefaultResponse> {
    return defaultView(await this.forfeitures.rule(actor, id, upheld, reason), actor);
  }
}
