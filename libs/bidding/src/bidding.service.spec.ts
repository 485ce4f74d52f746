import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { newId } from '@jishi/kernel';
import { ListingService } from '@jishi/listings';
import { DatabaseClock, loadConfig, PlatformModule, rows } from '@jishi/platform';
import { Market } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { AuctionClock } from './auction-clock';
import { Admit, Announce } from './bidding.consumers';
import { BiddingModule } from './bidding.module';
import { BiddingService } from './bidding.service';
import { BookTail } from './book-tail';
import type { PublicEvent } from './domain/events';
import { Journal } from './journal/journal';
import { bookKeys } from './proof.repository';
import { verifyHead } from './signer';
import { createListedAuction } from './testing/announced-sale';

const stateDir = mkdtempSync(join(tmpdir(), 'jishi-bidding-'));
let db: TestDatabase;
let processes: TestingModule[];

async function boot(): Promise<TestingModule> {
  const config = loadConfig({ DATABASE_URL: db.url, JISHI_STATE_DIR: stateDir, LOG_LEVEL: 'warn' });
  const module = await Test.createTestingModule({ imports: [PlatformModule.forRoot(config), BiddingModule] }).compile();
  return module.init();
}

beforeAll(async () => {
  db = await testDatabase();
  // Two processes as in production: each with its own journal, on one database.
  processes = await Promise.all([boot(), boot()]);
}, 60_000);
afterAll(async () => {
  await Promise.all(processes.map((process) => process.close()));
  await db.drop();
  rmSync(stateDir, { recursive: true });
});

const until = async (what: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not happen within ten seconds');
};

/** A published listing as the listings context leaves it, its auction about to open. */
async function publishedListing(
  opensInMs: number,
): Promise<{ listingId: string; auctionId: string; exchangeId: string }> {
  const manager = db.database.manager;
  const spare = await createListedAuction(manager);
  const [source] = await rows<{ id: string; exchange_id: string }>(
    manager,
    'select l.id, l.exchange_id from listing l join auction a on a.listing_id = l.id where a.id = $1',
    [spare],
  );
  const listingId = newId();
  const auctionId = newId();
  await rows(
    manager,
    `insert into listing (id, number, achievement_id, transferor_id, exchange_id, form, pricing_way, price_minor, reserve_minor,
       profile_code, profile_version, region_code, state, created_by, auction_id, published_at, notice_ends_at, opens_at,
       closes_at)
     select $1, $2, achievement_id, transferor_id, exchange_id, form, pricing_way, 100000000, 101000000,
       'gz-demo', 1, region_code, 'listed', created_by, $3, now(), now(), now() + $5 * interval '1 ms',
       now() + ($5 + (auction->>'freePeriodMs')::int + (auction->>'timerMs')::int) * interval '1 ms'
     from listing, (select body->'auction' as auction from rule_profile where code = 'gz-demo' and version = 1) demo
     where id = $4`,
    [listingId, newId(), auctionId, source!.id, opensInMs],
  );
  return { listingId, auctionId, exchangeId: source!.exchange_id };
}

