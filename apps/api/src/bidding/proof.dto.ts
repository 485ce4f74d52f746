import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { ExportScope } from '@jishi/bidding';
import { HeadResponse } from './auctions.dto';

const SUITES = ['ed25519-sha256', 'sm2-sm3'] as const;
type Suite = (typeof SUITES)[number];
const SCOPES: readonly ExportScope[] = ['public', 'full'];

export class InclusionQuery {
  @ApiProperty({ minimum: 1, description: 'the event: a receipt’s `seq`' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  seq!: number;

  @ApiPropertyOptional({ minimum: 1, description: 'of the tree: a receipt’s `head.seq`; without it the latest' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  size?: number;
}

export class ConsistencyQuery {
  @ApiProperty({ minimum: 1, description: 'an earlier head’s `seq`' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  from!: number;

  @ApiPropertyOptional({ minimum: 1, description: 'a later head’s `seq`; without it the latest' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  to?: number;
}

export class ExportQuery {
  @ApiPropertyOptional({ enum: SCOPES, description: 'without it the widest the reader may have' })
  @IsOptional()
  @IsIn(SCOPES)
  scope?: ExportScope;
}

@ApiSchema({ name: 'InclusionProof' })
export class InclusionResponse {
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty({ enum: SUITES }) suite!: Suite;
  @ApiProperty() seq!: number;
  @ApiProperty() size!: number;
  @ApiProperty({ description: 'must be the receipt’s' }) leafHash!: string;
  @ApiProperty({ description: 'of the first `size` events; must be the receipt’s `head.root`' }) root!: string;
  @ApiProperty({ type: [String], description: 'RFC 6962 §2.1.1, from the leaf upwards, hex' }) path!: readonly string[];
  @ApiProperty({ type: HeadResponse, description: 'the latest' }) head!: HeadResponse;
}

@ApiSchema({ name: 'ConsistencyProof' })
export class ConsistencyResponse {
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty({ enum: SUITES }) suite!: Suite;
  @ApiProperty() from!: number;
  @ApiProperty() to!: number;
  @ApiProperty() fromRoot!: string;
  @ApiProperty() toRoot!: string;
  @ApiProperty({ type: [String], description: 'RFC 6962 §2.1.2, hex' }) path!: readonly string[];
  @ApiProperty({ type: HeadResponse, description: 'the latest' }) head!: HeadResponse;
}

class BookKeyResponse {
  @ApiProperty() id!: string;
  @ApiProperty({ enum: SUITES }) suite!: Suite;
  @ApiProperty({ description: 'PEM (SPKI)' }) publicKey!: string;
  @ApiProperty({ format: 'date-time' }) firstUsedAt!: string;
}

@ApiSchema({ name: 'BookKeyList' })
export class BookKeyListResponse {
  @ApiProperty({ type: [BookKeyResponse], description: 'oldest first; none is ever taken away' })
  items!: BookKeyResponse[];
}
