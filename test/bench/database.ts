import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { APP_ROLE, ensureDatabase, ensureRole, OWNER_ROLE, reachable, startCluster } from '../../apps/cli/src/postgres';
import { migrateUp, type Migration } from '../../apps/cli/src/postgres/migrate';

export interface BenchDatabase {
  /** As the owner: makes the baseline's tables. */
  readonly ownerUrl: string;
  /** As the role that runs: both contenders use it. */
  readonly appUrl: string;
  /** What the server says of its durability, to be printed. */
  readonly settings: string;
  /** Writes out what earlier cases left in memory, so that the next does not pay for it. */
  checkpoint(): Promise<void>;
  /** Changes a setting of the server, for all who are connected. */
  setting(name: string, value: number): Promise<void>;
  drop(): Promise<void>;
}

/** A fresh migrated database with full durability: on DATABASE_ADMIN_URL's server, or on one started for the occasion. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const given = process.env['DATABASE_ADMIN_URL'];
  const server = given ? { url: given, stop: () => Promise.resolve() } : await startServer();
  const name = `jishi_bench_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(18).toString('base64url');
  // Roles belong to the whole server: on somebody's own server the benchmark's have names of their own.
  const migrations = await loadMigrations();
  const urls = await withClient(server.url, async (client) => {
    for (const role of [OWNER_ROLE, APP_ROLE]) {
      const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
      if (given && rowCount)
        throw new Error(`the benchmark needs a server of its own: the role ${role} is there already`);
      await ensureRole(client, { name: role, password });
    }
    await ensureDatabase(client, name, OWNER_ROLE);
    return [OWNER_ROLE, APP_ROLE].map((role) => addressOf(server.url, role, password, name));
  });
  const [ownerUrl, appUrl] = urls as [string, string];
  await migrateUp(ownerUrl, migrations);
  const settings = await withClient(ownerUrl, describe);
  return {
    ownerUrl,
    appUrl,
    settings,
    async checkpoint() {
      await withClient(server.url, (client) => client.query('checkpoint'));
    },
    async setting(parameter, value) {
      await withClient(server.url, async (client) => {
        await client.query(`alter system set ${parameter} = ${value}`);
        await client.query('select pg_reload_conf()');
      });
      await new Promise((resolve) => setTimeout(resolve, 200));
    },
    async drop() {
      await withClient(server.url, async (client) => {
        await client.query(`drop database ${name} with (force)`);
        if (given) await client.query(`drop role ${OWNER_ROLE}, ${APP_ROLE}`);
      });
      await server.stop();
    },
  };
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const home = [tmpdir(), '/var/tmp'].map(makeFolder).find((folder) => folder !== null);
  if (!home) throw new Error('No temporary folder the PostgreSQL account can enter: set TMPDIR.');
  const password = randomBytes(18).toString('base64url');
  const cluster = await startCluster({ home, logFile: join(home, 'postgres.log'), password });
  return {
    url: cluster.url,
    async stop() {
      await cluster.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function makeFolder(parent: string): string | null {
  const folder = mkdtempSync(join(parent, 'jishi-bench-'));
  chmodSync(folder, 0o755);
  if (reachable(folder)) return folder;
  rmSync(folder, { recursive: true });
  return null;
}

async function loadMigrations(): Promise<Migration[]> {
  const folder = resolve(import.meta.dirname, '../../migrations');
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const modules = await Promise.all(
    files.sort().map((file) => import(pathToFileURL(join(folder, file)).href) as Promise<Record<string, Migration>>),
  );
  return modules.flatMap((module) => Object.values(module));
}

async function describe(client: pg.Client): Promise<string> {
  const names = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers'];
  const settings = names.map((name) => `'${name} ' || current_setting('${name}')`).join(` || ', ' || `);
  return (await client.query<{ settings: string }>(`select ${settings} as settings`)).rows[0]!.settings;
}

function addressOf(serverUrl: string, user: string, password: string, database: string): string {
  const url = new URL(serverUrl);
  Object.assign(url, { username: user, password, pathname: database });
  return url.href;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
