import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ack } from '@jishi/bidding';
import { checkBook, type Receipt } from '../../apps/cli/src/demo/book-check';
import { logIn, type Person, type StoryCast, storyCast } from '../../apps/cli/src/demo/cast';
import { LiveClient } from '../../apps/cli/src/demo/live-client';
import { downloadBook, ledgerOf } from '../../apps/cli/src/demo/oversight';
import * as sale from '../../apps/cli/src/demo/sale';
import { until } from '../../apps/cli/src/demo/wait';
import { startStack, type Stack, type Victim } from '../support/stack';

const PRICE_MINOR = 60_000_000;
const MORE_BIDS = 60;
const EXTEND_MS = 15_000;
const VICTIMS: Victim[] = ['gateway', 'postgres', 'api', 'worker', 'postgres'];

/** One company that bids on and on; what is not answered it asks again, with the same command id. */
class Stubborn {
  readonly receipts: Receipt[] = [];
  readonly rejected = new Set<string>();
  commands = 0;

  constructor(
    private readonly code: string,
    private readonly send: (commandId: string, amountMinor: number) => Promise<Ack>,
  ) {}

  async bidUntil(over: () => boolean): Promise<void> {
    let amountMinor = PRICE_MINOR;
    while (!over()) {
      this.commands += 1;
      const ack = await this.send(randomUUID(), amountMinor);
      if (ack.accepted) {
        const { seq, leafHash, head } = ack;
        this.receipts.push({ seq, bidder: this.code, amountMinor, leafHash, head });
      } else {
        this.rejected.add(ack.code);
        amountMinor = Number(ack.params?.['minimumMinor'] ?? amountMinor);
      }
      await sleep(30);
    }
  }
}

describe('SIGKILL in the middle of bidding', () => {
  let stack: Stack;
  let cast: StoryCast;
  let listing: { id: string; auctionId: string };
  let bidders: { person: Person; code: string }[];

  beforeAll(async () => {
    stack = await startStack({ ownDatabase: true });
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
  }, 120_000);
  afterAll(() => stack?.stop());

  it('loses and doubles no acknowledged bid; everything restarts; the sale closes and settles', async () => {
    const { auctionId } = listing;
    await until('the opening', async () => (await sale.auction(cast.officer, auctionId)).state === 'open', 60_000);
    await extend(auctionId);
    const sockets = bidders.slice(0, 2).map(({ person }) => new LiveClient(stack.gatewayUrl, person.http.token));
    const companies = bidders.map(({ person, code }, index) => {
      const socket = sockets[index];
      return new Stubborn(code, async (commandId, amountMinor) => {
        if (!socket) return person.http.postAgain<Ack>(`/auctions/${auctionId}/bids`, { commandId, amountMinor });
        const answer = await socket.bid(auctionId, amountMinor, commandId);
        if (!('accepted' in answer)) throw new Error(`the bid was not answered: ${answer.code}`);
        return answer;
      });
    });
    let over = false;
    const bidding = Promise.all(companies.map((company) => company.bidUntil(() => over)));
    const acknowledged = () => companies.reduce((sum, { receipts }) => sum + receipts.length, 0);

    const counts = [0];
    const bidsGoOn = () => until('more bids', async () => acknowledged() >= counts.at(-1)! + MORE_BIDS, 30_000, 20);
    const killing = (async () => {
      for (const victim of VICTIMS) {
        await bidsGoOn();
        counts.push(acknowledged());
        await stack.kill(victim);
      }
      await bidsGoOn();
    })().finally(() => (over = true));
    try {
      await Promise.all([killing, bidding]);
    } catch (error) {
      throw new Error(`after ${counts.length - 1} kills: ${stack.logs()}`, { cause: error });
    } finally {
      over = true;
      for (const socket of sockets) socket.close();
    }
    counts.push(acknowledged());
    console.log(`bids acknowledged before each SIGKILL of ${VICTIMS.join(', ')} and at the end: ${counts.join(', ')}`);
    await until('the close', async () => (await sale.auction(cast.officer, auctionId)).state === 'closed', 90_000, 500);
    const receipts = companies.flatMap((company) => company.receipts);
    const book = checkBook(await downloadBook(cast.officer.http, auctionId), receipts);
    // Every bid was asked until answered, so the book holds exactly the acknowledged ones: none lost, none doubled.
    expect(book.bids).toBe(receipts.length);
    expect(book.winner).not.toBeNull();
    await settle(bidders.find(({ code }) => code === book.winner)!.person);
  }, 240_000);

  /** Room for all the restarts: time enough on a slow machine, and in the free period, where bids do not move the end. */
  async function extend(auctionId: string): Promise<void> {
    const auctioneer = await logIn(stack.url, { login: 'auctioneer', password: 'jishi-demo', role: 'auctioneer' });
    const command = { commandId: randomUUID(), reason: '系统测试', extendMs: EXTEND_MS };
    expect(await auctioneer.http.post(`/auctions/${auctionId}/extend`, command)).toMatchObject({ accepted: true });
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
