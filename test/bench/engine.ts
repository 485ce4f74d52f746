import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { BiddingModule, BiddingService } from '@jishi/bidding';
import { type Config, Database, DatabaseClock, loadConfig, PlatformModule, rows } from '@jishi/platform';
import type { Answer, Contender, Sale, Shape } from './contender';
import { openSale, STEP } from './sale';

/** Admitted to each auction when there are many: enough that nobody waits for another's turn. */
const ADMITTED_TO_ONE_OF_MANY = 16;
const BOOKS_READ = 20;

export interface Engine extends Contender {
  open(shape: Shape): Promise<Sale & { readonly auctions: readonly string[] }>;
  /** How long it takes to read an auction as one who has never seen it. */
  openingMs(auctionId: string): Promise<number>;
}

/** The engine as the gateway runs it: real rules, idempotency, tree, signatures, outbox, hints; acknowledged after the commit. */
export async function engine(appUrl: string): Promise<Engine> {
  const stateDir = mkdtempSync(join(tmpdir(), 'jishi-bench-keys-'));
  // Only the limit on single bidders is lifted: few clients stand for many.
  const env = { DATABASE_URL: appUrl, JISHI_STATE_DIR: stateDir, LOG_LEVEL: 'warn', BIDS_PER_SECOND: '1000000000' };
  const app = await start(loadConfig(env));
  const bidding = app.get(BiddingService);
  bidding.takeLeases();
  const [database, clock] = [app.get(Database), app.get(DatabaseClock)];
  return {
    name: 'journal',
    async open({ auctions: count, bidders: crowd }) {
      const bidders = Array.from({ length: crowd }, () => randomUUID());
      const admitted = count === 1 ? bidders : bidders.slice(0, ADMITTED_TO_ONE_OF_MANY);
      const auctions: string[] = [];
      while (auctions.length < count) {
        const some = Math.min(50, count - auctions.length);
        const opening = Array.from({ length: some }, () => openSale(database, bidding, clock.now(), admitted));
        auctions.push(...(await Promise.all(opening)));
      }
      const highest = Array.from({ length: count }, () => 0);
      return {
        auctions,
        async bid(bidder, auction, wanted) {
          const amountMinor = wanted ?? highest[auction]! + STEP;
          if (wanted === null) highest[auction] = amountMinor;
          const actor = admitted[bidder % admitted.length]!;
          const command = { type: 'bid', amountMinor } as const;
          return answerOf(
            await bidding.submit({ auctionId: auctions[auction]!, actor, commandId: randomUUID(), command }),
          );
        },
        async check(accepted, thorough) {
          await checkKept(database, auctions, accepted);
          if (thorough) for (const id of auctions.slice(0, BOOKS_READ)) await checkBook(bidding, id);
        },
      };
    },
    async openingMs(auctionId) {
      // Reads into a memory of its own, which has not seen the auction.
      const started = performance.now();
      await bidding.standing(auctionId, randomUUID());
      return performance.now() - started;
    },
    async stop() {
      await app.close();
      rmSync(stateDir, { recursive: true });
    },
  };
}

function answerOf(ack: Awaited<ReturnType<BiddingService['submit']>>): Answer {
  if (ack.accepted) return { accepted: true, priceMinor: ack.priceMinor! };
  if (ack.code !== 'bid.below_minimum') throw new Error(`a bid was refused: ${ack.code}`);
  return { accepted: false, priceMinor: Number(ack.params!['minimumMinor']) - STEP };
}

/** Every acknowledged bid is in a book, without a gap, and each row shows the price of its last. */
async function checkKept(database: Database, auctions: readonly string[], accepted: number): Promise<void> {
  const [found] = await rows<{ kept: number; wrong: number }>(
    database.manager,
    `select coalesce(sum(b.bids), 0)::bigint as kept, count(*) filter (where b.events <> a.seq or b.last <> a.seq
       or (a.view::json->>'bidCount')::bigint <> b.bids) as wrong
     from auction_shown a join (
       select auction_id, count(*) as events, max(seq) as last, count(*) filter (where type = 'bid.accepted') as bids
       from auction_event where auction_id = any($1::uuid[]) group by auction_id) b on b.auction_id = a.id
     where a.id = any($1::uuid[])`,
    [auctions],
  );
  if (found!.kept !== accepted || found!.wrong > 0)
    throw new Error(`${accepted} bids were acknowledged, ${found!.kept} are kept; ${found!.wrong} books are not whole`);
}

async function checkBook(bidding: BiddingService, auctionId: string): Promise<void> {
  const { ok, problems } = await bidding.verify(auctionId);
  if (!ok) throw new Error(`the book is broken: ${JSON.stringify(problems[0])}`);
}

function start(config: Config) {
  const root = { ...PlatformModule.forRoot(config), imports: [BiddingModule] };
  return NestFactory.createApplicationContext(root, { logger: ['error'] });
}
