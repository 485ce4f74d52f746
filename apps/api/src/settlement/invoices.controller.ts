import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { type Actor, CurrentActor, Permit, Public } from '@jishi/identity';
import { invalid } from '@jishi/kernel';
import { pageLimit, textCursor } from '@jishi/platform';
import { InvoiceFileService, InvoiceService } from '@jishi/settlement';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendCsv } from '../http/csv';
import { newestFirst } from '../http/list-query';
import { sendDocument } from '../http/send-document';
import { readUploads } from '../http/uploads';
import { claimView, invoiceDetailView, invoiceFileView, invoiceView } from './invoice-views';
import {
  ClaimListResponse,
  ClaimQuery,
  InvoiceDetailResponse,
  InvoiceFileResponse,
  InvoiceListResponse,
  InvoiceQuery,
  IssueInvoiceRequest,
  RequestInvoiceRequest,
  ReverseInvoiceRequest,
  VatRateListResponse,
} from './invoices.dto';
import { ReasonRequest } from './money.dto';

/** A little more than a file may have, so that what is too large is told as that. */
const MAX_UPLOAD_BYTES = 24 * 1024 * 1024;
type PagePart = { limit?: number; cursor?: string };

@ApiTags('invoices')
@Controller()
export class InvoicesController {
  constructor(
    private readonly invoices: InvoiceService,
    private readonly files: InvoiceFileService,
  ) {}

  @Get('vat-rates')
  @Public()
  @ApiOperation({ summary: 'Rates of value added tax as they hold today, with their sources' })
  @ApiOkResponse({ type: VatRateListResponse })
  async rates(): Promise<VatRateListResponse> {
    return { items: await this.invoices.rates() };
  }

