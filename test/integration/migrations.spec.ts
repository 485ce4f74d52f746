import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { RelationExchange1700000039000 } from '../../migrations/1700000039000-relation-exchange';
import { Market } from '../support/market';
import type { TestDatabase } from '../support/postgres';
import { testDatabase } from '../support/postgres';

describe('the migrated database', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());

  it('runs as a role that owns nothing', async () => {
    const [who] = await db.database.query<{ current_user: string }>('select current_user');
    expect(who?.current_user).toBe('jishi_app');
    const owned = await db.database.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and pg_has_role('jishi_app', relowner, 'member')`,
    );
    expect(owned).toEqual([]);
  });

  it('keeps append-only tables append-only for that role', async () => {
    const tables = await db.database.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname = 'public' and has_table_privilege('jishi_app', c.oid, 'truncate')`,
    );
    expect(tables).toEqual([]);
  });
});

describe('data from before', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());

  it('of relations: what an exchange judged stays under its name; what nobody else looked at is to be looked at', async () => {
    const owner = new Client({ connectionString: db.adminUrl });
    await owner.connect();
    const runner = { query: (sql: string) => owner.query(sql) } as unknown as QueryRunner;
    const migration = new RelationExchange1700000039000();
    await migration.down(runner);
    const market = new Market(db);
    const [company, exchange] = [
      await market.member('company', ['bidder']),
      await market.member('exchange', ['reviewer']),
    ];
    const declared = async (by: Actor, state: string, judge: Actor | null): Promise<string> => {
      const id = newId();
      await owner.query(
        `insert into organisation_person (id, organisation_id, from_on, declared_by, name, person_key, role, state,
           reviewed_by, reviewed_at, review_reason) values ($1, $2, '2020-01-01', $3, '张三', 'p:' || repeat('0', 64), 'director',
           $4, $3, now(), '已核')`,
        [id, by.organisationId, by.userId, state],
      );
      if (judge)
        await owner.query(
          `insert into audit_log (id, actor_id, organisation_id, action, subject_type, subject_id)
           values ($1, $2, $3, 'relation.' || $4, 'relation', $5)`,
          [newId(), judge.userId, judge.organisationId, state, id],
        );
      return id;
    };
    const judged = await declared(company, 'verified', exchange);
    const refused = await declared(company, 'refused', exchange);
    const own = await declared(exchange, 'verified', exchange);
    const nobodys = await declared(company, 'verified', null);
    await migration.up(runner);
    const { rows } = await owner.query<{ id: string }>('select id, state, reviewed_for from organisation_person');
    const by = exchange.organisationId;
    expect(new Map(rows.map(({ id, ...rest }) => [id, rest]))).toEqual(
      new Map([
        [judged, { state: 'verified', reviewed_for: by }],
        [refused, { state: 'refused', reviewed_for: by }],
        [own, { state: 'declared', reviewed_for: null }],
        [nobodys, { state: 'declared', reviewed_for: null }],
      ]),
    );
    await owner.end();
  });
});
