import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/**
 * Jest compiles what it imports itself; a worker thread that a spec's code starts is plain Node. This, given to the run as
 * `--import`, lets such threads read our TypeScript. Loaded as hooks it exports them.
 */
if (!isMainThread && !import.meta.url.endsWith('?hooks')) register(`${import.meta.url}?hooks`);

export async function resolve(specifier, context, next) {
  const ours = context.parentURL?.endsWith('.ts') && specifier.startsWith('.');
  return next(ours && !/\.\w+$/.test(specifier) ? `${specifier}.ts` : specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { transform } = await import('@swc/core');
  const { code } = await transform(await readFile(new URL(url), 'utf8'), {
    swcrc: false,
    configFile: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  return { format: 'module', shortCircuit: true, source: code };
}
