import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { LedgerService } from './ledger.service';

let db: TestDatabase;
let ledger: LedgerService;
let client: pg.Client;
let before: unknown;

beforeAll(async () => {
  db = await testDatabase();
  ledger = new LedgerService(db.database);
  await db.database.transaction((tx) =>
    ledger.post(
      tx,
      { reference: 'kept', kind: 'x', postings: [{ source: 'bank', destination: 'owed', amountMinor: 500 }] },
      [
        { code: 'bank', kind: 'asset', purpose: 'bank' },
        { code: 'owed', kind: 'liability', purpose: 'deposit' },
      ],
    ),
  );
  client = new pg.Client({ connectionString: db.url });
  await client.connect();
  before = await everything();
});
beforeEach(() => client.query('rollback'));
afterAll(async () => {
  await client.end();
  await db.drop();
});

/** All that the ledger says, times included. */
const everything = async (): Promise<unknown> => {
  const tables = ['account', 'transfer', 'posting', 'account_balance', 'account_entry'];
  const found: unknown[] = [];
  for (const table of tables) found.push((await client.query(`select * from ${table} t order by t::text`)).rows);
  return found;
};
const account = (code: string): string => `(select id from account where code = '${code}')`;
const NEW = `insert into transfer (reference, kind, posting_count, content_hash) values ('forged', 'x', 1, repeat('0', 64))`;
const POSTING = (columns: string, values: string): string =>
  `insert into posting (transfer_id, ordinal, source_id, destination_id, amount_minor, currency${columns})
   values ((select id from transfer where reference = 'forged'), 0, ${account('bank')}, ${account('owed')}, 1, 'CNY'${values})`;

/** What the application's role may try, one attack a line; all of it is one transaction that is committed. */
const ATTACKS: Record<string, string[]> = {
  'change an amount': ['update posting set amount_minor = 1'],
  'delete a posting': ['delete from posting'],
  'truncate everything': ['truncate posting, transfer, account, account_balance, account_entry cascade'],
  'write a balance': ['update account_balance set credit_minor = 9'],
  'add a balance': [`insert into account_balance (account_id, kind) values (gen_random_uuid(), 'asset')`],
  'write an entry': [
    `insert into account_entry values (${account('owed')}, now(), 9, gen_random_uuid(), 0, 1, 0, 501)`,
  ],
  'change an entry': ['update account_entry set at = at'],
  'add a posting late': [
    `insert into posting (transfer_id, ordinal, source_id, destination_id, amount_minor, currency)
     select id, 1, ${account('bank')}, ${account('owed')}, 1, 'CNY' from transfer where reference = 'kept'`,
  ],
  'add a posting below the first': [
    `insert into posting (transfer_id, ordinal, source_id, destination_id, amount_minor, currency)
     select id, -1, ${account('bank')}, ${account('owed')}, 1, 'CNY' from transfer where reference = 'kept'`,
  ],
  'leave a transfer without postings': [NEW],
  'have the check early, then post more': [NEW, 'set constraints all immediate', POSTING('', '')],
  'post a negative amount': [NEW, POSTING('', '').replace(', 1, ', ', -1, ')],
  'overdraw what is owed': [
    NEW,
    POSTING('', '').replace(`${account('bank')}, ${account('owed')}, 1`, `${account('owed')}, ${account('bank')}, 501`),
  ],
  'forge the time of a transfer': [
    `insert into transfer (reference, kind, posting_count, content_hash, created_at)
     values ('forged', 'x', 1, repeat('0', 64), '2020-01-01')`,
  ],
  'forge the id of a transfer': [
    `insert into transfer (id, reference, kind, posting_count, content_hash)
     values ('ffffffff-ffff-7fff-bfff-ffffffffffff', 'forged', 'x', 1, repeat('0', 64))`,
  ],
  'forge the time of a posting': [NEW, POSTING(', created_at', `, '2030-01-01'`)],
  'forge the place of a posting': [NEW, POSTING(', seq', ', 1').replace('values', 'overriding system value values')],
  'forge the id of an account': [
    `insert into account (id, code, kind, purpose) values (gen_random_uuid(), 'forged', 'asset', 'x')`,
  ],
  'forge the time of an account': [
    `insert into account (code, kind, purpose, created_at) values ('forged', 'asset', 'x', '2020-01-01')`,
  ],
  'disable triggers': ['alter table posting disable trigger all'],
  'drop a trigger': ['drop trigger posting_apply on posting'],
  'drop a constraint': ['alter table account_balance drop constraint account_not_overdrawn'],
  'replicate around triggers': ['set session_replication_role = replica'],
  'replicate around them in a transaction': [`select set_config('session_replication_role', 'replica', true)`],
  'become the owner': ['set role jishi_owner'],
  'take the owner’s session': ['set session authorization jishi_owner'],
  'replace a function': [
    `create or replace function ledger_apply_postings() returns trigger language plpgsql as 'begin return null; end'`,
  ],
  'alter a function': ['alter function ledger_apply_postings() security invoker'],
  'shadow a function': [`create function public.clock_timestamp() returns timestamptz language sql as 'select now()'`],
  'shadow a table': ['create table public.shadow (id uuid)'],
  'make a schema to shadow from': ['create schema shadow'],
  'put a trigger of its own': [
    `create trigger mine before insert on posting for each row execute function ledger_refuse_change()`,
  ],
  'call what only triggers call': [`select ledger_hold(gen_random_uuid(), -1)`],
  'check nothing by calling the check': ['select ledger_check_within(gen_random_uuid(), gen_random_uuid())'],
  'rename a table': ['alter table posting rename to posting_old'],
  'make a rule': ['create rule mine as on insert to posting do instead nothing'],
  'hide rows': ['alter table posting enable row level security'],
  'number postings anew': [`select setval('posting_seq_seq', 1)`],
  'copy rows in': [`copy account_entry from program 'true'`],
  'give itself the right': ['grant all on account_balance to jishi_app', 'update account_balance set debit_minor = 0'],
};

describe('the application’s role cannot', () => {
  it.each(Object.entries(ATTACKS))('%s', async (_, statements) => {
    const attack = async () => {
      await client.query('begin');
      for (const sql of statements) await client.query(sql);
      await client.query('commit');
    };
    await expect(attack()).rejects.toThrow();
    await client.query('rollback');
    expect(await everything()).toEqual(before);
  });

  it('fool the triggers with tables of its own in pg_temp, or with another search_path', async () => {
    await client.query(`create temporary table account_balance (like public.account_balance)`);
    await client.query('create temporary table account_entry (like public.account_entry)');
    await client.query('create temporary table pending_resolution (like public.pending_resolution)');
    for (const path of ['pg_temp, public', 'pg_temp', 'bullmq, public']) {
      await client.query('begin');
      await client.query(`set local search_path = ${path}`);
      const written = `insert into public.transfer (reference, kind, posting_count, content_hash)
        values ('path ${path}', 'x', 1, repeat('0', 64)) returning id`;
      const { id } = (await client.query<{ id: string }>(written)).rows[0]!;
      await client.query(
        `insert into public.posting (transfer_id, ordinal, source_id, destination_id, amount_minor, currency)
         select $1, 0, s.id, d.id, 1, 'CNY' from public.account s, public.account d where s.code = 'bank' and d.code = 'owed'`,
        [id],
      );
      await client.query('commit');
    }
    expect((await client.query('select 1 from pg_temp.account_entry')).rows).toEqual([]);
    expect(await ledger.balance(db.database.manager, 'owed')).toBe(503);
    expect(await ledger.check()).toEqual({ sumMinor: 0, drifted: [] });
  });
});
