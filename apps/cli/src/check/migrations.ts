import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { DomainError } from '@jishi/kernel';
import { parseRuleProfile } from '@jishi/pricing';
import { loadMigrations, migrate } from '../migrations';
import { APP_ROLE, ensureDatabase, ensureRole, OWNER_ROLE, startCluster } from '../postgres';
import { migrateDown } from '../postgres/migrate';

const DATABASE = 'checked';

/** On an empty database: every migration up, the default rules as they must be, all down with nothing left behind, and up again. */
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
    const unsourced = await faultsOfDefaults(url);
    if (unsourced.length > 0) return `Default rules of sale that are not as they must be:\n${unsourced.join('\n')}`;
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

/** Every rule profile that ships is valid, and every value in it names its source. */
async function faultsOfDefaults(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ code: string; version: number; body: unknown }>(
      'select code, version, body from rule_profile order by code, version',
    );
    return rows.flatMap(({ code, version, body }) => faultsOf(body).map((fault) => `${code} v${version}: ${fault}`));
  } finally {
    await client.end();
  }
}

function faultsOf(body: unknown): string[] {
  try {
    parseRuleProfile(body);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.errors.map(({ path, code: fault }) => `${path} ${fault}`);
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
