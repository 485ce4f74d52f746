import { canonicalJson } from '@jishi/kernel';
import { rows, type Tx } from '@jishi/platform';
import type { Head } from './answers';
import type { AuctionState } from './domain/state';
import { digestOf, eventText, FORMAT, opensOf, trailerLine, trailerText } from './export-format';
import type { ExportHeader, ExportScope, ExportTrailer } from './export-format';
import type { Signer } from './signer';
import type { BookKey } from './suites';

interface StoredLine {
  readonly seq: number;
  readonly type: string;
  readonly publicText: string;
  readonly privateText: string | null;
  readonly salt: string | null;
}

/** The lines of a book after a place, in order. */
export type ReadLines = (after: number, limit: number) => Promise<readonly StoredLine[]>;

export const linesOf =
  (tx: Tx, auctionId: string): ReadLines =>
  (after, limit) =>
    rows(
      tx,
      `select seq, type, public as "publicText", private as "privateText", salt from auction_event
       where auction_id = $1 and seq > $2 order by seq limit $3`,
      [auctionId, after, limit],
    );

const PAGE = 1_000;

export interface ExportedBook {
  readonly sale: AuctionState;
  readonly head: Head;
  readonly scope: ExportScope;
  readonly keys: readonly BookKey[];
  readonly read: ReadLines;
}

/** A book in the format `jishi-book-1`, a page at a time: its size needs no memory. */
export async function* exportBook(
  { sale, head, scope, keys, read }: ExportedBook,
  signer: Pick<Signer, 'signText'>,
): AsyncGenerator<string, void> {
  const { auctionId, title, suite } = sale;
  const opens = opensOf(scope, sale);
  const header: ExportHeader = {
    format: FORMAT,
    auctionId,
    title,
    suite,
    rules: sale.rules!,
    scope,
    opens,
    keys: keys.map(({ id, suite: own, publicKey }) => ({ id, suite: own, publicKey })),
    events: head.seq,
    head,
  };
  const hash = digestOf(suite);
  const hashed = (text: string): string => {
    hash.update(text);
    return text;
  };
  yield hashed(`${canonicalJson(header)}\n`);
  const shown = (type: string): boolean => scope === 'full' || opens.includes(type);
  for (let after = 0; after < head.seq;) {
    const page = (await read(after, PAGE)).filter(({ seq }) => seq <= head.seq);
    if (page.length === 0)
      throw new Error(`the book of auction ${auctionId} ends at ${after}, its head says ${head.seq}`);
    yield hashed(
      page
        .map(({ type, publicText, privateText, salt }) =>
          eventText(publicText, privateText !== null && shown(type) ? { privateText, salt: salt! } : null),
        )
        .join('\n')
        .concat('\n'),
    );
    after = page.at(-1)!.seq;
  }
  const digest = hash.digest('hex');
  const signed = signer.signText(suite, trailerText(auctionId, head.seq, digest));
  const trailer: ExportTrailer = { digest, events: head.seq, head, ...signed };
  yield `${trailerLine(trailer)}\n`;
}
