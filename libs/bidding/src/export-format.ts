import { createHash, type Hash } from 'node:crypto';
import { canonicalJson } from '@jishi/kernel';
import type { Head } from './answers';
import type { AuctionRules } from './domain/rules';
import type { AuctionState } from './domain/state';
import type { SuiteName } from './domain/suite';
import type { BookKey } from './suites';

export type Params = Readonly<Record<string, string | number>>;

/** Something wrong, by its line in the file (the header is line 1, the event of seq n line n + 1); null: with the evidence. */
export interface Finding {
  readonly line: number | null;
  readonly code: string;
  readonly params: Params;
}

/**
 * `jishi-book-1`: a book as a file that anyone can check with `jishi verify`. UTF-8, one canonical JSON (RFC 8785) a line, each
 * ended by a line feed: a header, every event in sequence, a trailer.
 * - header: `ExportHeader`
 * - event: `{"private":…,"public":…,"salt":…}`; `public` is the leaf of the tree exactly as hashed, `private` and `salt` only
 *   where this copy opens them, and then SHA-256(salt ‖ private) (or SM3) is the event's `privateHash`
 * - trailer: `ExportTrailer`, whose signature covers every byte before it
 */
export const FORMAT = 'jishi-book-1';

export interface ExportHeader {
  readonly format: typeof FORMAT;
  readonly auctionId: string;
  readonly title: string;
  readonly suite: SuiteName;
  readonly rules: AuctionRules;
  /** `full`: every private part is open, every decision can be made again. */
  readonly scope: ExportScope;
  /** Types of event whose private parts a public copy opens. */
  readonly opens: readonly string[];
  /** All under which this book may have been signed, oldest first. */
  readonly keys: readonly BookKey[];
  readonly events: number;
  readonly head: Head;
}
export type ExportScope = 'public' | 'full';

export interface ExportTrailer {
  /** Hash of everything before this line, in the book's suite, hex. */
  readonly digest: string;
  readonly events: number;
  readonly head: Head;
  readonly keyId: string;
  /** Over `trailerText`, base64. */
  readonly signature: string;
}

/** The trailer's one spelling: nothing signs its line as a whole, so it holds exactly this. */
export function trailerLine({ digest, events, head, keyId, signature }: ExportTrailer): string {
  const { seq, root, signature: signed, keyId: signer, index, size, path } = head;
  const own: Head = { seq, root, signature: signed, keyId: signer, index, size, path };
  return canonicalJson({ digest, events, head: own, keyId, signature });
}

export const trailerText = (auctionId: string, events: number, digest: string): string =>
  `${FORMAT}\n${auctionId}\n${events}\n${digest}`;

const DIGESTS: Readonly<Record<SuiteName, string>> = { 'ed25519-sha256': 'sha256', 'sm2-sm3': 'sm3' };
export const digestOf = (suite: SuiteName): Hash => createHash(DIGESTS[suite]);

/** An event's line; its texts are canonical already. */
export const eventText = (publicText: string, shown: { readonly privateText: string; readonly salt: string } | null) =>
  shown
    ? `{"private":${shown.privateText},"public":${publicText},"salt":${canonicalJson(shown.salt)}}`
    : `{"public":${publicText}}`;

/**
 * What a public copy opens once the sale is over, beyond what is public anyway: what the platform and its operators did. Who
 * stands behind a code, maxima, sealed envelopes, refused commands and who objected stay closed, unless the rules say more.
 */
const PUBLIC_OPENINGS: Readonly<Record<string, (sale: AuctionState) => boolean>> = {
  // It holds the reserve, which the close opens; a sale that was terminated never opened it.
  'auction.announced': ({ outcome }) => outcome?.outcome !== 'terminated',
  'auction.opened': () => true,
  'auction.paused': () => true,
  'auction.resumed': () => true,
  'auction.extended': () => true,
  'auction.rescheduled': () => true,
  'auction.ended': () => true,
  'auction.closed': () => true,
  'auction.terminated': () => true,
  'auction.awarded': () => true,
  'auction.failed': () => true,
  'bid.voided': () => true,
  'objection.ruled': () => true,
  'objection.prolonged': () => true,
  'trustees.seated': () => true,
  'trustees.unseated': () => true,
  'bids.revealed': () => true,
  'bidder.admitted': ({ rules }) => rules?.opensIdentities === true,
};

export const opensOf = (scope: ExportScope, sale: AuctionState): string[] =>
  scope === 'full' ? [] : Object.keys(PUBLIC_OPENINGS).filter((type) => PUBLIC_OPENINGS[type]!(sale));
