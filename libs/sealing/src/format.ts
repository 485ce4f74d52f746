import { type Bytes, fromBase64url, toBase64url, utf8 } from './base64url';

/**
 * A sealed bid as text, version 1: eight parts joined by dots, each but the first unpadded base64url.
 *
 *   JS1 . body . operator>notary . operator>regulator . notary>operator . notary>regulator . regulator>operator . regulator>notary
 *
 * - body, 32 bytes: AES-256-GCM under the content key, which is drawn for this one bid (so the nonce is twelve zero bytes), of
 *   the amount in fen as sixteen decimal digits, so that no length tells anything; `JS1|<auction>|<bidder code>` is bound in.
 * - each wrap, 128 bytes: the content key in two HPKE layers (RFC 9180, X25519, HKDF-SHA256, AES-256-GCM), the outer for the
 *   first named trustee, the inner for the second. Every pair is there in both orders, so whoever comes first peels the outer
 *   layers and whoever comes second the inner one. Info: `JS1|<auction>|<bidder code>|<outer>><inner>|<1 outer, 2 inner>`.
 * - the ephemeral keys follow from the content key (HMAC-SHA256 of `JS1|ephemeral|<outer>><inner>|<layer>`, then HPKE's
 *   DeriveKeyPair). So whoever opened a bid seals it again and compares: a bid made to open for some trustees only, or to
 *   different amounts, is found out whoever opened it.
 */
export const VERSION = 'JS1';
export const ROLES = ['operator', 'notary', 'regulator'] as const;
export type TrusteeRole = (typeof ROLES)[number];

export interface Way {
  readonly outer: TrusteeRole;
  readonly inner: TrusteeRole;
}
/** In the order of the envelope's parts. */
export const WAYS: readonly Way[] = ROLES.flatMap((outer) =>
  ROLES.filter((inner) => inner !== outer).map((inner) => ({ outer, inner })),
);

/** Whose bid it is; a bid that is copied to another place does not open there. */
export interface Binding {
  readonly auctionId: string;
  /** Code of the bidder in this auction. */
  readonly bidder: string;
}

/** Public keys of the three trustees, base64url. */
export type TrusteeKeys = Readonly<Record<TrusteeRole, string>>;

export interface SealedParts {
  readonly body: Bytes;
  readonly wraps: readonly Bytes[];
}

export const KEY_BYTES = 32;
export const BODY_BYTES = 32;
export const LAYER_BYTES = 80;
export const WRAP_BYTES = 128;
const DIGITS = 16;

const boundTo = ({ auctionId, bidder }: Binding): string => `${VERSION}|${auctionId}|${bidder}`;
export const bodyContext = (binding: Binding): Bytes => utf8(boundTo(binding));
export const layerContext = (binding: Binding, { outer, inner }: Way, layer: 1 | 2): Bytes =>
  utf8(`${boundTo(binding)}|${outer}>${inner}|${layer}`);
export const ephemeralLabel = ({ outer, inner }: Way, layer: 1 | 2): Bytes =>
  utf8(`${VERSION}|ephemeral|${outer}>${inner}|${layer}`);

export const amountText = (amountMinor: number): string => String(amountMinor).padStart(DIGITS, '0');

/** Null for what is no amount of at least one fen. */
export function readAmount(text: string): number | null {
  const amount = new RegExp(`^\\d{${DIGITS}}$`).test(text) ? Number(text) : 0;
  return Number.isSafeInteger(amount) && amount > 0 ? amount : null;
}

export const toEnvelope = ({ body, wraps }: SealedParts): string =>
  [VERSION, ...[body, ...wraps].map(toBase64url)].join('.');

/** Null for what does not have this format. Whether it opens, only two trustees can tell. */
export function parseEnvelope(envelope: string): SealedParts | null {
  const [version, body, ...wraps] = envelope.split('.');
  if (version !== VERSION || body === undefined || wraps.length !== WAYS.length) return null;
  const bytes = fromBase64url(body, BODY_BYTES);
  const layers = wraps.map((wrap) => fromBase64url(wrap, WRAP_BYTES));
  return bytes && layers.every((layer) => layer !== null) ? { body: bytes, wraps: layers } : null;
}
