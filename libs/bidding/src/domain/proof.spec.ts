import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inclusionPath, leafHash, nodeHash, treeRoot } from './merkle';
import { consistencyHolds, consistencyRanges, inclusionHolds, inclusionRanges, type Range } from './proof';

const leavesOf = (size: number): Buffer[] => Array.from({ length: size }, (_, i) => leafHash(`leaf ${i}`));
const rootsOf = (leaves: readonly Buffer[], ranges: readonly Range[]): Buffer[] =>
  ranges.map(([from, to]) => treeRoot(leaves.slice(from, to)));

/** SUBPROOF of RFC 6962 §2.1.2, word for word. */
function subproof(m: number, leaves: readonly Buffer[], whole: boolean): Buffer[] {
  if (m === leaves.length) return whole ? [] : [treeRoot(leaves)];
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), whole), treeRoot(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), treeRoot(leaves.slice(0, k))];
}

const pairs = fc
  .integer({ min: 1, max: 130 })
  .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 1, max: size })));

describe('proofs of a tree', () => {
  it('the audit path is the definition’s, and holds for its own leaf only', () => {
    fc.assert(
      fc.property(pairs, ([size, place]) => {
        const leaves = leavesOf(size);
        const path = rootsOf(leaves, inclusionRanges(place - 1, size));
        expect(path).toEqual(inclusionPath(leaves, place - 1));
        const root = treeRoot(leaves);
        expect(inclusionHolds(leaves[place - 1]!, place - 1, size, path, root)).toBe(true);
        expect(inclusionHolds(leafHash('another'), place - 1, size, path, root)).toBe(false);
      }),
    );
  });

  it('the consistency proof is the definition’s, and holds', () => {
    for (let size = 1; size <= 40; size++) {
      const leaves = leavesOf(size);
      for (let earlier = 1; earlier <= size; earlier++) {
        const path = rootsOf(leaves, consistencyRanges(earlier, size));
        expect(path).toEqual(subproof(earlier, leaves, true));
        const before = { size: earlier, root: treeRoot(leaves.slice(0, earlier)) };
        expect(consistencyHolds(before, { size, root: treeRoot(leaves) }, path)).toBe(true);
      }
    }
  });

  it('no proof leads from another history, nor with a path that was touched', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), fc.nat(), ([size, earlier], pick, touch) => {
        const leaves = leavesOf(size);
        const other = leaves.with(pick % earlier, leafHash('rewritten'));
        const path = rootsOf(leaves, consistencyRanges(earlier, size));
        const later = { size, root: treeRoot(leaves) };
        const rewritten = { size: earlier, root: treeRoot(other.slice(0, earlier)) };
        expect(consistencyHolds(rewritten, later, path)).toBe(false);
        const before = { size: earlier, root: treeRoot(leaves.slice(0, earlier)) };
        if (path.length === 0) return;
        const at = touch % path.length;
        const changed = path.with(at, nodeHash(path[at]!, path[at]!));
        expect(consistencyHolds(before, later, changed)).toBe(false);
        expect(consistencyHolds(before, later, path.slice(1))).toBe(false);
        expect(consistencyHolds(before, later, [...path, path[0]!])).toBe(false);
      }),
    );
  });
});
