import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiSchema, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { Type } from 'class-transformer';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { LedgerService, type LedgerScope } from '@jishi/ledger';
import { toPage } from '@jishi/platform';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { ListQueryDto, newestFirst } from '../http/list-query';

class AccountsQuery {
  // the trial balance is one page; the limit of other lists is accepted and means nothing
  @ApiPropertyOptional({ deprecated: true })
  @IsOptional()
  @Type(() => Number)
  @Min(1)
  @Max(100)
  limit?: number;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

class TransferQuery extends ListQueryDto {
  @ApiPropertyOptional({ description: 'code of an account' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  account?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'contract, deposit or payout the transfer is about' })
  @IsOptional()
  @IsUUID()
  subjectId?: string;
}

@ApiSchema({ name: 'LedgerAccount' })
class AccountResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'deposit:01936f…' }) code!: string;
  @ApiProperty({ enum: ['asset', 'liability', 'income', 'expense'] }) kind!: string;
  @ApiProperty({ example: 'deposit' }) purpose!: string;
  @ApiProperty({ type: String, nullable: true }) ownerName!: string | null;
  @ApiProperty() currency!: string;
  @ApiProperty() debitMinor!: number;
  @ApiProperty() creditMinor!: number;
  @ApiProperty({ description: 'on the account’s normal side' }) balanceMinor!: number;
}

@ApiSchema({ name: 'TrialBalance' })
class TrialBalanceResponse {
  @ApiProperty({ type: [AccountResponse] }) items!: AccountResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
  @ApiProperty() debitMinor!: number;
  @ApiProperty() creditMinor!: number;
  @ApiProperty({ description: 'credits less debits: zero' }) totalMinor!: number;
}

@ApiSchema({ name: 'LedgerPosting' })
class PostingResponse {
  @ApiProperty({ description: 'debited' }) source!: string;
  @ApiProperty({ description: 'credited' }) destination!: string;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() currency!: string;
}

@ApiSchema({ name: 'LedgerTransfer' })
class TransferResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() reference!: string;
  @ApiProperty({ example: 'settlement' }) kind!: string;
  @ApiProperty() memo!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) subjectId!: string | null;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: [PostingResponse] }) postings!: PostingResponse[];
}

@ApiSchema({ name: 'LedgerTransferList' })
class TransferListResponse {
  @ApiProperty({ type: [TransferResponse] }) items!: TransferResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** A regulator reads the whole ledger, an exchange its own books, anybody else the accounts it owns. */
function scopeOf(actor: Actor): LedgerScope {
  if (actor.organisationKind === 'regulator') return {};
  return actor.organisationKind === 'exchange'
    ? { exchangeId: actor.organisationId }
    : { ownerId: actor.organisationId };
}

@ApiTags('ledger')
@Controller('ledger')
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  @Get('accounts')
  @Permit('ledger.read')
  @ApiOperation({ summary: 'Trial balance' })
  @ApiOkResponse({ type: TrialBalanceResponse })
  async accounts(
    @CurrentActor() actor: Actor,
    @Query() query: AccountsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TrialBalanceResponse | string> {
    const { accounts, debitMinor, creditMinor, sumMinor } = await this.ledger.trialBalance(scopeOf(actor));
    const items = accounts.map(({ ownerId: _ownerId, exchangeId: _exchangeId, ...shown }) => shown);
    if (query.format === 'csv') return sendCsv(reply, 'trial-balance', async () => ({ items, nextCursor: null }));
    return { items, nextCursor: null, debitMinor, creditMinor, totalMinor: sumMinor };
  }

  @Get('transfers')
  @Permit('ledger.read')
  @ApiOperation({ summary: 'Transfers with their postings, newest first' })
  @ApiOkResponse({ type: TransferListResponse })
  async transfers(
    @CurrentActor() actor: Actor,
    @Query() query: TransferQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TransferListResponse | string> {
    const { account, subjectId } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<TransferListResponse> => {
      const { limit, before } = newestFirst(page);
      const found = await this.ledger.transfers({
        ...scopeOf(actor),
        ...(account ? { account } : {}),
        ...(subjectId ? { subjectId } : {}),
        ...(before ? { before } : {}),
        limit: limit + 1,
      });
      const cut = toPage(found, limit, (last) => [last.createdAt.toISOString(), last.id]);
      return {
        nextCursor: cut.nextCursor,
        items: cut.items.map(({ id, reference, kind, description, subjectId: subject, createdAt, postings }) => ({
          id,
          reference,
          kind,
          memo: description,
          subjectId: subject,
          at: createdAt.toISOString(),
          postings: postings.map(({ source, destination, amountMinor, currency }) => ({
            source,
            destination,
            amountMinor,
            currency,
          })),
        })),
      };
    };
    return query.format === 'csv' ? sendCsv(reply, 'transfers', load) : load(query);
  }
}
