import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { DepositService } from '@jishi/settlement';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { newestFirst } from '../http/list-query';
import { DepositListResponse, DepositQuery, DepositResponse, WholeDepositResponse } from './money.dto';
import { depositView, wholeDepositView } from './views';

@ApiTags('money')
@Controller('deposits')
export class DepositsController {
  constructor(private readonly deposits: DepositService) {}

  @Get()
  @Permit('deposit.pay', 'deposit.manage', 'audit.read')
  @ApiOperation({ summary: 'Deposits my organisation owes, or my exchange holds' })
  @ApiOkResponse({ type: DepositListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: DepositQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DepositListResponse | string> {
    const { state, auctionId } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<DepositListResponse> => {
      const found = await this.deposits.list(actor, {
        ...newestFirst(page),
        ...(state ? { state } : {}),
        ...(auctionId ? { auctionId } : {}),
      });
      return { ...found, items: found.items.map(depositView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'deposits', load) : load(query);
  }

  @Get(':id')
  @Permit('deposit.pay', 'deposit.manage', 'audit.read')
  @ApiOperation({ summary: 'One deposit, with what became of it step by step' })
  @ApiOkResponse({ type: WholeDepositResponse })
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<WholeDepositResponse> {
    return wholeDepositView(await this.deposits.get(actor, id));
  }

  @Post(':id/simulated-payment')
  @HttpCode(200)
  @Permit('deposit.pay')
  @ApiOperation({ summary: 'Pay a deposit without money; demonstrations only' })
  @ApiOkResponse({ type: DepositResponse })
  async simulate(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<DepositResponse> {
    return depositView(await this.deposits.simulatePayment(actor, id));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Permit('deposit.pay', 'deposit.manage')
  @ApiOperation({ summary: 'Leave the auction and get the deposit back; refused under a standing bid' })
  @ApiOkResponse({ type: DepositResponse })
  async withdraw(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<DepositResponse> {
    return depositView(await this.deposits.withdraw(actor, id));
  }
}
