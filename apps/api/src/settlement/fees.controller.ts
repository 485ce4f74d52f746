import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { FeeService, OwnMoneyService } from '@jishi/settlement';
import { dayCursor, pageLimit } from '@jishi/platform';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { ListQueryDto, newestFirst } from '../http/list-query';
import {
  FeeDecisionListResponse,
  FeeDecisionResponse,
  OwnMoneyResponse,
  ReduceFeeRequest,
  SaleFeeListResponse,
} from './fees.dto';
import { feeDecisionView, saleFeeView } from './invoice-views';
import { ReasonRequest } from './money.dto';
import { OwedListResponse, OwedQuery, owedView, PaidListResponse, PaidQuery, paidView } from './own-money.dto';

@ApiTags('money')
@Controller()
export class FeesController {
  constructor(
    private readonly fees: FeeService,
    private readonly money: OwnMoneyService,
  ) {}

  @Get('own-money')
  @Permit('statement.read')
  @ApiOperation({ summary: 'What my organisation owes, what is kept for it, what comes to it' })
  @ApiOkResponse({ type: OwnMoneyResponse })
  own(@CurrentActor() actor: Actor): Promise<OwnMoneyResponse> {
    return this.money.read(actor);
  }

  @Get('own-money/owed')
  @Permit('statement.read')
  @ApiOperation({ summary: 'What my organisation has to pay, the soonest due first' })
  @ApiOkResponse({ type: OwedListResponse })
  async owed(
    @CurrentActor() actor: Actor,
    @Query() query: OwedQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwedListResponse | string> {
    const { kind, due, until } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<OwedListResponse> => {
      const limit = pageLimit(page.limit);
      const after = dayCursor(page.cursor);
      const found = await this.money.owed(actor, {
        limit,
        ...(after ? { after } : {}),
        ...(kind ? { kind } : {}),
        ...(due ? { due } : {}),
        ...(until ? { until } : {}),
      });
      return { ...found, items: found.items.map(owedView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'owed', load) : load(query);
  }

  @Get('own-money/paid')
  @Permit('statement.read')
  @ApiOperation({ summary: 'What my organisation has paid, the latest first' })
  @ApiOkResponse({ type: PaidListResponse })
  async paid(
    @CurrentActor() actor: Actor,
    @Query() query: PaidQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaidListResponse | string> {
    const { kind, from, to } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<PaidListResponse> => {
      const found = await this.money.paid(actor, {
        ...newestFirst(page),
        ...(kind ? { kind } : {}),
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
      });
      return { ...found, items: found.items.map(paidView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'paid', load) : load(query);
  }

  @Get('contracts/:id/fees')
  @Permit('contract.read')
  @ApiOperation({ summary: 'How the fees of a sale come about, line by line: a party’s own, the exchange’s both' })
  @ApiOkResponse({ type: SaleFeeListResponse })
  async read(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<SaleFeeListResponse> {
    return { items: (await this.fees.read(actor, id)).map(saleFeeView) };
  }

  @Post('contracts/:id/fee-decisions')
  @HttpCode(200)
  @Permit('fee.reduce')
  @ApiOperation({ summary: 'Propose that a fee is waived or reduced before it is paid; another person agrees' })
  @ApiOkResponse({ type: FeeDecisionResponse })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReduceFeeRequest,
  ): Promise<FeeDecisionResponse> {
    return feeDecisionView(await this.fees.propose(actor, id, body));
  }

  @Get('fee-decisions')
  @Permit('fee.reduce', 'fee.confirm', 'audit.read')
  @ApiOperation({ summary: 'Fees waived or reduced at my exchange' })
  @ApiOkResponse({ type: FeeDecisionListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: ListQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FeeDecisionListResponse | string> {
    const { state } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<FeeDecisionListResponse> => {
      const found = await this.fees.list(actor, { ...newestFirst(page), ...(state ? { state } : {}) });
      return { ...found, items: found.items.map(feeDecisionView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'fee-decisions', load) : load(query);
  }

  @Post('fee-decisions/:id/confirm')
  @HttpCode(200)
  @Permit('fee.confirm')
  @ApiOperation({ summary: 'Another person agrees: what is not paid yet asks for less' })
  @ApiOkResponse({ type: FeeDecisionResponse })
  async confirm(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<FeeDecisionResponse> {
    return feeDecisionView(await this.fees.confirm(actor, id));
  }

  @Post('fee-decisions/:id/reject')
  @HttpCode(200)
  @Permit('fee.confirm')
  @ApiOperation({ summary: 'Another person does not agree: the fee stays' })
  @ApiOkResponse({ type: FeeDecisionResponse })
  async reject(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<FeeDecisionResponse> {
    return feeDecisionView(await this.fees.reject(actor, id, body.reason));
  }
}
