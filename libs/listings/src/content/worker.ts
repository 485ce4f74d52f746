import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type DomainError, type ErrorParams, invalid } from '@jishi/kernel';
import type { Job } from './pdf.worker';

type Answer = { result: unknown } | { code: string; params: ErrorParams };

const TIMEOUT_MS = 20_000;
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };
/** Foreign files are parsed in a thread that is killed when it takes too long or too much. Errors: `attachment.*`. */
export function inWorker<R>(job: Job, timeoutMs = TIMEOUT_MS): Promise<R> {
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
