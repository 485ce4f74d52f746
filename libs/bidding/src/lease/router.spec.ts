import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@jishi/kernel';
import { DatabaseClock } from '@jishi/platform';
import { testDatabase, type TestDatabase } from '../../../../test/support/postgres';
import { entropyPool } from '../journal/entropy';
import { Journal } from '../journal/journal';
import { realScheduler } from '../journal/ports';
import { PostgresStore } from '../journal/postgres-store';
import { signerOf } from '../signer';
import { signingKey } from '../suites';
import { openSale } from '../testing/announced-sale';
import { Router } from './router';

type Handler = (message: Record<string, unknown>) => void;

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const BIDDERS = Array.from({ length: 128 }, (_, i) => `bidder-${i}`);

describe('the way of a command', () => {
  let db: TestDatabase;
  let clock: DatabaseClock;
  const ending: (() => Promise<void>)[] = [];
  const handlers = new Map<string, Handler>();
  const bus = {
    subscribe: (channel: string, handler: Handler) => {
      handlers.set(channel, handler);
      return Promise.resolve(() => void handlers.delete(channel));
    },
    publish: (channel: string, message: object) => {
      const text = JSON.stringify(message);
      setImmediate(() => handlers.get(channel)?.(JSON.parse(text) as Record<string, unknown>));
      return Promise.resolve();
    },
  };

  /** A gateway takes leases, the api and the worker do not. */
  async function startProcess({ gateway = false, maxQueue = 20_000 } = {}) {
    const store = new PostgresStore(db.url);
    const journal = new Journal({
      store,
      clock,
      signer: signerOf([signingKey(pem)]),
      scheduler: realScheduler,
      entropy: entropyPool(),
      log: { error: () => undefined, warn: () => undefined },
      bidRate: null,
      maxQueue,
    });
    const router = new Router(journal, db.database, clock, bus as never);
    await router.start();
    if (gateway) router.takeLeases();
    ending.push(async () => {
      await journal.stop();
      await router.stop();
      await store.close();
    });
    return { journal, router, store };
  }

  beforeAll(async () => {
    db = await testDatabase();
    clock = new DatabaseClock(db.database);
    await clock.onModuleInit();
  });
  afterEach(async () => {
    for (const end of ending.splice(0)) await end();
  });
  afterAll(async () => {
    clock?.onModuleDestroy();
    await db?.drop();
  });

  const notHere = (): Promise<never> => Promise.reject(new Error('not here'));
  const extend = (auctionId: string) => {
    const command = { type: 'extend', extendMs: 1_000, reason: '延长' } as const;
    return { auctionId, actor: `operator:${newId()}`, commandId: newId(), command };
  };

  it('leads an operator to where the bids are decided, and through within a second while they pour in', async () => {
    const [gateway, api] = [await startProcess({ gateway: true }), await startProcess()];
    const auctionId = await openSale(db.database.manager, gateway.journal, BIDDERS, clock.now());
    // Nothing is decided here: there is no rival whose guard could be lost.
    Object.assign(api.store, { append: notHere, appendLocked: notHere });
    let [amountMinor, accepted, pouring] = [9_000, 0, true];
    const bid = async (actor: string): Promise<void> => {
      while (pouring) {
        const command = { type: 'bid', amountMinor: (amountMinor += 1_000) };
        const ack = await gateway.router.submit({ auctionId, actor, commandId: newId(), command });
        if (ack.accepted) accepted += 1;
      }
    };
    const bidding = BIDDERS.map(bid);
    for (let i = 0; i < 15; i++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const sentMs = performance.now();
      expect(await api.router.submit(extend(auctionId))).toMatchObject({ accepted: true });
      expect(performance.now() - sentMs).toBeLessThan(1_000);
    }
    pouring = false;
    await Promise.all(bidding);
    expect(accepted).toBeGreaterThan(500);
  });

  it('ends here for an operator whom a full queue keeps out there', async () => {
    const [gateway, api] = [await startProcess({ gateway: true, maxQueue: 0 }), await startProcess()];
    const auctionId = await openSale(db.database.manager, api.journal, ['a'], clock.now());
    const bid = () => ({ auctionId, actor: 'a', commandId: newId(), command: { type: 'bid', amountMinor: 10_000 } });
    expect(await gateway.router.submit(bid())).toMatchObject({ code: 'auction.busy' });
    expect(await api.router.submit(bid())).toMatchObject({ code: 'auction.busy' });
    expect(await api.router.submit(extend(auctionId))).toMatchObject({ accepted: true });
  });
});
