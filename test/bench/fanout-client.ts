import { answer } from './child';
import { WireClient } from './wire-client';

export interface Received {
  readonly frames: number;
  readonly bytes: number;
  /** Watchers that the server has let go. */
  readonly cut: number;
  /** For the last event of each frame: when the last watcher here had it, in ms since 1970. */
  readonly lastAtMs: readonly (readonly [seq: number, atMs: number])[];
}

/** Watchers in a process of their own. What they are sent is counted, not parsed: parsing would cost more than sending. */
const watchers: WireClient[] = [];
const EVENTS = Buffer.from('42["events"');
const SEQ = '"seq":';
let [frames, bytes, cut] = [0, 0, 0];
let lastAtMs = new Map<number, number>();

answer(async (question) => {
  if ('connect' in question)
    return connect(question as unknown as { connect: number; port: number; auctionId: string });
  if ('reset' in question) [frames, bytes, cut, lastAtMs] = [0, 0, 0, new Map()];
  const received: Received = { frames, bytes, cut, lastAtMs: [...lastAtMs] };
  return received;
});

async function connect({ connect: count, port, auctionId }: { connect: number; port: number; auctionId: string }) {
  while (watchers.length < count) {
    const some = Array.from({ length: Math.min(50, count - watchers.length) }, () => open(port, auctionId));
    watchers.push(...(await Promise.all(some)));
  }
  return { connected: watchers.length };
}

async function open(port: number, auctionId: string): Promise<WireClient> {
  const watcher = await WireClient.connect(port, {});
  watcher.onEvent = count;
  watcher.onClose = () => (cut += 1);
  await new Promise<void>((resolve) => {
    watcher.onAck = () => resolve();
    watcher.ask(0, 'watch', JSON.stringify({ auctionId }));
  });
  return watcher;
}

function count(data: Buffer): void {
  if (!data.subarray(0, 11).equals(EVENTS)) return;
  frames += 1;
  bytes += data.length;
  const at = data.lastIndexOf(SEQ) + SEQ.length;
  lastAtMs.set(Number.parseInt(data.toString('latin1', at, at + 12), 10), performance.timeOrigin + performance.now());
}
