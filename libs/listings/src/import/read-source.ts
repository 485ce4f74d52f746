import { DomainError } from '@jishi/kernel';
import { columnOf } from './csv-columns';
import { readPatentCsv } from './patent-csv';
import { LIMITS, type ImportItem } from './patent-record';
import { readPatentXml } from './patent-xml';
import { sourceText } from './source-text';

const whole = (code: string, params: Record<string, string | number> = {}): ImportItem => ({
  ok: false,
  place: { line: 1, column: 1 },
  code,
  params,
});

/** Every record of an uploaded file, in order; what the file is, is seen from its content and not from its name. */
export function* readSource(bytes: Buffer): Generator<ImportItem> {
  if (bytes.length > LIMITS.fileBytes) return yield whole('import.file_too_large', { max: LIMITS.fileBytes });
  const text = decode(bytes);
  if (typeof text !== 'string') return yield text;
  let records = 0;
  for (const item of read(text)) {
    records += 1;
    if (records > LIMITS.records)
      return yield { ...whole('import.too_many_records', { max: LIMITS.records }), place: item.place };
    yield item;
  }
  if (records === 0) yield whole('import.empty');
}

function decode(bytes: Buffer): string | ImportItem {
  try {
    return sourceText(bytes);
  } catch (error) {
    if (error instanceof DomainError) return whole(error.code, error.params);
    throw error;
  }
}

function read(text: string): Iterable<ImportItem> {
  const start = text.slice(0, 4096).trimStart();
  if (start.startsWith('<')) return readPatentXml(text);
  // The US full-text format before 2001: four-letter tags in columns. It is a patent, but not one we read.
  if (/^PATN\s/.test(start)) return [whole('import.green_book')];
  const header = (start.split(/\r?\n/, 1)[0] ?? '').split(',').map((cell) => cell.replace(/^\s*"|"\s*$/g, ''));
  if (header.some((cell) => columnOf(cell) !== undefined)) return readPatentCsv(text);
  return text.trim() === '' ? [] : [whole('import.unknown_format')];
}
