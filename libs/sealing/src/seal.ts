import { type Bytes, fromBase64url, toBase64url, utf8 } from './base64url';
import {
  amountText,
  type Binding,
  bodyContext,
  ephemeralLabel,
  KEY_BYTES,
  layerContext,
  toEnvelope,
  type TrusteeKeys,
  type Way,
  WAYS,
} from './format';
import { wrap } from './layer';

/** A bid as its bidder hands it over. The content key never leaves the function that drew it, but for whoever opens it. */
export async function sealBid(amountMinor: number, binding: Binding, keys: TrusteeKeys): Promise<string> {
  return sealWith(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), amountMinor, binding, keys);
}

/** The one envelope that this content key makes of this amount: what an opened bid is compared with. Null for no key. */
export async function resealed(
  contentKey: string,
  amountMinor: number,
  binding: Binding,
  keys: TrusteeKeys,
): Promise<string | null> {
  const key = fromBase64url(contentKey, KEY_BYTES);
  return key && sealWith(key, amountMinor, binding, keys);
}

async function sealWith(key: Bytes, amountMinor: number, binding: Binding, keys: TrusteeKeys): Promise<string> {
  const [cipher, mac] = await Promise.all([
    crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']),
    crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  ]);
  const body = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: bodyContext(binding) },
    cipher,
    utf8(amountText(amountMinor)),
  );
  const seed = async (way: Way, layer: 1 | 2): Promise<Bytes> =>
    new Uint8Array(await crypto.subtle.sign('HMAC', mac, ephemeralLabel(way, layer)));
  const wraps: Bytes[] = [];
  for (const way of WAYS) {
    const inner = await wrap(keys[way.inner], layerContext(binding, way, 2), key, await seed(way, 2));
    wraps.push(await wrap(keys[way.outer], layerContext(binding, way, 1), inner, await seed(way, 1)));
  }
  return toEnvelope({ body: new Uint8Array(body), wraps });
}

/** A new content key, as text: for a drill, whose maker must know what is to be found. */
export const drawContentKey = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
