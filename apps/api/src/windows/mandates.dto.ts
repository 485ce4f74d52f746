import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import {
  MANDATE_SCOPES,
  MANDATE_STATES,
  type MandateRow,
  type MandateScope,
  type MandateState,
  mandateState,
} from '@jishi/windows';
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';

export class MandateRequest {
  @ApiProperty({ example: '委托书 2026-017' })
  @Words(1, 200)
  mandateRef!: string;

  @ApiPropertyOptional({ enum: MANDATE_SCOPES, isArray: true, default: ['intake'] })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(5)
  @IsIn(MANDATE_SCOPES, { each: true })
  scopes?: MandateScope[];

  @ApiPropertyOptional({ description: 'the most a clerk may enter in one sale, fen' })
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  @Max(10_000_000_000_000)
  bidLimitMinor?: number;

  @ApiPropertyOptional({ example: '2026-11-23', description: 'today when left out' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(10)
  validFrom?: string;

  @ApiPropertyOptional({ example: '2027-11-22', description: 'its last day' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(10)
  validUntil?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'scan of the paper, handed in before' })
  @MayBeLeftOut()
  @IsUUID()
  paperId?: string;
}

export class PaperMandateRequest extends MandateRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  clientId!: string;

  @ApiProperty({ format: 'uuid', description: 'scan of the signed paper, handed in before' })
  @IsUUID()
  declare paperId: string;
}

export class RefuseMandateRequest {
  @ApiProperty({ description: 'client and window read it' })
  @Words(2, 500)
  reason!: string;
}

export class MandateQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['pending', 'running', 'over'] })
  @IsOptional()
  @IsIn(['pending', 'running', 'over'])
  state?: 'pending' | 'running' | 'over';

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  windowId?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

const TEXT = { type: String, nullable: true } as const;
const MOMENT = { type: String, format: 'date-time', nullable: true } as const;

export class MandateResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) windowId!: string;
  @ApiProperty() windowName!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty({ format: 'uuid', description: 'the client' }) organisationId!: string;
  @ApiProperty({ description: 'of the client' }) name!: string;
  @ApiProperty() kind!: string;
  @ApiProperty({ description: 'reference of the signed mandate' }) mandateRef!: string;
  @ApiProperty({ enum: MANDATE_STATES }) state!: MandateState;
  @ApiProperty({ enum: MANDATE_SCOPES, isArray: true }) scopes!: MandateScope[];
  @ApiProperty({ type: Number, nullable: true, description: 'fen' }) bidLimitMinor!: number | null;
  @ApiProperty({ example: '2026-11-23' }) validFrom!: string;
  @ApiProperty(TEXT) validUntil!: string | null;
  @ApiProperty({ enum: ['online', 'counter'] }) channel!: 'online' | 'counter';
  @ApiProperty({ ...TEXT, format: 'uuid' }) paperId!: string | null;
  @ApiProperty({ ...TEXT, format: 'uuid' }) enteredBy!: string | null;
  @ApiProperty(TEXT) enteredByName!: string | null;
  @ApiProperty(MOMENT) confirmedAt!: Date | null;
  @ApiProperty({ enum: ['client', 'exchange'], nullable: true }) confirmedHow!: 'client' | 'exchange' | null;
  @ApiProperty(TEXT) confirmedByName!: string | null;
  @ApiProperty(MOMENT) endedAt!: Date | null;
  @ApiProperty() endReason!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'MandateList' })
export class MandateListResponse {
  @ApiProperty({ type: [MandateResponse] }) items!: MandateResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export function mandateView(mandate: MandateRow): MandateResponse {
  const { windowOrganisationId: _w, exchangeId: _e, confirmedBy: _c, today, createdAt, scopes, ...rest } = mandate;
  const state = mandateState(mandate, today);
  return { ...rest, scopes: [...scopes], state, createdAt: createdAt.toISOString() };
}

export const mandateCsvRow = (mandate: MandateResponse): object => ({
  '窗口 window': mandate.windowName,
  '委托人 client': mandate.name,
  '委托书 reference': mandate.mandateRef,
  '事项 scopes': mandate.scopes.join(';'),
  '报价上限（分）limit_fen': mandate.bidLimitMinor,
  '起 from': mandate.validFrom,
  '止 until': mandate.validUntil,
  '状态 state': mandate.state,
  '方式 channel': mandate.channel,
  '录入 entered_by': mandate.enteredByName,
  '确认 confirmed_by': mandate.confirmedByName,
  '确认时间 confirmed_at': mandate.confirmedAt,
  '终止时间 ended_at': mandate.endedAt,
  '终止原因 end_reason': mandate.endReason,
});
