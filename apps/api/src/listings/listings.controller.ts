import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, CurrentActor, ExportLimitService, Permit, Public } from '@jishi/identity';
import { ListingReadsService, ListingService } from '@jishi/listings';
import { sendCsv } from '../http/csv';
import {
  IntakeRequest,
  ListingChangeRequest,
  ListingDraftRequest,
  ListingListResponse,
  ListingQuery,
  ListingResponse,
  ReviewRequest,
  SubmitRequest,
  WithdrawRequest,
} from './listings.dto';
import { listingCsvRow, listingItemView, listingView } from './views';

@ApiTags('listings')
@Controller('listings')
export class ListingsController {
  constructor(
    private readonly listings: ListingService,
    private readonly reads: ListingReadsService,
    private readonly exports: ExportLimitService,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Published listings; my own or my queue when logged in; `format=csv` exports' })
  @ApiOkResponse({ type: ListingListResponse })
  async list(
    @CurrentActor() actor: Actor | null,
    @Query() query: ListingQuery,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ListingListResponse | string> {
    if (query.format === 'csv') {
      await this.exports.take(actor, ip);
      return sendCsv(reply, 'listings', async (part) => {
        const found = await this.reads.list(actor, { ...query, ...part });
        return { ...found, items: found.items.map(listingCsvRow) };
      });
    }
    const page = await this.reads.list(actor, query);
    return { ...page, items: page.items.map(listingItemView) };
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One listing with its achievement, rules and history' })
  @ApiOkResponse({ type: ListingResponse })
  async get(@CurrentActor() actor: Actor | null, @Param('id', ParseUUIDPipe) id: string): Promise<ListingResponse> {
    return listingView(await this.reads.get(actor, id));
  }

  @Post()
  @Permit('listing.draft')
  @ApiOperation({ summary: 'Draft a listing of an achievement' })
  @ApiCreatedResponse({ type: ListingResponse })
  async draft(@CurrentActor() actor: Actor, @Body() body: ListingDraftRequest): Promise<ListingResponse> {
    return this.get(actor, await this.listings.draft(actor, body));
  }

  @Patch(':id')
  @Permit('listing.draft')
  @ApiOperation({ summary: 'Change a draft' })
  @ApiOkResponse({ type: ListingResponse })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ListingChangeRequest,
  ): Promise<ListingResponse> {
    await this.listings.update(actor, id, body);
    return this.get(actor, id);
  }

  @Post(':id/submit')
  @Permit('listing.submit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Submit through the service window, or to the exchange directly' })
  @ApiOkResponse({ type: ListingResponse })
  async submit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SubmitRequest,
  ): Promise<ListingResponse> {
    await this.listings.submit(actor, id, body.via);
    return this.get(actor, id);
  }

  @Post(':id/intake')
  @Permit('listing.intake')
  @HttpCode(200)
  @ApiOperation({ summary: 'The window passes a client’s listing on, or gives it back with a reason' })
  @ApiOkResponse({ type: ListingResponse })
  async intake(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: IntakeRequest,
  ): Promise<ListingResponse> {
    await this.listings.intake(actor, id, body.accept, body.reason);
    return this.get(actor, id);
  }

  @Post(':id/review')
  @Permit('listing.review')
  @HttpCode(200)
  @ApiOperation({ summary: 'The exchange publishes, or gives back with a reason' })
  @ApiOkResponse({ type: ListingResponse })
  async review(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReviewRequest,
  ): Promise<ListingResponse> {
    await this.listings.review(actor, id, body.approve, body.reason);
    return this.get(actor, id);
  }

  @Post(':id/withdraw')
  @Permit('listing.withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraw before an auction is announced' })
  @ApiOkResponse({ type: ListingResponse })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WithdrawRequest,
  ): Promise<ListingResponse> {
    await this.listings.withdraw(actor, id, body.reason);
    return this.get(actor, id);
  }
}
