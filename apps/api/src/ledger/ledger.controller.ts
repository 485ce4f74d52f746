import { Controller, Get, Headers, Param, ParseUUIDPipe, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { invalid } from '@jishi/kernel';
import { dayEnd, dayStart, type LedgerScope, StatementService } from '@jishi/ledger';
import { DatabaseClock, localeOf, pageLimit, placeCursor, textCursor } from '@jishi/platform';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { newestFirst } from '../http/list-query';
import {
  ACCOUNT_COLUMNS,
  accountRows,
  EXPORT_PAGE,
  sendTable,
  STATEMENT_COLUMNS,
  statementRows,
  TRIAL_COLUMNS,
  trialRows,
} from './exports';
import {
  AccountListResponse,
  AccountsQuery,
  BalanceQuery,
  StatementQueryDto,
  StatementResponse,
  TransferDetailResponse,
  TransferListResponse,
  TransferQuery,
  TrialBalanceResponse,
} from './ledger.dto';
import { accountView, statementView, transferView } from './views';

const keepsBooks = (actor: Actor): boolean => ['regulator', 'exchange'].includes(actor.organisationKind);

/** A regulator reads the whole ledger, an exchange its own books, anybody else the accounts it owns. */
function scopeOf(actor: Actor, ownerId?: string): LedgerScope {
  if (!keepsBooks(actor)) return { ownerId: actor.organisationId };
  const owner = ownerId ? { ownerId } : {};
  return actor.organisationKind === 'regulator' ? owner : { ...owner, exchangeId: actor.organisationId };
}

const badPeriod = (path: string) => invalid('ledger.bad_period', {}, [{ path, code: 'ledger.bad_period' }]);

function endOf(on: string | undefined): { until?: Date } {
  if (on === undefined) return {};
  const until = dayEnd(on);
  if (!until) throw badPeriod('on');
  return { until };
}

@ApiTags('ledger')
@Controller('ledger')
export class LedgerController {
  constructor(
    private readonly statements: StatementService,
    private readonly clock: DatabaseClock,
  ) {}

  @Get('trial-balance')
  @Permit('ledger.read')
  @ApiOperation({ summary: 'Trial balance by what accounts are for, now or at the end of a day' })
  @ApiOkResponse({ type: TrialBalanceResponse })
  async trialBalance(
    @CurrentActor() actor: Actor,
    @Query() query: BalanceQuery,
    @Headers('accept-language') language?: string,
  ): Promise<TrialBalanceResponse | StreamableFile> {
    const trial = await this.statements.trialBalance({ ...scopeOf(actor), ...endOf(query.on) });
    const locale = query.lang ?? localeOf(language);
    if (query.format && query.format !== 'json')
      return sendTable(query.format, locale, 'trialBalance', TRIAL_COLUMNS, trialRows(trial, locale));
    const { groups, debitMinor, creditMinor, sumMinor } = trial;
    return { items: groups, debitMinor, creditMinor, totalMinor: sumMinor };
  }

  @Get('accounts')
  @Permit('ledger.read', 'statement.read')
  @ApiOperation({ summary: 'Accounts with their balances, now or at the end of a day' })
  @ApiOkResponse({ type: AccountListResponse })
  async accounts(
    @CurrentActor() actor: Actor,
    @Query() query: AccountsQuery,
    @Headers('accept-language') language?: string,
  ): Promise<AccountListResponse | StreamableFile> {
    const filter = {
      ...scopeOf(actor),
      ...endOf(query.on),
      ...(query.kind ? { kind: query.kind } : {}),
      ...(query.purpose ? { purpose: query.purpose } : {}),
    };
    const load = (limit: number, cursor?: string) => {
      const after = textCursor(cursor)?.[0];
      return this.statements.accounts({ ...filter, limit, ...(after === undefined ? {} : { after }) });
    };
    const locale = query.lang ?? localeOf(language);
    if (query.format && query.format !== 'json') {
      const rows = accountRows((cursor) => load(EXPORT_PAGE, cursor), locale);
      return sendTable(query.format, locale, 'accounts', ACCOUNT_COLUMNS, rows);
    }
    const page = await load(pageLimit(query.limit), query.cursor);
    return { ...page, items: page.items.map(accountView) };
  }

  @Get('statement')
  @Permit('ledger.read', 'statement.read')
  @ApiOperation({ summary: 'Statement of an account, or of all that an owner has: opening, lines, closing' })
  @ApiOkResponse({ type: StatementResponse })
  async statement(
    @CurrentActor() actor: Actor,
    @Query() query: StatementQueryDto,
    @Headers('accept-language') language?: string,
  ): Promise<StatementResponse | StreamableFile> {
    const { account, ownerId, format } = query;
    if (keepsBooks(actor) && account === undefined && ownerId === undefined)
      throw invalid('request.invalid', {}, [{ path: 'account', code: 'field.required' }]);
    const { days, ...period } = this.periodOf(query);
    const load = (limit: number, cursor?: string) => {
      const after = placeCursor(cursor);
      const place = after ? { after } : {};
      const which = account === undefined ? {} : { account };
      return this.statements.statement(scopeOf(actor, ownerId), { ...which, ...period, ...place, limit });
    };
    const locale = query.lang ?? localeOf(language);
    if (format && format !== 'json') {
      const rows = statementRows(await load(EXPORT_PAGE), (cursor) => load(EXPORT_PAGE, cursor), locale);
      return sendTable(format, locale, 'statement', STATEMENT_COLUMNS, rows);
    }
    return statementView(await load(pageLimit(query.limit), query.cursor), days);
  }

  @Get('transfers')
  @Permit('ledger.read', 'statement.read')
  @ApiOperation({ summary: 'Transfers, newest first' })
  @ApiOkResponse({ type: TransferListResponse })
  async transfers(
    @CurrentActor() actor: Actor,
    @Query() query: TransferQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TransferListResponse | string> {
    const { account, subjectId } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<TransferListResponse> => {
      const found = await this.statements.transfers({
        ...scopeOf(actor),
        ...(account ? { account } : {}),
        ...(subjectId ? { subjectId } : {}),
        ...newestFirst(page),
      });
      return { ...found, items: found.items.map((transfer) => transferView(transfer, keepsBooks(actor))) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'transfers', load) : load(query);
  }

  @Get('transfers/:id')
  @Permit('ledger.read', 'statement.read')
  @ApiOperation({ summary: 'One transfer: its postings, what it reverses or posts' })
  @ApiOkResponse({ type: TransferDetailResponse })
  async transfer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<TransferDetailResponse> {
    const found = await this.statements.transfer(scopeOf(actor), id);
    const { reverses, reversedBy, posts } = found;
    return { ...transferView(found, keepsBooks(actor)), reverses, reversedBy, posts };
  }

  /** Days on the exchange's clock. Errors: `ledger.bad_period`. */
  private periodOf(query: StatementQueryDto): { from: Date; until: Date; days: { from: string; to: string } } {
    const to = query.to ?? new Date(this.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const first = query.from ?? `${to.slice(0, 4)}-01-01`;
    const [from, until] = [dayStart(first), dayEnd(to)];
    if (!until) throw badPeriod('to');
    if (!from || from >= until) throw badPeriod('from');
    return { from, until, days: { from: first, to } };
  }
}
