import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { invalid } from '@jishi/kernel';
import { BankService, parseStatement, type Statement } from '@jishi/settlement';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendCsv } from '../http/csv';
import { ListQueryDto, newestFirst } from '../http/list-query';
import { readUploads } from '../http/uploads';
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
const MAX_BYTES = 5 * 1024 * 1024;

@ApiTags('money')
@Controller()
export class BankController {
  constructor(private readonly bank: BankService) {}

  @Post('bank-statements')
  @HttpCode(200)
  @Permit('bank.import')
  @ApiOperation({ summary: 'Import a bank statement: a CSV file, or lines as JSON. Importing twice does nothing' })
  @ApiConsumes('multipart/form-data', 'application/json')
  @ApiBody({ type: StatementRequest })
  @ApiOkResponse({ type: StatementResponse })
  async import(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Body() body: StatementRequest,
  ): Promise<StatementResponse> {
    const files = request.isMultipart() ? await readFiles(request) : [fromJson(body)];
    const total: StatementResponse = { statementId: null, inserted: 0, unchanged: 0, proposed: 0 };
    for (const { statement, filename } of files) {
      const result = await this.bank.import(actor, statement, filename);
      total.statementId = result.statementId ?? total.statementId;
      total.inserted += result.inserted;
      total.unchanged += result.known;
      total.proposed += result.proposed;
    }
    return total;
  }

  @Get('bank-lines')
  @Permit('bank.match', 'bank.confirm', 'audit.read')
  @ApiOperation({ summary: 'Lines of my exchange’s bank statements' })
  @ApiOkResponse({ type: BankLineListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: ListQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BankLineListResponse | string> {
    const { state } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<BankLineListResponse> => {
      const found = await this.bank.list(actor, { ...newestFirst(page), ...(state ? { state } : {}) });
      return { ...found, items: found.items.map(bankLineView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'bank-lines', load) : load(query);
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
}

async function readFiles(request: FastifyRequest): Promise<{ statement: Statement; filename: string }[]> {
  const { files } = await readUploads(request, MAX_BYTES);
  if (files.length === 0) throw invalid('bank.bad_statement', { lines: 0 }, [{ path: 'file', code: 'field.required' }]);
  return files.map(({ content, filename }) => ({ statement: parseStatement(content), filename }));
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
