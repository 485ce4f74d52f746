/** `npm run mutate [-- WORD …] [--no-database] [--fits]`: breaks each rule in a copy of the tree and names the test that noticed. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mutations } from './mutations.mjs';

const root = resolve(import.meta.dirname, '../..');
/** A mutant that never ends was noticed by nobody: its tests run into this. */
const TEST_TIMEOUT_MS = 20_000;
const RUN_TIMEOUT_MS = 240_000;
/** Enough histories to notice, few enough to take seconds. */
const FEW = { JISHI_HISTORIES: '60' };

const words = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const withDatabase = !process.argv.includes('--no-database');
const chosen = mutations.filter(
  ({ name, database }) =>
    (withDatabase || !database) && (words.length === 0 || words.some((word) => name.includes(word))),
);

if (process.argv.includes('--fits')) {
  const places = ({ file, find }) => readFileSync(join(root, file), 'utf8').split(find).length - 1;
  const astray = chosen.filter((mutation) => places(mutation) !== 1);
  for (const { name, file } of astray) console.error(`mutation "${name}" fits not exactly one place in ${file}`);
  process.exit(astray.length === 0 ? 0 : 1);
}

const copy = mkdtempSync(join(tmpdir(), 'jishi-mutation-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
prepare();

const clean = await baseline();
if (clean.length > 0) {
  console.error(`mutate: tests that fail without any mutation prove nothing:\n${clean.join('\n')}`);
  process.exit(1);
}

const width = Math.max(...chosen.map(({ name }) => name.length));
let survivors = 0;
for (const mutation of chosen) {
  const began = Date.now();
  const { caught, verdict } = await attempt(mutation);
  if (!caught) survivors++;
  console.log(`${mutation.name.padEnd(width)}  ${verdict}  ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
console.log(`\n${chosen.length} mutations, ${chosen.length - survivors} caught, ${survivors} not`);
process.exit(survivors > 0 || chosen.length === 0 ? 1 : 0);

/** The sources, and the installed packages by reference; what tests cache stays in the copy. */
function prepare() {
  for (const entry of ['apps/cli', 'libs', 'migrations', 'test', 'package.json', 'tsconfig.base.json'])
    cpSync(join(root, entry), join(copy, entry), { recursive: true });
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '.cache') symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  const { jest } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
  const { globalSetup, globalTeardown, reporters: _named, ...plain } = jest;
  const config = { ...plain, rootDir: copy, roots: ['<rootDir>/libs'], testTimeout: TEST_TIMEOUT_MS };
  writeFileSync(join(copy, 'pure.json'), JSON.stringify(config));
  writeFileSync(join(copy, 'database.json'), JSON.stringify({ ...config, globalSetup, globalTeardown }));
}

/** The names of tests that fail in the unchanged copy. */
async function baseline() {
  const failing = [];
  for (const database of [false, true]) {
    const specs = new Set(chosen.filter((one) => Boolean(one.database) === database).map(({ spec }) => spec));
    if (specs.size === 0) continue;
    // A busy machine may be late for a test of the clock: what fails twice is broken.
    const first = await run([...specs], database);
    if (first.length > 0) failing.push(...(await run([...specs], database)).filter((name) => first.includes(name)));
  }
  return failing;
}

async function attempt({ file, find, put, spec, test, database = false }) {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  const places = source.split(find).length - 1;
  if (places !== 1) return { caught: false, verdict: `THE PATCH FITS ${places} PLACES in ${file}` };
  writeFileSync(
    path,
    source.replace(find, () => put),
  );
  try {
    const failing = await run([spec], database, test);
    const noticed = failing.find((name) => name.includes(test));
    if (noticed) return { caught: true, verdict: `→ ${spec.split('/').at(-1)}: ${noticed}` };
    return { caught: false, verdict: `SURVIVED ${spec}: ${failing[0] ?? test}` };
  } finally {
    writeFileSync(path, source);
  }
}

/** Runs spec files of the copy, or one test of them; the names of what failed. A spec that cannot be loaded names no test. */
async function run(specs, database, test = '') {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      '--import=./test/support/typescript-workers.mjs',
      'node_modules/jest/bin/jest.js',
      '--config',
      database ? 'database.json' : 'pure.json',
      '--runInBand',
      '--forceExit',
      '--silent',
      '--testNamePattern',
      test.replace(/[^\w\s]/g, '.'),
      '--json',
      '--outputFile',
      report,
      '--runTestsByPath',
      ...specs,
    ],
    { cwd: copy, stdio: 'ignore', env: { ...process.env, ...FEW }, timeout: RUN_TIMEOUT_MS, killSignal: 'SIGKILL' },
  );
  await new Promise((done) => child.once('exit', done));
  const text = read(report);
  if (text === null) return ['the run did not end'];
  const { testResults } = JSON.parse(text);
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    return failed.length > 0 || assertionResults.length > 0 ? failed : [`${name} was not loaded: ${message}`];
  });
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
