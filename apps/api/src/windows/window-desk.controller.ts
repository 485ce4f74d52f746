import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { HandoverService, WindowOfficeService } from '@jishi/listings';
import { Database, DatabaseClock } from '@jishi/platform';
import { WindowDeskService, type WindowRow, WindowService } from '@jishi/windows';
import { sendCsv } from '../http/csv';
import {
  ChangeWindowRequest,
  HandedOverResponse,
  HandoverRequest,
  hoursOf,
  NewWindowRequest,
  OwnWindowQuery,
  ReasonRequest,
  windowCsvRow,
  WindowListResponse,
  WindowRecordResponse,
  WindowResponse,
  windowView,
} from './windows.dto';

/** An exchange runs its own windows. */
@ApiTags('windows')
@Controller('exchange/windows')
@Permit('window.manage')
export class WindowDeskController {
  constructor(
    private readonly windows: WindowService,
    private readonly desk: WindowDeskService,
    private readonly office: WindowOfficeService,
    private readonly handovers: HandoverService,
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The windows of my exchange' })
  @ApiOkResponse({ type: WindowListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() { format, ...query }: OwnWindowQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowListResponse | string> {
    const load = async (part: object): Promise<WindowListResponse> => {
      const found = await this.windows.list({ ...query, ...part, exchangeId: actor.organisationId });
      return { ...found, items: found.items.map((window) => this.view(window)) };
    };
    if (format !== 'csv') return load({});
    return sendCsv(reply, 'windows', async (part) => {
      const found = await load(part);
      return { ...found, items: found.items.map(windowCsvRow) };
    });
  }

  @Post()
  @ApiOperation({ summary: 'Open a window, with its organisation and its first clerk' })
  @ApiCreatedResponse({ type: WindowResponse })
  async open(@CurrentActor() actor: Actor, @Body() body: NewWindowRequest): Promise<WindowResponse> {
    const { hours, nameEn, address = '', phone = '', contactName = '', ...rest } = body;
    const details = { ...rest, address, phone, contactName, hours: hours ? hoursOf(hours) : null };
    const id = await this.office.open(actor, { ...details, nameEn: nameEn ?? null });
    return this.view(await this.desk.own(this.database.manager, actor, id));
  }

  @Get(':id/record')
  @ApiOperation({ summary: 'What happened to a window, and what lies at its desk' })
  @ApiOkResponse({ type: WindowRecordResponse })
  async record(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<WindowRecordResponse> {
    return { steps: await this.desk.history(actor, id), open: await this.handovers.open(actor, id) };
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change address, phone, opening hours' })
  @ApiOkResponse({ type: WindowResponse })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { hours, ...body }: ChangeWindowRequest,
  ): Promise<WindowResponse> {
    return this.view(await this.desk.change(actor, id, { ...body, ...(hours ? { hours: hoursOf(hours) } : {}) }));
  }

  @Post(':id/suspension')
  @HttpCode(200)
  @ApiOperation({ summary: 'Nobody is served until it resumes; mandates rest' })
  @ApiOkResponse({ type: WindowResponse })
  async suspend(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<WindowResponse> {
    return this.view(await this.desk.move(actor, id, 'suspend', body.reason));
  }

  @Post(':id/resumption')
  @HttpCode(200)
  @ApiOperation({ summary: 'A suspended window serves again' })
  @ApiOkResponse({ type: WindowResponse })
  async resume(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<WindowResponse> {
    return this.view(await this.desk.move(actor, id, 'resume', ''));
  }

  @Post(':id/closure')
  @HttpCode(200)
  @ApiOperation({ summary: 'For good: its mandates end, what lies at its desk has to be handed over' })
  @ApiOkResponse({ type: WindowResponse })
  async close(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<WindowResponse> {
    return this.view(await this.desk.move(actor, id, 'close', body.reason));
  }

  @Post(':id/handover')
  @HttpCode(200)
  @ApiOperation({ summary: 'All that lies at a window’s desk goes to another one, or back to the clients' })
  @ApiOkResponse({ type: HandedOverResponse })
  async handOver(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: HandoverRequest,
  ): Promise<HandedOverResponse> {
    return { moved: await this.handovers.handOver(actor, id, body.toWindowId ?? null, body.reason) };
  }

  private view(window: WindowRow): WindowResponse {
    return windowView(window, this.clock.now());
  }
}
