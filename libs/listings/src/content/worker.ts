import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type DomainError, invalid } from '@jishi/kernel';
import type { Answer, Job } from './pdf.worker';

interface Task {
  settle: (answer: Answer | DomainError) => void;
  timer: NodeJS.Timeout;
}

/** A thread, what it is at, and how much it has read. */
interface Thread {
  worker: Worker;
  task: Task | null;
  files: number;
  bytes: number;
}

const TIMEOUT_MS = 20_000;
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };
/** The parser keeps every name it has read: nobody's files may use up the memory of those that come after. */
const MAX_FILES = 20;
const MAX_BYTES = 8 * 1024 * 1024;
const IDLE_MS = 15_000;

/** Starting a thread takes a hundred times as long as most files: one waits for the next. */
let idle: Thread | null = null;
let idleTimer: NodeJS.Timeout | undefined;

/** Foreign files are parsed in a thread that is killed when it takes too long or too much. Errors: `attachment.*`. */
export function inWorker<R>(job: Job, timeoutMs = TIMEOUT_MS): Promise<R> {
  const thread = idle ?? start();
  idle = null;
  clearTimeout(idleTimer);
  thread.files += 1;
  thread.bytes += 'content' in job ? job.content.length : 0;
  return new Promise<R>((resolve, reject) => {
    const timer = setTimeout(() => finish(thread, invalid('attachment.too_complex')), timeoutMs);
    const settle = (answer: Answer | DomainError): void => {
      if ('result' in answer) resolve(answer.result as R);
      else reject(answer instanceof Error ? answer : invalid(answer.code, answer.params));
    };
    thread.task = { settle, timer };
    thread.worker.ref();
    thread.worker.postMessage(job, []);
  });
}

/** The listeners stay for the thread's life and speak to whatever it is at; so no file hears of another's end. */
function start(): Thread {
  // Beside this file, compiled as this one is.
  const worker = new Worker(new URL(`./pdf.worker${extname(import.meta.url)}`, import.meta.url), {
    resourceLimits: LIMITS,
  });
  const thread: Thread = { worker, task: null, files: 0, bytes: 0 };
  worker.on('message', (answer: Answer) => finish(thread, answer));
  // Out of memory, or a stack that overflowed beyond catching.
  worker.on('error', () => finish(thread, invalid('attachment.too_complex')));
  worker.on('exit', () => finish(thread, invalid('attachment.too_complex')));
  return thread;
}

function finish(thread: Thread, answer: Answer | DomainError): void {
  const { task } = thread;
  thread.task = null;
  if (task) clearTimeout(task.timer);
  // Only a thread whose file was sound sees another one.
  if (task && 'result' in answer && !idle && thread.files < MAX_FILES && thread.bytes < MAX_BYTES) keep(thread);
  else end(thread);
  task?.settle(answer);
}

function keep(thread: Thread): void {
  // It keeps no process from its end.
  thread.worker.unref();
  idle = thread;
  idleTimer = setTimeout(() => end(thread), IDLE_MS).unref();
}

function end(thread: Thread): void {
  if (idle === thread) idle = null;
  void thread.worker.terminate();
}
