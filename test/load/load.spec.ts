import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ack } from '@jishi/bidding';
import { HttpClient } from '../../apps/cli/src/demo/http-client';
import { type Company, Floor } from '../support/crowd';
import { startStack, type Stack } from '../support/stack';

const CROWD = 256;
const EVERY_MS = 120;
const TIMES = 10;
const ACKNOWLEDGED_WITHIN_MS = 1_000;

interface Seen {
  acknowledged: number;
  accepted: number;
  slowestMs: number;
}

describe('one busy auction', () => {
  let stack: Stack;
  let floor: Floor;
  let auctionId: string;
  let crowd: ChildProcess;
  let lines: Interface;
  let http: Company;

  beforeAll(async () => {
    stack = await startStack();
    floor = await Floor.open(stack.databaseUrl);
    auctionId = await floor.auction();
    const [first, ...others] = await floor.bidders(auctionId, CROWD + 1);
    http = first!;
    crowd = spawn(process.execPath, ['test/load/crowd.mjs'], { stdio: ['pipe', 'pipe', 'inherit'] });
    lines = createInterface({ input: crowd.stdout! });
    const tokens = others.map(({ token }) => token);
    const task = { gatewayUrl: stack.gatewayUrl, auctionId, tokens, everyMs: EVERY_MS, stepMinor: 1_000 };
    crowd.stdin!.write(`${JSON.stringify(task)}\n`);
    await once(lines, 'line');
  }, 120_000);
  afterAll(async () => {
    crowd?.kill();
    await floor?.close();
    await stack?.stop();
  });

  it(`acknowledges an HTTP bidder within a second while ${CROWD} socket bidders bid`, async () => {
    const client = new HttpClient(stack.url, http.token);
    const startedMs = performance.now();
    const took: number[] = [];
    let accepted = 0;
    for (let i = 0; i < TIMES; i += 1) {
      const { priceMinor } = await floor.bidding.snapshot(auctionId);
      const sentMs = performance.now();
      // A leap ahead of the crowd, so that most of these are accepted and not just answered.
      const body = { commandId: randomUUID(), amountMinor: (priceMinor ?? 1_000_000) + 10_000_000 };
      const ack = await client.post<Ack>(`/auctions/${auctionId}/bids`, body);
      took.push(Math.round(performance.now() - sentMs));
      if (ack.accepted) accepted += 1;
      await sleep(500);
    }
    const seconds = (performance.now() - startedMs) / 1000;
    const report = once(lines, 'line') as Promise<[string]>;
    crowd.stdin!.end();
    const seen = JSON.parse((await report)[0]) as Seen;
    const perSecond = Math.round(seen.acknowledged / seconds);
    console.log(`HTTP acknowledged in ${took.join(', ')} ms; crowd ${perSecond}/s, slowest ${seen.slowestMs} ms`);

    expect(Math.max(...took)).toBeLessThan(ACKNOWLEDGED_WITHIN_MS);
    expect(accepted).toBeGreaterThanOrEqual(TIMES / 2);
    // The crowd did keep the auction busy: each of them was answered about once a second or more.
    expect(perSecond).toBeGreaterThan(CROWD);
    expect(seen.accepted).toBeGreaterThan(TIMES);
  }, 60_000);
});
