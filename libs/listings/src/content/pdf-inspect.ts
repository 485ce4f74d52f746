import { inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  EncryptedPDFError,
  ParseSpeeds,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFStream,
} from '@cantoo/pdf-lib';
import { Refusal } from './refusal';

export const MAX_PAGES = 500;
const MAX_OBJECTS = 200_000;
const MAX_DEPTH = 60;
/** What one stream, and all streams together, may become when a viewer unpacks them. */
const MAX_STREAM_BYTES = 64 * 1024 * 1024;
const MAX_ALL_BYTES = 384 * 1024 * 1024;

/** What runs something or calls out when a document is read. */
const ACTIVE_KEYS = new Set(['JS', 'JavaScript', 'XFA']);
const ACTIVE_ACTIONS = new Set(['JavaScript', 'Launch', 'ImportData', 'SubmitForm', 'GoToE', 'Rendition', 'Movie']);
/** What carries other files. */
const CARRYING_KEYS = new Set(['EmbeddedFiles', 'EF']);
const CARRYING_TYPES = new Set(['EmbeddedFile', 'FileAttachment', 'RichMedia', '3D', 'Screen', 'Sound', 'Movie']);

/** Opens a PDF as a careful reader would. Refusals: `attachment.pdf_*`, `attachment.unreadable`. */
export async function openPdf(content: Uint8Array): Promise<PDFDocument> {
  const document = await load(content);
  if (document.isEncrypted || document.context.trailerInfo.Encrypt) throw new Refusal('attachment.pdf_encrypted');
  return document;
}

async function load(content: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(content, {
      parseSpeed: ParseSpeeds.Fastest,
      throwOnInvalidObject: true,
      updateMetadata: false,
    });
  } catch (error) {
    if (error instanceof EncryptedPDFError) throw new Refusal('attachment.pdf_encrypted');
    throw error;
  }
}

export async function inspectPdf(content: Uint8Array): Promise<{ pages: number }> {
  refuseNamed(content);
  const document = await openPdf(content);
  const pages = document.getPageCount();
  if (pages === 0) throw new Refusal('attachment.unreadable');
  if (pages > MAX_PAGES) throw new Refusal('attachment.pdf_pages', { pages, max: MAX_PAGES });
  const objects = document.context.enumerateIndirectObjects();
  if (objects.length > MAX_OBJECTS) throw new Refusal('attachment.too_complex');
  let left = MAX_ALL_BYTES;
  for (const [, object] of objects) {
    refuseActive(object);
    if (object instanceof PDFRawStream) left -= unpackedSize(object);
    if (left < 0) throw new Refusal('attachment.bomb');
  }
  return { pages };
}

/** An older version of an object, which a later one hides from this parser, may be the one another viewer sees. */
function refuseNamed(content: Uint8Array): void {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    .toString('latin1')
    .replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  if (/\/(?:JavaScript|Launch)(?![A-Za-z])/.test(text)) throw new Refusal('attachment.pdf_active');
  if (/\/EmbeddedFiles?(?![A-Za-z])/.test(text)) throw new Refusal('attachment.pdf_carries');
}

function refuseActive(object: PDFObject, depth = 0): void {
  if (depth > MAX_DEPTH) throw new Refusal('attachment.too_complex');
  if (object instanceof PDFStream) refuseActive(object.dict, depth + 1);
  else if (object instanceof PDFArray) for (const item of object.asArray()) refuseActive(item, depth + 1);
  else if (object instanceof PDFDict) {
    for (const [key, value] of object.entries()) {
      const name = key.decodeText();
      if (ACTIVE_KEYS.has(name)) throw new Refusal('attachment.pdf_active');
      if (CARRYING_KEYS.has(name)) throw new Refusal('attachment.pdf_carries');
      const word = value instanceof PDFName ? value.decodeText() : '';
      if (name === 'S' && ACTIVE_ACTIONS.has(word)) throw new Refusal('attachment.pdf_active');
      if ((name === 'Type' || name === 'Subtype') && CARRYING_TYPES.has(word))
        throw new Refusal('attachment.pdf_carries');
      refuseActive(value, depth + 1);
    }
  }
}

const UNPACKED_HERE = new Set(['FlateDecode', 'LZWDecode', 'ASCII85Decode', 'ASCIIHexDecode', 'RunLengthDecode']);

/** Pictures in codecs of their own (JPEG, fax) are the viewer's to unpack, and state their size. */
function unpackedSize(stream: PDFRawStream): number {
  const filters = filtersOf(stream);
  if (filters.length === 0 || !filters.every((filter) => UNPACKED_HERE.has(filter))) return stream.contents.length;
  const unpacked = filters.join() === 'FlateDecode' ? inflated(stream.contents) : decodePDFRawStream(stream).decode();
  if (unpacked.length > MAX_STREAM_BYTES) throw new Refusal('attachment.bomb');
  return unpacked.length;
}

function inflated(contents: Uint8Array): Uint8Array {
  try {
    return inflateSync(contents, { maxOutputLength: MAX_STREAM_BYTES, finishFlush: 2 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new Refusal('attachment.bomb');
    // Broken data shows as an empty place in a viewer; it harms nobody.
    return new Uint8Array();
  }
}

function filtersOf(stream: PDFRawStream): string[] {
  const filter = stream.dict.lookup(PDFName.of('Filter'));
  const names = filter instanceof PDFArray ? filter.asArray() : filter ? [filter] : [];
  return names.map((name) => {
    const found = stream.dict.context.lookup(name);
    return found instanceof PDFName ? found.decodeText() : '';
  });
}
