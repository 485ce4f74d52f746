import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, newId, sha256Hex } from '@jishi/kernel';
import { DatabaseClock, rows } from '@jishi/platform';
import { testDatabase, type TestDatabase } from '../../../../test/support/postgres';
import type { Ack } from '../answers';
import { AuctionClock } from '../auction-clock';
import { readBook } from '../auction.repository';
import { verifyBook } from '../domain/verify';
import { PostgresSaleTimes } from '../sale-times';
import { signerOf } from '../signer';
import { signingKey } from '../suites';
import { command, createListedAuction, openSale } from '../testing/announced-sale';
import { ModelDatabase, ModelStore } from '../testing/model-store';
import { sampleAnnouncement } from '../testing/sample';
import { entropyPool } from './entropy';
import { Journal, type Submission } from './journal';
import type { JournalOptions } from './options';
import { type JournalStore, realScheduler } from './ports';
import { PostgresStore } from './postgres-store';

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const signer = signerOf([signingKey(pem)]);
const silent = { error: () => undefined, warn: () => undefined };
const OPEN_AT = 1_000_000;

let db: TestDatabase;
const stores: PostgresStore[] = [];

function journalOn(store: JournalStore, more: Partial<JournalOptions> = {}): Journal {
  const clock = new FixedClock(OPEN_AT);
  const options = { clock, signer, scheduler: realScheduler, entropy: entropyPool(), log: silent, bidRate: null };
  return new Journal({ store, ...options, ...more });
}
function postgres(url = db.url): PostgresStore {
  const store = new PostgresStore(url);
  stores.push(store);
  return store;
}
const bid = (auctionId: string, actor: string, amountMinor: number, commandId = newId()): Submission => ({
  auctionId,
  actor,
  commandId,
  command: {
    type: 'bid',
    amountMinor,
  },
});
const verified = async (auctionId: string) => verifyBook(await readBook(db.database.manager, auctionId));

/** Another short key for commands. */
async function keyedBy(expression: string): Promise<void> {
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: db.adminUrl });
  await owner.connect();
  await owner.query(
    `create or replace function command_key(actor text, command_id text) returns bigint language sql immutable return ${expression};
     reindex index auction_event_command`,
  );
  await owner.end();
}

beforeAll(async () => {
  db = await testDatabase();
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});
afterAll(() => db?.drop());

