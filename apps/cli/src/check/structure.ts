import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['apps', 'docker', 'libs', 'migrations', 'test'];
const FILES = ['README.md', 'nest-cli.json', 'package-lock.json', 'package.json', 'tsconfig.base.json'];
const LEFTOVERS = ['node_modules', 'dist', 'coverage'];
/** What a file name or a text says about where it belongs, which no import shows. */
const APPS_ONLY_FILE = /\.(controller|gateway|processor)\.ts$/;
const CLOCK_IN_DOMAIN = /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bMath\.random\(|\basync\b|\bPromise\b/;

/** The root holds exactly its folders; controllers live in apps; domain code knows neither clock nor promises. */
export async function checkStructure(): Promise<string | undefined> {
  return [...rootProblems(), ...libProblems()].join('\n') || undefined;
}

function rootProblems(): string[] {
  const entries = readdirSync('.', { withFileTypes: true }).filter(
    ({ name }) => !name.startsWith('.') && !LEFTOVERS.includes(name),
  );
  const expected = [...FOLDERS, ...FILES];
  const extra = entries
    .filter(({ name }) => !expected.includes(name))
    .map(({ name }) => `${name} does not belong in the root`);
  const missing = expected
    .filter((name) => !entries.some((entry) => entry.name === name))
    .map((name) => `${name} is missing in the root`);
  return [...extra, ...missing];
}

function libProblems(): string[] {
  const files = readdirSync('libs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const misplaced = files.filter((file) => APPS_ONLY_FILE.test(file)).map((file) => `libs/${file} belongs in apps`);
  const code = files
    .filter((file) => !file.endsWith('.spec.ts'))
    .map((file) => ({ file, text: withoutComments(readFileSync(join('libs', file), 'utf8')) }));
  const controllers = code
    .filter(({ text }) => text.includes('@Controller('))
    .map(({ file }) => `libs/${file}: controllers live in apps`);
  const impure = code
    .filter(({ file, text }) => file.includes('/domain/') && CLOCK_IN_DOMAIN.test(text))
    .map(({ file, text }) => `libs/${file}: domain code must be pure, not use ${CLOCK_IN_DOMAIN.exec(text)?.[0]}`);
  return [...misplaced, ...controllers, ...impure];
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
