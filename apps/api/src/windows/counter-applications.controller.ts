import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiSchema,
  ApiTags,
} from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { CounterFilingService, type FilingRow } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { sendCsv } from '../http/csv';
import { PageQuery } from '../http/dto';
import { ApplicationRequest } from '../qualification/applications.dto';

class CounterApplicationRequest extends ApplicationRequest {
  @ApiProperty({ format: 'uuid', description: 'for whom' })
  @IsUUID()
  clientId!: string;
}

class CounterApplicationQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

class CounterApplicationResponse {
  @ApiProperty({ format: 'uuid', description: 'of the application' }) id!: string;
  @ApiProperty({ example: 'JSBM2026000001' }) receiptNumber!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty({ format: 'uuid' }) clientId!: string;
  @ApiProperty() clientName!: string;
  @ApiProperty() windowName!: string;
  @ApiProperty() clerkName!: string;
  @ApiProperty() mandateRef!: string;
  @ApiProperty({ description: 'papers handed in' }) documents!: number;
  @ApiProperty({ description: 'of the application, now' }) state!: string;
  @ApiProperty({ type: String, format: 'date-time' }) filedAt!: Date;
}

@ApiSchema({ name: 'CounterApplicationList' })
class CounterApplicationListResponse {
  @ApiProperty({ type: [CounterApplicationResponse] }) items!: CounterApplicationResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

const csvRow = (filing: FilingRow): object => ({
  '回执 receipt': filing.receiptNumber,
  '时间 filed_at': filing.filedAt,
  '办理员 clerk': filing.clerkName,
  '委托人 client': filing.clientName,
  '委托书 mandate': filing.mandateRef,
  '项目 listing': filing.listingNumber,
  '名称 title': filing.listingTitle,
  '材料 documents': filing.documents,
  '状态 state': filing.state,
});

/** Applications filed by a window's clerk under the client's written mandate. */
@ApiTags('windows')
@Controller()
export class CounterApplicationsController {
  constructor(private readonly filings: CounterFilingService) {}

  @Post('listings/:id/counter-applications')
  @Permit('counter.bid')
  @ApiOperation({ summary: 'Apply for a client of my window, with scans of its papers; marked and receipted' })
  @ApiCreatedResponse({ type: CounterApplicationResponse })
  apply(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { clientId, ...content }: CounterApplicationRequest,
  ): Promise<CounterApplicationResponse> {
    return this.filings.apply(actor, clientId, id, content);
  }

  @Get('counter/applications')
  @Permit('counter.bid')
  @ApiOperation({ summary: 'Applications my window has filed, the latest first' })
  @ApiOkResponse({ type: CounterApplicationListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() { format, ...query }: CounterApplicationQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CounterApplicationListResponse | string> {
    if (format !== 'csv') return this.filings.list(actor, query);
    return sendCsv(reply, 'counter-applications', async (part) => {
      const found = await this.filings.list(actor, { ...query, ...part });
      return { ...found, items: found.items.map(csvRow) };
    });
  }
}
