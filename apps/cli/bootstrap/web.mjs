import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plain } from './explain.mjs';
import { runGuarded } from './guarded.mjs';
import { step } from './step.mjs';

const RECORD = 'dist/.web-built';
const SOURCES = ['apps/web', 'libs/sealing', 'libs/pricing/src/valuation'];

/** Builds apps/web into dist/web when its files, those of the libs it shares or the dependencies changed since the last build. */
export async function buildWeb() {
  const wanted = await fingerprint();
  if ((await readFile(RECORD, 'utf8').catch(() => '')) === wanted) return;
  await step('building the web pages (vite)', async () => {
    const { code, output } = await runGuarded(
      process.execPath,
      ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--logLevel', 'warn'],
      { env: { ...process.env, NO_COLOR: '1' } },
    );
    if (code !== 0) throw plain(`The web pages could not be built:\n${readable(output).slice(-15).join('\n')}`);
  });
  await mkdir('dist', { recursive: true });
  await writeFile(RECORD, wanted);
}

/** Without the stack of the bundler itself. */
function readable(output) {
  return output
    .trim()
    .split('\n')
    .filter((line) => line.trim() && !/^ {4}at |^ {2}errors: |^}$/.test(line));
}

async function fingerprint() {
  const hash = createHash('sha256').update(await readFile('package-lock.json'));
  const folders = await Promise.all(SOURCES.map((folder) => readdir(folder, { withFileTypes: true, recursive: true })));
  const files = folders
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const file of [...files, 'apps/api/openapi.json'].sort()) {
    const found = await stat(file).catch(() => undefined);
    if (found) hash.update(`${file}:${found.mtimeMs}:${found.size}\n`);
  }
  return hash.digest('hex');
}
