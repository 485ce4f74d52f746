import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Ack, Head } from '../answers';
import type { Submission } from '../journal/journal';
import { ANSWER_WITHIN_MS, Forwarder } from './forwarder';

type Handler = (message: Record<string, unknown>) => void;

/** A bus that forgets what `lost` says, and keeps the size of everything else. */
function newBus() {
  const handlers = new Map<string, Handler>();
  const sizes: number[] = [];
  const bus = {
    lost: (_message: object): boolean => false,
    sizes,
    subscribe(channel: string, handler: Handler) {
      handlers.set(channel, handler);
      return Promise.resolve(() => handlers.delete(channel));
    },
    publish(channel: string, message: Record<string, unknown>) {
      const text = JSON.stringify(message);
      sizes.push(Buffer.byteLength(text));
      if (!bus.lost(message)) handlers.get(channel)?.(JSON.parse(text) as Record<string, unknown>);
      return Promise.resolve();
    },
  };
  return bus;
}

const head: Head = { seq: 1, root: 'r'.repeat(64), signature: 's'.repeat(88), keyId: 'k', index: 0, size: 1, path: [] };
const bid = (envelope = ''): Submission => ({
  auctionId: randomUUID(),
  commandId: randomUUID(),
  actor: randomUUID(),
  command: { type: 'bid', amountMinor: 100, envelope },
  arrivedAtMs: 7,
});
const accepted = ({ auctionId, arrivedAtMs }: Submission, extra: object = {}): Ack =>
  ({ accepted: true, auctionId, seq: 1, arrivedAtMs, leafHash: 'l'.repeat(64), head, ...extra }) as unknown as Ack;

const running: Forwarder[] = [];
async function pair(decide: (submission: Submission) => Promise<Ack> | null) {
  const bus = newBus();
  const [here, there] = [randomUUID(), randomUUID()];
  const asker = new Forwarder(here, bus, () => null);
  const holder = new Forwarder(there, bus, decide);
  running.push(asker, holder);
  for (const forwarder of [asker, holder]) await forwarder.start();
  return { bus, ask: (submission: Submission) => asker.ask(there, submission) };
}
afterEach(() => {
  for (const forwarder of running.splice(0)) forwarder.stop();
});

describe('forwarded bids', () => {
  it('get the holder’s own answers, many to a message, none beyond what the bus carries', async () => {
    const { bus, ask } = await pair((submission) => Promise.resolve(accepted(submission)));
    const bids = Array.from({ length: 200 }, () => bid());
    expect(await Promise.all(bids.map(ask))).toEqual(bids.map((submission) => accepted(submission)));
    expect(bus.sizes.length).toBeLessThan(40);
    expect(Math.max(...bus.sizes)).toBeLessThan(7_900);
  });

  it('are decided elsewhere when the other holds no lease, or they are too long to be carried either way', async () => {
    const none = await pair(() => null);
    expect(await none.ask(bid())).toBe('elsewhere');
    const long = await pair((submission) => Promise.resolve(accepted(submission, { path: 'p'.repeat(9_000) })));
    expect(await long.ask(bid('e'.repeat(9_000)))).toBe('elsewhere');
    expect(await Promise.all([long.ask(bid()), long.ask(bid())])).toEqual(['elsewhere', 'elsewhere']);
  });

  it('wait a bounded time for an answer that got lost, and the others are not held up by it', async () => {
    const { bus, ask } = await pair((submission) => Promise.resolve(accepted(submission)));
    bus.lost = (message) => 'answers' in message;
    const startedMs = performance.now();
    const lost = ask(bid());
    await new Promise((resolve) => setTimeout(resolve, 50));
    bus.lost = () => false;
    expect(await ask(bid())).toMatchObject({ accepted: true });
    expect(await lost).toBe('silent');
    expect(performance.now() - startedMs).toBeLessThan(ANSWER_WITHIN_MS + 500);
  });
});
