import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { invalid, sha256Hex } from '@jishi/kernel';
import { sm2 } from 'sm-crypto-v2';
import { SUITES, type SuiteName } from './domain/suite';

/** A public key under which books are signed, as it is published and stands in an export. */
export interface BookKey {
  readonly id: string;
  readonly suite: SuiteName;
  /** PEM (SPKI). */
  readonly publicKey: string;
}

/** A key that can sign. */
export interface SigningKey extends BookKey {
  /** base64 */
  sign(text: Buffer): string;
}

/** The signing half of a suite; its hashes are in `domain/suite.ts`. */
interface SignatureSuite {
  owns(key: KeyObject): boolean;
  make(): KeyObject;
  signWith(key: KeyObject): (text: Buffer) => Buffer;
  verify(text: Buffer, signature: Buffer, publicKey: KeyObject): boolean;
}

const spkiOf = (key: KeyObject): Buffer =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' });

/** id-sm2 (1.2.156.10197.1.301); Node has no name for such a key once it was read from a file. */
const SM2_CURVE = Buffer.from('06082a811ccf5501822d', 'hex');
const isSm2 = (key: KeyObject): boolean => spkiOf(key).includes(SM2_CURVE);

/** The uncompressed point at the end of an SPKI. */
const pointOf = (key: KeyObject): string => spkiOf(key).subarray(-65).toString('hex');

/** The scalar of an EC key in PKCS#8: version 1, then 32 bytes. */
function scalarOf(key: KeyObject): string {
  const der = key.export({ type: 'pkcs8', format: 'der' });
  const at = der.indexOf(Buffer.from('0201010420', 'hex')) + 5;
  return der.subarray(at, at + 32).toString('hex');
}

/** Two positive integers, each in its shortest form, and nothing after them: the library reads other spellings, too. */
function isPlainDer(der: Buffer): boolean {
  let at = 2;
  for (let i = 0; i < 2; i++) {
    const [tag, length = 0, first = 0, second = 0] = der.subarray(at);
    const padded = first === 0 && second < 0x80;
    if (tag !== 2 || length < 1 || length > 33 || first >= 0x80 || padded) return false;
    at += 2 + length;
  }
  return der[0] === 0x30 && der[1] === der.length - 2 && at === der.length;
}

const suites: Readonly<Record<SuiteName, SignatureSuite>> = {
  'ed25519-sha256': {
    owns: (key) => key.asymmetricKeyType === 'ed25519',
    make: () => generateKeyPairSync('ed25519').privateKey,
    signWith: (key) => (text) => sign(null, text, key),
    verify: (text, signature, publicKey) => verify(null, text, publicKey, signature),
  },
  // GB/T 32918.2 with the user id of GM/T 0009; OpenSSL's own signing leaves that id out, so a library does it.
  'sm2-sm3': {
    owns: isSm2,
    make: () => generateKeyPairSync('ec', { namedCurve: 'SM2' }).privateKey,
    signWith(key) {
      const [scalar, publicKey] = [scalarOf(key), pointOf(key)];
      return (text) => Buffer.from(sm2.doSignature(text, scalar, { hash: true, der: true, publicKey }), 'hex');
    },
    verify(text, signature, publicKey) {
      if (!isPlainDer(signature)) return false;
      try {
        return sm2.doVerifySignature(text, signature.toString('hex'), pointOf(publicKey), { hash: true, der: true });
      } catch {
        // The library throws at what is no signature at all.
        return false;
      }
    },
  },
};

const suiteOfKey = (key: KeyObject): SuiteName | null => SUITES.find((name) => suites[name].owns(key)) ?? null;

const keyIdOf = (key: KeyObject): string => sha256Hex(key.export({ type: 'spki', format: 'der' })).slice(0, 16);

/** A private key in PEM, of whichever suite. Errors: `book.bad_signing_key`. */
export function signingKey(privateKeyPem: string): SigningKey {
  const key = readPrivateKey(privateKeyPem);
  const suite = key && suiteOfKey(key);
  if (!key || !suite) throw invalid('book.bad_signing_key');
  const open = createPublicKey(key);
  const signText = suites[suite].signWith(key);
  return {
    id: keyIdOf(open),
    suite,
    publicKey: open.export({ type: 'spki', format: 'pem' }) as string,
    sign: (text) => signText(text).toString('base64'),
  };
}

function readPrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    // Said by the caller, without the key in the text.
    return null;
  }
}

export const newSigningKeyPem = (suite: SuiteName): string =>
  suites[suite].make().export({ type: 'pkcs8', format: 'pem' }) as string;

/** A public key in PEM with its id and suite; null when it is none of ours. */
export function bookKey(publicKeyPem: string): BookKey | null {
  try {
    const key = createPublicKey(publicKeyPem);
    const suite = suiteOfKey(key);
    return suite && { id: keyIdOf(key), suite, publicKey: key.export({ type: 'spki', format: 'pem' }) as string };
  } catch {
    return null;
  }
}

/** True when the text was signed by the holder of the key. */
export function verifyText(text: Buffer, signature: string, publicKeyPem: string): boolean {
  const key = createPublicKey(publicKeyPem);
  const suite = suiteOfKey(key);
  const bytes = Buffer.from(signature, 'base64');
  // One signature, one text: another spelling of the same bytes is a change too.
  return suite !== null && bytes.toString('base64') === signature && suites[suite].verify(text, bytes, key);
}
