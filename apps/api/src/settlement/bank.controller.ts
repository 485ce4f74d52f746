import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, type ApiBodyOptions, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { invalid } from '@jishi/kernel';
import { localeOf } from '@jishi/platform';
import {
  type BankLayout,
  BankLayoutService,
  BankService,
  type FileReading,
  readStatementFile,
  requireSound,
  soundLayout,
  type Statement,
} from '@jishi/settlement';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendCsv } from '../http/csv';
import { ListQueryDto, newestFirst } from '../http/list-query';
import { readUploads } from '../http/uploads';
import {
  BankLayoutListResponse,
  BankLineDetailResponse,
  BankLineQuery,
  BankStatementListResponse,
  DoneResponse,
  LayoutRequest,
  LineIdsRequest,
  NoteRequest,
  PreviewResponse,
  SuspenseAgesResponse,
} from './bank.dto';
import { layoutView, lineDetailView, PREVIEW_LINES, previewView, statementItemView } from './bank-views';
import {
  BankLineListResponse,
  BankLineResponse,
  MatchRequest,
  ReasonRequest,
  StatementRequest,
  StatementResponse,
} from './money.dto';
import { bankLineView } from './views';

/** Of all statements of a request together. */
const MAX_BYTES = 10 * 1024 * 1024;
const STATEMENT_FILE: ApiBodyOptions = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: {
      file: { type: 'string', format: 'binary' },
      layout: { type: 'string', description: 'the code of a layout; without it, whichever fits best' },
      definition: { type: 'string', description: 'a layout that is not stored yet, as JSON' },
    },
  },
};

@ApiTags('money')
@Controller()
export class BankController {
  constructor(
    private readonly bank: BankService,
    private readonly layouts: BankLayoutService,
  ) {}

  @Get('bank-layouts')
  @Permit('bank.import')
  @ApiOperation({ summary: 'How banks print their statements: layouts of the platform and my exchange’s own' })
  @ApiOkResponse({ type: BankLayoutListResponse })
  async listLayouts(@CurrentActor() actor: Actor): Promise<BankLayoutListResponse> {
    return { items: (await this.layouts.list(actor)).map(layoutView) };
  }

  @Post('bank-layouts')
  @HttpCode(200)
  @Permit('bank.import')
  @ApiOperation({ summary: 'Add a layout of my exchange’s own bank, or a new version of it' })
  @ApiOkResponse({ type: BankLayoutListResponse })
  async addLayout(@CurrentActor() actor: Actor, @Body() body: LayoutRequest): Promise<BankLayoutListResponse> {
    return { items: (await this.layouts.add(actor, body.layout)).map(layoutView) };
  }

