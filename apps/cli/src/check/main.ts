import { join } from 'node:path';
import { checkMigrations } from './migrations';
import { checkOpenApi } from './openapi';
import { checkShippedRules } from './rules';
import { checkStructure } from './structure';
import { script, tool, type Check } from './tool';

const PRETTIER_CACHE = 'node_modules/.cache/jishi-prettier';

function types(config: string): Check['run'] {
  const cache = join('node_modules/.cache/jishi-types', config);
  return tool('typescript/bin/tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', cache, '-p', config);
}

/** Longest first; two at a time, for most of them use more than one core by themselves. */
const CHECKS: Check[] = [
  { name: 'types', run: types('tsconfig.base.json') },
  { name: 'migrations up, down, up', run: checkMigrations },
  { name: 'types of the web', run: types('apps/web/tsconfig.json') },
  {
    name: 'format',
    run: tool(
      'prettier/bin/prettier.cjs',
      '--check',
      '--cache',
      '--cache-location',
      PRETTIER_CACHE,
      '--log-level',
      'warn',
      '.',
    ),
  },
  { name: 'lint', run: tool('oxlint/bin/oxlint', '--type-aware', '--format', 'unix') },
  {
    name: 'architecture',
    run: tool(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      'apps',
      'libs',
      'migrations',
      'test',
    ),
  },
  { name: 'dead code', run: tool('knip/bin/knip.js', '--no-progress', '--tsConfig', 'tsconfig.base.json') },
  { name: 'OpenAPI up to date', run: checkOpenApi },
  { name: 'folders', run: checkStructure },
  { name: 'rules that ship', run: checkShippedRules },
  // A rule that was written anew takes its mutation with it: one that fits nowhere proves nothing.
  { name: 'mutations fit', run: script('test/mutation/main.mjs', '--fits') },
];
const AT_ONCE = 2;

const chosen = process.argv.slice(2);
const queue = CHECKS.filter(({ name }) => chosen.length === 0 || chosen.some((word) => name.includes(word)));
const failed: string[] = [];

async function work(): Promise<void> {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const began = Date.now();
    const problem = await check
      .run()
      .catch((error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)));
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    if (!problem) {
      console.log(`✓ ${check.name} (${seconds} s)`);
      continue;
    }
    failed.push(check.name);
    console.log(`\n✗ ${check.name} (${seconds} s)\n${problem.trim()}\n`);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
