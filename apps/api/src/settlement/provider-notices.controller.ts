import { Controller, HttpCode, Param, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@jishi/identity';
import { invalid } from '@jishi/kernel';
import { NoticeService } from '@jishi/settlement';
import type { FastifyRequest } from 'fastify';
import { NoticeTakenResponse } from './channels.dto';

/** A notice names one event; what is larger is none. */
const MAX_BYTES = 256 * 1024;

/** Where providers of payments tell us that something happened: believed by signature, answered at once, worked later. */
@ApiTags('money')
@Controller('notices')
@Public()
export class ProviderNoticesController {
  constructor(private readonly notices: NoticeService) {}

  @Post(':provider')
  @HttpCode(200)
  @ApiOperation({ summary: 'For providers of payments: a signed notice' })
  @ApiOkResponse({ type: NoticeTakenResponse })
  async take(
    @Param('provider') provider: string,
    @Req() request: RawBodyRequest<FastifyRequest>,
  ): Promise<NoticeTakenResponse> {
    const body = request.rawBody ?? Buffer.alloc(0);
    if (body.length > MAX_BYTES) throw invalid('settlement.bad_notice', { provider });
    await this.notices.receive(provider, body, request.headers);
    return { received: true };
  }
}
