import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { MAX_AMOUNT_MINOR } from '@jishi/bidding';
import { Words } from '../http/words';

const DAY_MS = 24 * 3_600_000;
/** The end of the year 9999: the engine knows no later time. */
const LAST_MS = 253_402_300_799_999;
const SUBJECTS = ['qualification', 'bid', 'result'] as const;

class CommandRequest {
  @ApiProperty({ format: 'uuid', description: 'made by the client; the same id again gives the same answer' })
  @IsUUID()
  commandId!: string;
}

export class BidRequest extends CommandRequest {
  @ApiProperty({ example: 60500000, description: 'fen' })
  @IsInt()
  @Min(1)
  @Max(MAX_AMOUNT_MINOR)
  amountMinor!: number;
}

export class MatchRequest extends CommandRequest {
  @ApiProperty({
    example: 60500000,
    description: 'the standing price that is matched, fen; another one is refused as stale',
  })
  @IsInt()
  @Min(1)
  @Max(MAX_AMOUNT_MINOR)
  priceMinor!: number;
}

export class SealRequest extends CommandRequest {
  @ApiProperty({ description: 'the bid as the bidder’s own client encrypted it for the trustees' })
  @IsString()
  @Length(1, 16_384)
  envelope!: string;
}

export class ObjectRequest extends CommandRequest {
  @ApiProperty({ enum: SUBJECTS })
  @IsIn(SUBJECTS)
  about!: (typeof SUBJECTS)[number];

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'the entry of the book it is about' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  target?: number | null;

  @ApiProperty({ description: 'not in the public book' })
  @Words(2, 2_000)
  text!: string;
}

export class AppealRequest extends CommandRequest {
  @ApiProperty({ description: 'not in the public book' })
  @Words(2, 2_000)
  text!: string;
}

export class OperateRequest extends CommandRequest {
  @ApiProperty({ description: 'published in the book' })
  @Words(2, 500)
  reason!: string;
}

export class ExtendRequest extends OperateRequest {
  @ApiProperty({ example: 300000 })
  @IsInt()
  @Min(1_000)
  @Max(7 * DAY_MS)
  extendMs!: number;
}

export class RescheduleRequest extends OperateRequest {
  @ApiProperty({
    example: 1792224000000,
    description: 'before the opening: when it opens; while paused: when it goes on by itself',
  })
  @IsInt()
  @Min(1)
  @Max(LAST_MS)
  toMs!: number;
}

export class RuleRequest extends CommandRequest {
  @ApiProperty()
  @IsBoolean()
  upheld!: boolean;

  @ApiProperty({ description: 'the sale has no result; only after the close, and only by upholding' })
  @IsBoolean()
  annul!: boolean;

  @ApiProperty({ description: 'published in the book' })
  @Words(2, 2_000)
  reason!: string;
}
