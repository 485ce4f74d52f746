import { Client } from 'pg';
import type { MigrationInterface } from 'typeorm';
import { DataSource } from 'typeorm';

export type Migration = new () => MigrationInterface;

/** One lock for whoever migrates, so that several processes starting at once do it one after the other. */
const LOCK = 20_110_501;

/** Applies what is missing, each migration in its own transaction, and returns the names of those applied. */
export async function migrateUp(url: string, migrations: Migration[]): Promise<string[]> {
  return locked(url, async () =>
    connected(url, migrations, async (source) =>
      (await source.runMigrations({ transaction: 'each' })).map(({ name }) => name),
    ),
  );
}

/** Takes every migration back, the newest first. */
export async function migrateDown(url: string, migrations: Migration[]): Promise<number> {
  return locked(url, async () =>
    connected(url, migrations, async (source) => {
      const applied = await source.query<{ count: string }[]>('select count(*) from migration');
      const count = Number(applied[0]?.count);
      for (let index = 0; index < count; index++) await source.undoLastMigration({ transaction: 'each' });
      return count;
    }),
  );
}

async function connected<T>(
  url: string,
  migrations: Migration[],
  work: (source: DataSource) => Promise<T>,
): Promise<T> {
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: 'migration',
    logging: false,
  });
  await source.initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}

async function locked<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  // Stopped in the middle, the server goes first; the work's own connection says so.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}
