import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const options = (root) => ({
  swcrc: false,
  configFile: false,
  cwd: root,
  sourceMaps: true,
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
    keepClassNames: true,
    baseUrl: root,
    paths: { '@jishi/*': [join(root, 'libs/*/src/index.ts')] },
  },
  module: { type: 'es6', resolveFully: true },
});

/**
 * Compiles the TypeScript below `folders` into `outDir`, which mirrors the tree, and answers how many files it compiled.
 * Unchanged files are left alone; a file added or removed compiles all, for imports are resolved to what exists.
 */
export async function compile(root, folders, outDir) {
  const manifestFile = join(outDir, '.compiled.json');
  const setup = createHash('sha256')
    .update(await readFile(new URL(import.meta.url)))
    .digest('hex');
  const before = await readJson(manifestFile);
  const sources = (await Promise.all(folders.map((folder) => list(root, folder)))).flat().sort();
  const same = before?.setup === setup && Object.keys(before.files).join() === sources.join();
  const files = {};
  const changed = [];
  for (const file of sources) {
    const { mtimeMs, size } = await stat(join(root, file));
    files[file] = `${mtimeMs}:${size}`;
    if (!same || before.files[file] !== files[file]) changed.push(file);
  }
  if (changed.length === 0) return 0;
  const { transform } = await import('@swc/core');
  await Promise.all(changed.map((file) => compileFile(transform, root, file, outDir)));
  for (const gone of Object.keys(before?.files ?? {}).filter((file) => !(file in files)))
    await rm(target(outDir, gone), { force: true });
  await write(manifestFile, JSON.stringify({ setup, files }));
  return changed.length;
}

async function compileFile(transform, root, file, outDir) {
  const path = join(root, file);
  const { code, map } = await transform(await readFile(path, 'utf8'), { ...options(root), filename: path });
  const out = target(outDir, file);
  const source = { ...JSON.parse(map), sources: [relative(dirname(out), path)], sourcesContent: undefined };
  await write(`${out}.map`, JSON.stringify(source));
  await write(out, `${code}\n//# sourceMappingURL=${out.slice(dirname(out).length + 1)}.map\n`);
}

const target = (outDir, file) => join(outDir, file.replace(/\.ts$/, '.js'));

/** Whole or not at all: other processes may be loading the file. */
async function write(file, text) {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text);
  await rename(draft, file);
}

async function list(root, folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
}

async function readJson(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined; // never compiled, or the record was cut short
  }
}
