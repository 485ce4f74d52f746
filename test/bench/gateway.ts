import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { BiddingModule, BiddingService } from '@jishi/bidding';
import { Database, DatabaseClock, loadConfig, PlatformModule } from '@jishi/platform';
import { type BenchDatabase, benchDatabase } from './database';
import { type Child, child } from './child';
import { openSale } from './sale';

export interface Bidder {
  readonly organisationId: string;
  readonly token: string;
}

/** The gateway as it is deployed, in a process of its own, on a durable database; limits on single bidders are lifted. */
export interface GatewayUnderTest {
  readonly process: Child;
  readonly port: number;
  readonly settings: string;
  readonly bidding: BiddingService;
  readonly database: Database;
  bidders(count: number): Promise<Bidder[]>;
  sale(bidders: readonly Bidder[]): Promise<string>;
  stop(): Promise<void>;
}

export async function startGateway(): Promise<GatewayUnderTest> {
  const database: BenchDatabase = await benchDatabase();
  const stateDir = mkdtempSync(join(tmpdir(), 'jishi-bench-keys-'));
  const port = await listeningPort();
  const env = {
    DATABASE_URL: database.appUrl,
    JISHI_STATE_DIR: stateDir,
    GATEWAY_PORT: String(port),
    BIDS_PER_SECOND: '1000000000',
    LOG_LEVEL: 'warn',
  };
  const root = { ...PlatformModule.forRoot(loadConfig(env)), imports: [BiddingModule] };
  const app = await NestFactory.createApplicationContext(root, { logger: ['error'] });
  const process = child(resolve(import.meta.dirname, '../../apps/gateway/src/main.js'), env);
  await answering(`http://127.0.0.1:${port}/health`);
  const [bidding, rows, clock] = [app.get(BiddingService), app.get(Database), app.get(DatabaseClock)];
  return {
    process,
    port,
    settings: database.settings,
    bidding,
    database: rows,
    bidders: (count) => bidders(rows, count),
    sale(list) {
      const ids = list.map(({ organisationId }) => organisationId);
      return openSale(rows, bidding, clock.now(), ids);
    },
    async stop() {
      await process.stop();
      await app.close();
      await database.drop();
      rmSync(stateDir, { recursive: true });
    },
  };
}

/** Companies with a logged-in user each, as the application would have written them. */
async function bidders(database: Database, count: number): Promise<Bidder[]> {
  const made = Array.from({ length: count }, () => ({
    organisationId: randomUUID(),
    token: randomBytes(32).toString('base64url'),
  }));
  await database.query(
    `with given as (select * from unnest($1::uuid[], $2::text[], $3::bytea[]) as g(id, uscc, token_hash)),
       o as (insert into organisation (id, kind, name, uscc, region_code)
         select id, 'company', 'bench ' || id, uscc, '440100' from given),
       u as (insert into user_account (id, login, name, password_hash)
         select id, 'u' || replace(id::text, '-', ''), 'bench', '$argon2id$none' from given),
       m as (insert into membership (user_id, organisation_id, roles) select id, id, array['bidder'] from given)
     insert into session (id, token_hash, user_id, organisation_id, expires_at)
       select gen_random_uuid(), token_hash, id, id, now() + interval '1 day' from given`,
    [
      made.map(({ organisationId }) => organisationId),
      made.map(() => `91440101${randomBytes(5).toString('hex').toUpperCase()}`),
      made.map(({ token }) => createHash('sha256').update(token).digest()),
    ],
  );
  return made;
}

/** Below the range from which the system gives clients their ports: thousands of them would take it. */
export async function listeningPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await new Promise<boolean>((done) => {
      const server = createServer();
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
    });
    if (free) return port;
  }
}

async function answering(address: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`${address} does not answer`);
}

/** What a process has used of a processor so far, in µs: Linux tells it in hundredths of a second. */
export function cpuMicros(pid: number): number {
  if (platform() !== 'linux')
    throw new Error('the processor time of other processes is read from /proc: run this on Linux');
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The command's name, in brackets, may hold anything: count from behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
