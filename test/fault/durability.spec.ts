import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Ack } from '@jishi/bidding';
import { LiveClient } from '../../apps/cli/src/demo/live-client';
import { until } from '../../apps/cli/src/demo/wait';
import { unfairness } from '../simulation/fairness';
import { type Company, Floor } from '../support/crowd';
import { startStack, type Stack } from '../support/stack';
import { type Heard, Stubborn } from './stubborn';

const LANES = 8;
const ENOUGH = 60;
/** A loss needs a kill between an answer and the next write of the log: it does not happen every time. */
const MOST_ROUNDS = 8;

/**
 * The control: with `synchronous_commit=off` the database answers before the log is on disk, so killing it must lose
 * acknowledged bids, and the same checker that finds none with our settings must find those.
 */
describe('a database that answers before it has written', () => {
  let stack: Stack;
  let floor: Floor;

  beforeAll(async () => {
    stack = await startStack({ ownDatabase: true, env: { BIDS_PER_SECOND: '1000' } });
    floor = await Floor.open(stack.databaseUrl);
  }, 120_000);
  afterAll(async () => {
    await floor?.close();
    await stack?.stop();
  });

  it('loses nothing as it is set up, and is found out when it is not', async () => {
    expect(await lostAfterKill()).toEqual([]);
    await careless();
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      const lost = await lostAfterKill();
      if (lost.length === 0) continue;
      console.log(`without synchronous commit, round ${round}: ${lost.length} acknowledged bids lost`);
      return;
    }
    throw new Error(
      `${MOST_ROUNDS} kills lost no bid: the checker is blind, or the database is better than it should be`,
    );
  }, 180_000);

  /** Bids as fast as it goes, kills the database in the middle, and answers the acknowledged bids it does not know. */
  async function lostAfterKill(): Promise<string[]> {
    const auctionId = await floor.auction();
    const companies = await floor.bidders(auctionId, 2);
    const sockets = companies.map(({ token }) => new LiveClient(stack.gatewayUrl, token));
    const isReady = (socket: LiveClient): Promise<boolean> =>
      socket.ready().then(
        () => true,
        () => false,
      );
    for (const socket of sockets) await until('the gateway', () => isReady(socket));
    const heard: Heard = { minimumMinor: 1_000_000, stepMinor: 1_000, leader: null };
    const lanes = companies.flatMap(({ code }: Company, i) =>
      Array.from({ length: LANES }, () => {
        const send = (commandId: string, amountMinor: number): Promise<Ack> =>
          sockets[i]!.ask<Ack>('bid', { auctionId, commandId, amountMinor });
        return new Stubborn(code, send, heard, 0);
      }),
    );
    let over = false;
    // Whoever is not answered by then stays without an answer: nothing may be asked again after the kill.
    const bidding = lanes.map((lane) => lane.bidUntil(() => over).catch(() => undefined));
    const accepted = (): number => lanes.reduce((sum, { receipts }) => sum + receipts.length, 0);
    await until('bids', async () => accepted() >= ENOUGH, 30_000, 5);
    over = true;
    const asked = lanes.flatMap((lane) => [...lane.asked]);
    for (const socket of sockets) socket.close();
    await stack.kill('postgres');
    await Promise.all(bidding);
    const events = await until('the database', () => floor.bidding.eventsAfter(auctionId, 0, 5_000).catch(() => null));
    return unfairness({ asked, events, incidents: new Set(), clockErrorMs: 0 }).map(({ code, at }) => `${code}: ${at}`);
  }

  /** For every session of the applications from now on; and the log is written out as late as it can be. */
  async function careless(): Promise<void> {
    const superuser = new Client({ connectionString: stack.superuserUrl() });
    await superuser.connect();
    await superuser.query('alter role jishi_app set synchronous_commit = off');
    await superuser.query(`alter system set wal_writer_delay = '10s'`);
    await superuser.query(`alter system set wal_writer_flush_after = '1GB'`);
    await superuser.query('select pg_reload_conf()');
    await superuser.end();
    await stack.kill('gateway');
  }
});
