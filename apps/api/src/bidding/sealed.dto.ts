import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { MOST_AT_ONCE } from '@jishi/bidding';
import { ROLES, type TrusteeRole } from '@jishi/sealing';
import { MayBeLeftOut } from '../http/dto';
import { Words } from '../http/words';

const KEY = /^[A-Za-z0-9_-]{43}$/;
const BY_ROLE = { type: 'object', additionalProperties: { type: 'string', nullable: true } } as const;

export class AppointRequest {
  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: TrusteeRole;

  @ApiProperty({ format: 'uuid', description: 'the exchange itself, a notary, a regulator' })
  @IsUUID()
  organisationId!: string;

  @ApiPropertyOptional({ description: 'why another takes its place' })
  @MayBeLeftOut()
  @Words(0, 500)
  reason?: string;
}

export class OfferKeyRequest {
  @ApiProperty({ description: 'raw X25519 public key, base64url' })
  @Matches(KEY)
  publicKey!: string;
}

export class ChallengeResponse {
  @ApiProperty({ description: 'only the holder of the private key can read it' }) challenge!: string;
}

export class ProveKeyRequest {
  @ApiProperty({ description: 'what was in the challenge' })
  @IsString()
  @Length(1, 200)
  answer!: string;
}

export class ContributionRequest {
  @ApiProperty({ description: 'seq of the bid; 0 in a drill' })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  bid!: number;

  @ApiProperty({
    ...BY_ROLE,
    description: 'for each other trustee, what was below the outer layer; null: did not open',
  })
  @IsObject()
  layers!: Partial<Record<TrusteeRole, string | null>>;

  @ApiProperty({ ...BY_ROLE, description: 'for each trustee who came before, the content key; null: did not open' })
  @IsObject()
  keys!: Partial<Record<TrusteeRole, string | null>>;
}

export class ContributeRequest {
  @ApiProperty({ type: [ContributionRequest] })
  @ValidateNested({ each: true })
  @Type(() => ContributionRequest)
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  contributions!: ContributionRequest[];
}

export class EnvelopeQuery {
  @ApiPropertyOptional({ default: 0, description: 'bids after this one' })
  @MayBeLeftOut()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: MOST_AT_ONCE, default: MOST_AT_ONCE })
  @MayBeLeftOut()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_AT_ONCE)
  limit?: number;
}

@ApiSchema({ name: 'SealedItem' })
export class SealedItemResponse {
  @ApiProperty({ description: 'seq of the bid; 0 in a drill' }) bid!: number;
  @ApiProperty({ description: 'bidder code, bound into the envelope' }) bidder!: string;
  @ApiProperty() envelope!: string;
  @ApiProperty({ ...BY_ROLE, description: 'what the other trustees peeled for this one' })
  layers!: object;
}

@ApiSchema({ name: 'SealedItemList' })
export class SealedPageResponse {
  @ApiProperty({ type: [SealedItemResponse] }) items!: SealedItemResponse[];
  @ApiProperty({ type: Number, nullable: true, description: 'ask again with `after` = this' }) nextAfter!:
    number | null;
}

class SeatResponse {
  @ApiProperty({ enum: ROLES }) role!: TrusteeRole;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() publicKey!: string;
}

@ApiSchema({ name: 'TrusteeSeats' })
export class SeatsResponse {
  @ApiProperty({ type: [SeatResponse], description: 'empty until all three are seated' }) trustees!: SeatResponse[];
}

class TrusteeResponse {
  @ApiProperty({ enum: ROLES }) role!: TrusteeRole;
  @ApiProperty({ format: 'uuid' }) organisationId!: string;
  @ApiProperty() organisationName!: string;
  @ApiProperty({ type: String, nullable: true }) publicKey!: string | null;
  @ApiProperty({ type: String, nullable: true }) publishedByName!: string | null;
  @ApiProperty({ type: Date, nullable: true }) publishedAt!: Date | null;
  @ApiProperty({ description: 'has opened its layers of the present test bid' }) drilled!: boolean;
}

@ApiSchema({ name: 'OpeningProgress' })
export class ProgressResponse {
  @ApiProperty() bids!: number;
  @ApiProperty() opened!: number;
  @ApiProperty({ description: 'two trustees tried and it did not open' }) unopened!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, description: 'bids done, by role' })
  contributed!: Record<TrusteeRole, number>;
  @ApiProperty({ description: 'the reveal may be requested' }) ready!: boolean;
}

@ApiSchema({ name: 'Ceremony' })
export class CeremonyResponse {
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: ['announced', 'open', 'paused', 'ended', 'closed'] }) state!: string;
  @ApiProperty({ type: String, nullable: true }) awaits!: string | null;
  @ApiProperty() opensAtMs!: number;
  @ApiProperty() endsAtMs!: number;
  @ApiProperty({ enum: ['first', 'second'] }) sealedPrice!: string;
  @ApiProperty({ type: [TrusteeResponse] }) trustees!: TrusteeResponse[];
  @ApiProperty({ description: 'all three are in the book; without them the sale does not open' }) seated!: boolean;
  @ApiProperty() bidCount!: number;
  @ApiProperty({ type: ProgressResponse, nullable: true, description: 'while the opening lasts' })
  opening!: ProgressResponse | null;
  @ApiProperty({ enum: ROLES, nullable: true, description: 'what my organisation is in it' }) mine!: TrusteeRole | null;
  @ApiProperty({ description: 'my organisation runs the sale' }) mayOperate!: boolean;
}

@ApiSchema({ name: 'CeremonyList' })
export class CeremonyListResponse {
  @ApiProperty({ type: [CeremonyResponse] }) items!: CeremonyResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
