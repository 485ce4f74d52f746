import { canonicalJson } from '@jishi/kernel';
import type { SuiteName } from '../domain/suite';
import { digestOf, trailerText, type ExportHeader } from '../export-format';
import { signerOf } from '../signer';
import type { SigningKey } from '../suites';

export type Draw = (below: number) => number;
type Tamper = (text: string, draw: Draw, other: string) => string | Buffer;

const linesOf = (text: string): string[] => text.slice(0, -1).split('\n');
const textOf = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
/** A line that is an event's: neither the header nor the trailer. */
const eventAt = (lines: readonly string[], draw: Draw): number => 1 + draw(lines.length - 2);

function atByte(text: string, draw: Draw, change: (bytes: Buffer, at: number) => Buffer): Buffer {
  const bytes = Buffer.from(text);
  return change(bytes, draw(bytes.length));
}

/** One character of the first match in some event line that has one. */
function within(pattern: RegExp, change: (found: string, draw: Draw) => string): Tamper {
  return (text, draw) => {
    const lines = linesOf(text);
    const fits = lines.flatMap((line, i) => (i > 0 && i < lines.length - 1 && pattern.test(line) ? [i] : []));
    const at = fits[draw(fits.length)];
    return at === undefined
      ? text
      : textOf(
          lines.with(
            at,
            lines[at]!.replace(pattern, (found) => change(found, draw)),
          ),
        );
  };
}

const otherDigit = (found: string, draw: Draw): string => {
  const places = [...found].flatMap((character, i) => (/\d/.test(character) ? [i] : []));
  const at = places[draw(places.length)]!;
  return found.slice(0, at) + String((Number(found[at]) + 1 + draw(8)) % 10) + found.slice(at + 1);
};

/** What somebody with the file, and nothing else, can do to it. */
export const TAMPERS: Readonly<Record<string, Tamper>> = {
  'another byte': (text, draw) =>
    atByte(text, draw, (bytes, at) => {
      bytes[at] = (bytes[at]! + 1 + draw(255)) % 256;
      return bytes;
    }),
  'a byte more': (text, draw) =>
    atByte(text, draw, (bytes, at) =>
      Buffer.concat([bytes.subarray(0, at), Buffer.from([draw(256)]), bytes.subarray(at)]),
    ),
  'a byte less': (text, draw) =>
    atByte(text, draw, (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])),
  'a space more': (text, draw) =>
    atByte(text, draw, (bytes, at) => Buffer.concat([bytes.subarray(0, at), Buffer.from(' '), bytes.subarray(at)])),
  'cut short': (text, draw) => atByte(text, draw, (bytes, at) => bytes.subarray(0, at)),
  'cut at a line': (text, draw) => {
    const lines = linesOf(text);
    return textOf(lines.slice(0, 1 + draw(lines.length - 1)));
  },
  'a line less': (text, draw) => {
    const lines = linesOf(text);
    return textOf(lines.toSpliced(draw(lines.length), 1));
  },
  'a line twice': (text, draw) => {
    const lines = linesOf(text);
    const at = draw(lines.length);
    return textOf(lines.toSpliced(at, 0, lines[at]!));
  },
  'lines in another order': (text, draw) => {
    const lines = linesOf(text);
    const [a, b] = [draw(lines.length), draw(lines.length)];
    return textOf(lines.with(a, lines[b]!).with(b, lines[a]!));
  },
  'a line of another book': (text, draw, other) => {
    const [lines, strange] = [linesOf(text), linesOf(other)];
    const at = draw(Math.min(lines.length, strange.length));
    return textOf(lines.with(at, strange[at]!));
  },
  'the trailer of another book': (text, _draw, other) =>
    textOf([...linesOf(text).slice(0, -1), linesOf(other).at(-1)!]),
  'a line after the end': (text, draw) => {
    const lines = linesOf(text);
    return textOf([...lines, lines[draw(lines.length)]!]);
  },
  'half a character after the end': (text, draw) =>
    Buffer.concat([Buffer.from(text), Buffer.from([0xc3 + draw(0x2e)])]),
  'a field more in the trailer': (text, draw) => {
    const lines = linesOf(text);
    const trailer = JSON.parse(lines.at(-1)!) as { head: object };
    const more = draw(2) ? { ...trailer, note: 1 } : { ...trailer, head: { ...trailer.head, note: 1 } };
    return textOf(lines.with(lines.length - 1, canonicalJson(more)));
  },
  'another header': (text, draw) => {
    const lines = linesOf(text);
    const header = JSON.parse(lines[0]!) as ExportHeader;
    const { events, head, opens } = header;
    const changes: object[] = [
      { title: `${header.title}.` },
      { auctionId: 'another' },
      { events: events + 1 },
      { head: { ...head, seq: head.seq - 1 } },
      { head: { ...head, signature: 'AAAA' } },
      { rules: { ...header.rules, startPriceMinor: 1 } },
      { keys: [] },
      { opens: [...opens, 'note'] },
      { note: 1 },
    ];
    return textOf(lines.with(0, canonicalJson({ ...header, ...changes[draw(changes.length)] })));
  },
  'another salt': within(/"salt":"\d+/, otherDigit),
  'another amount': within(/"(amountMinor|priceMinor)":\d+/, otherDigit),
  'another time': within(/"(atMs|arrivedAtMs|endsAtMs)":\d+/, otherDigit),
  'another bidder': within(/"(bidder|leader|winner)":"B\d+/, otherDigit),
  'another private part': within(/"commandId":"c\d+/, otherDigit),
  'a private part taken out': (text, draw) => {
    const lines = linesOf(text);
    const at = eventAt(lines, draw);
    const { public: seen } = JSON.parse(lines[at]!) as { public: object };
    return textOf(lines.with(at, canonicalJson({ public: seen })));
  },
};

/** What the holder of the signing key can add: a trailer that fits the changed file. */
export function sealedAgain(text: string, key: SigningKey): string {
  const lines = linesOf(text);
  const body = textOf(lines.slice(0, -1));
  const { auctionId, suite } = JSON.parse(lines[0]!) as ExportHeader & { suite: SuiteName };
  const trailer = JSON.parse(lines.at(-1)!) as { events: number };
  const digest = digestOf(suite).update(body).digest('hex');
  const signed = signerOf([key]).signText(suite, trailerText(auctionId, trailer.events, digest));
  return body + `${canonicalJson({ ...trailer, digest, ...signed })}\n`;
}
