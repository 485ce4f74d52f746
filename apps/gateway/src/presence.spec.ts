import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Presence } from './presence';

type Handler = (message: Record<string, unknown>) => void;

describe('presence', () => {
  let handlers: Handler[];
  let told: unknown[];
  let lost: boolean;
  const bus = {
    subscribe: (_: string, handler: Handler) => Promise.resolve((handlers.push(handler), () => undefined)),
    publish: (_: string, message: Record<string, unknown>) => {
      told.push(message);
      if (!lost) for (const handler of handlers) handler(message);
      return Promise.resolve();
    },
  };
  const gateway = async (): Promise<Presence> => {
    const presence = new Presence(bus as never);
    await presence.onModuleInit();
    return presence;
  };
  const here = (watchers: number, bidders = 0) => new Map([['a', { watchers, bidders }]]);

  beforeEach(() => {
    jest.useFakeTimers();
    [handlers, told, lost] = [[], [], false];
  });
  afterEach(() => void jest.useRealTimers());

  it('adds up what the others tell, and does not count itself', async () => {
    const [a, b, c] = [await gateway(), await gateway(), await gateway()];
    await b.tell(here(5, 1));
    await c.tell(here(7, 2));
    expect(a.elsewhere('a')).toEqual({ watchers: 12, bidders: 3 });
    expect(b.elsewhere('a')).toEqual({ watchers: 7, bidders: 2 });
    await c.tell(new Map());
    expect(a.elsewhere('a')).toEqual({ watchers: 5, bidders: 1 });
  });

  it('says what changed at once, what did not every two seconds, and nothing of empty rooms', async () => {
    const a = await gateway();
    for (const counts of [here(0), here(1), here(1), here(2)]) await a.tell(counts);
    expect(told).toHaveLength(2);
    jest.advanceTimersByTime(2_000);
    await a.tell(here(2));
    expect(told).toHaveLength(3);
    for (const counts of [new Map<string, never>(), new Map<string, never>()]) await a.tell(counts);
    expect(told).toHaveLength(4);
  });

  it('makes up for a lost word, and forgets a gateway that is gone', async () => {
    const [a, b] = [await gateway(), await gateway()];
    lost = true;
    await b.tell(here(5));
    lost = false;
    expect(a.elsewhere('a').watchers).toBe(0);
    jest.advanceTimersByTime(2_000);
    await b.tell(here(5));
    expect(a.elsewhere('a').watchers).toBe(5);
    jest.advanceTimersByTime(7_000);
    expect(a.elsewhere('a').watchers).toBe(0);
  });

  it('stays within what a notification may carry', async () => {
    const a = await gateway();
    const rooms = Array.from({ length: 450 }, (_, i) => [
      `0192f0c1-1111-7abc-8def-${String(i).padStart(12, '0')}`,
      i + 1,
    ]);
    await a.tell(
      new Map(rooms.map(([id, watchers]) => [id as string, { watchers: watchers as number, bidders: 99_999 }])),
    );
    expect(Math.max(...told.map((message) => JSON.stringify(message).length))).toBeLessThan(7_900);
  });
});
