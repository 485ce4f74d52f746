import { unavailable } from '@jishi/kernel';
import { type Database, rows } from '@jishi/platform';

/** One table of each context: all there means the migrations of this version ran. */
const NEEDED = [
  'outbox',
  'session',
  'service_window',
  'listing',
  'auction_event',
  'posting',
  'contract',
  'payout',
  'subsidy_award',
];

/** Errors: `http.not_migrated`. */
export async function assertMigrated(database: Database): Promise<void> {
  const missing = await rows<{ name: string }>(
    database.manager,
    `select name from unnest($1::text[]) as name where to_regclass(name) is null`,
    [NEEDED],
  );
  if (missing.length > 0) throw unavailable('http.not_migrated', { missing: missing.map((m) => m.name).join(', ') });
}
