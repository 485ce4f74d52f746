import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Contender, Sale } from './contender';
import { checkRivalSales, openRivalSales } from './rivals-tables';
import { STEP } from './sale';

/** The same in one stored function a bid: no round trip while the row is locked. */
export function storedFunction(url: string): Contender {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  return {
    name: 'function',
    async open(shape): Promise<Sale> {
      const { auctions, bidders } = await openRivalSales(pool, shape);
      return {
        async bid(bidder, auction, amountMinor) {
          const values = [auctions[auction], bidders[bidder], randomUUID(), amountMinor, STEP];
          const text = 'select accepted, price from bench_place($1, $2, $3, $4, $5)';
          const { rows } = await pool.query<{ accepted: boolean; price: string }>({ name: 'place', text, values });
          return { accepted: rows[0]!.accepted, priceMinor: Number(rows[0]!.price) };
        },
        check: (accepted) => checkRivalSales(pool, auctions, accepted),
      };
    },
    stop: () => pool.end(),
  };
}
