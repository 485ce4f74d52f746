import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiSchema, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { type Award, SubsidiesService } from '@jishi/subsidies';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { ListQueryDto, newestFirst } from '../http/list-query';

class SubsidyQuery extends ListQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  contractId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(2100)
  year?: number;
}

class LocalText {
  @ApiProperty() zh!: string;
  @ApiProperty() en!: string;
}

@ApiSchema({ name: 'SubsidyTraceLine' })
class TraceLineResponse {
  @ApiProperty({ example: 'rate.flat' }) code!: string;
  @ApiProperty({ type: 'object', additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] } })
  params!: Record<string, string | number>;
  @ApiProperty() amountMinor!: number;
  @ApiProperty({ type: LocalText }) text!: LocalText;
}

@ApiSchema({ name: 'SubsidyAward' })
class SubsidyResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() ruleCode!: string;
  @ApiProperty() ruleVersion!: number;
  @ApiProperty({ type: LocalText }) ruleName!: LocalText;
  @ApiProperty() ruleTitle!: string;
  @ApiProperty() ruleSource!: string;
  @ApiProperty({ format: 'uuid' }) volumeRecordId!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() contractNumber!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ format: 'uuid' }) beneficiaryId!: string;
  @ApiProperty() beneficiaryName!: string;
  @ApiProperty() year!: number;
  @ApiProperty() amountMinor!: number;
  @ApiProperty() currency!: string;
  @ApiProperty({ type: [TraceLineResponse], description: 'the computation, line by line' }) trace!: TraceLineResponse[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

@ApiSchema({ name: 'SubsidyAwardList' })
class SubsidyListResponse {
  @ApiProperty({ type: [SubsidyResponse] }) items!: SubsidyResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

const view = (award: Award): SubsidyResponse => ({
  ...award,
  ruleTitle: award.ruleName.zh,
  createdAt: award.createdAt.toISOString(),
});

@ApiTags('subsidies')
@Controller('subsidies')
export class SubsidiesController {
  constructor(private readonly subsidies: SubsidiesService) {}

  @Get()
  @Permit('subsidy.read')
  @ApiOperation({ summary: 'Subsidies with the trace of their computation' })
  @ApiOkResponse({ type: SubsidyListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: SubsidyQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubsidyListResponse | string> {
    const { contractId, year } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<SubsidyListResponse> => {
      const found = await this.subsidies.list(actor, {
        ...newestFirst(page),
        ...(contractId ? { contractId } : {}),
        ...(year ? { year } : {}),
      });
      return { ...found, items: found.items.map(view) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'subsidies', load) : load(query);
  }
}
