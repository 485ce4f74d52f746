import { Controller, Get, Param, ParseUUIDPipe, Post, Req, Res, type StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalid } from '@jishi/kernel';
import { type Actor, CurrentActor, Permit } from '@jishi/identity';
import { AttachmentService } from '@jishi/listings';
import { sendDocument } from '../http/send-document';
import { readUploads } from '../http/uploads';

/** A little more than a file may have, so that what is too large is told as that. */
const MAX_UPLOAD_BYTES = 24 * 1024 * 1024;

export class AttachmentResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() filename!: string;
  @ApiProperty({ enum: ['application/pdf', 'image/png', 'image/jpeg'] }) mediaType!: string;
  @ApiProperty() size!: number;
  @ApiProperty() sha256!: string;
  @ApiProperty({ description: 'a virus scanner looked into it; false: none is set up' }) scanned!: boolean;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
}

@ApiTags('listings')
@Controller('attachments')
export class AttachmentsController {
  constructor(private readonly attachments: AttachmentService) {}

  @Post()
  @Permit(
    'listing.draft',
    'listing.document',
    'application.file',
    'achievement.disclose',
    'decision.approve',
    'relation.declare',
    'right.register',
    'auction.operate',
    'deposit.pay',
    'payout.propose',
  )
  @ApiOperation({ summary: 'Hand in a document: PDF, PNG or JPEG, up to 20 MB' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiCreatedResponse({ type: AttachmentResponse })
  async upload(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<AttachmentResponse> {
    const { files } = await readUploads(request, MAX_UPLOAD_BYTES);
    const [file] = files;
    if (!file || files.length > 1)
      throw invalid('attachment.missing', {}, [{ path: 'file', code: 'attachment.missing' }]);
    return this.attachments.store(actor, file);
  }

  @Get(':id')
  @Permit('profile.read')
  @ApiOperation({ summary: 'Read a document of my organisation, or one filed with it' })
  @ApiProduces('application/pdf', 'image/png', 'image/jpeg')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return sendDocument(reply, await this.attachments.read(actor, id));
  }
}
