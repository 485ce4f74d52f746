import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@jishi/kernel';
import { type Fact, hasMessage, messageFor } from '@jishi/platform';
import { standingClock } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { deadline, workingDaysLeft } from './domain/due';
import { DUE_SOURCES } from './due-sources';
import { DueService } from './due.service';
import './messages';
import { NotificationService } from './notification.service';
import { Tell } from './notifications.consumers';
import { PublishedListing } from './testing/published-listing';
import { TOLD } from './told';

let db: TestDatabase;
let inbox: NotificationService;
let consumer: Tell;
let listing: PublishedListing;

beforeAll(async () => {
  db = await testDatabase();
  inbox = new NotificationService(db.database);
  consumer = new Tell(inbox);
});
beforeEach(async () => {
  listing = await PublishedListing.open(db);
});
afterAll(() => db.drop());

const deliver = (fact: Fact): Promise<void> => db.database.transaction((tx) => consumer.handle(tx, fact));
const textsOf = async (reader: PublishedListing['seller'], locale: 'zh' | 'en' = 'zh'): Promise<string[]> =>
  (await inbox.list(reader, {}, locale)).items.map(({ text }) => text);

describe('what is told', () => {
  it('has a text in both languages for everything in the table', () => {
    const texts = Object.values(TOLD).flatMap((tellings) => tellings.map(({ text }) => `notification.${text}`));
    expect(texts.filter((key) => !hasMessage(key))).toEqual([]);
    for (const key of texts) {
      const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      expect([key, holes(messageFor(key, {}, 'en'))]).toEqual([key, holes(messageFor(key, {}, 'zh'))]);
    }
  });

  it('is subscribed to, and only that', async () => {
    const subscribed = await db.database.query<{ type: string }>(
      `select event_type as type from outbox_subscription where consumer = 'notifications.tell'`,
    );
    expect(subscribed.map(({ type }) => type).sort()).toEqual(Object.keys(TOLD).sort());
  });

  it('reaches each once, however often and by however many workers it is delivered', async () => {
    const fact = await listing.fact('listing.published');
    await Promise.all([deliver(fact), deliver(fact), deliver(fact)]);
    expect(await textsOf(listing.seller)).toEqual([`“${listing.title}”已公告，公告期至 2026年10月24日 24:00。`]);
    expect(await textsOf(listing.seller, 'en')).toEqual([
      `"${listing.title}" is published; its notice runs until 24 Oct 2026, 24:00 (China time).`,
    ]);
    expect(await textsOf(listing.bidders[0]!)).toEqual([]);
  });

  it('differs for winner, losers and seller, and nobody reads another’s', async () => {
    const [winner, loser] = listing.bidders as [PublishedListing['seller'], PublishedListing['seller']];
    await listing.apply(winner);
    await listing.apply(loser);
    const { organisationId: winnerId } = winner;
    const sold = { auctionId: listing.auctionId, outcome: 'sold', priceMinor: 5_000_000, winnerCode: 'B01', winnerId };
    await deliver(await listing.fact('auction.closed', sold, listing.auctionId));
    expect(await textsOf(winner)).toEqual([`恭喜，贵单位以 ¥50,000.00 竞得“${listing.title}”，请确认合同。`]);
    expect((await textsOf(loser))[0]).toContain('由他人竞得');
    expect((await textsOf(listing.seller))[0]).toContain('以 ¥50,000.00 成交');
    const params = await db.database.query<{ params: object }>('select params from notification');
    expect(JSON.stringify(params)).not.toContain(winnerId);
  });

  it('finds the candidate of an application, and those of the exchange who may act', async () => {
    const [bidder] = listing.bidders as [PublishedListing['seller']];
    const applicationId = await listing.apply(bidder, 'submitted');
    await deliver(await listing.fact('application.submitted', { applicationId, listingId: undefined }, applicationId));
    await deliver(await listing.fact('application.rejected', { applicationId, reason: '材料不全' }, applicationId));
    expect((await textsOf(listing.reviewer))[0]).toContain('收到新的竞买申请');
    expect(await textsOf(listing.cashier)).toEqual([]);
    expect((await inbox.list(bidder, {}, 'zh')).items).toMatchObject([
      { reason: '材料不全', link: '/desk/applications', readAt: null },
    ]);
  });

  it('tells a holder of a right of first refusal, and forgives facts that name nothing', async () => {
    const [holder] = listing.bidders as [PublishedListing['seller']];
    for (const name of ['holderId', 'organisationId'])
      await deliver(await listing.fact('first_refusal.notified', { [name]: holder.organisationId }));
    expect((await textsOf(holder)).map((text) => text.includes('优先购买权'))).toEqual([true, true]);
    for (const payload of [{ listingId: 'no-uuid' }, { listingId: newId() }, { holderId: 7 }, {}])
      await deliver(await listing.fact('listing.suspended', payload));
    await deliver({ id: newId(), type: 'nobody.asked', subjectId: 'x', payload: {} });
  });
});

