import iconv from 'iconv-lite';
import { invalid } from '@jishi/kernel';

const MARKS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
/** What an XML declaration may name; others are refused by name rather than guessed. */
const DECLARED = new Set([
  'utf-8',
  'utf8',
  'us-ascii',
  'iso-8859-1',
  'windows-1252',
  'gb18030',
  'gbk',
  'gb2312',
  'big5',
]);

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decoded(bytes: Buffer, encoding: string): string {
  const text = iconv.decode(bytes, encoding);
  if (text.includes('\ufffd')) throw invalid('import.bad_encoding', { encoding });
  return text;
}

/**
 * The text of an uploaded file. Byte order mark, then an XML declaration's encoding, then UTF-8; what is not UTF-8 is read
 * as GB18030. Errors: `import.bad_encoding`, `import.unknown_encoding`.
 */
export function sourceText(bytes: Buffer): string {
  for (const [mark, encoding] of MARKS)
    if (mark.every((byte, i) => bytes[i] === byte)) return decoded(bytes.subarray(mark.length), encoding);
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1];
  const encoding = declared?.toLowerCase();
  if (encoding && !DECLARED.has(encoding)) throw invalid('import.unknown_encoding', { encoding: declared ?? '' });
  if (encoding && !encoding.startsWith('utf') && encoding !== 'us-ascii') return decoded(bytes, encoding);
  return utf8(bytes) ?? decoded(bytes, 'gb18030');
}
