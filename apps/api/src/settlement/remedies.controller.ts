import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { DistributionService, RemedyService } from '@jishi/settlement';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { ListQueryDto, newestFirst } from '../http/list-query';
import { defaultView, distributionView, offerView, previewView } from './default-views';
import {
  AnswerOfferRequest,
  CostsRequest,
  DefaultResponse,
  DistributeRequest,
  DistributionResponse,
  ForfeitureRequest,
  OfferListResponse,
  OfferResponse,
  PreviewResponse,
} from './defaults.dto';

/** What follows a default: where the deposit goes, and to whom the achievement is offered. */
@ApiTags('defaults')
@Controller()
export class RemediesController {
  constructor(
    private readonly distributions: DistributionService,
    private readonly remedies: RemedyService,
  ) {}

  @Post('defaults/:id/distribution/preview')
  @HttpCode(200)
  @Permit('payout.propose', 'payout.confirm')
  @ApiOperation({ summary: 'Where the forfeited deposit would go with these costs; nothing is done' })
  @ApiOkResponse({ type: PreviewResponse })
  async preview(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { costs }: CostsRequest,
  ): Promise<PreviewResponse> {
    return previewView(await this.distributions.preview(actor, id, costs));
  }

  @Post('defaults/:id/distribution')
  @HttpCode(200)
  @Permit('payout.propose')
  @ApiOperation({ summary: 'Propose where the forfeited deposit goes: costs, shortfall of the resale, rest' })
  @ApiOkResponse({ type: DistributionResponse })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { costs, givenUp }: DistributeRequest,
  ): Promise<DistributionResponse> {
    const given = { costs, ...(givenUp === undefined ? {} : { givenUp }) };
    return distributionView(await this.distributions.propose(actor, id, given), actor);
  }

  @Post('defaults/:id/distribution/approve')
  @HttpCode(200)
  @Permit('payout.confirm')
  @ApiOperation({ summary: 'Another person agrees: it is posted, and what is owed of it is to be paid out' })
  @ApiOkResponse({ type: DistributionResponse })
  async approve(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<DistributionResponse> {
    return distributionView(await this.distributions.approve(actor, id), actor);
  }

  @Post('defaults/:id/reauction')
  @HttpCode(200)
  @Permit('auction.operate')
  @ApiOperation({ summary: 'The seller may sell anew, under the rules' })
  @ApiOkResponse({ type: DefaultResponse })
  async reauction(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ForfeitureRequest,
  ): Promise<DefaultResponse> {
    return defaultView(await this.remedies.reauction(actor, id, reason), actor);
  }

  @Post('defaults/:id/offers')
  @HttpCode(200)
  @Permit('auction.operate')
  @ApiOperation({ summary: 'Offer it to whoever bid next, at its own last bid' })
  @ApiOkResponse({ type: OfferResponse })
  async offer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ForfeitureRequest,
  ): Promise<OfferResponse> {
    return offerView(await this.remedies.offer(actor, id, reason));
  }

  @Get('offers')
  @Permit('contract.accept')
  @ApiOperation({ summary: 'What my organisation was offered after another bidder defaulted' })
  @ApiOkResponse({ type: OfferListResponse })
  async offers(
    @CurrentActor() actor: Actor,
    @Query() query: ListQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfferListResponse | string> {
    const load = async (page: { limit?: number; cursor?: string }): Promise<OfferListResponse> => {
      const found = await this.remedies.mine(actor, newestFirst(page));
      return { ...found, items: found.items.map(offerView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'offers', load) : load(query);
  }

  @Post('offers/:id/answer')
  @HttpCode(200)
  @Permit('contract.accept')
  @ApiOperation({ summary: 'Take the offer, which is a sale at its price, or decline it' })
  @ApiOkResponse({ type: OfferResponse })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { accept }: AnswerOfferRequest,
  ): Promise<OfferResponse> {
    return offerView(await this.remedies.answer(actor, id, accept));
  }
}
