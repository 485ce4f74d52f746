import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Tx } from '@jishi/platform';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import type { AccountSpec } from './ledger.repository';
import { LedgerService } from './ledger.service';

const ACCOUNTS: AccountSpec[] = [
  { code: 'bank', kind: 'asset', purpose: 'bank' },
  { code: 'payable', kind: 'liability', purpose: 'payable' },
  { code: 'fee', kind: 'income', purpose: 'fee' },
];

let db: TestDatabase;
let ledger: LedgerService;
beforeAll(async () => {
  db = await testDatabase();
  ledger = new LedgerService(db.database);
});
afterAll(() => db.drop());

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.database.transaction(work);
const move = (source: string, destination: string, amountMinor: number) => ({ source, destination, amountMinor });
const post = (reference: string, ...postings: ReturnType<typeof move>[]) =>
  within((tx) => ledger.post(tx, { reference, kind: 'test', postings }, ACCOUNTS));
const pend = (reference: string, amount: number, expiresAt: Date | null = null) =>
  within((tx) =>
    ledger.pend(
      tx,
      { reference, kind: 'payout', postings: [move('payable', 'bank', amount)] },
      { expiresAt },
      ACCOUNTS,
    ),
  );
const settle = (pending: string, reference: string, amount?: number) =>
  within((tx) =>
    ledger.postPending(tx, pending, {
      reference,
      ...(amount ? { postings: [move('payable', 'bank', amount)] } : {}),
    }),
  );
const owed = () => ledger.balance(db.database.manager, 'payable');
const free = () => ledger.available(db.database.manager, 'payable');
const soon = (ms: number) => new Date(Date.now() + ms);