describe('the book in PostgreSQL', () => {
  it('keeps what was acknowledged, and the fact of the close in the same statement', async () => {
    const clock = new FixedClock(OPEN_AT);
    const journal = journalOn(postgres(), { clock });
    const auctionId = await openSale(db.database.manager, journal, ['a', 'b'], OPEN_AT);
    const acks = await Promise.all(
      Array.from({ length: 40 }, (_, i) => journal.submit(bid(auctionId, i % 2 ? 'b' : 'a', 10_000 + i * 1_000))),
    );
    clock.set(OPEN_AT + 90_000);
    await command(journal, auctionId, { type: 'close', endsAtMs: OPEN_AT + 90_000 });
    const report = await verified(auctionId);
    expect(report.problems).toEqual([]);
    expect(report.events).toBe(4 + 40 + 2);
    expect(acks.filter(({ accepted }) => accepted).length).toBeGreaterThan(10);
    expect(
      await rows(db.database.manager, `select payload from outbox where subject_id = $1`, [auctionId]),
    ).toMatchObject([
      {
        payload: {
          auctionId,
          outcome: 'sold',
          priceMinor: report.state.outcome!.priceMinor,
          winnerId: expect.any(String),
        },
      },
    ]);
    const [row] = await rows<{ state: string; seq: number; head: string }>(
      db.database.manager,
      'select state, seq, head from auction where id = $1',
      [auctionId],
    );
    expect(row).toMatchObject({ state: 'closed', seq: report.events });
    expect(JSON.parse(row!.head)).toMatchObject({ root: report.root, seq: report.events });
  });

  it('is read back from a snapshot and its tail', async () => {
    const journal = journalOn(postgres());
    const auctionId = await openSale(db.database.manager, journal, ['a', 'b'], OPEN_AT, { selfRaise: true });
    for (let i = 0; i < 5; i++)
      await Promise.all(
        Array.from({ length: 900 }, (_, n) => journal.submit(bid(auctionId, 'a', 10_000 + (i * 900 + n) * 5_000))),
      );
    const [row] = await rows<{ seq: number; snapshot_seq: number }>(
      db.database.manager,
      'select seq, snapshot_seq from auction where id = $1',
      [auctionId],
    );
    expect(row!.snapshot_seq).toBeGreaterThan(2_000);
    expect(row!.seq).toBe(4_504);
    const held = (await postgres().load([{ auctionId, known: null }])).get(auctionId)!;
    const report = await verified(auctionId);
    expect(held.state).toEqual(report.state);
    expect(held.tree).toEqual(report.tree);
  });

  it('stays in order under rival writers in two processes', async () => {
    const rivals = [journalOn(postgres()), journalOn(postgres()), journalOn(postgres())];
    const auctions = [
      await openSale(db.database.manager, rivals[0]!, ['a', 'b', 'c'], OPEN_AT),
      await openSale(db.database.manager, rivals[0]!, ['a', 'b', 'c'], OPEN_AT),
    ];
    const acks: Ack[] = [];
    await Promise.all(
      ['a', 'b', 'c'].flatMap((actor, n) =>
        auctions.map(async (auctionId) => {
          for (let i = 0; i < 60; i++)
            acks.push(await rivals[(n + i) % 3]!.submit(bid(auctionId, actor, 10_000 + i * 5_000 + n * 5_000)));
        }),
      ),
    );
    expect(acks.filter(({ seq }) => seq === null)).toEqual([]);
    for (const auctionId of auctions) {
      const { problems, events } = await verified(auctionId);
      expect({ problems, events }).toEqual({ problems: [], events: 5 + 180 });
    }
  });

  it('wins through the lock when its guard is lost three times', async () => {
    const rival = journalOn(postgres());
    const auctionId = await openSale(db.database.manager, rival, ['a', 'b'], OPEN_AT, { selfRaise: true });
    const store = postgres();
    let locked = 0;
    let price = 10_000;
    const unlucky: JournalStore = Object.assign(Object.create(store) as PostgresStore, {
      append: async (batch: Parameters<PostgresStore['append']>[0]) => {
        await rival.submit(bid(auctionId, 'b', (price += 5_000)));
        return store.append(batch);
      },
      appendLocked: (...args: Parameters<PostgresStore['appendLocked']>) => (locked++, store.appendLocked(...args)),
    });
    const ack = await journalOn(unlucky).submit(bid(auctionId, 'a', 1_000_000));
    expect(ack).toMatchObject({ accepted: true, priceMinor: 1_000_000 });
    expect(locked).toBe(1);
    expect((await verified(auctionId)).problems).toEqual([]);
  });

  it('says busy when the row stays locked for a second', async () => {
    const rival = journalOn(postgres());
    const auctionId = await openSale(db.database.manager, rival, ['a'], OPEN_AT);
    const store = postgres();
    const unlucky = Object.assign(Object.create(store) as PostgresStore, { append: () => Promise.resolve(new Set()) });
    await db.database.transaction(async (tx) => {
      await rows(tx, 'select 1 from auction where id = $1 for update', [auctionId]);
      expect(await journalOn(unlucky).submit(bid(auctionId, 'a', 10_000))).toMatchObject({ code: 'auction.busy' });
    });
    expect(await rival.submit(bid(auctionId, 'a', 10_000))).toMatchObject({ accepted: true });
  });

  it('isolates a repeated id that another process wrote, and tells a reused one', async () => {
    const first = journalOn(postgres());
    const auctionId = await openSale(db.database.manager, first, ['a', 'b'], OPEN_AT);
    const repeated = bid(auctionId, 'a', 10_000);
    const original = await first.submit(repeated);
    const other = journalOn(postgres());
    const reused = { ...repeated, command: { type: 'bid', amountMinor: 12_000 } as const };
    const [fresh, again] = await Promise.all([other.submit(bid(auctionId, 'b', 10_500)), other.submit(repeated)]);
    expect(fresh).toMatchObject({ accepted: true });
    expect(again).toMatchObject({ accepted: true, seq: original.seq, priceMinor: 10_000 });
    expect(await journalOn(postgres()).submit(reused)).toMatchObject({ accepted: false, code: 'command.id_reused' });
  });

  it('refuses a command whose short key another one has, in the book or in the same batch, and it alone', async () => {
    // Keys of sixty-four bits do not meet by themselves: here those of short ids of the same length do.
    const long = 'hashtextextended(command_id, hashtextextended(actor, 0))';
    await keyedBy(`case when length(command_id) < 9 then length(command_id) else ${long} end`);
    const journal = journalOn(postgres());
    const auctionId = await openSale(db.database.manager, journal, ['a', 'b'], OPEN_AT, { selfRaise: true });
    const ids = ['1', '22', '333', 'two', '4444', '55555', '666666', 'three'];
    // Those that meet bid the same amount: the one must not be given the other's receipt.
    const list = ids.map((id, i) => bid(auctionId, i % 2 ? 'b' : 'a', 10_000 + id.length * 500, id));
    const acks = await Promise.all(list.map((each) => journal.submit(each)));
    const codes = (again: readonly Ack[]) => again.map((ack) => (ack.accepted ? 'accepted' : ack.code));
    const expected = ids.map((id) => (id === 'two' || id === 'three' ? 'command.id_reused' : 'accepted'));
    expect(codes(acks)).toEqual(expected);
    expect(await Promise.all(list.map((each) => journalOn(postgres()).submit(each)))).toMatchObject(
      acks.map(({ accepted, seq }) => ({ accepted, seq })),
    );
    expect((await verified(auctionId)).problems).toEqual([]);
    await keyedBy(long);
  });

  it('acknowledges nothing on a lost connection, and finds everything again with the same ids', async () => {
    const journal = journalOn(postgres());
    const auctionId = await openSale(db.database.manager, journal, ['a', 'b'], OPEN_AT);
    const commands = Array.from({ length: 200 }, (_, i) => bid(auctionId, i % 2 ? 'b' : 'a', 10_000 + i * 5_000));
    const answers = new Map<string, Ack>();
    for (const part of [commands.slice(0, 100), commands.slice(100)]) {
      const waiting = part.map(async (submission) =>
        answers.set(submission.commandId, await journal.submit(submission)),
      );
      await rows(
        db.database.manager,
        `select pg_terminate_backend(pid) from pg_stat_activity where query like '%flush%'
        and pid <> pg_backend_pid() and datname = current_database()`,
      ).catch(() => []);
      await Promise.all(waiting);
    }
    for (const submission of commands) {
      const ack = answers.get(submission.commandId)!;
      if (!ack.accepted && ack.code === 'journal.unavailable')
        answers.set(submission.commandId, await journal.submit(submission));
    }
    const report = await verified(auctionId);
    expect(report.problems).toEqual([]);
    expect(report.events).toBe(4 + 200);
    expect(new Set([...answers.values()].map(({ seq }) => seq)).size).toBe(200);
  });

  it('tells readers of an outage what the database would say, so that they may come again', async () => {
    const away = postgres('postgres://nobody@127.0.0.1:1/nothing');
    await expect(away.load([{ auctionId: newId(), known: null }])).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('decides exactly as on the model of it', async () => {
    const auctionId = await createListedAuction(db.database.manager);
    const model = new ModelDatabase();
    model.create(auctionId);
    const numbers = (): (() => string) => {
      let n = 0;
      return () => sha256Hex(String(n++)).slice(0, 32);
    };
    const both = [postgres(), new ModelStore(model)].map((store) =>
      journalOn(store, { entropy: numbers(), maxBatch: 7 }),
    );
    const submissions: Submission[] = [
      { auctionId, actor: 'system', commandId: 'announce', command: sampleAnnouncement(OPEN_AT, {}, 15_000) },
      ...['a', 'b'].map((organisationId) => ({
        auctionId,
        actor: 'system',
        commandId: `admit-${organisationId}`,
        command: {
          type: 'admit',
          organisationId,
        },
      })),
      { auctionId, actor: 'system', commandId: 'open', command: { type: 'open' } },
      ...Array.from({ length: 60 }, (_, i) => bid(auctionId, 'abx'[i % 3]!, 10_000 + (i % 11) * 700, `b${i % 50}`)),
    ];
    for (const submission of submissions) {
      const [real, modelled] = await Promise.all(both.map((journal) => journal.submit(submission)));
      expect(real).toEqual(modelled);
    }
    const book = await readBook(db.database.manager, auctionId);
    expect(book).toEqual(
      model.auctions
        .get(auctionId)!
        .rows.map(({ publicText, privateText, salt }) => ({ publicText, privateText, salt })),
    );
  });
});

describe('what the running role may not do', () => {
  const forbidden = [
    'update auction_event set type = type',
    'delete from auction_event',
    'truncate auction_event',
    'delete from auction',
  ];

  it.each(forbidden)('%s', async (sql) => {
    await expect(rows(db.database.manager, sql)).rejects.toThrow(/permission denied/);
    // Not even the owner does it by accident: the trigger refuses first.
    const { default: pg } = await import('pg');
    const owner = new pg.Client({ connectionString: db.adminUrl });
    await owner.connect();
    await expect(owner.query(sql)).rejects.toThrow(/append-only/);
    await owner.end();
  });

  it('disable the triggers, or leave a gap', async () => {
    const manager = db.database.manager;
    await expect(rows(manager, 'alter table auction_event disable trigger all')).rejects.toThrow(/must be owner/);
    const auctionId = await createListedAuction(manager);
    const insert = 'insert into auction_event (auction_id, seq, type, public) values ($1, $2, $3, $4)';
    await expect(rows(manager, insert, [auctionId, 2, 'x', '{}'])).rejects.toThrow(/gap/);
    await expect(rows(manager, insert, [auctionId, 1, 'x', '{}'])).rejects.toThrow(/gap/);
    await expect(rows(manager, insert, [newId(), 1, 'x', '{}'])).rejects.toThrow(/gap/);
  });
});

describe('the auction clock', () => {
  const rules = { freePeriodMs: 600, timerMs: 400, extension: null, closeDrainMs: 60_000 };

  it('opens and closes in time, waits for writers, and closes without them after the drain time', async () => {
    const clock = new DatabaseClock(db.database);
    await clock.onModuleInit();
    const journal = journalOn(postgres(), { clock });
    await journal.start();
    const auctionClock = new AuctionClock(journal, new PostgresSaleTimes(db.database), clock);
    const auctionId = await createListedAuction(db.database.manager);
    const impatient = await createListedAuction(db.database.manager);
    const opensAtMs = clock.now() + 50;
    await command(journal, auctionId, sampleAnnouncement(opensAtMs, rules));
    await command(journal, impatient, sampleAnnouncement(opensAtMs, { ...rules, closeDrainMs: 100 }));
    const stateOf = async (id: string) =>
      (await rows<{ state: string }>(db.database.manager, 'select state from auction where id = $1', [id]))[0]!.state;
    const sweepFor = async (ms: number): Promise<void> => {
      for (const end = clock.now() + ms; clock.now() < end;) {
        await auctionClock.sweep();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await sweepFor(500);
    expect(await stateOf(auctionId)).toBe('open');

    // A writer that still holds a bid: the close waits for it, the impatient one only for its drain time.
    const held = journal.arrive(clock.now());
    await sweepFor(1_000);
    expect([await stateOf(auctionId), await stateOf(impatient)]).toEqual(['open', 'closed']);
    held();
    await sweepFor(600);
    expect(await stateOf(auctionId)).toBe('closed');
    expect((await verified(auctionId)).problems).toEqual([]);
    await journal.stop();
    clock.onModuleDestroy();
  });

  it('pauses and reschedules what an outage ran over, instead of closing it', async () => {
    const clock = new DatabaseClock(db.database);
    await clock.onModuleInit();
    const journal = journalOn(postgres(), { clock });
    await journal.start();
    const auctionId = await openSale(db.database.manager, journal, ['a'], clock.now(), rules);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    const nowMs = clock.now();
    const { default: pg } = await import('pg');
    const owner = new pg.Client({ connectionString: db.adminUrl });
    await owner.connect();
    await owner.query('insert into journal_outage values ($1, $2)', [nowMs - 12_000, nowMs - 10]);
    await owner.end();
    const auctionClock = new AuctionClock(journal, new PostgresSaleTimes(db.database), clock);
    await auctionClock.sweep();
    // The process that paused it died before it could resume it: the next sweep does.
    const other = await openSale(db.database.manager, journal, ['a'], clock.now(), rules);
    const sinceMs = clock.now();
    await command(journal, other, { type: 'pause', reason: 'outage', sinceMs }, `outage:${other}:${sinceMs}`);
    await auctionClock.sweep();
    expect((await verified(other)).state.phase).toBe('open');
    const report = await verified(auctionId);
    expect(report.problems).toEqual([]);
    expect(report.state.phase).toBe('open');
    expect(report.state.endsAtMs).toBeGreaterThan(nowMs + 900);
    await journal.stop();
    clock.onModuleDestroy();
  });

  it('the first heartbeat after a silence records the outage', async () => {
    const { default: pg } = await import('pg');
    const owner = new pg.Client({ connectionString: db.adminUrl });
    await owner.connect();
    await owner.query('truncate journal_writer, journal_outage');
    const store = postgres();
    await store.beat(newId(), 1);
    expect((await owner.query('select * from journal_outage')).rows).toEqual([]);
    await owner.query('update journal_writer set beat_at_ms = beat_at_ms - 15000');
    await store.beat(newId(), 1);
    const [outage] = (await owner.query<{ ms: string }>('select to_ms - from_ms as ms from journal_outage')).rows;
    expect(Number(outage!.ms)).toBeGreaterThanOrEqual(15_000);
    await owner.end();
  });
});
