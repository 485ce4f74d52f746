import sharp, { type Metadata, type Sharp } from 'sharp';
import { invalid } from '@jishi/kernel';
import { inWorker } from './worker';

/** An A4 page at 600 dpi has 35 million pixels. */
const MAX_PIXELS = 50_000_000;
const MAX_SIDE = 15_000;
const MAX_RATIO = 20;
const TIMEOUT_SECONDS = 20;

const open = (content: Buffer): Sharp =>
  sharp(content, { limitInputPixels: MAX_PIXELS, failOn: 'warning', unlimited: false, sequentialRead: true });

/** Decodes the whole picture, as a viewer would. Errors: `attachment.picture_too_large`, `attachment.picture_ratio`, `attachment.unreadable`. */
export async function checkPicture(content: Buffer, format: 'png' | 'jpeg'): Promise<void> {
  // The size that is claimed, before a single pixel is unpacked.
  const { width, height, format: found } = await describe(content);
  if (found !== format || width === 0 || height === 0) throw invalid('attachment.unreadable');
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS)
    throw invalid('attachment.picture_too_large', { width, height, maxSide: MAX_SIDE });
  if (Math.max(width, height) > MAX_RATIO * Math.min(width, height))
    throw invalid('attachment.picture_ratio', { width, height, max: MAX_RATIO });
  await decode(content);
}

/** The same picture with a mark all over it; where and with what it was taken is left out. */
export async function markPicture(content: Buffer, format: 'png' | 'jpeg', texts: string[]): Promise<Buffer> {
  const upright = open(content).timeout({ seconds: TIMEOUT_SECONDS }).autoOrient();
  const { autoOrient } = await open(content).metadata();
  const { width, height } = autoOrient;
  const tile = await inWorker<{ svg: string; width: number; height: number }>({ type: 'tile', texts, width, height });
  // A tile is never larger than what it is laid on.
  const fitted = await sharp(Buffer.from(tile.svg))
    .resize({ width: Math.min(tile.width, width), height: Math.min(tile.height, height), fit: 'inside' })
    .png()
    .toBuffer();
  const marked = upright.composite([{ input: fitted, tile: true, gravity: 'northwest' }]);
  return format === 'png' ? marked.png().toBuffer() : marked.jpeg({ quality: 92 }).toBuffer();
}

async function describe(content: Buffer): Promise<Metadata> {
  try {
    // Without a limit of its own, so that what is refused can be named.
    return await sharp(content, { limitInputPixels: false, failOn: 'warning' }).metadata();
  } catch {
    throw invalid('attachment.unreadable');
  }
}

async function decode(content: Buffer): Promise<void> {
  try {
    await open(content).stats();
  } catch {
    // Whatever the decoder stumbles on, a viewer would too; its words are of no use to people.
    throw invalid('attachment.unreadable');
  }
}
