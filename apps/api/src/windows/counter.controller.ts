import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiSchema, ApiTags } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CounterAct, type CounterKind, CounterService } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { answerOf } from '../bidding/answer';
import { AckResponse, AuctionResponse } from '../bidding/auctions.dto';
import { BidArrivals } from '../bidding/bid-arrivals';
import { BidRequest } from '../bidding/commands.dto';
import { sendCsv } from '../http/csv';
import { PageQuery } from '../http/dto';

const KINDS = ['bid', 'maximum'] as const;

class CounterBidRequest extends BidRequest {
  @ApiProperty({ format: 'uuid', description: 'for whom' })
  @IsUUID()
  clientId!: string;

  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  kind!: CounterKind;
}

class CounterActQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  auctionId?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  since?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'] })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: string;
}

class CounterActResponse {
  @ApiProperty({ format: 'uuid', description: 'the command’s id in the book' }) id!: string;
  @ApiProperty({ example: 'JSGT2026000001' }) receiptNumber!: string;
  @ApiProperty({ enum: ['counter'] }) channel!: 'counter';
  @ApiProperty({ enum: KINDS }) kind!: CounterKind;
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty() auctionTitle!: string;
  @ApiProperty() listingNumber!: string;
  @ApiProperty() hostName!: string;
  @ApiProperty({ format: 'uuid' }) windowId!: string;
  @ApiProperty() windowName!: string;
  @ApiProperty() windowAddress!: string;
  @ApiProperty() windowPhone!: string;
  @ApiProperty({ format: 'uuid' }) clerkId!: string;
  @ApiProperty() clerkName!: string;
  @ApiProperty({ format: 'uuid' }) clientId!: string;
  @ApiProperty() clientName!: string;
  @ApiProperty({ format: 'uuid' }) mandateId!: string;
  @ApiProperty() mandateRef!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'null: a maximum is the client’s secret' })
  amountMinor!: number | null;
  @ApiProperty({ type: String, format: 'date-time' }) enteredAt!: Date;
  @ApiProperty({ enum: ['accepted', 'refused'], nullable: true, description: 'null: not known yet' })
  outcome!: 'accepted' | 'refused' | null;
  @ApiProperty({ type: String, nullable: true, description: 'why it was refused' }) code!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'its place in the book' }) seq!: number | null;
}

class CounterAnswerResponse {
  @ApiProperty({ type: CounterActResponse }) act!: CounterActResponse;
  @ApiProperty({ type: AckResponse }) ack!: AckResponse;
}

@ApiSchema({ name: 'CounterActList' })
class CounterActListResponse {
  @ApiProperty({ type: [CounterActResponse] }) items!: CounterActResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

class CounterSeatResponse {
  @ApiProperty({ format: 'uuid' }) auctionId!: string;
  @ApiProperty({ format: 'uuid' }) clientId!: string;
  @ApiProperty() clientName!: string;
  @ApiProperty() mandateRef!: string;
  @ApiProperty({ type: Number, nullable: true }) bidLimitMinor!: number | null;
  @ApiProperty({ type: String, nullable: true }) validUntil!: string | null;
  @ApiProperty() hostName!: string;
  @ApiProperty({ description: 'I serve another client in this sale' }) servesOther!: boolean;
  @ApiProperty({ type: AuctionResponse }) sale!: AuctionResponse;
}

@ApiSchema({ name: 'CounterSeatList' })
class CounterSeatListResponse {
  @ApiProperty({ type: [CounterSeatResponse] }) items!: CounterSeatResponse[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

function actView(act: CounterAct): CounterActResponse {
  const { windowOrganisationId: _w, exchangeId: _e, hostId: _h, mode: _m, ...rest } = act;
  return { ...rest, channel: 'counter' };
}

const actCsvRow = (act: CounterActResponse): object => ({
  '回执 receipt': act.receiptNumber,
  '时间 entered_at': act.enteredAt,
  '窗口 window': act.windowName,
  '办理员 clerk': act.clerkName,
  '委托人 client': act.clientName,
  '委托书 mandate': act.mandateRef,
  '项目 listing': act.listingNumber,
  '名称 title': act.auctionTitle,
  '种类 kind': act.kind,
  '金额（分）amount_fen': act.amountMinor,
  '结果 outcome': act.outcome,
  '原因 code': act.code,
  '序号 seq': act.seq,
});

/** Bids entered by a window's clerk under the client's written mandate. */
@ApiTags('windows')
@Controller()
export class CounterController {
  constructor(
    private readonly counter: CounterService,
    private readonly arrivals: BidArrivals,
  ) {}

  @Post('auctions/:id/counter-bids')
  @HttpCode(200)
  @Permit('counter.bid')
  @ApiOperation({
    summary: 'Bid, or set a maximum, for a client of my window; marked in the book as entered at a counter',
  })
  @ApiOkResponse({ type: CounterAnswerResponse })
  async bid(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: CounterBidRequest,
    @Req() request: FastifyRequest,
  ): Promise<CounterAnswerResponse> {
    const { clientId, kind, amountMinor } = body;
    const bid = { commandId: body.commandId.toLowerCase(), auctionId: id.toLowerCase(), clientId, kind, amountMinor };
    const { act, ack } = await this.counter.bid(actor, bid, this.arrivals.of(request));
    return { act: actView(act), ack: answerOf(ack, request) as AckResponse };
  }

  @Get('counter/seats')
  @Permit('counter.bid')
  @ApiOperation({ summary: 'Sales in which my window may bid for its clients' })
  @ApiOkResponse({ type: CounterSeatListResponse })
  seats(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<CounterSeatListResponse> {
    return this.counter.seats(actor, query) as Promise<CounterSeatListResponse>;
  }

  @Get('counter/acts')
  @Permit('counter.bid', 'auction.bid', 'window.manage', 'auction.operate')
  @ApiOperation({
    summary: 'What was entered at the counter: of my window, for my organisation, or in my exchange’s sales',
  })
  @ApiOkResponse({ type: CounterActListResponse })
  async acts(
    @CurrentActor() actor: Actor,
    @Query() { format, ...query }: CounterActQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CounterActListResponse | string> {
    const load = async (part: object): Promise<CounterActListResponse> => {
      const found = await this.counter.list(actor, { ...query, ...part });
      return { ...found, items: found.items.map(actView) };
    };
    if (format !== 'csv') return load({});
    return sendCsv(reply, 'counter-acts', async (part) => {
      const found = await load(part);
      return { ...found, items: found.items.map(actCsvRow) };
    });
  }

  @Get('counter/acts/:id')
  @Permit('counter.bid', 'auction.bid', 'window.manage', 'auction.operate')
  @ApiOperation({ summary: 'The receipt of one act' })
  @ApiOkResponse({ type: CounterActResponse })
  async act(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<CounterActResponse> {
    return actView(await this.counter.get(actor, id));
  }
}
