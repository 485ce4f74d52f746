import { createHash, createPublicKey, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Accepted, Ack } from '@jishi/bidding';
import { io, type Socket } from 'socket.io-client';
import { type Company, Floor } from '../support/crowd';
import { type Gateway, startGateway, stopGateway } from '../support/gateway';
import { testDatabase, type TestDatabase } from '../support/postgres';

const BIDDERS = 12;
const ANSWER_MS = 2_500;

/** Two gateways with keys of their own: the key of a receipt tells which of them decided. */
describe('two gateways', () => {
  let database: TestDatabase;
  let floor: Floor;
  let gateways: Gateway[];
  let auctionId: string;
  let bidders: Company[];
  /** Bids over HTTP only, so that it neither leads already nor has used up its rate. */
  let caller: Company;
  const sockets: Socket[] = [];
  const acks = new Map<string, Accepted>();
  let [amountMinor, stopped] = [1_000_000, false];

  const connect = async ({ url }: Gateway, token: string | null = null): Promise<Socket> => {
    const socket = io(url, { transports: ['websocket'], forceNew: true, ...(token ? { auth: { token } } : {}) });
    sockets.push(socket);
    await new Promise((resolve) => socket.once('connect', () => resolve(null)));
    return socket;
  };
  const decidedBy = async (): Promise<string[]> => {
    const rows = await database.database.query<{ holder: string; epoch: number }>(
      'select holder, epoch from auction_lease where auction_id = $1',
      [auctionId],
    );
    return rows.map(({ holder, epoch }) => `${holder} ${epoch}`);
  };
  /** Bids until told to stop; when its gateway is gone it repeats the very same bid at the other one. */
  const bidAgainAndAgain = async (own: Socket, other: Socket): Promise<void> => {
    let socket = own;
    while (!stopped) {
      const commandId = randomUUID();
      const bid = { auctionId, commandId, amountMinor: (amountMinor += 1_000) };
      while (!stopped) {
        const ack = (await socket
          .timeout(ANSWER_MS)
          .emitWithAck('bid', bid)
          .catch(() => null)) as Ack | null;
        if (ack?.accepted) acks.set(commandId, ack);
        if (ack && 'accepted' in ack) break;
        if (!socket.connected) socket = other;
        await sleep(50);
      }
      await sleep(20);
    }
  };

  beforeAll(async () => {
    database = await testDatabase();
    gateways = [await startGateway(database.url), await startGateway(database.url)];
    floor = await Floor.open(database.url);
    auctionId = await floor.auction();
    [caller, ...bidders] = (await floor.bidders(auctionId, BIDDERS + 1)) as [Company, ...Company[]];
  }, 60_000);
  afterAll(async () => {
    stopped = true;
    for (const socket of sockets) socket.disconnect();
    await floor?.close();
    for (const gateway of gateways ?? []) await stopGateway(gateway);
    await database?.drop();
  });

  it('count their audiences together', async () => {
    const [first, second] = gateways as [Gateway, Gateway];
    const watchers = [await connect(first), await connect(first), await connect(second, bidders[0]!.token)];
    const counted = watchers.map(
      (socket) =>
        new Promise((resolve) =>
          socket.on('watchers', ({ count, bidders: present }: { count: number; bidders: number }) => {
            if (count === 3 && present === 1) resolve(count);
          }),
        ),
    );
    for (const socket of watchers) await socket.emitWithAck('watch', { auctionId });
    expect(await Promise.all(counted)).toEqual([3, 3, 3]);
    for (const socket of watchers) socket.disconnect();
  });

  it('bring the bids of an auction to one of them; when that one is killed the other takes over, and no receipt is lost or doubled', async () => {
    const [first, second] = gateways as [Gateway, Gateway];
    const working: Promise<void>[] = [];
    for (const [i, { token }] of bidders.entries()) {
      const [a, b] = [await connect(first, token), await connect(second, token)];
      working.push(i % 2 ? bidAgainAndAgain(a, b) : bidAgainAndAgain(b, a));
    }
    await sleep(2_000);
    // Others may be faster with a higher bid, so it tries again.
    let overHttp: Ack | null = null;
    for (let tries = 0; tries < 50 && !overHttp?.accepted; tries += 1) {
      const command = { type: 'bid', amountMinor: (amountMinor += 20_000) } as const;
      const actor = caller.organisationId;
      overHttp = await floor.bidding.submit({ auctionId, actor, commandId: randomUUID(), command });
    }
    const before = [...acks.values()];
    const keys = new Map<string, number>();
    for (const { head } of before) keys.set(head.keyId, (keys.get(head.keyId) ?? 0) + 1);
    const [most, ...others] = [...keys].sort(([, a], [, b]) => b - a);
    // While the lease is being taken, and only then, both may decide.
    expect(others.reduce((sum, [, count]) => sum + count, 0)).toBeLessThan(before.length / 20);
    expect(before.length).toBeGreaterThan(50);
    expect(overHttp).toMatchObject({ accepted: true, head: { keyId: most![0] } });

    const [held] = await decidedBy();
    gateways.find(({ folder }) => keyIdIn(folder) === most![0])!.process.kill('SIGKILL');
    await sleep(5_000);
    const [taken] = await decidedBy();
    expect(taken).not.toBe(held);
    expect(taken!.split(' ')[1]).toBe('2');
    const since = acks.size;
    await sleep(1_000);
    expect(acks.size).toBeGreaterThan(since + 10);
    stopped = true;
    await Promise.all(working);

    const kept = await database.database.query<{ id: string; seq: number }>(
      `select command_id as id, seq from auction_event where auction_id = $1 and type = 'bid.accepted' and command_id is not null`,
      [auctionId],
    );
    const stored = new Map(kept.map(({ id, seq }) => [id, seq]));
    expect(stored.size).toBe(kept.length);
    expect([...acks].filter(([id, { seq }]) => stored.get(id) !== seq)).toEqual([]);
    expect((await floor.bidding.verify(auctionId)).ok).toBe(true);
  }, 40_000);
});

/** The name under which a gateway's signatures go: it begins the hash of its public key. */
function keyIdIn(folder: string): string {
  const key = createPublicKey(readFileSync(join(folder, 'signing-key.pem')));
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}
