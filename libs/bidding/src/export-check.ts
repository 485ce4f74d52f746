import { canonicalJson } from '@jishi/kernel';
import type { Hash } from 'node:crypto';
import type { Announced, PublicEvent } from './domain/events';
import { BookChecker } from './domain/verify';
import { isOwnKey, KeptEvidence, type Evidence } from './export-evidence';
import { digestOf, eventText, FORMAT, trailerLine, trailerText } from './export-format';
import type { ExportHeader, ExportTrailer, Finding } from './export-format';
import { finished, type ExportReport } from './export-report';
import { RevealedBids } from './export-sealed';
import { verifyHead } from './signer';
import { verifyText, type BookKey } from './suites';
import { isSuite } from './domain/suite';

/** More than any line of a book holds. */
const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * Checks an export as it is read, piece by piece: no database, no network, no trust in whoever made it. Evidence is what others
 * kept of the same book; only it finds a history that the holder of the signing key has written anew.
 */
export class ExportChecker {
  readonly findings: Finding[] = [];
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private rest = '';
  private lines = 0;
  private header: ExportHeader | null = null;
  private trailer: ExportTrailer | null = null;
  private book = new BookChecker();
  private digest: Hash | null = null;
  private readonly revealed = new RevealedBids();
  private readonly kept: KeptEvidence;
  /** The first event says something else than the header. */
  private announcedOtherwise = false;
  /** The events lead to the root that the trailer names. */
  private rootHolds = false;
  /** Nothing after this can be read. */
  private lost = false;

  constructor(
    private readonly evidence: readonly Evidence[] = [],
    private readonly trusted: readonly BookKey[] = [],
  ) {
    this.kept = new KeptEvidence(evidence, (code, line, params) => this.find(code, line, params));
  }

  write(bytes: Uint8Array): void {
    if (this.lost) return;
    const pieces = (this.rest + this.decoded(bytes)).split('\n');
    this.rest = pieces.pop()!;
    for (const line of pieces) if (!this.lost) this.takeWhatever(line);
    if (this.rest.length > LONGEST_LINE) this.lose('export.line_too_long');
  }

  /** Without bytes: what is left at the end, where half a character is none. */
  private decoded(bytes?: Uint8Array): string {
    try {
      return this.decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      this.lose('export.not_utf8');
      return '';
    }
  }

  private find(code: string, line: number | null, params: Finding['params'] = {}): void {
    this.findings.push({ line, code, params });
  }
  private lose(code: string): void {
    this.find(code, this.lines + 1);
    this.lost = true;
  }

  /** A stranger's file may hold anything: what breaks the reading of a line is a fault of the line. */
  private takeWhatever(line: string): void {
    this.lines++;
    try {
      this.take(line);
    } catch {
      this.find('export.bad_line', this.lines);
    }
  }

  private take(text: string): void {
    if (this.trailer) return this.find('export.after_trailer', this.lines);
    const read = parsed(text);
    if (!this.header) return this.takeHeader(text, read);
    if (read && 'digest' in read) return this.takeTrailer(text, read as unknown as ExportTrailer);
    this.digest?.update(`${text}\n`);
    this.takeEvent(text, read);
  }

  private takeHeader(text: string, read: Record<string, unknown> | null): void {
    const header = read as unknown as ExportHeader | null;
    const sound =
      header?.format === FORMAT &&
      canonical(header) === text &&
      isSuite(header.suite) &&
      (header.scope === 'full' || header.scope === 'public') &&
      Array.isArray(header.opens) &&
      Array.isArray(header.keys) &&
      header.keys.every(isOwnKey) &&
      header.keys.some(({ suite }) => suite === header.suite);
    if (!sound) {
      this.find('export.bad_header', 1);
      this.lost = true;
      return;
    }
    this.header = header;
    this.book = new BookChecker({ all: header.scope === 'full', types: new Set(header.opens) });
    this.digest = digestOf(header.suite).update(`${text}\n`);
    this.kept.begin(header.auctionId, this.trusted.length > 0 ? this.trusted : header.keys);
    if (this.trusted.length > 0)
      for (const { id } of header.keys)
        if (!this.trusted.some((key) => key.id === id)) this.find('export.untrusted_key', 1, { key: id });
  }

