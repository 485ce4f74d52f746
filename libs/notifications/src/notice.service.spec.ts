import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fact } from '@jishi/platform';
import { standingClock } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { type NoticeFact, noticesDue } from './domain/notices-due';
import { IssueNotices } from './notifications.consumers';
import { NoticeService } from './notice.service';
import { PublishedListing } from './testing/published-listing';

const CLOSED = { outcome: 'sold', priceMinor: 123_450_000, winnerCode: 'B07', endedAtMs: Date.UTC(2026, 9, 26, 2) };

let db: TestDatabase;
let notices: NoticeService;
let consumer: IssueNotices;

beforeAll(async () => {
  db = await testDatabase();
  notices = new NoticeService(db.database, standingClock('2026-10-09T10:00:05+08:00'));
  consumer = new IssueNotices(notices);
});
afterAll(() => db.drop());

const deliver = (fact: Fact): Promise<void> => db.database.transaction((tx) => consumer.handle(tx, fact));
const issued = (listing: PublishedListing): Promise<{ kind: string; serial: number; id: string }[]> =>
  db.database.query('select kind, serial, id from listing_notice where listing_id = $1 order by serial', [
    listing.listingId,
  ]);

async function life(listing: PublishedListing): Promise<Fact[]> {
  return [
    await listing.fact('listing.published', { auctionId: listing.auctionId }),
    await listing.fact('listing.extended', { noticeEndsAtMs: Date.UTC(2026, 10, 1, 16), reason: '未征集到意向受让方' }),
    await listing.fact('listing.suspended', { reason: '权属核实' }),
    await listing.fact('listing.resumed'),
    await listing.fact('auction.closed', { ...CLOSED, auctionId: listing.auctionId }, listing.auctionId),
  ];
}
const KINDS = ['sale', 'extension', 'suspension', 'resumption', 'result'];