  @Get('invoice-claims')
  @Permit('invoice.request', 'invoice.issue', 'audit.read')
  @ApiOperation({ summary: 'What was received for sales and what invoices say of it, item by item' })
  @ApiOkResponse({ type: ClaimListResponse })
  async claims(
    @CurrentActor() actor: Actor,
    @Query() query: ClaimQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClaimListResponse | string> {
    const { limit: _, cursor: __, format, ...asked } = query;
    const load = async (page: PagePart): Promise<ClaimListResponse> => {
      const before = textCursor(page.cursor);
      const limit = pageLimit(page.limit);
      const found = await this.invoices.claims(actor, { ...asked, limit, ...(before ? { before } : {}) });
      return { ...found, items: found.items.map(claimView) };
    };
    return format === 'csv' ? sendCsv(reply, 'invoice-claims', load) : load(query);
  }

  @Get('invoices')
  @Permit('invoice.request', 'invoice.issue', 'audit.read')
  @ApiOperation({ summary: 'Invoices my organisation asked for or issues' })
  @ApiOkResponse({ type: InvoiceListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: InvoiceQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InvoiceListResponse | string> {
    const { limit: _, cursor: __, format, ...asked } = query;
    const load = async (page: PagePart): Promise<InvoiceListResponse> => {
      const found = await this.invoices.list(actor, { ...newestFirst(page), ...asked });
      return { ...found, items: found.items.map(invoiceView) };
    };
    return format === 'csv' ? sendCsv(reply, 'invoices', load) : load(query);
  }

  @Get('invoices/:id')
  @Permit('invoice.request', 'invoice.issue', 'audit.read')
  @ApiOperation({ summary: 'One invoice with its papers and every step' })
  @ApiOkResponse({ type: InvoiceDetailResponse })
  async get(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<InvoiceDetailResponse> {
    return invoiceDetailView(await this.invoices.get(actor, id));
  }

  @Get('invoices/:id/papers/:paperId')
  @Permit('invoice.request', 'invoice.issue', 'audit.read')
  @ApiOperation({ summary: 'The file of an invoice as the tax system gave it' })
  @ApiProduces('application/pdf', 'application/ofd', 'application/xml')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('paperId', ParseUUIDPipe) paperId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return sendDocument(reply, await this.invoices.file(actor, id, paperId));
  }

  @Post('contracts/:id/invoices')
  @HttpCode(200)
  @Permit('invoice.request')
  @ApiOperation({ summary: 'Ask for an invoice of what my organisation paid under this contract' })
  @ApiOkResponse({ type: InvoiceDetailResponse })
  async request(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { replacesInvoiceId, ...body }: RequestInvoiceRequest,
  ): Promise<InvoiceDetailResponse> {
    const wish = { ...body, ...(replacesInvoiceId ? { replacesId: replacesInvoiceId } : {}) };
    return invoiceDetailView(await this.invoices.request(actor, id, wish));
  }

  @Post('invoices/:id/withdraw')
  @HttpCode(200)
  @Permit('invoice.request')
  @ApiOperation({ summary: 'Take a request back before it is issued' })
  @ApiOkResponse({ type: InvoiceDetailResponse })
  async withdraw(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<InvoiceDetailResponse> {
    return invoiceDetailView(await this.invoices.withdraw(actor, id));
  }

  @Post('invoices/:id/decline')
  @HttpCode(200)
  @Permit('invoice.issue')
  @ApiOperation({ summary: 'The issuer gives a request back, with the reason' })
  @ApiOkResponse({ type: InvoiceDetailResponse })
  async decline(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<InvoiceDetailResponse> {
    return invoiceDetailView(await this.invoices.decline(actor, id, body.reason));
  }

  @Post('invoice-files')
  @Permit('invoice.issue')
  @ApiOperation({ summary: 'Hand in an invoice file of the tax system: PDF, OFD or XML, up to 20 MB' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiCreatedResponse({ type: InvoiceFileResponse })
  async upload(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<InvoiceFileResponse> {
    const { files } = await readUploads(request, MAX_UPLOAD_BYTES);
    const [file] = files;
    if (!file || files.length > 1) throw invalid('invoice.no_file', {}, [{ path: 'file', code: 'invoice.no_file' }]);
    return invoiceFileView(await this.files.store(actor, file));
  }

  @Post('invoices/:id/issue')
  @HttpCode(200)
  @Permit('invoice.issue')
  @ApiOperation({ summary: 'Record what the tax system issued for a request' })
  @ApiOkResponse({ type: InvoiceDetailResponse })
  async issue(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: IssueInvoiceRequest,
  ): Promise<InvoiceDetailResponse> {
    return invoiceDetailView(await this.invoices.issue(actor, id, body));
  }

  @Post('invoices/:id/ask-reversal')
  @HttpCode(200)
  @Permit('invoice.request', 'invoice.issue')
  @ApiOperation({ summary: 'Ask that an invoice is reversed in red (红冲), with the reason' })
  @ApiOkResponse({ type: InvoiceDetailResponse })
  async askReversal(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<InvoiceDetailResponse> {
    return invoiceDetailView(await this.invoices.askReversal(actor, id, body.reason));
  }

  @Post('invoices/:id/keep')
  @HttpCode(200)
  @Permit('invoice.issue')
  @ApiOperation({ summary: 'The issuer does not reverse it, with the reason' })
  @ApiOkResponse({ type: InvoiceDetailResponse })
  async keep(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReasonRequest,
  ): Promise<InvoiceDetailResponse> {
    return invoiceDetailView(await this.invoices.keep(actor, id, body.reason));
  }

  @Post('invoices/:id/reverse')
  @HttpCode(200)
  @Permit('invoice.issue')
  @ApiOperation({ summary: 'Record the red invoice that takes it back, in whole or in part' })
  @ApiOkResponse({ type: InvoiceDetailResponse })
  async reverse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReverseInvoiceRequest,
  ): Promise<InvoiceDetailResponse> {
    return invoiceDetailView(await this.invoices.reverse(actor, id, body));
  }
}
