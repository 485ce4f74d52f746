import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type ApplicationView, QualificationService } from '@jishi/bidding';
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
} from './applications.dto';

@ApiTags('qualification')
@Controller()
export class ApplicationsController {
  constructor(private readonly qualification: QualificationService) {}

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

  @Post('applications/:id/review')
  @Permit('application.review')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve, or reject with a reason' })
  @ApiOkResponse({ type: ApplicationResponse })
  review(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ApplicationReviewRequest,
  ): Promise<ApplicationResponse> {
    return this.qualification.review(actor, id, body.approve, body.reason, body.firstRefusal);
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
  applied_at: application.createdAt,
  reviewed_at: application.reviewedAt,
});
