import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync } from 'node:fs';

/** PostgreSQL refuses to run as root; as root its server gets an account of its own. */
export interface Account {
  uid: number;
  gid: number;
}

/** The account the server runs as, that of the data when there is some; undefined when this process runs it as itself. */
export function serverAccount(data?: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = data ? statSync(data, { throwIfNoEntry: false }) : undefined;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(
    'PostgreSQL does not run as root and /etc/passwd has neither "postgres" nor "nobody": start as another user.',
  );
}

/** Whether the account can enter the directory, which a home with mode 0700 somewhere above it forbids. */
export function canEnter(account: Account | undefined, directory: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { cwd: '/', ...account }).status === 0;
}

/** Creates a directory that belongs to the account and nobody else. */
export function makePrivate(account: Account | undefined, directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  if (account) chownSync(directory, account.uid, account.gid);
}
