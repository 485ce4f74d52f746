import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { FirstRefusalService } from '@jishi/listings';
import { sendCsv } from '../http/csv';
import {
  ListingRightsResponse,
  RemovalRequest,
  RightAnswerRequest,
  RightListResponse,
  RightQuery,
  RightRequest,
  RightResponse,
} from './first-refusals.dto';

@ApiTags('qualification')
@Controller()
export class FirstRefusalsController {
  constructor(private readonly rights: FirstRefusalService) {}

  @Get('listings/:id/first-refusals')
  @Permit('right.register')
  @ApiOperation({ summary: 'Rights of first refusal in a listing, for seller and exchange' })
  @ApiOkResponse({ type: ListingRightsResponse })
  async ofListing(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ListingRightsResponse> {
    return { items: await this.rights.ofListing(actor, id), nextCursor: null };
  }

  @Post('listings/:id/first-refusals')
  @Permit('right.register')
  @HttpCode(204)
  @ApiOperation({ summary: 'Register who holds a right of first refusal, before the notice' })
  @ApiNoContentResponse()
  register(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RightRequest,
  ): Promise<void> {
    return this.rights.register(actor, id, body);
  }

  @Post('listings/:id/first-refusals/notices')
  @Permit('right.register')
  @HttpCode(204)
  @ApiOperation({ summary: 'Notify every holder not notified yet; from now its time runs' })
  @ApiNoContentResponse()
  notify(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.rights.notify(actor, id);
  }

  @Post('first-refusals/:id/removal')
  @Permit('right.register')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a mistaken registration out, with a reason, before the notice' })
  @ApiNoContentResponse()
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RemovalRequest,
  ): Promise<void> {
    return this.rights.remove(actor, id, body.reason);
  }

  @Get('first-refusals')
  @Permit('right.answer')
  @ApiOperation({ summary: 'Rights of first refusal my organisation was notified of' })
  @ApiOkResponse({ type: RightListResponse })
  async mine(
    @CurrentActor() actor: Actor,
    @Query() { format, ...query }: RightQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RightListResponse | string> {
    if (format !== 'csv') return this.rights.mine(actor, query);
    return sendCsv(reply, 'first-refusals', (part) => this.rights.mine(actor, { ...query, ...part }));
  }

  @Post('first-refusals/:id/answer')
  @Permit('right.answer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Acknowledge the notice, or waive the right' })
  @ApiOkResponse({ type: RightResponse })
  answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RightAnswerRequest,
  ): Promise<RightResponse> {
    return this.rights.answer(actor, id, body.waive);
  }
}
