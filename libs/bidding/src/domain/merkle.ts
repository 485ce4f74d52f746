import { sha256 } from '@jishi/kernel';

/**
 * Merkle tree of RFC 6962 that grows at its right edge: only the roots of its perfect subtrees are kept, largest first.
 * `edge.length` is the number of one-bits of `size`.
 */
export interface MerkleEdge {
  readonly size: number;
  readonly edge: readonly Buffer[];
}

export const EMPTY_EDGE: MerkleEdge = { size: 0, edge: [] };

/** 0x00 ‖ data. */
export const leafHash = (text: string): Buffer => sha256(`\0${text}`);

const pair = Buffer.allocUnsafe(65);
pair[0] = 1;

/** 0x01 ‖ left ‖ right. */
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  left.copy(pair, 1);
  right.copy(pair, 33);
  return sha256(pair);
}

export type NodeHash = typeof nodeHash;

/** The tree with more leaves; the given edge is left as it was. */
export function appendLeaves(tree: MerkleEdge, leaves: readonly Buffer[], node: NodeHash = nodeHash): MerkleEdge {
  const edge = [...tree.edge];
  let size = tree.size;
  for (const leaf of leaves) {
    let hash = leaf;
    // Every trailing one-bit of the size is a perfect subtree that this leaf completes.
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) hash = node(edge.pop()!, hash);
    edge.push(hash);
    size++;
  }
  // What stays must not hold on to the shared memory that short-lived hashes come from.
  return {
    size,
    edge: edge.map((hash) => (hash.buffer.byteLength === hash.length ? hash : Buffer.alloc(hash.length, hash))),
  };
}

/** Root of the tree; SHA-256 of nothing for an empty one. */
export function rootOf({ edge }: MerkleEdge, node: NodeHash = nodeHash): Buffer {
  if (edge.length === 0) return sha256('');
  let root = edge[edge.length - 1]!;
  for (let i = edge.length - 2; i >= 0; i--) root = node(edge[i]!, root);
  return root;
}

/** The edge as text for the auction's row: hex of the subtree roots. Errors: a length that does not fit the size. */
export const edgeToText = ({ edge }: MerkleEdge): string => edge.map((hash) => hash.toString('hex')).join('');

export function edgeFromText(size: number, text: string): MerkleEdge {
  const edge: Buffer[] = [];
  for (let i = 0; i < text.length; i += 64) edge.push(Buffer.from(text.slice(i, i + 64), 'hex'));
  return { size, edge };
}

/** Where a tree divides: the largest power of two below its size. */
export const splitOf = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);

function subtree(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0]!;
  const split = splitOf(leaves.length);
  return nodeHash(subtree(leaves.slice(0, split)), subtree(leaves.slice(split)));
}

/** Root by the definition in RFC 6962 §2.1: for the verifier and the tests. */
export const treeRoot = (leaves: readonly Buffer[]): Buffer => (leaves.length === 0 ? sha256('') : subtree(leaves));

/** Audit path of a leaf (RFC 6962 §2.1.1), from the leaf upwards. */
export function inclusionPath(leaves: readonly Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionPath(left, index), subtree(right)]
    : [...inclusionPath(right, index - split), subtree(left)];
}

/** The root that a leaf and its audit path lead to (RFC 9162 §2.1.3.2); null when the path cannot fit. */
export function rootFromPath(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
  node: NodeHash = nodeHash,
): Buffer | null {
  if (index < 0 || index >= size) return null;
  let position = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return null;
    if (position % 2 === 1 || position === last) {
      hash = node(sibling, hash);
      while (position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2);
        last = Math.floor(last / 2);
      }
    } else hash = node(hash, sibling);
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : null;
}
