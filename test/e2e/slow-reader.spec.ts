import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Socket as NetSocket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PublicEvent, Snapshot } from '@jishi/bidding';
import { io, type Socket } from 'socket.io-client';
import { Floor } from '../support/crowd';
import { type Gateway, startGateway, stopGateway } from '../support/gateway';
import { testDatabase, type TestDatabase } from '../support/postgres';

/** An operator's reason is published: long ones fill the line quickly, three bytes a character. */
const REASON = '延'.repeat(500);
const READERS = 8;
const MEGABYTES = 12;

describe('readers that stop reading', () => {
  let database: TestDatabase;
  let floor: Floor;
  let gateway: Gateway;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    gateway = await startGateway(database.url);
    floor = await Floor.open(database.url);
  }, 60_000);
  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await floor?.close();
    if (gateway) await stopGateway(gateway);
    await database?.drop();
  });

  it('cost the gateway no memory, and are given a snapshot from which they go on', async () => {
    const auctionId = await floor.auction();
    const extend = async (count: number): Promise<void> => {
      await Promise.all(
        Array.from({ length: count }, async () => {
          const command = { type: 'extend', reason: REASON, extendMs: 1 } as const;
          const ack = await floor.bidding.submit({
            auctionId,
            actor: 'operator:spec',
            commandId: randomUUID(),
            command,
          });
          if (!ack.accepted) throw new Error(`not extended: ${ack.code}`);
        }),
      );
    };
    const reader = async () => {
      const socket = io(gateway.url, { transports: ['websocket'], forceNew: true, reconnection: false });
      sockets.push(socket);
      await new Promise((resolve) => socket.once('connect', () => resolve(null)));
      const seen = { seq: 0, gaps: 0, snapshots: 0 };
      const take = (events: PublicEvent[]): void => {
        for (const { seq } of events) {
          if (seq > seen.seq + 1) seen.gaps += 1;
          seen.seq = Math.max(seen.seq, seq);
        }
      };
      socket.on('events', ({ events }: { events: PublicEvent[] }) => take(events));
      socket.on('snapshot', ({ snapshot, events }: { snapshot: Snapshot; events: PublicEvent[] }) => {
        seen.snapshots += 1;
        seen.seq = snapshot.seq;
        take(events);
      });
      const { snapshot } = (await socket.emitWithAck('watch', { auctionId })) as { snapshot: Snapshot };
      seen.seq = snapshot.seq;
      return { seen, line: lineOf(socket) };
    };
    const [fast, ...slow] = await Promise.all(Array.from({ length: READERS + 1 }, reader));
    for (const { line } of slow) line.pause();
    const before = residentMegabytes(gateway);
    for (let sent = 0; sent < MEGABYTES * 500; sent += 1_000) await extend(1_000);
    await until(() => fast!.seen.snapshots === 0 && slow.length === READERS && fast!.seen.seq > MEGABYTES * 500);
    // Were it all kept for each of them, this would be READERS × MEGABYTES more.
    const grown = residentMegabytes(gateway) - before;
    expect(grown).toBeLessThan((READERS * MEGABYTES) / 2);
    for (const { line } of slow) line.resume();
    await until(() => slow.every(({ seen }) => seen.snapshots > 0));
    await extend(1);
    const last = (await floor.bidding.snapshot(auctionId)).seq;
    await until(() => [fast!, ...slow].every(({ seen }) => seen.seq === last));
    expect([fast!, ...slow].map(({ seen }) => seen.gaps)).toEqual(Array.from({ length: READERS + 1 }, () => 0));
  }, 60_000);
});

/** The TCP socket below engine.io's client. */
function lineOf(socket: Socket): NetSocket {
  const { transport } = socket.io.engine as unknown as { transport: { ws: { _socket: NetSocket } } };
  return transport.ws._socket;
}

/** Where the system tells it; elsewhere only the snapshots are looked at. */
function residentMegabytes({ process: { pid } }: Gateway): number {
  if (process.platform !== 'linux') return 0;
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) / 1_024;
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('not within 20 s');
    await sleep(50);
  }
}
