import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseClock } from '@jishi/platform';
import { testDatabase, type TestDatabase } from '../../../../test/support/postgres';
import { createListedAuction } from '../testing/announced-sale';
import { takeLease } from './lease.repository';
import { LEASE_LIVES_MS, Leases } from './leases';

describe('leases', () => {
  let database: TestDatabase;
  let clock: DatabaseClock;
  let auctionId: string;
  const all: Leases[] = [];
  const process = (taking = true): Leases => {
    const leases = new Leases(randomUUID(), database.database, clock);
    if (taking) leases.take();
    all.push(leases);
    return leases;
  };
  const row = async () =>
    (
      await database.database.query<{ holder: string; epoch: number; lives: number }>(
        'select holder, epoch, expires_at_ms - $2::bigint as lives from auction_lease where auction_id = $1',
        [auctionId, clock.now()],
      )
    )[0];

  beforeAll(async () => {
    database = await testDatabase();
    clock = new DatabaseClock(database.database);
    await clock.onModuleInit();
  });
  beforeEach(async () => {
    auctionId = await createListedAuction(database.database.manager);
  });
  afterEach(async () => {
    for (const leases of all.splice(0)) await leases.stop();
  });
  afterAll(async () => {
    clock?.onModuleDestroy();
    await database?.drop();
  });

  it('have one holder, whoever asks and however many at once', async () => {
    const [a, b, asker] = [process(), process(), process(false)];
    const found = await Promise.all([a, b, a, b].map((leases) => leases.find(auctionId)));
    expect(new Set(found).size).toBe(1);
    expect(await asker.find(auctionId)).toBe(found[0]);
    expect(a.holderOf(auctionId, clock.now())).toBe(found[0]);
    expect(await row()).toMatchObject({ holder: found[0], epoch: 1 });
  });

  it('are not taken by a process that only asks: it decides itself while nobody holds one', async () => {
    const asker = process(false);
    expect(await asker.find(auctionId)).toBe(asker.self);
    expect(await row()).toBeUndefined();
  });

  it('go to another with the next epoch once they ran out, and at once when they were let go', async () => {
    await takeLease(database.database.manager, auctionId, randomUUID(), 300);
    const [a, b] = [process(), process()];
    expect(await a.find(auctionId)).not.toBe(a.self);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await a.find(auctionId)).toBe(a.self);
    expect(await row()).toMatchObject({ holder: a.self, epoch: 2 });
    await a.stop();
    expect(await b.find(auctionId)).toBe(b.self);
    expect(await row()).toMatchObject({ holder: b.self, epoch: 3 });
  });

  it('are renewed while they are used', async () => {
    const a = process();
    await a.find(auctionId);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(a.holderOf(auctionId, clock.now())).toBe(a.self);
    expect((await row())!.lives).toBeGreaterThan(LEASE_LIVES_MS - 1_300);
  });

  it('do not send bids to a holder that is silent', async () => {
    const [a, b] = [process(), process()];
    await a.find(auctionId);
    expect(await b.find(auctionId)).toBe(a.self);
    b.doubt(a.self);
    expect(b.holderOf(auctionId, clock.now())).toBe(b.self);
    expect(b.holderOf(auctionId, clock.now() + LEASE_LIVES_MS + 1)).toBeUndefined();
  });

  it('of an auction that is not there, or while the database is away, are nobody’s', async () => {
    const a = process();
    expect(await a.find(randomUUID())).toBe(a.self);
    const cut = new Leases(
      randomUUID(),
      { manager: { query: () => Promise.reject(new Error('away')) } } as never,
      clock,
    );
    expect(await cut.find(auctionId)).toBe(cut.self);
  });
});
