import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@jishi/kernel';
import { DatabaseClock, rows } from '@jishi/platform';
import pg from 'pg';
import { usccOf } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { AuctionClock } from './auction-clock';
import { readBook } from './auction.repository';
import type { Command } from './domain/commands';
import type { AuctionRules } from './domain/rules';
import type { AuctionState } from './domain/state';
import { verifyBook } from './domain/verify';
import { entropyPool } from './journal/entropy';
import { Journal } from './journal/journal';
import { realScheduler } from './journal/ports';
import { PostgresStore } from './journal/postgres-store';
import { PostgresSaleTimes } from './sale-times';
import { signerOf } from './signer';
import { signingKey } from './suites';
import { command, createListedAuction, openSale } from './testing/announced-sale';
import { sampleAnnouncement } from './testing/sample';

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const silent = { error: () => undefined, warn: () => undefined };
/** An end, a window, an award: each a third of a second. */
const SPAN = 350;
const RULES: Partial<AuctionRules> = {
  freePeriodMs: 0,
  timerMs: SPAN,
  extension: null,
  firstRefusalWindowMs: SPAN,
  objectionWindowMs: SPAN,
};

let db: TestDatabase;
let clock: DatabaseClock;
let store: PostgresStore;
let journal: Journal;
let sweeper: AuctionClock;

beforeAll(async () => {
  db = await testDatabase();
  clock = new DatabaseClock(db.database);
  await clock.onModuleInit();
  store = new PostgresStore(db.url);
  journal = new Journal({
    store,
    clock,
    signer: signerOf([signingKey(pem)]),
    scheduler: realScheduler,
    entropy: entropyPool(),
    log: silent,
    bidRate: null,
  });
  await journal.start();
  sweeper = new AuctionClock(journal, new PostgresSaleTimes(db.database), clock);
});
afterAll(async () => {
  await journal.stop();
  await store.close();
  clock.onModuleDestroy();
  await db.drop();
});

const stateOf = async (auctionId: string): Promise<AuctionState> =>
  verifyBook(await readBook(db.database.manager, auctionId)).state;

/** Sweeps as the worker does until it is so; answers the state then. */
async function until(auctionId: string, is: (state: AuctionState) => boolean): Promise<AuctionState> {
  for (const end = clock.now() + 8_000; clock.now() < end;) {
    await sweeper.sweep();
    const state = await stateOf(auctionId);
    if (is(state)) return state;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`it did not happen: ${JSON.stringify({ ...(await stateOf(auctionId)), mode: null })}`);
}

async function give(auctionId: string, actor: string, given: Command): Promise<number> {
  const ack = await journal.submit({ auctionId, actor, commandId: newId(), command: given });
  if (!ack.accepted) throw new Error(`${given.type} was refused: ${ack.code}`);
  return ack.seq;
}
const facts = (auctionId: string) =>
  rows<{ payload: { outcome: string } }>(
    db.database.manager,
    `select payload from outbox where type = 'auction.closed' and subject_id = $1`,
    [auctionId],
  );
const sound = async (auctionId: string) =>
  expect(verifyBook(await readBook(db.database.manager, auctionId)).problems).toEqual([]);

/** An open sale with a bidder and a holder of a right; the bidder leads. */
async function saleWithHolder(rules: Partial<AuctionRules> = {}): Promise<string> {
  const auctionId = await createListedAuction(db.database.manager);
  await command(journal, auctionId, sampleAnnouncement(clock.now(), { ...RULES, ...rules }));
  await command(journal, auctionId, { type: 'admit', organisationId: 'bidder' });
  await command(journal, auctionId, { type: 'admit', organisationId: 'holder', firstRefusalRank: 1 });
  await command(journal, auctionId, { type: 'open' });
  await give(auctionId, 'bidder', { type: 'bid', amountMinor: 10_000 });
  return auctionId;
}

