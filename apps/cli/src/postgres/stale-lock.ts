import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ORPHAN_STOP_MS = 6_000;

/**
 * A postmaster.pid left by a killed server names a process id that may belong to somebody else by now, and PostgreSQL then
 * refuses to start. A server that still runs on this data (its guard is ending it) is stopped and waited for.
 */
export async function clearStaleLock(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const deadline = Date.now() + ORPHAN_STOP_MS;
  while (pid > 1 && serves(pid, data)) {
    if (Date.now() > deadline) throw new Error(`Another PostgreSQL (process ${pid}) uses ${data}: stop it first.`);
    process.kill(pid, 'SIGINT');
    await sleep(100);
  }
  rmSync(file, { force: true });
}

/** A server's working directory is its data folder, which tells it from a stranger with the same process id. */
function serves(pid: number, data: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
    return process.kill(pid, 0);
  } catch {
    return false; // no such process, or not one of ours
  }
}