  @Post('bank-statements/preview')
  @HttpCode(200)
  @Permit('bank.import')
  @ApiOperation({ summary: 'Read a statement (.csv, .xlsx) and say what importing it would do; nothing is imported' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(STATEMENT_FILE)
  @ApiOkResponse({ type: PreviewResponse })
  async preview(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Headers('accept-language') language?: string,
  ): Promise<PreviewResponse> {
    const [read] = await this.readFiles(actor, request);
    const { reading } = read!;
    const isSound = reading.errors.length === 0 && reading.statement.lines.length > 0;
    const judged = isSound ? await this.bank.preview(actor, reading.statement, PREVIEW_LINES) : null;
    return previewView(reading, judged, localeOf(language));
  }

  @Get('bank-statements')
  @Permit('bank.import', 'bank.match', 'bank.confirm', 'audit.read')
  @ApiOperation({ summary: 'Statements that were imported, with their balances and gaps' })
  @ApiOkResponse({ type: BankStatementListResponse })
  async listStatements(
    @CurrentActor() actor: Actor,
    @Query() query: ListQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BankStatementListResponse | string> {
    const load = async (page: { limit?: number; cursor?: string }): Promise<BankStatementListResponse> => {
      const found = await this.bank.statements(actor, newestFirst(page));
      return { ...found, items: found.items.map(statementItemView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'bank-statements', load) : load(query);
  }

  @Post('bank-statements')
  @HttpCode(200)
  @Permit('bank.import')
  @ApiOperation({
    summary: 'Import a bank statement: a CSV or Excel file, or lines as JSON. Importing twice does nothing',
  })
  @ApiConsumes('multipart/form-data', 'application/json')
  @ApiBody({ type: StatementRequest })
  @ApiOkResponse({ type: StatementResponse })
  async import(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: StatementRequest,
  ): Promise<StatementResponse> {
    const files: { statement: Statement; filename: string }[] = request.isMultipart()
      ? (await this.readFiles(actor, request)).map(({ reading, filename }) => ({
          statement: requireSound(reading),
          filename,
        }))
      : [fromJson(body)];
    const total: StatementResponse = { statementId: null, inserted: 0, unchanged: 0, proposed: 0, gapMinor: null };
    for (const { statement, filename } of files) {
      const result = await this.bank.import(actor, statement, filename);
      total.statementId = result.statementId ?? total.statementId;
      total.inserted += result.inserted;
      total.unchanged += result.known;
      total.proposed += result.proposed;
      total.gapMinor = result.gapMinor ?? total.gapMinor;
    }
    return total;
  }

  @Get('bank-lines/ages')
  @Permit('bank.match', 'bank.confirm', 'audit.read')
  @ApiOperation({ summary: 'Money that waits, by state, reason and age' })
  @ApiOkResponse({ type: SuspenseAgesResponse })
  async ages(@CurrentActor() actor: Actor): Promise<SuspenseAgesResponse> {
    return { items: await this.bank.ages(actor) };
  }

  @Get('bank-lines')
  @Permit('bank.match', 'bank.confirm', 'audit.read')
  @ApiOperation({ summary: 'Lines of my exchange’s bank statements' })
  @ApiOkResponse({ type: BankLineListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: BankLineQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BankLineListResponse | string> {
    const { state, minAgeDays } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<BankLineListResponse> => {
      const found = await this.bank.list(actor, {
        ...newestFirst(page),
        ...(state ? { state } : {}),
        ...(minAgeDays === undefined ? {} : { minAgeDays }),
      });
      return { ...found, items: found.items.map(bankLineView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'bank-lines', load) : load(query);
  }

  @Post('bank-lines/match')
  @HttpCode(200)
  @Permit('bank.match')
  @ApiOperation({ summary: 'Maker: agree with several proposals; what cannot be matched says why' })
  @ApiOkResponse({ type: DoneResponse })
  async matchMany(@CurrentActor() actor: Actor, @Body() body: LineIdsRequest): Promise<DoneResponse> {
    return { items: await this.bank.many(actor, body.lineIds, 'match') };
  }

  @Post('bank-lines/confirm')
  @HttpCode(200)
  @Permit('bank.confirm')
  @ApiOperation({ summary: 'Checker, another person: confirm several matches; what cannot be confirmed says why' })
  @ApiOkResponse({ type: DoneResponse })
  async confirmMany(@CurrentActor() actor: Actor, @Body() body: LineIdsRequest): Promise<DoneResponse> {
    return { items: await this.bank.many(actor, body.lineIds, 'confirm') };
  }

  @Get('bank-lines/:id')
  @Permit('bank.match', 'bank.confirm', 'audit.read')
  @ApiOperation({ summary: 'One bank line, with what was noted about it' })
  @ApiOkResponse({ type: BankLineDetailResponse })
  async detail(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<BankLineDetailResponse> {
    return lineDetailView(await this.bank.detail(actor, id));
  }

  @Post('bank-lines/:id/notes')
  @HttpCode(200)
  @Permit('bank.match', 'bank.confirm')
  @ApiOperation({ summary: 'Note what was found out about a bank line' })
  @ApiOkResponse({ type: BankLineDetailResponse })
  async note(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: NoteRequest,
  ): Promise<BankLineDetailResponse> {
    return lineDetailView(await this.bank.note(actor, id, body.text));
  }

  @Post('bank-lines/:id/match')
  @HttpCode(200)
  @Permit('bank.match')
  @ApiOperation({ summary: 'Maker: say which deposit or payment this money is, or agree with the proposal' })
  @ApiOkResponse({ type: BankLineResponse })
  async match(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: MatchRequest,
  ): Promise<BankLineResponse> {
    return bankLineView(await this.bank.match(actor, id, body));
  }

  @Post('bank-lines/:id/confirm')
  @HttpCode(200)
  @Permit('bank.confirm')
  @ApiOperation({ summary: 'Checker, another person: the match is right, and the money counts' })
  @ApiOkResponse({ type: BankLineResponse })
  async confirm(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<BankLineResponse> {
    return bankLineView(await this.bank.confirm(actor, id));
  }

  @Post('bank-lines/:id/reject')
  @HttpCode(200)
  @Permit('bank.confirm')
  @ApiOperation({ summary: 'Checker: the match is wrong, the money waits in suspense' })
  @ApiOkResponse({ type: BankLineResponse })
  async reject(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<BankLineResponse> {
    return bankLineView(await this.bank.reject(actor, id, body.reason));
  }

  @Post('bank-lines/:id/refund')
  @HttpCode(200)
  @Permit('bank.match')
  @ApiOperation({ summary: 'Send money in suspense back to where it came from, through a payout of two people' })
  @ApiOkResponse({ type: BankLineResponse })
  async refund(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<BankLineResponse> {
    return bankLineView(await this.bank.refund(actor, id, body.reason));
  }

  /** In the layout that is named, or given, or fits best. Errors: `bank.unknown_layout`, those of a file that is none. */
  private async readFiles(
    actor: Actor,
    request: FastifyRequest,
  ): Promise<{ reading: FileReading; filename: string }[]> {
    const { files, fields } = await readUploads(request, MAX_BYTES);
    if (files.length === 0)
      throw invalid('bank.bad_statement', { lines: 0 }, [{ path: 'file', code: 'field.required' }]);
    const layouts = await this.layoutsFor(actor, fields);
    const read: { reading: FileReading; filename: string }[] = [];
    for (const { content, filename } of files)
      read.push({ reading: await readStatementFile(content, layouts), filename });
    return read;
  }

  private async layoutsFor(actor: Actor, fields: Map<string, string>): Promise<BankLayout[]> {
    const definition = fields.get('definition');
    if (definition) return [soundLayout(fromText(definition))];
    const known = (await this.layouts.list(actor)).map(({ layout }) => layout);
    const code = fields.get('layout');
    const named = code ? known.filter((layout) => layout.code === code) : known;
    if (named.length === 0) throw invalid('bank.unknown_layout', {}, [{ path: 'layout', code: 'bank.unknown_layout' }]);
    return named;
  }
}

/** Errors: `bank.bad_layout`. */
function fromText(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid('bank.bad_layout', {}, [{ path: 'layout', code: 'bank.layout_not_an_object' }]);
  }
}

function fromJson(body: StatementRequest): { statement: Statement; filename: string } {
  if (!body.lines) throw invalid('bank.bad_statement', { lines: 0 }, [{ path: 'lines', code: 'field.required' }]);
  const lines = body.lines.map((line) => ({
    ...line,
    counterpartyAccount: line.counterpartyAccount ?? '',
    remark: line.remark ?? '',
  }));
  return { statement: { accountNumber: body.accountNumber ?? null, lines }, filename: 'lines.json' };
}
