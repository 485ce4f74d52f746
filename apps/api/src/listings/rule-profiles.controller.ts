import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, CurrentActor, ExportLimitService, Permit, Public } from '@jishi/identity';
import { latestNda, ProfileDraftService, RuleProfileService } from '@jishi/listings';
import { sendCsv } from '../http/csv';
import { changeCsvRow, comparisonView, profileCsvRow } from './rule-profile-views';
import {
  ChangesQuery,
  ChangesResponse,
  FittingQuery,
  FittingResponse,
  RuleProfileListResponse,
  RuleProfileQuery,
  RuleProfileResponse,
  RuleProfileVersionsResponse,
  StandardNdaResponse,
  VersionsQuery,
  WithdrawProfileRequest,
} from './rule-profiles.dto';

@ApiTags('rules')
@Controller('rule-profiles')
export class RuleProfilesController {
  constructor(
    private readonly profiles: RuleProfileService,
    private readonly drafts: ProfileDraftService,
    private readonly exports: ExportLimitService,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Rules of sale: the version in force of each, and those that will be' })
  @ApiOkResponse({ type: RuleProfileListResponse })
  async list(
    @CurrentActor() actor: Actor | null,
    @Query() query: RuleProfileQuery,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RuleProfileListResponse | string> {
    if (query.format === 'csv') {
      await this.exports.take(actor, ip);
      return sendCsv(reply, 'rules', async (part) => {
        const found = await this.profiles.page({ ...query, ...part });
        return { ...found, items: found.items.map(profileCsvRow) };
      });
    }
    return { ...(await this.profiles.page(query)), upcoming: await this.profiles.upcoming(query.exchangeId) };
  }

  @Get('fitting')
  @Permit('organisation.read')
  @ApiOperation({
    summary: 'The rules an exchange offers for such a sale, best first, with why others cannot govern it',
  })
  @ApiOkResponse({ type: FittingResponse })
  fitting(@Query() query: FittingQuery): Promise<FittingResponse> {
    return this.profiles.fitting(query);
  }

  @Get('standard-nda')
  @Public()
  @ApiOperation({ summary: 'The undertaking of confidentiality of sales whose rules have none of their own' })
  @ApiOkResponse({ type: StandardNdaResponse })
  standardNda(): StandardNdaResponse {
    return latestNda();
  }

  @Get(':code/versions')
  @Public()
  @ApiOperation({ summary: 'All versions of one profile, newest first' })
  @ApiOkResponse({ type: RuleProfileVersionsResponse })
  async versions(
    @CurrentActor() actor: Actor | null,
    @Param('code') code: string,
    @Query() query: VersionsQuery,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RuleProfileVersionsResponse | string> {
    if (query.format !== 'csv') return this.profiles.versions(code, query);
    await this.exports.take(actor, ip);
    return sendCsv(reply, 'rule-versions', async (part) => {
      const found = await this.profiles.versions(code, part);
      return { ...found, items: found.items.map(profileCsvRow) };
    });
  }

  @Get(':code/:version')
  @Public()
  @ApiOperation({ summary: 'One version, as it was published' })
  @ApiOkResponse({ type: RuleProfileResponse })
  get(@Param('code') code: string, @Param('version', ParseIntPipe) version: number): Promise<RuleProfileResponse> {
    return this.profiles.find(code, version);
  }

  @Get(':code/:version/changes')
  @Public()
  @ApiOperation({ summary: 'What a version changed, rule by rule, with the sources' })
  @ApiOkResponse({ type: ChangesResponse })
  async changes(
    @CurrentActor() actor: Actor | null,
    @Param('code') code: string,
    @Param('version', ParseIntPipe) version: number,
    @Query() query: ChangesQuery,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangesResponse | string> {
    const comparison = await this.profiles.compare(code, version, query.from);
    if (query.format !== 'csv') return comparisonView(comparison);
    await this.exports.take(actor, ip);
    const items = comparison.changes.map(changeCsvRow);
    return sendCsv(reply, `rules-${version}`, () => Promise.resolve({ items, nextCursor: null }));
  }

  @Post(':code/:version/withdraw')
  @Permit('profile.publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take back a version that is not in force yet' })
  @ApiOkResponse({ type: RuleProfileResponse })
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Param('version', ParseIntPipe) version: number,
    @Body() { reason }: WithdrawProfileRequest,
  ): Promise<RuleProfileResponse> {
    return this.drafts.withdraw(actor, code, version, reason);
  }
}
