import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { DisclosureReadsService, DisclosureService } from '@jishi/listings';
import { sendCsv } from '../http/csv';
import { DisclosureResponse } from './decisions.dto';
import { disclosureCsvRow, disclosureItemView, disclosureView } from './disclosure-views';
import {
  ColleagueListResponse,
  ColleagueQuery,
  contentOf,
  DisclosureListResponse,
  DisclosureQueryDto,
  DisclosureRequest,
  PaperRequest,
  ShareAnswerRequest,
  StepRequest,
} from './disclosures.dto';

const HTML = 'text/html; charset=utf-8';
/** The record holds no script and may load nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** Service achievements: disclosed by inventors, examined by the transfer office. */
@ApiTags('disclosures')
@Controller('disclosures')
export class DisclosuresController {
  constructor(
    private readonly disclosures: DisclosureService,
    private readonly reads: DisclosureReadsService,
  ) {}

  @Get()
  @Permit('achievement.disclose', 'disclosure.review', 'decision.approve')
  @ApiOperation({ summary: 'My disclosures, the office’s queue (what is due first), or what waits for my approval' })
  @ApiOkResponse({ type: DisclosureListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: DisclosureQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DisclosureListResponse | string> {
    if (query.format === 'csv')
      return sendCsv(reply, 'disclosures', async (part) => {
        const found = await this.reads.list(actor, { ...query, ...part });
        return { ...found, items: found.items.map(disclosureCsvRow) };
      });
    const page = await this.reads.list(actor, query);
    return { ...page, items: page.items.map(disclosureItemView) };
  }

  @Get('colleagues')
  @Permit('achievement.disclose')
  @ApiOperation({ summary: 'Inventors of my organisation, to be named as contributors' })
  @ApiOkResponse({ type: ColleagueListResponse })
  colleagues(@CurrentActor() actor: Actor, @Query() query: ColleagueQuery): Promise<ColleagueListResponse> {
    return this.reads.colleagues(actor, query);
  }

  @Get(':id')
  @Permit('achievement.disclose', 'disclosure.review', 'decision.approve')
  @ApiOperation({ summary: 'One disclosure with its decision, approvals, checklist and history' })
  @ApiOkResponse({ type: DisclosureResponse })
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<DisclosureResponse> {
    return disclosureView(await this.reads.get(actor, id));
  }

  @Get(':id/record')
  @Permit('achievement.disclose', 'disclosure.review', 'decision.approve')
  @Header('content-type', HTML)
  @Header('content-security-policy', POLICY)
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'The record of disclosure and decision, to be printed' })
  record(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    return this.reads.record(actor, id);
  }

  @Post()
  @Permit('achievement.disclose')
  @ApiOperation({ summary: 'Begin a disclosure; it stays mine until I hand it in' })
  @ApiCreatedResponse({ type: DisclosureResponse })
  async draft(@CurrentActor() actor: Actor, @Body() body: DisclosureRequest): Promise<DisclosureResponse> {
    return this.get(actor, await this.disclosures.draft(actor, contentOf(body)));
  }

  @Put(':id')
  @Permit('achievement.disclose')
  @ApiOperation({ summary: 'Change a draft, or what was given back' })
  @ApiOkResponse({ type: DisclosureResponse })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DisclosureRequest,
  ): Promise<DisclosureResponse> {
    await this.disclosures.save(actor, id, contentOf(body));
    return this.get(actor, id);
  }

  @Post(':id/steps')
  @Permit('achievement.disclose', 'disclosure.review')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Hand in, take up, give back, accept, submit for approval, … as `may` of the disclosure says',
  })
  @ApiOkResponse({ type: DisclosureResponse })
  async step(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: StepRequest,
  ): Promise<DisclosureResponse> {
    await this.disclosures.step(actor, id, body.action, body.reason);
    return this.get(actor, id);
  }

  @Post(':id/share')
  @Permit('achievement.disclose')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm my own share, or say why not' })
  @ApiOkResponse({ type: DisclosureResponse })
  async share(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ShareAnswerRequest,
  ): Promise<DisclosureResponse> {
    await this.disclosures.answerShare(actor, id, body.agreed, body.reason);
    return this.get(actor, id);
  }

  @Post(':id/contributors/:contributorId/paper')
  @Permit('achievement.disclose', 'disclosure.review')
  @HttpCode(200)
  @ApiOperation({ summary: 'File the paper on which an external contributor signed' })
  @ApiOkResponse({ type: DisclosureResponse })
  async paper(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('contributorId', ParseUUIDPipe) contributorId: string,
    @Body() body: PaperRequest,
  ): Promise<DisclosureResponse> {
    await this.disclosures.filePaper(actor, id, contributorId, body.attachmentId);
    return this.get(actor, id);
  }
}
