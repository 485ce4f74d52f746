import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError, invalid } from '@jishi/kernel';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import {
  appendFact,
  bestSample,
  claimDeliveries,
  Database,
  DatabaseClock,
  decodeCursor,
  encodeCursor,
  EventBus,
  loadConfig,
  localeOf,
  lockDelivery,
  markDelivered,
  messageFor,
  registerMessages,
  rows,
  subscriptions,
  textCursor,
  timeCursor,
  toPage,
  toProblem,
  withSample,
} from './index';

describe('configuration', () => {
  it('names every variable that is wrong', () => {
    const wrong = { DATABASE_URL: 'mysql://x', PORT: '99999', LOG_LEVEL: 'loud', REDIS_URL: 'nonsense' };
    const error = (() => {
      try {
        return loadConfig(wrong);
      } catch (thrown) {
        return thrown as DomainError;
      }
    })() as DomainError;
    expect(new Set(error.errors.map((e) => e.path))).toEqual(
      new Set(['DATABASE_URL', 'PORT', 'LOG_LEVEL', 'REDIS_URL']),
    );
  });

  it('puts the gateway beside the api', () => {
    const config = loadConfig({ DATABASE_URL: 'postgres://localhost/x', PORT: '4000' });
    expect([config.port, config.gatewayPort, config.demo]).toEqual([4000, 4001, false]);
  });
});

describe('clock', () => {
  it('takes the sample with the smallest error, ageing each', () => {
    const sharp = { offsetMs: 5, errorMs: 1, takenAt: 0, nth: 1 };
    const fresh = { offsetMs: 7, errorMs: 3, takenAt: 100_000, nth: 2 };
    expect(bestSample([sharp, { ...fresh, takenAt: 1_000 }], 1_000)?.offsetMs).toBe(5);
    expect(bestSample([sharp, fresh], 100_000)?.offsetMs).toBe(7);
    expect(bestSample([], 0)).toBeNull();
  });

  it('forgets at once what a fresh sample contradicts: the machine slept, or a clock was set', () => {
    const before = { offsetMs: 5, errorMs: 0.2, takenAt: 0, nth: 1 };
    const near = { offsetMs: 5.4, errorMs: 0.3, takenAt: 2_000, nth: 2 };
    expect(withSample([before], near)).toEqual([before, near]);
    const woken = { offsetMs: 3_600_005, errorMs: 3, takenAt: 2_000, nth: 4 };
    expect(withSample([before, near], woken)).toEqual([woken]);
    // It was on its way while the machine slept, and comes after one that was not.
    const overtaken = { offsetMs: 1_800_005, errorMs: 10, takenAt: 2_010, nth: 3 };
    expect(withSample([woken], overtaken)).toEqual([woken]);
  });
});

describe('pages', () => {
  it('give back the key they were given', () => {
    const key = fc.array(fc.oneof(fc.string(), fc.maxSafeInteger()), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(key, (k) => expect(decodeCursor(encodeCursor(k), k.length)).toEqual(k)));
  });
  it('refuse a cursor that is not theirs', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) =>
        expect(() => decodeCursor(text, 2)).toThrow('page.bad_cursor'),
      ),
    );
  });
  it('take a made-up key for what it is, before a database would', () => {
    const id = '0192f0c1-1111-7abc-8def-000000000001';
    const at = '2026-11-23T04:50:00.123456Z';
    expect(timeCursor(encodeCursor([at, id]))).toEqual([at, id]);
    expect(textCursor(encodeCursor(['南方', id]))).toEqual(['南方', id]);
    for (const wrong of [
      ['yesterday', id],
      ['2026-13-01T00:00:00.000Z', id],
      [at, 'x'],
      [7, id],
    ])
      expect(() => timeCursor(encodeCursor(wrong))).toThrow('page.bad_cursor');
    for (const wrong of [
      ['\0', id],
      ['x', 'y'],
      [1, id],
    ])
      expect(() => textCursor(encodeCursor(wrong))).toThrow('page.bad_cursor');
  });
  it('point to the next page only when there is one', () => {
    expect(toPage([1, 2], 2, (n) => [n]).nextCursor).toBeNull();
    expect(toPage([1, 2, 3], 2, (n) => [n])).toEqual({ items: [1, 2], nextCursor: encodeCursor([2]) });
  });
});

