import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CeremonyService, CeremonyViews } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit, Public } from '@jishi/identity';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { SalesQuery } from './auctions.dto';
import { ceremonyLine } from './sale-line';
import {
  AppointRequest,
  CeremonyListResponse,
  CeremonyResponse,
  ChallengeResponse,
  ContributionRequest,
  OfferKeyRequest,
  ProveKeyRequest,
  SealedItemResponse,
  SeatsResponse,
} from './sealed.dto';

/** Before a sealed sale: its three trustees, their keys and the drill. */
@ApiTags('sealed')
@Controller()
export class SealedController {
  constructor(
    private readonly ceremony: CeremonyService,
    private readonly views: CeremonyViews,
  ) {}

  @Get('auctions/:id/trustees')
  @Public()
  @ApiOperation({ summary: 'The keys a bid of a sealed sale is sealed for, as the book names them' })
  @ApiOkResponse({ type: SeatsResponse })
  keys(@Param('id', ParseUUIDPipe) id: string): Promise<SeatsResponse> {
    return this.views.keys(id);
  }

  @Get('ceremonies')
  @Permit('trustee.act', 'auction.operate')
  @ApiOperation({ summary: 'Sealed sales that my organisation runs or keeps a key of, the latest first' })
  @ApiOkResponse({ type: CeremonyListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() { format, ...query }: SalesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CeremonyListResponse | string> {
    if (format !== 'csv') return this.views.list(actor, query);
    return sendCsv(reply, 'ceremonies', async (page) => {
      const { items, nextCursor } = await this.views.list(actor, { ...query, ...page });
      return { items: items.map(ceremonyLine), nextCursor };
    });
  }

  @Get('ceremonies/:id')
  @Permit('trustee.act', 'auction.operate')
  @ApiOperation({ summary: 'How far the ceremony of an auction is' })
  @ApiOkResponse({ type: CeremonyResponse })
  get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<CeremonyResponse> {
    return this.views.get(actor, id);
  }

  @Post('ceremonies/:id/trustees')
  @Permit('auction.operate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Appoint a trustee, or put another in the place of one whose key is lost' })
  @ApiOkResponse({ type: CeremonyResponse })
  async appoint(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { role, organisationId, reason = '' }: AppointRequest,
  ): Promise<CeremonyResponse> {
    await this.ceremony.appoint(actor, id, { role, organisationId: organisationId.toLowerCase(), reason });
    return this.views.get(actor, id);
  }

  @Post('ceremonies/:id/key')
  @Permit('trustee.act')
  @HttpCode(200)
  @ApiOperation({ summary: 'Offer my public key; answered with a challenge for its private key' })
  @ApiOkResponse({ type: ChallengeResponse })
  offerKey(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { publicKey }: OfferKeyRequest,
  ): Promise<ChallengeResponse> {
    return this.ceremony.offerKey(actor, id, publicKey);
  }

  @Post('ceremonies/:id/key/proof')
  @Permit('trustee.act')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answer the challenge: the key is published. Whoever published before needs a new drill' })
  @ApiOkResponse({ type: CeremonyResponse })
  async proveKey(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { answer }: ProveKeyRequest,
  ): Promise<CeremonyResponse> {
    await this.ceremony.publishKey(actor, id, answer);
    return this.views.get(actor, id);
  }

  @Get('ceremonies/:id/drill')
  @Permit('trustee.act')
  @ApiOperation({ summary: 'The test bid, once all three keys are published' })
  @ApiOkResponse({ type: SealedItemResponse })
  drill(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<SealedItemResponse> {
    return this.ceremony.drill(actor, id);
  }

  @Post('ceremonies/:id/drill')
  @Permit('trustee.act')
  @HttpCode(200)
  @ApiOperation({ summary: 'My part of the drill. After the third the trustees are seated and the sale can open' })
  @ApiOkResponse({ type: CeremonyResponse })
  async passDrill(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() contribution: ContributionRequest,
  ): Promise<CeremonyResponse> {
    await this.ceremony.passDrill(actor, id, contribution);
    return this.views.get(actor, id);
  }

  @Post('ceremonies/:id/seat')
  @Permit('auction.operate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Seat trustees who have passed the drill, if that was cut short' })
  @ApiOkResponse({ type: CeremonyResponse })
  async seat(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<CeremonyResponse> {
    await this.ceremony.seat(actor, id);
    return this.views.get(actor, id);
  }
}
