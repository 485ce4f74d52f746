import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { internal, sha256Hex } from '@jishi/kernel';
import { CONFIG, type Config } from './config';

/** What a row must know to find its bytes again, and to know them. */
export interface StoredFile {
  sha256: string;
  size: number;
}

/** Bytes outside the database, named by their hash: the same content is kept once, and a name is never written twice. */
export abstract class FileStore {
  /** Durable when it answers. */
  abstract put(content: Buffer): Promise<StoredFile>;
  /** Errors: `file.gone`, `file.damaged`. */
  abstract get(file: StoredFile): Promise<Buffer>;
}

const DRAFT = '.draft';
/** A draft that old belongs to a process that died. */
const STALE_MS = 24 * 3_600_000;

/**
 * In a folder that all processes share and no web server serves. A crash between file and row leaves a file that no row
 * names: nobody can read it, and the same upload finds it there. Drafts of dead processes are swept at the first write.
 */
@Injectable()
export class DiskFileStore extends FileStore {
  private readonly root: string;
  private swept: Promise<void> | undefined;

  constructor(@Inject(CONFIG) { filesDir }: Pick<Config, 'filesDir'>) {
    super();
    this.root = resolve(filesDir);
  }

  async put(content: Buffer): Promise<StoredFile> {
    const file = { sha256: sha256Hex(content), size: content.length };
    const target = this.pathOf(file.sha256);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    // What cannot be swept now is swept after the next upload: it keeps nobody from handing something in.
    await (this.swept ??= this.sweep().catch(() => void (this.swept = undefined)));
    // One that is damaged is replaced, for here is the whole again.
    if (!(await this.holds(file))) await this.write(target, content);
    for (const folder of [dirname(target), this.root]) await syncFolder(folder);
    return file;
  }

  private async write(target: string, content: Buffer): Promise<void> {
    const draft = join(this.root, `${randomUUID()}${DRAFT}`);
    try {
      await writeDurably(draft, content);
      // The whole file appears under its name at once.
      await rename(draft, target);
    } finally {
      await rm(draft, { force: true });
    }
  }

  private holds(file: StoredFile): Promise<boolean> {
    return this.get(file).then(
      () => true,
      () => false,
    );
  }

  async get({ sha256, size }: StoredFile): Promise<Buffer> {
    const path = this.pathOf(sha256);
    // The size first: a file that grew must not be read into memory.
    const found = await sizeOf(path);
    if (found === null) throw internal('file.gone', { sha256 });
    if (found !== size) throw internal('file.damaged', { sha256 });
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const content = await handle.readFile();
      if (content.length !== size || sha256Hex(content) !== sha256) throw internal('file.damaged', { sha256 });
      return content;
    } finally {
      await handle.close();
    }
  }

  private pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw internal('file.gone', { sha256 });
    return join(this.root, sha256.slice(0, 2), sha256);
  }

  private async sweep(): Promise<void> {
    for (const name of await readdir(this.root)) {
      if (!name.endsWith(DRAFT)) continue;
      const path = join(this.root, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > STALE_MS) await rm(path, { force: true });
    }
  }
}

async function writeDurably(path: string, content: Buffer): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name itself is durable only when the folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return found?.size ?? null;
}
