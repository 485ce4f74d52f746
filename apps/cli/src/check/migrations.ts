import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { loadMigrations, migrate } from '../migrations';
import { APP_ROLE, ensureDatabase, ensureRole, OWNER_ROLE, startCluster } from '../postgres';
import { migrateDown } from '../postgres/migrate';

const DATABASE = 'checked';

/** On an empty database: every migration up, all down with nothing left behind, and up again. */
export async function checkMigrations(): Promise<string | undefined> {
  const home = mkdtempSync(join(tmpdir(), 'jishi-check-'));
  chmodSync(home, 0o755);
  const password = randomBytes(18).toString('hex');
  const cluster = await startCluster({
    home,
    logFile: join(home, 'postgres.log'),
    password,
    settings: { fsync: 'off' },
  });
  try {
    const client = new Client({ connectionString: cluster.url });
    await client.connect();
    for (const name of [OWNER_ROLE, APP_ROLE]) await ensureRole(client, { name, password });
    await ensureDatabase(client, DATABASE, OWNER_ROLE);
    await client.end();
    const url = `postgres://${OWNER_ROLE}:${password}@127.0.0.1:${cluster.port}/${DATABASE}`;
    await migrate(url);
    const before = await contents(url);
    await migrateDown(url, await loadMigrations());
    const left = await contents(url);
    if (left.length > 0) return `Left behind after going down: ${left.join(', ')}`;
    await migrate(url);
    const after = await contents(url);
    return before.join() === after.join()
      ? undefined
      : `Going up again made another schema: ${difference(before, after)}`;
  } finally {
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Tables with their columns, functions and types of our own schema. */
async function contents(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ thing: string }>(`
      select c.relkind::text || ' ' || c.relname || coalesce(' ' || string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attname), '') as thing
        from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind <> 'i' and c.relname not like 'migration%' group by c.oid, c.relkind, c.relname
      union all
      select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'migration'
      union all
      select 'function ' || p.oid::regprocedure::text || ' ' || md5(p.prosrc) from pg_proc p
       where p.pronamespace = 'public'::regnamespace
         and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      union all
      select 'trigger ' || t.tgname || ' on ' || t.tgrelid::regclass from pg_trigger t join pg_class c on c.oid = t.tgrelid
       where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
      order by thing`);
    return rows.map(({ thing }) => thing);
  } finally {
    await client.end();
  }
}

function difference(before: string[], after: string[]): string {
  return [
    ...before.filter((thing) => !after.includes(thing)),
    ...after.filter((thing) => !before.includes(thing)),
  ].join(', ');
}
