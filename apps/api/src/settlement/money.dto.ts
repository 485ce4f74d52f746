import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PROVIDERS } from '@jishi/settlement';
import { ListQueryDto } from '../http/list-query';
import { Words } from '../http/words';

export class DepositQuery extends ListQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  auctionId?: string;
}

export class PaymentQuery extends ListQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  contractId?: string;
}

export class VolumeQuery extends ListQueryDto {
  @ApiPropertyOptional()
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(2100)
  year?: number;
}

export class StatementLineRequest {
  @ApiProperty({ description: 'the bank’s own serial number' })
  @IsString()
  @Length(1, 100)
  serial!: string;

  @ApiProperty({ example: '2026-11-23' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  bookedOn!: string;

  @ApiProperty({ enum: ['credit', 'debit'], description: 'credit: money in' })
  @IsIn(['credit', 'debit'])
  direction!: 'credit' | 'debit';

  @ApiProperty()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  amountMinor!: number;

  @ApiProperty()
  @IsString()
  @MaxLength(200)
  counterpartyName!: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  counterpartyAccount?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(500)
  remark?: string;
}

@ApiSchema({ name: 'BankStatementLines' })
export class StatementRequest {
  @ApiPropertyOptional({ description: 'the exchange’s own account' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  accountNumber?: string;

  @ApiPropertyOptional({ type: [StatementLineRequest] })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => StatementLineRequest)
  lines?: StatementLineRequest[];
}

@ApiSchema({ name: 'BankLineMatch' })
export class MatchRequest {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  depositId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  paymentId?: string;

  @ApiPropertyOptional({
    enum: ['part', 'surplus'],
    description: 'the sum differs: one of several parts, or more than was due, of which the rest goes back',
  })
  @IsOptional()
  @IsIn(['part', 'surplus'])
  accept?: 'part' | 'surplus';
}

@ApiSchema({ name: 'MoneyReason' })
export class ReasonRequest {
  @ApiProperty()
  @Words(1, 500)
  reason!: string;
}

@ApiSchema({ name: 'PayoutProposal' })
export class ProposeRequest {
  @ApiPropertyOptional({ description: 'where to; a deposit or a refund goes only to where it came from' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  payeeAccount?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'a paper that shows where the money came from, where the bank did not say',
  })
  @IsOptional()
  @IsUUID()
  evidenceId?: string;
}

@ApiSchema({ name: 'PayoutConfirmation' })
export class ConfirmPayoutRequest {
  @ApiPropertyOptional({
    description: 'serial number of the bank transfer that left; none for a provider that pays itself',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  bankSerial?: string;
}

export class DepositResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty({ example: 'JSD22223AK', description: 'to be written in the remark of the transfer' })
  reference!: string;
  @ApiProperty({ type: String, nullable: true, description: 'the same as a number, for banks with virtual accounts' })
  virtualAccount!: string | null;
  @ApiProperty({ type: String, enum: PROVIDERS, nullable: true }) provider!: string | null;
  @ApiProperty({ example: 'held' }) state!: string;
  @ApiProperty({ description: 'which deposit it is that this bidder owes in this sale' }) round!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'from when on it lets nobody in' })
  dueAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) heldAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'DepositStep' })
export class DepositStepResponse {
  @ApiProperty() from!: string;
  @ApiProperty() to!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

@ApiSchema({ name: 'WholeDeposit' })
export class WholeDepositResponse extends DepositResponse {
  @ApiProperty({ type: [DepositStepResponse] }) steps!: DepositStepResponse[];
}

@ApiSchema({ name: 'DepositList' })
export class DepositListResponse {
  @ApiProperty({ type: [DepositResponse] }) items!: DepositResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'BankStatementResult' })
export class StatementResponse {
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) statementId!: string | null;
  @ApiProperty() inserted!: number;
  @ApiProperty({ description: 'known by their serial already' }) unchanged!: number;
  @ApiProperty({ description: 'matched by reference, amount and payer; to be agreed by a cashier' }) proposed!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'opening less the closing of the statement before it' })
  gapMinor!: number | null;
}

export class BankLineReason {
  @ApiProperty({ enum: ['deposit', 'payment'] }) kind!: string;
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() reference!: string;
  @ApiProperty() payerName!: string;
  @ApiProperty() expectedMinor!: number;
  @ApiProperty({ description: 'came in other parts already' }) besidesMinor!: number;
  @ApiProperty() shortMinor!: number;
  @ApiProperty() surplusMinor!: number;
}

