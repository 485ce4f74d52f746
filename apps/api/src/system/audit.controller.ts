import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiSchema, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { AuditService, Permit } from '@jishi/identity';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { PageQuery } from '../http/dto';

class AuditQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'user.disabled' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  action?: string;

  @ApiPropertyOptional({ description: 'what the entries are about: the id of a listing, a user …' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  subjectId?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

class AuditEntryResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: the system itself' }) actorId!: string | null;
  @ApiProperty({ type: String, nullable: true }) actorName!: string | null;
  @ApiProperty({ type: String, nullable: true }) organisationId!: string | null;
  @ApiProperty({ type: String, nullable: true }) organisationName!: string | null;
  @ApiProperty({ example: 'listing.approved' }) action!: string;
  @ApiProperty({ example: 'listing' }) subjectType!: string;
  @ApiProperty() subjectId!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) detail!: Record<string, unknown>;
}

@ApiSchema({ name: 'AuditList' })
class AuditListResponse {
  @ApiProperty({ type: [AuditEntryResponse] }) items!: AuditEntryResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiTags('oversight')
@Controller('audit')
export class AuditController {
  constructor(private readonly log: AuditService) {}

  @Get()
  @Permit('audit.read')
  @ApiOperation({ summary: 'Who did what, newest first' })
  @ApiOkResponse({ type: AuditListResponse })
  async list(
    @Query() query: AuditQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuditListResponse | string> {
    if (query.format === 'csv') return sendCsv(reply, 'audit', (page) => this.log.list({ ...query, ...page }));
    const page = await this.log.list(query);
    return { ...page, items: page.items.map((entry) => ({ ...entry, at: entry.at.toISOString() })) };
  }
}
