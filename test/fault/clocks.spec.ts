import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Ack, PublicEvent } from '@jishi/bidding';
import { HttpClient } from '../../apps/cli/src/demo/http-client';
import { LiveClient } from '../../apps/cli/src/demo/live-client';
import { until } from '../../apps/cli/src/demo/wait';
import { Floor } from '../support/crowd';
import { startStack } from '../support/stack';

const preload = pathToFileURL(resolve('test/support/wrong-clock.mjs')).href;
/** How far an arrival may be from the moment the client sent it, on a busy machine. */
const WAY_MS = 1_500;
const RULES = {
  freePeriodMs: 3_000,
  timerMs: 3_000,
  extension: { triggerMs: 2_000, extendMs: 2_000, base: 'bidTime', cap: 1, hardStopMs: null },
  closeDrainMs: 5_000,
} as const;

/** What a sale came to, without the ids and the moments that differ from run to run. */
async function outcomeWith(clocks: string): Promise<object> {
  const env: Record<string, string> =
    clocks === 'right' ? {} : { NODE_OPTIONS: `--import=${preload}`, JISHI_TEST_CLOCKS: clocks };
  const stack = await startStack({ env });
  const floor = await Floor.open(stack.databaseUrl);
  const sockets: LiveClient[] = [];
  try {
    const auctionId = await floor.auction(RULES);
    const [a, b] = await floor.bidders(auctionId, 2);
    const live = new LiveClient(stack.gatewayUrl, a!.token);
    sockets.push(live);
    await live.ready();
    const http = new HttpClient(stack.url, b!.token);
    const overHttp = (amountMinor: number): Promise<Ack> =>
      http.postAgain<Ack>(`/auctions/${auctionId}/bids`, { commandId: randomUUID(), amountMinor });
    const { endsAtMs } = await floor.bidding.snapshot(auctionId);
    const answers: (string | boolean)[] = [];
    const heard = async (bid: Promise<unknown>): Promise<void> => {
      const sentAtMs = floor.nowMs();
      const ack = (await bid) as Ack;
      answers.push(ack.accepted || ack.code);
      if (ack.accepted) expect(Math.abs(ack.arrivedAtMs - sentAtMs)).toBeLessThan(WAY_MS);
    };
    await heard(live.bid(auctionId, 1_000_000));
    await heard(overHttp(1_001_000));
    await sleep(endsAtMs - 800 - floor.nowMs());
    await heard(live.bid(auctionId, 1_002_000)); // moves the end once
    const moved = (await floor.bidding.snapshot(auctionId)).endsAtMs;
    await sleep(moved - 700 - floor.nowMs());
    await heard(overHttp(1_003_000)); // in time, and the end does not move again
    await sleep(moved + 100 - floor.nowMs());
    await heard(live.bid(auctionId, 1_004_000)); // too late, whoever's clock says otherwise
    await heard(overHttp(1_004_000));
    await until('the close', async () => (await floor.bidding.snapshot(auctionId)).state === 'closed', 30_000, 100);
    const events: PublicEvent[] = await floor.bidding.eventsAfter(auctionId, 0, 1_000);
    const closed = events.find(({ type }) => type === 'auction.closed')!;
    expect(moved).toBeGreaterThan(endsAtMs);
    expect(closed['endedAtMs']).toBe(moved);
    // Not before the end, nor long after all writers have said that they are past it.
    expect(closed.atMs).toBeGreaterThanOrEqual(moved);
    expect(closed.atMs).toBeLessThan(moved + RULES.closeDrainMs + WAY_MS);
    const { outcome, priceMinor } = closed as unknown as { outcome: string; priceMinor: number };
    const byHttp = closed['winner'] === b!.code;
    return { answers, outcome, priceMinor, byHttp, types: events.map(({ type }) => type) };
  } finally {
    for (const socket of sockets) socket.close();
    await floor.close();
    await stack.stop();
  }
}

describe('wall clocks that are wrong by five seconds, each application its own way', () => {
  it('change no outcome', async () => {
    const wrong = await outcomeWith('wrong');
    const late = 'auction.closed_to_bids';
    expect(wrong).toMatchObject({
      answers: [true, true, true, true, late, late],
      outcome: 'sold',
      priceMinor: 1_003_000,
      byHttp: true,
    });
    if (!process.env['JISHI_KILLS']) return;
    for (const clocks of ['reversed', 'right']) expect(await outcomeWith(clocks)).toEqual(wrong);
  }, 180_000);
});
