import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { PageQuery } from '../http/dto';

const STATES = ['announced', 'open', 'paused', 'ended', 'closed'] as const;
type State = (typeof STATES)[number];
const RESULTS = ['pending', 'awarded', 'failed', 'defaulted'] as const;
const AWAITS = ['reveal', 'firstRefusal'] as const;
const OUTCOMES = ['sold', 'unsold', 'terminated'] as const;
const MAX_EVENTS = 1_000;

export class AuctionQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: State;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

export class SalesQuery extends AuctionQuery {
  @ApiPropertyOptional({ description: 'part of a title' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  q?: string;
}

export class EventQuery {
  @ApiPropertyOptional({ default: 0, description: 'events after this sequence number' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: MAX_EVENTS, default: 500 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_EVENTS)
  limit?: number;
}

@ApiSchema({ name: 'SignedHead' })
export class HeadResponse {
  @ApiProperty() seq!: number;
  @ApiProperty({ description: 'Merkle root of the first `seq` events, hex' }) root!: string;
  @ApiProperty() signature!: string;
  @ApiProperty() keyId!: string;
  @ApiProperty({ description: 'place among the heads signed together' }) index!: number;
  @ApiProperty() size!: number;
  @ApiProperty({ type: [String] }) path!: string[];
}

@ApiSchema({ name: 'Acknowledgement' })
export class AckResponse {
  @ApiProperty() accepted!: boolean;
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'place in the book; null when nothing was entered' })
  seq!: number | null;
  @ApiPropertyOptional() atMs?: number;
  @ApiPropertyOptional() arrivedAtMs?: number;
  @ApiPropertyOptional({ type: Number, nullable: true }) priceMinor?: number | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'bidder code' }) leader?: string | null;
  @ApiPropertyOptional() endsAtMs?: number;
  @ApiPropertyOptional({ description: 'hash of the event in the tree' }) leafHash?: string;
  @ApiPropertyOptional({ type: HeadResponse }) head?: HeadResponse;
  @ApiPropertyOptional({ description: 'why it was not accepted' }) code?: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] } })
  params?: Record<string, string | number>;
  @ApiPropertyOptional() message?: string;
}

export class AuctionResponse {
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: STATES }) state!: State;
  @ApiPropertyOptional({ enum: OUTCOMES }) outcome?: (typeof OUTCOMES)[number];
  @ApiPropertyOptional({
    enum: RESULTS,
    nullable: true,
    description: 'once closed: `pending` until nothing stands against it',
  })
  result?: (typeof RESULTS)[number] | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'bidder code' }) winner?: string | null;
  @ApiProperty() seq!: number;
  @ApiProperty({ example: 'english' }) mode!: string;
  @ApiProperty() startPriceMinor!: number;
  @ApiProperty({ type: Number, nullable: true }) priceMinor!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'bidder code' }) leader!: string | null;
  @ApiProperty() nextMinimumMinor!: number;
  @ApiProperty() incrementMinor!: number;
  @ApiProperty() bidCount!: number;
  @ApiProperty() hasReserve!: boolean;
  @ApiProperty({ type: Boolean, nullable: true }) reserveMet!: boolean | null;
  @ApiProperty() opensAtMs!: number;
  @ApiProperty() freeEndsAtMs!: number;
  @ApiProperty() endsAtMs!: number;
  @ApiProperty() originalEndsAtMs!: number;
  @ApiProperty() extensions!: number;
  @ApiProperty() timerMs!: number;
  @ApiProperty({ type: Number, nullable: true }) pausedAtMs!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'when a paused sale goes on by itself' })
  resumesAtMs!: number | null;
  @ApiProperty({ enum: AWAITS, nullable: true, description: 'what an ended sale waits for' })
  awaits!: (typeof AWAITS)[number] | null;
  @ApiProperty({ type: Number, nullable: true }) awaitsUntilMs!: number | null;
  @ApiProperty({ description: 'they freeze award and money' }) openObjections!: number;
  @ApiProperty({ type: [String], description: 'codes of holders of a right of first refusal, best first' })
  firstRefusal!: readonly string[];
}

@ApiSchema({ name: 'AuctionList' })
export class AuctionListResponse {
  @ApiProperty({ type: [AuctionResponse] }) items!: AuctionResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

class BidLineResponse {
  @ApiProperty() seq!: number;
  @ApiProperty({ description: 'bidder code' }) bidder!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'null while it is sealed' }) amountMinor!: number | null;
  @ApiProperty() arrivedAtMs!: number;
  @ApiPropertyOptional({ description: 'declared void: it does not count' }) void?: boolean;
  @ApiPropertyOptional({ description: 'made by the engine for the owner of a maximum' }) auto?: boolean;
  @ApiPropertyOptional({ description: 'a right of first refusal exercised' }) match?: boolean;
  @ApiPropertyOptional({ description: 'handed in sealed' }) sealed?: boolean;
  @ApiPropertyOptional({ enum: ['counter'], description: 'entered at a window for its client' }) channel?: 'counter';
}

class OwnStandingResponse {
  @ApiProperty({ type: String, nullable: true }) code!: string | null;
  @ApiProperty() admitted!: boolean;
  @ApiProperty({ description: 'my offer is the highest' }) standing!: boolean;
  @ApiProperty({ type: Number, nullable: true, description: 'rank of my right of first refusal' })
  firstRefusalRank!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'my own maximum, while I lead by it' })
  maximumMinor!: number | null;
}

export class SnapshotResponse extends AuctionResponse {
  @ApiProperty({ enum: ['free', 'timed'] }) phase!: 'free' | 'timed';
  @ApiProperty({ type: [BidLineResponse], description: 'the latest, newest first' }) bids!: BidLineResponse[];
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'frozen at the announcement' })
  rules!: object;
  @ApiProperty({ type: HeadResponse }) head!: HeadResponse;
  @ApiPropertyOptional({ type: OwnStandingResponse, description: 'only for those logged in' })
  me?: OwnStandingResponse;
}

@ApiSchema({ name: 'EventList' })
export class EventListResponse {
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'the public book: `seq`, `atMs`, `type`, `privateHash` and the fields of the type',
  })
  items!: object[];
  @ApiProperty({ type: Number, nullable: true, description: 'ask again with `after` = this' })
  nextAfter!: number | null;
}
