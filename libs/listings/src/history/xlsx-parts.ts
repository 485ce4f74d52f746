import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { DomainError, invalid } from '@jishi/kernel';
import { storable } from './cell';
import { LIMITS } from './limits';
import type { Archive } from './xlsx-archive';

export interface Handlers {
  open?: (tag: string, attributes: Record<string, string>) => void;
  close?: (tag: string) => void;
  text?: (text: string) => void;
}

const broken = () => invalid('history.broken_workbook');
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Runs a part of a workbook through `handlers`, piece by piece; yields after each, so that rows can be handed on. Errors:
 * `history.broken_workbook`, `history.bomb`.
 */
export async function* readXml(
  pieces: AsyncIterable<Buffer>,
  handlers: Handlers,
  maxBytes: number = LIMITS.inflatedBytes,
): AsyncGenerator<void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // A document type could define entities that grow without bound.
  parser.on('doctype', () => fail());
  parser.on('error', () => fail());
  let [depth, plain, seen] = [0, 0, 0];
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    if ((depth += 1) > LIMITS.depth) throw invalid('history.bomb');
    plain = 0;
    handlers.open?.(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    plain = 0;
    handlers.close?.(local(name));
  });
  parser.on('text', (text) => handlers.text?.(text));
  const fail = (): never => {
    throw broken();
  };
  try {
    for await (const piece of pieces) {
      seen += piece.length;
      plain += piece.length;
      if (seen > maxBytes || plain > LIMITS.plainBytes) throw invalid('history.bomb');
      parser.write(decoder.decode(piece, { stream: true }));
      yield;
    }
    parser.write(decoder.decode());
    parser.close();
    yield;
  } catch (error) {
    throw error instanceof DomainError ? error : broken();
  }
}

async function whole(
  archive: Archive,
  name: string,
  handlers: Handlers,
  maxBytes: number = LIMITS.partBytes,
): Promise<void> {
  for await (const _ of readXml(archive.open(name), handlers, maxBytes)) continue;
}

export interface Workbook {
  sheetName: string;
  sheetPart: string;
  stringsPart: string | null;
  stylesPart: string | null;
  /** Names of visible sheets that are not read. */
  otherSheets: string[];
  /** Days are counted from 1904 instead of 1900. */
  is1904: boolean;
}

/** The first visible sheet and what is needed to read it. Errors: `history.broken_workbook`, `history.external_links`, `history.macros`. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  if (!archive.has('[Content_Types].xml') || !archive.has('xl/workbook.xml')) throw invalid('history.not_a_workbook');
  await whole(archive, '[Content_Types].xml', {
    open: (_tag, { ContentType = '' }) => {
      if (/macroEnabled|vbaProject/i.test(ContentType)) throw invalid('history.macros');
    },
  });
  const sheets: { name: string; id: string; hidden: boolean }[] = [];
  let is1904 = false;
  await whole(archive, 'xl/workbook.xml', {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (tag !== 'sheet') return;
      const id = Object.entries(attributes).find(([name]) => local(name) === 'id' && name.includes(':'))?.[1];
      const hidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ name: storable(attributes['name'] ?? ''), id: id ?? '', hidden });
    },
  });
  const parts = await relations(archive);
  const visible = sheets.filter(({ id, hidden }) => !hidden && parts.get(id)?.type === 'worksheet');
  const [first, ...others] = visible;
  const part = parts.get(first?.id ?? '')?.target;
  if (!first || !part || !archive.has(part)) throw broken();
  const named = (type: string): string | null =>
    [...parts.values()].find((each) => each.type === type && archive.has(each.target))?.target ?? null;
  return {
    sheetName: first.name.slice(0, 100),
    sheetPart: part,
    stringsPart: named('sharedStrings'),
    stylesPart: named('styles'),
    otherSheets: others.map(({ name }) => name.slice(0, 100)),
    is1904,
  };
}

async function relations(archive: Archive): Promise<Map<string, { type: string; target: string }>> {
  const parts = new Map<string, { type: string; target: string }>();
  await whole(archive, 'xl/_rels/workbook.xml.rels', {
    open: (tag, { Id = '', Type = '', Target = '', TargetMode = '' }) => {
      if (tag !== 'Relationship') return;
      if (TargetMode === 'External' || Type.endsWith('/externalLink')) throw invalid('history.external_links');
      const target = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
      parts.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return parts;
}

/** The texts cells point at. Readings (phonetic runs) are left out. Errors: `history.bomb`. */
export async function readStrings(archive: Archive, part: string | null): Promise<string[]> {
  const strings: string[] = [];
  if (part === null) return strings;
  let [text, inText, phonetic, kept] = ['', false, false, 0];
  await whole(
    archive,
    part,
    {
      open: (tag) => {
        if (tag === 'si') text = '';
        if (tag === 't') inText = true;
        if (tag === 'rPh') phonetic = true;
      },
      text: (piece) => {
        if (!inText || phonetic) return;
        text += piece;
        kept += piece.length;
        if (kept > LIMITS.stringsBytes) throw invalid('history.bomb');
      },
      close: (tag) => {
        if (tag === 't') inText = false;
        if (tag === 'rPh') phonetic = false;
        if (tag !== 'si') return;
        strings.push(storable(text.replaceAll('_x000D_', '')));
        if (strings.length > LIMITS.strings) throw invalid('history.bomb');
      },
    },
    LIMITS.inflatedBytes,
  );
  return strings;
}

export type NumberStyle = 'number' | 'date' | 'percent';
const DATE_FORMATS = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58];
const PERCENT_FORMATS = [9, 10];

/** For each cell style, how it shows a number. */
export async function readStyles(archive: Archive, part: string | null): Promise<NumberStyle[]> {
  const styles: NumberStyle[] = [];
  if (part === null) return styles;
  const formats = new Map<number, string>();
  let inCells = false;
  await whole(
    archive,
    part,
    {
      open: (tag, { numFmtId = '0', formatCode = '' }) => {
        if (tag === 'numFmt') formats.set(Number(numFmtId), formatCode);
        if (tag === 'cellXfs') inCells = true;
        if (tag === 'xf' && inCells) styles.push(styleOf(Number(numFmtId), formats.get(Number(numFmtId))));
      },
      close: (tag) => {
        if (tag === 'cellXfs') inCells = false;
      },
    },
    LIMITS.stylesBytes,
  );
  return styles;
}

function styleOf(id: number, format: string | undefined): NumberStyle {
  const shown = (format ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  if (PERCENT_FORMATS.includes(id) || shown.includes('%')) return 'percent';
  return DATE_FORMATS.includes(id) || /[yd年月日]/i.test(shown) ? 'date' : 'number';
}
