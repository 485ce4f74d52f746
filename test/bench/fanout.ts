import { randomUUID } from 'node:crypto';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { child, type Child } from './child';
import { median } from './contender';
import type { Received } from './fanout-client';
import { type Bidder, cpuMicros, type GatewayUnderTest, listeningPort, startGateway } from './gateway';
import { STEP } from './sale';

const AUDIENCES = (process.env['BENCH_WATCHERS'] ?? '1000,5000,10000').split(',').map(Number);
const CLIENT_PROCESSES = 2;
const ROUND_MS = 4_000;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
/** Every frame holds at least one event. */
const BID_EVERY_MS = 50;
/** What was sent has arrived when the last event has, and nothing came for so long. */
const SETTLE_MS = 300;
const ARRIVED_WITHIN_MS = 15_000;

interface Round {
  readonly microsPerDelivery: number;
  readonly deliveries: number;
  readonly bytesPerFrame: number;
  /** From the commit, or the beginning of the sending, to the last watcher. */
  readonly p99Ms: number;
}

/** What a delivery to a watcher costs the gateway, against the same frame given to ws.send for each. */
export async function benchFanout(json: boolean): Promise<void> {
  for (const watchers of AUDIENCES) await one(watchers, json);
}

async function one(watchers: number, json: boolean): Promise<void> {
  const gateway = await startGateway();
  const bare = child(resolve(import.meta.dirname, 'ws-server.js'));
  const children: Child[] = [bare];
  try {
    const barePort = await listeningPort();
    await bare.ask({ port: barePort });
    const bidders = await gateway.bidders(8);
    const auctionId = await gateway.sale(bidders);
    const audience = async (port: number): Promise<Child[]> => {
      const clients = Array.from({ length: CLIENT_PROCESSES }, () =>
        child(resolve(import.meta.dirname, 'fanout-client.js')),
      );
      children.push(...clients);
      await Promise.all(clients.map((one) => one.ask({ connect: watchers / CLIENT_PROCESSES, port, auctionId })));
      return clients;
    };
    const ours = await audience(gateway.port);
    const theirs = await audience(barePort);
    if (!json) process.stdout.write(`${watchers} watchers; ${machine()}, PostgreSQL: ${gateway.settings}\n`);
    const bids = bidding(gateway, auctionId, bidders);
    const rounds: [Round, Round][] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const mine = await measure(gateway.process, ours, bids);
      const everyMs = (ROUND_MS * watchers) / mine.deliveries;
      const task = { everyMs, ms: ROUND_MS, bytes: Math.round(mine.bytesPerFrame) };
      const other = await measure(bare, theirs, async () => {
        const { sentAtMs } = await bare.ask<{ sentAtMs: [number, number][] }>(task);
        return sentAtMs;
      });
      // The first round warms up.
      if (round === 0) continue;
      rounds.push([mine, other]);
      if (!json) process.stdout.write(`round ${round} gateway ${told(mine)}; bare ws.send ${told(other)}\n`);
    }
    report(watchers, rounds, json);
  } finally {
    for (const one of children) await one.stop();
    await gateway.stop();
  }
}

/** Runs `send`, which answers when each event was committed, and counts what it cost the server and when it arrived. */
async function measure(
  server: Child,
  clients: readonly Child[],
  send: () => Promise<[seq: number, atMs: number][]>,
): Promise<Round> {
  await Promise.all(clients.map((one) => one.ask({ reset: true })));
  const before = cpuMicros(server.pid);
  const sent = await send();
  const received = await settled(clients, sent.at(-1)![0]);
  const micros = cpuMicros(server.pid) - before;
  const deliveries = received.reduce((sum, { frames }) => sum + frames, 0);
  if (received.some(({ cut }) => cut > 0)) throw new Error('watchers were cut off');
  const bytes = received.reduce((sum, one) => sum + one.bytes, 0);
  const arrived = new Map<number, number>();
  for (const [seq, atMs] of received.flatMap(({ lastAtMs }) => lastAtMs))
    arrived.set(seq, Math.max(atMs, arrived.get(seq) ?? 0));
  const frames = [...arrived].sort(([a], [b]) => a - b);
  const delays = sent.map(([seq, atMs]) => {
    const frame = frames.find(([last]) => last >= seq);
    if (!frame) throw new Error(`event ${seq} reached nobody`);
    return frame[1] - atMs;
  });
  delays.sort((a, b) => a - b);
  const p99Ms = delays[Math.floor((delays.length - 1) * 0.99)] ?? 0;
  return { microsPerDelivery: micros / deliveries, deliveries, bytesPerFrame: bytes / deliveries, p99Ms };
}

