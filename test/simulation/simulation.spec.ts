import { afterEach, describe, expect, it } from '@jest/globals';
import { edgeToText } from '../../libs/bidding/src/domain/merkle';
import type { Append } from '../../libs/bidding/src/journal/ports';
import { type Run, type Setting, simulate } from './simulate';
import { Tables } from './tables';

const seeds = Number(process.env['JISHI_SEEDS'] ?? 150);
const first = Number(process.env['JISHI_SEED'] ?? 1);
/** A fault that is put in on purpose must show within so many seeds. */
const SOON = 150;

const shown = ({ seed, faults }: Run): object => ({ again: `JISHI_SEED=${seed} npm run seeds -- 1`, faults });

describe('the engine in every order of events', () => {
  it(`${seeds} seeds: crashes, stalls, bad lines, sleeping clocks, every mode and command`, async () => {
    const failed: object[] = [];
    for (let seed = first; seed < first + seeds; seed++) {
      const run = await simulate(seed);
      if (run.faults.length > 0) failed.push(shown(run));
    }
    expect(failed).toEqual([]);
  }, 900_000);

  it('the same seed gives the same books', async () => {
    const [once, again] = [await simulate(7), await simulate(7)];
    expect(again).toEqual(once);
    expect(once.digest).not.toBe((await simulate(8)).digest);
  });
});

describe('a wrong wall clock', () => {
  const { now } = Date;
  afterEach(() => {
    Date.now = now;
  });

  it.each([-5_000, 5_000])(
    'by %d ms, and jumping, changes no event of any book',
    async (byMs) => {
      for (let seed = 1; seed <= 20; seed++) {
        Date.now = now;
        const right = await simulate(seed);
        let calls = 0;
        Date.now = () => now() + (calls++ % 3 === 0 ? byMs : -byMs);
        expect(await simulate(seed)).toEqual(right);
      }
    },
    120_000,
  );
});

/** What the engine relies on, taken away piece by piece: the invariants must see each. */
const sabotages: Readonly<Record<string, Setting>> = {
  'a store without its guard': {
    tables: class extends Tables {
      override append(batch: readonly Append[]): Set<string> {
        for (const { auctionId, rows, after } of batch) {
          const auction = this.auctions.get(auctionId)!;
          auction.rows.push(...rows);
          Object.assign(auction, { seq: after.state.seq, edge: edgeToText(after.tree), head: after.head });
          this.note(auctionId, after.state);
        }
        return new Set(batch.map(({ auctionId }) => auctionId));
      }
    },
  },
  'a store that acknowledges before it has written': {
    store: (store, { world }) =>
      Object.assign(Object.create(store) as typeof store, {
        append: (batch: readonly Append[]) =>
          world.chance(0.02) ? Promise.resolve(new Set(batch.map(({ auctionId }) => auctionId))) : store.append(batch),
      }),
  },
  'a store that does not know used ids': {
    store: (store) => Object.assign(Object.create(store) as typeof store, { find: () => Promise.resolve([]) }),
    tables: class extends Tables {
      override append(batch: readonly Append[]): Set<string> {
        const anonymous = (append: Append): Append => ({
          ...append,
          rows: append.rows.map((row) => ({ ...row, commandId: row.commandId && `${row.commandId}:${row.seq}` })),
        });
        return super.append(batch.map(anonymous));
      }
    },
  },
  'a close that waits for nobody': {
    times: (times) =>
      Object.assign(Object.create(times) as typeof times, { drainedToMs: () => Promise.resolve(Infinity) }),
  },
  'a fact told twice': {
    tables: class extends Tables {
      override append(batch: readonly Append[]): Set<string> {
        return super.append(batch.map((append) => ({ ...append, facts: [...append.facts, ...append.facts] })));
      }
    },
  },
  'a fact in a statement of its own, which may fail': {
    tables: class extends Tables {
      override append(batch: readonly Append[]): Set<string> {
        const fails = this.world.chance(0.2);
        return super.append(batch.map((append) => (fails ? { ...append, facts: [] } : append)));
      }
    },
  },
  'a process that believes its own wall clock': {
    clock: (clock, world) => {
      const offMs = world.between(-5_000, 5_000);
      return { now: () => world.nowMs + offMs, errorMs: () => clock.errorMs() };
    },
  },
  'incidents that nobody records': {
    store: (store) => Object.assign(Object.create(store) as typeof store, { recordIncidents: () => Promise.resolve() }),
  },
};

describe('a checker that cannot fail proves nothing', () => {
  it.each(Object.entries(sabotages))(
    '%s is found out',
    async (_, setting) => {
      for (let seed = 1; seed <= SOON; seed++) if ((await simulate(seed, setting)).faults.length > 0) return;
      throw new Error(`${SOON} seeds did not find it`);
    },
    120_000,
  );
});
