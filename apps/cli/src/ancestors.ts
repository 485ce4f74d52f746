import { readFileSync } from 'node:fs';

const INTERVAL_MS = 500;
const SHELLS = ['sh', 'dash', 'bash', 'zsh', 'ash', 'busybox'];

/**
 * npm runs a script through a shell, and neither tells the script when it is killed. Calls back when npm, or the shell between,
 * is gone. Without npm above us nothing is watched: the launcher may then outlive its terminal on purpose.
 */
export function watchNpm(gone: () => void): void {
  if (!process.env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  const watched = [parent];
  const shell = processOf(parent);
  if (shell && SHELLS.includes(shell.name) && shell.parent > 1) watched.push(shell.parent);
  const began = watched.map((pid) => processOf(pid)?.began);
  const timer = setInterval(() => {
    if (process.ppid === parent && watched.every((pid, index) => processOf(pid)?.began === began[index])) return;
    clearInterval(timer);
    gone();
  }, INTERVAL_MS);
  timer.unref();
}

/** From /proc; undefined when the process is gone, a zombie, or the system has no /proc. */
function processOf(pid: number): { name: string; parent: number; began: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    return { name, parent: Number(fields[1]), began: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
