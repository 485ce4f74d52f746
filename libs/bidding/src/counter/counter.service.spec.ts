import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Actor } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import { loadConfig, PlatformModule, row, rows } from '@jishi/platform';
import { Market } from '../../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../../test/support/postgres';
import { BiddingService } from '../bidding.service';
import type { Command } from '../domain/commands';
import type { AuctionRules } from '../domain/rules';
import { createListedAuction } from '../testing/announced-sale';
import { sampleAnnouncement } from '../testing/sample';
import { CounterModule } from './counter.module';
import { CounterService } from './counter.service';

const stateDir = mkdtempSync(join(tmpdir(), 'jishi-counter-'));
let db: TestDatabase;
let app: TestingModule;
let market: Market;
let counter: CounterService;
let bidding: BiddingService;
let clerk: Actor;
let colleague: Actor;
let windowId: string;
let exchangeId: string;
let client: string;
let rival: string;

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  const config = loadConfig({ DATABASE_URL: db.url, JISHI_STATE_DIR: stateDir, LOG_LEVEL: 'warn' });
  app = await Test.createTestingModule({ imports: [PlatformModule.forRoot(config), CounterModule] }).compile();
  await app.init();
  [counter, bidding] = [app.get(CounterService), app.get(BiddingService)];
  exchangeId = await market.organisation('exchange');
  clerk = await market.member('window', ['clerk']);
  colleague = await market.person(clerk.organisationId, 'window', ['clerk']);
  windowId = await market.window(clerk.organisationId, exchangeId);
  [client, rival] = [await market.organisation('company'), await market.organisation('company')];
  for (const organisationId of [client, rival]) await mandate(organisationId);
}, 60_000);
afterAll(async () => {
  await app.close();
  await db.drop();
  rmSync(stateDir, { recursive: true });
});

const mandate = (organisationId: string, limit: number | null = 100_000) =>
  rows(
    db.database.manager,
    `insert into window_client (window_id, organisation_id, mandate_ref, scopes, bid_limit_minor)
     values ($1, $2, '委托书', '{bid}', $3)`,
    [windowId, organisationId, limit],
  );

async function give(auctionId: string, command: Command): Promise<void> {
  const ack = await bidding.submit({ auctionId, actor: 'system', commandId: newId(), command });
  if (!ack.accepted) throw new Error(`${command.type}: ${ack.code}`);
}

/** An open sale of this window's exchange, unless told otherwise. */
async function sale(
  admitted: string[],
  { rules = {}, host = exchangeId }: { rules?: Partial<AuctionRules>; host?: string } = {},
): Promise<string> {
  const auctionId = await createListedAuction(db.database.manager);
  await rows(
    db.database.manager,
    'update listing set exchange_id = $2 where id = (select listing_id from auction where id = $1)',
    [auctionId, host],
  );
  await give(auctionId, sampleAnnouncement(Date.now() - 1_000, rules));
  for (const organisationId of admitted) await give(auctionId, { type: 'admit', organisationId });
  await give(auctionId, { type: 'open' });
  return auctionId;
}

const bid = (
  auctionId: string,
  amountMinor: number,
  of: Partial<{ actor: Actor; clientId: string; id: string }> = {},
) =>
  counter.bid(
    of.actor ?? clerk,
    { auctionId, amountMinor, clientId: of.clientId ?? client, kind: 'bid', commandId: of.id ?? newId() },
    Date.now(),
  );
const listingOf = async (auctionId: string): Promise<string> =>
  (await row<{ id: string }>(db.database.manager, 'select listing_id as id from auction where id = $1', [auctionId]))
    .id;

const told = (actId: string): Promise<{ payload: object }[]> =>
  db.database.query(`select payload from outbox where type = 'counter.bid_entered' and subject_id = $1`, [actId]);

