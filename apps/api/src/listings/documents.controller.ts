import {
  Body,
  Controller,
  Get,
  HttpCode,
  MethodNotAllowedException,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, CurrentActor, ExportLimitService, Permit, Public } from '@jishi/identity';
import { DataRoomService, DocumentService, NdaService } from '@jishi/listings';
import { sendCsv } from '../http/csv';
import { sendDocument } from '../http/send-document';
import { documentCsvRow, documentView, ndaCsvRow, openingCsvRow } from './document-views';
import {
  DocumentListResponse,
  DocumentQuery,
  DocumentRequest,
  DocumentWithdrawalRequest,
  NdaListResponse,
  NdaOfferResponse,
  NdaQuery,
  NdaRequest,
  OpeningListResponse,
  OpeningsQuery,
  RecordsQuery,
} from './documents.dto';

@ApiTags('listings')
@Controller('listings/:id')
export class DocumentsController {
  constructor(
    private readonly documents: DocumentService,
    private readonly ndas: NdaService,
    private readonly room: DataRoomService,
    private readonly exports: ExportLimitService,
  ) {}

  @Get('documents')
  @Public()
  @ApiOperation({ summary: 'The papers of a sale, and which of them I may open; `format=csv` exports' })
  @ApiOkResponse({ type: DocumentListResponse })
  async list(
    @CurrentActor() actor: Actor | null,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: DocumentQuery,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentListResponse | string> {
    if (query.format === 'csv') {
      await this.exports.take(actor, ip);
      return sendCsv(reply, 'documents', async (part) => {
        const found = await this.documents.list(actor, id, { ...query, ...part });
        return { ...found, items: found.items.map(documentCsvRow) };
      });
    }
    const page = await this.documents.list(actor, id, query);
    return { ...page, items: page.items.map(documentView) };
  }

  @Post('documents')
  @Permit('listing.document')
  @ApiOperation({ summary: 'Add a paper to my listing; after the publication it is announced' })
  @ApiCreatedResponse({ type: DocumentListResponse })
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DocumentRequest,
  ): Promise<DocumentListResponse> {
    await this.documents.add(actor, id, body);
    return this.whole(actor, id);
  }

  @Post('documents/:documentId/withdraw')
  @Permit('listing.document')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a paper back; after the publication only with a reason, which is announced' })
  @ApiOkResponse({ type: DocumentListResponse })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Body() { reason }: DocumentWithdrawalRequest,
  ): Promise<DocumentListResponse> {
    await this.documents.withdraw(actor, id, documentId, reason ?? '');
    return this.whole(actor, id);
  }

  @Get('documents/:documentId/content')
  @Public()
  @ApiOperation({
    summary: 'Open a paper: public ones anybody, others after login, confidential ones after an undertaking',
    description:
      'Of a confidential paper a copy marked for the reader is handed out, and the opening is put on record.',
  })
  @ApiProduces('application/pdf', 'image/png', 'image/jpeg')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async open(
    @CurrentActor() actor: Actor | null,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('documentId', ParseUUIDPipe) documentId: string,
    @Req() { ip, method }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    // Every GET has a HEAD: one that hands nothing out must not put an opening on record.
    if (method === 'HEAD') throw new MethodNotAllowedException();
    return sendDocument(reply, await this.documents.open(actor, id, documentId, ip));
  }

  @Get('nda')
  @Permit('profile.read')
  @ApiOperation({ summary: 'The undertaking of confidentiality for my organisation, and whether it was signed' })
  @ApiOkResponse({ type: NdaOfferResponse })
  nda(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { language }: NdaQuery,
  ): Promise<NdaOfferResponse> {
    return this.ndas.offer(actor, id, language ?? 'zh');
  }

  @Post('nda')
  @Permit('nda.sign')
  @ApiOperation({ summary: 'Sign the undertaking for my organisation; once for a sale' })
  @ApiCreatedResponse({ type: NdaOfferResponse })
  sign(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: NdaRequest,
  ): Promise<NdaOfferResponse> {
    return this.ndas.sign(actor, id, body);
  }

  @Get('ndas')
  @Permit('listing.document', 'listing.review')
  @ApiOperation({ summary: 'Who signed the undertaking; `format=csv` exports' })
  @ApiOkResponse({ type: NdaListResponse })
  async signed(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: RecordsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NdaListResponse | string> {
    if (query.format !== 'csv') return this.room.ndas(actor, id, query);
    return sendCsv(reply, 'ndas', async (part) => {
      const found = await this.room.ndas(actor, id, part);
      return { ...found, items: found.items.map(ndaCsvRow) };
    });
  }

  @Get('openings')
  @Permit('listing.document', 'listing.review')
  @ApiOperation({ summary: 'Who opened which confidential paper, when and from where; `format=csv` exports' })
  @ApiOkResponse({ type: OpeningListResponse })
  async openings(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: OpeningsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpeningListResponse | string> {
    if (query.format !== 'csv') return this.room.openings(actor, id, query);
    return sendCsv(reply, 'openings', async (part) => {
      const found = await this.room.openings(actor, id, { ...query, ...part });
      return { ...found, items: found.items.map(openingCsvRow) };
    });
  }

  /** As many as a listing may have. */
  private whole(actor: Actor, id: string): Promise<DocumentListResponse> {
    return this.documents
      .list(actor, id, { limit: 100 })
      .then((page) => ({ ...page, items: page.items.map(documentView) }));
  }
}
