import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { migrateQueues } from '@jishi/platform';
import { connectTo } from './connect';
import { PlainError } from './plain-error';
import { APP_ROLE } from './postgres';
import { migrateUp, type Migration } from './postgres/migrate';

/** The compiled migrations in the order of their file names. */
export async function loadMigrations(): Promise<Migration[]> {
  const folder = resolve('dist/migrations');
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .sort();
  const modules = (await Promise.all(files.map((file) => import(pathToFileURL(join(folder, file)).href)))) as Record<
    string,
    Migration
  >[];
  return modules.flatMap((module) => Object.values(module));
}

/** Brings the schema up to date as the owner, BullMQ's included, and answers how many migrations that took. */
export async function migrate(adminUrl: string): Promise<number> {
  const applied = await migrateUp(adminUrl, await loadMigrations());
  const client = await connectTo('DATABASE_ADMIN_URL', adminUrl);
  try {
    await migrateQueues(client, APP_ROLE);
    await client.query(`grant select on migration to ${APP_ROLE}`);
  } finally {
    await client.end();
  }
  return applied.length;
}

/** Without an owner's address we cannot migrate; then somebody else must have. */
export async function requireMigrated(databaseUrl: string): Promise<void> {
  const names = (await loadMigrations()).map((migration) => new migration().name ?? migration.name);
  const client = await connectTo('DATABASE_URL', databaseUrl);
  const select = client.query<{ name: string }>('select name from migration');
  const { rows } = await select.catch(() => ({ rows: [] })); // never migrated, or not by us
  await client.end();
  const missing = names.find((name) => !rows.some((row) => row.name === name));
  if (missing)
    throw new PlainError(
      `The database lacks the migration ${missing} and this role may not apply it: set DATABASE_ADMIN_URL to the owner's address.`,
    );
}
