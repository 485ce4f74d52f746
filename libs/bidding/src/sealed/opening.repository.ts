import { rows, type Tx } from '@jishi/platform';
import type { Contribution, TrusteeRole } from '@jishi/sealing';

export interface SealedBid {
  seq: number;
  bidder: string;
  envelope: string;
}

/** Envelopes are private parts of the book. */
export async function sealedBids(tx: Tx, auctionId: string, after: number, limit: number): Promise<SealedBid[]> {
  return rows<SealedBid>(
    tx,
    `select seq, public::jsonb->>'bidder' as bidder, private::jsonb->'command'->>'envelope' as envelope
     from auction_event where auction_id = $1 and type = 'bid.sealed' and seq > $2 order by seq limit $3`,
    [auctionId, after, limit],
  );
}

export interface ContributionRow extends Contribution {
  role: TrusteeRole;
}

export const contributionsTo = (tx: Tx, auctionId: string): Promise<ContributionRow[]> =>
  rows<ContributionRow>(tx, 'select bid, role, layers, keys from sealed_contribution where auction_id = $1', [
    auctionId,
  ]);

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
     on conflict (auction_id, bid, role) do update set layers = excluded.layers,
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

export async function foundKeys(tx: Tx, auctionId: string): Promise<Map<number, string>> {
  const found = await rows<{ bid: number; contentKey: string }>(
    tx,
    'select bid, content_key as "contentKey" from sealed_key where auction_id = $1',
    [auctionId],
  );
  return new Map(found.map(({ bid, contentKey }) => [bid, contentKey]));
}
