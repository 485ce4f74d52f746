import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { BidArrivals } from './bid-arrivals';

const server = fastify();
const held = new Set<number>();
let nowMs = 1_000;

beforeAll(async () => {
  const arrive = (atMs: number) => {
    held.add(atMs);
    return () => held.delete(atMs);
  };
  const arrivals = new BidArrivals(
    { httpAdapter: { getInstance: () => server } } as never,
    { arrive } as never,
    { now: () => nowMs } as never,
  );
  arrivals.onModuleInit();
  server.post('/api/auctions/:id/bids', (asked) => ({ arrivedAtMs: arrivals.of(asked), held: [...held] }));
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

describe('a bid over HTTP', () => {
  it('arrives when the whole of it is here, and the close waits from then on', async () => {
    const { port } = server.server.address() as AddressInfo;
    const body = JSON.stringify({ amountMinor: 100 });
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const bid = request({ host: '127.0.0.1', port, path: '/api/auctions/a/bids', method: 'POST', headers });
    bid.flushHeaders();
    await setTimeout(100);
    expect(held.size).toBe(0);
    nowMs = 60_000;
    bid.end(body);
    const [answer] = (await once(bid, 'response')) as [IncomingMessage];
    const text = Buffer.concat(await answer.toArray()).toString();
    expect(JSON.parse(text)).toEqual({ arrivedAtMs: 60_000, held: [60_000] });
    await setTimeout(50);
    expect(held.size).toBe(0);
  });
});
