import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { RewardIncomeService, RewardReadsService, RewardService, RewardSplitService } from '@jishi/subsidies';
import { sendCsv } from '../http/csv';
import { newestFirst } from '../http/list-query';
import { rewardCsvRow, rewardItemView, rewardView } from './reward-views';
import {
  RewardDeductionRequest,
  RewardPersonRequest,
  RewardReversalRequest,
  RewardDecisionRequest,
  RewardListResponse,
  RewardPaperRequest,
  RewardQuery,
  RewardReasonRequest,
  RewardResponse,
  RewardRulingRequest,
  RewardAnswerRequest,
  RewardSplitRequest,
} from './rewards.dto';

/** What an institution owes those who made what it sold: figures, split, approval. */
@ApiTags('rewards')
@Controller('rewards')
export class RewardsController {
  constructor(
    private readonly rewards: RewardService,
    private readonly splits: RewardSplitService,
    private readonly incomes: RewardIncomeService,
    private readonly reads: RewardReadsService,
  ) {}

  @Get()
  @Permit('reward.own', 'reward.manage', 'reward.approve')
  @ApiOperation({ summary: 'Rewards: mine, published in my institution, or those I work on; newest first' })
  @ApiOkResponse({ type: RewardListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: RewardQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RewardListResponse | string> {
    const { scope, state } = query;
    const load = (page: { limit?: number; cursor?: string }) =>
      this.reads.list(actor, { ...newestFirst(page), ...(scope ? { scope } : {}), ...(state ? { state } : {}) });
    if (query.format === 'csv')
      return sendCsv(reply, 'rewards', async (part) => {
        const found = await load(part);
        return { ...found, items: found.items.map(rewardCsvRow) };
      });
    const page = await load(query);
    return { ...page, items: page.items.map(rewardItemView) };
  }

  @Get(':id')
  @Permit('reward.own', 'reward.manage', 'reward.approve')
  @ApiOperation({ summary: 'One reward, as far as it is mine to see, with how it was computed' })
  @ApiOkResponse({ type: RewardResponse })
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<RewardResponse> {
    return rewardView(await this.reads.get(actor, id));
  }

  @Post(':id/deductions')
  @Permit('reward.manage')
  @ApiOperation({ summary: 'Enter what is taken off the income, with its document' })
  @ApiCreatedResponse({ type: RewardResponse })
  async deduct(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RewardDeductionRequest,
  ): Promise<RewardResponse> {
    await this.rewards.deduct(actor, id, body);
    return this.get(actor, id);
  }

  @Post(':id/deductions/:deductionId/removal')
  @Permit('reward.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take out a deduction that was entered by mistake' })
  @ApiOkResponse({ type: RewardResponse })
  async undeduct(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('deductionId', ParseUUIDPipe) deductionId: string,
  ): Promise<RewardResponse> {
    await this.rewards.undeduct(actor, id, deductionId);
    return this.get(actor, id);
  }

  @Post(':id/reversals')
  @Permit('reward.manage')
  @ApiOperation({ summary: 'Record what was given back of an income; answers the reward in which it counts' })
  @ApiCreatedResponse({ type: RewardResponse })
  async reverse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RewardReversalRequest,
  ): Promise<RewardResponse> {
    return this.get(actor, await this.incomes.reverse(actor, id, body));
  }

  @Post(':id/computation')
  @Permit('reward.manage')
  @ApiOperation({ summary: 'Fix the figures: from here on they are split and approved' })
  @ApiCreatedResponse({ type: RewardResponse })
  async compute(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<RewardResponse> {
    await this.rewards.compute(actor, id);
    return this.get(actor, id);
  }

  @Post(':id/reopening')
  @Permit('reward.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Back to the deductions; whoever consented is asked anew' })
  @ApiOkResponse({ type: RewardResponse })
  async reopen(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RewardReasonRequest,
  ): Promise<RewardResponse> {
    await this.rewards.reopen(actor, id, body.reason);
    return this.get(actor, id);
  }

