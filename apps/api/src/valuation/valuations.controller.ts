import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { ComparableDealsService, ListingValuationService, WorksheetService } from '@jishi/listings';
import { sendCsv } from '../http/csv';
import {
  ComparableDealListResponse,
  ComparableDealQuery,
  ComparisonResponse,
  ComputedResponse,
  ComputeRequest,
  WorksheetFormat,
  WorksheetListResponse,
  WorksheetQueryDto,
  WorksheetRequest,
  WorksheetResponse,
} from './valuations.dto';
import { dealCsvRow, traceCsvRow, worksheetCsvRow, worksheetItemView, worksheetView } from './views';

/** What an achievement is worth, by four methods, with everything that was put in. */
@ApiTags('valuations')
@Controller()
export class ValuationsController {
  constructor(
    private readonly worksheets: WorksheetService,
    private readonly links: ListingValuationService,
    private readonly deals: ComparableDealsService,
  ) {}

  @Post('valuations/compute')
  @Permit('valuation.make')
  @HttpCode(200)
  @ApiOperation({ summary: 'What inputs come to, with sensitivities; nothing is kept' })
  @ApiOkResponse({ type: ComputedResponse })
  compute(@Body() body: ComputeRequest): ComputedResponse {
    return this.worksheets.compute(body.inputs);
  }

  @Post('valuations')
  @Permit('valuation.make')
  @ApiOperation({ summary: 'Keep a worksheet, or the next version of one' })
  @ApiCreatedResponse({ type: WorksheetResponse })
  async make(@CurrentActor() actor: Actor, @Body() body: WorksheetRequest): Promise<WorksheetResponse> {
    return this.get(actor, await this.worksheets.make(actor, body));
  }

  @Get('valuations')
  @Permit('valuation.read')
  @ApiOperation({ summary: 'Worksheets of my achievements, my window’s clients, or listings under my review' })
  @ApiOkResponse({ type: WorksheetListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: WorksheetQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WorksheetListResponse | string> {
    if (query.format === 'csv')
      return sendCsv(reply, 'valuations', async (part) => {
        const found = await this.worksheets.list(actor, { ...query, ...part });
        return { ...found, items: found.items.map(worksheetCsvRow) };
      });
    const page = await this.worksheets.list(actor, query);
    return { ...page, items: page.items.map(worksheetItemView) };
  }

  @Get('valuations/:id')
  @Permit('valuation.read')
  @ApiOperation({ summary: 'One worksheet, its result computed again; `format=csv`: line by line' })
  @ApiOkResponse({ type: WorksheetResponse })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { format }: WorksheetFormat,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WorksheetResponse | string> {
    const found = await this.worksheets.get(actor, id);
    if (format !== 'csv') return worksheetView(found);
    const items = found.worksheet.result.lines.map(traceCsvRow);
    return sendCsv(reply, `valuation-${id}`, () => Promise.resolve({ items, nextCursor: null }));
  }

  @Get('valuations/:id/changes/:otherId')
  @Permit('valuation.read')
  @ApiOperation({ summary: 'What differs between two versions' })
  @ApiOkResponse({ type: ComparisonResponse })
  async compare(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('otherId', ParseUUIDPipe) otherId: string,
  ): Promise<ComparisonResponse> {
    const { before, after, changes } = await this.worksheets.compare(actor, id, otherId);
    return {
      beforeVersion: before.version,
      afterVersion: after.version,
      beforeValueMinor: before.valueMinor,
      afterValueMinor: after.valueMinor,
      changes,
    };
  }

  @Put('listings/:id/valuations/:worksheetId')
  @Permit('valuation.make')
  @HttpCode(204)
  @ApiOperation({ summary: 'Let a draft’s price rest on a worksheet' })
  @ApiNoContentResponse()
  link(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('worksheetId', ParseUUIDPipe) worksheetId: string,
  ): Promise<void> {
    return this.links.link(actor, id, worksheetId);
  }

  @Delete('listings/:id/valuations/:worksheetId')
  @Permit('valuation.make')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a worksheet off a draft' })
  @ApiNoContentResponse()
  unlink(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('worksheetId', ParseUUIDPipe) worksheetId: string,
  ): Promise<void> {
    return this.links.unlink(actor, id, worksheetId);
  }

  @Get('comparable-deals')
  @Permit('valuation.read')
  @ApiOperation({ summary: 'Registered deals, the likest first, without their parties’ names' })
  @ApiOkResponse({ type: ComparableDealListResponse })
  async comparable(
    @CurrentActor() actor: Actor,
    @Query() query: ComparableDealQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComparableDealListResponse | string> {
    if (query.format !== 'csv') return this.deals.list(actor, query);
    return sendCsv(reply, 'comparable-deals', async (part) => {
      const found = await this.deals.list(actor, { ...query, ...part });
      return { ...found, items: found.items.map(dealCsvRow) };
    });
  }

  private async get(actor: Actor, id: string): Promise<WorksheetResponse> {
    return worksheetView(await this.worksheets.get(actor, id));
  }
}
