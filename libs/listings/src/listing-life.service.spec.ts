import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@jishi/identity';
import { WindowRepository, WindowService } from '@jishi/windows';
import { Market, standingClock } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { AchievementService } from './achievement.service';
import { ListingLifeService } from './listing-life.service';
import { ListingReadsService } from './listing-reads.service';
import { type ListingDraft, ListingService, PublicationHold } from './listing.service';
import { RuleProfileService } from './rule-profile.service';

let db: TestDatabase;
let market: Market;
let service: ListingService;
let life: ListingLifeService;
let reads: ListingReadsService;
let achievements: AchievementService;
let officer: Actor;
let reviewer: Actor;
const clock = standingClock('2026-03-02T10:00:00+08:00');
const to = (moment: string): void => clock.set(Date.parse(`${moment}+08:00`));
const china = (at: Date | null): string | null =>
  at && new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
/** Answers when the holders of a right of first refusal have had their time. */
class Hold extends PublicationHold {
  untilMs: number | null = null;
  begin(): Promise<number | null> {
    return Promise.resolve(this.untilMs);
  }
}
const hold = new Hold();

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  const windows = new WindowService(db.database, new WindowRepository());
  const profiles = new RuleProfileService(db.database, { demo: false });
  service = new ListingService(db.database, clock, windows, profiles, hold);
  life = new ListingLifeService(db.database, clock, service, profiles);
  reads = new ListingReadsService(db.database, profiles);
  achievements = new AchievementService(db.database, windows);
  officer = await market.member('university', ['officer']);
  reviewer = await market.member('exchange', ['reviewer']);
});
afterAll(() => db.drop());
beforeEach(() => {
  to('2026-03-02T10:00:00');
  hold.untilMs = null;
});

let number = 0;
async function achievement(): Promise<string> {
  const content = Buffer.from(`title,number,ipc\n成果${++number},F${number},G06F 15/16\n`);
  const { records } = await achievements.import(officer, officer.organisationId, [{ filename: 'a.csv', content }]);
  return records[0]!.achievementId!;
}
async function submitted(change: Partial<ListingDraft> = {}): Promise<string> {
  const id = await service.draft(officer, {
    achievementId: await achievement(),
    form: 'transfer',
    pricingWay: 'listing',
    priceMinor: 50_000_000,
    profileCode: 'gz-university',
    exchangeId: reviewer.organisationId,
    announcedExtensions: 2,
    ...change,
  });
  await market.papers(id);
  await service.submit(officer, id, 'direct');
  return id;
}
async function published(change: Partial<ListingDraft> = {}): Promise<string> {
  const id = await submitted(change);
  await service.review(reviewer, id, true);
  return id;
}
const listing = async (id: string) => (await reads.get(reviewer, id)).listing;
const extend = (id: string, noticeEndsAt: Date): Promise<boolean> =>
  db.database.transaction((tx) => life.extend(tx, id, noticeEndsAt));
const factsOf = (id: string) =>
  db.database.query<{ type: string; payload: Record<string, unknown> }>(
    `select type, payload from outbox where subject_id = $1 and type like 'listing.%' and type <> 'listing.published' order by id`,
    [id],
  );

describe('an extension', () => {
  it('takes place as often as the notice said, each on from the last day', async () => {
    const id = await published();
    expect(china((await listing(id)).noticeEndsAt)).toBe('2026-03-18T00:00');
    for (const [now, ends] of [
      ['2026-03-18T00:00:01', '2026-03-25T00:00'],
      ['2026-03-25T00:00:01', '2026-04-01T00:00'],
    ] as const) {
      to(now);
      const before = (await listing(id)).noticeEndsAt!;
      expect(await extend(id, before)).toBe(true);
      // Two workers saw the same end.
      expect(await extend(id, before)).toBe(false);
      expect(china((await listing(id)).noticeEndsAt)).toBe(ends);
    }
    to('2026-04-01T00:00:01');
    expect(await extend(id, (await listing(id)).noticeEndsAt!)).toBe(false);
    expect(await listing(id)).toMatchObject({ state: 'extended', extensions: 2, announcedExtensions: 2 });
    expect((await factsOf(id)).map(({ type }) => type)).toEqual(['listing.extended', 'listing.extended']);
  });

  it('does not happen unannounced', async () => {
    const id = await published({ announcedExtensions: 0 });
    to('2026-03-18T00:00:01');
    expect(await extend(id, (await listing(id)).noticeEndsAt!)).toBe(false);
  });
});