describe('a counter bid', () => {
  it('is the client’s in the book, marked, and tells the clerk only in private', async () => {
    const auctionId = await sale([client, rival]);
    const { act, ack } = await bid(auctionId, 10_000);
    expect(ack).toMatchObject({ accepted: true });
    expect(act).toMatchObject({ outcome: 'accepted', clientId: client, clerkId: clerk.userId, seq: ack.seq });
    const line = await row<{ public: string; private: string; actor: string }>(
      db.database.manager,
      'select public, private, actor from auction_event where auction_id = $1 and seq = $2',
      [auctionId, ack.seq],
    );
    expect(line.actor).toBe(client);
    expect(JSON.parse(line.public)).toMatchObject({ type: 'bid.accepted', channel: 'counter' });
    expect(line.public).not.toContain(clerk.userId);
    const { mandateId } = act;
    expect(JSON.parse(line.private)).toMatchObject({
      command: { counter: { windowId, clerkId: clerk.userId, mandateId } },
    });
    expect((await bidding.snapshot(auctionId)).bids).toMatchObject([{ channel: 'counter' }]);
    expect(await bidding.verify(auctionId)).toMatchObject({ ok: true });
    // The client is told at once, with the way to its receipt and without an amount that might be a secret maximum.
    const payload = { actId: act.id, auctionId, organisationId: client, kind: 'bid', windowName: '佛山工作站' };
    expect(await told(act.id)).toEqual([{ payload }]);
  });

  it('is repeated with the same answer, also after the mandate has ended, and never with another payload', async () => {
    const passing = await market.organisation('company');
    await mandate(passing);
    const auctionId = await sale([passing]);
    const id = newId();
    const first = await bid(auctionId, 10_000, { clientId: passing, id });
    await rows(
      db.database.manager,
      'update window_client set ended_at = now() where organisation_id = $1 and ended_at is null',
      [passing],
    );
    expect(await bid(auctionId, 10_000, { clientId: passing, id })).toEqual(first);
    await expect(bid(auctionId, 10_500, { clientId: passing, id })).rejects.toThrow('command.id_reused');
    await expect(bid(auctionId, 10_500, { clientId: passing })).rejects.toThrow('window.no_mandate');
    const { count } = await row<{ count: number }>(
      db.database.manager,
      `select count(*) as count from auction_event where auction_id = $1 and type = 'bid.accepted'`,
      [auctionId],
    );
    expect(count).toBe(1);
  });

  it('reads an answer that was lost from the book', async () => {
    const auctionId = await sale([client]);
    const { act } = await bid(auctionId, 10_000);
    await rows(
      db.database.manager,
      'update counter_act set outcome = null, seq = null, answered_at = null where id = $1',
      [act.id],
    );
    expect(await counter.get(clerk, act.id)).toMatchObject({ outcome: 'accepted', seq: act.seq });
  });

  it('never goes above the limit of the paper, and not into a sale where the client is not admitted', async () => {
    const auctionId = await sale([client]);
    await expect(bid(auctionId, 100_500)).rejects.toThrow('counter.over_limit');
    await expect(bid(auctionId, 10_000, { clientId: rival })).rejects.toThrow('counter.not_admitted');
    expect(await bid(auctionId, 100_000)).toMatchObject({ ack: { accepted: true } });
  });

  it('is not taken for a second client by the same clerk, even at the same moment', async () => {
    const auctionId = await sale([client, rival]);
    const both = await Promise.allSettled([bid(auctionId, 10_000), bid(auctionId, 11_000, { clientId: rival })]);
    expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'counter.other_client_in_sale' } },
    ]);
    const [done] = both.filter(({ status }) => status === 'fulfilled');
    const other =
      (done as PromiseFulfilledResult<{ act: { clientId: string } }>).value.act.clientId === client ? rival : client;
    expect(await bid(auctionId, 12_000, { actor: colleague, clientId: other })).toMatchObject({
      ack: { accepted: true },
    });
  });

  it('is not taken by who acted for the seller, or for the window’s own people', async () => {
    const served = await sale([client]);
    await rows(
      db.database.manager,
      `insert into listing_transition (id, listing_id, action, from_state, to_state, actor_id, organisation_id)
       values ($1, $2, 'take_in', 'intake', 'review', $3, $4)`,
      [newId(), await listingOf(served), clerk.userId, clerk.organisationId],
    );
    await expect(bid(served, 10_000)).rejects.toThrow('counter.serves_seller');
    expect(await bid(served, 10_000, { actor: colleague })).toMatchObject({ ack: { accepted: true } });

    const own = await market.organisation('company');
    await market.person(own, 'company', ['bidder'], colleague.userId);
    await mandate(own);
    await expect(bid(await sale([own]), 10_000, { clientId: own })).rejects.toThrow('counter.own_people');
    const dynamic = await sale([client], { rules: { mode: 'dynamic' } });
    expect(await bid(dynamic, 10_000)).toMatchObject({ ack: { accepted: true } });
  });

  it('is entered once by two clicks at the same moment', async () => {
    const auctionId = await sale([client]);
    const id = newId();
    const [first, second] = await Promise.all([bid(auctionId, 10_000, { id }), bid(auctionId, 10_000, { id })]);
    expect(first).toMatchObject({ ack: { accepted: true }, act: { outcome: 'accepted' } });
    expect(second.act).toEqual(first.act);
    expect(await told(id)).toHaveLength(1);
  });

  it('is not taken in a sealed sale', async () => {
    const sealed = await sale([client]);
    await rows(
      db.database.manager,
      `update auction_record set view = replace(view, '"mode":"english"', '"mode":"sealed"') where auction_id = $1`,
      [sealed],
    );
    await expect(bid(sealed, 10_000)).rejects.toThrow('counter.sealed_not_taken');
  });

  it('is not taken by a window whose people belong to a rival, or by who belongs to the seller', async () => {
    const auctionId = await sale([client, rival]);
    await market.person(rival, 'company', ['bidder'], colleague.userId);
    const listingId = await listingOf(auctionId);
    await rows(
      db.database.manager,
      `insert into application (id, listing_id, auction_id, organisation_id, state, statement, document_ids, applied_by,
         reviewed_by)
       values ($1, $2, $3, $4, 'approved', '', '{}', $5, $5)`,
      [newId(), listingId, auctionId, rival, newId()],
    );
    await expect(bid(auctionId, 10_000)).rejects.toThrow('counter.rival_people');
    await rows(db.database.manager, 'delete from membership where organisation_id = $1', [rival]);
    const { seller } = await row<{ seller: string }>(
      db.database.manager,
      'select transferor_id as seller from listing where id = $1',
      [listingId],
    );
    await market.person(seller, 'university', ['officer'], clerk.userId);
    await expect(bid(auctionId, 10_000)).rejects.toThrow('counter.serves_seller');
    await rows(db.database.manager, 'delete from membership where organisation_id = $1', [seller]);
    expect(await bid(auctionId, 10_000)).toMatchObject({ ack: { accepted: true } });
  });

  it('is not taken for a client whom somebody holds together with the exchange', async () => {
    const held = await market.organisation('company', '同一控制有限公司');
    await mandate(held);
    const auctionId = await sale([held]);
    await rows(
      db.database.manager,
      `insert into organisation_holding (id, organisation_id, from_on, declared_by, holder_key, holder_name, held_key, held_name,
         basis_points)
       select $1, c.id, '2020-01-01', $1, 'o:' || e.uscc, e.name, 'o:' || c.uscc, c.name, 6000
       from organisation c, organisation e where c.id = $2 and e.id = $3`,
      [newId(), held, exchangeId],
    );
    await expect(bid(auctionId, 10_000, { clientId: held })).rejects.toThrow('counter.own_people');
  });

  it('and who is admitted where are not shown to a clerk who acted for the seller', async () => {
    const auctionId = await sale([client]);
    const listingId = await listingOf(auctionId);
    await rows(
      db.database.manager,
      `insert into application (id, listing_id, auction_id, organisation_id, state, statement, document_ids, applied_by,
         reviewed_by)
       values ($1, $2, $3, $4, 'approved', '', '{}', $5, $5)`,
      [newId(), listingId, auctionId, client, newId()],
    );
    await bid(auctionId, 10_000);
    const sees = async (actor: Actor): Promise<[number, number]> => [
      (await counter.seats(actor, {})).items.filter((seat) => seat.auctionId === auctionId).length,
      (await counter.list(actor, { auctionId })).items.length,
    ];
    expect(await sees(colleague)).toEqual([1, 1]);
    await rows(
      db.database.manager,
      `insert into listing_transition (id, listing_id, action, from_state, to_state, actor_id, organisation_id)
       values ($1, $2, 'take_in', 'intake', 'review', $3, $4)`,
      [newId(), listingId, colleague.userId, colleague.organisationId],
    );
    expect(await sees(colleague)).toEqual([0, 0]);
    expect(await sees(clerk)).toEqual([1, 1]);
  });

  it('is taken in another exchange’s sale only while that is linked into the window’s market', async () => {
    const host = await market.organisation('exchange');
    const auctionId = await sale([client], { host });
    await expect(bid(auctionId, 10_000)).rejects.toThrow('counter.other_market');
    const link = newId();
    await rows(
      db.database.manager,
      `insert into listing_market (id, listing_id, exchange_id, state, linked_at) values ($1, $2, $3, 'linked', now())`,
      [link, await listingOf(auctionId), exchangeId],
    );
    expect(await bid(auctionId, 10_000)).toMatchObject({ ack: { accepted: true } });
    await rows(db.database.manager, `update listing_market set state = 'ended', removed_at = now() where id = $1`, [
      link,
    ]);
    await expect(bid(auctionId, 10_500)).rejects.toThrow('counter.other_market');
    const stranger = await market.member('window', ['clerk']);
    expect((await counter.list(stranger, {})).items).toEqual([]);
    await expect(
      counter.bid(stranger, { auctionId, amountMinor: 1, clientId: client, kind: 'bid', commandId: newId() }, 0),
    ).rejects.toThrow('window.not_found');
  });
});
