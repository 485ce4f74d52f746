import { parentPort } from 'node:worker_threads';
import { inspectPdf } from './pdf-inspect';
import { Refusal } from './refusal';

export type Job =
  | { type: 'inspect'; content: Uint8Array }
  | { type: 'mark'; content: Uint8Array; texts: string[] }
  | { type: 'tile'; texts: string[]; width: number; height: number };
export type Answer = { result: unknown } | { code: string; params: Refusal['params'] };

const MAX_BUFFER = 96 * 1024 * 1024;

/**
 * What a parser unpacks lies outside the heap that the thread's limits count. In this thread a single buffer beyond the limit
 * cannot be had, whatever chain of filters asks for it; the thread ends with the file that asked.
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
  // Fonts take longer to load than the parser, and most files are only looked through.
  if (job.type === 'mark') return (await import('./pdf-mark')).markPdf(job.content, job.texts);
  const { fontSize, markOf, toSvgTile } = await import('./mark');
  const mark = markOf(job.texts);
  return toSvgTile(mark, fontSize(mark, job.width, job.height));
}

const tell = (answer: Answer): void => parentPort?.postMessage(answer, []);

parentPort?.on('message', (job: Job) => {
  work(job).then(
    (result) => tell({ result }),
    (error: unknown) => {
      // Whatever else goes wrong in a parser, goes wrong because of the file; it may have wrapped our refusal in its own.
      const refusal = error instanceof Refusal ? error : (overflow ?? new Refusal('attachment.unreadable'));
      tell({ code: refusal.code, params: refusal.params });
    },
  );
});
