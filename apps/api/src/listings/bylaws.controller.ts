import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { BylawService } from '@jishi/listings';
import { sendCsv } from '../http/csv';
import { bylawCsvRow, bylawItemView, bylawView, inForceView } from './bylaw-views';
import {
  BylawAnswerRequest,
  BylawListResponse,
  BylawQuery,
  BylawResponse,
  BylawsInForceResponse,
  NewBylawRequest,
} from './bylaws.dto';

/** An institution's own rules for its decisions: how long each answer takes, who approves what. */
@ApiTags('disclosures')
@Controller('bylaws')
export class BylawsController {
  constructor(private readonly bylaws: BylawService) {}

  @Get()
  @Permit('bylaw.write', 'bylaw.confirm')
  @ApiOperation({ summary: 'All versions of my institution’s bylaws, newest first' })
  @ApiOkResponse({ type: BylawListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: BylawQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BylawListResponse | string> {
    if (query.format === 'csv')
      return sendCsv(reply, 'bylaws', async (part) => {
        const found = await this.bylaws.list(actor, part);
        return { ...found, items: found.items.map(bylawCsvRow) };
      });
    const page = await this.bylaws.list(actor, query);
    return { ...page, items: page.items.map(bylawItemView) };
  }

  @Get('current')
  @Permit('bylaw.write', 'bylaw.confirm')
  @ApiOperation({ summary: 'What governs my institution’s decisions now: its bylaws, or the rules that ship' })
  @ApiOkResponse({ type: BylawsInForceResponse })
  async current(@CurrentActor() actor: Actor): Promise<BylawsInForceResponse> {
    return inForceView(await this.bylaws.current(actor));
  }

  @Get(':id')
  @Permit('bylaw.write', 'bylaw.confirm')
  @ApiOperation({ summary: 'One version, with what it changes' })
  @ApiOkResponse({ type: BylawResponse })
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<BylawResponse> {
    return bylawView(await this.bylaws.get(actor, id));
  }

  @Post()
  @Permit('bylaw.write')
  @ApiOperation({ summary: 'Write a next version; it governs nothing until a decider confirms it' })
  @ApiCreatedResponse({ type: BylawResponse })
  async write(@CurrentActor() actor: Actor, @Body() body: NewBylawRequest): Promise<BylawResponse> {
    return this.get(actor, await this.bylaws.write(actor, body));
  }

  @Post(':id/answer')
  @Permit('bylaw.confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm or decline what somebody else wrote' })
  @ApiOkResponse({ type: BylawResponse })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: BylawAnswerRequest,
  ): Promise<BylawResponse> {
    await this.bylaws.answer(actor, id, body.answer, body.reason);
    return this.get(actor, id);
  }
}
