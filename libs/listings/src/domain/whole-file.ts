import { invalid } from '@jishi/kernel';
import type { MediaType } from './sniff';

/** Where the file ends by its own structure; null when it breaks off or does not hold together. */
type End = (bytes: Uint8Array) => number | null;

const ENDS: Record<MediaType, End> = {
  'application/pdf': endOfPdf,
  'image/png': endOfPng,
  'image/jpeg': endOfJpeg,
};

/**
 * A file is one thing from its first byte to its last: what breaks off is of no use to a reader, and what goes on after its
 * end is something else in disguise. Errors: `attachment.truncated`, `attachment.polyglot`.
 */
export function checkWhole(mediaType: MediaType, bytes: Uint8Array): void {
  const end = ENDS[mediaType](bytes);
  if (end === null) throw invalid('attachment.truncated');
  if (!isBlank(bytes, end) || holdsArchive(bytes)) throw invalid('attachment.polyglot');
}

/** Chunks of length, type, data and checksum, the last of them IEND. */
function endOfPng(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const isLast = view.getUint32(at + 4) === 0x49454e44;
    at += 12 + length;
    if (isLast) return at <= bytes.length ? at : null;
  }
  return null;
}

/** Segments up to a scan; in a scan 0xff is followed by a stuffed zero or a restart, anything else ends it. */
function endOfJpeg(bytes: Uint8Array): number | null {
  let at = 2;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return at + 2;
    if (marker === 0xff) at += 1;
    else {
      const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
      if (length < 2) return null;
      at += 2 + length;
      if (marker === 0xda) at = endOfScan(bytes, at);
    }
  }
  return null;
}

function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return bytes.length;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
    at += 2;
  }
  return bytes.length;
}

const TAIL = 1024;
const EOF = '%%EOF';

/** A reader begins at the end: the table's place, then the end mark. */
function endOfPdf(bytes: Uint8Array): number | null {
  const from = Math.max(0, bytes.length - TAIL);
  const tail = latin1(bytes.subarray(from));
  const eof = tail.lastIndexOf(EOF);
  if (eof < 0) {
    // An end mark further up means that something was added below it; none at all, that it breaks off.
    return lastIndexOf(bytes, EOF);
  }
  const place = /startxref\s+(\d+)\s*$/.exec(tail.slice(0, eof))?.[1];
  return place === undefined || Number(place) >= bytes.length ? null : from + eof + EOF.length;
}

function lastIndexOf(bytes: Uint8Array, text: string): number | null {
  for (let at = bytes.length - text.length; at >= 0; at -= 1) {
    if (bytes[at] === 0x25 && latin1(bytes.subarray(at, at + text.length)) === text) return at + text.length;
  }
  return null;
}

const isBlank = (bytes: Uint8Array, from: number): boolean =>
  bytes.subarray(from).every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0);

/** The directory at the end of a ZIP, which may stand behind or inside anything and makes it an archive too. */
function holdsArchive(bytes: Uint8Array): boolean {
  const tail = latin1(bytes.subarray(Math.max(0, bytes.length - 65_557)));
  return tail.includes('PK\x05\x06');
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
