import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit, Public } from '@jishi/identity';
import { ChecklistService, ListingLifeService, ListingReadsService } from '@jishi/listings';
import { localeOf, messageFor } from '@jishi/platform';
import {
  AmendmentDecisionRequest,
  AmendmentListResponse,
  AmendmentRequest,
  ChecklistResponse,
  ListingResponse,
  WithdrawRequest,
} from './listings.dto';
import { listingView } from './views';

@ApiTags('listings')
@Controller()
export class ListingLifeController {
  constructor(
    private readonly life: ListingLifeService,
    private readonly reads: ListingReadsService,
    private readonly checklists: ChecklistService,
  ) {}

  @Post('listings/:id/suspend')
  @Permit('listing.review')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop a sale before its bidding opens' })
  @ApiOkResponse({ type: ListingResponse })
  async suspend(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WithdrawRequest,
  ): Promise<ListingResponse> {
    await this.life.suspend(actor, id, body.reason);
    return this.shown(actor, id);
  }

  @Post('listings/:id/resume')
  @Permit('listing.review')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a suspended sale go on; the time it lost is given back' })
  @ApiOkResponse({ type: ListingResponse })
  async resume(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WithdrawRequest,
  ): Promise<ListingResponse> {
    await this.life.resume(actor, id, body.reason);
    return this.shown(actor, id);
  }

  @Post('listings/:id/end')
  @Permit('listing.review')
  @HttpCode(200)
  @ApiOperation({ summary: 'End a sale that has no auction; an announced auction is terminated at its desk' })
  @ApiOkResponse({ type: ListingResponse })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WithdrawRequest,
  ): Promise<ListingResponse> {
    await this.life.end(actor, id, body.reason);
    return this.shown(actor, id);
  }

  @Get('listings/:id/checklist')
  @Permit('listing.draft', 'listing.intake', 'listing.review')
  @ApiOperation({ summary: 'What the rules ask of a listing before it is public, and what of it is missing' })
  @ApiOkResponse({ type: ChecklistResponse })
  async checklist(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('accept-language') language?: string,
  ): Promise<ChecklistResponse> {
    const locale = localeOf(language);
    const items = await this.checklists.of(actor, id);
    return {
      items: items.map(({ faults, ...item }) => ({
        ...item,
        ok: faults.length === 0,
        missing: faults.map(({ code, params }) => messageFor(code, params, locale)),
      })),
    };
  }

  @Get('listings/:id/amendments')
  @Public()
  @ApiOperation({ summary: 'Changes of what was published; those refused or open are for the parties' })
  @ApiOkResponse({ type: AmendmentListResponse })
  async amendments(
    @CurrentActor() actor: Actor | null,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<AmendmentListResponse> {
    return { items: await this.life.amendments(actor, id), nextCursor: null };
  }

  @Post('listings/:id/amendments')
  @Permit('listing.submit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask to change the conditions of a published listing' })
  @ApiOkResponse({ type: AmendmentListResponse })
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AmendmentRequest,
  ): Promise<AmendmentListResponse> {
    await this.life.requestAmendment(actor, id, body);
    return this.amendments(actor, id);
  }

  @Post('listing-amendments/:id/decide')
  @Permit('listing.review')
  @HttpCode(200)
  @ApiOperation({ summary: 'Accept a change, upon which the notice runs anew, or refuse it with a reason' })
  @ApiOkResponse({ type: ListingResponse })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AmendmentDecisionRequest,
  ): Promise<ListingResponse> {
    return this.shown(actor, await this.life.decideAmendment(actor, id, body.accept, body.reason));
  }

  private async shown(actor: Actor, id: string): Promise<ListingResponse> {
    return listingView(await this.reads.get(actor, id));
  }
}
