import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Answer, Contender, Sale } from './contender';
import { checkRivalSales, openRivalSales } from './rivals-tables';
import { STEP } from './sale';

interface Standing {
  price_minor: string;
  ends_at: Date;
}

const LOCK = 'select price_minor, ends_at from bench_auction where id = $1 for update';
const INSERT = 'insert into bench_bid (auction_id, bidder, command_id, amount_minor) values ($1, $2, $3, $4)';
const UPDATE = 'update bench_auction set price_minor = $2, leader = $3, bid_count = bid_count + 1 where id = $1';

/**
 * What one would write first: a transaction a bid, which locks the auction's row, checks in JavaScript, inserts the bid and
 * updates the row. It is spared hashes, tree and outbox. `named`: statements are parsed once a connection.
 */
export function rowLock(name: string, url: string, connections: number, named: boolean): Contender {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  return {
    name,
    async open(shape): Promise<Sale> {
      const { auctions, bidders } = await openRivalSales(pool, shape);
      return {
        bid: (bidder, auction, amountMinor) => place(auctions[auction]!, bidders[bidder]!, amountMinor),
        check: (accepted) => checkRivalSales(pool, auctions, accepted),
      };
    },
    stop: () => pool.end(),
  };

  async function place(auction: string, bidder: string, wanted: number | null): Promise<Answer> {
    const client = await pool.connect();
    const run = async <Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> =>
      (await client.query<Row>(named ? { name: text.slice(0, 6), text, values } : { text, values })).rows;
    try {
      await client.query('begin');
      const [standing] = await run<Standing>(LOCK, [auction]);
      const price = Number(standing!.price_minor);
      const amount = wanted ?? price + STEP;
      const accepted = new Date() < standing!.ends_at && amount >= price + STEP && amount % STEP === 0;
      if (accepted) {
        await run(INSERT, [auction, bidder, randomUUID(), amount]);
        await run(UPDATE, [auction, amount, bidder]);
      }
      await client.query('commit');
      return { accepted, priceMinor: accepted ? amount : price };
    } finally {
      client.release();
    }
  }
}