describe('the notices of a listing', () => {
  it('are the same, in the same order, whichever fact is delivered first and how often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], { minLength: 1 }), async (order) => {
        const listing = await PublishedListing.open(db);
        const facts = await life(listing);
        for (const place of order) await deliver(facts[place]!);
        expect((await issued(listing)).map(({ kind }) => kind)).toEqual(KINDS);
      }),
      { numRuns: 15 },
    );
  });

  it('are issued once by workers that deliver at the same time, with numbers that have no gaps', async () => {
    const one = await PublishedListing.open(db);
    const other = await PublishedListing.open(db, 'auction', '另一项', one.exchangeId);
    const facts = [...(await life(one)), ...(await life(other))];
    await Promise.all([...facts, ...facts].map(deliver));
    expect((await issued(one)).map(({ kind }) => kind)).toEqual(KINDS);
    const serials = [...(await issued(one)), ...(await issued(other))].map(({ serial }) => serial);
    expect(serials.sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, n) => n + 1));
  });

  it('carry the exchange’s own words, prices and dates, in both languages', async () => {
    const listing = await PublishedListing.open(db);
    for (const fact of await life(listing)) await deliver(fact);
    const [sale, extension, , , result] = await Promise.all((await issued(listing)).map(({ id }) => notices.get(id)));
    const { body } = (
      await db.database.query<{ body: { sale: { texts: { notice: { zh: string; en: string } } } } }>(
        `select body from rule_profile where code = 'gz-university' order by version desc limit 1`,
      )
    )[0]!;
    expect(sale!.text.paragraphs[0]).toEqual(body.sale.texts.notice);
    expect(sale!.text.title).toEqual({
      zh: `${listing.title}交易公告`,
      en: `Notice of sale: ${listing.title}`,
    });
    const lines = new Map(sale!.text.lines.map(([label, value]) => [label.zh, value]));
    expect(lines.get('公告期')!.zh).toBe('2026年10月9日 10:00 至 2026年10月24日 24:00');
    expect(lines.get('起始价')!.zh).toBe('¥1,000,000.00');
    expect(lines.get('交易保证金')!.en).toBe('¥100,000.00');
    expect(JSON.stringify(extension!.text.lines)).toContain('2026年11月1日 24:00');
    expect(extension!.periodTo?.toISOString()).toBe('2026-11-01T16:00:00.000Z');
    const told = JSON.stringify(result!.text.lines);
    expect([told.includes('B07'), told.includes('¥1,234,500.00')]).toEqual([true, true]);
    expect(told).not.toContain('科技公司');
  });

  it('tell of a negotiated price who buys, and where and until when to object', async () => {
    const listing = await PublishedListing.open(db, 'negotiated');
    await deliver(await listing.fact('listing.published', { auctionId: null }));
    const { text, kind } = await notices.get((await issued(listing))[0]!.id);
    expect(kind).toBe('publicity');
    expect(text.paragraphs.at(-1)!.zh).toContain('请于 2026年10月24日 24:00 前');
    expect(JSON.stringify(text.lines)).toContain('科技公司');
  });

  it('are hashed as they stand, and nobody changes them afterwards', async () => {
    const listing = await PublishedListing.open(db);
    await deliver(await listing.fact('listing.published'));
    const { id } = (await issued(listing))[0]!;
    const { sha256 } = await notices.get(id);
    expect(
      createHash('sha256')
        .update(await notices.text(id))
        .digest('hex'),
    ).toBe(sha256);
    for (const sql of ['update listing_notice set year = 2027', 'delete from listing_notice'])
      await expect(db.database.query(sql)).rejects.toThrow(/permission denied|append-only/);
    await expect(
      db.database.query(
        `insert into listing_notice (id, event_id, listing_id, exchange_id, kind, year, serial, issued_at, text, sha256)
         select gen_random_uuid(), (select id from outbox o where not exists
           (select 1 from listing_notice n where n.event_id = o.id) limit 1), listing_id, exchange_id, kind, year, serial + 7,
           issued_at, text, sha256 from listing_notice limit 1`,
      ),
    ).rejects.toThrow();
  });

  it('announce an end once, though the book and the listing both tell of it', async () => {
    const listing = await PublishedListing.open(db);
    const facts = [
      await listing.fact('listing.published'),
      await listing.fact('auction.closed', { outcome: 'terminated', reason: '不可抗力' }, listing.auctionId),
      await listing.fact('listing.terminated', { reason: '不可抗力' }),
    ];
    for (const fact of [facts[2]!, facts[0]!, facts[1]!]) await deliver(fact);
    expect((await issued(listing)).map(({ kind }) => kind)).toEqual(['sale', 'termination']);
  });

  it('tell what is asked of the buyer at the time, and what changed', async () => {
    const listing = await PublishedListing.open(db);
    const { listingId: id } = listing;
    const owner = new pg.Client({ connectionString: db.adminUrl });
    await owner.connect();
    await owner.query('alter table listing disable trigger user');
    await owner.query(`update listing set conditions = '须在广东实施' where id = $1`, [id]);
    await owner.query('alter table listing enable trigger user');
    await owner.end();
    const published = await listing.fact('listing.published');
    await db.database.query(
      `insert into listing_amendment (id, listing_id, conditions_from, conditions_to, reason, requested_by)
       values (gen_random_uuid(), $1, '须在广东实施', '不限地域', '扩大征集范围', $2)`,
      [id, listing.seller.userId],
    );
    await db.database.query(
      `update listing_amendment set state = 'accepted', decided_by = $2, decided_at = clock_timestamp() where listing_id = $1`,
      [id, listing.reviewer.userId],
    );
    await db.database.query(`update listing set conditions = '不限地域' where id = $1`, [id]);
    const amended = await listing.fact('listing.amended', {
      reason: '扩大征集范围',
      noticeEndsAtMs: Date.UTC(2026, 10, 8, 16),
    });
    // The change is delivered first, and the notice of sale still says what it said.
    for (const fact of [amended, published]) await deliver(fact);
    const [sale, change] = await Promise.all((await issued(listing)).map((notice) => notices.get(notice.id)));
    const conditionsOf = (notice: typeof sale) =>
      notice!.text.lines.find(([label]) => label.en === 'Conditions')?.[1].zh;
    expect([conditionsOf(sale), conditionsOf(change)]).toEqual(['须在广东实施', '不限地域']);
    expect([change!.kind, JSON.stringify(change!.text.lines).includes('扩大征集范围')]).toEqual(['change', true]);
  });

  it('are found by exchange, kind, day, words and listing, page by page', async () => {
    const listing = await PublishedListing.open(db, 'auction', '石墨烯 100%_导热');
    for (const fact of await life(listing)) await deliver(fact);
    const { exchangeId, listingId } = listing;
    const kinds = async (query: object) => (await notices.list({ exchangeId, ...query })).items.map(({ kind }) => kind);
    expect(await kinds({ listingId })).toHaveLength(5);
    expect(await kinds({ kind: 'result', field: 'materials', region: '44' })).toEqual(['result']);
    expect(await kinds({ q: '100%_导' })).toHaveLength(5);
    expect(await kinds({ q: '100%x' })).toEqual([]);
    expect(await kinds({ from: '2026-10-09', to: '2026-10-09' })).toHaveLength(5);
    expect(await kinds({ from: '2026-10-10' })).toEqual([]);
    const first = await notices.list({ exchangeId, limit: 2 });
    const second = await notices.list({ exchangeId, limit: 3, cursor: first.nextCursor! });
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(5);
    expect(second.nextCursor).toBeNull();
  });
});

describe('which notices are due', () => {
  const fact = fc.record({
    id: fc.uuid(),
    type: fc.constantFrom(
      'listing.published',
      'listing.extended',
      'listing.terminated',
      'listing.agreed',
      'deposit.held',
    ),
    payload: fc.constant({}),
    atMs: fc.nat({ max: 5 }),
  });
  it('does not depend on the order of facts, and nothing issued is due again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fact, { selector: ({ id }) => id }), fc.nat(), (facts: NoticeFact[], at) => {
        const due = noticesDue(facts, false);
        const turned = [...facts.slice(at % (facts.length + 1)), ...facts.slice(0, at % (facts.length + 1))];
        expect(noticesDue(turned, false)).toEqual(due);
        expect(noticesDue(facts, false, new Set(due.map(({ fact: { id } }) => id)))).toEqual([]);
      }),
    );
  });
});
