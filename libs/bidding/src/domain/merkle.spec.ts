import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  appendLeaves,
  edgeFromText,
  edgeToText,
  EMPTY_EDGE,
  inclusionPath,
  leafHash,
  rootFromPath,
  rootOf,
  treeRoot,
} from './merkle';

const texts = fc.array(fc.string({ maxLength: 20 }), { maxLength: 70 });

describe('Merkle tree', () => {
  it('knows the vectors published with certificate transparency', () => {
    expect(rootOf(EMPTY_EDGE).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(leafHash('').toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });

  it('growing at the edge, in any portions, equals the definition', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 9 }), (list, portion) => {
        const leaves = list.map(leafHash);
        let tree = EMPTY_EDGE;
        for (let i = 0; i < leaves.length; i += portion) {
          tree = appendLeaves(tree, leaves.slice(i, i + portion));
          tree = edgeFromText(tree.size, edgeToText(tree));
        }
        expect(rootOf(tree)).toEqual(treeRoot(leaves));
      }),
    );
  });

  it('every leaf has a path to the root, and no other leaf has it', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 40 }), fc.nat(), (list, pick) => {
        const leaves = list.map(leafHash);
        const index = pick % leaves.length;
        const path = inclusionPath(leaves, index);
        expect(rootFromPath(leaves[index]!, index, leaves.length, path)).toEqual(treeRoot(leaves));
        expect(rootFromPath(leafHash(`${list[index]}x`), index, leaves.length, path)).not.toEqual(treeRoot(leaves));
      }),
    );
  });
});