  @Put(':id/split')
  @Permit('reward.own', 'reward.manage')
  @ApiOperation({ summary: 'Propose who has which part: the first inventor, or the office where nobody has a login' })
  @ApiOkResponse({ type: RewardResponse })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RewardSplitRequest,
  ): Promise<RewardResponse> {
    const lines = body.lines.map(({ userId = null, name = '', affiliation = '', main, shareBps }) => ({
      userId,
      name,
      affiliation,
      main,
      shareBps,
    }));
    await this.splits.propose(actor, id, lines);
    return this.get(actor, id);
  }

  @Post(':id/answer')
  @Permit('reward.own', 'reward.manage', 'reward.approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Consent to my share, or object' })
  @ApiOkResponse({ type: RewardResponse })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RewardAnswerRequest,
  ): Promise<RewardResponse> {
    await this.splits.answer(actor, id, body.agreed, body.reason);
    return this.get(actor, id);
  }

  @Post(':id/shares/:shareId/paper')
  @Permit('reward.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'File the signed consent of somebody without a login' })
  @ApiOkResponse({ type: RewardResponse })
  async paper(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('shareId', ParseUUIDPipe) shareId: string,
    @Body() body: RewardPaperRequest,
  ): Promise<RewardResponse> {
    await this.splits.filePaper(actor, id, shareId, body.attachmentId);
    return this.get(actor, id);
  }

  @Put(':id/shares/:shareId')
  @Permit('reward.manage')
  @ApiOperation({ summary: 'For payroll: employee number, and what was paid to them directly' })
  @ApiOkResponse({ type: RewardResponse })
  async describe(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('shareId', ParseUUIDPipe) shareId: string,
    @Body() { employeeNumber, paidDirectMinor = 0, paidDirectNote = '' }: RewardPersonRequest,
  ): Promise<RewardResponse> {
    await this.splits.describe(actor, id, shareId, { employeeNumber, paidDirectMinor, paidDirectNote });
    return this.get(actor, id);
  }

  @Post(':id/conclusion')
  @Permit('reward.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Close the consents when the day has passed and the rule lets silence agree' })
  @ApiOkResponse({ type: RewardResponse })
  async conclude(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<RewardResponse> {
    await this.rewards.conclude(actor, id);
    return this.get(actor, id);
  }

  @Post(':id/publicity')
  @Permit('reward.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Publish it within the institution for the days of the rule' })
  @ApiOkResponse({ type: RewardResponse })
  async publish(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<RewardResponse> {
    await this.rewards.publish(actor, id);
    return this.get(actor, id);
  }

  @Post(':id/objections')
  @Permit('reward.own')
  @ApiOperation({ summary: 'Object during the publicity' })
  @ApiCreatedResponse({ type: RewardResponse })
  async object(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RewardReasonRequest,
  ): Promise<RewardResponse> {
    await this.splits.object(actor, id, body.reason);
    return this.get(actor, id);
  }

  @Post(':id/objections/:objectionId/ruling')
  @Permit('reward.approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rule on an objection: upheld, the split is made anew' })
  @ApiOkResponse({ type: RewardResponse })
  async rule(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('objectionId', ParseUUIDPipe) objectionId: string,
    @Body() body: RewardRulingRequest,
  ): Promise<RewardResponse> {
    await this.splits.rule(actor, id, objectionId, body.outcome, body.ruling);
    return this.get(actor, id);
  }

  @Post(':id/submission')
  @Permit('reward.manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hand it to a decider' })
  @ApiOkResponse({ type: RewardResponse })
  async submit(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<RewardResponse> {
    await this.rewards.submit(actor, id);
    return this.get(actor, id);
  }

  @Post(':id/decision')
  @Permit('reward.approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve it, or give it back: by somebody who neither made it nor is paid of it' })
  @ApiOkResponse({ type: RewardResponse })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RewardDecisionRequest,
  ): Promise<RewardResponse> {
    await this.rewards.decide(actor, id, body.answer, body.reason ?? '');
    return this.get(actor, id);
  }
}
