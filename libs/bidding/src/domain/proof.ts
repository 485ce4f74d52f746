import { nodeHash, rootFromPath, splitOf, type NodeHash } from './merkle';

/** Leaves from one index (included) to another (excluded), whose subtree root is one element of a proof. */
export type Range = readonly [from: number, to: number];

/** Audit path of a leaf (RFC 6962 §2.1.1), from the leaf upwards, as the subtrees it is made of. */
export function inclusionRanges(index: number, size: number): Range[] {
  const path: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const split = from + splitOf(to - from);
    if (index < split) {
      path.push([split, to]);
      to = split;
    } else {
      path.push([from, split]);
      from = split;
    }
  }
  return path.reverse();
}

/** Proof that the tree of `size` leaves grew out of the one of `earlier` (RFC 6962 §2.1.2), as subtrees. */
export function consistencyRanges(earlier: number, size: number): Range[] {
  const path: Range[] = [];
  let [from, to, whole] = [0, size, true];
  while (earlier < to) {
    const split = from + splitOf(to - from);
    if (earlier <= split) {
      path.push([split, to]);
      to = split;
    } else {
      path.push([from, split]);
      from = split;
      whole = false;
    }
  }
  if (!whole) path.push([from, to]);
  return path.reverse();
}

/** True when the leaf stands at this index of the tree with this root. */
export function inclusionHolds(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
  root: Buffer,
  node: NodeHash = nodeHash,
): boolean {
  return rootFromPath(leaf, index, size, path, node)?.equals(root) ?? false;
}

/** True when the later tree begins with exactly the leaves of the earlier one (RFC 9162 §2.1.4.2). */
export function consistencyHolds(
  earlier: { readonly size: number; readonly root: Buffer },
  later: { readonly size: number; readonly root: Buffer },
  path: readonly Buffer[],
  node: NodeHash = nodeHash,
): boolean {
  if (earlier.size < 1 || earlier.size > later.size) return false;
  if (earlier.size === later.size) return path.length === 0 && earlier.root.equals(later.root);
  let [first, last] = [earlier.size - 1, later.size - 1];
  const half = (n: number): number => Math.floor(n / 2);
  while (first % 2 === 1) [first, last] = [half(first), half(last)];
  // A power of two is a whole subtree of the later tree: its root is known and not repeated.
  const [start, ...rest] = first === 0 ? [earlier.root, ...path] : path;
  if (!start) return false;
  let [before, after] = [start, start];
  for (const hash of rest) {
    if (last === 0) return false;
    if (first % 2 === 1 || first === last) {
      [before, after] = [node(hash, before), node(hash, after)];
      while (first % 2 === 0 && first !== 0) [first, last] = [half(first), half(last)];
    } else after = node(after, hash);
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && before.equals(earlier.root) && after.equals(later.root);
}
