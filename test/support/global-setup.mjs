import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile } from '../../apps/cli/bootstrap/compile.mjs';

const root = resolve(import.meta.dirname, '../..');
/** One folder each: a migration that does not compile must not keep the server from starting. */
const out = {
  server: join(root, 'node_modules/.cache/jishi-test-server'),
  migrations: join(root, 'node_modules/.cache/jishi-test-migrations'),
};
const TEMPLATE = 'jishi_template';

/**
 * One throw-away PostgreSQL for the whole run, with a migrated template database that `testDatabase()` clones.
 * A migration that fails does not stop the run: specs without a database still run, and `testDatabase()` says why.
 */
export default async function globalSetup() {
  await compile(root, ['apps/cli/src/postgres'], out.server);
  const postgres = await load(out.server, 'apps/cli/src/postgres/index.js');
  const home = temporaryFolder(postgres);
  const cluster = await postgres.startCluster({
    home,
    logFile: join(home, 'postgres.log'),
    password: randomBytes(18).toString('base64url'),
    // The data is thrown away, so it need not survive a power cut.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  globalThis.__jishiTestCluster = { cluster, home };

  const setup = { home, superuserUrl: cluster.url, pid: cluster.pid, template: TEMPLATE };
  for (const role of ['owner', 'app']) setup[`${role}Password`] = randomBytes(18).toString('base64url');
  await createTemplate(postgres, setup).catch((error) => {
    setup.failure = error.stack ?? String(error);
    console.error(`\nThe test database could not be migrated; tests that need it will fail: ${error.message}`);
  });
  process.env.JISHI_TEST_DATABASE = JSON.stringify(setup);
}

async function createTemplate(postgres, setup) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: setup.superuserUrl });
  await client.connect();
  try {
    await postgres.ensureRole(client, { name: postgres.OWNER_ROLE, password: setup.ownerPassword });
    await postgres.ensureRole(client, { name: postgres.APP_ROLE, password: setup.appPassword });
    await postgres.ensureDatabase(client, TEMPLATE, postgres.OWNER_ROLE);
  } finally {
    await client.end();
  }
  const url = new URL(setup.superuserUrl);
  Object.assign(url, { username: postgres.OWNER_ROLE, password: setup.ownerPassword, pathname: TEMPLATE });
  await compile(root, ['migrations'], out.migrations);
  const { migrateUp } = await load(out.server, 'apps/cli/src/postgres/migrate.js');
  await migrateUp(url.href, await loadMigrations());
  await migrateQueues(url.href, postgres.APP_ROLE);
}

async function loadMigrations() {
  const files = readdirSync(join(out.migrations, 'migrations'))
    .filter((file) => file.endsWith('.js'))
    .sort();
  const modules = await Promise.all(files.map((file) => load(out.migrations, join('migrations', file))));
  return modules.flatMap((module) => Object.values(module));
}

async function migrateQueues(connectionString, appRole) {
  const [{ default: pg }, { runMigrations }] = await Promise.all([import('pg'), import('bullmq')]);
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await runMigrations(client);
    await client.query(`grant usage, create on schema bullmq to ${appRole};
      grant select, insert, update, delete on all tables in schema bullmq to ${appRole};
      grant usage, select on all sequences in schema bullmq to ${appRole}`);
  } finally {
    await client.end();
  }
}

/** The server's account must be able to get there; TMPDIR may be somebody's private folder. */
function temporaryFolder(postgres) {
  for (const parent of [tmpdir(), '/var/tmp']) {
    const folder = mkdtempSync(join(parent, 'jishi-test-'));
    chmodSync(folder, 0o755);
    if (postgres.reachable(folder)) return folder;
    rmSync(folder, { recursive: true });
  }
  throw new Error('No temporary folder the PostgreSQL account can enter: set TMPDIR.');
}

const load = (folder, file) => import(pathToFileURL(join(folder, file)).href);
