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
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RelationService } from '@jishi/bidding';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { sendCsv } from '../http/csv';
import { sendDocument } from '../http/send-document';
import {
  EndRequest,
  HoldingRequest,
  JudgementRequest,
  PersonRequest,
  RelationIdResponse,
  RelationListResponse,
  RelationQuery,
} from './relations.dto';

@ApiTags('qualification')
@Controller('relations')
export class RelationsController {
  constructor(private readonly relations: RelationService) {}

  @Get()
  @Permit('relation.declare', 'relation.verify')
  @ApiOperation({
    summary: 'People and holdings: of my organisation, for an exchange also those it may verify and those verified',
  })
  @ApiOkResponse({ type: RelationListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() { format, ...query }: RelationQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RelationListResponse | string> {
    if (format !== 'csv') return this.relations.list(actor, query);
    return sendCsv(reply, 'relations', async (part) => {
      const page = await this.relations.list(actor, { ...query, ...part });
      return {
        ...page,
        items: page.items.map(({ evidence, ...row }) => ({ ...row, evidence: evidence?.filename })),
      };
    });
  }

  @Get(':id/evidence')
  @Permit('relation.declare', 'relation.verify')
  @ApiOperation({ summary: 'The paper it is to be verified by' })
  @ApiProduces('application/pdf', 'image/png', 'image/jpeg')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async evidence(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return sendDocument(reply, await this.relations.evidence(actor, id));
  }

  @Post('people')
  @Permit('relation.declare')
  @ApiOperation({ summary: 'Declare who leads, oversees, controls or is key to my organisation' })
  @ApiCreatedResponse({ type: RelationIdResponse })
  async person(@CurrentActor() actor: Actor, @Body() body: PersonRequest): Promise<RelationIdResponse> {
    return { id: await this.relations.declarePerson(actor, body) };
  }

  @Post('holdings')
  @Permit('relation.declare')
  @ApiOperation({ summary: 'Declare who holds how much of my organisation, or of one above or below it' })
  @ApiCreatedResponse({ type: RelationIdResponse })
  async holding(@CurrentActor() actor: Actor, @Body() body: HoldingRequest): Promise<RelationIdResponse> {
    return { id: await this.relations.declareHolding(actor, body) };
  }

  @Post(':id/end')
  @Permit('relation.declare', 'relation.verify')
  @HttpCode(204)
  @ApiOperation({ summary: 'It is no longer so; the entry stays. A verified one is ended by an exchange' })
  @ApiNoContentResponse()
  end(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: EndRequest): Promise<void> {
    return this.relations.end(actor, id, body.toOn);
  }

  @Post(':id/judgement')
  @Permit('relation.verify')
  @HttpCode(204)
  @ApiOperation({ summary: 'Verify an entry on its evidence, or refuse it with a reason' })
  @ApiNoContentResponse()
  judge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: JudgementRequest,
  ): Promise<void> {
    return this.relations.judge(actor, id, body.verify, body.reason);
  }
}
