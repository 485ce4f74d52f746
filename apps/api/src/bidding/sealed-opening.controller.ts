import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MOST_AT_ONCE, OpeningService } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { ContributeRequest, EnvelopeQuery, ProgressResponse, SealedPageResponse } from './sealed.dto';

/** After the end of a sealed sale: two of its trustees open the bids. The reveal itself takes two people (`approvals`). */
@ApiTags('sealed')
@Controller('ceremonies')
@Permit('trustee.act')
export class SealedOpeningController {
  constructor(private readonly openings: OpeningService) {}

  @Get(':id/envelopes')
  @ApiOperation({ summary: 'The sealed bids, for trustees of this sale; refused to everybody before the end' })
  @ApiOkResponse({ type: SealedPageResponse })
  envelopes(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { after = 0, limit = MOST_AT_ONCE }: EnvelopeQuery,
  ): Promise<SealedPageResponse> {
    return this.openings.envelopes(actor, id, after, limit);
  }

  @Post(':id/contributions')
  @HttpCode(200)
  @ApiOperation({ summary: 'What my key opened of some bids; again when another trustee has been there meanwhile' })
  @ApiOkResponse({ type: ProgressResponse })
  contribute(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { contributions }: ContributeRequest,
  ): Promise<ProgressResponse> {
    return this.openings.contribute(actor, id, contributions);
  }
}
