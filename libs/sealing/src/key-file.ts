import { fromBase64url, toBase64url, utf8, type Bytes } from './base64url';
import { KEY_BYTES } from './format';
import type { KeyPair } from './layer';

const KIND = 'jishi-trustee-key';
/** OWASP's figure for PBKDF2 with SHA-256. */
const ITERATIONS = 600_000;
const SALT_BYTES = 16;
const LOCKED_BYTES = KEY_BYTES + 16;

interface KeyFile {
  readonly kind: typeof KIND;
  readonly version: 1;
  readonly publicKey: string;
  /** In the clear, when no passphrase was given. */
  readonly privateKey?: string;
  readonly locked?: { readonly salt: string; readonly data: string };
}

/** A trustee's key as a file, the same in browser and CLI; locked by a passphrase if there is one. */
export async function writeKeyFile({ publicKey, privateKey }: KeyPair, passphrase: string): Promise<string> {
  const head = { kind: KIND, version: 1, publicKey } as const;
  if (passphrase === '') return text({ ...head, privateKey });
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const key = await lockOf(passphrase, salt);
  const raw = fromBase64url(privateKey, KEY_BYTES)!;
  const data = await crypto.subtle.encrypt(cipher(publicKey), key, raw);
  return text({ ...head, locked: { salt: toBase64url(salt), data: toBase64url(new Uint8Array(data)) } });
}

export type ReadKey =
  { readonly pair: KeyPair } | { readonly fault: 'not_a_key' | 'needs_passphrase' | 'wrong_passphrase' };

export async function readKeyFile(content: string, passphrase: string): Promise<ReadKey> {
  const file = parsed(content);
  if (!file) return { fault: 'not_a_key' };
  const { publicKey, privateKey, locked } = file;
  if (privateKey !== undefined) return { pair: { publicKey, privateKey } };
  if (passphrase === '') return { fault: 'needs_passphrase' };
  const salt = fromBase64url(locked!.salt, SALT_BYTES)!;
  const data = fromBase64url(locked!.data, LOCKED_BYTES)!;
  return crypto.subtle.decrypt(cipher(publicKey), await lockOf(passphrase, salt), data).then(
    (raw) => ({ pair: { publicKey, privateKey: toBase64url(new Uint8Array(raw)) } }),
    () => ({ fault: 'wrong_passphrase' }) as const,
  );
}

/** The salt is drawn for each file and the derived key used once, so the nonce may be fixed. */
const cipher = (publicKey: string) => ({ name: 'AES-GCM', iv: new Uint8Array(12), additionalData: utf8(publicKey) });
const text = (file: KeyFile): string => `${JSON.stringify(file, null, 2)}\n`;
const isKey = (value: unknown): boolean => typeof value === 'string' && fromBase64url(value, KEY_BYTES) !== null;

function parsed(content: string): KeyFile | null {
  let file: Partial<KeyFile>;
  try {
    file = JSON.parse(content) as Partial<KeyFile>;
  } catch {
    return null; // some other file
  }
  if (file?.kind !== KIND || file.version !== 1 || !isKey(file.publicKey)) return null;
  const { salt, data } = file.locked ?? {};
  const locked = fromBase64url(salt ?? '', SALT_BYTES) !== null && fromBase64url(data ?? '', LOCKED_BYTES) !== null;
  return isKey(file.privateKey) || locked ? (file as KeyFile) : null;
}

async function lockOf(passphrase: string, salt: Bytes) {
  const base = await crypto.subtle.importKey('raw', utf8(passphrase), 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', iterations: ITERATIONS, salt };
  return crypto.subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
