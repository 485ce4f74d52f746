import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { Public } from '@jishi/identity';
import { MAX_PRICE_MINOR, RuleProfileService } from '@jishi/listings';

export class FeeQuery {
  @ApiProperty({ example: 'gz-university', description: 'the rules of the sale' })
  @IsString()
  @Length(1, 100)
  code!: string;

  @ApiProperty({ minimum: 1 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version!: number;

  @ApiProperty({ minimum: 1, description: 'listing price, or start price of an auction' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_PRICE_MINOR)
  listingPriceMinor!: number;

  @ApiProperty({ minimum: 1 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_PRICE_MINOR)
  dealPriceMinor!: number;

  @ApiProperty({ enum: ['true', 'false'], description: 'two or more candidates bid' })
  @IsIn(['true', 'false'])
  competitive!: 'true' | 'false';
}

@ApiSchema({ name: 'QuotedFeeLine' })
export class QuotedFeeLineResponse {
  @ApiProperty({ enum: ['band', 'excess', 'minimum'] }) kind!: string;
  @ApiProperty({ description: 'the part of the price this line is computed from' }) baseMinor!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, nullable: true })
  rate!: { numerator: number; denominator: number } | null;
  @ApiProperty() amountMinor!: number;
}

@ApiSchema({ name: 'QuotedFee' })
export class QuotedFeeResponse {
  @ApiProperty() amountMinor!: number;
  @ApiProperty({ type: [QuotedFeeLineResponse] }) lines!: QuotedFeeLineResponse[];
}

@ApiSchema({ name: 'FeeQuote' })
export class FeeQuoteResponse {
  @ApiProperty({ type: QuotedFeeResponse }) seller!: QuotedFeeResponse;
  @ApiProperty({ type: QuotedFeeResponse }) buyer!: QuotedFeeResponse;
}

@ApiTags('rules')
@Controller('fee-quotes')
export class FeeQuotesController {
  constructor(private readonly profiles: RuleProfileService) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'What each side would pay at a price, line by line, by the fee table of a set of rules' })
  @ApiOkResponse({ type: FeeQuoteResponse })
  quote(@Query() { code, version, competitive, ...sale }: FeeQuery): Promise<FeeQuoteResponse> {
    return this.profiles.fees(code, version, { ...sale, competitive: competitive === 'true' });
  }
}
