import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runFolder, testDatabase } from './postgres';

/**
 * The whole system as `npm start` brings it up, for one spec: launcher, api, gateway and worker as processes of their own,
 * on free ports, with the demonstration data.
 */
export interface Stack {
  /** The portal and, below /api, the interface. */
  url: string;
  gatewayUrl: string;
  /** As `jishi_app`. */
  databaseUrl: string;
  /** As the owner; null with `ownDatabase`, whose launcher keeps that to itself. */
  adminUrl: string | null;
  /** Of the database that `ownDatabase` brought; the launcher tells nobody. */
  superuserUrl(): string;
  /** SIGKILL. Resolves when the launcher has started another one in its place. */
  kill(name: Victim): Promise<void>;
  /** Whether api and gateway answer now. */
  serves(): Promise<boolean>;
  /** What the processes wrote, for a failing spec to show. */
  logs(): string;
  stop(): Promise<void>;
  started: Started;
}
export type Victim = 'api' | 'gateway' | 'worker' | 'postgres';

export interface StackOptions {
  /** A PostgreSQL of its own, durable, that the spec may kill; otherwise a database of the run's shared server. */
  ownDatabase?: boolean;
  /** Simulated rivals in a sale of their own, as a newcomer finds them. */
  showcase?: boolean;
  /** For the applications, over what this file sets. */
  env?: Record<string, string>;
}

interface Running {
  pid: number;
  databaseUrl: string;
  processes: Record<string, number>;
}

const START_MS = 120_000;
const RESTART_MS = 60_000;

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'jishi-stack-'));
  chmodSync(folder, 0o755); // the account of the database server goes through it
  const database = options.ownDatabase ? null : await testDatabase();
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const output = openSync(join(folder, 'launcher.log'), 'a');
  const launcher = spawn(process.execPath, ['apps/cli/bootstrap.mjs', 'start'], {
    env: environment({
      PORT: String(port),
      GATEWAY_PORT: String(gatewayPort),
      JISHI_STATE_DIR: folder,
      JISHI_DEMO: '1',
      JISHI_SHOWCASE: options.showcase ? '1' : '0',
      ...(database ? { DATABASE_URL: database.url, DATABASE_ADMIN_URL: database.adminUrl } : {}),
      ...options.env,
    }),
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const started = { pid: launcher.pid!, folder, port, gatewayPort, adminUrl: database?.adminUrl ?? null };
  const stop = async (): Promise<void> => {
    await ended(launcher);
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilServing(launcher, addressesOf(started), START_MS);
  } catch (error) {
    const said = logsOf(folder);
    await stop();
    throw new Error(`the system did not come up: ${String(error)}\n${said}`, { cause: error });
  }
  launcher.unref(); // a shared one outlives the spec that started it
  return { ...reached(started), stop };
}

/**
 * A system as `startStack()` brings it up, left by the specs that had it before: one for each of jest's workers, stopped with the
 * run. For specs that make what they look at and change nothing for others; it saves fifteen seconds of a processor each.
 */
export async function sharedStack(): Promise<Stack> {
  const record = join(runFolder(), `shared-system-${process.pid}.json`);
  const known = existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as Started) : null;
  if (known) {
    const stack = { ...reached(known), stop: () => Promise.resolve() };
    if (await stack.serves()) return stack;
    throw new Error(`the shared system serves no more\n${stack.logs()}`);
  }
  const stack = await startStack();
  writeFileSync(record, JSON.stringify(stack.started));
  return { ...stack, stop: () => Promise.resolve() };
}

/** What there is to know of a system that somebody else may have started. */
interface Started {
  pid: number;
  folder: string;
  port: number;
  gatewayPort: number;
  adminUrl: string | null;
}

function reached(started: Started): Omit<Stack, 'stop'> {
  const { folder, port, gatewayPort, adminUrl } = started;
  const running = (): Running => JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')) as Running;
  return {
    started,
    url: `http://localhost:${port}`,
    gatewayUrl: `http://localhost:${gatewayPort}`,
    databaseUrl: running().databaseUrl,
    adminUrl,
    superuserUrl: () => superuserOf(running().databaseUrl, folder),
    serves: async () => (await Promise.all(addressesOf(started).map(answers))).every(Boolean),
    kill: (name) => killAndAwaitNext(name, running),
    logs: () => logsOf(folder),
  };
}

const addressesOf = ({ port, gatewayPort }: Started): string[] => [
  `http://127.0.0.1:${port}/api/health`,
  `http://127.0.0.1:${gatewayPort}/health`,
];

function superuserOf(databaseUrl: string, folder: string): string {
  const secrets = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as Record<string, string>;
  const url = new URL(databaseUrl);
  Object.assign(url, { username: 'postgres', password: secrets['superuser'], pathname: '/postgres' });
  return url.href;
}

async function killAndAwaitNext(name: Victim, running: () => Running): Promise<void> {
  const pid = running().processes[name];
  if (!pid) throw new Error(`${name} does not run`);
  process.kill(pid, 'SIGKILL');
  const deadline = Date.now() + RESTART_MS;
  for (;;) {
    const next = running().processes[name];
    if (next && next !== pid) return;
    if (Date.now() > deadline) throw new Error(`${name} was not started again within ${RESTART_MS / 1000} s`);
    await sleep(50);
  }
}

async function untilServing(launcher: ChildProcess, addresses: string[], timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (const address of addresses) {
    while (!(await answers(address))) {
      if (launcher.exitCode !== null) throw new Error(`the launcher ended with code ${launcher.exitCode}`);
      if (Date.now() > deadline) throw new Error(`${address} does not answer`);
      await sleep(100);
    }
  }
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false; // not listening yet
  }
}

async function ended(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return;
  launcher.ref();
  const exit = new Promise((done) => launcher.once('exit', done));
  launcher.kill('SIGTERM');
  // Killed, it takes everything with it all the same: its children hold its pipes.
  if ((await Promise.race([exit, sleep(10_000, 'late', { ref: false })])) === 'late') launcher.kill('SIGKILL');
  await exit;
}

/** Nobody's own database or public address may get into a test by way of the environment. */
function environment(added: Record<string, string>): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of [
    'DATABASE_URL',
    'DATABASE_ADMIN_URL',
    'PUBLIC_URL',
    'GATEWAY_URL',
    'CORS_ORIGINS',
    'NODE_OPTIONS',
  ]) {
    delete env[name];
  }
  return { ...env, ...redis(env['REDIS_URL']), LOG_LEVEL: 'warn', ...added };
}

/** Queues of specs that run side by side must not mix: each jest worker has a Redis database of its own. */
function redis(url: string | undefined): Record<string, string> {
  if (!url) return {};
  const own = new URL(url);
  own.pathname = `/${Number(process.env['JEST_WORKER_ID'] ?? 1) % 16}`;
  return { REDIS_URL: own.href };
}

function logsOf(folder: string): string {
  const files = ['launcher.log', ...['api', 'gateway', 'worker'].map((name) => join('log', `${name}.log`))];
  return files
    .filter((file) => existsSync(join(folder, file)))
    .map((file) => `--- ${file}\n${readFileSync(join(folder, file), 'utf8').slice(-4_000)}`)
    .join('\n');
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
