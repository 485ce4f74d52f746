import { createHash } from 'node:crypto';
import { readFile, statfs, writeFile } from 'node:fs/promises';
import { plain } from './explain.mjs';
import { runGuarded } from './guarded.mjs';
import { step } from './step.mjs';

const RECORD = 'node_modules/.jishi-lock';
const NEEDED_BYTES = 1000e6;

/** Installs what package-lock.json asks for unless exactly that is installed already. */
export async function install() {
  const lock = await readFile('package-lock.json', 'utf8');
  const wanted = `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
  if ((await readText(RECORD)) === wanted) return;
  if (!(await alreadyInstalled(JSON.parse(lock)))) await step('installing dependencies (npm ci)', npmCi);
  await writeFile(RECORD, wanted);
}

/** npm writes its own record when it has finished; somebody may have run `npm install` by hand. */
async function alreadyInstalled({ packages }) {
  const record = await readText('node_modules/.package-lock.json');
  if (!record) return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(packages).every(([path, { version, optional, peer }]) => {
    if (path === '' || (!installed[path] && (optional || peer))) return true;
    return installed[path]?.version === version;
  });
}

async function npmCi() {
  const { bavail, bsize } = await statfs('.');
  if (bavail * bsize < NEEDED_BYTES)
    throw plain(
      `The disk is full: ${Math.round((bavail * bsize) / 1e6)} MB are free here, the dependencies need 1 GB.`,
    );
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'];
  const script = process.env.npm_execpath;
  const npm = script && /\.c?js$/.test(script) ? [process.execPath, [script, ...args]] : ['npm', args];
  const { code, output } = await runGuarded(...npm);
  if (code === 0) return;
  if (/ENOSPC/.test(output))
    throw plain('The disk is full: the dependencies need 1 GB; free some space and start again.');
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(output))
    throw plain('The npm registry cannot be reached: check the network (or npm config get registry) and start again.');
  throw plain(`npm ci failed (exit code ${code}):\n${output.trim().split('\n').slice(-12).join('\n')}`);
}

async function readText(file) {
  return readFile(file, 'utf8').catch(() => '');
}
