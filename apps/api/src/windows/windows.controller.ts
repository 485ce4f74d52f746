import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, CurrentActor, ExportLimitService, Permit, Public } from '@jishi/identity';
import { Database, DatabaseClock } from '@jishi/platform';
import { WindowService } from '@jishi/windows';
import { sendCsv } from '../http/csv';
import { MandateListResponse, mandateView } from './mandates.dto';
import { windowCsvRow, WindowListResponse, WindowQuery, WindowResponse, windowView } from './windows.dto';

@ApiTags('windows')
@Controller('windows')
export class WindowsController {
  constructor(
    private readonly windows: WindowService,
    private readonly exports: ExportLimitService,
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Service windows by region, with their hours; `format=csv` exports' })
  @ApiOkResponse({ type: WindowListResponse })
  async list(
    @CurrentActor() actor: Actor | null,
    @Query() { format, ...query }: WindowQuery,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowListResponse | string> {
    const load = async (part: object): Promise<WindowListResponse> => {
      const found = await this.windows.list({ ...query, ...part });
      return { ...found, items: found.items.map((window) => windowView(window, this.clock.now())) };
    };
    if (format !== 'csv') return load({});
    await this.exports.take(actor, ip);
    return sendCsv(reply, 'windows', async (part) => {
      const found = await load(part);
      return { ...found, items: found.items.map(windowCsvRow) };
    });
  }

  @Get('mine')
  @Permit('listing.intake')
  @ApiOperation({ summary: 'The window whose desk this is, also while it is suspended' })
  @ApiOkResponse({ type: WindowResponse })
  async mine(@CurrentActor() actor: Actor): Promise<WindowResponse> {
    return windowView(await this.windows.own(actor.organisationId), this.clock.now());
  }

  @Get('mine/clients')
  @Permit('listing.intake')
  @ApiOperation({ summary: 'Whom my window may act for' })
  @ApiOkResponse({ type: MandateListResponse })
  async clients(@CurrentActor() actor: Actor): Promise<MandateListResponse> {
    const clients = await this.windows.clients(actor.organisationId);
    return { items: clients.map(mandateView), nextCursor: null };
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One window that serves clients' })
  @ApiOkResponse({ type: WindowResponse })
  async get(@Param('id', ParseUUIDPipe) id: string): Promise<WindowResponse> {
    return windowView(await this.windows.get(this.database.manager, id), this.clock.now());
  }
}
