import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { APPROVAL_STATES, type ApprovalState } from '@jishi/bidding';
import { PageQuery } from '../http/dto';
import { Words } from '../http/words';

export class ApprovalRequestDto {
  @ApiProperty({ format: 'uuid', description: 'made by the client; becomes the id of the approval and of its command' })
  @IsUUID()
  commandId!: string;

  @ApiProperty({ example: 'void', description: '`void`: payload `{ "bid": seq }`; `reveal`: see the sealed ceremony' })
  @IsString()
  @Length(2, 40)
  kind!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, example: { bid: 17 } })
  @IsObject()
  payload!: Record<string, unknown>;

  @ApiProperty({ description: 'published in the book when it is done' })
  @Words(2, 500)
  reason!: string;
}

export class ApproveRequest {
  @ApiProperty({ description: 'one’s own password, again: an open screen must not be enough' })
  @IsString()
  @Length(1, 200)
  password!: string;
}

export class RefuseRequest {
  @ApiProperty({ description: 'whoever asked reads it' })
  @Words(2, 500)
  reason!: string;
}

export class ApprovalQuery extends PageQuery {
  @ApiPropertyOptional({ enum: APPROVAL_STATES, description: '`pending`: only what still waits for a second person' })
  @IsOptional()
  @IsIn(APPROVAL_STATES)
  state?: ApprovalState;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

@ApiSchema({ name: 'ApprovalOutcome' })
class OutcomeResponse {
  @ApiProperty() accepted!: boolean;
  @ApiPropertyOptional({ type: Number, nullable: true, description: 'place in the book' }) seq?: number | null;
  @ApiPropertyOptional({ description: 'why it could not be done any more' }) code?: string;
  @ApiPropertyOptional() message?: string;
}

@ApiSchema({ name: 'Approval' })
export class ApprovalResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty() auctionTitle!: string;
  @ApiProperty() kind!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) payload!: Record<string, unknown>;
  @ApiProperty() reason!: string;
  @ApiProperty({ enum: APPROVAL_STATES, description: '`approved` turns into `done` or `failed` within moments' })
  state!: ApprovalState;
  @ApiProperty({ format: 'uuid' }) requestedBy!: string;
  @ApiProperty() requestedByName!: string;
  @ApiProperty({ type: String, format: 'date-time' }) requestedAt!: Date;
  @ApiProperty({ type: String, format: 'date-time' }) expiresAt!: Date;
  @ApiProperty({ type: String, nullable: true }) decidedByName!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: Date | null;
  @ApiProperty() decisionReason!: string;
  @ApiProperty({ type: OutcomeResponse, nullable: true }) outcome!: OutcomeResponse | null;
  @ApiProperty({ description: 'I asked for it: I may withdraw, another must decide' }) own!: boolean;
}

@ApiSchema({ name: 'ApprovalList' })
export class ApprovalListResponse {
  @ApiProperty({ type: [ApprovalResponse] }) items!: ApprovalResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
