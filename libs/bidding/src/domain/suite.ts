import { sm3, sm3Hex, sha256Hex } from '@jishi/kernel';
import { leafHash, nodeHash } from './merkle';

/** The cryptographic suites a book can be kept in. A book says which at its announcement and never changes it. */
export const SUITES = ['ed25519-sha256', 'sm2-sm3'] as const;
export type SuiteName = (typeof SUITES)[number];
export const DEFAULT_SUITE: SuiteName = 'ed25519-sha256';

/** What a suite hashes in a book: leaves, nodes, private parts with their salt, and commitments. */
export interface Hashes {
  readonly leaf: (text: string) => Buffer;
  readonly node: (left: Buffer, right: Buffer) => Buffer;
  readonly hex: (text: string) => string;
}

const pair = Buffer.allocUnsafe(65);
pair[0] = 1;

const hashes: Readonly<Record<SuiteName, Hashes>> = {
  'ed25519-sha256': { leaf: leafHash, node: nodeHash, hex: sha256Hex },
  'sm2-sm3': {
    leaf: (text) => sm3(`\0${text}`),
    node(left, right) {
      left.copy(pair, 1);
      right.copy(pair, 33);
      return sm3(pair);
    },
    hex: sm3Hex,
  },
};

export const isSuite = (name: unknown): name is SuiteName => SUITES.includes(name as SuiteName);
export const hashesOf = (suite: SuiteName): Hashes => hashes[suite];

/** The hashes for the events of a command: an announcement brings its book's suite with it. */
export function hashesFor(
  state: { readonly phase: string; readonly suite: SuiteName },
  drafts: readonly { readonly data: object }[],
): Hashes {
  if (state.phase !== 'absent') return hashes[state.suite];
  const { suite = DEFAULT_SUITE } = drafts[0]!.data as { suite?: SuiteName };
  return hashes[suite];
}
