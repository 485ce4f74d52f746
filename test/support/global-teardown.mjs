import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 10_000;

export default async function globalTeardown() {
  const { cluster, home } = globalThis.__jishiTestCluster ?? {};
  if (home) await Promise.all(sharedSystems(home).map(stop));
  await cluster?.stop();
  if (home) rmSync(home, { recursive: true, force: true });
}

/** Those that `sharedStack()` started and wrote down. */
const sharedSystems = (home) =>
  readdirSync(home)
    .filter((name) => name.startsWith('shared-system-'))
    .map((name) => JSON.parse(readFileSync(join(home, name), 'utf8')));

async function stop({ pid, folder }) {
  const deadline = Date.now() + PATIENCE_MS;
  for (let signal = 'SIGTERM'; send(pid, signal); signal = Date.now() > deadline ? 'SIGKILL' : 0) await sleep(50);
  rmSync(folder, { recursive: true, force: true });
}

/** Whether there was somebody to get it. */
function send(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