describe('money set aside', () => {
  it('is still there, but not free; posted in part, the rest is free again', async () => {
    await post('in', move('bank', 'payable', 1_000));
    const held = await pend('out', 700);
    expect((await pend('out', 700)).id).toBe(held.id);
    await expect(pend('out', 701)).rejects.toThrow('ledger.reference_reused');
    expect([await owed(), await free()]).toEqual([1_000, 300]);
    await expect(post('too much', move('payable', 'fee', 301))).rejects.toThrow('ledger.overdrawn');
    await expect(pend('too much', 301)).rejects.toThrow('ledger.overdrawn');
    await expect(settle('out', 'out:paid', 701)).rejects.toThrow('ledger.pending_exceeded');
    const paid = await settle('out', 'out:paid', 600);
    expect((await settle('out', 'out:paid', 600)).id).toBe(paid.id);
    expect([await owed(), await free()]).toEqual([400, 400]);
    await expect(settle('out', 'out:again', 1)).rejects.toThrow('ledger.pending_resolved');
    await expect(within((tx) => ledger.voidPending(tx, 'out', 'no'))).rejects.toThrow('ledger.pending_resolved');
    expect(await ledger.check()).toEqual({ sumMinor: 0, drifted: [] });
  });

  it('is released by a void, once', async () => {
    const before = await free();
    await pend('void me', 50);
    for (let n = 0; n < 2; n++)
      expect((await within((tx) => ledger.voidPending(tx, 'void me', 'changed'))).outcome).toBe('void');
    expect(await free()).toBe(before);
    await expect(settle('void me', 'void me:paid')).rejects.toThrow('ledger.pending_resolved');
  });

  it('expires after its time and not before, and then nothing else can be done with it', async () => {
    const before = await free();
    await expect(pend('born late', 1, soon(-1_000))).rejects.toThrow('ledger.pending_expired');
    await pend('brief', 50, soon(400));
    await expect(within((tx) => ledger.expirePending(tx, 'brief'))).rejects.toThrow('ledger.pending_not_due');
    await new Promise((done) => setTimeout(done, 600));
    await expect(settle('brief', 'brief:paid')).rejects.toThrow('ledger.pending_expired');
    await expect(within((tx) => ledger.voidPending(tx, 'brief', 'late'))).rejects.toThrow('ledger.pending_expired');
    expect(await ledger.expireDue()).toBe(1);
    expect(await ledger.expireDue()).toBe(0);
    expect((await ledger.pendingOf(db.database.manager, 'brief')).outcome).toBe('expire');
    expect(await free()).toBe(before);
  });

  it('has one end, however many rivals end it at once', async () => {
    for (let round = 0; round < 5; round++) {
      const reference = `rivals:${round}`;
      await pend(reference, 10);
      const ends = await Promise.allSettled([
        settle(reference, `${reference}:a`),
        settle(reference, `${reference}:b`, 4),
        within((tx) => ledger.voidPending(tx, reference, 'a')),
        within((tx) => ledger.expirePending(tx, reference)),
      ]);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
    expect(await ledger.check()).toEqual({ sumMinor: 0, drifted: [] });
  });
});

describe('a reversal', () => {
  it('swaps the ends, once, and names what it reverses', async () => {
    await post('mistake', move('bank', 'payable', 40), move('payable', 'fee', 5));
    const before = await owed();
    const undo = (reference: string, of = 'mistake') =>
      within((tx) => ledger.reverse(tx, of, { reference, description: 'typed wrongly' }));
    const first = await undo('mistake:undone');
    expect((await undo('mistake:undone')).id).toBe(first.id);
    expect(await owed()).toBe(before - 35);
    await expect(undo('mistake:undone twice')).rejects.toThrow('ledger.already_reversed');
    await expect(undo('again', 'mistake:undone')).rejects.toThrow('ledger.is_reversal');
    await expect(undo('again', 'nothing')).rejects.toThrow('ledger.unknown_transfer');
    await post('rivals', move('bank', 'payable', 3));
    const undone = await Promise.allSettled(['a', 'b', 'c'].map((n) => undo(`rivals:${n}`, 'rivals')));
    expect(undone.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await ledger.check()).toEqual({ sumMinor: 0, drifted: [] });
  });
});

describe('many at once', () => {
  it('are posted as if one after the other: what comes later does not pay for what comes before', async () => {
    const draft = (reference: string, ...postings: ReturnType<typeof move>[]) => ({
      reference,
      kind: 'test',
      postings,
    });
    const all = owed();
    const spend = draft('spend', move('payable', 'fee', (await all) + 10));
    const fill = draft('fill', move('bank', 'payable', 10));
    await expect(within((tx) => ledger.postMany(tx, [spend, fill]))).rejects.toThrow('ledger.overdrawn');
    const posted = await within((tx) => ledger.postMany(tx, [fill, spend, fill]));
    expect(posted.map(({ reference }) => reference)).toEqual(['fill', 'spend', 'fill']);
    expect(posted[2]!.id).toBe(posted[0]!.id);
    expect(await owed()).toBe(0);
    const unknown = draft('odd', move('bank', 'nobody', 1));
    await expect(
      within((tx) => ledger.postMany(tx, [draft('fine', move('bank', 'payable', 1)), unknown])),
    ).rejects.toThrow('ledger.unknown_account');
    expect(await owed()).toBe(0);
    expect(await ledger.check()).toEqual({ sumMinor: 0, drifted: [] });
  });
});

describe('SQL as jishi_app, against what is set aside', () => {
  let client: pg.Client;
  let ids: { pending: string; done: string; payable: string; bank: string; transfer: string };
  beforeAll(async () => {
    await post('more', move('bank', 'payable', 100));
    await pend('kept', 60, soon(600_000));
    await pend('done', 10);
    await settle('done', 'done:paid');
    client = new pg.Client({ connectionString: db.url });
    await client.connect();
    const one = async (sql: string): Promise<string> => (await client.query<{ id: string }>(sql)).rows[0]!.id;
    ids = {
      pending: await one(`select id from pending_transfer where reference = 'kept'`),
      done: await one(`select id from pending_transfer where reference = 'done'`),
      payable: await one(`select id from account where code = 'payable'`),
      bank: await one(`select id from account where code = 'bank'`),
      transfer: await one(`select id from transfer where reference = 'more'`),
    };
  });
  afterAll(() => client.end());

  const refused = async (pattern: RegExp, ...statements: string[]) => {
    await client.query('rollback');
    await client.query('begin');
    const run = async () => {
      for (const sql of statements)
        await client.query(
          sql.replace(/:(\w+)\b/g, (all, name: string) => (name in ids ? `'${ids[name as 'bank']}'` : all)),
        );
      await client.query('commit');
    };
    await expect(run()).rejects.toThrow(pattern);
    await client.query('rollback');
  };
  const newTransfer = `insert into transfer (reference, kind, posting_count, content_hash, reverses_id)
    values ('sql', 'x', 1, repeat('0', 64), null)`;
  const itsId = `(select id from transfer where reference = 'sql')`;
  const itsPosting = (
    amount: number,
  ) => `insert into posting (transfer_id, ordinal, source_id, destination_id, amount_minor, currency)
    values (${itsId}, 0, :payable, :bank, ${amount}, 'CNY')`;
  const ends = (pending: string, outcome: string, transfer = 'null') =>
    `insert into pending_resolution (pending_id, outcome, transfer_id) values (:${pending}, '${outcome}', ${transfer})`;

  it('refuses a second end, a late or early one, more than was set aside, and a transfer of before', async () => {
    for (const outcome of ['void', 'expire']) await refused(/duplicate key|no open/, ends('done', outcome));
    await refused(/not due/, ends('pending', 'expire'));
    await refused(/check constraint/, ends('pending', 'post'));
    await refused(/check constraint/, ends('pending', 'void', ':transfer'));
    await refused(/posted before/, ends('pending', 'post', ':transfer'));
    await refused(/more than was set aside/, newTransfer, ends('pending', 'post', itsId), itsPosting(61));
    await refused(/0 of its 1/, newTransfer, ends('pending', 'post', itsId));
    await refused(/posted before/, newTransfer, itsPosting(1), ends('pending', 'post', itsId));
    await refused(
      /more than was set aside/,
      newTransfer,
      'set constraints all deferred',
      ends('pending', 'post', itsId),
      itsPosting(80),
    );
  });

  it('refuses half a reservation, and one that is added to afterwards', async () => {
    const half = `insert into pending_transfer (reference, kind, posting_count, content_hash) values ('half', 'x', 2, repeat('0', 64))`;
    const part = (pending: string, ordinal: number) => `insert into pending_posting
      (pending_id, ordinal, source_id, destination_id, amount_minor, currency)
      values (${pending}, ${ordinal}, :payable, :bank, 1, 'CNY')`;
    const halfId = `(select id from pending_transfer where reference = 'half')`;
    await refused(/lacks postings/, half);
    await refused(/all its postings at once/, half, part(halfId, 0));
    for (const pending of [':pending', ':done']) await refused(/at once|duplicate key/, part(pending, 1));
  });

  it('refuses what is no mirror of the reversed', async () => {
    const reversal = `insert into transfer (reference, kind, posting_count, content_hash, reverses_id)
      values ('sql', 'x', 1, repeat('0', 64), :transfer)`;
    await refused(/not the mirror/, reversal, itsPosting(20));
  });

  it.each([
    ['pending_transfer', 'kind'],
    ['pending_posting', 'ordinal'],
    ['pending_resolution', 'outcome'],
    ['pending_open', 'expires_at'],
    ['account_entry', 'at'],
  ])('cannot change, delete or truncate %s', async (table, column) => {
    await refused(/permission denied/, `update ${table} set ${column} = ${column}`);
    await refused(/permission denied/, `delete from ${table}`);
    await refused(/permission denied/, `truncate ${table} cascade`);
  });

  it('and leaves everything as it was', async () => {
    expect(await ledger.check()).toEqual({ sumMinor: 0, drifted: [] });
    expect(await free()).toBe((await owed()) - 60);
  });
});
