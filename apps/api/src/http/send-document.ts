import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Somebody else's file: saved, never run or shown inside our pages, and kept by nobody on the way. */
export function sendDocument(
  reply: FastifyReply,
  { content, filename, mediaType }: { content: Buffer; filename: string; mediaType: string },
): StreamableFile {
  void reply.header('cache-control', 'private, no-store').header('content-security-policy', 'sandbox');
  return new StreamableFile(content, {
    type: mediaType,
    length: content.length,
    disposition: `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
  });
}
