import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import { type Bytes, fromBase64url, toBase64url } from './base64url';
import { KEY_BYTES } from './format';

const ENC_BYTES = 32;
const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export interface KeyPair {
  /** Raw X25519, base64url. */
  readonly publicKey: string;
  readonly privateKey: string;
}

function rawKey(text: string): ArrayBuffer {
  const bytes = fromBase64url(text, KEY_BYTES);
  if (!bytes) throw new TypeError('not a key of 32 bytes in base64url');
  return bytes.buffer;
}

export async function generateKeyPair(): Promise<KeyPair> {
  const { privateKey, publicKey } = await suite.kem.generateKeyPair();
  const [own, open] = [
    await suite.kem.serializePrivateKey(privateKey),
    await suite.kem.serializePublicKey(publicKey),
  ].map((raw) => toBase64url(new Uint8Array(raw))) as [string, string];
  return { publicKey: open, privateKey: own };
}

/** One HPKE layer around `content`: the encapsulated key, then the ciphertext. `seed` fixes the ephemeral key. */
export async function wrap(publicKey: string, info: Bytes, content: Bytes, seed: Bytes): Promise<Bytes> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(rawKey(publicKey));
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: info.buffer, ekm: seed.buffer }, content.buffer);
  const layer = new Uint8Array(enc.byteLength + ct.byteLength);
  layer.set(new Uint8Array(enc));
  layer.set(new Uint8Array(ct), enc.byteLength);
  return layer;
}

/** What is inside a layer; null when it is not for this key, was made for another place or was changed. */
export async function peel({ publicKey, privateKey }: KeyPair, info: Bytes, layer: Bytes): Promise<Bytes | null> {
  const recipientKey = {
    publicKey: await suite.kem.deserializePublicKey(rawKey(publicKey)),
    privateKey: await suite.kem.deserializePrivateKey(rawKey(privateKey)),
  };
  const [enc, ct] = [layer.slice(0, ENC_BYTES).buffer, layer.slice(ENC_BYTES).buffer];
  return suite.open({ recipientKey, enc, info: info.buffer }, ct).then(
    (content) => new Uint8Array(content),
    () => null,
  );
}
