import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, newId } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import type { DatabaseClock } from '@jishi/platform';
import { Market } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { ApprovalService } from './approval.service';
import { latestBids } from './auction.repository';
import { CarryOut } from './bidding.consumers';
import { Desk } from './testing/desk';
import { VoidBid } from './void-bid.act';

const OPEN_AT = Date.UTC(2026, 10, 20, 2);
let db: TestDatabase;
let market: Market;
let desk: Desk;
let approvals: ApprovalService;
let first: Actor;
let second: Actor;
let seller: Actor;
let buyer: Actor;
let rival: Actor;
let auctionId: string;
let firstBid: number;

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  desk = new Desk(db, new FixedClock(OPEN_AT));
  approvals = serviceOn();
  first = await market.member('exchange', ['auctioneer']);
  second = await market.person(first.organisationId, 'exchange', ['auctioneer']);
  seller = await market.member('university', ['officer']);
  [buyer, rival] = [await market.member('company', ['bidder']), await market.member('company', ['bidder'])];
});
afterAll(async () => {
  await desk.close();
  await db.drop();
});
beforeEach(async () => {
  auctionId = await desk.sale({ seller, exchange: first, bidders: [buyer, rival] });
  firstBid = await desk.bid(auctionId, buyer, 10_000);
});

/** Another process: its own registry of acts. */
function serviceOn(): ApprovalService {
  const service = new ApprovalService(db.database, desk.books);
  new VoidBid(service, desk.books, desk.journal, desk.clock as DatabaseClock).onModuleInit();
  return service;
}
const ask = (actor = first, bid = firstBid, id = newId()) =>
  approvals.request(actor, auctionId, { id, kind: 'void', payload: { bid }, reason: '出价人资格造假' });
const stateNow = async () => (await desk.books.read(auctionId)).state;
const trail = () =>
  db.database.query<{ action: string; actor: string }>(
    `select action, actor_id as actor from audit_log where subject_id = $1 and action like 'approval.%' order by at`,
    [auctionId],
  );

describe('a bid is declared void', () => {
  it('by two people of the exchange, on the record of both, once', async () => {
    const second_ = await desk.bid(auctionId, rival, 10_500);
    const asked = await ask(first, second_);
    expect(asked).toMatchObject({ state: 'pending', kind: 'void', payload: { bid: second_ }, outcome: null });
    await expect(approvals.approve(first, asked.id)).rejects.toThrow('approval.same_person');
    expect((await stateNow()).seq).toBe(second_);

    const done = await approvals.approve(second, asked.id);
    expect(done).toMatchObject({
      state: 'done',
      decidedBy: second.userId,
      outcome: { accepted: true, seq: second_ + 1 },
    });
    const [latest] = await latestBids(db.database.manager, auctionId, 100, 5);
    expect(latest).toMatchObject({ seq: second_, void: true });
    const [event] = await db.database.query<{ private: string; actor: string; command_id: string }>(
      `select private, actor, command_id from auction_event where auction_id = $1 and type = 'bid.voided'`,
      [auctionId],
    );
    expect(event).toMatchObject({ actor: `operator:${first.userId}`, command_id: asked.id });
    expect(JSON.parse(event!.private)).toMatchObject({ command: { approvedBy: `operator:${second.userId}` } });
    await expect(approvals.approve(second, asked.id)).rejects.toThrow('approval.not_pending');
    expect(await trail()).toEqual([
      { action: 'approval.requested', actor: first.userId },
      { action: 'approval.approved', actor: second.userId },
      { action: 'approval.carried_out', actor: first.userId },
    ]);
  });

  it('by the worker, when whoever was to do it died after the second person agreed', async () => {
    const { id } = await ask();
    const dying = new ApprovalService(db.database, desk.books);
    dying.register({
      kind: 'void',
      livesMs: 1,
      prepare: () => Promise.reject(new Error('not asked')),
      carryOut: () => Promise.reject(new Error('killed')),
    });
    await expect(dying.approve(second, id)).rejects.toThrow('killed');
    const [fact] = await db.database.query<{ id: string; type: string; subjectId: string; payload: object }>(
      `select id, type, subject_id as "subjectId", payload from outbox where type = 'approval.granted' and subject_id = $1`,
      [id],
    );
    const worker = new CarryOut(serviceOn());
    for (const _ of [1, 2]) await worker.before({ ...fact!, payload: { ...fact!.payload } });
    const { items } = await approvals.list(first, { auctionId });
    expect(items).toMatchObject([{ id, state: 'done', outcome: { accepted: true } }]);
    expect((await stateNow()).seq).toBe(firstBid + 1);
  });

  it('not when the sale went another way meanwhile: then it says why', async () => {
    const { id } = await ask();
    await desk.give(auctionId, `operator:${first.userId}`, { type: 'terminate', reason: '设备故障' });
    expect(await approvals.approve(second, id)).toMatchObject({
      state: 'failed',
      outcome: { accepted: false, code: 'auction.closed_to_bids' },
    });
  });
});

