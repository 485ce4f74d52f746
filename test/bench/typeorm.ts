import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Column, DataSource, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Answer, Contender, Sale } from './contender';
import { checkRivalSales, openRivalSales } from './rivals-tables';
import { STEP } from './sale';

@Entity('bench_auction')
class BenchAuction {
  @PrimaryColumn('uuid') id!: string;
  @Column('bigint', { name: 'price_minor' }) priceMinor!: string;
  @Column('uuid', { nullable: true }) leader!: string | null;
  @Column('int', { name: 'bid_count' }) bidCount!: number;
  @Column('timestamptz', { name: 'ends_at' }) endsAt!: Date;
}

@Entity('bench_bid')
class BenchBid {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id!: string;
  @Column('uuid', { name: 'auction_id' }) auctionId!: string;
  @Column('uuid') bidder!: string;
  @Column('uuid', { name: 'command_id' }) commandId!: string;
  @Column('bigint', { name: 'amount_minor' }) amountMinor!: string;
  @Column('timestamptz') at!: Date;
}

/** The row lock as one writes it with an ORM. */
export async function typeorm(url: string): Promise<Contender> {
  const entities = [BenchAuction, BenchBid];
  const source = new DataSource({ type: 'postgres', url, entities, extra: { max: 10 } });
  await source.initialize();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  return {
    name: 'typeorm',
    async open(shape): Promise<Sale> {
      const { auctions, bidders } = await openRivalSales(pool, shape);
      return {
        bid: (bidder, auction, amountMinor) => place(source, auctions[auction]!, bidders[bidder]!, amountMinor),
        check: (accepted) => checkRivalSales(pool, auctions, accepted),
      };
    },
    async stop() {
      await pool.end();
      await source.destroy();
    },
  };
}

function place(source: DataSource, id: string, bidder: string, wanted: number | null): Promise<Answer> {
  return source.transaction(async (tx) => {
    const auction = await tx.findOneOrFail(BenchAuction, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const at = new Date();
    const price = Number(auction.priceMinor);
    const amount = wanted ?? price + STEP;
    if (at >= auction.endsAt || amount < price + STEP || amount % STEP !== 0)
      return { accepted: false, priceMinor: price };
    const amountMinor = String(amount);
    await tx.insert(BenchBid, { auctionId: id, bidder, commandId: randomUUID(), amountMinor, at });
    const bidCount = auction.bidCount + 1;
    await tx.update(BenchAuction, { id }, { priceMinor: amountMinor, leader: bidder, bidCount });
    return { accepted: true, priceMinor: amount };
  });
}
