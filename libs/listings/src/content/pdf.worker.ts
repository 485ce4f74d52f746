import { parentPort, workerData } from 'node:worker_threads';
import { fontSize, markOf, toSvgTile } from './mark';
import { inspectPdf } from './pdf-inspect';
import { markPdf } from './pdf-mark';
import { Refusal } from './refusal';

export type Job =
  | { type: 'inspect'; content: Uint8Array }
  | { type: 'mark'; content: Uint8Array; texts: string[] }
  | { type: 'tile'; texts: string[]; width: number; height: number };

const MAX_BUFFER = 96 * 1024 * 1024;

/**
 * What a parser unpacks lies outside the heap that the thread's limits count. In this thread, which lives for one file, a
 * single buffer beyond the limit cannot be had, whatever chain of filters asks for it.
 */
let overflow: Refusal | undefined;
globalThis.Uint8Array = new Proxy(Uint8Array, {
  construct(target, args: unknown[], newTarget) {
    if (typeof args[0] === 'number' && args[0] > MAX_BUFFER) throw (overflow = new Refusal('attachment.bomb'));
    return Reflect.construct(target, args, newTarget) as object;
  },
});

async function work(job: Job): Promise<unknown> {
  if (job.type === 'inspect') return inspectPdf(job.content);
  if (job.type === 'mark') return markPdf(job.content, job.texts);
  const mark = markOf(job.texts);
  return toSvgTile(mark, fontSize(mark, job.width, job.height));
}

const tell = (answer: object): void => parentPort?.postMessage(answer, []);

work(workerData as Job).then(
  (result) => tell({ result }),
  (error: unknown) => {
    // Whatever else goes wrong in a parser, goes wrong because of the file; it may have wrapped our refusal in its own.
    const refusal = error instanceof Refusal ? error : (overflow ?? new Refusal('attachment.unreadable'));
    tell({ code: refusal.code, params: refusal.params });
  },
);
