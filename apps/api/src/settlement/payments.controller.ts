import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { PaymentService, PayoutService, SettlementService } from '@jishi/settlement';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { ListQueryDto, newestFirst } from '../http/list-query';
import {
  ConfirmPayoutRequest,
  PaymentListResponse,
  PaymentQuery,
  PaymentResponse,
  PayoutListResponse,
  PayoutResponse,
  ProposeRequest,
  ReasonRequest,
  VolumeListResponse,
  VolumeQuery,
} from './money.dto';
import { paymentView, payoutView, volumeView } from './views';

type PagePart = { limit?: number; cursor?: string };

@ApiTags('money')
@Controller()
export class PaymentsController {
  constructor(
    private readonly payments: PaymentService,
    private readonly payouts: PayoutService,
    private readonly settlement: SettlementService,
  ) {}

  @Get('payments')
  @Permit('contract.read')
  @ApiOperation({ summary: 'What is due and paid under contracts of my organisation or exchange' })
  @ApiOkResponse({ type: PaymentListResponse })
  async listPayments(
    @CurrentActor() actor: Actor,
    @Query() query: PaymentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaymentListResponse | string> {
    const { state, contractId } = query;
    const load = async (page: PagePart): Promise<PaymentListResponse> => {
      const found = await this.payments.list(actor, {
        ...newestFirst(page),
        ...(state ? { state } : {}),
        ...(contractId ? { contractId } : {}),
      });
      return { ...found, items: found.items.map((payment) => paymentView(payment, actor)) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'payments', load) : load(query);
  }

  @Post('payments/:id/simulated-payment')
  @HttpCode(200)
  @Permit('payment.pay')
  @ApiOperation({ summary: 'Pay without money; demonstrations only' })
  @ApiOkResponse({ type: PaymentResponse })
  async simulate(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<PaymentResponse> {
    return paymentView(await this.payments.simulatePayment(actor, id), actor);
  }

  @Get('payouts')
  @Permit('contract.read')
  @ApiOperation({ summary: 'Money going out: to sellers, and deposits going back' })
  @ApiOkResponse({ type: PayoutListResponse })
  async listPayouts(
    @CurrentActor() actor: Actor,
    @Query() query: ListQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PayoutListResponse | string> {
    const { state } = query;
    const load = async (page: PagePart): Promise<PayoutListResponse> => {
      const found = await this.payouts.list(actor, { ...newestFirst(page), ...(state ? { state } : {}) });
      return { ...found, items: found.items.map(payoutView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'payouts', load) : load(query);
  }

  @Post('payouts/:id/propose')
  @HttpCode(200)
  @Permit('payout.propose')
  @ApiOperation({ summary: 'Maker: name the account to pay to' })
  @ApiOkResponse({ type: PayoutResponse })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ProposeRequest,
  ): Promise<PayoutResponse> {
    return payoutView(await this.payouts.propose(actor, id, body.payeeAccount, body.evidenceId));
  }

  @Post('payouts/:id/confirm')
  @HttpCode(200)
  @Permit('payout.confirm')
  @ApiOperation({ summary: 'Checker, another person: the bank has paid, or the provider may pay' })
  @ApiOkResponse({ type: PayoutResponse })
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ConfirmPayoutRequest,
  ): Promise<PayoutResponse> {
    return payoutView(await this.payouts.confirm(actor, id, body.bankSerial));
  }

  @Post('payouts/:id/retry')
  @HttpCode(200)
  @Permit('payout.propose')
  @ApiOperation({ summary: 'Ask the provider again for what it refused' })
  @ApiOkResponse({ type: PayoutResponse })
  async retry(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<PayoutResponse> {
    return payoutView(await this.payouts.retry(actor, id));
  }

  @Post('payouts/:id/reject')
  @HttpCode(200)
  @Permit('payout.confirm')
  @ApiOperation({ summary: 'Checker: the proposal is wrong, the payout is due again' })
  @ApiOkResponse({ type: PayoutResponse })
  async reject(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<PayoutResponse> {
    return payoutView(await this.payouts.reject(actor, id, body.reason));
  }

  @Get('volumes')
  @Permit('volume.read')
  @ApiOperation({ summary: 'Recorded volume of technology contracts' })
  @ApiOkResponse({ type: VolumeListResponse })
  async volumes(
    @CurrentActor() actor: Actor,
    @Query() query: VolumeQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VolumeListResponse | string> {
    const { year } = query;
    const load = async (page: PagePart): Promise<VolumeListResponse> => {
      const found = await this.settlement.listVolumes(actor, { ...newestFirst(page), ...(year ? { year } : {}) });
      return { ...found, items: found.items.map(volumeView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'volumes', load) : load(query);
  }
}
