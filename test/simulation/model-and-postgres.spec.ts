import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, newId, sha256Hex } from '@jishi/kernel';
import type { Ack } from '../../libs/bidding/src/answers';
import { readBook } from '../../libs/bidding/src/auction.repository';
import type { Command } from '../../libs/bidding/src/domain/commands';
import { Journal, type Submission } from '../../libs/bidding/src/journal/journal';
import { type JournalStore, realScheduler, RepeatedCommand } from '../../libs/bidding/src/journal/ports';
import { PostgresStore } from '../../libs/bidding/src/journal/postgres-store';
import { signerOf } from '../../libs/bidding/src/signer';
import { newSigningKeyPem, signingKey } from '../../libs/bidding/src/suites';
import { createListedAuction } from '../../libs/bidding/src/testing/announced-sale';
import { ModelDatabase, ModelStore } from '../../libs/bidding/src/testing/model-store';
import { testDatabase, type TestDatabase } from '../support/postgres';
import { announcement, drawSale, trusteesSeated } from './sale';
import { World } from './world';

const signer = signerOf([signingKey(newSigningKeyPem('ed25519-sha256'))]);
const silent = { error: () => undefined, warn: () => undefined };
const SALES = 12;
const COMMANDS = 60;

/** Every append a store was asked for, and what it said: guards kept, ids known. */
function listening(store: JournalStore, heard: string[]): JournalStore {
  return Object.assign(Object.create(store) as JournalStore, {
    async append(batch: Parameters<JournalStore['append']>[0]) {
      try {
        const kept = await store.append(batch);
        heard.push(batch.map(({ auctionId, rows }) => `${kept.has(auctionId)} ${rows.length}`).join());
        return kept;
      } catch (error) {
        heard.push(error instanceof RepeatedCommand ? 'repeated' : String(error));
        throw error;
      }
    },
  });
}

describe('the model of the tables', () => {
  let db: TestDatabase;
  const real: PostgresStore[] = [];

  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(async () => {
    await Promise.all(real.map((store) => store.close()));
    await db?.drop();
  });

  it(`is as PostgreSQL in ${SALES} sales of every mode: the same answers, lost guards, repeated ids and books`, async () => {
    const postgres = [new PostgresStore(db.url), new PostgresStore(db.url)];
    real.push(...postgres);
    const seen = { lost: 0, repeated: 0 };
    for (let seed = 1; seed <= SALES; seed++) {
      const world = new World(seed);
      const sale = drawSale(world, await createListedAuction(db.database.manager));
      const model = new ModelDatabase();
      model.create(sale.auctionId);
      const clock = new FixedClock(world.nowMs);
      const heard: [string[], string[]] = [[], []];
      // Two rival journals on each; they take turns, so each finds what the other wrote.
      const sides = [postgres, [new ModelStore(model), new ModelStore(model)]].map((stores, side) =>
        stores.map((store, rival) => {
          let salts = 0;
          const entropy = (): string => sha256Hex(`${seed} ${rival} ${salts++}`).slice(0, 32);
          const options = { clock, signer, entropy, scheduler: realScheduler, log: silent, bidRate: null };
          return new Journal({ ...options, store: listening(store, heard[side]!) });
        }),
      );
      let priceMinor: number | null = null;
      const give = async (rival: number, submission: Submission): Promise<Ack> => {
        const [ours, modelled] = await Promise.all(sides.map((side) => side[rival]!.submit(submission)));
        expect({ seed, ack: modelled }).toEqual({ seed, ack: ours });
        if (!ours) throw new Error('no answer');
        if (ours.accepted) ({ priceMinor } = ours);
        return ours;
      };
      const of = (actor: string, command: Command, commandId: string = newId()): Submission => ({
        auctionId: sale.auctionId,
        actor,
        commandId,
        command,
      });
      await give(0, of('system', announcement(sale)));
      if (sale.rules.mode === 'sealed') await give(1, of('system', trusteesSeated()));
      for (const organisationId of sale.bidders)
        await give(world.below(2), of('system', { type: 'admit', organisationId, firstRefusalRank: 1 }));
      clock.set(sale.opensAtMs);
      await give(0, of('system', { type: 'open' }));
      const given: Submission[] = [];
      for (let i = 0; i < COMMANDS; i++) {
        clock.advance(world.below(80));
        const repeats = given.length > 0 && world.chance(0.2);
        const submission = repeats
          ? world.pick(given)
          : of(world.pick([...sale.bidders, 'stranger', 'operator:1']), drawCommand(world, priceMinor, i));
        given.push(submission);
        await give(world.below(2), submission);
      }
      const book = await readBook(db.database.manager, sale.auctionId);
      const rows = model.auctions.get(sale.auctionId)!.rows;
      expect(rows.map(({ publicText, privateText, salt }) => ({ publicText, privateText, salt }))).toEqual(book);
      expect(heard[1]).toEqual(heard[0]);
      seen.lost += heard[0].filter((text) => text.startsWith('false')).length;
      seen.repeated += heard[0].filter((text) => text === 'repeated').length;
    }
    // Both ways of failing were met, or their equality would say nothing.
    expect(seen.lost).toBeGreaterThan(10);
    expect(seen.repeated).toBeGreaterThan(10);
  }, 60_000);
});

function drawCommand(world: World, priceMinor: number | null, i: number): Command {
  const reason = 'as it is';
  const amountMinor = (priceMinor ?? 9_500) + world.pick([500, 500, 1_000, 1_500, 1]);
  switch (world.below(12)) {
    case 0:
      return { type: 'maximum', amountMinor: amountMinor + 2_000 };
    case 1:
      return { type: 'match', priceMinor: priceMinor ?? 10_000 };
    case 2:
      return { type: 'seal', envelope: `${amountMinor}.`.padEnd(64, '0') };
    case 3:
      return { type: 'object', about: 'bid', target: null, text: 'I object' };
    case 4:
      return { type: 'void', bid: 5 + world.below(i + 1), reason, approvedBy: 'operator:2' };
    case 5:
      return { type: 'extend', reason, extendMs: 700 };
    default:
      return { type: 'bid', amountMinor };
  }
}
