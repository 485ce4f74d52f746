import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { MAX_PAGE, pageLimit, timeCursor, dayCursor } from '@jishi/platform';
import { type DifferenceRow, ReconciliationService, type RunRow } from '@jishi/settlement';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { PageQuery } from '../http/dto';
import { sendWorkbook } from '../http/workbook';
import { ReasonRequest } from './money.dto';
import {
  DifferenceListResponse,
  DifferenceQuery,
  DifferenceResponse,
  RunListResponse,
  RunRequest,
  RunResponse,
} from './reconciliation.dto';

type Part = { limit?: number; cursor?: string };

@ApiTags('money')
@Controller()
export class ReconciliationController {
  constructor(private readonly reconciliation: ReconciliationService) {}

  @Get('reconciliation-days')
  @Permit('bank.match', 'bank.confirm', 'audit.read')
  @ApiOperation({ summary: 'The last reconciliation of every day: ledger, bank and providers' })
  @ApiOkResponse({ type: RunListResponse })
  async days(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<RunListResponse> {
    const before = dayCursor(query.cursor);
    const found = await this.reconciliation.days(actor, {
      limit: pageLimit(query.limit),
      ...(before ? { before } : {}),
    });
    return { ...found, items: found.items.map(runView) };
  }

  @Post('reconciliation-days')
  @HttpCode(200)
  @Permit('bank.match', 'bank.confirm')
  @ApiOperation({ summary: 'Reconcile a day now' })
  @ApiOkResponse({ type: RunResponse })
  async run(@CurrentActor() actor: Actor, @Body() body: RunRequest): Promise<RunResponse> {
    return runView(await this.reconciliation.run(actor, body.day));
  }

  @Get('reconciliation-runs/:id')
  @Permit('bank.match', 'bank.confirm', 'audit.read')
  @ApiOperation({ summary: 'One reconciliation as it was' })
  @ApiOkResponse({ type: RunResponse })
  async find(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<RunResponse> {
    return runView(await this.reconciliation.find(actor, id));
  }

  @Get('reconciliation-differences')
  @Permit('bank.match', 'bank.confirm', 'audit.read')
  @ApiOperation({ summary: 'What differs between ledger, bank and providers, item by item' })
  @ApiOkResponse({ type: DifferenceListResponse })
  async differences(
    @CurrentActor() actor: Actor,
    @Query() query: DifferenceQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DifferenceListResponse | string | StreamableFile> {
    const { state, day, runId, format } = query;
    const load = async (page: Part): Promise<DifferenceListResponse> => {
      const before = timeCursor(page.cursor);
      const found = await this.reconciliation.differences(actor, {
        limit: pageLimit(page.limit),
        ...(before ? { before } : {}),
        ...(state ? { state } : {}),
        ...(day ? { day } : {}),
        ...(runId ? { runId } : {}),
      });
      return { ...found, items: found.items.map(differenceView) };
    };
    if (format === 'csv') return sendCsv(reply, 'reconciliation', load);
    if (format === 'xlsx') return sendWorkbook('reconciliation', sheetOf(load));
    return load(query);
  }

  @Post('reconciliation-differences/:id/explain')
  @HttpCode(200)
  @Permit('bank.match')
  @ApiOperation({ summary: 'Say what a difference is; another person has to agree' })
  @ApiOkResponse({ type: DifferenceResponse })
  async explain(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<DifferenceResponse> {
    return differenceView(await this.reconciliation.explain(actor, id, body.reason));
  }

  @Post('reconciliation-differences/:id/agree')
  @HttpCode(200)
  @Permit('bank.confirm')
  @ApiOperation({ summary: 'Another person: the explanation is right, and stays on record' })
  @ApiOkResponse({ type: DifferenceResponse })
  async agree(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<DifferenceResponse> {
    return differenceView(await this.reconciliation.agree(actor, id));
  }

  @Post('reconciliation-differences/:id/refuse')
  @HttpCode(200)
  @Permit('bank.confirm')
  @ApiOperation({ summary: 'The explanation is not right: the difference is open again' })
  @ApiOkResponse({ type: DifferenceResponse })
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<DifferenceResponse> {
    return differenceView(await this.reconciliation.refuse(actor, id, body.reason));
  }
}

function runView(found: RunRow): RunResponse {
  const { exchangeId: _, createdAt, ...run } = found;
  return { ...run, createdAt: createdAt.toISOString() };
}

/** Named in the order in which an export shows it. */
function differenceView(found: DifferenceRow): DifferenceResponse {
  const { ledger, outside } = found.detail;
  const own = outside ?? ledger;
  const otherDay = [ledger?.day, outside?.day].find((day) => day !== undefined && day !== found.day);
  return {
    id: found.id,
    day: found.day,
    place: found.place,
    kind: found.kind,
    label: own?.label ?? found.key,
    party: own?.party ?? '',
    ledgerMinor: found.ledgerMinor,
    outsideMinor: found.outsideMinor,
    driftMinor: found.driftMinor,
    otherDay: otherDay ?? null,
    state: found.state,
    reason: found.reason,
    proposedByName: found.proposedByName,
    agreedByName: found.agreedByName,
    endedAt: found.endedAt?.toISOString() ?? null,
    createdAt: found.createdAt.toISOString(),
  };
}

const COLUMNS = [
  'day',
  'place',
  'kind',
  'label',
  'party',
  'ledger',
  'outside',
  'drift',
  'state',
  'reason',
  'proposedByName',
  'agreedByName',
];

/** Amounts in yuan, to be added up. */
async function* sheetOf(load: (page: Part) => Promise<DifferenceListResponse>) {
  const rows = async function* (): AsyncGenerator<Record<string, unknown>> {
    let cursor: string | undefined;
    do {
      const page = await load({ limit: MAX_PAGE, ...(cursor ? { cursor } : {}) });
      for (const item of page.items)
        yield {
          ...item,
          ledger: item.ledgerMinor / 100,
          outside: item.outsideMinor / 100,
          drift: item.driftMinor / 100,
        };
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
  };
  yield { name: 'reconciliation', headings: COLUMNS, rows: rows() };
}
