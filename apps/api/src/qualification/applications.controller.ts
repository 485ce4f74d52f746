import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type ApplicationView, QualificationService, ReviewService } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { sendCsv } from '../http/csv';
import {
  ApplicationListResponse,
  ApplicationQuery,
  ApplicationRequest,
  ApplicationResponse,
  ApplicationReviewRequest,
  BarListResponse,
  BarQuery,
  FindingListResponse,
  FindingQuery,
  SheetResponse,
} from './applications.dto';

@ApiTags('qualification')
@Controller()
export class ApplicationsController {
  constructor(
    private readonly qualification: QualificationService,
    private readonly reviews: ReviewService,
  ) {}

  @Post('listings/:id/applications')
  @Permit('application.file')
  @ApiOperation({ summary: 'Apply to bid, with documents; after a rejection, apply again' })
  @ApiCreatedResponse({ type: ApplicationResponse })
  apply(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ApplicationRequest,
  ): Promise<ApplicationResponse> {
    return this.qualification.apply(actor, id, body);
  }

  @Get('applications')
  @Permit('application.file', 'application.review')
  @ApiOperation({ summary: 'My organisation’s applications, or those at my exchange' })
  @ApiOkResponse({ type: ApplicationListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: ApplicationQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationListResponse | string> {
    if (query.format !== 'csv') return this.qualification.list(actor, query);
    return sendCsv(reply, 'applications', async (part) => {
      const found = await this.qualification.list(actor, { ...query, ...part });
      return { ...found, items: found.items.map(csvRow) };
    });
  }

  @Get('applications/:id')
  @Permit('application.file', 'application.review')
  @ApiOperation({ summary: 'One application' })
  @ApiOkResponse({ type: ApplicationResponse })
  get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ApplicationResponse> {
    return this.qualification.get(actor, id);
  }

  @Get('applications/:id/sheet')
  @Permit('application.review')
  @ApiOperation({
    summary: 'What the exchange looks at before deciding: checklist, conflicts, right, earlier submissions',
  })
  @ApiOkResponse({ type: SheetResponse })
  sheet(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<SheetResponse> {
    return this.reviews.sheet(actor, id);
  }

  @Get('conflict-findings')
  @Permit('application.review')
  @ApiOperation({ summary: 'Candidates that were found to be related to the other side' })
  @ApiOkResponse({ type: FindingListResponse })
  async findings(
    @CurrentActor() actor: Actor,
    @Query() { format, ...query }: FindingQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FindingListResponse | string> {
    if (format !== 'csv') return this.reviews.findings(actor, query);
    return sendCsv(reply, 'conflict-findings', (part) => this.reviews.findings(actor, { ...query, ...part }));
  }

  @Post('applications/:id/review')
  @Permit('application.review')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Approve (to the seller, where the rules ask it), or reject with a reason; after an objection, decide finally',
  })
  @ApiOkResponse({ type: ApplicationResponse })
  review(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ApplicationReviewRequest,
  ): Promise<ApplicationResponse> {
    return this.reviews.review(actor, id, body.approve, body.reason, body.firstRefusal);
  }

  @Post('applications/:id/withdraw')
  @Permit('application.file')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take an application back before it is decided' })
  @ApiOkResponse({ type: ApplicationResponse })
  withdraw(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ApplicationResponse> {
    return this.qualification.withdraw(actor, id);
  }

  @Get('bars')
  @Permit('application.review', 'auction.operate', 'audit.read')
  @ApiOperation({ summary: 'Winners who defaulted and may not bid until a certain day' })
  @ApiOkResponse({ type: BarListResponse })
  async bars(
    @Query() { state, format, ...query }: BarQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BarListResponse | string> {
    const past = state === 'all';
    if (format !== 'csv') return this.qualification.bars({ ...query, past });
    return sendCsv(reply, 'bars', (part) => this.qualification.bars({ ...part, past }));
  }
}

const csvRow = (application: ApplicationView): object => ({
  listing: application.listingNumber,
  title: application.listingTitle,
  candidate: application.organisationName,
  state: application.state,
  submissions: application.submissions,
  statement: application.statement,
  documents: application.documents.map(({ filename }) => filename).join(';'),
  reason: application.reason,
  first_refusal_rank: application.firstRefusalRank,
  first_refusal_ground: application.firstRefusalGround,
  representative: application.representative?.name,
  contact: application.contact?.name,
  offer_minor: application.offerMinor,
  due_at: application.dueAt,
  applied_at: application.createdAt,
  reviewed_at: application.reviewedAt,
});