describe('a suspension', () => {
  it('stops a sale before its bidding, with a reason, and gives the time back', async () => {
    const id = await published();
    to('2026-03-10T09:00:00');
    await expect(life.suspend(reviewer, id, ' ')).rejects.toThrow('listing.reason_missing');
    await expect(life.suspend(await market.member('exchange', ['reviewer']), id, '核查')).rejects.toThrow(
      'listing.other_exchange',
    );
    await life.suspend(reviewer, id, '权属争议，核查中');
    expect(await listing(id)).toMatchObject({ state: 'suspended' });
    expect(await extend(id, (await listing(id)).noticeEndsAt!)).toBe(false);
    to('2026-04-15T12:00:00');
    await life.resume(reviewer, id, '核查完毕');
    const { state, noticeEndsAt, opensAt, suspendedAt } = await listing(id);
    expect([state, suspendedAt]).toEqual(['resumed', null]);
    expect(china(noticeEndsAt)).toBe('2026-04-24T00:00');
    expect(china(opensAt)).toBe('2026-04-24T10:00');
    expect((await factsOf(id)).map(({ type, payload }) => [type, payload['reason']])).toEqual([
      ['listing.suspended', '权属争议，核查中'],
      ['listing.resumed', '核查完毕'],
    ]);
  });

  it('is for the desk once bidding is open', async () => {
    const id = await published();
    to('2026-03-18T10:00:00');
    await expect(life.suspend(reviewer, id, '核查')).rejects.toThrow('listing.bidding_open');
  });
});

describe('a change of what was published', () => {
  it('is asked for by the seller, decided by the exchange, and starts the notice anew', async () => {
    const id = await published({ conditions: '受让方须具备生产条件。' });
    to('2026-03-09T16:00:00');
    const change = { conditions: '受让方须具备医疗器械生产许可。', reason: '主管部门要求' };
    await expect(life.requestAmendment(reviewer, id, change)).rejects.toThrow('listing.not_yours');
    await life.requestAmendment(officer, id, change);
    await expect(life.requestAmendment(officer, id, { ...change, conditions: '另一个' })).rejects.toThrow(
      'listing.amendment_open',
    );
    expect(await life.amendments(null, id)).toEqual([]);
    const [amendment] = await life.amendments(officer, id);
    to('2026-03-11T09:00:00');
    await life.decideAmendment(reviewer, amendment!.id, true);
    await expect(life.decideAmendment(reviewer, amendment!.id, true)).rejects.toThrow('listing.amendment_decided');
    const after = await listing(id);
    expect(after).toMatchObject({ state: 'listed', conditions: change.conditions });
    expect(china(after.noticeEndsAt)).toBe('2026-03-27T00:00');
    expect(await life.amendments(null, id)).toMatchObject([{ state: 'accepted', conditionsTo: change.conditions }]);
  });

  it('refused leaves everything as it was', async () => {
    const id = await published();
    await life.requestAmendment(officer, id, { conditions: '新条件', reason: '补充' });
    const [amendment] = await life.amendments(officer, id);
    await expect(life.decideAmendment(reviewer, amendment!.id, false)).rejects.toThrow('listing.reason_missing');
    await life.decideAmendment(reviewer, amendment!.id, false, '限制竞争');
    expect(await listing(id)).toMatchObject({ state: 'listed', conditions: '' });
    await expect(
      db.database.query(`update listing_amendment set state = 'accepted' where id = $1`, [amendment!.id]),
    ).rejects.toThrow(/is decided/);
  });

  it('of nothing is refused', async () => {
    const id = await published();
    const nothing = { conditions: ' ', reason: '无' };
    await expect(life.requestAmendment(officer, id, nothing)).rejects.toThrow('listing.nothing_changed');
  });
});

describe('holders of a right of first refusal', () => {
  it('are told before the public is', async () => {
    const id = await submitted();
    hold.untilMs = Date.parse('2026-03-06T00:00:00+08:00');
    await service.review(reviewer, id, true);
    expect(await listing(id)).toMatchObject({ state: 'pre_listed', publishedAt: null });
    await expect(reads.get(null, id)).rejects.toThrow('listing.not_found');
    to('2026-03-05T23:59:59');
    await life.publishDue();
    expect((await listing(id)).state).toBe('pre_listed');
    to('2026-03-06T00:00:00');
    await Promise.all([life.publishDue(), life.publishDue()]);
    expect(await listing(id)).toMatchObject({ state: 'listed', profileVersion: 5 });
    expect((await reads.get(reviewer, id)).transitions.map(({ action }) => action)).toEqual([
      'submit',
      'pre_list',
      'publish',
    ]);
  });
});

describe('an end', () => {
  it('without an auction is the exchange’s to declare; with one it stands in the book', async () => {
    const buyer = await market.member('company', ['bidder']);
    const negotiated = await published({
      pricingWay: 'negotiated',
      transfereeId: buyer.organisationId,
      announcedExtensions: 0,
    });
    await life.end(reviewer, negotiated, '权属纠纷，终结交易');
    expect((await listing(negotiated)).state).toBe('terminated');
    await expect(life.end(reviewer, await published(), '终结')).rejects.toThrow('listing.end_announced');
  });
});

describe('another round', () => {
  it('counts, and is not cut by more than the rules allow', async () => {
    const achievementId = await achievement();
    const first = await published({ achievementId });
    to('2026-03-20T10:00:00');
    await db.database.transaction((tx) => service.follow(tx, first, 'mark_unsold', 'fact'));
    to('2026-04-01T10:00:00');
    await expect(submitted({ achievementId, priceMinor: 39_999_999 })).rejects.toThrow('listing.bad_basis');
    const second = await published({ achievementId, priceMinor: 40_000_000 });
    expect((await listing(second)).round).toBe(2);
  });
});