export class BankLineResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() accountNumber!: string;
  @ApiProperty() serial!: string;
  @ApiProperty({ format: 'date' }) bookedOn!: string;
  @ApiProperty({ enum: ['credit', 'debit'] }) direction!: string;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty() payerName!: string;
  @ApiProperty() payerAccount!: string;
  @ApiProperty() remark!: string;
  @ApiProperty({ enum: ['unmatched', 'proposed', 'suspense', 'matched', 'confirmed', 'refunded', 'noted'] })
  state!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) depositId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) paymentId!: string | null;
  @ApiProperty({ type: String, enum: ['deposit', 'payment'], nullable: true }) matchedKind!:
    'deposit' | 'payment' | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) matchedId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why the money waits' }) reason!: string | null;
  @ApiProperty({ type: String, nullable: true }) matchedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) matchedByName!: string | null;
  @ApiProperty({ type: String, nullable: true }) confirmedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) confirmedByName!: string | null;
  @ApiProperty({
    type: BankLineReason,
    nullable: true,
    description: 'the claim that was meant, and what is missing or over',
  })
  reasonDetail!: BankLineReason | null;
  @ApiProperty({ description: 'more than was due, which goes back' }) surplusMinor!: number;
  @ApiProperty({ description: 'one of several that pay a claim together' }) isPart!: boolean;
  @ApiProperty({ type: Number, nullable: true }) balanceMinor!: number | null;
  @ApiProperty({ description: 'the virtual account that was paid to' }) subAccount!: string;
  @ApiProperty({ description: 'since the bank booked it' }) ageDays!: number;
  @ApiProperty() noteCount!: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) payoutId!: string | null;
  @ApiProperty({ type: String, nullable: true }) payoutState!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'BankLineList' })
export class BankLineListResponse {
  @ApiProperty({ type: [BankLineResponse] }) items!: BankLineResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PaymentResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() contractNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty({ format: 'uuid' }) payerId!: string;
  @ApiProperty() payerName!: string;
  @ApiProperty({ description: 'price + buyer’s fee − deposit' }) amountMinor!: number;
  @ApiProperty() priceMinor!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'shown to payer and exchange' }) feeMinor!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'shown to seller and exchange' }) sellerFeeMinor!:
    number | null;
  @ApiProperty() depositOffsetMinor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty({ example: 'JSP22223BX' }) reference!: string;
  @ApiProperty({ type: String, nullable: true, description: 'the same as a number, for banks with virtual accounts' })
  virtualAccount!: string | null;
  @ApiProperty({ type: String, nullable: true }) provider!: string | null;
  @ApiProperty({ enum: ['scheduled', 'due', 'received', 'settled', 'cancelled'] }) state!: string;
  @ApiProperty({ description: 'its place in the contract' }) position!: number;
  @ApiProperty({ enum: ['price', 'fees', 'seller_fee', 'royalty', 'late_interest'] }) kind!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'the last day on which it is in time' })
  dueOn!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'due when this is reached' }) milestone!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) receivedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) settledAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'PaymentList' })
export class PaymentListResponse {
  @ApiProperty({ type: [PaymentResponse] }) items!: PaymentResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PayoutResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['sale', 'deposit_release', 'suspense_refund', 'forfeiture', 'forfeit_return', 'sale_return'] })
  kind!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) payeeId!: string | null;
  @ApiProperty() payeeName!: string;
  @ApiProperty({ type: String, nullable: true }) payeeAccount!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractId!: string | null;
  @ApiProperty({ type: String, nullable: true }) contractNumber!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) depositId!: string | null;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty({ enum: PROVIDERS }) provider!: string;
  @ApiProperty({ enum: ['due', 'proposed', 'sent', 'confirmed', 'failed', 'cancelled'] }) state!: string;
  @ApiProperty({ description: 'an objection holds it' }) isFrozen!: boolean;
  @ApiProperty({ type: String, nullable: true }) proposedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) confirmedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) bankSerial!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'where the money came from; it goes back there' })
  originAccount!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'shows it, where the bank did not say' })
  evidenceId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why the provider would not' }) failure!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'by when the rules want it gone' })
  dueAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) confirmedAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'PayoutList' })
export class PayoutListResponse {
  @ApiProperty({ type: [PayoutResponse] }) items!: PayoutResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class VolumeResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() contractNumber!: string;
  @ApiProperty() contractType!: string;
  @ApiProperty() title!: string;
  @ApiProperty() contractAmountMinor!: number;
  @ApiProperty() technicalAmountMinor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty({ format: 'uuid' }) transferorId!: string;
  @ApiProperty() transferorName!: string;
  @ApiProperty({ format: 'uuid' }) transfereeId!: string;
  @ApiProperty() transfereeName!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) windowId!: string | null;
  @ApiProperty({ type: String, nullable: true }) windowName!: string | null;
  @ApiProperty({ type: [String], description: 'markets that showed the listing too; they add no volume' })
  linkedMarkets!: string[];
  @ApiProperty({ type: String, nullable: true, description: 'brought the buyer; adds no volume' })
  buyerWindowName!: string | null;
  @ApiProperty({ example: '440600' }) regionCode!: string;
  @ApiProperty({ example: '440100' }) transfereeRegionCode!: string;
  @ApiProperty({ type: String, nullable: true }) fieldCode!: string | null;
  @ApiProperty({ enum: ['listing', 'auction', 'negotiated'] }) pricingWay!: string;
  @ApiProperty() year!: number;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

@ApiSchema({ name: 'VolumeList' })
export class VolumeListResponse {
  @ApiProperty({ type: [VolumeResponse] }) items!: VolumeResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
