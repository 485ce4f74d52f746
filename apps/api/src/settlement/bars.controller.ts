import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BarService } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { BarResponse } from '../qualification/applications.dto';
import { ConfirmLiftRequest, LiftBarRequest } from './defaults.dto';

/** A defaulter may bid again before its time if two people say so. */
@ApiTags('defaults')
@Controller('bars')
export class BarsController {
  constructor(private readonly bars: BarService) {}

  @Post('lift')
  @HttpCode(200)
  @Permit('auction.operate', 'application.review')
  @ApiOperation({ summary: 'Propose to let a defaulter bid again before its time' })
  @ApiOkResponse({ type: BarResponse })
  propose(@CurrentActor() actor: Actor, @Body() { reason, ...of }: LiftBarRequest): Promise<BarResponse> {
    return this.bars.propose(actor, of, reason);
  }

  @Post('lift/confirm')
  @HttpCode(200)
  @Permit('auction.operate', 'application.review')
  @ApiOperation({ summary: 'Another person agrees: the bar is lifted' })
  @ApiOkResponse({ type: BarResponse })
  confirm(@CurrentActor() actor: Actor, @Body() of: ConfirmLiftRequest): Promise<BarResponse> {
    return this.bars.confirm(actor, of);
  }
}
