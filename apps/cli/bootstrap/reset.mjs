import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { plain } from './explain.mjs';

/** Removes the embedded database, the stored passwords and the logs. A database of one's own is never touched. */
export async function reset(args) {
  const state = resolve(process.env.JISHI_STATE_DIR ?? '.jishi');
  if (!existsSync(state)) {
    console.log('Nothing to remove: the next npm start begins anew.');
    return 0;
  }
  const running = readRunning(join(state, 'running.json'));
  if (running) throw plain(`Jishi is running (process ${running}): stop it first (Ctrl-C, or kill ${running}).`);
  if (!args.includes('--yes') && !(await confirmed(state))) {
    console.log('Nothing was removed.');
    return 1;
  }
  const elsewhere = join(state, 'database-home');
  if (existsSync(elsewhere)) rmSync(readFileSync(elsewhere, 'utf8').trim(), { recursive: true, force: true });
  rmSync(state, { recursive: true, force: true });
  console.log('Removed. The next npm start begins anew.');
  return 0;
}

async function confirmed(state) {
  if (!process.stdin.isTTY)
    throw plain('This removes the embedded database with all its data: say so with "npm run reset -- --yes".');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Remove ${state} with the embedded database and all its data? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function readRunning(file) {
  if (!existsSync(file)) return undefined;
  const { pid } = JSON.parse(readFileSync(file, 'utf8'));
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined; // ended without tidying up
  }
}
