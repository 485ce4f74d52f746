import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
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
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { LINK_STATES, type LinkAction, type LinkState, MarketLinkService } from '@jishi/listings';
import { MayBeLeftOut, PageQuery } from '../http/dto';
import { Words } from '../http/words';

const ACTIONS = ['consent', 'accept', 'decline', 'end'] as const;

class LinkProposalRequest {
  @ApiProperty({ format: 'uuid', description: 'the exchange into whose market it is to go' })
  @IsUUID()
  exchangeId!: string;
}

class LinkActRequest {
  @ApiProperty({ enum: ACTIONS })
  @IsIn(ACTIONS)
  action!: LinkAction;

  @ApiPropertyOptional({ description: 'needed to decline or end' })
  @MayBeLeftOut()
  @Words(0, 500)
  reason?: string;
}

class LinkQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  listingId?: string;

  @ApiPropertyOptional({ enum: LINK_STATES })
  @IsOptional()
  @IsIn(LINK_STATES)
  state?: LinkState;
}

const MOMENT = { type: String, format: 'date-time' } as const;

class MarketLinkResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) listingId!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() listingTitle!: string;
  @ApiProperty() listingState!: string;
  @ApiProperty({ description: 'fen' }) priceMinor!: number;
  @ApiProperty({ format: 'uuid' }) transferorId!: string;
  @ApiProperty() transferorName!: string;
  @ApiProperty({ format: 'uuid' }) hostId!: string;
  @ApiProperty() hostName!: string;
  @ApiProperty({ format: 'uuid' }) exchangeId!: string;
  @ApiProperty() exchangeName!: string;
  @ApiProperty({ enum: LINK_STATES }) state!: LinkState;
  @ApiProperty({ description: 'of the last step' }) reason!: string;
  @ApiProperty({ enum: ACTIONS, isArray: true, description: 'what the reader may do now' }) actions!: LinkAction[];
  @ApiProperty(MOMENT) createdAt!: Date;
  @ApiProperty({ ...MOMENT, nullable: true }) linkedAt!: Date | null;
  @ApiProperty({ ...MOMENT, nullable: true }) removedAt!: Date | null;
}

@ApiSchema({ name: 'MarketLinkList' })
class MarketLinkListResponse {
  @ApiProperty({ type: [MarketLinkResponse] }) items!: MarketLinkResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** One listing in several markets. */
@ApiTags('listings')
@Controller()
@Permit('market.link', 'listing.submit')
export class MarketsController {
  constructor(private readonly links: MarketLinkService) {}

  @Post('listings/:id/markets')
  @ApiOperation({ summary: 'Host: offer a listing to another market; seller: ask the host to' })
  @ApiCreatedResponse({ type: MarketLinkResponse })
  propose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: LinkProposalRequest,
  ): Promise<MarketLinkResponse> {
    return this.links.propose(actor, id, body.exchangeId);
  }

  @Get('market-links')
  @ApiOperation({ summary: 'Links of my listings, and into my market' })
  @ApiOkResponse({ type: MarketLinkListResponse })
  list(@CurrentActor() actor: Actor, @Query() query: LinkQuery): Promise<MarketLinkListResponse> {
    return this.links.list(actor, query);
  }

  @Post('market-links/:id/acts')
  @HttpCode(200)
  @ApiOperation({ summary: 'Consent, accept, decline or end' })
  @ApiOkResponse({ type: MarketLinkResponse })
  act(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: LinkActRequest,
  ): Promise<MarketLinkResponse> {
    return this.links.act(actor, id, body.action, body.reason);
  }
}
