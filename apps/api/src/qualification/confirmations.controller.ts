import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ConfirmationService } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { sendCsv } from '../http/csv';
import {
  AnswerRequest,
  ConfirmationListResponse,
  ConfirmationQuery,
  ConfirmationResponse,
  FactsResponse,
  OpeningRequest,
} from './confirmations.dto';

@ApiTags('qualification')
@Controller('confirmations')
export class ConfirmationsController {
  constructor(private readonly confirmations: ConfirmationService) {}

  @Get()
  @Permit('application.confirm')
  @ApiOperation({ summary: 'Candidates my organisation is asked about as the seller, without names' })
  @ApiOkResponse({ type: ConfirmationListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() { format, ...query }: ConfirmationQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConfirmationListResponse | string> {
    if (format !== 'csv') return this.confirmations.list(actor, query);
    return sendCsv(reply, 'confirmations', (part) => this.confirmations.list(actor, { ...query, ...part }));
  }

  @Post(':id/opening')
  @Permit('application.confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Look at a candidate under a duty of confidence; each look is recorded' })
  @ApiOkResponse({ type: FactsResponse })
  open(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: OpeningRequest,
  ): Promise<FactsResponse> {
    return this.confirmations.open(actor, id, body.confidential);
  }

  @Get(':id/documents/:documentId')
  @Permit('application.confirm')
  @ApiOperation({ summary: 'One paper of a candidate whose facts I opened; recorded as well' })
  @ApiProduces('application/pdf', 'image/png', 'image/jpeg')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async document(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { content, filename, mediaType } = await this.confirmations.document(actor, id, documentId);
    void reply.header('cache-control', 'private, no-store').header('content-security-policy', 'sandbox');
    return new StreamableFile(content, {
      type: mediaType,
      length: content.length,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
    });
  }

  @Post(':id/answer')
  @Permit('application.confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm a candidate, or object with a reason, before the deadline' })
  @ApiOkResponse({ type: ConfirmationResponse })
  answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AnswerRequest,
  ): Promise<ConfirmationResponse> {
    return this.confirmations.answer(actor, id, body.confirm, body.reason);
  }
}
