// Runs a command with REDIS_URL set to a Redis of its own: node test/support/with-redis.mjs COMMAND...
// Redis comes from PATH, else from Debian's packages unpacked into a private folder (no root needed), else from docker.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

const NAMES = ['redis-server', 'valkey-server'];
const unpacked = resolve('node_modules/.cache/jishi-redis');
const READY_MS = 30_000;

function onPath() {
  const folders = process.env.PATH.split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

/** Debian's own package and the libraries it lacks here, downloaded and unpacked, not installed. */
function fromDebian() {
  if (!existsSync('/usr/bin/apt-get')) return undefined;
  const root = join(unpacked, 'root');
  const binary = join(root, 'usr/bin/redis-server');
  if (!existsSync(binary)) {
    for (const folder of ['state/lists/partial', 'cache/archives/partial', 'root'])
      mkdirSync(join(unpacked, folder), { recursive: true });
    const options = [
      `Dir::State=${unpacked}/state`,
      `Dir::Cache=${unpacked}/cache`,
      'Dir::State::status=/var/lib/dpkg/status',
    ];
    const apt = (...args) =>
      execFileSync(
        'apt-get',
        [...[...options, 'APT::Sandbox::User='].flatMap((option) => ['-o', option]), '-qq', ...args],
        { stdio: ['ignore', 'ignore', 'pipe'] },
      );
    try {
      apt('update');
      apt('-y', '--no-install-recommends', '--download-only', 'install', 'redis-server');
      const archives = join(unpacked, 'cache/archives');
      for (const deb of readdirSync(archives).filter((file) => file.endsWith('.deb')))
        execFileSync('dpkg', ['-x', join(archives, deb), root]);
    } catch (error) {
      console.error(
        `Redis from Debian's packages: ${
          String(error.stderr ?? error.message)
            .trim()
            .split('\n')[0]
        }`,
      );
      return undefined;
    }
  }
  return existsSync(binary) ? binary : undefined;
}

function server(port) {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--databases', '32'];
  const binary = onPath() ?? fromDebian();
  if (binary) {
    const libraries = readdirSync('/usr/lib')
      .filter((name) => name.endsWith('-linux-gnu'))
      .map((name) => join(unpacked, 'root/usr/lib', name));
    const LD_LIBRARY_PATH = [...libraries, process.env.LD_LIBRARY_PATH ?? ''].filter(Boolean).join(delimiter);
    return { binary, args, env: binary.startsWith(unpacked) ? { ...process.env, LD_LIBRARY_PATH } : process.env };
  }
  if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0) {
    return {
      binary: 'docker',
      args: ['run', '--rm', '--init', '--network', 'host', 'redis:7', 'redis-server', ...args],
      env: process.env,
    };
  }
  throw new Error('No Redis: install redis-server (or valkey-server), or make docker available.');
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function ready(url, ended) {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 100 });
  redis.on('error', () => undefined); // not listening yet
  const late = sleep(READY_MS, 'late', { ref: false });
  const answer = await Promise.race([redis.ping(), ended, late]);
  redis.disconnect();
  if (answer !== 'PONG') throw new Error('Redis did not start.');
}

const port = await freePort();
const folder = mkdtempSync(join(tmpdir(), 'jishi-redis-'));
let code = 1;
try {
  const { binary, args, env } = server(port);
  const redis = spawn('/bin/sh', [resolve('apps/cli/guard.sh'), 'TERM', '4', binary, ...args], {
    env,
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = new Promise((done) => redis.once('exit', done));
  const url = `redis://127.0.0.1:${port}`;
  await ready(url, ended);
  console.log(`Redis at ${url} (${binary})`);
  const [command, ...rest] = process.argv.slice(2);
  const child = spawn(command, rest, { stdio: 'inherit', env: { ...process.env, REDIS_URL: url } });
  code = await new Promise((done) =>
    child.once('exit', (status) => done(status ?? 1)).once('error', (error) => done(String(error))),
  );
  redis.stdin.destroy();
  await ended;
} catch (error) {
  console.error(error.message);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);
