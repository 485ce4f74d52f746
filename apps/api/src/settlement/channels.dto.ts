import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, ValidateNested } from 'class-validator';
import { type ProviderName, PROVIDERS } from '@jishi/settlement';

const CHOICES = PROVIDERS.filter((name) => name !== 'simulated');
const HOLDS = ['authorise', 'collect', 'guarantee'] as const;
const DATE = { type: String, format: 'date-time', nullable: true } as const;

export class CheckoutRequest {
  @ApiProperty({ enum: CHOICES.filter((name) => name !== 'offline_bank') })
  @IsIn(CHOICES)
  provider!: ProviderName;
}

@ApiSchema({ name: 'ExchangeProvider' })
export class ExchangeProviderRequest {
  @ApiProperty({ enum: CHOICES })
  @IsIn(CHOICES)
  provider!: ProviderName;

  @ApiProperty({ description: 'may deposits be paid through it' })
  @IsBoolean()
  deposits!: boolean;

  @ApiProperty({ description: 'may prices be paid through it' })
  @IsBoolean()
  payments!: boolean;
}

@ApiSchema({ name: 'ExchangeProviders' })
export class ExchangeProvidersRequest {
  @ApiProperty({ type: [ExchangeProviderRequest] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CHOICES.length)
  @ValidateNested({ each: true })
  @Type(() => ExchangeProviderRequest)
  providers!: ExchangeProviderRequest[];
}

@ApiSchema({ name: 'PaymentChannel' })
export class ChannelResponse {
  @ApiProperty({ enum: CHOICES }) provider!: string;
  @ApiProperty({ description: 'this installation has the keys it needs' }) on!: boolean;
  @ApiProperty() deposits!: boolean;
  @ApiProperty() payments!: boolean;
  @ApiProperty({ type: String, enum: HOLDS, nullable: true, description: 'a promise, or the money itself' })
  hold!: string | null;
  @ApiProperty({ description: 'the payer is sent to a page of the provider' }) hasPage!: boolean;
  @ApiProperty({ type: Number, nullable: true, description: 'the most in one payment' }) maxAmountMinor!: number | null;
  @ApiProperty({ type: Number, nullable: true }) maxHoldDays!: number | null;
  @ApiProperty({ type: Number, nullable: true }) refundWindowDays!: number | null;
}

@ApiSchema({ name: 'PaymentChannelList' })
export class ChannelListResponse {
  @ApiProperty({ type: [ChannelResponse] }) items!: ChannelResponse[];
}

@ApiSchema({ name: 'ProviderMovement' })
export class MovementResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: CHOICES }) provider!: string;
  @ApiProperty({ enum: ['deposit', 'payment'] }) subjectKind!: string;
  @ApiProperty({ format: 'uuid' }) subjectId!: string;
  @ApiProperty({ enum: ['begun', 'authorised', 'voided', 'captured'] }) stage!: string;
  @ApiProperty({ description: 'holds the deposit or paid the price' }) bearing!: boolean;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty({ type: String, nullable: true, description: 'the provider’s own name of it' }) reference!:
    string | null;
  @ApiProperty() capturedMinor!: number;
  @ApiProperty() refundedMinor!: number;
  @ApiProperty({ description: 'asked for, not yet with the payer' }) refundingMinor!: number;
  @ApiProperty() disputedMinor!: number;
  @ApiProperty() chargedBackMinor!: number;
  @ApiProperty(DATE) captureBefore!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) changedAt!: string;
}

@ApiSchema({ name: 'ProviderMovementList' })
export class MovementListResponse {
  @ApiProperty({ type: [MovementResponse] }) items!: MovementResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiSchema({ name: 'Checkout' })
export class CheckoutResponse {
  @ApiProperty({ enum: CHOICES }) provider!: string;
  @ApiProperty({ type: String, nullable: true, description: 'where to pay, while it can be paid' }) payUrl!:
    string | null;
  @ApiProperty({ format: 'date-time' }) payUntil!: string;
  @ApiProperty({ enum: ['begun', 'authorised', 'voided', 'captured'] }) stage!: string;
  @ApiProperty({ ...DATE, description: 'until when the hold lasts' }) captureBefore!: string | null;
}

@ApiSchema({ name: 'WaysToPay' })
export class WaysResponse {
  @ApiProperty({ type: [ChannelResponse] }) channels!: ChannelResponse[];
  @ApiProperty({ type: CheckoutResponse, nullable: true }) checkout!: CheckoutResponse | null;
}

@ApiSchema({ name: 'NoticeTaken' })
export class NoticeTakenResponse {
  @ApiProperty() received!: true;
}
