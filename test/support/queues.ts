import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { TestDatabase } from './postgres';

/** Specs run in several processes over one Redis: each process has a database of its own. */
export function ownRedis(): string | undefined {
  if (!process.env['REDIS_URL']) return undefined;
  const url = new URL(process.env['REDIS_URL']);
  url.pathname = `/${Number(process.env['JEST_WORKER_ID'] ?? 1) % 16}`;
  return url.href;
}

/** As an operator's FLUSHDB would, or a lost Redis; or BullMQ's job tables truncated, but not its ledger of migrations. */
export async function emptyQueues(db: Pick<TestDatabase, 'adminUrl'>): Promise<void> {
  const url = ownRedis();
  if (url) {
    const redis = new Redis(url);
    await redis.flushdb();
    redis.disconnect();
    return;
  }
  const owner = new Client({ connectionString: db.adminUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables
       where table_schema = 'bullmq' and table_type = 'BASE TABLE' and table_name not like '%migration%'`,
    );
    await truncate(owner, rows.map(({ name }) => `bullmq.${name}`).join(', '));
  } finally {
    await owner.end();
  }
}

const DEADLOCK = '40P01';

/** Whoever works on the queues meanwhile locks their tables in another order; one of the two has to begin again. */
async function truncate(owner: Client, tables: string, attempts = 20): Promise<void> {
  try {
    await owner.query(`truncate ${tables} cascade`);
  } catch (error) {
    if ((error as { code?: string }).code !== DEADLOCK || attempts === 0) throw error;
    await truncate(owner, tables, attempts - 1);
  }
}
