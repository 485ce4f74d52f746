import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Shape } from './contender';

/** The tables of those who lock a row a bid; the table of the limit is the book's own, index for index. */
const TABLES = `
  create table bench_auction (
    id uuid primary key, price_minor bigint not null default 0, leader uuid, bid_count int not null default 0,
    ends_at timestamptz not null default now() + interval '1 day');
  create table bench_bid (
    id bigserial primary key, auction_id uuid not null references bench_auction, bidder uuid not null,
    command_id uuid not null, amount_minor bigint not null, at timestamptz not null default clock_timestamp(),
    unique (auction_id, bidder, command_id));
  create table bench_book (like auction_event including all);
  create function bench_place(sale uuid, who uuid, command uuid, amount bigint, step bigint, out accepted boolean, out price bigint)
    language plpgsql as $$
  declare standing bench_auction;
  begin
    select * into standing from bench_auction where id = sale for update;
    amount := coalesce(amount, standing.price_minor + step);
    price := standing.price_minor;
    accepted := clock_timestamp() < standing.ends_at and amount >= standing.price_minor + step and amount % step = 0;
    if not accepted then return; end if;
    price := amount;
    insert into bench_bid (auction_id, bidder, command_id, amount_minor) values (sale, who, command, amount);
    update bench_auction set price_minor = amount, leader = who, bid_count = bid_count + 1 where id = sale;
  end $$;
  grant select, insert, update on bench_auction, bench_bid, bench_book to jishi_app;
  grant usage on all sequences in schema public to jishi_app`;

export async function createRivalsTables(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(TABLES);
  await client.end();
}

/** Ids of fresh auctions, and of bidders, who need not be known. */
export async function openRivalSales(pool: pg.Pool, shape: Shape): Promise<{ auctions: string[]; bidders: string[] }> {
  const auctions = Array.from({ length: shape.auctions }, () => randomUUID());
  await pool.query('insert into bench_auction (id) select unnest($1::uuid[])', [auctions]);
  return { auctions, bidders: Array.from({ length: shape.bidders }, () => randomUUID()) };
}

/** The bids that are kept are those that were acknowledged, and each auction shows the last of its own. */
export async function checkRivalSales(pool: pg.Pool, auctions: readonly string[], accepted: number): Promise<void> {
  const { rows } = await pool.query<{ kept: string; wrong: string }>(
    `select coalesce(sum(b.n), 0) as kept, count(*) filter (where a.bid_count <> coalesce(b.n, 0) or a.price_minor <> coalesce(b.top, 0)) as wrong
     from bench_auction a left join (
       select auction_id, count(*) as n, max(amount_minor) as top from bench_bid where auction_id = any($1::uuid[]) group by 1
     ) b on b.auction_id = a.id where a.id = any($1::uuid[])`,
    [auctions],
  );
  const { kept, wrong } = rows[0]!;
  if (Number(kept) !== accepted || Number(wrong) > 0)
    throw new Error(`${accepted} bids were acknowledged, ${kept} are kept; ${wrong} auctions show another price`);
}
