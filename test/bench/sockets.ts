import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { child, type Child } from './child';
import { median } from './contender';
import { cpuMicros, type GatewayUnderTest, listeningPort, startGateway } from './gateway';
import type { LoadResult, LoadTask } from './sockets-client';

const SOCKETS = 256;
/** The fixed load is this, or what the gateway can do here with room to spare: both servers must do the same work. */
const FIXED_PER_SECOND = 10_000;
const SPARE = 0.6;
const ROUND_MS = 4_000;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);

interface Side {
  readonly name: string;
  readonly server: Child;
  readonly load: Child;
  readonly peak: LoadResult[];
  readonly micros: number[];
}

/** Bids over real sockets, acknowledged after the commit, and what the gateway spends on each beyond giving it back. */
export async function benchSockets(json: boolean): Promise<void> {
  const gateway = await startGateway();
  const echo = child(resolve(import.meta.dirname, 'echo-server.js'));
  const sides: Side[] = [];
  try {
    const echoPort = await listeningPort();
    await echo.ask({ port: echoPort });
    const bidders = await gateway.bidders(SOCKETS);
    const tokens = bidders.map(({ token }) => token);
    for (const [name, server, port] of [
      ['gateway', gateway.process, gateway.port],
      ['echo', echo, echoPort],
    ] as const) {
      const load = child(resolve(import.meta.dirname, 'sockets-client.js'));
      await load.ask({ port, tokens });
      sides.push({ name, server, load, peak: [], micros: [] });
    }
    if (!json) process.stdout.write(head(gateway.settings));
    let perSecond = FIXED_PER_SECOND;
    for (let round = -1; round <= ROUNDS; round += 1) {
      for (const side of sides) {
        const auctionId = await gateway.sale(side.name === 'gateway' ? bidders : []);
        const peak = await measure(side, gateway, { auctionId, perSecond: null, firstAmount: 0 });
        // Two rounds warm up; the second shows what this machine can do today.
        if (round === 0 && side.name === 'gateway')
          perSecond = Math.min(perSecond, Math.ceil((SPARE * rate(peak.load)) / 500) * 500);
        if (round <= 0) continue;
        const fixed = await measure(side, gateway, { auctionId, perSecond, firstAmount: peak.load.lastAmount });
        side.micros.push(fixed.micros);
        side.peak.push(peak.load);
        if (!json) process.stdout.write(line(round, side, peak.micros, fixed.load));
      }
    }
    report(sides, perSecond, json);
  } finally {
    for (const { load } of sides) await load.stop();
    await echo.stop();
    await gateway.stop();
  }
}

async function measure(
  side: Side,
  gateway: GatewayUnderTest,
  task: Omit<LoadTask, 'ms'>,
): Promise<{ load: LoadResult; micros: number }> {
  const before = cpuMicros(side.server.pid);
  const kept = side.name === 'gateway' ? await bidsIn(gateway, task.auctionId) : 0;
  const load = await side.load.ask<LoadResult>({ ...task, ms: ROUND_MS });
  const micros = (cpuMicros(side.server.pid) - before) / load.acknowledged;
  if (side.name === 'gateway') {
    const inBook = (await bidsIn(gateway, task.auctionId)) - kept;
    if (inBook !== load.acknowledged)
      throw new Error(`${load.acknowledged} bids were acknowledged, ${inBook} are in the book`);
  }
  return { load, micros };
}

/** Accepted and refused ones: each leaves its event. */
async function bidsIn(gateway: GatewayUnderTest, auctionId: string): Promise<number> {
  const [row] = await gateway.database.query<{ bids: number }>(
    `select count(*)::int as bids from auction_event where auction_id = $1 and type in ('bid.accepted', 'command.rejected')`,
    [auctionId],
  );
  return row!.bids;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const rate = ({ acknowledged, seconds }: LoadResult): number => acknowledged / seconds;

const head = (settings: string): string =>
  `bids over ${SOCKETS} sockets, one hot auction, acknowledged after the commit; clients and servers in processes of their own\n` +
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, PostgreSQL: ${settings}\n`;

function line(round: number, { name, peak, micros }: Side, peakMicros: number, fixed: LoadResult): string {
  const most = peak.at(-1)!;
  const share = `${Math.round((100 * most.accepted) / most.acknowledged)}% accepted`;
  return (
    `round ${round} ${name.padEnd(8)} ${whole(rate(most)).padStart(7)}/s at most (${share}, ${peakMicros.toFixed(1)} µs a bid, p50 ${most.p50Ms.toFixed(1)} ms, ` +
    `p99 ${most.p99Ms.toFixed(1)} ms); at ${whole(rate(fixed))}/s ${micros.at(-1)!.toFixed(1)} µs a bid, p99 ${fixed.p99Ms.toFixed(1)} ms${fixed.turnedAway ? `, ${whole(fixed.turnedAway)} turned away` : ''}\n`
  );
}

function report([ours, bare]: readonly Side[], perSecond: number, json: boolean): void {
  const cases = [
    { case: `peak-${SOCKETS}`, unit: 'bids/s', values: [ours!.peak.map(rate), bare!.peak.map(rate)] },
    { case: 'cpu', unit: `µs/bid at ${whole(perSecond)}/s`, values: [ours!.micros, bare!.micros] },
  ] as const;
  for (const { case: name, unit, values } of cases) {
    const [mine, theirs] = values.map((list) => Math.round(median(list) * 10) / 10);
    const ratios = values[0].map((value, round) => value / values[1][round]!);
    const ratio = Math.round(median(ratios) * 100) / 100;
    if (json) {
      const load = name === 'cpu' ? { perSecond } : {};
      const result = { bench: 'sockets', case: name, ours: mine, baselineName: 'echo', baseline: theirs, ratio };
      process.stdout.write(`${JSON.stringify({ ...result, ...load })}\n`);
    } else {
      const range = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
      process.stdout.write(
        `${name.padEnd(10)} gateway ${mine!.toLocaleString('en')} ${unit}, bare echo ${theirs!.toLocaleString('en')} ${unit}, ratio ${ratio} (${range})\n`,
      );
    }
  }
}
