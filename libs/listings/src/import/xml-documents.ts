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

/** Small pieces first: many short documents must not each copy a large one. */
const FIRST_CHUNK = 1_024;
const MAX_CHUNK = 65_536;

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

/** White space, comments and processing instructions between documents belong to none. */
function skipBlank(source: string, from: number): number {
  const white = /[\s\ufeff]*/y;
  for (let at = from; ;) {
    white.lastIndex = at;
    at += white.exec(source)?.[0].length ?? 0;
    const close = source.startsWith('<!--', at) ? '-->' : /^<\?(?!xml\s)/.test(source.slice(at, at + 6)) ? '?>' : null;
    const end = close === null ? -1 : source.indexOf(close, at + 2);
    if (close === null || end === -1) return at;
    at = end + close.length;
  }
}

/** After an error the next document begins at the next XML declaration or document type. */
function resume(source: string, start: number, end: number): number {
  const near = source.slice(Math.max(start + 1, end - 16), end + 5).lastIndexOf('<?xml');
  if (near !== -1) return Math.max(start + 1, end - 16) + near;
  const next = /<\?xml\s|<!DOCTYPE\s/g;
  next.lastIndex = Math.max(end, start + 1);
  return next.exec(source)?.index ?? source.length;
}

/** Thrown out of the parser's handlers: nothing after the document's end or first error is parsed in vain. */
class Stop extends Error {}

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
    try {
      this.feed();
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
    return this;
  }

  private feed(): void {
    let next = this.start;
    for (let size = FIRST_CHUNK; next < this.source.length; size = Math.min(2 * size, MAX_CHUNK)) {
      if (next - this.start > LIMITS.documentLength) this.fail('import.xml_too_long', { max: LIMITS.documentLength });
      this.parser.write(this.source.slice(next, next + size));
      next += size;
    }
    this.parser.close();
    this.fail('import.xml_malformed', { message: 'unexpected end.' });
  }

  private get offset(): number {
    return this.start + this.parser.position;
  }

  private fail(code: string, params: Failure['params']): never {
    this.failure = { code, params };
    this.end = this.offset;
    throw new Stop();
  }

  private onError(message: string): void {
    // An undeclared character's name is kept as `&name;` and reported; any other error breaks the document.
    if (message !== 'undefined entity.') this.fail('import.xml_malformed', { message });
    if (this.unknownEntities.length >= LIMITS.remarks) return;
    const before = this.source.slice(Math.max(0, this.offset - 70), this.offset);
    this.unknownEntities.push({ offset: this.offset, name: /&([^\s;&]+);?[^&]?$/.exec(before)?.[1] ?? '?' });
  }

  private onOpen(name: string, attributes: Record<string, string>): void {
    this.depth += 1;
    if (this.depth > LIMITS.depth) this.fail('import.xml_too_deep', { depth: LIMITS.depth });
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
    if (this.open.length > 1 && this.open.length === this.depth) this.open.at(-1)?.children.push(text);
  }

  private onClose(): void {
    if (this.open.length === this.depth) this.open.pop();
    this.depth -= 1;
    if (this.depth > 0) return;
    this.end = this.offset;
    // The parser closes the root on any end tag and complains only after.
    const tag = /<\/([^\s<>]+)\s*>$|\/>$/.exec(this.source.slice(Math.max(this.start, this.end - 300), this.end));
    if (!tag || (tag[1] ?? this.rootName) !== this.rootName)
      this.fail('import.xml_malformed', { message: 'unexpected close tag.' });
    throw new Stop();
  }
}
