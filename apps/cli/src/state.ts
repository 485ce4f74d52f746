import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PlainError } from './plain-error';

const NEEDED_BYTES = 300e6;

/** What other commands learn about the running system; gone when it has stopped in good order. */
export interface Running {
  pid: number;
  url: string;
  port: number;
  gatewayPort: number;
  demo: boolean;
  databaseUrl: string;
  /** Process ids by name, kept current when one is restarted. */
  processes: Record<string, number>;
}

/** The folder `.jishi`: the embedded database, generated passwords, logs. */
export class State {
  readonly folder = resolve(process.env['JISHI_STATE_DIR'] ?? '.jishi');
  readonly logs = join(this.folder, 'log');

  prepare(): void {
    mkdirSync(this.logs, { recursive: true });
    const { bavail, bsize } = statfsSync(this.folder);
    if (bavail * bsize < NEEDED_BYTES)
      throw new PlainError(
        `The disk is full: ${Math.round((bavail * bsize) / 1e6)} MB are free for ${this.folder}, at least 300 MB are needed.`,
      );
  }

  requireStopped(): void {
    const running = this.running();
    if (running)
      throw new PlainError(
        `Jishi is already running at ${running.url} (process ${running.pid}): use it, or stop it first.`,
      );
  }

  /** A password of this installation, made up at its first use. */
  secret(name: string): string {
    const known = this.storedSecret(name);
    if (known) return known;
    const value = randomBytes(24).toString('base64url');
    this.write('secrets.json', JSON.stringify({ ...this.secrets(), [name]: value }));
    return value;
  }

  storedSecret(name: string): string | undefined {
    return this.secrets()[name];
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  read(name: string): string | undefined {
    return this.has(name) ? readFileSync(join(this.folder, name), 'utf8') : undefined;
  }

  /** Whole or not at all, readable by nobody else. */
  write(name: string, text: string): void {
    const file = join(this.folder, name);
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  /** The launcher's own record, when that launcher still lives. */
  running(): Running | undefined {
    const text = this.read('running.json');
    if (!text) return undefined;
    const running = JSON.parse(text) as Running;
    return isLauncher(running.pid) ? running : undefined;
  }

  setRunning(running: Running | undefined): void {
    if (running) this.write('running.json', JSON.stringify(running));
    else rmSync(join(this.folder, 'running.json'), { force: true });
  }

  private secrets(): Record<string, string> {
    return JSON.parse(this.read('secrets.json') ?? '{}') as Record<string, string>;
  }
}

/** After a restart of the machine the process id may be somebody else's. */
function isLauncher(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bootstrap.mjs');
  } catch {
    return false;
  }
}
