import { spawn } from 'node:child_process';

/** Runs a command that ends when this process ends, however it ends. Answers its exit code and what it printed. */
export async function runGuarded(command, args, options = {}) {
  const child = spawn('/bin/sh', ['apps/cli/guard.sh', 'TERM', '2', command, ...args], {
    ...options,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const code = await new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (status) => done(status ?? 1));
  });
  const closed = new Promise((done) => child.once('close', done));
  child.stdin.destroy(); // lets the guard's watcher end, which holds the output open
  await closed;
  return { code, output };
}