describe('after the end', () => {
  it('the window of first refusal closes by itself, and the award follows when nobody may object any more', async () => {
    const auctionId = await saleWithHolder();
    const ended = await until(auctionId, ({ phase }) => phase === 'ended');
    expect(ended).toMatchObject({ awaits: 'firstRefusal', outcome: null });
    await give(auctionId, 'holder', { type: 'match', priceMinor: 10_000 });
    const closed = await until(auctionId, ({ phase }) => phase === 'closed');
    const holder = closed.bidders.get('holder')!.code;
    expect(closed).toMatchObject({ result: 'pending', outcome: { outcome: 'sold', winner: holder } });
    expect(closed.closedAtMs).toBeGreaterThanOrEqual(ended.awaitsUntilMs!);
    expect(await facts(auctionId)).toEqual([]);
    const awarded = await until(auctionId, ({ result }) => result === 'awarded');
    expect(awarded.atMs).toBeGreaterThanOrEqual(closed.closedAtMs! + SPAN);
    expect(await facts(auctionId)).toMatchObject([{ payload: { outcome: 'sold', winnerId: 'holder' } }]);
    await sound(auctionId);
  });

  it('the window waits for a match that arrived in time', async () => {
    const auctionId = await saleWithHolder({ closeDrainMs: 60_000 });
    const { awaitsUntilMs } = await until(auctionId, ({ phase }) => phase === 'ended');
    const arrivedAtMs = awaitsUntilMs! - 1;
    await new Promise((resolve) => setTimeout(resolve, arrivedAtMs - clock.now()));
    const release = journal.arrive(arrivedAtMs);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await sweeper.sweep();
    expect((await stateOf(auctionId)).phase).toBe('ended');
    const match = { auctionId, actor: 'holder', commandId: newId(), command: { type: 'match', priceMinor: 10_000 } };
    expect(await journal.submit({ ...match, arrivedAtMs })).toMatchObject({ accepted: true });
    release();
    const { bidders, outcome } = await until(auctionId, ({ phase }) => phase === 'closed');
    expect(outcome!.winner).toBe(bidders.get('holder')!.code);
  });

  it('an open objection holds up the award until it is ruled on and the time to appeal is over', async () => {
    const auctionId = await saleWithHolder({ firstRefusalWindowMs: 0 });
    await until(auctionId, ({ phase }) => phase === 'closed');
    const objection = await give(auctionId, 'holder', {
      type: 'object',
      about: 'result',
      target: null,
      text: '价格有误',
    });
    await new Promise((resolve) => setTimeout(resolve, 2 * SPAN));
    await sweeper.sweep();
    expect(await stateOf(auctionId)).toMatchObject({ result: 'pending' });
    const ruling = { objection, upheld: false, annul: false, reason: '与记录一致' };
    await give(auctionId, `operator:${newId()}`, { type: 'rule', ...ruling });
    const ruledAtMs = (await stateOf(auctionId)).atMs;
    const awarded = await until(auctionId, ({ result }) => result === 'awarded');
    expect(awarded.atMs).toBeGreaterThanOrEqual(ruledAtMs + SPAN);
    await sound(auctionId);
  });

  it('a window that an outage ran over is given again, once', async () => {
    const auctionId = await saleWithHolder({ firstRefusalWindowMs: 500 });
    const { awaitsUntilMs } = await until(auctionId, ({ phase }) => phase === 'ended');
    await new Promise((resolve) => setTimeout(resolve, awaitsUntilMs! - clock.now() + 20));
    const owner = new pg.Client({ connectionString: db.adminUrl });
    await owner.connect();
    await owner.query('insert into journal_outage values ($1, $2)', [awaitsUntilMs! - 11_000, awaitsUntilMs! - 5]);
    const again = await until(auctionId, (state) => state.awaitsUntilMs !== awaitsUntilMs);
    await owner.query('delete from journal_outage where to_ms <> $1', [awaitsUntilMs! - 5]);
    expect(again).toMatchObject({ phase: 'ended' });
    expect(again.awaitsUntilMs).toBeGreaterThan(awaitsUntilMs! + 900);
    await until(auctionId, ({ phase }) => phase === 'closed');
    await owner.query('truncate journal_outage');
    await owner.end();
    await sound(auctionId);
  });
});

