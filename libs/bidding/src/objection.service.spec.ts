import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Market } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { ObjectionService } from './objection.service';
import { Desk } from './testing/desk';

const OPEN_AT = Date.UTC(2026, 10, 20, 2);
const TEXT = '领先者与转让方有关联';
let db: TestDatabase;
let clock: FixedClock;
let desk: Desk;
let objections: ObjectionService;
let auctioneer: Actor;
let reviewer: Actor;
let seller: Actor;
let buyer: Actor;
let rival: Actor;
let auditor: Actor;
let auctionId: string;
let objection: number;

beforeAll(async () => {
  db = await testDatabase();
  const market = new Market(db);
  clock = new FixedClock(OPEN_AT);
  desk = new Desk(db, clock);
  objections = new ObjectionService(db.database, desk.books);
  auctioneer = await market.member('exchange', ['auctioneer']);
  reviewer = await market.person(auctioneer.organisationId, 'exchange', ['reviewer']);
  seller = await market.member('university', ['officer']);
  [buyer, rival] = [await market.member('company', ['bidder']), await market.member('company', ['bidder'])];
  auditor = await market.member('regulator', ['auditor']);
});
afterAll(async () => {
  await desk.close();
  await db.drop();
});
beforeEach(async () => {
  clock.set(OPEN_AT);
  auctionId = await desk.sale({ seller, exchange: auctioneer, bidders: [buyer, rival] }, { objectionWindowMs: 60_000 });
  const bid = await desk.bid(auctionId, buyer, 10_000);
  objection = await desk.give(auctionId, rival.organisationId, {
    type: 'object',
    about: 'bid',
    target: bid,
    text: TEXT,
  });
});

const seenBy = async (actor: Actor) => (await objections.list(actor, auctionId, clock.now()))[0]!;
const rule = (judge: Actor, upheld: boolean) =>
  desk.give(auctionId, `operator:${judge.userId}`, { type: 'rule', objection, upheld, annul: false, reason: '已核查' });

describe('an objection', () => {
  it('to a bid names one, not just any entry of the book', async () => {
    const bid = (await seenBy(rival)).target;
    await objections.checkTarget(auctionId, 'bid', bid);
    await objections.checkTarget(auctionId, 'qualification', null);
    for (const target of [null, 1, objection, 999])
      await expect(objections.checkTarget(auctionId, 'bid', target)).rejects.toMatchObject({
        code: 'objection.names_no_bid',
        errors: [{ path: 'target' }],
      });
  });

  it('is read by its author, the exchange and a regulator; others see that there is one', async () => {
    const code = (await desk.books.read(auctionId)).state.bidders.get(rival.organisationId)!.code;
    for (const actor of [rival, auctioneer, reviewer, auditor])
      expect(await seenBy(actor)).toMatchObject({ text: TEXT, by: code, open: true, about: 'bid' });
    for (const actor of [buyer, seller])
      expect(await seenBy(actor)).toMatchObject({
        text: null,
        by: null,
        own: false,
        open: true,
        target: objection - 1,
      });
    expect((await seenBy(rival)).own).toBe(true);
  });

  it('is ruled on, appealed once, and ruled on finally by another person', async () => {
    await rule(auctioneer, false);
    expect(await seenBy(rival)).toMatchObject({
      open: false,
      mayAppeal: true,
      rulings: [{ upheld: false, final: false }],
    });
    expect((await seenBy(buyer)).mayAppeal).toBe(false);
    const appeal = { type: 'appeal', objection, text: '补充证据' };
    await desk.give(auctionId, rival.organisationId, appeal);
    expect(await seenBy(rival)).toMatchObject({ open: true, appealed: true, appealText: '补充证据', mayAppeal: false });
    expect((await seenBy(seller)).appealText).toBeNull();
    await expect(rule(auctioneer, true)).rejects.toThrow('objection.same_judge');
    await rule(reviewer, true);
    expect(await seenBy(buyer)).toMatchObject({
      open: false,
      mayAppeal: false,
      rulings: [
        { final: false, reason: '已核查' },
        { final: true, upheld: true },
      ],
    });
  });

  it('cannot be appealed when the time is over', async () => {
    await rule(auctioneer, false);
    clock.set(OPEN_AT + 61_000);
    expect((await seenBy(rival)).mayAppeal).toBe(false);
    const late = { type: 'appeal', objection, text: '来迟' };
    await expect(desk.give(auctionId, rival.organisationId, late)).rejects.toThrow('objection.not_appealable');
  });

  it('is one of few: no party keeps a sale frozen, or another from objecting', async () => {
    const object = (actor: Actor) =>
      desk.give(auctionId, actor.organisationId, { type: 'object', about: 'result', target: null, text: '又一件' });
    for (let n = 2; n <= 10; n++) await object(rival);
    await expect(object(rival)).rejects.toThrow('objection.too_many_yours');
    await object(buyer);
    expect(await objections.list(seller, auctionId, clock.now())).toHaveLength(11);
  });

  it('is read by every party once the sale is closed', async () => {
    clock.set(OPEN_AT + 90_000);
    await desk.give(auctionId, 'system', { type: 'close', endsAtMs: OPEN_AT + 90_000 });
    for (const actor of [buyer, seller]) expect((await seenBy(actor)).text).toBe(TEXT);
  });
});
