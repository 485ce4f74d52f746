import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
