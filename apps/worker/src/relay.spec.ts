import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Actor } from '@jishi/identity';
import { type Consumer, loadConfig } from '@jishi/platform';
import { Deal, MoneyBench } from '../../../test/support/deal';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { emptyQueues, ownRedis } from '../../../test/support/queues';
import { Consumers } from './consumers';
import { DeliveryService } from './delivery.service';
import { WorkerModule } from './worker.module';

let db: TestDatabase;
let bench: MoneyBench;
const workers: INestApplicationContext[] = [];
const stateDir = mkdtempSync(join(tmpdir(), 'jishi-relay-'));

async function startWorker(): Promise<INestApplicationContext> {
  const config = loadConfig({
    DATABASE_URL: db.url,
    LOG_LEVEL: 'silent',
    JISHI_DEMO: '1',
    JISHI_STATE_DIR: stateDir,
    REDIS_URL: ownRedis(),
  });
  const module = await Test.createTestingModule({ imports: [WorkerModule.forRoot(config)] }).compile();
  await module.init();
  workers.push(module);
  return module;
}

async function until(what: string, done: () => Promise<boolean>, ms = 10_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(25)) if (await done()) return;
  throw new Error(`${what}: not within ${ms} ms`);
}

beforeAll(async () => {
  db = await testDatabase();
  bench = await MoneyBench.open(db);
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await bench.close();
  await db.drop();
  rmSync(stateDir, { recursive: true });
});

describe('the relay', () => {
  it('carries a fact to its effect within a second or so, once, with two workers running', async () => {
    await Promise.all([startWorker(), startWorker()]);
    const deals = [await Deal.open(bench), await Deal.open(bench), await Deal.open(bench)];
    for (const deal of deals) for (const bidder of deal.bidders) await deal.approve(bidder);
    const startedAt = Date.now();
    const required = `select count(*) as count from deposit`;
    await until('nine deposits', async () => (await bench.one<{ count: number }>(required)).count === 9);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    for (const deal of deals) await deal.close(deal.bidders[0]!, Deal.START);
    await until('three contracts', async () => {
      const { count } = await bench.one<{ count: number }>('select count(*) as count from contract');
      return count === 3;
    });
    const doubled = await db.database.query('select listing_id from contract group by 1 having count(*) > 1');
    expect(doubled).toEqual([]);
  });

  it('comes back when its queue is emptied under it', async () => {
    const deal = await Deal.open(bench, 1);
    await emptyQueues(db);
    await deal.approve(deal.bidders[0]!);
    await until('the deposit', async () => Boolean(await deal.deposit(deal.bidders[0]!)));
  });
});

describe('a delivery', () => {
  it('that fails is written down, and done later without a double effect', async () => {
    let calls = 0;
    const fails: Consumer = {
      name: 'settlement.require_deposit',
      events: ['application.approved'],
      handle: () => Promise.reject(new Error(`no luck ${++calls}`)),
    };
    const deal = await Deal.open(bench, 1);
    const [bidder] = deal.bidders as [Actor];
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
    await deal.approve(bidder);
    const { id } = await bench.one<{ id: string }>(
      `select event_id as id from outbox_delivery where consumer = $1 and done_at is null`,
      fails.name,
    );
    const broken = new DeliveryService(db.database, new Consumers([fails]));
    for (const attempt of [1, 2]) await expect(broken.deliver(id, fails.name)).rejects.toThrow(`no luck ${attempt}`);
    const row =
      'select attempts, last_error as error, done_at as done from outbox_delivery where event_id = $1 and consumer = $2';
    expect(await bench.one(row, id, fails.name)).toMatchObject({
      attempts: 2,
      error: expect.stringContaining('no luck 2'),
      done: null,
    });
    const good = bench.get(DeliveryService);
    const done = await Promise.all([1, 2, 3, 4].map(() => good.deliver(id, fails.name)));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await bench.one(row, id, fails.name)).toMatchObject({ attempts: 2, error: null, done: expect.any(Date) });
    expect((await deal.deposit(bidder)).state).toBe('required');
  });

  it('has exactly one handler for every subscription, or the worker does not start', () => {
    const consumers = bench.get(Consumers);
    const subscription = { eventType: 'auction.closed', consumer: 'nobody.listens' };
    expect(() => consumers.assertMatch([subscription])).toThrow('worker.subscriptions_differ');
    expect(() => consumers.get('nobody.listens')).toThrow('worker.no_consumer');
    const twin: Consumer = { name: 'a.b', events: [], handle: () => Promise.resolve() };
    expect(() => new Consumers([twin, twin])).toThrow('worker.consumer_twice');
  });
});
