import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError, invalid, unavailable } from '@jishi/kernel';
import type { MultipartFile } from '@fastify/multipart';

export interface Upload {
  filename: string;
  content: Buffer;
}

const MIB = 1024 * 1024;
/** Files of one request are held in memory together: this much, whatever the limit of each. */
const MAX_TOTAL_BYTES = 64 * MIB;
/** And this much of all requests that are under way: a crowd of uploads is told to come again, not let to exhaust the process. */
const MAX_HELD_BYTES = 256 * MIB;

let heldBytes = 0;
const heldBy = new WeakMap<FastifyRequest, number>();

/** What a request held is free again when it was answered, or when its sender went away. */
export function releaseUploads(server: FastifyInstance): void {
  server.addHook('onResponse', (request, _reply, done) => {
    heldBytes -= heldBy.get(request) ?? 0;
    heldBy.delete(request);
    done();
  });
}

/**
 * The files of a multipart request, in order, and its fields. Errors: `http.media_type`, `http.too_large`, `http.broken_upload`,
 * `http.uploads_busy`.
 */
export async function readUploads(
  request: FastifyRequest,
  maxBytes = MAX_TOTAL_BYTES,
): Promise<{ files: Upload[]; fields: Map<string, string> }> {
  if (!request.isMultipart()) throw invalid('http.media_type');
  const files: Upload[] = [];
  const fields = new Map<string, string>();
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields.set(part.fieldname, String(part.value));
      // A browser names every file; a program may leave the name out.
      else files.push({ filename: part.filename ?? '', content: await contentOf(request, part, maxBytes) });
    }
  } catch (error) {
    if (error instanceof DomainError || (error instanceof Error && 'statusCode' in error)) throw error;
    // Cut off on the way, or not what its headers say: the parser has no codes for these.
    throw invalid('http.broken_upload');
  }
  return { files, fields };
}

async function contentOf(request: FastifyRequest, { file }: MultipartFile, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of file) {
    const bytes = piece as Buffer;
    const held = (heldBy.get(request) ?? 0) + bytes.length;
    if (held > maxBytes) throw invalid('http.too_large');
    if (heldBytes + bytes.length > MAX_HELD_BYTES) throw unavailable('http.uploads_busy');
    heldBytes += bytes.length;
    heldBy.set(request, held);
    pieces.push(bytes);
  }
  if (file.truncated) throw invalid('http.too_large');
  return Buffer.concat(pieces);
}
