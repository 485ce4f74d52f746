import { setTimeout as sleep } from 'node:timers/promises';
import { PlainError } from './plain-error';
import { accepts } from './ports';
import type { Settings } from './settings';
import type { State } from './state';

const SERVING_TIMEOUT_MS = 60_000;

interface DemoLogin {
  login: string;
  password: string;
  name: string;
  organisation: string;
}

/** Returns when the api answers its health check and the gateway accepts connections. */
export async function untilServing({ port, gatewayPort }: Settings): Promise<void> {
  const deadline = Date.now() + SERVING_TIMEOUT_MS;
  while (!((await healthy(port)) && (await accepts(gatewayPort)))) {
    if (Date.now() > deadline) throw new PlainError('api or gateway did not come up within a minute: see .jishi/log.');
    await sleep(100);
  }
}

async function healthy(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false; // not listening yet
  }
}

/** The last lines of bring-up: where to go and whom to log in as. */
export async function greet({ port, demo }: Settings, state: State): Promise<void> {
  console.log(
    `\n技市 Jishi is at http://localhost:${port}  (API http://localhost:${port}/api/docs, logs ${state.logs})`,
  );
  if (demo) {
    const config = (await (await fetch(`http://127.0.0.1:${port}/api/config`)).json()) as { demoLogins?: DemoLogin[] };
    const logins = config.demoLogins ?? [];
    const width = Math.max(0, ...logins.map(({ login }) => login.length));
    if (logins.length > 0) console.log('\nDemonstration logins:');
    for (const { login, password, name, organisation } of logins)
      console.log(`  ${login.padEnd(width)}  ${password}   ${name}, ${organisation}`);
  }
  console.log('\nCtrl-C stops it; npm run demo plays a whole sale; npm run reset starts over.');
}
