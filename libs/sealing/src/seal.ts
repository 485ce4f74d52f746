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
  const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return sealWith(key, amountMinor, binding, keys, await innerLayers(key, binding, keys));
}

/** The one envelope that this content key makes of this amount: what an opened bid is compared with. Null for no key. */
export async function resealed(
  contentKey: string,
  amountMinor: number,
  binding: Binding,
  keys: TrusteeKeys,
): Promise<string | null> {
  return (await resealedWithLayers(contentKey, amountMinor, binding, keys))?.envelope ?? null;
}

/** The same, and what `layersOf` finds, for hardly more than the price of one. */
export async function resealedWithLayers(
  contentKey: string,
  amountMinor: number,
  binding: Binding,
  keys: TrusteeKeys,
): Promise<{ envelope: string; layers: Record<string, string> } | null> {
  const key = fromBase64url(contentKey, KEY_BYTES);
  if (!key) return null;
  const layers = await innerLayers(key, binding, keys);
  return { envelope: await sealWith(key, amountMinor, binding, keys, layers), layers: asText(layers) };
}

/**
 * What each trustee must find below its outer layers, as `operator>notary`: so a drill, or an opened bid, tells who handed over
 * something else. Null for no key.
 */
export async function layersOf(
  contentKey: string,
  binding: Binding,
  keys: TrusteeKeys,
): Promise<Record<string, string> | null> {
  const key = fromBase64url(contentKey, KEY_BYTES);
  return key && asText(await innerLayers(key, binding, keys));
}

const asText = (layers: readonly InnerLayer[]): Record<string, string> =>
  Object.fromEntries(layers.map(({ way, layer }) => [`${way.outer}>${way.inner}`, toBase64url(layer)]));

async function sealWith(
  key: Bytes,
  amountMinor: number,
  binding: Binding,
  keys: TrusteeKeys,
  layers: readonly InnerLayer[],
): Promise<string> {
  const cipher = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const body = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: bodyContext(binding) },
    cipher,
    utf8(amountText(amountMinor)),
  );
  const wraps: Bytes[] = [];
  for (const { way, layer } of layers)
    wraps.push(await wrap(keys[way.outer], layerContext(binding, way, 1), layer, await seedOf(key, way, 1)));
  return toEnvelope({ body: new Uint8Array(body), wraps });
}

interface InnerLayer {
  readonly way: Way;
  readonly layer: Bytes;
}

async function innerLayers(key: Bytes, binding: Binding, keys: TrusteeKeys): Promise<InnerLayer[]> {
  const layers: InnerLayer[] = [];
  for (const way of WAYS) {
    const layer = await wrap(keys[way.inner], layerContext(binding, way, 2), key, await seedOf(key, way, 2));
    layers.push({ way, layer });
  }
  return layers;
}

async function seedOf(key: Bytes, way: Way, layer: 1 | 2): Promise<Bytes> {
  const mac = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', mac, ephemeralLabel(way, layer)));
}

/** A new content key, as text: for a drill, whose maker must know what is to be found. */
export const drawContentKey = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
