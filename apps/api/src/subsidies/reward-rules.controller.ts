import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { RewardRuleService } from '@jishi/subsidies';
import { sendCsv } from '../http/csv';
import { ruleCsvRow, ruleInForceView, ruleItemView, ruleView } from './reward-views';
import {
  NewRewardRuleRequest,
  RewardRuleAnswerRequest,
  RewardRuleInForceResponse,
  RewardRuleListResponse,
  RewardRuleQuery,
  RewardRuleResponse,
} from './reward-rules.dto';

/** An institution's own rule for rewarding those who made what it sells. */
@ApiTags('rewards')
@Controller('reward-rules')
export class RewardRulesController {
  constructor(private readonly rules: RewardRuleService) {}

  @Get()
  @Permit('reward.own', 'reward.manage', 'reward.approve')
  @ApiOperation({
    summary: 'All versions of my institution’s reward rule, newest first; for researchers those confirmed',
  })
  @ApiOkResponse({ type: RewardRuleListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: RewardRuleQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RewardRuleListResponse | string> {
    if (query.format === 'csv')
      return sendCsv(reply, 'reward-rules', async (part) => {
        const found = await this.rules.list(actor, part);
        return { ...found, items: found.items.map(ruleCsvRow) };
      });
    const page = await this.rules.list(actor, query);
    return { ...page, items: page.items.map(ruleItemView) };
  }

  @Get('current')
  @Permit('reward.own', 'reward.manage', 'reward.approve')
  @ApiOperation({ summary: 'What governs my institution’s rewards now: its own rule, or the one that ships' })
  @ApiOkResponse({ type: RewardRuleInForceResponse })
  async current(@CurrentActor() actor: Actor): Promise<RewardRuleInForceResponse> {
    return ruleInForceView(await this.rules.current(actor));
  }

  @Get(':id')
  @Permit('reward.own', 'reward.manage', 'reward.approve')
  @ApiOperation({ summary: 'One version, with what it changes' })
  @ApiOkResponse({ type: RewardRuleResponse })
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<RewardRuleResponse> {
    return ruleView(await this.rules.get(actor, id));
  }

  @Post()
  @Permit('reward.manage')
  @ApiOperation({ summary: 'Write a next version; it governs nothing until a decider confirms it' })
  @ApiCreatedResponse({ type: RewardRuleResponse })
  async write(@CurrentActor() actor: Actor, @Body() body: NewRewardRuleRequest): Promise<RewardRuleResponse> {
    return this.get(actor, await this.rules.write(actor, body));
  }

  @Post(':id/answer')
  @Permit('reward.approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm or decline what somebody else wrote' })
  @ApiOkResponse({ type: RewardRuleResponse })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RewardRuleAnswerRequest,
  ): Promise<RewardRuleResponse> {
    await this.rules.answer(actor, id, body.answer, body.reason);
    return this.get(actor, id);
  }
}