describe('the inbox', () => {
  it('is read by each person for themselves, one by one or whole', async () => {
    for (const type of ['listing.published', 'listing.suspended', 'listing.resumed'])
      await deliver(await listing.fact(type));
    const { seller } = listing;
    const colleague = await listing.market.person(seller.organisationId, 'university', ['officer']);
    expect([await inbox.unread(seller), await inbox.unread(colleague)]).toEqual([3, 3]);
    const first = await inbox.list(seller, { limit: 2 }, 'zh');
    const second = await inbox.list(seller, { limit: 2, cursor: first.nextCursor! }, 'zh');
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    await inbox.markRead(seller, first.items[0]!.id);
    await inbox.markRead(seller, first.items[0]!.id);
    expect((await inbox.list(seller, { unread: true }, 'zh')).items).toHaveLength(2);
    await inbox.markAllRead(seller);
    expect([await inbox.unread(seller), await inbox.unread(colleague)]).toEqual([0, 3]);
    await expect(inbox.markRead(listing.bidders[0]!, first.items[0]!.id)).rejects.toThrow('notification.not_found');
  });

  it('forgets what is older than a year', async () => {
    await deliver(await listing.fact('listing.published'));
    const { organisationId } = listing.seller;
    await db.database.query(
      `insert into notification (id, event_id, organisation_id, user_id, kind, params, link, created_at)
       select gen_random_uuid(), event_id, organisation_id, $2, kind, params, link, now() - interval '400 days'
       from notification where organisation_id = $1`,
      [organisationId, listing.seller.userId],
    );
    expect(await inbox.unread(listing.seller)).toBe(2);
    await deliver(await listing.fact('listing.suspended'));
    expect(await textsOf(listing.seller)).toHaveLength(2);
  });
});

describe('what is due', () => {
  const now = '2026-10-09T09:00:00+08:00';
  const at = (text: string): number => Date.parse(text);

  it('counts working days over National Day, and never guesses a year', () => {
    // 1-7 October 2026 are holidays, 10 October is a working Saturday.
    const term = { count: 3, kind: 'working' } as const;
    expect(new Date(deadline(at('2026-09-30T12:00:00+08:00'), term)!).toISOString()).toBe('2026-10-10T16:00:00.000Z');
    expect(workingDaysLeft(at('2026-09-30T12:00:00+08:00'), at('2026-10-11T00:00:00+08:00'))).toBe(3);
    expect(workingDaysLeft(at('2026-10-10T12:00:00+08:00'), at('2026-10-11T00:00:00+08:00'))).toBe(0);
    expect(workingDaysLeft(at('2026-10-13T12:00:00+08:00'), at('2026-10-11T00:00:00+08:00'))).toBe(-2);
    expect(deadline(at('2099-01-04T12:00:00+08:00'), term)).toBeNull();
  });

  it('puts what is overdue first, each for those who work it off', async () => {
    const due = new DueService(db.database, standingClock(now));
    const { reviewer, cashier, bidders } = listing;
    const waiting = async (state: string, submittedAt: string): Promise<string> => {
      const other = await PublishedListing.open(db, 'negotiated', '待审', listing.exchangeId);
      await db.database.query('update listing set state = $2 where id = $1', [other.listingId, state]);
      await db.database.query(
        `insert into listing_transition (id, listing_id, action, from_state, to_state, at)
         values (gen_random_uuid(), $1, 'submit', 'draft', $2, $3)`,
        [other.listingId, state, submittedAt],
      );
      return other.listingId;
    };
    const fresh = await waiting('review', '2026-10-08T10:00:00+08:00');
    const late = await waiting('review', '2026-09-21T10:00:00+08:00');
    await listing.apply(bidders[0]!, 'submitted');
    const { items, total } = await due.list(reviewer, {});
    expect(total).toBe(3);
    expect(items.map(({ key, id, overdue }) => [key, id === late, id === fresh, overdue]).slice(0, 1)).toEqual([
      ['review', true, false, true],
    ]);
    // Submitted on 21 September, five working days, the 25th being Mid-Autumn: until the 29th; then the 30th, 8 and 9 October.
    expect(items[0]).toMatchObject({ workingDaysLeft: -3, link: '/desk/review' });
    expect(items.map(({ key }) => key).sort()).toEqual(['application', 'review', 'review']);
    expect((await due.list(cashier, {})).items).toEqual([]);
    const first = await due.list(reviewer, { limit: 1 });
    const rest = await due.list(reviewer, { limit: 5, cursor: first.nextCursor! });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(items.map(({ id }) => id));
  });

  it('asks every queue without a mistake', async () => {
    for (const { query } of DUE_SOURCES)
      expect(await query(db.database.manager, listing.seller.organisationId, 10, at(now))).toBeInstanceOf(Array);
  });
});