async function settled(clients: readonly Child[], lastSeq: number): Promise<Received[]> {
  let before = -1;
  for (const endMs = performance.now() + ARRIVED_WITHIN_MS; performance.now() < endMs; await sleep(SETTLE_MS)) {
    const received = await Promise.all(clients.map((one) => one.ask<Received>({ report: true })));
    const frames = received.reduce((sum, one) => sum + one.frames, 0);
    const complete = received.every(({ lastAtMs }) => lastAtMs.some(([seq]) => seq >= lastSeq));
    if (complete && frames === before) return received;
    before = frames;
  }
  throw new Error('what was sent did not arrive');
}

/** Bids at a steady pace, given by another process than the gateway; answers their commits. */
function bidding(gateway: GatewayUnderTest, auctionId: string, bidders: readonly Bidder[]) {
  let bids = 0;
  return async (): Promise<[number, number][]> => {
    const committed: [number, number][] = [];
    for (const endMs = performance.now() + ROUND_MS; performance.now() < endMs; await sleep(BID_EVERY_MS)) {
      bids += 1;
      const actor = bidders[bids % bidders.length]!.organisationId;
      const command = { type: 'bid', amountMinor: bids * STEP } as const;
      const ack = await gateway.bidding.submit({ auctionId, actor, commandId: randomUUID(), command });
      if (!ack.accepted) throw new Error(`a bid was refused: ${ack.code}`);
      committed.push([ack.seq, performance.timeOrigin + performance.now()]);
    }
    return committed;
  };
}

const machine = (): string =>
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;

const told = ({ microsPerDelivery, deliveries, bytesPerFrame, p99Ms }: Round): string =>
  `${microsPerDelivery.toFixed(2)} µs × ${deliveries.toLocaleString('en')} of ${Math.round(bytesPerFrame)} bytes, p99 to the last ${Math.round(p99Ms)} ms`;

function report(watchers: number, rounds: readonly [Round, Round][], json: boolean): void {
  const [ours, baseline] = [0, 1].map((i) => median(rounds.map((round) => round[i]!.microsPerDelivery)));
  const p99 = [0, 1].map((i) => Math.round(median(rounds.map((round) => round[i]!.p99Ms))));
  const ratios = rounds.map(([mine, other]) => mine.microsPerDelivery / other.microsPerDelivery);
  const ratio = Math.round(median(ratios) * 100) / 100;
  if (json) {
    const numbers = { ours: round2(ours!), baselineName: 'ws.send', baseline: round2(baseline!), ratio };
    const lines = [
      { bench: 'fanout', case: `cpu-${watchers}`, ...numbers },
      {
        bench: 'fanout',
        case: `p99-${watchers}`,
        ours: p99[0],
        baselineName: 'ws.send',
        baseline: p99[1],
        ratio: round2(p99[0]! / p99[1]!),
      },
    ];
    for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`);
    return;
  }
  const range = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
  process.stdout.write(
    `${watchers} watchers: ${ours!.toFixed(2)} µs a delivery, bare ws.send ${baseline!.toFixed(2)} µs, ratio ${ratio} (${range}); ` +
      `commit to the last watcher p99 ${p99[0]} ms\n`,
  );
}

const round2 = (value: number): number => Math.round(value * 100) / 100;
