import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Database, DatabaseClock } from '@jishi/platform';
import { verifyBook } from '../../libs/bidding/src';
import { readBook } from '../../libs/bidding/src/auction.repository';
import { entropyPool } from '../../libs/bidding/src/journal/entropy';
import { Journal } from '../../libs/bidding/src/journal/journal';
import { realScheduler } from '../../libs/bidding/src/journal/ports';
import { PostgresStore } from '../../libs/bidding/src/journal/postgres-store';
import { ed25519Signer } from '../../libs/bidding/src/signer';
import { openSale } from '../../libs/bidding/src/testing/announced-sale';
import type { Contender } from './contender';

const STEP = 10_000;
const fail = (detail: object, text: string): never => {
  throw new Error(`${text}: ${JSON.stringify(detail)}`);
};

/** The engine as the gateway runs it: real rules, idempotency, tree, signatures, outbox; acknowledged after the commit. */
export async function engine(appUrl: string): Promise<Contender> {
  const database = new Database({ databaseUrl: appUrl });
  await database.onModuleInit();
  const clock = new DatabaseClock(database);
  await clock.onModuleInit();
  const store = new PostgresStore(appUrl);
  const signer = ed25519Signer(
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  );
  const log = { error: fail, warn: fail };
  const journal = new Journal({ store, clock, signer, scheduler: realScheduler, entropy: entropyPool(), log });
  await journal.start();
  return {
    name: 'journal',
    async begin(bidders) {
      const rules = {
        ...{ startPriceMinor: STEP, increments: [{ fromMinor: 0, stepMinor: STEP }], selfRaise: true },
        ...{ freePeriodMs: 3_600_000, timerMs: 300_000 },
      };
      const auctionId = await openSale(database.manager, journal, bidders, clock.now(), rules);
      let amountMinor = 0;
      return {
        async bid(actor) {
          amountMinor += STEP;
          const command = { type: 'bid', amountMinor } as const;
          const ack = await journal.submit({ auctionId, actor, commandId: randomUUID(), command });
          if (!ack.accepted) throw new Error(`a bid was refused: ${ack.code}`);
        },
        async check(acknowledged) {
          const report = verifyBook(await readBook(database.manager, auctionId));
          const { bidCount, priceMinor } = report.state.mode as { bidCount: number; priceMinor: number };
          if (!report.ok) throw new Error(`the book is broken: ${JSON.stringify(report.problems[0])}`);
          if (bidCount !== acknowledged || priceMinor !== acknowledged * STEP)
            throw new Error(`${acknowledged} bids were acknowledged, ${bidCount} are in the book`);
        },
      };
    },
    async stop() {
      await journal.stop();
      await store.close();
      clock.onModuleDestroy();
      await database.onModuleDestroy();
    },
  };
}
