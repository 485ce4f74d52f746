import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Column, DataSource, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Contender } from './contender';
import { STEP } from './sale';

@Entity('bench_auction')
class BenchAuction {
  @PrimaryColumn('uuid') id!: string;
  @Column('bigint') priceMinor!: string;
  @Column('uuid', { nullable: true }) leaderId!: string | null;
  @Column('int') bidCount!: number;
  @Column('timestamptz') endsAt!: Date;
}

@Entity('bench_bid')
class BenchBid {
  @PrimaryGeneratedColumn() id!: number;
  @Column('uuid') auctionId!: string;
  @Column('uuid') bidderId!: string;
  @Column('uuid') commandId!: string;
  @Column('bigint') amountMinor!: string;
  @Column('timestamptz') at!: Date;
}

/**
 * What one would write first: a transaction a bid, which locks the auction's row, checks, inserts the bid and updates the
 * row. It is spared hashes, tree and outbox, and is told the next amount under the lock, so that it never rejects a bid.
 */
export async function rowLock(ownerUrl: string, appUrl: string): Promise<Contender> {
  await createTables(ownerUrl);
  const source = new DataSource({
    type: 'postgres',
    url: appUrl,
    entities: [BenchAuction, BenchBid],
    extra: { max: 10 },
  });
  await source.initialize();
  return {
    name: 'typeorm',
    async begin() {
      const id = randomUUID();
      const endsAt = new Date(Date.now() + 3_600_000);
      await source.getRepository(BenchAuction).insert({ id, priceMinor: '0', leaderId: null, bidCount: 0, endsAt });
      return {
        bid: (bidderId) => placeBid(source, id, bidderId),
        check: (acknowledged) => checkRound(source, id, acknowledged),
      };
    },
    stop: () => source.destroy(),
  };
}

async function createTables(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`
    create table bench_auction (
      id uuid primary key, "priceMinor" bigint not null, "leaderId" uuid, "bidCount" int not null, "endsAt" timestamptz not null);
    create table bench_bid (
      id serial primary key, "auctionId" uuid not null references bench_auction, "bidderId" uuid not null,
      "commandId" uuid not null, "amountMinor" bigint not null, at timestamptz not null,
      unique ("auctionId", "bidderId", "commandId"));
    grant select, insert, update on bench_auction, bench_bid to jishi_app;
    grant usage on all sequences in schema public to jishi_app`);
  await client.end();
}

function placeBid(source: DataSource, auctionId: string, bidderId: string): Promise<void> {
  return source.transaction(async (tx) => {
    const auction = await tx.findOneOrFail(BenchAuction, {
      where: { id: auctionId },
      lock: { mode: 'pessimistic_write' },
    });
    const at = new Date();
    const amount = Number(auction.priceMinor) + STEP;
    if (at >= auction.endsAt) throw new Error('closed');
    if (amount < Number(auction.priceMinor) + STEP || amount % STEP !== 0) throw new Error('too low');
    const amountMinor = String(amount);
    await tx.insert(BenchBid, { auctionId, bidderId, commandId: randomUUID(), amountMinor, at });
    await tx.update(
      BenchAuction,
      { id: auctionId },
      { priceMinor: amountMinor, leaderId: bidderId, bidCount: auction.bidCount + 1 },
    );
  });
}

async function checkRound(source: DataSource, auctionId: string, acknowledged: number): Promise<void> {
  const auction = await source.getRepository(BenchAuction).findOneByOrFail({ id: auctionId });
  const kept = await source.getRepository(BenchBid).countBy({ auctionId });
  if (kept !== acknowledged || Number(auction.priceMinor) !== acknowledged * STEP)
    throw new Error(`${acknowledged} bids were acknowledged, ${kept} are kept`);
}
