import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './stack';

/** One gateway process on a database, with signing keys of its own in `folder`. */
export interface Gateway {
  process: ChildProcess;
  url: string;
  folder: string;
}

export async function startGateway(databaseUrl: string): Promise<Gateway> {
  const folder = mkdtempSync(join(tmpdir(), 'jishi-gateway-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/apps/gateway/src/main.js'], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATABASE_URL: databaseUrl,
      GATEWAY_PORT: String(port),
      JISHI_STATE_DIR: folder,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const gateway = { process: child, url: `http://127.0.0.1:${port}`, folder };
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await fetch(`${gateway.url}/health`).catch(() => null))?.ok) return gateway;
    await sleep(100);
  }
  await stopGateway(gateway);
  throw new Error('a gateway did not come up');
}

export async function stopGateway({ process: child, folder }: Gateway): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
}
