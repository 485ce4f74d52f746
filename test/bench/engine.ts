import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { BiddingModule, BiddingService } from '@jishi/bidding';
import { type Config, Database, DatabaseClock, loadConfig, PlatformModule } from '@jishi/platform';
import type { Contender } from './contender';
import { openSale, STEP } from './sale';

/** The engine as the gateway runs it: real rules, idempotency, tree, signatures, outbox, hints; acknowledged after the commit. */
export async function engine(appUrl: string): Promise<Contender> {
  const stateDir = mkdtempSync(join(tmpdir(), 'jishi-bench-keys-'));
  const app = await start(loadConfig({ DATABASE_URL: appUrl, JISHI_STATE_DIR: stateDir, LOG_LEVEL: 'warn' }));
  const bidding = app.get(BiddingService);
  const [database, clock] = [app.get(Database), app.get(DatabaseClock)];
  return {
    name: 'journal',
    async begin(bidders) {
      const auctionId = await openSale(database, bidding, clock.now(), bidders);
      let amountMinor = 0;
      return {
        async bid(actor) {
          amountMinor += STEP;
          const command = { type: 'bid', amountMinor } as const;
          const ack = await bidding.submit({ auctionId, actor, commandId: randomUUID(), command });
          if (!ack.accepted) throw new Error(`a bid was refused: ${ack.code}`);
        },
        async check(acknowledged) {
          const { ok, problems, state } = await bidding.verify(auctionId);
          const { bidCount, priceMinor } = state.mode as { bidCount: number; priceMinor: number };
          if (!ok) throw new Error(`the book is broken: ${JSON.stringify(problems[0])}`);
          if (bidCount !== acknowledged || priceMinor !== acknowledged * STEP)
            throw new Error(`${acknowledged} bids were acknowledged, ${bidCount} are in the book`);
        },
      };
    },
    async stop() {
      await app.close();
      rmSync(stateDir, { recursive: true });
    },
  };
}

function start(config: Config) {
  const root = { ...PlatformModule.forRoot(config), imports: [BiddingModule] };
  return NestFactory.createApplicationContext(root, { logger: ['error'] });
}
