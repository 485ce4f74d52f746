import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { invalid } from '@jishi/kernel';
import type { SheetRow } from './cell';
import { LIMITS } from './limits';

export interface CsvText {
  text: string;
  encoding: 'UTF-8' | 'UTF-16' | 'GB18030';
}

const NEWLINE = 0x0a;

/** Of the lines that are not plain ASCII: how many are UTF-8. Neither encoding has a newline inside a character. */
function looksLikeUtf8(bytes: Buffer): boolean {
  let [wide, good, start] = [0, 0, 0];
  while (start < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte > 0x7f)) {
      wide += 1;
      if (isUtf8(line)) good += 1;
    }
    start = end + 1;
  }
  return good * 2 >= wide;
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** Errors: `history.bad_encoding` with the line of the first character that is none. */
function strictly(text: string, encoding: CsvText['encoding']): CsvText {
  const bad = text.indexOf('\ufffd');
  if (bad >= 0) throw invalid('history.bad_encoding', { encoding, line: lineOf(text, bad) });
  return { text, encoding };
}

/**
 * The text of a CSV: by its byte order mark, else UTF-8 or GB18030, whichever most of its lines are. A byte that is no
 * character of the encoding refuses the file; nothing is replaced. Errors: `history.bad_encoding`, `history.not_text`.
 */
export function csvText(bytes: Buffer): CsvText {
  const read = decoded(bytes);
  const at = read.text.indexOf('\0');
  if (at >= 0) throw invalid('history.not_text', { line: lineOf(read.text, at) });
  return read;
}

function decoded(bytes: Buffer): CsvText {
  const mark = bytes.subarray(0, 3).toString('latin1');
  if (mark.startsWith('\xff\xfe')) return utf16(bytes, 'utf-16le');
  if (mark.startsWith('\xfe\xff')) return utf16(bytes, 'utf-16be');
  if (mark === '\xef\xbb\xbf') return strictly(new TextDecoder('utf-8').decode(bytes), 'UTF-8');
  if (looksLikeUtf8(bytes)) return strictly(new TextDecoder('utf-8').decode(bytes), 'UTF-8');
  return strictly(iconv.decode(bytes, 'gb18030'), 'GB18030');
}

function utf16(bytes: Buffer, label: 'utf-16le' | 'utf-16be'): CsvText {
  const text = new TextDecoder(label).decode(bytes);
  // An odd byte at the end is half a character, whatever the decoder makes of it.
  if (bytes.length % 2 === 1)
    throw invalid('history.bad_encoding', { encoding: 'UTF-16', line: text.split('\n').length });
  return strictly(text, 'UTF-16');
}

/** The separator the first lines have most of, outside quotes. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4096).replace(/"[^"]*"/g, '');
  const count = (sign: string): number => head.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

const CHUNK = 64 * 1024;
function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += CHUNK) yield text.slice(at, at + CHUNK);
}

/** Rows that say something, in a stream. Errors: `history.csv_quote`, `history.csv_open_quote`, `history.cell_too_long`. */
export async function* csvRows(text: string): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter: delimiterOf(text),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: LIMITS.columns * LIMITS.cellLength,
  });
  let number = 0;
  try {
    for await (const record of Readable.from(chunksOf(text)).pipe(parser)) {
      number += 1;
      const cells = (record as string[]).map((cell) => ({ kind: 'text' as const, text: cell }));
      if (cells.some((cell) => cell.text.trim() !== '')) yield { number, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (error as { lines?: number }).lines ?? number + 1;
    if (error.code === 'CSV_MAX_RECORD_SIZE')
      throw invalid('history.cell_too_long', { row: number + 1, max: LIMITS.cellLength });
    throw invalid(error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'history.csv_open_quote' : 'history.csv_quote', { line });
  }
}
