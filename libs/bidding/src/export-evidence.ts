import type { Head } from './answers';
import type { Finding } from './export-format';
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

type Fault = 'evidence.other_auction' | 'evidence.unknown_key' | 'evidence.not_signed' | 'evidence.altered';

/** Why a piece of evidence says nothing about this book; null when it does. */
function faultOf({ auctionId: own, head, leaf }: Evidence, auctionId: string, keys: readonly BookKey[]): Fault | null {
  if (own !== null && own !== auctionId) return 'evidence.other_auction';
  const key = keys.find(({ id }) => id === head.keyId);
  if (!key) return 'evidence.unknown_key';
  if (!verifyHead(auctionId, head, key.publicKey)) return 'evidence.not_signed';
  return leaf && leaf.seq > head.seq ? 'evidence.altered' : null;
}

type Find = (code: string, line: Finding['line'], params: Finding['params']) => void;

/** All that others kept of one book, held against it event by event. Only what is signed can accuse the book. */
export class KeptEvidence {
  /** Places in the tree that somebody outside knows. */
  private readonly marks = new Map<number, Evidence[]>();
  /** Receipts whose event reads otherwise in the book, and in which line: one of the two was changed. */
  private readonly otherwise = new Map<Evidence, number>();

  constructor(
    private readonly evidence: readonly Evidence[],
    private readonly find: Find,
  ) {}

  /** Once it is known which book this is, and whose signatures count. */
  begin(auctionId: string, keys: readonly BookKey[]): void {
    for (const piece of this.evidence) {
      const fault = faultOf(piece, auctionId, keys);
      // A key that the header should have named is the header's matter; the rest is wrong with the evidence itself.
      if (fault) this.find(fault, fault === 'evidence.unknown_key' ? 1 : null, { name: piece.name });
      else
        for (const seq of new Set([piece.head.seq, piece.leaf?.seq ?? piece.head.seq]))
          this.marks.set(seq, [...(this.marks.get(seq) ?? []), piece]);
    }
  }

  /** After the event of this seq, which stands in this line. */
  compare(seq: number, line: number, leafHash: () => string, root: () => string): void {
    for (const piece of this.marks.get(seq) ?? []) {
      const { kind, name, head, leaf } = piece;
      if (leaf?.seq === seq && leafHash() !== leaf.hash) this.otherwise.set(piece, line);
      if (head.seq !== seq) continue;
      if (head.root !== root()) {
        this.otherEvent(piece);
        this.find(kind === 'witness' ? 'evidence.witness_contradicts' : 'evidence.other_history', line, { name });
      } else if (this.otherwise.has(piece)) this.find('evidence.altered', null, { name });
    }
  }

  /** What is known of places that the book does not have. */
  finish(events: number, line: number): void {
    for (const piece of new Set([...this.marks.values()].flat()))
      if (piece.head.seq > events) {
        this.otherEvent(piece);
        this.find('evidence.beyond_end', line, { name: piece.name, seq: piece.head.seq });
      }
  }

  private otherEvent(piece: Evidence): void {
    const line = this.otherwise.get(piece);
    if (line !== undefined) this.find('evidence.other_event', line, { name: piece.name });
  }
}

/** Keys as an export names them must be what they say. */
export const isOwnKey = (key: BookKey): boolean => {
  const read = bookKey(key.publicKey);
  return read !== null && read.id === key.id && read.suite === key.suite && read.publicKey === key.publicKey;
};