describe('the time to object', () => {
  it('is as much longer as an outage took from it, before anything is awarded', async () => {
    const auctionId = await saleWithHolder({ firstRefusalWindowMs: 0, objectionWindowMs: 500 });
    const { closedAtMs } = await until(auctionId, ({ phase }) => phase === 'closed');
    const [fromMs, toMs] = [closedAtMs! + 100, closedAtMs! + 700];
    const owner = new pg.Client({ connectionString: db.adminUrl });
    await owner.connect();
    await owner.query('insert into journal_outage values ($1, $2)', [closedAtMs! - 9_000, closedAtMs! - 400]);
    await owner.query('insert into journal_outage values ($1, $2)', [fromMs, toMs]);
    const { atMs, objectUntilMs } = await until(auctionId, ({ result }) => result === 'awarded');
    expect(objectUntilMs).toBe(closedAtMs! + 1_100);
    expect(atMs).toBeGreaterThanOrEqual(closedAtMs! + 1_100);
    await owner.query('truncate journal_outage');
    await owner.end();
    await sound(auctionId);
  });
});

describe('a paused sale', () => {
  it('goes on by itself at the time that was announced, with the time it had left', async () => {
    const rules = { ...RULES, timerMs: 60_000 };
    const auctionId = await openSale(db.database.manager, journal, ['a'], clock.now(), rules);
    const operator = `operator:${newId()}`;
    await give(auctionId, operator, { type: 'pause', reason: '核实' });
    const { pausedAtMs, endsAtMs } = await stateOf(auctionId);
    const toMs = clock.now() + 600;
    await give(auctionId, operator, { type: 'reschedule', reason: '十点恢复', toMs });
    await sweeper.sweep();
    expect(await stateOf(auctionId)).toMatchObject({ phase: 'paused', resumesAtMs: toMs });
    const open = await until(auctionId, ({ phase }) => phase === 'open');
    expect(open.atMs).toBeGreaterThanOrEqual(toMs);
    expect(open.endsAtMs - open.atMs).toBeGreaterThanOrEqual(endsAtMs - pausedAtMs! - 5);
    await sound(auctionId);
  });

  it('that an outage paused goes on when the operator said, not before', async () => {
    const rules = { ...RULES, timerMs: 60_000 };
    const auctionId = await openSale(db.database.manager, journal, ['a'], clock.now(), rules);
    const sinceMs = clock.now();
    await command(journal, auctionId, { type: 'pause', reason: '中断', sinceMs }, `outage:${auctionId}:${sinceMs}`);
    const toMs = clock.now() + 500;
    await give(auctionId, `operator:${newId()}`, { type: 'reschedule', reason: '检修后恢复', toMs });
    await sweeper.sweep();
    expect((await stateOf(auctionId)).phase).toBe('paused');
    expect((await until(auctionId, ({ phase }) => phase === 'open')).atMs).toBeGreaterThanOrEqual(toMs);
  });
});

