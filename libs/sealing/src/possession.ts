import { fromBase64url, toBase64url, utf8 } from './base64url';
import { KEY_BYTES, VERSION } from './format';
import { type KeyPair, peel, wrap } from './layer';

const LAYER_BYTES = 80;
const context = (auctionId: string) => utf8(`${VERSION}|${auctionId}|possession`);
const random = () => crypto.getRandomValues(new Uint8Array(KEY_BYTES));

/** Something only the holder of the private key can read; whoever answers `secret` has it. */
export async function challengeFor(
  auctionId: string,
  publicKey: string,
): Promise<{ challenge: string; secret: string }> {
  const secret = random();
  const challenge = await wrap(publicKey, context(auctionId), secret, random());
  return { challenge: toBase64url(challenge), secret: toBase64url(secret) };
}

/** Null when the challenge is not for this key. */
export async function answerTo(challenge: string, auctionId: string, pair: KeyPair): Promise<string | null> {
  const layer = fromBase64url(challenge, LAYER_BYTES);
  const secret = layer && (await peel(pair, context(auctionId), layer));
  return secret && toBase64url(secret);
}

/** A key as people compare it over the telephone: the first 16 bytes of its SHA-256, in groups of four. */
export async function fingerprint(publicKey: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(publicKey)));
  const hex = Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.match(/.{4}/g)!.join(' ');
}
