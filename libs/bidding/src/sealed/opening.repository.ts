import { rows, type Tx } from '@jishi/platform';
import type { Contribution, TrusteeRole } from '@jishi/sealing';

export interface SealedBid {
  seq: number;
  bidder: string;
  envelope: string;
}

/** Envelopes are private parts of the book. In the book's order. */
export const sealedBids = (tx: Tx, auctionId: string, seqs: readonly number[]): Promise<SealedBid[]> =>
  rows<SealedBid>(
    tx,
    `select seq, public::jsonb->>'bidder' as bidder, private::jsonb->'command'->>'envelope' as envelope
     from auction_event where auction_id = $1 and type = 'bid.sealed' and seq = any($2) order by seq`,
    [auctionId, seqs],
  );

export interface ContributionRow extends Contribution {
  role: TrusteeRole;
}

export const contributionsTo = (tx: Tx, auctionId: string, bids: readonly number[]): Promise<ContributionRow[]> =>
  rows<ContributionRow>(
    tx,
    'select bid, role, layers, keys from sealed_contribution where auction_id = $1 and bid = any($2)',
    [auctionId, bids],
  );

/** A later visit adds to an earlier one: what others peeled in between may open now. */
export async function keepContributions(
  tx: Tx,
  auctionId: string,
  role: TrusteeRole,
  by: string,
  contributions: readonly Contribution[],
): Promise<void> {
  await rows(
    tx,
    `insert into sealed_contribution (auction_id, bid, role, layers, keys, contributed_by)
     select $1, (c->>'bid')::bigint, $2, c->'layers', c->'keys', $3 from jsonb_array_elements($4::jsonb) c
     on conflict (auction_id, bid, role) do update set layers = excluded.layers, sound = null,
       keys = sealed_contribution.keys || excluded.keys, contributed_by = excluded.contributed_by,
       contributed_at = clock_timestamp()`,
    [auctionId, role, by, JSON.stringify(contributions)],
  );
}

export async function keepKey(tx: Tx, auctionId: string, bid: number, contentKey: string): Promise<void> {
  await rows(tx, 'insert into sealed_key (auction_id, bid, content_key) values ($1, $2, $3) on conflict do nothing', [
    auctionId,
    bid,
    contentKey,
  ]);
}

export interface FoundKey {
  bid: number;
  contentKey: string;
  /** Makes exactly this envelope; null: not looked at yet. */
  honest: boolean | null;
}

export async function foundKeys(tx: Tx, auctionId: string): Promise<Map<number, FoundKey>> {
  const found = await rows<FoundKey>(
    tx,
    'select bid, content_key as "contentKey", honest from sealed_key where auction_id = $1',
    [auctionId],
  );
  return new Map(found.map((key) => [key.bid, key]));
}

/** Bids with a key of which something was not looked at yet. */
export const uncheckedKeys = (tx: Tx, auctionId: string, bids: readonly number[]): Promise<FoundKey[]> =>
  rows<FoundKey>(
    tx,
    `select k.bid, k.content_key as "contentKey", k.honest from sealed_key k
     where k.auction_id = $1 and k.bid = any($2) and (k.honest is null or exists (
       select 1 from sealed_contribution c where c.auction_id = k.auction_id and c.bid = k.bid and c.sound is null))
     order by k.bid`,
    [auctionId, bids],
  );

/** Answers those that were not sound and not known to be. What was handed over again meanwhile is left for its own look. */
export async function keepChecks(
  tx: Tx,
  auctionId: string,
  { bid, honest }: Pick<FoundKey, 'bid' | 'honest'>,
  looked: readonly { role: TrusteeRole; layers: object; sound: boolean }[],
): Promise<TrusteeRole[]> {
  await rows(tx, 'update sealed_key set honest = $3 where auction_id = $1 and bid = $2', [auctionId, bid, honest]);
  const found = await rows<{ role: TrusteeRole; sound: boolean }>(
    tx,
    `update sealed_contribution c set sound = (l->>'sound')::boolean from jsonb_array_elements($3::jsonb) l
     where c.auction_id = $1 and c.bid = $2 and c.role = l->>'role' and c.layers = l->'layers' and c.sound is null
     returning c.role, c.sound`,
    [auctionId, bid, JSON.stringify(looked)],
  );
  return found.filter(({ sound }) => !sound).map(({ role }) => role);
}
