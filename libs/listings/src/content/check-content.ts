import { type MediaType, mediaTypeOf } from '../domain/sniff';
import { checkWhole } from '../domain/whole-file';
import { checkPicture, markPicture } from './picture';
import { inWorker } from './worker';

const FORMATS = { 'image/png': 'png', 'image/jpeg': 'jpeg' } as const;

/** What a file is and that it can be read to its end without harm. Errors: `attachment.*`, nothing else. */
export async function checkContent(content: Buffer): Promise<MediaType> {
  const mediaType = mediaTypeOf(content);
  checkWhole(mediaType, content);
  if (mediaType === 'application/pdf') await inWorker({ type: 'inspect', content });
  else await checkPicture(content, FORMATS[mediaType]);
  return mediaType;
}

/** A copy for one reader: the words run across every page or all over the picture. */
export async function markContent(mediaType: MediaType, content: Buffer, texts: string[]): Promise<Buffer> {
  if (mediaType !== 'application/pdf') return markPicture(content, FORMATS[mediaType], texts);
  return Buffer.from(await inWorker<Uint8Array>({ type: 'mark', content, texts }));
}
