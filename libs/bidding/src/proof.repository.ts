import { type Tx, rows } from '@jishi/platform';
import type { BookKey } from './suites';

/** A key stays for ever: old heads and receipts are checked with it long after another has taken its place. */
export async function registerKey(tx: Tx, { id, suite, publicKey }: BookKey): Promise<void> {
  await rows(tx, 'insert into book_key (id, suite, public_key) values ($1, $2, $3) on conflict (id) do nothing', [
    id,
    suite,
    publicKey,
  ]);
}

/** Oldest first. */
export async function bookKeys(tx: Tx): Promise<(BookKey & { firstUsedAt: Date })[]> {
  return rows(
    tx,
    `select id, suite, public_key as "publicKey", first_used_at as "firstUsedAt" from book_key order by first_used_at, id`,
  );
}