describe('problem details', () => {
  it('explain a refusal in the language asked for', () => {
    const error = invalid('page.bad_limit', { max: 100 }, [
      { path: 'limit', code: 'page.bad_limit', params: { max: 100 } },
    ]);
    expect(toProblem(error, 'en')).toMatchObject({
      status: 422,
      code: 'page.bad_limit',
      detail: 'limit must be between 1 and 100.',
    });
    expect(toProblem(error, 'zh').errors?.[0]?.message).toContain('100');
  });
  it('show amounts in yuan', () => {
    registerMessages({ 'spec.amount': { zh: '最低 {leastMinor}', en: 'at least {leastMinor}, {count}' } });
    expect(messageFor('spec.amount', { leastMinor: 123456, count: 2 }, 'en')).toBe('at least ¥1,234.56, 2');
  });
  it('never show the text of a defect', () => {
    expect(JSON.stringify(toProblem(new Error('password=secret'), 'en'))).not.toContain('secret');
  });
  it('choose Chinese unless English is preferred', () => {
    expect(['', 'fr', 'zh-CN,en', 'fr,en;q=0.5', undefined].map(localeOf)).toEqual(['zh', 'zh', 'zh', 'en', 'zh']);
  });
});

describe('on PostgreSQL', () => {
  let db: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    db = await testDatabase();
    database = new Database({ databaseUrl: db.url });
    await database.onModuleInit();
  });
  afterAll(async () => {
    await database.onModuleDestroy();
    await db.drop();
  });

  it('the clock agrees with the database within its own error bound', async () => {
    const clock = new DatabaseClock(database);
    await clock.onModuleInit();
    const [{ ms }] = (await database.query<{ ms: number }>(
      'select extract(epoch from clock_timestamp())::float8 * 1000 as ms',
    )) as [{ ms: number }];
    const after = clock.now();
    expect(after + clock.errorMs() + 1).toBeGreaterThanOrEqual(Math.floor(ms));
    expect(after - ms).toBeLessThan(200);
    clock.onModuleDestroy();
  });

  it('a server that dies as a connection is handed out does not end the process', async () => {
    const { master } = database.dataSource.driver as unknown as { master: Pool };
    const lost = new Error('terminating connection due to unexpected postmaster exit');
    await new Promise<void>((resolve, reject) => {
      master.connect((error, client, release) => {
        if (error || !client) return reject(error ?? new Error('no connection'));
        expect(() => client.emit('error', lost)).not.toThrow();
        release(lost);
        resolve();
      });
    });
    expect(await database.query('select 1 as alive')).toEqual([{ alive: 1 }]);
  });

  it('a fact is written with one delivery for each subscriber, or not at all', async () => {
    const [subscription] = await subscriptions(database.manager);
    const fact = { type: subscription!.eventType, subjectId: 's1', payload: { n: 1 } };
    await expect(
      database.transaction(async (tx) => {
        await appendFact(tx, fact);
        throw new Error('the change failed');
      }),
    ).rejects.toThrow('the change failed');
    expect(await database.query('select 1 from outbox')).toHaveLength(0);

    const id = await database.transaction((tx) => appendFact(tx, fact));
    const due = await database.transaction((tx) => claimDeliveries(tx, 30_000, 10));
    expect(due.map((d) => [d.id, d.payload])).toContainEqual([id, { n: 1 }]);
    expect(await database.transaction((tx) => claimDeliveries(tx, 30_000, 10))).toHaveLength(0);
    const consumer = due[0]!.consumer;
    await database.transaction(async (tx) => {
      expect(await lockDelivery(tx, id, consumer)).not.toBeNull();
      await markDelivered(tx, id, consumer);
    });
    expect(await database.transaction((tx) => lockDelivery(tx, id, consumer))).toBeNull();
  });

  it('the audit log and the facts cannot be changed by the application', async () => {
    for (const sql of [
      'update outbox set type = type',
      'delete from outbox',
      'truncate audit_log',
      'delete from audit_log',
    ])
      await expect(rows(database.manager, sql)).rejects.toThrow(/permission denied|append-only/);
  });

  it('the bus carries a hint from one process to another and survives a lost connection', async () => {
    const config = { databaseUrl: db.url, redisUrl: process.env['REDIS_URL'] ?? null };
    const [here, there] = [new EventBus(config), new EventBus(config)];
    const heard: unknown[] = [];
    await here.onModuleInit();
    await there.subscribe('spec', (message) => heard.push(message['n']));
    const hears = async (n: number): Promise<void> => {
      for (let i = 0; i < 100 && !heard.includes(n); i++) {
        if (i % 10 === 0) await here.publish('spec', { n });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(heard).toContain(n);
    };
    await hears(1);
    await rows(
      database.manager,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await hears(2);
    await Promise.all([here.onModuleDestroy(), there.onModuleDestroy()]);
  });
});