describe('an announced sale', () => {
  const ALONE = { ...RULES, soleCandidate: 'agreement' } as const;
  const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it('does not open at the old time when its notice was moved and the book has not heard of it yet', async () => {
    const auctionId = await createListedAuction(db.database.manager);
    await command(journal, auctionId, sampleAnnouncement(clock.now() - 50, RULES));
    const listing = `update listing set state = 'extended', published_at = now(), profile_code = 'gz-demo', profile_version = 1,
      auction_id = $1, notice_ends_at = $2, opens_at = $2, closes_at = $2 where id = (select listing_id from auction where id = $1)`;
    await db.database.query(listing, [auctionId, new Date(clock.now() + 600)]);
    await sweeper.sweep();
    expect((await stateOf(auctionId)).phase).toBe('announced');
    await later(700);
    expect((await until(auctionId, ({ phase }) => phase === 'open')).phase).toBe('open');
  });

  it('is not agreed with one candidate while another who applied in time is looked at, or may still pay', async () => {
    const auctionId = await createListedAuction(db.database.manager);
    const [first, second] = [newId(), newId()];
    const organisation = `insert into organisation (id, kind, name, uscc, region_code) values ($1, 'company', $2, $3, '440100')`;
    await db.database.query(organisation, [first, '第一家', usccOf(76)]);
    await db.database.query(organisation, [second, '第二家', usccOf(77)]);
    await db.database.query(
      `update listing set state = 'listed', published_at = now(), profile_code = 'gz-university',
         profile_version = (select max(version) from rule_profile where code = 'gz-university'), auction_id = $1,
         notice_ends_at = $2, opens_at = $2, closes_at = $2 where id = (select listing_id from auction where id = $1)`,
      [auctionId, new Date(clock.now() - 1_000)],
    );
    await command(journal, auctionId, sampleAnnouncement(clock.now() - 50, ALONE));
    await command(journal, auctionId, { type: 'admit', organisationId: first });
    const application = `insert into application (id, listing_id, auction_id, organisation_id, state, statement, applied_by,
      reviewed_by) select $1, listing_id, id, $2, $4, '申请', $1, $5 from auction where id = $3`;
    await db.database.query(application, [newId(), first, auctionId, 'approved', newId()]);
    await db.database.query(application, [newId(), second, auctionId, 'submitted', null]);
    await sweeper.sweep();
    expect((await stateOf(auctionId)).phase).toBe('announced');
    const approved = `update application set state = 'approved', reviewed_by = $2, due_at = $3 where auction_id = $1`;
    await db.database.query(approved, [auctionId, newId(), new Date(clock.now() + 3_600_000)]);
    await sweeper.sweep();
    expect((await stateOf(auctionId)).phase).toBe('announced');
    await db.database.query(approved, [auctionId, newId(), new Date(clock.now())]);
    expect(await until(auctionId, ({ phase }) => phase === 'closed')).toMatchObject({ outcome: { outcome: 'sold' } });
    await sound(auctionId);
  });

  it('opens for both when the second brings its deposit', async () => {
    const auctionId = await createListedAuction(db.database.manager);
    await command(journal, auctionId, sampleAnnouncement(clock.now() - 50, ALONE));
    await command(journal, auctionId, { type: 'admit', organisationId: newId() });
    await command(journal, auctionId, { type: 'admit', organisationId: newId() });
    await until(auctionId, ({ phase }) => phase === 'open');
  });
});

describe('a sealed sale', () => {
  it('does not open without its trustees, and has its whole time when it opens late', async () => {
    const auctionId = await createListedAuction(db.database.manager);
    const opensAtMs = clock.now() - 15_000;
    const rules: Partial<AuctionRules> = { ...RULES, mode: 'sealed', sealedPrice: 'first', timerMs: 20_000 };
    await command(journal, auctionId, sampleAnnouncement(opensAtMs, rules));
    await sweeper.sweep();
    await sweeper.sweep();
    expect(await stateOf(auctionId)).toMatchObject({ phase: 'announced', seq: 1 });
    const trustees = ['operator', 'notary', 'regulator'].map((role) => ({
      role,
      organisationId: newId(),
      publicKey: role.padEnd(43, 'k'),
    }));
    await give(auctionId, 'system', { type: 'seatTrustees', trustees });
    const open = await until(auctionId, ({ phase }) => phase === 'open');
    expect(open.opensAtMs).toBeGreaterThanOrEqual(opensAtMs + 15_000);
    expect(open.endsAtMs - open.opensAtMs).toBe(20_000);
  });
});

it('does not open a sale whose notice was extended, or that was suspended, since the clock read what is due', async () => {
  const tx = db.database.manager;
  const times = new PostgresSaleTimes(db.database);
  const auctionId = await createListedAuction(tx);
  const { listingId } = (
    await rows<{ listingId: string }>(tx, 'select listing_id as "listingId" from auction where id = $1', [auctionId])
  )[0]!;
  const moved = (sql: string) =>
    rows(tx, `update listing set auction_id = $2, ${sql} where id = $1`, [listingId, auctionId]);
  await moved("opens_at = now() - interval '1 minute'");
  expect(await times.isHeldUp(auctionId, clock.now())).toBe(false);
  await moved("state = 'suspended', suspended_at = now()");
  expect(await times.isHeldUp(auctionId, clock.now())).toBe(true);
  await moved("state = 'resumed', suspended_at = null, opens_at = now() + interval '5 days'");
  expect(await times.isHeldUp(auctionId, clock.now())).toBe(true);
});
