import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { MandatePaperService } from '@jishi/listings';
import { MandateService } from '@jishi/windows';
import { sendCsv } from '../http/csv';
import {
  mandateCsvRow,
  MandateListResponse,
  MandateQuery,
  MandateRequest,
  mandateView,
  PaperMandateRequest,
  RefuseMandateRequest,
} from './mandates.dto';

class EnteredResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
}

/** Written mandates of clients for windows, and who confirmed them. */
@ApiTags('windows')
@Controller('windows')
export class MandatesController {
  constructor(
    private readonly mandates: MandateService,
    private readonly papers: MandatePaperService,
  ) {}

  @Get('mandates')
  @Permit('window.mandate', 'listing.intake', 'mandate.confirm')
  @ApiOperation({ summary: 'Mandates of my organisation, my window or my exchange’s windows, ended ones too' })
  @ApiOkResponse({ type: MandateListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() { format, ...query }: MandateQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MandateListResponse | string> {
    const load = async (part: object): Promise<MandateListResponse> => {
      const found = await this.mandates.list(actor, { ...query, ...part });
      return { ...found, items: found.items.map(mandateView) };
    };
    if (format !== 'csv') return load({});
    return sendCsv(reply, 'mandates', async (part) => {
      const found = await load(part);
      return { ...found, items: found.items.map(mandateCsvRow) };
    });
  }

  @Post('mine/mandates')
  @Permit('listing.intake')
  @ApiOperation({ summary: 'Enter a client’s paper with its scan; it counts once client or exchange has confirmed it' })
  @ApiCreatedResponse({ type: EnteredResponse })
  async enter(@CurrentActor() actor: Actor, @Body() body: PaperMandateRequest): Promise<EnteredResponse> {
    const { clientId, paperId, ...terms } = body;
    return { id: await this.papers.enter(actor, clientId, terms, paperId) };
  }

  @Post('mandates/:id/confirmation')
  @Permit('window.mandate', 'mandate.confirm')
  @HttpCode(204)
  @ApiOperation({ summary: 'Client, or reviewer from the scan: what the clerk entered is right' })
  @ApiNoContentResponse()
  confirm(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.mandates.confirm(actor, id);
  }

  @Post('mandates/:id/refusal')
  @Permit('window.mandate', 'mandate.confirm')
  @HttpCode(204)
  @ApiOperation({ summary: 'Client, or reviewer from the scan: this mandate does not count' })
  @ApiNoContentResponse()
  refuse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RefuseMandateRequest,
  ): Promise<void> {
    return this.mandates.refuse(actor, id, body.reason);
  }

  @Post(':id/mandate')
  @Permit('window.mandate')
  @HttpCode(204)
  @ApiOperation({ summary: 'Let a window act for my organisation' })
  @ApiNoContentResponse()
  async give(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: MandateRequest,
  ): Promise<void> {
    const { paperId, ...terms } = body;
    await this.papers.give(actor, id, terms, paperId ?? null);
  }

  @Delete(':id/mandate')
  @Permit('window.mandate')
  @HttpCode(204)
  @ApiOperation({ summary: 'End my organisation’s mandate for a window' })
  @ApiNoContentResponse()
  end(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.mandates.end(actor, id);
  }
}
