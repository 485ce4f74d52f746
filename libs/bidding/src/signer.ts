import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { invalid, newId } from '@jishi/kernel';
import type { Head } from './answers';
import { nodeHash, rootFromPath, type NodeHash } from './domain/merkle';
import { DEFAULT_SUITE, hashesOf, isSuite, SUITES, type SuiteName } from './domain/suite';
import { bookKey, newSigningKeyPem, signingKey, verifyText, type BookKey, type SigningKey } from './suites';

/** A tree's root before it is signed. */
export interface BareHead {
  readonly auctionId: string;
  readonly seq: number;
  readonly root: string;
  readonly suite: SuiteName;
}

/** Signs all heads of one flush at once: one signature a suite, and for each head its place among them. */
export interface Signer {
  /** In which new books are kept. */
  readonly suite: SuiteName;
  readonly keys: readonly BookKey[];
  sign(heads: readonly BareHead[]): Head[];
  signText(suite: SuiteName, text: string): { readonly keyId: string; readonly signature: string };
}

const headLeaf = (suite: SuiteName, { auctionId, seq, root }: Omit<BareHead, 'suite'>): Buffer =>
  // Canonical JSON by hand: once an auction and flush.
  hashesOf(suite).leaf(`{"auctionId":${JSON.stringify(auctionId)},"root":"${root}","seq":${seq}}`);
const signedText = (size: number, root: Buffer): Buffer =>
  Buffer.from(`jishi-heads-v1\n${size}\n${root.toString('hex')}`);

/** All audit paths of a tree in hex, level by level; a last node without a sibling rises as it is. */
function treeWithPaths(leaves: readonly Buffer[], node: NodeHash = nodeHash): { root: Buffer; paths: string[][] } {
  const paths: string[][] = leaves.map(() => []);
  let level = leaves;
  for (let height = 0; level.length > 1; height++) {
    const current = level;
    // Each node is a sibling to many: put into hex once.
    const hexes = current.map((hash) => hash.toString('hex'));
    for (const [i, path] of paths.entries()) {
      const sibling = hexes[(i >>> height) ^ 1];
      if (sibling !== undefined) path.push(sibling);
    }
    const above: Buffer[] = [];
    for (let i = 0; i < current.length; i += 2) {
      const right = current[i + 1];
      above.push(right ? node(current[i]!, right) : current[i]!);
    }
    level = above;
  }
  return { root: level[0]!, paths };
}

function signTogether(key: SigningKey, heads: readonly BareHead[]): Head[] {
  const { root, paths } = treeWithPaths(
    heads.map((head) => headLeaf(key.suite, head)),
    hashesOf(key.suite).node,
  );
  const size = heads.length;
  const signature = key.sign(signedText(size, root));
  return heads.map((head, index) => ({
    seq: head.seq,
    root: head.root,
    signature,
    keyId: key.id,
    index,
    size,
    path: paths[index]!,
  }));
}

/** Errors: `book.bad_signing_key` when a book's suite has no key. */
export function signerOf(keys: readonly SigningKey[], suite: SuiteName = keys[0]!.suite): Signer {
  const keyFor = (wanted: SuiteName): SigningKey => {
    const key = keys.find((known) => known.suite === wanted);
    if (!key) throw invalid('book.bad_signing_key');
    return key;
  };
  return {
    suite,
    keys: keys.map(({ id, suite: own, publicKey }) => ({ id, suite: own, publicKey })),
    sign(heads) {
      const first = heads[0]?.suite;
      if (first === undefined) return [];
      if (heads.every((head) => head.suite === first)) return signTogether(keyFor(first), heads);
      const signed = new Map<BareHead, Head>();
      for (const name of SUITES) {
        const own = heads.filter((head) => head.suite === name);
        if (own.length > 0) signTogether(keyFor(name), own).forEach((head, i) => signed.set(own[i]!, head));
      }
      return heads.map((head) => signed.get(head)!);
    },
    signText(wanted, text) {
      const key = keyFor(wanted);
      return { keyId: key.id, signature: key.sign(Buffer.from(text)) };
    },
  };
}

/** True when this head of this auction was signed by the holder of the key. */
export function verifyHead(auctionId: string, head: Head, publicKeyPem: string): boolean {
  const key = bookKey(publicKeyPem);
  if (!key || key.id !== head.keyId) return false;
  const path = head.path.map((hash) => Buffer.from(hash, 'hex'));
  const { node } = hashesOf(key.suite);
  const root = rootFromPath(headLeaf(key.suite, { ...head, auctionId }), head.index, head.size, path, node);
  return root !== null && verifyText(signedText(head.size, root), head.signature, publicKeyPem);
}

interface SignerConfig {
  readonly stateDir: string;
  /** JISHI_SIGNING_KEY: a private key in PEM, or one for each suite, one after the other. */
  readonly keys?: string | undefined;
  /** JISHI_SUITE: in which new books are kept. */
  readonly suite?: string | undefined;
}

/**
 * The configured keys; for a suite without one this installation's own, made at the first start. A book keeps its suite, so
 * the keys of all suites are at hand. Errors: `book.bad_signing_key`, `book.unknown_suite`.
 */
export function loadSigner({ stateDir, keys = '', suite = DEFAULT_SUITE }: SignerConfig): Signer {
  if (!isSuite(suite)) throw invalid('book.unknown_suite', { suite, known: SUITES.join(', ') });
  // A PEM in one line of an environment file carries its line breaks as \n.
  const pems = keys.replaceAll('\\n', '\n').match(/-----BEGIN [^]*?-----END [^-]*-----/g) ?? [];
  if (keys.trim() !== '' && pems.length === 0) throw invalid('book.bad_signing_key');
  const configured = pems.map(signingKey);
  const own = SUITES.filter((name) => !configured.some((key) => key.suite === name));
  return signerOf([...configured, ...own.map((name) => signingKey(ownKeyPem(stateDir, name)))], suite);
}

const FILES: Readonly<Record<SuiteName, string>> = {
  'ed25519-sha256': 'signing-key.pem',
  'sm2-sm3': 'signing-key-sm2.pem',
};

/** Readable by this installation's account only. */
function ownKeyPem(stateDir: string, suite: SuiteName): string {
  const file = join(stateDir, FILES[suite]);
  const read = (): string | null => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  };
  const existing = read();
  if (existing) return existing;

  mkdirSync(stateDir, { recursive: true });
  const draft = join(stateDir, `signing-key-${newId()}.tmp`);
  writeFileSync(draft, newSigningKeyPem(suite), { mode: 0o600, flush: true });
  try {
    // Linking fails when another process was first: then its key is the key.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return read()!;
}
