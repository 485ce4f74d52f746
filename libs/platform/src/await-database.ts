import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const PATIENCE_MS = 20_000;
const RETRY_MS = 150;
/** Not there yet, or not yet taking connections: what a restart of the server looks like from outside. */
const COMING_BACK = /^(ECONNREFUSED|ECONNRESET|57P0[123]|53300)$/;

/**
 * Waits until the database takes connections, so that a process that starts while the database restarts does not die of it.
 * Anything else than "not yet" is left to whoever connects next and can explain it.
 */
export async function untilDatabaseAnswers(databaseUrl: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined); // the connect below reports it
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!COMING_BACK.test(code) || Date.now() > deadline) return;
      await sleep(RETRY_MS);
    }
  }
}
