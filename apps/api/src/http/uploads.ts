import type { FastifyRequest } from 'fastify';
import { invalid } from '@jishi/kernel';
import '@fastify/multipart';

export interface Upload {
  filename: string;
  content: Buffer;
}

/** Files of one request are held in memory together: this much, whatever the limit of each. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;

/** The files of a multipart request, in order, and its fields. Errors: `http.media_type`, `http.too_large`. */
export async function readUploads(request: FastifyRequest): Promise<{ files: Upload[]; fields: Map<string, string> }> {
  if (!request.isMultipart()) throw invalid('http.media_type');
  const files: Upload[] = [];
  const fields = new Map<string, string>();
  let total = 0;
  for await (const part of request.parts()) {
    if (part.type === 'field') fields.set(part.fieldname, String(part.value));
    else {
      const content = await part.toBuffer();
      total += content.length;
      if (total > MAX_TOTAL_BYTES) throw invalid('http.too_large');
      files.push({ filename: part.filename, content });
    }
  }
  return { files, fields };
}
