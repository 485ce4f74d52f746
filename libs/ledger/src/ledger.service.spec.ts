import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { newId } from '@jishi/kernel';
import { rows } from '@jishi/platform';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import type { AccountSpec } from './ledger.repository';
import { LedgerService } from './ledger.service';
import { StatementService } from './statement.service';

const ACCOUNTS: AccountSpec[] = [
  { code: 'bank', kind: 'asset', purpose: 'bank' },
  { code: 'deposit', kind: 'liability', purpose: 'deposit' },
  { code: 'sale', kind: 'liability', purpose: 'sale' },
  { code: 'fee', kind: 'income', purpose: 'fee' },
];

let db: TestDatabase;
let ledger: LedgerService;

beforeAll(async () => {
  db = await testDatabase();
  ledger = new LedgerService(db.database);
});
afterAll(() => db.drop());

const post = (reference: string, ...postings: [string, string, number][]) =>
  db.database.transaction((tx) =>
    ledger.post(
      tx,
      {
        reference,
        kind: 'test',
        postings: postings.map(([source, destination, amountMinor]) => ({ source, destination, amountMinor })),
      },
      ACCOUNTS,
    ),
  );
const balance = (code: string) => ledger.balance(db.database.manager, code);

describe('a transfer', () => {
  it('moves money once, however often it is posted', async () => {
    const first = await post('once', ['bank', 'deposit', 1_000]);
    const again = await post('once', ['bank', 'deposit', 1_000]);
    expect(again.id).toBe(first.id);
    expect(await balance('bank')).toBe(1_000);
    expect(await balance('deposit')).toBe(1_000);
    await expect(post('once', ['bank', 'deposit', 1_001])).rejects.toThrow('ledger.reference_reused');
    expect(await balance('deposit')).toBe(1_000);
  });

  it('posted by two at once happens once', async () => {
    const before = await balance('sale');
    const posted = await Promise.all(Array.from({ length: 6 }, () => post('rivals', ['bank', 'sale', 50])));
    expect(new Set(posted.map((transfer) => transfer.id)).size).toBe(1);
    expect(await balance('sale')).toBe(before + 50);
  });

  it('cannot overdraw what is owed, nor the bank, and then leaves nothing', async () => {
    const owed = await balance('deposit');
    await expect(post('too much', ['deposit', 'fee', owed + 1])).rejects.toThrow('ledger.overdrawn');
    await expect(post('no such money', ['fee', 'bank', 1])).rejects.toThrow('ledger.overdrawn');
    await expect(post('nowhere', ['bank', 'unheard of', 1])).rejects.toThrow('ledger.unknown_account');
    expect(await balance('deposit')).toBe(owed);
    expect(await ledger.check()).toEqual({ sumMinor: 0, drifted: [] });
  });

  it('is found again by account, with its postings', async () => {
    await post('listed', ['bank', 'sale', 7], ['sale', 'fee', 3]);
    const { items } = await new StatementService(db.database).transfers({ account: 'fee', limit: 5 });
    const latest = items[0];
    expect(latest).toMatchObject({
      reference: 'listed',
      postings: [{ amountMinor: 7 }, { source: 'sale', amountMinor: 3 }],
    });
    const trial = await ledger.trialBalance();
    expect(trial.sumMinor).toBe(0);
  });
});

describe('random transfers, from many connections at once', () => {
  it('keep every balance non-negative, the sum at zero and the projection equal to the postings', async () => {
    const codes = ACCOUNTS.map((account) => account.code);
    const posting = fc.tuple(fc.constantFrom(...codes), fc.constantFrom(...codes), fc.integer({ min: 1, max: 400 }));
    const transfers = fc.array(
      fc.array(
        posting.filter(([source, destination]) => source !== destination),
        { minLength: 1, maxLength: 4 },
      ),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(transfers, async (list) => {
        await Promise.allSettled(list.map((postings) => post(newId(), ...postings)));
        const trial = await ledger.trialBalance();
        expect(Math.min(...trial.accounts.map((account) => account.balanceMinor))).toBeGreaterThanOrEqual(0);
        expect(await ledger.check()).toEqual({ sumMinor: 0, drifted: [] });
      }),
      { numRuns: 25 },
    );
  });
});

describe('as jishi_app, SQL', () => {
  let client: pg.Client;
  beforeAll(async () => {
    await post('kept', ['bank', 'deposit', 5]);
    client = new pg.Client({ connectionString: db.url });
    await client.connect();
  });
  beforeEach(() => client.query('rollback'));
  afterAll(() => client.end());

  it.each([
    'update posting set amount_minor = amount_minor + 1',
    'update transfer set description = $$edited$$',
    'update account set kind = $$income$$',
    'update account_balance set credit_minor = credit_minor + 1',
    'delete from posting',
    'delete from transfer',
    'delete from account',
    'delete from account_balance',
    'truncate posting',
    'truncate transfer cascade',
    'truncate account cascade',
    'truncate account_balance',
    'insert into account_balance (account_id, kind) select id, kind from account',
    'alter table posting disable trigger all',
    'drop trigger posting_apply on posting',
    'drop table posting',
  ])('cannot %s', async (sql) => {
    await expect(client.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('cannot add a posting to a transfer that is complete, nor leave one incomplete', async () => {
    const { rows: found } = await client.query<{ id: string }>(`select id from transfer where reference = 'kept'`);
    const accounts = await client.query<{ id: string }>(`select id from account where code in ('bank', 'deposit')`);
    const add = `insert into posting (transfer_id, ordinal, source_id, destination_id, amount_minor, currency)
      values ($1, $2, $3, $4, 1, $5)`;
    const [source, destination] = accounts.rows.map((account) => account.id);
    for (const ordinal of [0, 1, 50])
      await expect(client.query(add, [found[0]!.id, ordinal, source, destination, 'CNY'])).rejects.toThrow(
        /duplicate key|beyond the transfer/,
      );
    await expect(
      client.query(
        `insert into transfer (reference, kind, posting_count, content_hash)
         values ('empty', 'test', 1, repeat('0', 64))`,
      ),
    ).rejects.toThrow('0 of its 1 postings');
    await expect(client.query(add, [found[0]!.id, 1, source, destination, 'USD'])).rejects.toThrow();
  });

  it('and even the owner is stopped by triggers', async () => {
    const owner = new pg.Client({ connectionString: db.adminUrl });
    await owner.connect();
    try {
      for (const sql of ['update posting set amount_minor = 1', 'delete from transfer', 'truncate posting'])
        await expect(owner.query(sql)).rejects.toThrow('append-only');
    } finally {
      await owner.end();
    }
  });

  it('leaves what was there', async () => {
    const [kept] = await rows<{ amount: number }>(
      db.database.manager,
      `select amount_minor as amount from posting p join transfer t on t.id = p.transfer_id where t.reference = 'kept'`,
    );
    expect(kept?.amount).toBe(5);
  });
});
