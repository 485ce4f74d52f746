import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Database } from '@jishi/platform';

/** What global-setup.mjs tells the workers about the run's server. */
interface Setup {
  /** A folder of the run, removed at its end. */
  home: string;
  superuserUrl: string;
  pid: number;
  template: string;
  ownerPassword: string;
  appPassword: string;
  failure?: string;
}

export interface TestDatabase {
  /** As `jishi_app`, the role that runs the applications. */
  url: string;
  /** As the owner, the role that migrates. */
  adminUrl: string;
  /** Open, as `jishi_app`. */
  database: Database;
  /** Closes `database` and removes everything. */
  drop(): Promise<void>;
}

/** A fresh migrated database of one's own; takes about 20 ms. */
export async function testDatabase(): Promise<TestDatabase> {
  const setup = readSetup();
  if (setup.failure) throw new Error(`The migrations failed in global-setup.mjs: ${setup.failure}`);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(setup, `create database ${name} template ${setup.template} owner jishi_owner`);
  const url = address(setup, 'jishi_app', setup.appPassword, name);
  const database = new Database({ databaseUrl: url });
  await database.onModuleInit();
  return {
    url,
    adminUrl: address(setup, 'jishi_owner', setup.ownerPassword, name),
    database,
    async drop() {
      await database.onModuleDestroy();
      await asSuperuser(setup, `drop database ${name} with (force)`);
    },
  };
}

/** Kept for the run, seen by all of its workers. */
export const runFolder = (): string => readSetup().home;

function readSetup(): Setup {
  const text = process.env['JISHI_TEST_DATABASE'];
  if (!text) throw new Error('No test server: run the specs through jest with test/support/global-setup.mjs');
  return JSON.parse(text) as Setup;
}

function address(setup: Setup, user: string, password: string, database: string): string {
  const url = new URL(setup.superuserUrl);
  Object.assign(url, { username: user, password, pathname: database });
  return url.href;
}

async function asSuperuser(setup: Setup, sql: string): Promise<void> {
  const client = new Client({ connectionString: setup.superuserUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
