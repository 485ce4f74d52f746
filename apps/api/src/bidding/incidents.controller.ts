import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiTags } from '@nestjs/swagger';
import { IncidentService } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';

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
}

@ApiTags('auctions')
@Controller('auctions')
export class IncidentsController {
  constructor(private readonly incidents: IncidentService) {}

  @Get(':id/incidents')
  @Permit('auction.operate', 'audit.read')
  @ApiOperation({ summary: 'What went wrong beside the book, such as a bid in time that could not be entered' })
  @ApiOkResponse({ type: IncidentListResponse })
  async list(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<IncidentListResponse> {
    return { items: await this.incidents.list(actor, id) };
  }
}
