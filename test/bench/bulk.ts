import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Shape } from './contender';

const SEPARATOR = '\u001f';
const list = (n: number, type = 'text'): string => `string_to_array($${n}, E'\\x1f')::${type}[]`;
const INSERT = `
  insert into bench_book (auction_id, seq, type, actor, command_id, public, private, salt)
  select * from unnest(${list(1, 'uuid')}, ${list(2, 'bigint')}, ${list(3)}, ${list(4)}, ${list(5)}, ${list(6)}, ${list(7)}, ${list(8)})`;

/**
 * The limit: one connection inserts rows as the book's into a table as the book's, in batches as large as all bidders
 * together, and nothing else. The next batch is ready before the last is committed.
 */
export async function bulkLimit(url: string, shape: Shape, ms: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('set jit = off');
  const auctions = Array.from({ length: shape.auctions }, () => ({ id: randomUUID(), seq: 0 }));
  const size = Math.min(shape.bidders, 1_000);
  let turn = 0;
  const batch = (): string[] => {
    const columns: string[][] = Array.from({ length: 8 }, () => []);
    for (let i = 0; i < size; i++) rowOf(auctions[turn++ % auctions.length]!).forEach((v, c) => columns[c]!.push(v));
    return columns.map((column) => column.join(SEPARATOR));
  };
  let inserted = 0;
  let next = batch();
  const started = performance.now();
  while (performance.now() < started + ms) {
    const inserting = client.query({ name: 'bulk', text: INSERT, values: next });
    next = batch();
    await inserting;
    inserted += size;
  }
  const seconds = (performance.now() - started) / 1000;
  await client.end();
  return inserted / seconds;
}

/** Texts of the length that the book's have. */
function rowOf(auction: { id: string; seq: number }): string[] {
  const seq = ++auction.seq;
  const [actor, commandId, hash] = [randomUUID(), randomUUID(), randomBytes(32).toString('hex')];
  const amount = seq * 10_000;
  return [
    auction.id,
    String(seq),
    'bid.accepted',
    actor,
    commandId,
    `{"amountMinor":${amount},"arrivedAtMs":1800000000000,"atMs":1800000000000,"auctionId":"${auction.id}","bidder":"K7PM2Q","endsAtMs":1800003600000,"privateHash":"${hash}","seq":${seq},"type":"bid.accepted"}`,
    `{"actor":"${actor}","command":{"amountMinor":${amount},"type":"bid"},"commandId":"${commandId}"}`,
    hash.slice(32),
  ];
}
