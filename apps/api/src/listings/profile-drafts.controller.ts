import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { ProfileDefaultService, ProfileDraftService } from '@jishi/listings';
import { localeOf, messageFor } from '@jishi/platform';
import { sendCsv } from '../http/csv';
import {
  GiveBackRequest,
  NewerDefaultListResponse,
  NewerDefaultsQuery,
  NewProfileDraftRequest,
  PreviewRequest,
  PreviewResponse,
  ProfileDraftListResponse,
  ProfileDraftQuery,
  ProfileDraftResponse,
  ProfileProposalRequest,
  PublishRequest,
  SaveDraftRequest,
  TakeOverRequest,
} from './profile-drafts.dto';
import { draftCsvRow, draftItemView, draftView, newerDefaultCsvRows, newerDefaultView } from './rule-profile-views';
import { RuleProfileResponse } from './rule-profiles.dto';

@ApiTags('rules')
@Controller('rule-profile-drafts')
@Permit('profile.publish')
export class ProfileDraftsController {
  constructor(
    private readonly drafts: ProfileDraftService,
    private readonly defaults: ProfileDefaultService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Rules my exchange is writing, newest first' })
  @ApiOkResponse({ type: ProfileDraftListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: ProfileDraftQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProfileDraftListResponse | string> {
    if (query.format === 'csv')
      return sendCsv(reply, 'rule-drafts', async (part) => {
        const found = await this.drafts.list(actor, { ...query, ...part });
        return { ...found, items: found.items.map(draftCsvRow) };
      });
    const page = await this.drafts.list(actor, query);
    return { ...page, items: page.items.map(draftItemView) };
  }

  @Get('newer-defaults')
  @ApiOperation({
    summary: 'Defaults that changed since rules of my exchange were made from them; `format=csv` exports',
  })
  @ApiOkResponse({ type: NewerDefaultListResponse })
  async newerDefaults(
    @CurrentActor() actor: Actor,
    @Query() query: NewerDefaultsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewerDefaultListResponse | string> {
    if (query.format === 'csv')
      return sendCsv(reply, 'newer-defaults', async (part) => {
        const found = await this.defaults.newer(actor, part);
        return { ...found, items: found.items.flatMap(newerDefaultCsvRows) };
      });
    const page = await this.defaults.newer(actor, query);
    return { ...page, items: page.items.map(newerDefaultView) };
  }

  @Post('take-over')
  @ApiOperation({ summary: 'Begin a draft of rules of my exchange with changes of their default in them' })
  @ApiCreatedResponse({ type: ProfileDraftResponse })
  async takeOver(@CurrentActor() actor: Actor, @Body() body: TakeOverRequest): Promise<ProfileDraftResponse> {
    return this.get(actor, await this.defaults.begin(actor, body));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One draft, with what it would change' })
  @ApiOkResponse({ type: ProfileDraftResponse })
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ProfileDraftResponse> {
    return draftView(await this.drafts.get(actor, id));
  }

  @Post()
  @ApiOperation({ summary: 'Begin a draft from a default of the platform or from rules of my exchange' })
  @ApiCreatedResponse({ type: ProfileDraftResponse })
  async create(@CurrentActor() actor: Actor, @Body() body: NewProfileDraftRequest): Promise<ProfileDraftResponse> {
    return this.get(actor, await this.drafts.create(actor, body));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Keep what was written; what is not valid is refused with the path of each fault' })
  @ApiOkResponse({ type: ProfileDraftResponse })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SaveDraftRequest,
  ): Promise<ProfileDraftResponse> {
    await this.drafts.save(actor, id, body);
    return this.get(actor, id);
  }

  @Post(':id/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a body would change and what is wrong with it; nothing is kept' })
  @ApiOkResponse({ type: PreviewResponse })
  async preview(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { body }: PreviewRequest,
    @Headers('accept-language') language?: string,
  ): Promise<PreviewResponse> {
    const { faults, changes } = await this.drafts.preview(actor, id, body);
    const locale = localeOf(language);
    return {
      changes,
      faults: faults.map(({ path, code, params }) => ({ path, code, message: messageFor(code, params, locale) })),
    };
  }

  @Post(':id/propose')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hand the draft to a second person' })
  @ApiOkResponse({ type: ProfileDraftResponse })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ProfileProposalRequest,
  ): Promise<ProfileDraftResponse> {
    await this.drafts.propose(actor, id, body);
    return this.get(actor, id);
  }

  @Post(':id/return')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a proposed draft back, with a reason' })
  @ApiOkResponse({ type: ProfileDraftResponse })
  async giveBack(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: GiveBackRequest,
  ): Promise<ProfileDraftResponse> {
    await this.drafts.giveBack(actor, id, reason);
    return this.get(actor, id);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a draft up' })
  @ApiOkResponse({ type: ProfileDraftResponse })
  async discard(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ProfileDraftResponse> {
    await this.drafts.discard(actor, id);
    return this.get(actor, id);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Publish what somebody else proposed, for a day at least seven days off' })
  @ApiOkResponse({ type: RuleProfileResponse })
  publish(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PublishRequest,
  ): Promise<RuleProfileResponse> {
    return this.drafts.publish(actor, id, body);
  }
}
