import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { PageQuery } from '../http/dto';
import { ListQueryDto } from '../http/list-query';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KINDS = ['asset', 'liability', 'income', 'expense'];

export class LedgerQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv', 'xlsx'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv', 'xlsx'])
  format?: 'json' | 'csv' | 'xlsx';

  @ApiPropertyOptional({ enum: ['zh', 'en'], description: 'language of an export; that of the request when left out' })
  @IsOptional()
  @IsIn(['zh', 'en'])
  lang?: 'zh' | 'en';
}

export class BalanceQuery extends LedgerQuery {
  @ApiPropertyOptional({ format: 'date', description: 'as at the end of this day; left out: now' })
  @IsOptional()
  @Matches(DAY)
  on?: string;
}

export class AccountsQuery extends BalanceQuery {
  @ApiPropertyOptional({ enum: KINDS })
  @IsOptional()
  @IsIn(KINDS)
  kind?: string;

  @ApiPropertyOptional({ example: 'deposit', description: 'what the accounts are for' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  purpose?: string;
}

export class StatementQueryDto extends LedgerQuery {
  @ApiPropertyOptional({ description: 'code of an account; left out: all that an owner has' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  account?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'whose accounts; those who own accounts see their own only' })
  @IsOptional()
  @IsUUID()
  ownerId?: string;

  @ApiPropertyOptional({ format: 'date', description: 'first day; left out: the first of the year of the last' })
  @IsOptional()
  @Matches(DAY)
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'last day; left out: today' })
  @IsOptional()
  @Matches(DAY)
  to?: string;
}

export class TransferQuery extends ListQueryDto {
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

class Balances {
  @ApiProperty() currency!: string;
  @ApiProperty() debitMinor!: number;
  @ApiProperty() creditMinor!: number;
  @ApiProperty({ description: 'set aside to be debited' }) pendingDebitMinor!: number;
  @ApiProperty({ description: 'set aside to be credited' }) pendingCreditMinor!: number;
  @ApiProperty({ description: 'on the account’s normal side' }) balanceMinor!: number;
}

@ApiSchema({ name: 'LedgerAccount' })
export class AccountResponse extends Balances {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'deposit:01936f…' }) code!: string;
  @ApiProperty({ enum: KINDS }) kind!: string;
  @ApiProperty({ example: 'deposit' }) purpose!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ownerId!: string | null;
  @ApiProperty({ type: String, nullable: true }) ownerName!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'whose books it is in' }) exchangeName!: string | null;
  @ApiProperty({ description: 'what may still leave it' }) availableMinor!: number;
}

@ApiSchema({ name: 'LedgerAccountList' })
export class AccountListResponse {
  @ApiProperty({ type: [AccountResponse] }) items!: AccountResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'TrialBalanceGroup' })
export class GroupResponse extends Balances {
  @ApiProperty({ enum: KINDS }) kind!: string;
  @ApiProperty({ example: 'deposit' }) purpose!: string;
  @ApiProperty({ description: 'how many' }) accounts!: number;
}

@ApiSchema({ name: 'TrialBalance' })
export class TrialBalanceResponse {
  @ApiProperty({ type: [GroupResponse] }) items!: GroupResponse[];
  @ApiProperty() debitMinor!: number;
  @ApiProperty() creditMinor!: number;
  @ApiProperty({ description: 'credits less debits: zero' }) totalMinor!: number;
}

@ApiSchema({ name: 'LedgerStatementLine' })
export class StatementLineResponse {
  @ApiProperty({ format: 'date-time', description: 'to the microsecond' }) at!: string;
  @ApiProperty() account!: string;
  @ApiProperty({ format: 'uuid' }) transferId!: string;
  @ApiProperty() reference!: string;
  @ApiProperty({ example: 'settlement' }) kind!: string;
  @ApiProperty() memo!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) subjectId!: string | null;
  @ApiProperty() debitMinor!: number;
  @ApiProperty() creditMinor!: number;
  @ApiProperty({ description: 'after this line' }) balanceMinor!: number;
}

@ApiSchema({ name: 'LedgerStatement' })
export class StatementResponse {
  @ApiProperty({ type: AccountResponse, nullable: true, description: 'null: all accounts of an owner together' })
  account!: AccountResponse | null;
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ format: 'date' }) to!: string;
  @ApiProperty({ description: 'before the first day' }) openingMinor!: number;
  @ApiProperty({ description: 'in the period' }) debitMinor!: number;
  @ApiProperty({ description: 'in the period' }) creditMinor!: number;
  @ApiProperty({ description: 'after the last day' }) closingMinor!: number;
  @ApiProperty({ type: [StatementLineResponse] }) items!: StatementLineResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'LedgerPosting' })
class PostingResponse {
  @ApiProperty({ description: 'debited' }) source!: string;
  @ApiProperty({ description: 'credited' }) destination!: string;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() currency!: string;
}

@ApiSchema({ name: 'LedgerMove' })
class MoveResponse {
  @ApiProperty() account!: string;
  @ApiProperty() debitMinor!: number;
  @ApiProperty() creditMinor!: number;
}

@ApiSchema({ name: 'LedgerTransfer' })
export class TransferResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() reference!: string;
  @ApiProperty({ example: 'settlement' }) kind!: string;
  @ApiProperty() memo!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) subjectId!: string | null;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: [PostingResponse], description: 'for those who keep or audit the books; else none' })
  postings!: PostingResponse[];
  @ApiProperty({ type: [MoveResponse], description: 'what it did to the accounts one may see' }) moves!: MoveResponse[];
}

@ApiSchema({ name: 'LedgerTransferDetail' })
export class TransferDetailResponse extends TransferResponse {
  @ApiProperty({ type: String, nullable: true, description: 'reference of the transfer that this one reverses' })
  reverses!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'reference of the transfer that reverses this one' })
  reversedBy!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'reference of the reservation that this one posts' })
  posts!: string | null;
}

@ApiSchema({ name: 'LedgerTransferList' })
export class TransferListResponse {
  @ApiProperty({ type: [TransferResponse] }) items!: TransferResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
