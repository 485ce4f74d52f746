import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ack } from '@jishi/bidding';
import { checkBook } from '../../apps/cli/src/demo/book-check';
import { logIn, type Person, type StoryCast, storyCast } from '../../apps/cli/src/demo/cast';
import { LiveClient } from '../../apps/cli/src/demo/live-client';
import { downloadBook, ledgerOf } from '../../apps/cli/src/demo/oversight';
import * as sale from '../../apps/cli/src/demo/sale';
import { until } from '../../apps/cli/src/demo/wait';
import { unfairness } from '../simulation/fairness';
import { startStack, type Stack, type Victim } from '../support/stack';
import { Stubborn } from './stubborn';

const PRICE_MINOR = 60_000_000;
/** `npm run faults -- 200 50000` sets them for the long run. */
const KILLS = Number(process.env['JISHI_KILLS'] ?? 5);
const BIDS = Number(process.env['JISHI_BIDS'] ?? 800);
const VICTIMS: Victim[] = ['gateway', 'postgres', 'api', 'worker'];
/** The launcher gives up on what dies five times within a minute; so it is killed less often than that. */
const MOST_DEATHS = { count: 3, withinMs: 62_000 };
/** How many bids each company has under way at a time, and how long it waits between two. */
const LANES = BIDS > 10_000 ? 24 : 4;
const PAUSE_MS = BIDS > 10_000 ? 1_000 : 20;
const EXTEND_MS = BIDS > 10_000 ? 60_000 : 15_000;

