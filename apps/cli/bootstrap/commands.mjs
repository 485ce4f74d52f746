import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile } from './compile.mjs';
import { plain } from './explain.mjs';
import { install } from './install.mjs';
import { step } from './step.mjs';
import { buildWeb } from './web.mjs';

const FOLDERS = [
  'apps/api',
  'apps/gateway',
  'apps/worker',
  'apps/cli',
  'libs',
  'migrations',
  'test/bench',
  'test/simulation',
];
const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  '--import=./test/support/typescript-workers.mjs',
  'node_modules/jest/bin/jest.js',
];

/** Runs one npm script and answers its exit code. */
export async function run(root, command, args) {
  const commands = {
    start: () => start(root, args),
    build: () => buildAll(root),
    reset: async () => (await import('./reset.mjs')).reset(args),
    test: () => test(root, args),
    check: () => check(root, args),
    demo: () => program(root, 'apps/cli/src/demo/main.js', args),
    // With the memory setting that the supervisor gives the applications.
    bench: () => program(root, 'test/bench/main.js', args, ['--max-semi-space-size=64']),
    faults: () => faults(root, args),
    seeds: () => program(root, 'test/simulation/main.js', args),
    mutate: () => mutate(args),
    cli: () => program(root, 'apps/cli/src/main.js', args),
  };
  if (!commands[command])
    throw plain(`Unknown command "${command}": it is one of ${Object.keys(commands).join(', ')}.`);
  return commands[command]();
}

/** The web is built while the database comes up; its failure is reported when the launcher waits for it. */
async function start(root, args) {
  await install();
  const web = buildWeb();
  web.catch(() => undefined);
  await build(root);
  const { start: launch } = await import(pathToFileURL(join(root, 'dist/apps/cli/src/start.js')).href);
  return launch({ root, web, step, args });
}

/** For an image: what start would do before it starts anything. */
async function buildAll(root) {
  await install();
  await Promise.all([build(root), buildWeb()]);
  return 0;
}

/** Specs that kill, flood or count seconds: one at a time. All others run two at a time. */
const ALONE = 'test/(fault|load)/|test/e2e/(gateways|slow-reader|sockets)';

/** Everything, in two parts; or what is asked for, as jest is asked for it. */
async function test(root, args) {
  await buildAll(root);
  if (args.length > 0) return foreground([...JEST, ...args]);
  const together = await foreground([...JEST, '--maxWorkers=2', `--testPathIgnorePatterns=${ALONE}`]);
  const alone = await foreground([...JEST, '--runInBand', ALONE]);
  return together || alone;
}

/** `faults 200 50000`: the fault tests with so many kills during so many bids. */
function faults(root, [kills = '8', bids = '2000', ...rest]) {
  Object.assign(process.env, { JISHI_KILLS: kills, JISHI_BIDS: bids });
  return test(root, ['--runInBand', 'test/fault', ...rest]);
}

async function check(root, args) {
  await install();
  await build(root);
  return foreground(['--enable-source-maps', 'dist/apps/cli/src/check/main.js', ...args]);
}

async function mutate(args) {
  await install();
  return foreground(['test/mutation/main.mjs', ...args]);
}

async function program(root, file, args, flags = []) {
  await install();
  await build(root);
  return foreground(['--enable-source-maps', ...flags, join('dist', file), ...args]);
}

function build(root) {
  return step('compiling', () => compile(root, FOLDERS, join(root, 'dist')));
}

/** The terminal's Ctrl-C reaches the child by itself; this process only waits for it to end. */
function foreground(args) {
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => undefined);
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
  });
}
