import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiSchema, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { type PerformanceLine, PerformanceService } from '@jishi/settlement';
import { sendCsv } from '../http/csv';
import { PageQuery } from '../http/dto';

class PerformanceQuery extends PageQuery {
  @ApiProperty({ example: '2026-01-01', description: 'a day in China' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  from!: string;

  @ApiProperty({ example: '2026-12-31', description: 'the last day; a year at most' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  to!: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

const TEXT = { type: String, nullable: true } as const;

class PerformanceLineResponse {
  @ApiProperty({ ...TEXT, format: 'uuid', description: 'null: what no window brought' }) windowId!: string | null;
  @ApiProperty(TEXT) windowName!: string | null;
  @ApiProperty(TEXT) kind!: string | null;
  @ApiProperty(TEXT) regionCode!: string | null;
  @ApiProperty() closed!: boolean;
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty({ description: 'listings taken in and handed on' }) intakes!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'days from submission to hand-on, on average' })
  handOnDays!: number | null;
  @ApiProperty({ description: 'given back to the client' }) refusals!: number;
  @ApiProperty({ description: 'at its desk for more than two working days, now' }) overdue!: number;
  @ApiProperty({ description: 'papers receipted' }) receipts!: number;
  @ApiProperty() published!: number;
  @ApiProperty() sales!: number;
  @ApiProperty({ description: 'recorded contracts' }) deals!: number;
  @ApiProperty({ description: 'fen' }) contractAmountMinor!: number;
  @ApiProperty({ description: 'fen' }) technicalAmountMinor!: number;
  @ApiProperty() counterActs!: number;
  @ApiProperty({ description: 'admitted bidders it brought; adds no volume' }) broughtBidders!: number;
}

class TotalsResponse {
  @ApiProperty() deals!: number;
  @ApiProperty() contractAmountMinor!: number;
  @ApiProperty() technicalAmountMinor!: number;
}

@ApiSchema({ name: 'WindowPerformance' })
class PerformanceResponse {
  @ApiProperty({ type: [PerformanceLineResponse] }) items!: PerformanceLineResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
  @ApiProperty({ type: TotalsResponse, description: 'of all lines' }) totals!: TotalsResponse;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'deals of others linked into my market; not in the totals',
  })
  linkedDeals!: number | null;
}

const csvRow = (line: PerformanceLine): object => ({
  '窗口 window': line.windowName ?? '（交易所直接受理 direct）',
  '交易所 exchange': line.exchangeName,
  '类型 kind': line.kind,
  '地区 region': line.regionCode,
  '受理 intakes': line.intakes,
  '平均转交天数 hand_on_days': line.handOnDays,
  '退回 refusals': line.refusals,
  '超期 overdue': line.overdue,
  '收件回执 receipts': line.receipts,
  '发布 published': line.published,
  '成交 sales': line.sales,
  '合同 deals': line.deals,
  '成交额（分）contract_fen': line.contractAmountMinor,
  '技术交易额（分）technical_fen': line.technicalAmountMinor,
  '柜台办理 counter_acts': line.counterActs,
  '引荐竞买人 brought_bidders': line.broughtBidders,
});

@ApiTags('windows')
@Controller('window-performance')
export class PerformanceController {
  constructor(private readonly performance: PerformanceService) {}

  @Get()
  @Permit('window.performance')
  @ApiOperation({ summary: 'What each window did in a period, ranked; a window its own, an exchange its windows' })
  @ApiOkResponse({ type: PerformanceResponse })
  async read(
    @CurrentActor() actor: Actor,
    @Query() { format, ...query }: PerformanceQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PerformanceResponse | string> {
    if (format !== 'csv') return this.performance.read(actor, query);
    return sendCsv(reply, 'window-performance', async (part) => {
      const found = await this.performance.read(actor, { ...query, ...part });
      return { items: found.items.map(csvRow), nextCursor: found.nextCursor };
    });
  }
}
