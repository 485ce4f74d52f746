import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { toProblem } from '../api/http';
import type { Order } from './order';
import { RoomStore } from './room-store';

const ORDER: Order = { kind: 'bid', amountMinor: 100 };
const SNAPSHOT = {
  auctionId: 'a',
  state: 'open',
  seq: 1,
  mode: 'english',
  startPriceMinor: 100,
  priceMinor: null,
  leader: null,
  nextMinimumMinor: 100,
  incrementMinor: 10,
  bidCount: 0,
  openObjections: 0,
  firstRefusal: [],
  bids: [],
  rules: {},
};
const EVENT = { seq: 2, atMs: 2, type: 'bid.accepted', bidder: 'B01', amountMinor: 100, arrivedAtMs: 2 };

type Listener = (signal: AbortSignal) => Promise<Response>;

const give =
  (body: unknown): Listener =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body)));
const hang: Listener = (signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
const stopHalfway: Listener = (signal) => {
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    controller.enqueue(new TextEncoder().encode('{"items":['));
    signal.addEventListener('abort', () => controller.error(signal.reason));
  };
  return Promise.resolve(new Response(new ReadableStream({ start })));
};

let answers: Record<string, Listener>;

beforeEach(() => {
  answers = {
    '/api/time': give({ nowMs: 1, errorMs: 1 }),
    '/api/auctions/a': give(SNAPSHOT),
    '/api/auctions/a/events': give({ items: [EVENT], nextAfter: null }),
    '/api/auctions/a/bids': give({ accepted: true, auctionId: 'a', seq: 2 }),
  };
  jest.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
    const signal = init?.signal;
    if (!signal) throw new Error('nothing ends this request');
    return answers[(url as string).split('?')[0]!]!(signal);
  });
  // A hundred times less patience.
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms / 100));
});
afterEach(() => void jest.restoreAllMocks());

const until = async (seen: () => boolean): Promise<void> => {
  for (const end = Date.now() + 3_000; !seen();) {
    if (Date.now() > end) throw new Error('it did not come');
    await new Promise((done) => setTimeout(done, 10));
  }
};

it.each([
  ['never comes', hang],
  ['stops halfway', stopHalfway],
])('an answer that %s does not keep later gaps open', async (_name, listener) => {
  const store = new RoomStore('a');
  await store.refresh();
  const events = answers['/api/auctions/a/events']!;
  answers['/api/auctions/a/events'] = listener;
  await store.send('one', ORDER);
  await until(() => store.read().problem?.code === 'network.timeout');
  answers['/api/auctions/a/events'] = events;
  await store.send('one', ORDER);
  await until(() => store.read().room?.snapshot.seq === 2);
});

it('a bid whose answer never comes ends with nothing known about it', async () => {
  answers['/api/auctions/a/bids'] = hang;
  const store = new RoomStore('a');
  const error: unknown = await store.send('one', ORDER).catch((cause: unknown) => cause);
  expect(toProblem(error)).toMatchObject({ status: 0, code: 'network.timeout' });
});