  private takeEvent(text: string, read: Record<string, unknown> | null): void {
    const seen = read?.['public'] as PublicEvent | undefined;
    const publicText = canonical(seen);
    if (!read || !seen || typeof seen !== 'object' || publicText === null) return void this.book.unreadable(text);
    const secret = (read['private'] as object | undefined) ?? null;
    const salt = typeof read['salt'] === 'string' ? read['salt'] : null;
    const privateText = secret === null ? null : canonical(secret);
    const shown = privateText === null || salt === null ? null : { privateText, salt };
    if (eventText(publicText, shown) !== text) this.find('book.not_canonical', this.lines);
    const event = this.book.takeRead({ publicText, privateText, salt }, seen, secret);
    if (this.book.events === 1) this.compareHeader(event.data as Announced, seen.auctionId);
    this.revealed.take(event);
    const { events } = this.book;
    const leafHash = (): string => this.book.leafOf(publicText);
    this.kept.compare(events, this.lines, leafHash, () => this.book.rootHex());
  }

  /** The header repeats what the first event says. */
  private compareHeader({ title, rules }: Announced, auctionId: string): void {
    const header = this.header!;
    const same =
      header.auctionId === auctionId &&
      header.title === title &&
      header.suite === this.book.suite &&
      canonical(header.rules) === canonical(rules);
    this.announcedOtherwise = !same;
  }

  private takeTrailer(text: string, trailer: ExportTrailer): void {
    const { auctionId, suite, keys, head, events } = this.header!;
    this.trailer = trailer;
    const key = keys.find(({ id }) => id === trailer.keyId);
    const covered = Buffer.from(trailerText(auctionId, trailer.events, trailer.digest));
    const signed =
      key?.suite === suite &&
      typeof trailer.signature === 'string' &&
      verifyText(covered, trailer.signature, key.publicKey);
    if (!signed) this.find('export.not_signed', this.lines);
    if (trailer.digest !== this.digest!.digest('hex')) this.find('export.digest_differs', this.lines);
    if (trailer.events !== this.book.events) this.find('export.cut_short', this.lines);
    const plain = trailerLine(trailer) === text;
    if (!plain) this.find('export.bad_trailer', this.lines);
    const headSigned = this.checkHead(trailer);
    // Both say it: when the trailer is as it was signed, it was the header that was changed.
    if (events !== trailer.events || canonical(head) !== canonical(trailer.head))
      this.find('export.header_differs', plain && signed && headSigned ? 1 : this.lines);
  }

  private checkHead({ head }: ExportTrailer): boolean {
    const { auctionId, keys } = this.header!;
    this.rootHolds = head.seq === this.book.events && head.root === this.book.rootHex();
    if (!this.rootHolds) this.find('book.root_differs', this.lines);
    const key = keys.find(({ id }) => id === head.keyId);
    const signed = key !== undefined && verifyHead(auctionId, head, key.publicKey);
    if (!signed) this.find('book.head_not_signed', this.lines);
    return signed;
  }

  /** What is wrong, what was checked, and what could not be. */
  async finish(): Promise<ExportReport> {
    if (!this.lost) this.rest += this.decoded();
    if (!this.lost && (this.rest !== '' || !this.trailer))
      this.find(this.trailer ? 'export.after_trailer' : 'export.cut_short', this.lines + 1);
    const { header, book, findings } = this;
    const report = book.finish();
    for (const { seq, code } of report.problems) this.find(code, seq + 1);
    if (header) {
      for (const { seq, code } of await this.revealed.problems(header.auctionId)) this.find(code, seq + 1);
      this.blameHeader();
      this.kept.finish(book.events, this.lines);
    }
    findings.sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity));
    const { evidence, trusted } = this;
    const { unopened } = this.revealed;
    return finished({ findings, header, book, sale: report.state, unopened, evidence, trusted });
  }

  /** When the events are sound, whatever else was changed before the trailer was changed in the header. */
  private blameHeader(): void {
    const { findings } = this;
    if (this.announcedOtherwise) return this.find('export.header_differs', this.rootHolds ? 1 : 2);
    if (findings.length === 1 && findings[0]!.code === 'export.digest_differs') this.find('export.header_differs', 1);
  }
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null;
  } catch {
    return null; // reported where it is looked at
  }
}

function canonical(value: unknown): string | null {
  try {
    return value === undefined ? null : canonicalJson(value);
  } catch {
    return null; // what canonical JSON cannot hold is in no book
  }
}
