import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { FEE_SIDES, type FeeSide } from '@jishi/settlement';
import { Words } from '../http/words';

const DECISION_STATES = ['proposed', 'confirmed', 'rejected'] as const;

@ApiSchema({ name: 'FeeReduction' })
export class ReduceFeeRequest {
  @ApiProperty({ enum: FEE_SIDES, description: 'whose fee' })
  @IsIn(FEE_SIDES)
  side!: FeeSide;

  @ApiProperty({ minimum: 0, description: 'what is charged instead; zero waives it' })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  amountMinor!: number;

  @ApiProperty({ minLength: 2 })
  @Words(2, 500)
  reason!: string;
}

@ApiSchema({ name: 'FeeDecision' })
export class FeeDecisionResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() contractNumber!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: FEE_SIDES }) side!: string;
  @ApiProperty() payerName!: string;
  @ApiProperty({ description: 'by the fee table of the sale' }) computedMinor!: number;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() reason!: string;
  @ApiProperty({ enum: DECISION_STATES }) state!: string;
  @ApiProperty() proposedByName!: string;
  @ApiProperty({ type: String, nullable: true }) decidedByName!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why the second person did not agree' }) answer!:
    string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'FeeDecisionList' })
export class FeeDecisionListResponse {
  @ApiProperty({ type: [FeeDecisionResponse] }) items!: FeeDecisionResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class RateResponse {
  @ApiProperty() numerator!: number;
  @ApiProperty() denominator!: number;
}

export class FeeLineResponse {
  @ApiProperty({ enum: ['band', 'excess', 'minimum'] }) kind!: string;
  @ApiProperty({ description: 'the part of the price this line is computed from' }) baseMinor!: number;
  @ApiProperty({ type: RateResponse, nullable: true }) rate!: RateResponse | null;
  @ApiProperty() amountMinor!: number;
}

@ApiSchema({ name: 'SaleFee' })
export class SaleFeeResponse {
  @ApiProperty({ enum: FEE_SIDES }) side!: string;
  @ApiProperty({ description: 'the rules of the sale, with its fee table' }) profileCode!: string;
  @ApiProperty() profileVersion!: number;
  @ApiProperty() listingPriceMinor!: number;
  @ApiProperty() dealPriceMinor!: number;
  @ApiProperty({ description: 'two or more candidates had paid their deposits' }) competitive!: boolean;
  @ApiProperty() amountMinor!: number;
  @ApiProperty({ type: [FeeLineResponse] }) lines!: FeeLineResponse[];
  @ApiProperty({ type: Number, nullable: true, description: 'what the payments ask for; null before there are any' })
  chargedMinor!: number | null;
  @ApiProperty() paid!: boolean;
  @ApiProperty({ type: [FeeDecisionResponse] }) decisions!: FeeDecisionResponse[];
}

@ApiSchema({ name: 'SaleFeeList' })
export class SaleFeeListResponse {
  @ApiProperty({ type: [SaleFeeResponse] }) items!: SaleFeeResponse[];
}

@ApiSchema({ name: 'DepositSum' })
export class DepositSumResponse {
  @ApiProperty() state!: string;
  @ApiProperty() count!: number;
  @ApiProperty() amountMinor!: number;
}

@ApiSchema({ name: 'OwnMoney' })
export class OwnMoneyResponse {
  @ApiProperty() owedDepositsMinor!: number;
  @ApiProperty() owedPaymentsMinor!: number;
  @ApiProperty({ type: [DepositSumResponse] }) deposits!: DepositSumResponse[];
  @ApiProperty({ description: 'lies with exchanges for my organisation now' }) keptMinor!: number;
  @ApiProperty() comingMinor!: number;
  @ApiProperty() comingCount!: number;
  @ApiProperty() receivedMinor!: number;
  @ApiProperty({ description: 'prices and fees of settled sales' }) paidMinor!: number;
  @ApiProperty({ description: 'paid and not invoiced yet' }) uninvoicedMinor!: number;
}