describe('a sale over two processes', () => {
  it('is announced, opened, bid on, watched and closed', async () => {
    const [gateway, worker] = processes as [TestingModule, TestingModule];
    const bidding = gateway.get(BiddingService);
    const { listingId, auctionId, exchangeId } = await publishedListing(300);
    const fact = { id: newId(), type: 'listing.published', subjectId: listingId, payload: { listingId, auctionId } };
    await worker.get(Announce).before(fact);
    await worker.get(Announce).before(fact);
    await expect(bidding.snapshot(newId())).rejects.toThrow('auction.not_found');
    const announced = await bidding.snapshot(auctionId);
    expect(announced).toMatchObject({
      state: 'announced',
      priceMinor: null,
      hasReserve: true,
      reserveMet: null,
      seq: 1,
    });
    expect(JSON.stringify(announced)).not.toContain('101000000');
    for (const id of [auctionId, auctionId.toUpperCase()])
      expect(await bidding.standing(id, newId())).toMatchObject({ state: 'announced', frozen: false });

    const market = new Market(db);
    const [buyer, rival] = [await market.organisation('company'), await market.organisation('company')];
    for (const organisationId of [buyer, rival]) {
      const held = { id: newId(), type: 'deposit.held', subjectId: auctionId, payload: { auctionId, organisationId } };
      await worker.get(Admit).before(held);
      await worker.get(Admit).before(held);
    }
    const seen: PublicEvent[] = [];
    const stop = gateway.get(BookTail).follow(auctionId, 0, (events) => seen.push(...events));
    await until(async () => {
      await worker.get(AuctionClock).sweep();
      return (await bidding.snapshot(auctionId)).state === 'open';
    });

    const bid = (process: TestingModule, actor: string, amountMinor: number) =>
      process
        .get(BiddingService)
        .submit({ auctionId, commandId: newId(), actor, command: { type: 'bid', amountMinor } });
    const { incrementMinor, nextMinimumMinor } = await bidding.snapshot(auctionId);
    expect(await bid(gateway, exchangeId, nextMinimumMinor)).toMatchObject({ code: 'bidder.conflict_of_interest' });
    const first = await bid(gateway, buyer, nextMinimumMinor);
    const second = await bid(worker, rival, nextMinimumMinor + incrementMinor);
    const third = await bid(gateway, buyer, nextMinimumMinor + 2 * incrementMinor);
    for (const ack of [first, second, third]) expect(ack).toMatchObject({ accepted: true });
    expect(await bid(worker, rival, nextMinimumMinor)).toMatchObject({ accepted: false, code: 'bid.below_minimum' });

    const snapshot = await bidding.snapshot(auctionId, buyer);
    expect(snapshot).toMatchObject({ bidCount: 3, me: { admitted: true, standing: true }, leader: snapshot.me!.code });
    expect(snapshot.bids.map(({ amountMinor }) => amountMinor)).toEqual(
      [2, 1, 0].map((n) => nextMinimumMinor + n * incrementMinor),
    );
    expect(await bidding.exclude(auctionId, buyer, newId(), '退出')).toMatchObject({ code: 'bidder.has_standing_bid' });
    expect(await bidding.standing(auctionId, newId())).toMatchObject({ admitted: false, code: null });

    const operator = { auctionId, actor: `operator:${newId()}` };
    const give = (command: object) =>
      bidding.submit({ ...operator, commandId: newId(), command: command as { type: string } });
    expect(await give({ type: 'pause', reason: '核实资格' })).toMatchObject({ accepted: true });
    expect(await bid(worker, rival, snapshot.nextMinimumMinor)).toMatchObject({ code: 'auction.paused' });
    expect(await give({ type: 'extend', reason: '补足时间', extendMs: 1_000 })).toMatchObject({ accepted: true });
    expect(await give({ type: 'resume', reason: '核实完毕' })).toMatchObject({ accepted: true });
    expect((await bidding.list({ state: 'open' })).items.map((item) => item.auctionId)).toContain(auctionId);

    await until(() => seen.length === 13);
    expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, i) => i + 1));
    expect(seen).toEqual(await bidding.eventsAfter(auctionId, 0, 100));
    expect(JSON.stringify(seen)).not.toContain(buyer);
    expect(JSON.stringify(seen)).toContain('核实资格');
    stop();

    const report = await bidding.verify(auctionId);
    expect(report.problems).toEqual([]);
    const { head } = await bidding.snapshot(auctionId);
    const key = (await bookKeys(db.database.manager)).find(({ id }) => id === head.keyId)!;
    expect(verifyHead(auctionId, head, key.publicKey)).toBe(true);
  });

  it('has one signing key a suite, readable by its account only', async () => {
    expect(await bookKeys(db.database.manager)).toHaveLength(2);
    expect(statSync(join(stateDir, 'signing-key.pem')).mode & 0o777).toBe(0o600);
  });

  it('is announced under a title of any length', async () => {
    const [gateway, worker] = processes as [TestingModule, TestingModule];
    const { listingId, auctionId } = await publishedListing(60_000);
    const source = await worker.get(ListingService).forAuction(db.database.manager, listingId);
    const title = '一'.repeat(498) + '😀'.repeat(700);
    const listings = { forAuction: () => Promise.resolve({ ...source!, title }) };
    const announce = new Announce(listings as never, worker.get(Journal), db.database);
    await announce.before({ id: newId(), type: 'listing.published', subjectId: '', payload: { listingId, auctionId } });
    const announced = await gateway.get(BiddingService).snapshot(auctionId);
    expect(announced.title).toBe(`${'一'.repeat(498)}…`);
  });

  it('knows from its application that a bidder holds a right of first refusal', async () => {
    const [gateway, worker] = processes as [TestingModule, TestingModule];
    const { listingId, auctionId } = await publishedListing(60_000);
    const fact = { id: newId(), type: 'listing.published', subjectId: listingId, payload: { listingId, auctionId } };
    await worker.get(Announce).before(fact);
    const organisationId = newId();
    const { manager } = db.database;
    await rows(
      manager,
      `insert into organisation (id, kind, name, uscc, region_code) values ($1, 'company', '发明人公司', '91440101MA9RGHTX0A', '440100')`,
      [organisationId],
    );
    await rows(
      manager,
      `insert into application (id, listing_id, auction_id, organisation_id, state, statement, applied_by, reviewed_by,
         first_refusal_rank, first_refusal_ground) values ($1, $2, $3, $4, 'approved', '', $1, $1, 2, 'inventor')`,
      [newId(), listingId, auctionId, organisationId],
    );
    const held = { id: newId(), type: 'deposit.held', subjectId: auctionId, payload: { auctionId, organisationId } };
    await worker.get(Admit).before(held);
    const { me, firstRefusal } = await gateway.get(BiddingService).snapshot(auctionId, organisationId);
    expect(me).toMatchObject({ admitted: true, firstRefusalRank: 2, maximumMinor: null });
    expect(firstRefusal).toEqual([me!.code]);
  });

  it('is tried again when the auction is not announced yet', async () => {
    const fact = {
      id: newId(),
      type: 'deposit.held',
      subjectId: '',
      payload: { auctionId: newId(), organisationId: newId() },
    };
    await expect(processes[0]!.get(Admit).before(fact)).rejects.toThrow('auction.not_found');
  });

  it('counts both journals among those the close waits for', async () => {
    const alive = await rows<{ n: number }>(
      db.database.manager,
      'select count(*)::int as n from journal_writer where expires_at_ms > $1',
      [processes[0]!.get(DatabaseClock).now()],
    );
    expect(alive[0]!.n).toBe(2);
  });
});
