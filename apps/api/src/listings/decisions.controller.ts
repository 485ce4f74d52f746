import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { DecisionService, DisclosureReadsService, DisclosureService, ListingReadsService } from '@jishi/listings';
import {
  ApprovalAnswerRequest,
  DisclosureResponse,
  DecisionPaperRequest,
  ListingDecisionResponse,
  ListingFromDecisionRequest,
  ProposalRequest,
} from './decisions.dto';
import { disclosureView } from './disclosure-views';
import { ListingResponse } from './listings.dto';
import { listingView } from './views';

/** What the institution decides to do with a disclosed achievement: proposal, documents, approvals, listing. */
@ApiTags('disclosures')
@Controller()
export class DecisionsController {
  constructor(
    private readonly decisions: DecisionService,
    private readonly disclosures: DisclosureService,
    private readonly reads: DisclosureReadsService,
    private readonly listings: ListingReadsService,
  ) {}

  @Put('disclosures/:id/proposal')
  @Permit('disclosure.review')
  @ApiOperation({
    summary: 'Propose to retain, transfer, license or invest; or change the proposal before it is submitted',
  })
  @ApiOkResponse({ type: DisclosureResponse })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ProposalRequest,
  ): Promise<DisclosureResponse> {
    await this.decisions.propose(actor, id, {
      form: body.form,
      reason: body.reason,
      pricingWay: body.pricingWay ?? null,
      priceMinor: body.priceMinor ?? null,
      exclusivity: body.exclusivity ?? null,
      companyName: body.companyName ?? '',
      companyShareBps: body.companyShareBps ?? null,
      profileCode: body.profileCode ?? null,
      achievementId: body.achievementId ?? null,
    });
    return this.whole(actor, id);
  }

  @Post('disclosures/:id/documents')
  @Permit('achievement.disclose', 'disclosure.review')
  @HttpCode(200)
  @ApiOperation({ summary: 'File a supporting paper, or a document the decision needs' })
  @ApiOkResponse({ type: DisclosureResponse })
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DecisionPaperRequest,
  ): Promise<DisclosureResponse> {
    await this.disclosures.fileDocument(actor, id, body.kind, body.attachmentId);
    return this.whole(actor, id);
  }

  @Post('disclosures/:id/documents/removal')
  @Permit('achievement.disclose', 'disclosure.review')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take back a document filed by mistake, while it is still being put together' })
  @ApiOkResponse({ type: DisclosureResponse })
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DecisionPaperRequest,
  ): Promise<DisclosureResponse> {
    await this.disclosures.removeDocument(actor, id, body.kind, body.attachmentId);
    return this.whole(actor, id);
  }

  @Post('disclosures/:id/approvals')
  @Permit('disclosure.review', 'decision.approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve the step asked for, send the proposal back, or refuse it' })
  @ApiOkResponse({ type: DisclosureResponse })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ApprovalAnswerRequest,
  ): Promise<DisclosureResponse> {
    const { answer, opinion = '', attachmentId = null } = body;
    await this.decisions.approve(actor, id, { answer, opinion, attachmentId });
    return this.whole(actor, id);
  }

  @Post('disclosures/:id/listing')
  @Permit('listing.draft')
  @ApiOperation({ summary: 'Draft a listing with the terms that were decided' })
  @ApiCreatedResponse({ type: ListingResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ListingFromDecisionRequest,
  ): Promise<ListingResponse> {
    const { exchangeId = null, windowId = null, transfereeId = null } = body;
    const listingId = await this.decisions.draftListing(actor, id, { exchangeId, windowId, transfereeId });
    return listingView(await this.listings.get(actor, listingId));
  }

  @Get('listings/:id/decision')
  @Permit('listing.draft', 'listing.review', 'decision.approve')
  @ApiOperation({ summary: 'What the seller decided, for the parties of a listing' })
  @ApiOkResponse({ type: ListingDecisionResponse })
  async ofListing(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ListingDecisionResponse> {
    return { decision: await this.reads.ofListing(actor, id) };
  }

  private async whole(actor: Actor, id: string): Promise<DisclosureResponse> {
    return disclosureView(await this.reads.get(actor, id));
  }
}
