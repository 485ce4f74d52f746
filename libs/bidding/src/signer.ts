import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, invalid, newId, sha256Hex } from '@jishi/kernel';
import type { Head } from './answers';
import { leafHash, nodeHash, rootFromPath } from './domain/merkle';

/** A tree's root before it is signed. */
export interface BareHead {
  readonly auctionId: string;
  readonly seq: number;
  readonly root: string;
}

/** Signs all heads of one flush at once: one signature, and for each head its place among them. */
export interface Signer {
  readonly keyId: string;
  readonly publicKeyPem: string;
  sign(heads: readonly BareHead[]): Head[];
}

const headLeaf = ({ auctionId, seq, root }: BareHead): Buffer => leafHash(canonicalJson({ auctionId, root, seq }));
const signedText = (size: number, root: Buffer): Buffer =>
  Buffer.from(`jishi-heads-v1\n${size}\n${root.toString('hex')}`);

/** All audit paths of a tree, level by level; a last node without a sibling rises as it is. */
function treeWithPaths(leaves: readonly Buffer[]): { root: Buffer; paths: Buffer[][] } {
  const paths: Buffer[][] = leaves.map(() => []);
  let level = [...leaves];
  for (let height = 0; level.length > 1; height++) {
    const current = level;
    for (const [i, path] of paths.entries()) {
      const sibling = current[Math.floor(i / 2 ** height) ^ 1];
      if (sibling) path.push(sibling);
    }
    level = [];
    for (let i = 0; i < current.length; i += 2) {
      const right = current[i + 1];
      level.push(right ? nodeHash(current[i]!, right) : current[i]!);
    }
  }
  return { root: level[0]!, paths };
}

/** Ed25519 over SHA-256 trees (suite `ed25519-sha256`). Errors: `book.bad_signing_key`. */
export function ed25519Signer(privateKeyPem: string): Signer {
  const key = readKey(privateKeyPem);
  const publicKeyPem = createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
  const keyId = keyIdOf(publicKeyPem);
  return {
    keyId,
    publicKeyPem,
    sign(heads) {
      if (heads.length === 0) return [];
      const { root, paths } = treeWithPaths(heads.map(headLeaf));
      const size = heads.length;
      const signature = sign(null, signedText(size, root), key).toString('base64');
      return heads.map((head, index) => ({
        seq: head.seq,
        root: head.root,
        signature,
        keyId,
        index,
        size,
        path: paths[index]!.map((hash) => hash.toString('hex')),
      }));
    },
  };
}

/** True when this head of this auction was signed by the holder of the key. */
export function verifyHead(auctionId: string, head: Head, publicKeyPem: string): boolean {
  const path = head.path.map((hash) => Buffer.from(hash, 'hex'));
  const root = rootFromPath(headLeaf({ auctionId, seq: head.seq, root: head.root }), head.index, head.size, path);
  if (root === null || keyIdOf(publicKeyPem) !== head.keyId) return false;
  return verify(null, signedText(head.size, root), publicKeyPem, Buffer.from(head.signature, 'base64'));
}

const keyIdOf = (publicKeyPem: string): string =>
  sha256Hex(createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' })).slice(0, 16);

function readKey(pem: string): KeyObject {
  try {
    // A PEM in one line of an environment file carries its line breaks as \n.
    const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below, without the key in the text.
  }
  throw invalid('book.bad_signing_key');
}

/** The configured key, or this installation's own: made at the first start, readable by its account only. */
export function loadSigner(stateDir: string, configuredPem?: string): Signer {
  if (configuredPem) return ed25519Signer(configuredPem);
  const file = join(stateDir, 'signing-key.pem');
  const read = (): string | null => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  };
  const existing = read();
  if (existing) return ed25519Signer(existing);

  mkdirSync(stateDir, { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = join(stateDir, `signing-key-${newId()}.tmp`);
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  try {
    // Linking fails when another process was first: then its key is the key.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return ed25519Signer(read()!);
}
