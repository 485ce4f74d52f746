import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { CONFIG, type Config } from '@jishi/platform';
import { CheckoutService, ExchangeProviderService } from '@jishi/settlement';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendCsv } from '../http/csv';
import { ListQueryDto, newestFirst } from '../http/list-query';
import { ownUrl } from '../http/own-url';
import { channelView, checkoutView, movementView, waysView } from './channel-views';
import {
  ChannelListResponse,
  CheckoutRequest,
  CheckoutResponse,
  ExchangeProvidersRequest,
  MovementListResponse,
  WaysResponse,
} from './channels.dto';

@ApiTags('money')
@Controller()
export class ChannelsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly checkouts: CheckoutService,
    private readonly exchange: ExchangeProviderService,
  ) {}

  @Get('deposits/:id/channels')
  @Permit('deposit.pay')
  @ApiOperation({ summary: 'The ways in which this deposit may be paid now, and how far a payment is' })
  @ApiOkResponse({ type: WaysResponse })
  async depositWays(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<WaysResponse> {
    return waysView(await this.checkouts.ways(actor, 'deposit', id));
  }

  @Post('deposits/:id/checkouts')
  @HttpCode(200)
  @Permit('deposit.pay')
  @ApiOperation({ summary: 'Open a provider’s page to pay the deposit; again gives the same page while it lasts' })
  @ApiOkResponse({ type: CheckoutResponse })
  async payDeposit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { provider }: CheckoutRequest,
    @Req() request: FastifyRequest,
  ): Promise<CheckoutResponse> {
    const back = `${ownUrl(this.config, request)}/desk/deposits`;
    return checkoutView(await this.checkouts.begin(actor, 'deposit', id, provider, back));
  }

  @Get('payments/:id/channels')
  @Permit('payment.pay')
  @ApiOperation({ summary: 'The ways in which this price may be paid now, and how far a payment is' })
  @ApiOkResponse({ type: WaysResponse })
  async paymentWays(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<WaysResponse> {
    return waysView(await this.checkouts.ways(actor, 'payment', id));
  }

  @Post('payments/:id/checkouts')
  @HttpCode(200)
  @Permit('payment.pay')
  @ApiOperation({ summary: 'Open a provider’s page to pay the price; again gives the same page while it lasts' })
  @ApiOkResponse({ type: CheckoutResponse })
  async payPrice(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { provider }: CheckoutRequest,
    @Req() request: FastifyRequest,
  ): Promise<CheckoutResponse> {
    const back = `${ownUrl(this.config, request)}/desk/payments`;
    return checkoutView(await this.checkouts.begin(actor, 'payment', id, provider, back));
  }

  @Get('exchange-providers')
  @Permit('provider.manage', 'deposit.manage')
  @ApiOperation({ summary: 'Through which providers my exchange takes deposits and prices' })
  @ApiOkResponse({ type: ChannelListResponse })
  async chosen(@CurrentActor() actor: Actor): Promise<ChannelListResponse> {
    return { items: (await this.exchange.list(actor.organisationId)).map(channelView) };
  }

  @Put('exchange-providers')
  @Permit('provider.manage')
  @ApiOperation({ summary: 'Choose the providers of my exchange; bank transfers are always taken' })
  @ApiOkResponse({ type: ChannelListResponse })
  async choose(@CurrentActor() actor: Actor, @Body() body: ExchangeProvidersRequest): Promise<ChannelListResponse> {
    return { items: (await this.exchange.set(actor, body.providers)).map(channelView) };
  }

  @Get('provider-movements')
  @Permit('bank.match', 'bank.confirm', 'audit.read')
  @ApiOperation({ summary: 'What providers of payments have said of my exchange’s deposits and prices' })
  @ApiOkResponse({ type: MovementListResponse })
  async movements(
    @CurrentActor() actor: Actor,
    @Query() query: ListQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MovementListResponse | string> {
    const { state } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<MovementListResponse> => {
      const found = await this.checkouts.list(actor, { ...newestFirst(page), ...(state ? { state } : {}) });
      return { ...found, items: found.items.map(movementView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'provider-movements', load) : load(query);
  }
}
