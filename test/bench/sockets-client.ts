import { randomUUID } from 'node:crypto';
import { answer } from './child';
import { STEP } from './sale';
import { WireClient } from './wire-client';

export interface LoadTask {
  readonly auctionId: string;
  /** Bids a second over all sockets; null: each socket bids again as soon as it is answered. */
  readonly perSecond: number | null;
  readonly ms: number;
  readonly firstAmount: number;
}
export interface LoadResult {
  /** Answered after their event was committed, accepted or refused. */
  readonly acknowledged: number;
  readonly accepted: number;
  /** Not taken: the server was too busy. */
  readonly turnedAway: number;
  readonly lastAmount: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Bidders in a process of their own: connects once, then runs one task after the other. */
const sockets: WireClient[] = [];

answer(async (question) => {
  if ('tokens' in question) {
    for (const token of question['tokens'] as string[])
      sockets.push(await WireClient.connect(question['port'] as number, { token }));
    return { connected: sockets.length };
  }
  return run(question as unknown as LoadTask);
});

async function run({ auctionId, perSecond, ms, firstAmount }: LoadTask): Promise<LoadResult> {
  let [amount, acknowledged, accepted, turnedAway, waiting] = [firstAmount, 0, 0, 0, 0];
  const sentAt = new Map<number, number>();
  const tookMs: number[] = [];
  let next = 0;
  const bid = (socket: WireClient): void => {
    const id = next++;
    amount += STEP;
    waiting += 1;
    sentAt.set(id, performance.now());
    socket.ask(id, 'bid', `{"auctionId":"${auctionId}","commandId":"${randomUUID()}","amountMinor":${amount}}`);
  };
  const startedMs = performance.now();
  const endMs = startedMs + ms;
  let drained: () => void = () => undefined;
  for (const socket of sockets)
    socket.onAck = (id, text) => {
      const nowMs = performance.now();
      tookMs.push(nowMs - sentAt.get(id)!);
      sentAt.delete(id);
      waiting -= 1;
      if (text.startsWith('[{"accepted":true')) accepted += 1;
      if (text.includes('"status":')) turnedAway += 1;
      else acknowledged += 1;
      if (nowMs >= endMs) {
        if (waiting === 0) drained();
      } else if (perSecond === null) bid(socket);
    };
  const done = new Promise<void>((resolve) => (drained = resolve));
  if (perSecond === null) for (const socket of sockets) bid(socket);
  else await openLoop(perSecond, endMs, startedMs, (n) => bid(sockets[n % sockets.length]!));
  if (perSecond === null || waiting > 0) await done;
  tookMs.sort((a, b) => a - b);
  const quantile = (q: number): number => tookMs[Math.floor((tookMs.length - 1) * q)] ?? 0;
  const seconds = (performance.now() - startedMs) / 1000;
  return {
    acknowledged,
    accepted,
    turnedAway,
    lastAmount: amount,
    seconds,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
  };
}

/** Sends what is due every millisecond, however late the answers are. */
function openLoop(perSecond: number, endMs: number, startedMs: number, send: (n: number) => void): Promise<void> {
  let sent = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const nowMs = Math.min(performance.now(), endMs);
      for (const due = ((nowMs - startedMs) * perSecond) / 1000; sent < due; sent += 1) send(sent);
      if (nowMs < endMs) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
}
