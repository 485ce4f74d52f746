import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { busy, type DomainError, type ErrorParams, invalid } from '@jishi/kernel';
import type { Job } from './pdf.worker';

type Answer = { result: unknown } | { code: string; params: ErrorParams };

const TIMEOUT_MS = 20_000;
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };
/** Threads at once, and jobs that wait for one; more are told to come again. */
const MAX_RUNNING = 2;
const MAX_WAITING = 16;

let running = 0;
const waiting: (() => void)[] = [];

/** Foreign files are parsed in a thread that is killed when it takes too long or too much. Errors: `attachment.*`. */
export async function inWorker<R>(job: Job, timeoutMs = TIMEOUT_MS): Promise<R> {
  if (running >= MAX_RUNNING) {
    if (waiting.length >= MAX_WAITING) throw busy('attachment.busy');
    // Whoever is woken takes over the place of the one that woke it.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await run<R>(job, timeoutMs);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

function run<R>(job: Job, timeoutMs: number): Promise<R> {
  // Beside this file, compiled as this one is.
  const worker = new Worker(new URL(`./pdf.worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: job,
    resourceLimits: LIMITS,
  });
  return new Promise<R>((resolve, reject) => {
    const fail = (error: DomainError): void => {
      clearTimeout(timer);
      reject(error);
      void worker.terminate();
    };
    const timer = setTimeout(() => fail(invalid('attachment.too_complex')), timeoutMs);
    worker.once('message', (answer: Answer) => {
      clearTimeout(timer);
      if ('code' in answer) reject(invalid(answer.code, answer.params));
      else resolve(answer.result as R);
      void worker.terminate();
    });
    // Out of memory, or a stack that overflowed beyond catching.
    worker.once('error', () => fail(invalid('attachment.too_complex')));
    worker.once('exit', () => fail(invalid('attachment.too_complex')));
  });
}
