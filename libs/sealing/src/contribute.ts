import { type Bytes, fromBase64url, toBase64url } from './base64url';
import {
  type Binding,
  KEY_BYTES,
  LAYER_BYTES,
  layerContext,
  parseEnvelope,
  ROLES,
  type TrusteeRole,
  type Way,
  WAYS,
} from './format';
import { type KeyPair, peel } from './layer';

/** A sealed bid as a trustee gets it once the time for bidding is over. */
export interface SealedItem {
  /** seq of the bid; 0 in a drill. */
  readonly bid: number;
  readonly bidder: string;
  readonly envelope: string;
  /** What the other trustees peeled for this one, by who did. */
  readonly layers: Readonly<Partial<Record<TrusteeRole, string>>>;
}

/** What a trustee hands over for a bid. Null stands for what did not open. */
export interface Contribution {
  readonly bid: number;
  /** For each other trustee, the content of the outer layer. Only that one can open it. */
  readonly layers: Readonly<Partial<Record<TrusteeRole, string | null>>>;
  /** For each trustee who came before, the content key that its layer held. */
  readonly keys: Readonly<Partial<Record<TrusteeRole, string | null>>>;
}

const othersThan = (role: TrusteeRole): TrusteeRole[] => ROLES.filter((other) => other !== role);

const wayTo = (from: TrusteeRole, to: TrusteeRole): Way =>
  WAYS.find(({ outer, inner }) => outer === from && inner === to)!;

/** A trustee's part in the opening of a bid, done where its private key is. */
export async function contribute(
  auctionId: string,
  role: TrusteeRole,
  pair: KeyPair,
  item: SealedItem,
): Promise<Contribution> {
  const binding: Binding = { auctionId, bidder: item.bidder };
  const parts = parseEnvelope(item.envelope);
  const layers: Partial<Record<TrusteeRole, string | null>> = {};
  const keys: Partial<Record<TrusteeRole, string | null>> = {};
  for (const other of othersThan(role)) {
    const outer = wayTo(role, other);
    layers[other] = await peeled(pair, layerContext(binding, outer, 1), parts?.wraps[WAYS.indexOf(outer)] ?? null);
    const given = item.layers[other];
    if (given === undefined) continue;
    const layer = fromBase64url(given, LAYER_BYTES);
    keys[other] = await peeled(pair, layerContext(binding, wayTo(other, role), 2), layer);
  }
  return { bid: item.bid, layers, keys };
}

async function peeled(pair: KeyPair, info: Bytes, layer: Bytes | null): Promise<string | null> {
  const content = layer && (await peel(pair, info, layer));
  return content && toBase64url(content);
}

export const isLayer = (text: string): boolean => fromBase64url(text, LAYER_BYTES) !== null;
export const isKey = (text: string): boolean => fromBase64url(text, KEY_BYTES) !== null;
