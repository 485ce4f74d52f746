import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { ListingReadsService, NegotiationService } from '@jishi/listings';
import { ListingResponse, ObjectionRequest, ObjectionResponse, RulingRequest } from './listings.dto';
import { listingView, objectionView } from './views';

/** The publicity notice of a negotiated price: objections, rulings, conclusion. */
@ApiTags('listings')
@Controller()
export class NegotiationController {
  constructor(
    private readonly negotiations: NegotiationService,
    private readonly reads: ListingReadsService,
  ) {}

  @Post('listings/:id/objections')
  @Permit('objection.file')
  @ApiOperation({ summary: 'Object to a negotiated sale while its notice runs' })
  @ApiCreatedResponse({ type: ObjectionResponse })
  async object(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ObjectionRequest,
  ): Promise<ObjectionResponse> {
    return objectionView(await this.negotiations.object(actor, id, body.grounds));
  }

  @Post('objections/:id/ruling')
  @Permit('objection.rule')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rule on an objection; upheld, the sale is over' })
  @ApiOkResponse({ type: ObjectionResponse })
  async rule(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RulingRequest,
  ): Promise<ObjectionResponse> {
    return objectionView(await this.negotiations.rule(actor, id, body.upheld, body.reason));
  }

  @Post('listings/:id/conclude')
  @Permit('listing.submit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Conclude a negotiated sale after its notice' })
  @ApiOkResponse({ type: ListingResponse })
  async conclude(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ListingResponse> {
    await this.negotiations.conclude(actor, id);
    return listingView(await this.reads.get(actor, id));
  }
}
