import { invalid } from '@jishi/kernel';

export type MediaType = 'application/pdf' | 'image/png' | 'image/jpeg';

const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024;

const MAGIC: [MediaType, number[]][] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** What a file is by its first bytes; its name and declared type are not believed. Errors: `attachment.*`. */
export function mediaTypeOf(content: Uint8Array): MediaType {
  if (content.length === 0) throw invalid('attachment.empty');
  if (content.length > MAX_ATTACHMENT_BYTES)
    throw invalid('attachment.too_large', { maxMegabytes: MAX_ATTACHMENT_BYTES / 1024 / 1024 });
  const found = MAGIC.find(([, bytes]) => bytes.every((byte, i) => content[i] === byte));
  if (!found) throw invalid('attachment.wrong_type');
  return found[0];
}