describe('SIGKILL in the middle of bidding', () => {
  let stack: Stack;
  let cast: StoryCast;
  let listing: { id: string; auctionId: string };
  let bidders: { person: Person; code: string }[];

  beforeAll(async () => {
    stack = await startStack({ ownDatabase: true, env: { BIDS_PER_SECOND: '1000' } });
    cast = await storyCast(stack.url);
    const { items } = await cast.officer.http.get<sale.Page<{ id: string }>>('/achievements?limit=100');
    const terms = { form: 'licence', pricingWay: 'auction', priceMinor: PRICE_MINOR, profileCode: 'gz-demo' } as const;
    const { id } = await sale.draftAndSubmit(cast, items.at(-1)!.id, terms);
    await sale.takeIn(cast, id);
    listing = await sale.publish(cast, id);
    await sale.announced(cast.officer, listing.auctionId);
    bidders = await Promise.all(
      cast.rivals.map(async (person) => {
        const application = await sale.apply(person, listing.id, '本公司符合受让条件。');
        await sale.approve(cast, application.id);
        await sale.payDepositSimulated(person, listing.auctionId);
        return { person, code: await sale.admitted(person, listing.auctionId) };
      }),
    );
  }, 240_000);
  afterAll(() => stack?.stop());

  it(
    `loses and doubles no acknowledged bid in ${KILLS} kills during ${BIDS} bids; the sale closes and settles`,
    async () => {
      const { auctionId } = listing;
      await until('the opening', async () => (await sale.auction(cast.officer, auctionId)).state === 'open', 60_000);
      const heard = { minimumMinor: PRICE_MINOR, stepMinor: 1, leader: null };
      const sockets = bidders.slice(0, -1).map(({ person }) => new LiveClient(stack.gatewayUrl, person.http.token));
      const companies = bidders.flatMap(({ person, code }, index) => {
        const socket = sockets[index];
        const send = async (commandId: string, amountMinor: number): Promise<Ack> => {
          if (!socket) return person.http.postAgain<Ack>(`/auctions/${auctionId}/bids`, { commandId, amountMinor });
          const answer = await socket.bid(auctionId, amountMinor, commandId);
          if (!('accepted' in answer)) throw new Error(`the bid was not answered: ${answer.code}`);
          return answer;
        };
        const lanes = socket ? LANES : 1;
        return Array.from({ length: lanes }, () => new Stubborn(code, send, heard, socket ? PAUSE_MS : 4 * PAUSE_MS));
      });
      let over = false;
      const answered = (): number => companies.reduce((sum, { commands }) => sum + commands, 0);
      const killed: { victim: Victim; atMs: number }[] = [];
      const fallingDue = (victim: Victim): number =>
        killed.filter((death) => death.victim === victim && Date.now() - death.atMs < MOST_DEATHS.withinMs).length;
      const killing = (async () => {
        for (let kill = 0; kill < KILLS; kill++) {
          const victim = VICTIMS[kill % VICTIMS.length]!;
          const least = Math.floor((BIDS * (kill + 1)) / (KILLS + 1));
          await until(`${least} bids`, async () => answered() >= least, 300_000, 20);
          // What still starts cannot be killed at its work.
          await until('everything to serve', () => stack.serves(), 120_000, 50);
          await until('the launcher to forget', async () => fallingDue(victim) < MOST_DEATHS.count, 70_000, 100);
          killed.push({ victim, atMs: Date.now() });
          await stack.kill(victim);
        }
        await until(`${BIDS} bids`, async () => answered() >= BIDS, 120_000, 20);
      })().finally(() => (over = true));
      try {
        await Promise.all([
          killing,
          staysOpen(auctionId, () => over),
          ...companies.map((one) => one.bidUntil(() => over)),
        ]);
      } catch (error) {
        throw new Error(`after ${killed.length} kills: ${stack.logs()}`, { cause: error });
      } finally {
        over = true;
        for (const socket of sockets) socket.close();
      }
      // The end may have been put off twice just before, and an outage made up for.
      const closes = async (): Promise<boolean> => (await sale.auction(cast.officer, auctionId)).state === 'closed';
      await until('the close', closes, 90_000 + 2 * EXTEND_MS, 500);
      const receipts = companies.flatMap((company) => company.receipts);
      const asked = companies.flatMap((company) => company.asked);
      console.log(`${killed.length} SIGKILLs, ${asked.length} bids answered, ${receipts.length} of them accepted`);
      const events = await downloadBook(cast.officer.http, auctionId);
      const book = checkBook(events, receipts);
      expect(unfairness({ asked, events, incidents: new Set(), clockErrorMs: 500 })).toEqual([]);
      // Every bid was asked until answered, so the book holds exactly the acknowledged ones: none lost, none doubled.
      expect(book.bids).toBe(receipts.length);
      expect(events.filter(({ type }) => type === 'command.rejected')).toHaveLength(asked.length - receipts.length);
      // Most are overtaken by a rival: the more of them at once, the fewer.
      expect(receipts.length).toBeGreaterThan(BIDS / 50);
      expect(book.winner).not.toBeNull();
      await settle(bidders.find(({ code }) => code === book.winner)!.person);
    },
    240_000 + KILLS * 10_000 + BIDS * 50,
  );

  /** As long as the bidding is to go on: bids in the free period do not move the end. */
  async function staysOpen(auctionId: string, over: () => boolean): Promise<void> {
    const auctioneer = await logIn(stack.url, { login: 'auctioneer', password: 'jishi-demo', role: 'auctioneer' });
    while (!over()) {
      const { endsAtMs } = await auctioneer.http.get<{ endsAtMs: number }>(`/auctions/${auctionId}`);
      if (endsAtMs - Date.now() < EXTEND_MS) {
        const command = { commandId: randomUUID(), reason: '系统测试', extendMs: EXTEND_MS };
        const ack = await auctioneer.http.postAgain<Ack>(`/auctions/${auctionId}/extend`, command);
        if (!ack.accepted && ack.code === 'auction.closed_to_bids') throw new Error('the sale ended under the test');
      }
      await sleep(500);
    }
  }

  async function settle(winner: Person): Promise<void> {
    const { id } = await sale.contractOf(cast.officer, listing.id);
    await sale.acceptContract(cast.officer, id);
    await sale.acceptContract(winner, id);
    const payment = await sale.paymentOf(winner, id);
    await winner.http.post(`/payments/${payment.id}/simulated-payment`);
    await stack.kill('worker');
    const volume = await sale.volumeOf(winner, id);
    await sale.awardsOf(winner, volume.id);
    expect(await winner.http.get<sale.Contract>(`/contracts/${id}`)).toMatchObject({ state: 'settled' });
    for (const { person } of bidders) {
      await until('the end of the deposit', async () => {
        const { state } = await sale.depositOf(person, listing.auctionId);
        return state === (person === winner ? 'captured' : 'released');
      });
    }
    expect((await ledgerOf(cast.auditor)).sumMinor).toBe(0);
  }
});
