import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerService } from '@jishi/ledger';
import { until } from '../../apps/cli/src/demo/wait';
import { Deal, MoneyBench } from '../support/deal';
import { testDatabase, type TestDatabase } from '../support/postgres';
import { emptyQueues, ownRedis } from '../support/queues';

/** `npm run faults -- 200 50000` kills the relay a hundred times. */
const KILLS = Math.ceil(Number(process.env['JISHI_KILLS'] ?? 12) / 2);
const REBUILT_WITHIN_MS = 60_000;
const UNDONE = `select consumer, last_error as error from outbox_delivery where done_at is null and consumer not like 'bidding.%'`;

const hurried = (deal: number): boolean => deal % 2 === 1;
const end = (deal: Deal): Promise<void> => deal.close(deal.bidders[0]!, Deal.START + 1_000_000);

/** The worker as the launcher starts it, but for the spec to kill as often as it likes. */
class Relay {
  private child: ChildProcess | null = null;
  private readonly stateDir = mkdtempSync(join(tmpdir(), 'jishi-queues-'));

  constructor(private readonly databaseUrl: string) {}

  start(): void {
    const { REDIS_URL: _, NODE_OPTIONS: __, ...rest } = process.env;
    const redis = ownRedis();
    const env = {
      ...rest,
      ...(redis ? { REDIS_URL: redis } : {}),
      DATABASE_URL: this.databaseUrl,
      JISHI_STATE_DIR: this.stateDir,
      JISHI_DEMO: '1',
      LOG_LEVEL: 'silent',
    };
    this.child = spawn(process.execPath, ['dist/apps/worker/src/main.js'], { env, stdio: 'ignore' });
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.stateDir, { recursive: true, force: true });
  }
}

describe('queues that vanish and a relay that is killed, again and again', () => {
  let db: TestDatabase;
  let bench: MoneyBench;
  let relay: Relay;

  beforeAll(async () => {
    db = await testDatabase();
    bench = await MoneyBench.open(db);
    relay = new Relay(db.url);
  }, 60_000);
  afterAll(async () => {
    await relay?.stop();
    await bench?.close();
    await db?.drop();
  });

  it(
    `every effect happens exactly once, through ${KILLS} kills`,
    async () => {
      const deals: Deal[] = [];
      let emptied = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        relay.start();
        const deal = await Deal.open(bench);
        for (const bidder of deal.bidders) await deal.approve(bidder);
        // Every other sale ends while its first facts may still be under way; the rest wait until all is delivered.
        const before = deals.at(-1);
        if (before && hurried(deals.length - 1)) await end(before);
        deals.push(deal);
        // While it starts, while it adds jobs, while jobs run: wherever that falls.
        await sleep(300 + Math.random() * 1_700);
        if (kill % 3 === 1) {
          await emptyQueues(db);
          emptied += 1;
        }
        await relay.kill();
      }
      await emptyQueues(db);
      const rebuiltFrom = Date.now();
      relay.start();
      const delivered = async (): Promise<void> => {
        const undone = () => db.database.query(UNDONE);
        await until('every delivery', async () => (await undone()).length === 0, REBUILT_WITHIN_MS, 100).catch(
          async (error: Error) => {
            throw new Error(`${error.message}: ${JSON.stringify(await undone())}`);
          },
        );
      };
      await delivered();
      console.log(`${KILLS} kills, queues emptied ${emptied + 1} times; all done ${Date.now() - rebuiltFrom} ms later`);
      for (const [i, deal] of deals.entries()) if (!hurried(i) || i === deals.length - 1) await end(deal);
      await delivered();

      const count = async (sql: string): Promise<number> => (await bench.one<{ n: number }>(sql)).n;
      expect(await count('select count(*)::int as n from deposit')).toBe(
        await count('select count(distinct (auction_id, organisation_id))::int as n from deposit'),
      );
      // No deposit is asked for once the listing is over, so of a hurried sale there may be fewer.
      const patient = deals.filter((_, i) => !hurried(i)).map(({ auctionId }) => `'${auctionId}'`);
      expect(await count(`select count(*)::int as n from deposit where auction_id in (${patient.join()})`)).toBe(
        3 * patient.length,
      );
      expect(await count('select count(*)::int as n from contract')).toBe(KILLS);
      expect(await count('select count(distinct listing_id)::int as n from contract')).toBe(KILLS);
      expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
    },
    120_000 + KILLS * 15_000,
  );
});
