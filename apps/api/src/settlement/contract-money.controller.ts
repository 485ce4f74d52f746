import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import {
  ContractMoneyService,
  ObjectionService,
  PaymentService,
  RoyaltyService,
  TrialService,
} from '@jishi/settlement';
import {
  ContractMoneyResponse,
  MilestoneRequest,
  PayoutObjectionResponse,
  RaiseObjectionRequest,
  RoyaltyFilingRequest,
  RoyaltyFindingRequest,
  RoyaltyReportResponse,
  RulingRequest,
  TrialRequest,
  TrialResponse,
} from './contract-money.dto';
import { contractMoneyView, objectionView, reportView, trialView } from './contract-money.views';
import { PaymentResponse, ReasonRequest } from './money.dto';
import { paymentView } from './views';

/** What falls due under a contract, and what stands in the way of its money. */
@ApiTags('money')
@Controller()
export class ContractMoneyController {
  constructor(
    private readonly money: ContractMoneyService,
    private readonly payments: PaymentService,
    private readonly trials: TrialService,
    private readonly royalties: RoyaltyService,
    private readonly objections: ObjectionService,
  ) {}

  @Get('contracts/:id/money')
  @Permit('contract.read')
  @ApiOperation({ summary: 'What is due and paid, to whom it goes, what was reported and objected' })
  @ApiOkResponse({ type: ContractMoneyResponse })
  async read(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ContractMoneyResponse> {
    return contractMoneyView(await this.money.read(actor, id), actor);
  }

  @Post('payments/:id/milestone')
  @HttpCode(200)
  @Permit('payment.pay')
  @ApiOperation({ summary: 'The buyer says that the milestone of an instalment is reached: it falls due' })
  @ApiOkResponse({ type: PaymentResponse })
  async milestone(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: MilestoneRequest,
  ): Promise<PaymentResponse> {
    return paymentView(await this.payments.reachMilestone(actor, id, body.reachedOn), actor);
  }

  @Post('contracts/:id/trial')
  @HttpCode(200)
  @Permit('payment.pay')
  @ApiOperation({ summary: 'Use first, pay later: the buyer buys, or gives back' })
  @ApiOkResponse({ type: TrialResponse })
  async trial(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: TrialRequest,
  ): Promise<TrialResponse> {
    return trialView(await this.trials.decide(actor, id, body));
  }

  @Post('contracts/:id/royalty-reports')
  @Permit('payment.pay')
  @ApiOperation({ summary: 'The buyer’s report of the next period, or anew what the seller objected to' })
  @ApiCreatedResponse({ type: RoyaltyReportResponse })
  async fileReport(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RoyaltyFilingRequest,
  ): Promise<RoyaltyReportResponse> {
    return reportView(await this.royalties.file(actor, id, body));
  }

  @Post('royalty-reports/:id/agree')
  @HttpCode(200)
  @Permit('contract.accept')
  @ApiOperation({ summary: 'The seller agrees: the royalty falls due' })
  @ApiOkResponse({ type: RoyaltyReportResponse })
  async agree(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<RoyaltyReportResponse> {
    return reportView(await this.royalties.agree(actor, id));
  }

  @Post('royalty-reports/:id/object')
  @HttpCode(200)
  @Permit('contract.accept')
  @ApiOperation({ summary: 'The seller does not agree: the buyer reports anew' })
  @ApiOkResponse({ type: RoyaltyReportResponse })
  async object(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<RoyaltyReportResponse> {
    return reportView(await this.royalties.object(actor, id, body.reason));
  }

  @Post('royalty-reports/:id/audit')
  @HttpCode(200)
  @Permit('contract.accept')
  @ApiOperation({ summary: 'The seller has the books opened' })
  @ApiOkResponse({ type: RoyaltyReportResponse })
  async audit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<RoyaltyReportResponse> {
    return reportView(await this.royalties.askAudit(actor, id, body.reason));
  }

  @Post('royalty-reports/:id/finding')
  @HttpCode(200)
  @Permit('objection.rule')
  @ApiOperation({ summary: 'What the auditor found: what is lacking falls due' })
  @ApiOkResponse({ type: RoyaltyReportResponse })
  async finding(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RoyaltyFindingRequest,
  ): Promise<RoyaltyReportResponse> {
    return reportView(await this.royalties.find(actor, id, body));
  }

  @Post('contracts/:id/payout-objections')
  @Permit('objection.file', 'objection.rule')
  @ApiOperation({ summary: 'Hold the seller’s money: by a party or payee, or by the exchange for a third party' })
  @ApiCreatedResponse({ type: PayoutObjectionResponse })
  async raise(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RaiseObjectionRequest,
  ): Promise<PayoutObjectionResponse> {
    return objectionView(await this.objections.raise(actor, id, body));
  }

  @Post('payout-objections/:id/propose')
  @HttpCode(200)
  @Permit('objection.rule')
  @ApiOperation({ summary: 'Maker: the held money is to be released, or returned to the payer' })
  @ApiOkResponse({ type: PayoutObjectionResponse })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RulingRequest,
  ): Promise<PayoutObjectionResponse> {
    return objectionView(await this.objections.propose(actor, id, body));
  }

  @Post('payout-objections/:id/confirm')
  @HttpCode(200)
  @Permit('payout.confirm')
  @ApiOperation({ summary: 'Checker, another person: the ruling holds' })
  @ApiOkResponse({ type: PayoutObjectionResponse })
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<PayoutObjectionResponse> {
    return objectionView(await this.objections.confirm(actor, id));
  }

  @Post('payout-objections/:id/decline')
  @HttpCode(200)
  @Permit('payout.confirm')
  @ApiOperation({ summary: 'Checker: the ruling is not agreed to' })
  @ApiOkResponse({ type: PayoutObjectionResponse })
  async decline(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<PayoutObjectionResponse> {
    return objectionView(await this.objections.decline(actor, id, body.reason));
  }
}
