import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiSchema, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IncidentService } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { PageQuery } from '../http/dto';
import { incidentLine } from './sale-line';

class IncidentQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'unsequenced' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  kind?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

@ApiSchema({ name: 'AuctionIncident' })
class IncidentResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'date-time' }) at!: Date;
  @ApiProperty({ example: 'unsequenced' }) kind!: string;
  @ApiProperty({ type: String, nullable: true, description: 'bidder code' }) bidder!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'bid' }) command!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'of an open bid only' }) amountMinor!: number | null;
  @ApiProperty({ type: Number, nullable: true }) arrivedAtMs!: number | null;
}

@ApiSchema({ name: 'AuctionIncidentList' })
class IncidentListResponse {
  @ApiProperty({ type: [IncidentResponse] }) items!: IncidentResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiTags('auctions')
@Controller('auctions')
export class IncidentsController {
  constructor(private readonly incidents: IncidentService) {}

  @Get(':id/incidents')
  @Permit('auction.operate', 'audit.read')
  @ApiOperation({
    summary: 'What went wrong beside the book, such as a bid in time that could not be entered; the latest first',
  })
  @ApiOkResponse({ type: IncidentListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { format, ...query }: IncidentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IncidentListResponse | string> {
    if (format !== 'csv') return this.incidents.list(actor, id, query);
    return sendCsv(reply, 'incidents', async (page) => {
      const { items, nextCursor } = await this.incidents.list(actor, id, { ...query, ...page });
      return { items: items.map(incidentLine), nextCursor };
    });
  }
}
