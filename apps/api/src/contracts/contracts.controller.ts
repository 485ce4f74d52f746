import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CertificateService, ContractsService, readPayment } from '@jishi/contracts';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import type { FastifyReply } from 'fastify';
import { sendCsv } from '../http/csv';
import { newestFirst } from '../http/list-query';
import {
  AcceptRequest,
  ContractDetailResponse,
  ContractListResponse,
  ContractQuery,
  ReviseRequest,
} from './contracts.dto';
import { SetPaymentRequest } from './payment-terms.dto';
import { contractDetailView, contractView } from './views';

const HTML = 'text/html; charset=utf-8';
/** The papers hold no script and may load nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

@ApiTags('contracts')
@Controller('contracts')
export class ContractsController {
  constructor(
    private readonly contracts: ContractsService,
    private readonly certificates: CertificateService,
  ) {}

  @Get()
  @Permit('contract.read')
  @ApiOperation({ summary: 'Contracts my organisation is a party to, brought or keeps' })
  @ApiOkResponse({ type: ContractListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: ContractQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ContractListResponse | string> {
    const { state, listingId } = query;
    const load = async (page: { limit?: number; cursor?: string }): Promise<ContractListResponse> => {
      const found = await this.contracts.list(actor, {
        ...newestFirst(page),
        ...(state ? { state } : {}),
        ...(listingId ? { listingId } : {}),
      });
      return { ...found, items: found.items.map(contractView) };
    };
    return query.format === 'csv' ? sendCsv(reply, 'contracts', load) : load(query);
  }

  @Get(':id')
  @Permit('contract.read')
  @ApiOperation({ summary: 'One contract with its terms and acceptances' })
  @ApiOkResponse({ type: ContractDetailResponse })
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('accept-language') language?: string,
  ): Promise<ContractDetailResponse> {
    return contractDetailView(await this.contracts.get(actor, id), language);
  }

  @Get(':id/document')
  @Permit('contract.read')
  @Header('content-type', HTML)
  @Header('content-security-policy', POLICY)
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'The contract’s current text, exactly as it is accepted' })
  document(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    return this.contracts.document(actor, id);
  }

  @Get(':id/confirmation')
  @Permit('contract.read')
  @Header('content-type', HTML)
  @Header('content-security-policy', POLICY)
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'The sale confirmation (成交确认书)' })
  confirmation(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    return this.contracts.confirmation(actor, id);
  }

  @Get(':id/certificate')
  @Permit('contract.read')
  @Header('content-type', HTML)
  @Header('content-security-policy', POLICY)
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'The transaction certificate (交易凭证), once settled' })
  certificate(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<string> {
    return this.certificates.document(actor, id);
  }

  @Patch(':id')
  @Permit('contract.accept')
  @ApiOperation({ summary: 'The transferor declares non-technical costs: a new version of the text' })
  @ApiOkResponse({ type: ContractDetailResponse })
  async revise(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReviseRequest,
    @Headers('accept-language') language?: string,
  ): Promise<ContractDetailResponse> {
    return contractDetailView(await this.contracts.revise(actor, id, body), language);
  }

  @Put(':id/payment-terms')
  @Permit('contract.accept', 'listing.review')
  @ApiOperation({ summary: 'How the contract is paid, and to whom: by the transferor or its exchange; a new version' })
  @ApiOkResponse({ type: ContractDetailResponse })
  async setPayment(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { payment, payees }: SetPaymentRequest,
    @Headers('accept-language') language?: string,
  ): Promise<ContractDetailResponse> {
    const change = { payment: readPayment(payment), payees };
    return contractDetailView(await this.contracts.setPayment(actor, id, change), language);
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Permit('contract.accept')
  @ApiOperation({ summary: 'Accept the current text for my organisation' })
  @ApiOkResponse({ type: ContractDetailResponse })
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AcceptRequest,
    @Headers('accept-language') language?: string,
  ): Promise<ContractDetailResponse> {
    return contractDetailView(await this.contracts.accept(actor, id, body), language);
  }
}
