import { SaxesParser } from 'saxes';
import { NAMED_ENTITIES } from './named-entities';
import { LIMITS, type ImportProblem, type Place } from './patent-record';
import type { XmlNode } from './xml-node';

/** One XML document of a file that may hold several, one after the other. */
export type XmlDocument =
  | { kind: 'document'; place: Place; root: XmlNode; remarks: ImportProblem[] }
  /** A root that is not wanted; its content was passed over. */
  | { kind: 'other'; place: Place; rootName: string }
  | { kind: 'broken'; place: Place; code: string; params: Record<string, string | number> };

/** Root element → its children worth keeping; all else is passed over unread. */
export type Wanted = Record<string, readonly string[]>;

const CHUNK = 65_536;

/** Turns an offset in the text into a line and column; asked for rising offsets only, so the file is walked once. */
function placer(source: string): (offset: number) => Place {
  let at = 0;
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (let next = source.indexOf('\n', at); next !== -1 && next < offset; next = source.indexOf('\n', at)) {
      line += 1;
      at = lineStart = next + 1;
    }
    return { line, column: Math.max(1, offset - lineStart + 1) };
  };
}

/** Reads every document of a file, without DTDs, external entities or entity definitions; broken ones are passed over. */
export function* xmlDocuments(source: string, wanted: Wanted): Generator<XmlDocument> {
  const placeOf = placer(source);
  for (let start = skipBlank(source, 0); start < source.length;) {
    const found = new DocumentReader(source, start, wanted).read();
    if (found.failure) yield { kind: 'broken', place: placeOf(found.end), ...found.failure };
    else if (!found.root) yield { kind: 'other', place: placeOf(start), rootName: found.rootName };
    else
      yield {
        kind: 'document',
        place: placeOf(start),
        root: found.root,
        remarks: found.unknownEntities.map(({ offset, name }) => ({
          place: placeOf(offset),
          code: 'import.unknown_entity',
          params: { name },
        })),
      };
    start = skipBlank(source, found.failure ? resume(source, start, found.end) : found.end);
  }
}

/** White space, comments and processing instructions after a root belong to it and make no document of their own. */
function skipBlank(source: string, from: number): number {
  const blank = /(?:[\s\ufeff]+|<!--[^]*?-->|<\?(?!xml\s)[^]*?\?>)*/y;
  blank.lastIndex = from;
  const end = from + (blank.exec(source)?.[0].length ?? 0);
  return end >= source.length ? end : from + (/^[\s\ufeff]*/.exec(source.slice(from, end))?.[0].length ?? 0);
}

/** After an error the next document begins at the next XML declaration or document type. */
function resume(source: string, start: number, end: number): number {
  const declared = source.lastIndexOf('<?xml', end);
  if (declared > start && declared > end - 16) return declared;
  const next = /<\?xml\s|<!DOCTYPE\s/g;
  next.lastIndex = Math.max(end, start + 1);
  return next.exec(source)?.index ?? source.length;
}

interface Failure {
  code: string;
  params: Record<string, string | number>;
}

/** Reads one document from `start` to the end of its root element, or to its first error. */
class DocumentReader {
  rootName = '';
  root: XmlNode | undefined;
  failure: Failure | undefined;
  end = -1;
  readonly unknownEntities: { offset: number; name: string }[] = [];
  private readonly parser = new SaxesParser({ xmlns: false, position: true });
  private readonly open: XmlNode[] = [];
  private depth = 0;

  constructor(
    private readonly source: string,
    private readonly start: number,
    private readonly wanted: Wanted,
  ) {
    this.parser.ENTITIES = NAMED_ENTITIES as Record<string, string>;
    this.parser.on('opentag', (tag) => this.onOpen(tag.name, tag.attributes));
    this.parser.on('closetag', () => this.onClose());
    this.parser.on('text', (text) => this.onText(text));
    this.parser.on('cdata', (text) => this.onText(text));
    this.parser.on('error', (error) => this.onError(error.message.replace(/^\d+:\d+: /, '')));
  }

  read(): this {
    for (let next = this.start; this.end === -1 && next < this.source.length; next += CHUNK)
      this.parser.write(this.source.slice(next, next + CHUNK));
    if (this.end === -1) this.parser.close();
    if (this.end === -1) this.fail('import.xml_malformed', { message: 'unexpected end.' });
    return this;
  }

  private get offset(): number {
    return this.start + this.parser.position;
  }

  private fail(code: string, params: Failure['params']): void {
    this.failure = { code, params };
    this.end = this.offset;
  }

  private onError(message: string): void {
    // An end tag of another name closes the root first and complains after, at the same place.
    const rootClosedWrongly = this.end === this.offset && this.failure === undefined;
    if (this.end !== -1 && !rootClosedWrongly) return;
    // An undeclared character's name is kept as `&name;` and reported; any other error breaks the document.
    if (message !== 'undefined entity.') return this.fail('import.xml_malformed', { message });
    if (this.unknownEntities.length >= LIMITS.remarks) return;
    const before = this.source.slice(Math.max(0, this.offset - 70), this.offset);
    this.unknownEntities.push({ offset: this.offset, name: /&([^\s;&]+);?[^&]?$/.exec(before)?.[1] ?? '?' });
  }

  private onOpen(name: string, attributes: Record<string, string>): void {
    if (this.end !== -1) return;
    this.depth += 1;
    if (this.depth > LIMITS.depth) return this.fail('import.xml_too_deep', { depth: LIMITS.depth });
    const node: XmlNode = { name, attributes, children: [] };
    if (this.depth === 1) {
      this.rootName = name;
      if (Object.hasOwn(this.wanted, name)) this.open.push((this.root = node));
    } else if (this.open.length === this.depth - 1 && (this.depth > 2 || this.wanted[this.rootName]?.includes(name))) {
      this.open.at(-1)?.children.push(node);
      this.open.push(node);
    }
  }

  private onText(text: string): void {
    if (this.end === -1 && this.open.length > 1 && this.open.length === this.depth)
      this.open.at(-1)?.children.push(text);
  }

  private onClose(): void {
    if (this.end !== -1) return;
    if (this.open.length === this.depth) this.open.pop();
    this.depth -= 1;
    if (this.depth === 0) this.end = this.offset;
  }
}
