import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe } from '@jest/globals';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { needs } from './data';

const run = promisify(execFile);
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const INSTALL_TIMEOUT_MS = 240_000;
/** Files of one installation must not race those of another spec file. */
const LOCK = join(tmpdir(), 'jishi-browser-install');

/** A `describe` that needs a browser able to show Chinese: skipped by name where there is none, failed in CI. */
export async function describeWithBrowser(name: string, specs: (open: () => Promise<Browser>) => void): Promise<void> {
  const path = await findBrowser();
  if (typeof path === 'string') describe(name, () => specs(() => open(path)));
  else needs(`a browser: ${path.missing}`, name);
}

/** Somebody of the demonstration, as if they had filled in the form. */
export async function enter(context: BrowserContext, url: string, login: string): Promise<void> {
  const data = { login, password: 'jishi-demo' };
  const answer = await context.request.post(`${url}/api/sessions`, { data, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`${login} was not let in: ${answer.status()}`);
}

/** A second; longer where more wants to run than there are processors, by as much: what is promised is promised of a quiet machine. */
export const aSecond = (): number => 1_000 * Math.max(1, (loadavg()[0] ?? 0) / cpus().length);

function open(executablePath: string): Promise<Browser> {
  const root = process.getuid?.() === 0;
  // Chromium's sandbox refuses root, and /dev/shm is tiny in containers.
  return chromium.launch({ executablePath, args: [...(root ? ['--no-sandbox'] : []), '--disable-dev-shm-usage'] });
}

async function findBrowser(): Promise<string | { missing: string }> {
  const found = await installed();
  if (found && (await showsChinese())) return found;
  return locked(async () => {
    const reasons: string[] = [];
    if (!(await installed())) reasons.push(await attempt(downloadWithPlaywright));
    if (!(await installed())) reasons.push(await attempt(() => installWithApt('chromium')));
    if (!(await showsChinese())) reasons.push(await attempt(() => installWithApt('fonts-noto-cjk')));
    const path = await installed();
    if (path && (await showsChinese())) return path;
    const what = path ? 'no font for Chinese, install fonts-noto-cjk' : 'install chromium';
    return { missing: [what, ...reasons.filter(Boolean)].join('; ') };
  });
}

/** The first browser that starts: a downloaded one may lack the system's libraries. */
async function installed(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const file of [...onPath, chromium.executablePath()].filter((candidate) => existsSync(candidate)))
    if ((await attempt(() => run(file, ['--version']))) === '') return file;
  return undefined;
}

async function showsChinese(): Promise<boolean> {
  const { stdout } = await run('fc-list', [':lang=zh', 'family']).catch(() => ({ stdout: '' }));
  return stdout.trim() !== '';
}

/** Works for anybody; the shared libraries it needs must be there already. */
async function downloadWithPlaywright(): Promise<void> {
  const cli = createRequire(import.meta.url).resolve('playwright-core/cli.js');
  await run(process.execPath, [cli, 'install', 'chromium', '--only-shell'], { timeout: INSTALL_TIMEOUT_MS });
}

async function installWithApt(name: string): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error('apt-get needs root on Debian');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, timeout: INSTALL_TIMEOUT_MS, maxBuffer: 64e6 };
  const install = (): Promise<unknown> => run('apt-get', ['install', '-y', '--no-install-recommends', name], options);
  await install().catch(async () => {
    await run('apt-get', ['update'], options);
    await install();
  });
}

async function attempt(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return '';
  } catch (error) {
    return (error as Error).message.split('\n').find((line) => line.trim()) ?? 'unknown reason';
  }
}

async function locked<T>(work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + INSTALL_TIMEOUT_MS;
  while (!(await tryLock()) && Date.now() < deadline) await sleep(500);
  try {
    return await work();
  } finally {
    await rm(LOCK, { recursive: true, force: true });
  }
}

async function tryLock(): Promise<boolean> {
  return mkdir(LOCK).then(
    () => true,
    () => false,
  );
}
