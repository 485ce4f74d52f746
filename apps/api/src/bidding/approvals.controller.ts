import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type ApprovalRow, ApprovalService } from '@jishi/bidding';
import { type Actor, CurrentActor, LoginService, Permit } from '@jishi/identity';
import { localeOf, messageFor } from '@jishi/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendCsv } from '../http/csv';
import {
  ApprovalListResponse,
  ApprovalQuery,
  ApprovalRequestDto,
  ApprovalResponse,
  ApproveRequest,
  RefuseRequest,
} from './approvals.dto';
import { approvalLine } from './sale-line';

/** What one person of an exchange may not do alone. */
@ApiTags('approvals')
@Controller()
@Permit('auction.operate')
export class ApprovalsController {
  constructor(
    private readonly approvals: ApprovalService,
    private readonly logins: LoginService,
  ) {}

  @Post('auctions/:id/approvals')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask a second person to agree to something grave: declaring a bid void, opening sealed bids',
  })
  @ApiOkResponse({ type: ApprovalResponse })
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { commandId, kind, payload, reason }: ApprovalRequestDto,
    @Req() request: FastifyRequest,
  ): Promise<ApprovalResponse> {
    const asked = { id: commandId.toLowerCase(), kind, payload, reason };
    return viewOf(await this.approvals.request(actor, id, asked), actor, request);
  }

  @Get('auctions/:id/approvals')
  @Permit('auction.operate', 'audit.read')
  @ApiOperation({ summary: 'What two people decided, or are to decide, in one auction' })
  @ApiOkResponse({ type: ApprovalListResponse })
  ofAuction(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) auctionId: string,
    @Query() query: ApprovalQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApprovalListResponse | string> {
    return this.answer(actor, { ...query, auctionId }, request, reply);
  }

  @Get('approvals')
  @Permit('auction.operate', 'audit.read')
  @ApiOperation({ summary: 'The same for all auctions of my exchange, the latest first' })
  @ApiOkResponse({ type: ApprovalListResponse })
  list(
    @CurrentActor() actor: Actor,
    @Query() query: ApprovalQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApprovalListResponse | string> {
    return this.answer(actor, query, request, reply);
  }

  @Post('approvals/:id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Agree as the second person, with one’s password; it is done at once' })
  @ApiOkResponse({ type: ApprovalResponse })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { password }: ApproveRequest,
    @Req() request: FastifyRequest,
  ): Promise<ApprovalResponse> {
    await this.logins.confirmPassword(actor, password, 'password');
    return viewOf(await this.approvals.approve(actor, id), actor, request);
  }

  @Post('approvals/:id/refuse')
  @HttpCode(200)
  @ApiOperation({ summary: 'Do not agree' })
  @ApiOkResponse({ type: ApprovalResponse })
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: RefuseRequest,
    @Req() request: FastifyRequest,
  ): Promise<ApprovalResponse> {
    return viewOf(await this.approvals.refuse(actor, id, reason), actor, request);
  }

  @Post('approvals/:id/withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take one’s own request back' })
  @ApiOkResponse({ type: ApprovalResponse })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
  ): Promise<ApprovalResponse> {
    return viewOf(await this.approvals.withdraw(actor, id), actor, request);
  }

  private async answer(
    actor: Actor,
    { format, ...query }: ApprovalQuery & { auctionId?: string },
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<ApprovalListResponse | string> {
    const load = async (page: { limit?: number; cursor?: string }): Promise<ApprovalListResponse> => {
      const { items, nextCursor } = await this.approvals.list(actor, { ...query, ...page });
      return { items: items.map((approval) => viewOf(approval, actor, request)), nextCursor };
    };
    if (format !== 'csv') return load(query);
    return sendCsv(reply, 'approvals', async (page) => {
      const { items, nextCursor } = await load(page);
      return { items: items.map(approvalLine), nextCursor };
    });
  }
}

function viewOf(approval: ApprovalRow, actor: Actor, request: FastifyRequest): ApprovalResponse {
  const { decidedBy: _decidedBy, exchangeId: _exchangeId, outcome, ...shown } = approval;
  const own = approval.requestedBy === actor.userId;
  if (!outcome?.code)
    return { ...shown, own, outcome: outcome && { accepted: outcome.accepted, seq: outcome.seq ?? null } };
  const { accepted, seq, code, params } = outcome;
  const message = messageFor(code, params, localeOf(request.headers['accept-language']));
  return { ...shown, own, outcome: { accepted, seq: seq ?? null, code, message } };
}
