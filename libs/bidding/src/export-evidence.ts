import type { Head } from './answers';
import { verifyHead } from './signer';
import { bookKey, type BookKey } from './suites';

/** What somebody outside kept of a book: a bidder's receipt, a head, or a line of a witness. */
export interface Evidence {
  readonly kind: 'receipt' | 'head' | 'witness';
  /** How to call it in a finding: the file, and the line of a witness. */
  readonly name: string;
  /** Null where the file does not say: the signature does. */
  readonly auctionId: string | null;
  readonly head: Head;
  /** A receipt's own event. */
  readonly leaf: { readonly seq: number; readonly hash: string } | null;
}

const HEX = /^[0-9a-f]{64}$/;
const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null) return false;
  const { seq, root, signature, keyId, index, size, path } = value as Head;
  return (
    isSeq(seq) &&
    HEX.test(root) &&
    typeof signature === 'string' &&
    typeof keyId === 'string' &&
    Number.isSafeInteger(index) &&
    Number.isSafeInteger(size) &&
    Array.isArray(path) &&
    path.every((hash) => HEX.test(hash))
  );
}

/** An acknowledgement as the platform gave it, a signed head, or anything that holds one (`head`); null when it is neither. */
export function evidenceOf(kind: Evidence['kind'], name: string, value: unknown): Evidence | null {
  if (typeof value !== 'object' || value === null) return null;
  const { auctionId, seq, leafHash, head = value } = value as Record<string, unknown>;
  if (!isHead(head)) return null;
  const leaf = isSeq(seq) && typeof leafHash === 'string' ? { seq, hash: leafHash } : null;
  if (kind === 'receipt' && !leaf) return null;
  return {
    kind,
    name,
    auctionId: typeof auctionId === 'string' ? auctionId : null,
    head,
    leaf: kind === 'receipt' ? leaf : null,
  };
}

/** Why a piece of evidence says nothing about this book; null when it does. */
export function evidenceFault(
  { auctionId: own, head }: Evidence,
  auctionId: string,
  keys: readonly BookKey[],
): string | null {
  if (own !== null && own !== auctionId) return 'evidence.other_auction';
  const key = keys.find(({ id }) => id === head.keyId);
  if (!key) return 'evidence.unknown_key';
  return verifyHead(auctionId, head, key.publicKey) ? null : 'evidence.not_signed';
}

/** Keys as an export names them must be what they say. */
export const isOwnKey = (key: BookKey): boolean => {
  const read = bookKey(key.publicKey);
  return read !== null && read.id === key.id && read.suite === key.suite && read.publicKey === key.publicKey;
};
