import { maybeRow, rows, type Tx } from '@jishi/platform';

export interface Lease {
  readonly holder: string;
  /** Grows with every change of the holder. */
  readonly epoch: number;
  /** Database time. */
  readonly expiresAtMs: number;
}

const NOW = 'floor(extract(epoch from clock_timestamp()) * 1000)::bigint';
const LEASE = 'holder, epoch, expires_at_ms as "expiresAtMs"';

/** Takes the lease when nobody alive holds it; answers who holds it then, null for an auction that is not there. */
export async function takeLease(tx: Tx, auctionId: string, holder: string, livesMs: number): Promise<Lease | null> {
  const taken = await maybeRow<Lease>(
    tx,
    `insert into auction_lease as l (auction_id, holder, epoch, expires_at_ms)
       select a.id, $2, 1, ${NOW} + $3 from auction a where a.id = $1
     on conflict (auction_id) do update
       set holder = $2, epoch = l.epoch + (l.holder <> $2)::int, expires_at_ms = ${NOW} + $3
       where l.holder = $2 or l.expires_at_ms <= ${NOW}
     returning ${LEASE}`,
    [auctionId, holder, livesMs],
  );
  return taken ?? findLease(tx, auctionId);
}

/** Null when nobody alive holds one. */
export function findLease(tx: Tx, auctionId: string): Promise<Lease | null> {
  return maybeRow<Lease>(tx, `select ${LEASE} from auction_lease where auction_id = $1 and expires_at_ms > ${NOW}`, [
    auctionId,
  ]);
}

/** Answers those that are still ours, with their new end. */
export function renewLeases(
  tx: Tx,
  auctionIds: readonly string[],
  holder: string,
  livesMs: number,
): Promise<{ auctionId: string; expiresAtMs: number }[]> {
  return rows(
    tx,
    `update auction_lease set expires_at_ms = ${NOW} + $3 where holder = $2 and auction_id = any($1)
     returning auction_id as "auctionId", expires_at_ms as "expiresAtMs"`,
    [auctionIds, holder, livesMs],
  );
}

/** The rows stay: an epoch never comes twice. */
export async function endLeases(tx: Tx, auctionIds: readonly string[], holder: string): Promise<void> {
  await rows(tx, 'update auction_lease set expires_at_ms = 0 where holder = $2 and auction_id = any($1)', [
    auctionIds,
    holder,
  ]);
}
