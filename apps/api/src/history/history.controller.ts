import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalid } from '@jishi/kernel';
import { type Actor, CurrentActor, ExportLimitService, Permit } from '@jishi/identity';
import { HISTORY_KINDS, HistoryImportService, type HistoryKind, HistoryReadsService } from '@jishi/listings';
import { localeOf } from '@jishi/platform';
import { ExchangeExportService } from '@jishi/settlement';
import { sendCsv, streamCsv } from '../http/csv';
import { readUploads } from '../http/uploads';
import { sendWorkbook } from '../http/workbook';
import {
  CommitRequest,
  HistoryEntryListResponse,
  HistoryImportListResponse,
  HistoryImportResponse,
  HistoryQuery,
  HistoryRowListResponse,
  ImportQuery,
  ImportRowsQuery,
  MappingRequest,
} from './history.dto';
import { entryCsvRow, importCsvRow, importItemView, importView, reportTable, rowView } from './views';

/** Errors: `history.bad_kind`. */
function kindOf(text: string | undefined): HistoryKind {
  const kind = HISTORY_KINDS.find((each) => each === text);
  if (!kind) throw invalid('history.bad_kind', {}, [{ path: 'kind', code: 'history.bad_kind' }]);
  return kind;
}

@ApiTags('history')
@Controller()
export class HistoryController {
  constructor(
    private readonly imports: HistoryImportService,
    private readonly reads: HistoryReadsService,
    private readonly exports: ExchangeExportService,
    private readonly limits: ExportLimitService,
  ) {}

  @Post('history-imports')
  @Permit('history.import')
  @ApiOperation({ summary: 'Moving in: read and judge a register (.xlsx, .csv); nothing is carried out yet' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['kind', 'file'],
      properties: { kind: { type: 'string', enum: [...HISTORY_KINDS] }, file: { type: 'string', format: 'binary' } },
    },
  })
  @ApiOkResponse({ type: HistoryImportResponse })
  async upload(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Headers('accept-language') language?: string,
  ): Promise<HistoryImportResponse> {
    const { files, fields } = await readUploads(request);
    const [file] = files;
    if (!file || files.length > 1) throw invalid('history.no_file', {}, [{ path: 'file', code: 'history.no_file' }]);
    return this.get(actor, await this.imports.upload(actor, kindOf(fields.get('kind')), file), language);
  }

  @Get('history-imports')
  @Permit('history.import')
  @ApiOperation({ summary: 'The imports of my exchange, newest first' })
  @ApiOkResponse({ type: HistoryImportListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: ImportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HistoryImportListResponse | string> {
    if (query.format === 'csv')
      return sendCsv(reply, 'history-imports', async (part) => {
        const found = await this.reads.list(actor, { ...query, ...part });
        return { ...found, items: found.items.map(importCsvRow) };
      });
    const page = await this.reads.list(actor, query);
    return { ...page, items: page.items.map(importItemView) };
  }

  @Get('history-imports/:id')
  @Permit('history.import')
  @ApiOperation({ summary: 'One import: its columns, what is in doubt, how many rows are good' })
  @ApiOkResponse({ type: HistoryImportResponse })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('accept-language') language?: string,
  ): Promise<HistoryImportResponse> {
    return importView(await this.reads.get(actor, id), localeOf(language));
  }

  @Get('history-imports/:id/rows')
  @Permit('history.import')
  @ApiOperation({
    summary: 'Its rows with what is wrong with them; `format=csv`: the report, to be corrected and imported',
  })
  @ApiOkResponse({ type: HistoryRowListResponse })
  async rows(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ImportRowsQuery,
    @Headers('accept-language') language?: string,
  ): Promise<HistoryRowListResponse | StreamableFile> {
    const locale = localeOf(language);
    if (query.format === 'csv') {
      const found = await this.reads.get(actor, id);
      return streamCsv('history-report', reportTable(found, this.reads.badRows(id), locale));
    }
    const page = await this.reads.rows(actor, id, query);
    return { ...page, items: page.items.map((row) => rowView(row, locale)) };
  }

  @Put('history-imports/:id/mapping')
  @Permit('history.import')
  @ApiOperation({ summary: 'Choose which column holds what; the rows are judged again' })
  @ApiOkResponse({ type: HistoryImportResponse })
  async map(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: MappingRequest,
    @Headers('accept-language') language?: string,
  ): Promise<HistoryImportResponse> {
    await this.imports.map(actor, id, body.mapping);
    return this.get(actor, id, language);
  }

  @Post('history-imports/:id/commit')
  @HttpCode(200)
  @Permit('history.import')
  @ApiOperation({ summary: 'Carry out the good rows, or all or nothing; progress is in the import’s counts' })
  @ApiOkResponse({ type: HistoryImportResponse })
  async commit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CommitRequest,
    @Headers('accept-language') language?: string,
  ): Promise<HistoryImportResponse> {
    await this.imports.commit(actor, id, body.allOrNothing ?? false);
    return this.get(actor, id, language);
  }

  @Post('history-imports/:id/discard')
  @HttpCode(200)
  @Permit('history.import')
  @ApiOperation({ summary: 'Give an import up: its rows are deleted, nothing else was changed' })
  @ApiOkResponse({ type: HistoryImportResponse })
  async discard(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('accept-language') language?: string,
  ): Promise<HistoryImportResponse> {
    await this.imports.discard(actor, id);
    return this.get(actor, id, language);
  }

  @Get('history/:kind')
  @Permit('history.import')
  @ApiOperation({ summary: 'My exchange’s history by its own numbers; deals settled here are among the deals' })
  @ApiParam({ name: 'kind', enum: HISTORY_KINDS })
  @ApiOkResponse({ type: HistoryEntryListResponse })
  async history(
    @CurrentActor() actor: Actor,
    @Param('kind') kind: string,
    @Query() query: HistoryQuery,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HistoryEntryListResponse | string> {
    const known = kindOf(kind);
    if (query.format === 'csv') {
      await this.limits.take(actor, ip);
      return sendCsv(reply, `history-${known}`, async (part) => {
        const found = await this.reads.history(actor, known, { ...query, ...part });
        return { ...found, items: found.items.map(entryCsvRow) };
      });
    }
    const page = await this.reads.history(actor, known, query);
    return { ...page, items: page.items.map(({ id, importId, record }) => ({ id, importId, record })) };
  }

  @Get('exchange-export')
  @Permit('history.export')
  @ApiOperation({ summary: 'Everything my exchange keeps here, as one workbook with a sheet a list' })
  @ApiProduces('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async export(@CurrentActor() actor: Actor, @Req() { ip }: FastifyRequest): Promise<StreamableFile> {
    await this.limits.take(actor, ip);
    return sendWorkbook('jishi-export', await this.exports.take(actor));
  }
}
