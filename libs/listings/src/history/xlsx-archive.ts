import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { DomainError, invalid } from '@jishi/kernel';
import { LIMITS } from './limits';

const NESTED = /\.(zip|xlsx|xlsm|xls|docx|pptx|rar|7z|gz|tgz|bz2|xz|jar)$/i;
const MACROS = /vbaProject\.bin$|\.(bas|vbs)$|^xl\/macrosheets\//i;

/** The parts of a workbook, looked over before any is opened. */
export interface Archive {
  has(name: string): boolean;
  names(): string[];
  /** The inflated part in pieces; ends with a refusal where it is larger than it says. */
  open(name: string): AsyncGenerator<Buffer>;
}

const broken = () => invalid('history.broken_workbook');

/**
 * Refuses what a register of rows is not: too many or too large entries, bombs, archives in archives, macros, links to other
 * files, encryption. Errors: `history.broken_workbook`, `history.bomb`, `history.macros`, `history.external_links`,
 * `history.nested_archive`, `history.encrypted`.
 */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  let zip: ZipFile;
  const entries = new Map<string, Entry>();
  try {
    zip = await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true });
    if (zip.entryCount > LIMITS.entries) throw invalid('history.bomb');
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName)) throw broken();
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw refusalOf(error);
  }
  lookOver([...entries.values()]);
  return {
    has: (name) => entries.has(name),
    names: () => [...entries.keys()],
    open: (name) => inflate(zip, entries.get(name)),
  };
}

/** What the archive's reader trips over is a damaged file, not a defect of ours. */
const refusalOf = (error: unknown): DomainError => (error instanceof DomainError ? error : broken());

function lookOver(entries: Entry[]): void {
  let inflated = 0;
  for (const entry of entries) {
    inflated += entry.uncompressedSize;
    const { fileName: name } = entry;
    if (entry.isEncrypted()) throw invalid('history.encrypted');
    if (isBomb(entry.uncompressedSize, entry.compressedSize)) throw invalid('history.bomb');
    if (MACROS.test(name)) throw invalid('history.macros');
    if (/^xl\/externalLinks\//i.test(name)) throw invalid('history.external_links');
    if (NESTED.test(name)) throw invalid('history.nested_archive', { name: name.slice(0, 100) });
  }
  if (inflated > LIMITS.inflatedBytes) throw invalid('history.bomb');
}

const isBomb = (inflated: number, deflated: number): boolean =>
  inflated > LIMITS.ratioFromBytes && inflated > deflated * LIMITS.ratio;

async function* inflate(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (!entry) throw broken();
  let [seen, sum] = [0, 0];
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const piece of stream) {
      const bytes = piece as Buffer;
      seen += bytes.length;
      // What an entry says of its size is not to be believed.
      if (seen > LIMITS.inflatedBytes || isBomb(seen, entry.compressedSize)) throw invalid('history.bomb');
      sum = crc32(bytes, sum);
      yield bytes;
    }
    if (sum !== entry.crc32) throw broken();
  } catch (error) {
    throw refusalOf(error);
  }
}