describe('a request', () => {
  it('is refused at once when the engine would refuse it, and asks for exactly one bid', async () => {
    await expect(ask(first, firstBid - 1)).rejects.toThrow('bid.not_voidable');
    const wrong = { id: newId(), kind: 'void', reason: '理由' };
    for (const payload of [{}, { bid: '7' }, { bid: firstBid, amount: 1 }])
      await expect(approvals.request(first, auctionId, { ...wrong, payload })).rejects.toThrow('approval.bad_payload');
    const unknown = { code: 'approval.unknown_kind', params: { kind: 'refund' } };
    await expect(approvals.request(first, auctionId, { ...wrong, kind: 'refund', payload: {} })).rejects.toMatchObject({
      ...unknown,
      errors: [{ path: 'kind', ...unknown }],
    });
    const stranger = await market.member('exchange', ['auctioneer']);
    await expect(ask(stranger)).rejects.toThrow('auction.other_exchange');
  });

  it('is one, however often it is sent, and there is one for one bid', async () => {
    const id = newId();
    const [once, again] = [await ask(first, firstBid, id), await ask(first, firstBid, id)];
    expect(again).toEqual(once);
    await expect(ask()).rejects.toThrow('approval.pending_already');
    await expect(ask(second, firstBid, id)).rejects.toThrow('approval.id_reused');
    await expect(ask(first, firstBid + 1, id)).rejects.toThrow('approval.id_reused');
    expect((await approvals.list(second, { auctionId, state: 'pending' })).items).toHaveLength(1);
  });

  it('may be refused by another and withdrawn by its author, and then nothing happens', async () => {
    const refused = await ask();
    expect(await approvals.refuse(second, refused.id, '证据不足')).toMatchObject({
      state: 'refused',
      decisionReason: '证据不足',
    });
    const withdrawn = await ask();
    await expect(approvals.withdraw(second, withdrawn.id)).rejects.toThrow('approval.not_yours');
    await expect(approvals.refuse(first, withdrawn.id, '自己驳回')).rejects.toThrow('approval.same_person');
    expect((await approvals.withdraw(first, withdrawn.id)).state).toBe('withdrawn');
    for (const { id } of [refused, withdrawn])
      await expect(approvals.approve(second, id)).rejects.toThrow('approval.not_pending');
    expect((await stateNow()).seq).toBe(firstBid);
  });

  it('expires', async () => {
    const { id } = await ask();
    const owner = await import('@jishi/platform').then(({ createDataSource }) =>
      createDataSource(db.adminUrl).initialize(),
    );
    await owner.query(`update auction_approval set expires_at = clock_timestamp() - interval '1 s' where id = $1`, [
      id,
    ]);
    await owner.destroy();
    await expect(approvals.approve(second, id)).rejects.toMatchObject({
      code: 'approval.not_pending',
      params: { state: 'expired' },
    });
    expect((await ask()).state).toBe('pending');
    for (const state of ['expired', 'pending', 'refused'] as const)
      expect((await approvals.list(second, { auctionId, state })).items.map((item) => item.state)).toEqual(
        state === 'refused' ? [] : [state],
      );
  });

  it('is seen by its exchange and by a regulator, and by nobody else', async () => {
    const { id } = await ask();
    const stranger = await market.member('exchange', ['auctioneer']);
    await expect(approvals.approve(stranger, id)).rejects.toThrow('approval.not_found');
    expect((await approvals.list(stranger, { auctionId })).items).toEqual([]);
    const auditor = await market.member('regulator', ['auditor']);
    expect((await approvals.list(auditor, { auctionId })).items).toHaveLength(1);
    const page = await approvals.list(first, { limit: 1 });
    const rest = await approvals.list(first, { limit: 100, cursor: page.nextCursor! });
    expect(rest.items.map((item) => item.id)).not.toContain(page.items[0]!.id);
  });

  it('cannot be decided by one person, nor undone, whatever the code believes', async () => {
    const { id } = await ask();
    const decide = (by: string) =>
      db.database.query(
        `update auction_approval set state = 'approved', decided_by = $2, decided_at = clock_timestamp() where id = $1`,
        [id, by],
      );
    await expect(decide(first.userId)).rejects.toThrow(/approval_two_people/);
    await decide(second.userId);
    await expect(
      db.database.query(`update auction_approval set state = 'refused' where id = $1`, [id]),
    ).rejects.toThrow(/is decided/);
    await expect(db.database.query('update auction_approval set kind = $1', ['x'])).rejects.toThrow(
      /permission denied/,
    );
  });
});
