import { type MediaType, mediaTypeOf } from '../domain/sniff';
import { checkWhole } from '../domain/whole-file';
import { checkPicture, markPicture } from './picture';
import { inTurn } from './turn';
import { inWorker } from './worker';

const FORMATS = { 'image/png': 'png', 'image/jpeg': 'jpeg' } as const;

/** What a file of `owner` is and that it can be read to its end without harm. Errors: `attachment.*`, nothing else. */
export async function checkContent(content: Buffer, owner: string): Promise<MediaType> {
  const mediaType = mediaTypeOf(content);
  checkWhole(mediaType, content);
  await inTurn<unknown>(owner, () =>
    mediaType === 'application/pdf'
      ? inWorker({ type: 'inspect', content })
      : checkPicture(content, FORMATS[mediaType]),
  );
  return mediaType;
}

/** A copy for one reader, of `owner`: the words run across every page or all over the picture. */
export function markContent(mediaType: MediaType, content: Buffer, texts: string[], owner: string): Promise<Buffer> {
  return inTurn(owner, async () =>
    mediaType === 'application/pdf'
      ? Buffer.from(await inWorker<Uint8Array>({ type: 'mark', content, texts }))
      : markPicture(content, FORMATS[mediaType], texts),
  );
}
