import { type Entry, fromBufferPromise } from 'yauzl';
import { DomainError, invalid } from '@jishi/kernel';
import { checkContent } from '@jishi/listings';
import { type EInvoice, readEInvoice } from './e-invoice';

export type InvoiceMediaType = 'application/pdf' | 'application/ofd' | 'application/xml';

const MAX_BYTES = 20 * 1024 * 1024;
/** Pages, fonts and seals of an invoice; more is something else. */
const MAX_ENTRIES = 2_000;
const MAX_INFLATED = 100 * 1024 * 1024;
const MAX_RATIO = 200;
const RATIO_FROM = 1024 * 1024;
const FORBIDDEN = /\.(exe|dll|bat|cmd|com|js|jse|vbs|vbe|ps1|sh|jar|zip|rar|7z|gz|msi|scr|lnk)$/i;

const refuse = (code: string): DomainError => invalid(code, {}, [{ path: 'file', code }]);

/** What the file of an invoice is, by its content, and that it can be opened without harm. Errors: `invoice.file_*`, `attachment.*`. */
export async function checkInvoiceFile(
  content: Buffer,
  owner: string,
): Promise<{ mediaType: InvoiceMediaType; said: EInvoice | null }> {
  if (content.length === 0) throw refuse('invoice.no_file');
  if (content.length > MAX_BYTES) throw refuse('invoice.file_too_large');
  if (content.subarray(0, 5).toString('latin1') === '%PDF-') {
    await checkContent(content, owner);
    return { mediaType: 'application/pdf', said: null };
  }
  if (content.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))) {
    await checkOfd(content);
    return { mediaType: 'application/ofd', said: null };
  }
  if (/^(\uFEFF)?\s*</.test(content.subarray(0, 64).toString('utf8')))
    return { mediaType: 'application/xml', said: readEInvoice(content) };
  throw refuse('invoice.file_type');
}

/** An OFD (GB/T 33190) is an archive with OFD.xml at its top: looked over, never unpacked. */
async function checkOfd(content: Buffer): Promise<void> {
  const names = new Set<string>();
  let inflated = 0;
  try {
    const zip = await fromBufferPromise(content, { lazyEntries: true, strictFileNames: true });
    if (zip.entryCount > MAX_ENTRIES) throw refuse('invoice.file_broken');
    for await (const entry of zip.eachEntry()) {
      inflated += entry.uncompressedSize;
      if (names.has(entry.fileName) || isHarmful(entry) || inflated > MAX_INFLATED) throw refuse('invoice.file_broken');
      names.add(entry.fileName);
    }
  } catch (error) {
    throw error instanceof DomainError ? error : refuse('invoice.file_broken');
  }
  if (!names.has('OFD.xml')) throw refuse('invoice.file_type');
}

const isHarmful = (entry: Entry): boolean =>
  entry.isEncrypted() ||
  FORBIDDEN.test(entry.fileName) ||
  (entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize > entry.compressedSize * MAX_RATIO);
