import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, ParseUUIDPipe, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type ConsistencyProof, type InclusionProof, ProofService } from '@jishi/bidding';
import { type Actor, CurrentActor, ExportLimitService, Public } from '@jishi/identity';
import type { FastifyRequest } from 'fastify';
import {
  BookKeyListResponse,
  ConsistencyQuery,
  ConsistencyResponse,
  ExportQuery,
  InclusionQuery,
  InclusionResponse,
} from './proof.dto';

const BOOK_TYPE = 'application/x-ndjson; charset=utf-8';

/**
 * What lets anybody check a sale without trusting this house. "Check my receipt": ask for the proof of its `seq` at its
 * `head.seq`; leaf hash and root must be the receipt's own. "Download the book": the export, for `jishi verify`.
 */
@ApiTags('auctions')
@Controller()
@Public()
export class ProofController {
  constructor(
    private readonly proofs: ProofService,
    private readonly exports: ExportLimitService,
  ) {}

  @Get('auctions/:id/proof')
  @ApiOperation({ summary: 'That an event stands in the tree: leaf, path, root, latest signed head' })
  @ApiOkResponse({ type: InclusionResponse })
  inclusion(@Param('id', ParseUUIDPipe) id: string, @Query() { seq, size }: InclusionQuery): Promise<InclusionProof> {
    return this.proofs.inclusion(id, seq, size);
  }

  @Get('auctions/:id/consistency')
  @ApiOperation({ summary: 'That a later head only adds to an earlier one' })
  @ApiOkResponse({ type: ConsistencyResponse })
  consistency(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { from, to }: ConsistencyQuery,
  ): Promise<ConsistencyProof> {
    return this.proofs.consistency(id, from, to);
  }

  @Get('auctions/:id/export')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'The book of a closed sale as a file (jishi-book-1), checked by `jishi verify`',
    description:
      'Public parts for everybody; with the private parts for whoever ran or oversees the sale, and for its parties once the result stands.',
  })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async export(
    @CurrentActor() actor: Actor | null,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { scope }: ExportQuery,
    @Req() { ip }: FastifyRequest,
  ): Promise<StreamableFile> {
    await this.exports.take(actor, ip);
    const lines = await this.proofs.export(id, actor, scope);
    const name = `book-${id.toLowerCase()}.jsonl`;
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: BOOK_TYPE,
      disposition: `attachment; filename="${name}"`,
    });
  }

  @Get('book-keys')
  @ApiOperation({ summary: 'Public keys under which books are and were signed' })
  @ApiOkResponse({ type: BookKeyListResponse })
  async keys(): Promise<BookKeyListResponse> {
    const keys = await this.proofs.keys();
    return { items: keys.map((key) => ({ ...key, firstUsedAt: key.firstUsedAt.toISOString() })) };
  }
}
