import { spawn, spawnSync } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account';
import { canEnter, makePrivate, serverAccount } from './account';
import { findBinaries } from './binaries';
import { clearStaleLock } from './stale-lock';

export interface ClusterOptions {
  /** The folder whose subfolder `postgres` holds the data; must be enterable by the server's account. */
  home: string;
  logFile: string;
  /** Password of the superuser `postgres`, set when the cluster is created. */
  password: string;
  /** Preferred port; another free one is taken when it is in use. */
  port?: number;
  settings?: Record<string, string>;
}

export interface Cluster {
  port: number;
  /** URL of the superuser, for creating roles and databases only. */
  url: string;
  /** Process id of the server itself, for tests that kill it. */
  pid: number;
  /** Resolves when the server has ended, however that came about. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

/** As text, for the server's account may not be able to read this folder. */
const GUARD = readFileSync('apps/cli/guard.sh', 'utf8');
const START_TIMEOUT_MS = 30_000;
const STOP_GRACE_SECONDS = '4';

/** What a durable server for one machine needs; everything else is PostgreSQL's default. */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // paths of sockets may not exceed 107 characters
  max_connections: '200',
  shared_buffers: '128MB',
  fsync: 'on',
  synchronous_commit: 'on',
  max_wal_size: '1GB',
  jit: 'off',
  // After a crash one call to the file system instead of one for every file: seconds, in which nobody can bid.
  ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
  timezone: 'UTC',
  log_min_messages: 'warning',
};

/** Creates the cluster when there is none, starts it, and returns when it accepts connections. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const data = join(options.home, 'postgres');
  const account = serverAccount(data);
  const binaries = findBinaries(account, options.home);
  const version = join(data, 'PG_VERSION');
  if (!existsSync(version)) initialise(binaries.initdb, data, options, account);
  const major = readFileSync(version, 'utf8').trim();
  if (major !== binaries.major)
    throw new Error(
      `The data in ${data} is of PostgreSQL ${major}, this is ${binaries.major}: run "npm run reset" to start over.`,
    );
  await clearStaleLock(data);

  const port = await freePort(options.port);
  const settings = Object.entries({ ...SETTINGS, port: String(port), ...options.settings }).flatMap(([k, v]) => [
    '-c',
    `${k}=${v}`,
  ]);
  const log = openSync(options.logFile, 'a', 0o600);
  const guard = spawn(
    '/bin/sh',
    ['-c', GUARD, 'guard', 'INT', STOP_GRACE_SECONDS, binaries.postgres, '-D', data, ...settings],
    {
      cwd: '/',
      detached: true,
      stdio: ['pipe', log, log],
      ...account,
    },
  );
  closeSync(log);
  const exited = new Promise<void>((done, failed) => {
    guard.once('error', failed);
    guard.once('exit', () => {
      guard.stdin?.destroy(); // lets the guard's watcher end too
      done();
    });
  });
  const pid = await ready(data, exited, options.logFile);
  return {
    port,
    pid,
    url: `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`,
    exited,
    async stop() {
      guard.stdin?.destroy();
      await exited;
    },
  };
}

/** Whether the server's account can get to the folder. */
export function reachable(folder: string): boolean {
  return canEnter(serverAccount(), folder);
}

function initialise(initdb: string, data: string, options: ClusterOptions, account: Account | undefined): void {
  rmSync(data, { recursive: true, force: true }); // an initdb that was cut short
  const draft = `${data}.new`;
  rmSync(draft, { recursive: true, force: true });
  makePrivate(account, draft);
  const passwordFile = join(options.home, `.initdb-${process.pid}`);
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const sync = options.settings?.['fsync'] === 'off' ? ['--no-sync'] : [];
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const login = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const run = spawnSync(initdb, ['-D', draft, ...locale, ...login, ...sync], {
    cwd: '/',
    encoding: 'utf8',
    ...account,
  });
  rmSync(passwordFile, { force: true });
  if (run.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not create its data in ${data}: ${run.error?.message ?? lastLine(run.stderr)}`);
  }
  renameSync(draft, data);
}

/** The server writes "ready" as the last line of postmaster.pid; its first line is its process id. */
async function ready(data: string, exited: Promise<void>, logFile: string): Promise<number> {
  let ended = false;
  const watch = exited.finally(() => (ended = true));
  watch.catch(() => undefined); // reported below as a server that did not start
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!ended && Date.now() < deadline) {
    const lines = readIfThere(join(data, 'postmaster.pid')).split('\n');
    if (lines[7]?.trim() === 'ready') return Number(lines[0]);
    await sleep(15);
  }
  throw new Error(`PostgreSQL did not start: ${lastLine(readIfThere(logFile)) || 'no reason given'} (log: ${logFile})`);
}

async function freePort(preferred = 0): Promise<number> {
  const server = createServer();
  return new Promise((done, failed) => {
    server.once('error', () => {
      if (preferred) void freePort().then(done, failed);
      else failed(new Error('No free TCP port on 127.0.0.1.'));
    });
    server.listen(preferred, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
