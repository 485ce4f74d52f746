import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ack, PublicEvent } from '@jishi/bidding';
import { io, type Socket } from 'socket.io-client';
import { HttpClient } from '../../apps/cli/src/demo/http-client';
import { LiveClient } from '../../apps/cli/src/demo/live-client';
import { type Company, Floor } from '../support/crowd';
import { startStack, type Stack } from '../support/stack';

describe('sockets', () => {
  let stack: Stack;
  let floor: Floor;
  let auctionId: string;
  let bidders: Company[];
  const open: { close(): void }[] = [];
  const live = (token: string | null = null): LiveClient => {
    const client = new LiveClient(stack.gatewayUrl, token);
    open.push(client);
    return client;
  };
  const raw = (options: object): Socket => {
    const socket = io(stack.gatewayUrl, { transports: ['websocket'], forceNew: true, reconnection: false, ...options });
    open.push(socket);
    return socket;
  };
  const priceOf = async (): Promise<number> => (await floor.bidding.snapshot(auctionId)).nextMinimumMinor;

  beforeAll(async () => {
    stack = await startStack();
    floor = await Floor.open(stack.databaseUrl);
    auctionId = await floor.auction();
    bidders = await floor.bidders(auctionId, 4);
  }, 90_000);
  afterEach(() => {
    for (const client of open.splice(0)) client.close();
  });
  afterAll(async () => {
    await floor?.close();
    await stack?.stop();
  });

  it('anybody may watch: the snapshot, then each event once and in order', async () => {
    const watcher = live();
    const snapshot = await watcher.watch(auctionId);
    expect(snapshot).toMatchObject({ auctionId, state: 'open' });
    const ack = (await live(bidders[0]!.token).bid(auctionId, await priceOf())) as Ack;
    expect(ack.accepted).toBe(true);
    await until(() => watcher.events(auctionId).some(({ seq }) => seq === ack.seq), 1_000);
    const seqs = watcher.events(auctionId).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  });

  it('a watcher that is cut off again and again has the whole book, without a gap or a double', async () => {
    const frames: number[] = [];
    const watcher = live();
    await watcher.watch(auctionId, (events) => frames.push(...events.map(({ seq }) => seq)));
    const [a, b] = [live(bidders[0]!.token), live(bidders[1]!.token)];
    await Promise.all([a.ready(), b.ready()]);
    for (let i = 0; i < 60; i += 1) {
      if (i % 12 === 5) watcher.cut();
      await (i % 2 ? a : b).bid(auctionId, await priceOf());
      await sleep(20);
    }
    const { seq: last } = await floor.bidding.snapshot(auctionId);
    await until(() => watcher.events(auctionId).at(-1)?.seq === last, 5_000);
    expect(frames).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    const stored = await new HttpClient(stack.url).get<{ items: PublicEvent[] }>(
      `/auctions/${auctionId}/events?limit=1000`,
    );
    expect(watcher.events(auctionId)).toEqual(stored.items);
  }, 30_000);

  it('the same command id is one bid, over sockets and HTTP alike', async () => {
    const { token } = bidders[2]!;
    const commandId = randomUUID();
    const amountMinor = await priceOf();
    const first = (await live(token).bid(auctionId, amountMinor, commandId)) as Ack;
    const http = new HttpClient(stack.url, token);
    const again = await http.post<Ack>(`/auctions/${auctionId}/bids`, { commandId, amountMinor });
    expect(first.accepted).toBe(true);
    expect(again).toMatchObject({ accepted: true, seq: first.seq });
    const other = await http.post<Ack>(`/auctions/${auctionId}/bids`, { commandId, amountMinor: amountMinor + 1_000 });
    expect(other).toMatchObject({ accepted: false, code: 'command.id_reused' });
  });

  it('takes every command of a bidder, with the same answers as over HTTP', async () => {
    const client = live(bidders[1]!.token);
    const give = (event: string, fields: object) =>
      client.ask<Ack>(event, { auctionId, commandId: randomUUID(), ...fields });
    const amountMinor = (await priceOf()) + 50_000;
    expect(await give('maximum', { amountMinor })).toMatchObject({ accepted: true });
    expect((await floor.bidding.standing(auctionId, bidders[1]!.organisationId)).maximumMinor).toBe(amountMinor);
    // Neither a right of first refusal nor a sealed sale: refused by the rules of the sale, not by the gateway.
    expect(await give('match', { priceMinor: amountMinor })).toMatchObject({ accepted: false });
    const envelope = ['JS1', 'A'.repeat(43), ...Array.from({ length: 6 }, () => `${'A'.repeat(170)}Q`)].join('.');
    expect(await give('seal', { envelope })).toMatchObject({ accepted: false });
    const cut = { envelope: envelope.slice(0, -1) };
    expect(await give('seal', cut)).toMatchObject({ status: 422, code: 'sealed.bad_envelope' });
    const nobody = live(null);
    for (const event of ['maximum', 'match', 'seal']) {
      expect(await give(event, {})).toMatchObject({ status: 422 });
      expect(await nobody.ask(event, {})).toMatchObject({ status: 401 });
    }
  });

  it('bids need a login, the permission, and admission', async () => {
    const bid = async (token: string | null) => (await live(token).bid(auctionId, await priceOf())) as unknown;
    expect(await bid(null)).toMatchObject({ status: 401, code: 'socket.login_required' });
    const { token: officer } = await floor.company('university');
    expect(await bid(officer)).toMatchObject({ status: 403, code: 'socket.permission_required' });
    const { token: stranger } = await floor.company('company');
    expect(await bid(stranger)).toMatchObject({ accepted: false, seq: null });
  });

  it('a malformed message is answered, and changes nothing', async () => {
    const client = live(bidders[0]!.token);
    const before = await floor.bidding.snapshot(auctionId);
    for (const message of [
      null,
      1,
      {},
      { auctionId, commandId: 'x', amountMinor: 1 },
      { auctionId, commandId: randomUUID() },
    ]) {
      expect(await client.ask('bid', message as object)).toMatchObject({ status: 422, code: 'message.malformed' });
    }
    expect((await floor.bidding.snapshot(auctionId)).seq).toBe(before.seq);
  });

  it('a flood is refused with a code that says when to come back', async () => {
    const socket = raw({ auth: { token: bidders[3]!.token } });
    await connected(socket);
    const bids = Array.from({ length: 120 }, () =>
      socket.emitWithAck('bid', { auctionId, commandId: randomUUID(), amountMinor: 1 }),
    );
    const codes = ((await Promise.all(bids)) as { code: string; params?: object }[]).map(({ code }) => code);
    expect(codes).toContain('message.rate_limited');
    expect(codes.filter((code) => code === 'message.rate_limited').length).toBeLessThan(120);
  });

  it('foreign web pages are refused; a cookie counts only from our own page', async () => {
    const refused = raw({ extraHeaders: { origin: 'http://evil.example' } });
    await expect(connected(refused)).rejects.toThrow();
    // There is no other way in than a websocket: what a page could send without a preflight is not served.
    const polling = await fetch(`${stack.gatewayUrl}/socket.io/?EIO=4&transport=polling`);
    expect(polling.status).toBe(400);
    const { token } = bidders[0]!;
    const bidWith = async (headers: Record<string, string>) => {
      const socket = raw({ extraHeaders: headers });
      await connected(socket);
      return (await socket.emitWithAck('bid', { auctionId, commandId: randomUUID(), amountMinor: 1 })) as {
        code: string;
      };
    };
    const cookie = `jishi_session=${token}`;
    expect((await bidWith({ cookie })).code).toBe('socket.login_required');
    expect((await bidWith({ cookie, origin: stack.url })).code).not.toBe('socket.login_required');
  });

  it('a token that opens nothing is refused at the door', async () => {
    const socket = raw({ auth: { token: 'A'.repeat(43) } });
    await expect(connected(socket)).rejects.toMatchObject({ data: { code: 'socket.session_invalid', status: 401 } });
  });

  it('a revoked session loses its socket at once, and cannot bid in between', async () => {
    const { token } = await floor.company('company');
    const socket = raw({ auth: { token } });
    await connected(socket);
    const kicked = new Promise<object>((resolve) => socket.once('session.revoked', resolve));
    const gone = new Promise<string>((resolve) => socket.once('disconnect', resolve));
    await revoke(stack, token);
    const late = sleep(1_000, 'late', { ref: false });
    expect(await Promise.race([kicked, late])).toMatchObject({ code: 'socket.session_invalid' });
    expect(await Promise.race([gone, late])).toBe('io server disconnect');
  });

  it('a session that ends without a word is found within seconds', async () => {
    const { token } = await floor.company('company');
    const socket = raw({ auth: { token } });
    await connected(socket);
    const gone = new Promise<string>((resolve) => socket.once('disconnect', resolve));
    await floor.endSessionSilently(token);
    expect(await Promise.race([gone, sleep(8_000, 'late', { ref: false })])).toBe('io server disconnect');
  }, 15_000);

  it('tells the time it judges by', async () => {
    const client = live();
    await client.ready();
    const { nowMs, errorMs } = await client.time();
    expect(Math.abs(nowMs - floor.nowMs())).toBeLessThan(200 + errorMs);
  });
});

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
}

async function revoke(stack: Stack, token: string): Promise<void> {
  const response = await fetch(`${stack.url}/api/sessions/current`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`logout failed: ${response.status}`);
}

async function until(holds: () => boolean, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms`);
    await sleep(20);
  }
}
