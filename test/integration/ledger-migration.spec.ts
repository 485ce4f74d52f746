import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@jishi/kernel';
import { LedgerService } from '@jishi/ledger';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { LedgerEntries1700000040000 } from '../../migrations/1700000040000-ledger-entries';
import { testDatabase, type TestDatabase } from '../support/postgres';

let db: TestDatabase;
let owner: Client;
beforeAll(async () => {
  db = await testDatabase();
  owner = new Client({ connectionString: db.adminUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db.drop();
});

const post = async (reference: string, source: string, destination: string, amount: number): Promise<void> => {
  const id = newId();
  await owner.query('begin');
  await owner.query(
    `insert into transfer (id, reference, kind, posting_count, content_hash) values ($1, $2, 'x', 1, repeat('0', 64))`,
    [id, reference],
  );
  await owner.query(
    `insert into posting (transfer_id, ordinal, source_id, destination_id, amount_minor, currency)
     select $1, 0, s.id, d.id, $4, 'CNY' from account s, account d where s.code = $2 and d.code = $3`,
    [id, source, destination, amount],
  );
  await owner.query('commit');
};

it('what was posted before gets its entries, goes on from there, and the way back is open', async () => {
  const runner = { query: (sql: string) => owner.query(sql) } as unknown as QueryRunner;
  const migration = new LedgerEntries1700000040000();
  const ledger = new LedgerService(db.database);
  await migration.down(runner);
  for (const [code, kind] of [
    ['bank', 'asset'],
    ['owed', 'liability'],
    ['fee', 'income'],
  ])
    await owner.query(`insert into account (id, code, kind, purpose) values ($1, $2, $3, 'x')`, [newId(), code, kind]);
  await post('one', 'bank', 'owed', 100);
  await post('two', 'owed', 'fee', 30);
  await migration.up(runner);
  expect(await ledger.check()).toEqual({ sumMinor: 0, drifted: [] });
  const entries = `select e.seq, e.debit_total as debit, e.credit_total as credit from account_entry e
    join account a on a.id = e.account_id where a.code = 'owed' order by e.at, e.seq`;
  expect(await db.database.query(entries)).toEqual([
    { seq: 1, debit: 0, credit: 100 },
    { seq: 2, debit: 30, credit: 100 },
  ]);
  const postings = [{ source: 'owed', destination: 'fee', amountMinor: 20 }];
  await db.database.transaction((tx) => ledger.post(tx, { reference: 'three', kind: 'x', postings }));
  expect(await ledger.balance(db.database.manager, 'owed')).toBe(50);
  await migration.down(runner);
  await post('four', 'owed', 'fee', 50);
  await expect(post('five', 'owed', 'fee', 1)).rejects.toThrow('account_not_overdrawn');
  await owner.query('rollback');
  await migration.up(runner);
  expect(await ledger.check()).toEqual({ sumMinor: 0, drifted: [] });
});
