import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { parseRuleProfile, type RuleProfile } from '@jishi/pricing';
import pg from 'pg';
import { WindowRepository, WindowService } from '@jishi/windows';
import { Market, standingClock } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { AchievementService } from './achievement.service';
import { AttachmentService } from './attachment.service';
import { FirstRefusalHold } from './first-refusal.hold';
import { rightsOf } from './first-refusal.repository';
import { FirstRefusalService } from './first-refusal.service';
import { ListingLifeService } from './listing-life.service';
import { ListingReadsService } from './listing-reads.service';
import { type ListingDraft, ListingService } from './listing.service';
import { RuleProfileService } from './rule-profile.service';

/** What a dishonest seller, a careless clerk or a late fact may try with a sale. */
let db: TestDatabase;
let market: Market;
let service: ListingService;
let life: ListingLifeService;
let reads: ListingReadsService;
let rights: FirstRefusalService;
let achievements: AchievementService;
let officer: Actor;
let company: Actor;
let reviewer: Actor;
const clock = standingClock('2026-03-02T10:00:00+08:00');
const to = (moment: string): void => clock.set(Date.parse(`${moment}+08:00`));
const china = (at: Date | null): string | null =>
  at && new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  const windows = new WindowService(db.database, new WindowRepository());
  const profiles = new RuleProfileService(db.database, { demo: false });
  service = new ListingService(db.database, clock, windows, profiles, new FirstRefusalHold());
  life = new ListingLifeService(db.database, clock, service, profiles);
  reads = new ListingReadsService(db.database, profiles);
  rights = new FirstRefusalService(db.database, clock, windows, {} as AttachmentService);
  achievements = new AchievementService(db.database, windows);
  officer = await market.member('university', ['officer']);
  company = await market.owned(await market.member('company', ['officer']), 'private');
  reviewer = await market.member('exchange', ['reviewer']);
});
afterAll(() => db.drop());
beforeEach(() => to('2026-03-02T10:00:00'));

let number = 0;
async function achievement(of: Actor): Promise<string> {
  const content = Buffer.from(`title,number,ipc\n成果${++number},A${number},G06F 15/16\n`);
  const { records } = await achievements.import(of, of.organisationId, [{ filename: 'a.csv', content }]);
  return records[0]!.achievementId!;
}
async function submitted(change: Partial<ListingDraft> = {}, seller = officer): Promise<string> {
  const id = await service.draft(seller, {
    achievementId: change.achievementId ?? (await achievement(seller)),
    form: 'transfer',
    pricingWay: 'listing',
    priceMinor: 50_000_000,
    profileCode: 'gz-university',
    exchangeId: reviewer.organisationId,
    ...change,
  });
  await market.papers(id);
  await service.submit(seller, id, 'direct');
  return id;
}
async function published(change: Partial<ListingDraft> = {}, seller = officer): Promise<string> {
  const id = await submitted(change, seller);
  await service.review(reviewer, id, true);
  return id;
}
const listing = async (id: string) => (await reads.get(reviewer, id)).listing;
const bidder = () => market.member('company', ['bidder']);
const factsOf = (id: string) =>
  db.database.query<{ type: string; payload: Record<string, unknown> }>(
    'select type, payload from outbox where subject_id = $1 order by id',
    [id],
  );
async function asOwner(sql: string, values: unknown[] = []): Promise<void> {
  const owner = new pg.Client({ connectionString: db.adminUrl });
  await owner.connect();
  try {
    await owner.query(sql, values);
  } finally {
    await owner.end();
  }
}
/** Rules of the platform like others, but for these. */
async function profileLike(code: string, of: string, change: (body: RuleProfile) => object, from = '2026-01-01') {
  const [found] = await db.database.query<{ body: RuleProfile; next: number }>(
    `select body, (select coalesce(max(version), 0) + 1 from rule_profile where code = $1) as next
     from rule_profile where code = $2 order by version desc limit 1`,
    [code, of],
  );
  const body = { ...found!.body, code, version: found!.next, ...change(found!.body) };
  parseRuleProfile(body);
  const insert = `insert into rule_profile (code, version, body, source, effective_at) values ($1, $2, $3, 'test', $4)`;
  await asOwner(insert, [code, found!.next, JSON.stringify(body), from]);
}
/** Ends an announced sale as its book would. */
const ended = (id: string, action: 'mark_unsold' | 'mark_defaulted') =>
  db.database.transaction((tx) => service.follow(tx, id, action, newId(), '测试'));

describe('a withdrawn sale', () => {
  it('is told to those who read its notice', async () => {
    const { organisationId: transfereeId } = await bidder();
    const id = await published({ pricingWay: 'negotiated', transfereeId });
    await service.withdraw(officer, id, '合作方退出');
    expect((await factsOf(id)).map(({ type, payload }) => [type, payload['reason']])).toEqual([
      ['listing.published', undefined],
      ['listing.withdrawn', '合作方退出'],
    ]);
    const draft = await submitted();
    await service.withdraw(officer, draft, '暂缓');
    expect(await factsOf(draft)).toEqual([]);
  });
});

describe('the law of a seller', () => {
  it('is that of its owners when it sells, not when it began to write', async () => {
    const id = await submitted({ profileCode: 'gz-private' }, company);
    await market.owned(company, 'state_owned');
    await expect(service.review(reviewer, id, true)).rejects.toMatchObject({
      errors: [{ path: 'profileCode', code: 'listing.profile_not_for' }],
    });
    await market.owned(company, 'private');
    await service.review(reviewer, id, true);
    expect((await listing(id)).sellerType).toBe('private');
  });

  it('is asked again when a listing that waited for its holders comes out, and holds up no other', async () => {
    const [held, other] = await Promise.all([
      submitted({ profileCode: 'gz-private' }, company),
      submitted({ profileCode: 'gz-private' }, company),
    ]);
    for (const id of [held, other])
      await rights.register(company, id, {
        organisationId: (await bidder()).organisationId,
        ground: 'inventor',
        rank: 1,
      });
    await service.review(reviewer, held, true);
    const poor = await market.owned(await market.member('company', ['officer']), 'private');
    const third = await submitted({ profileCode: 'gz-private' }, poor);
    await rights.register(poor, third, {
      organisationId: (await bidder()).organisationId,
      ground: 'inventor',
      rank: 1,
    });
    await service.review(reviewer, third, true);
    await market.owned(company, 'state_owned');
    to('2026-03-09T10:00:00');
    await life.publishDue();
    expect([(await listing(held)).state, (await listing(third)).state]).toEqual(['pre_listed', 'listed']);
    await market.owned(company, 'private');
    await life.publishDue();
    expect((await listing(held)).state).toBe('listed');
  });
});

describe('a holder of a right of first refusal', () => {
  it('is told anew of other terms: what it gave up at one price it did not give up at another', async () => {
    const holder = await bidder();
    const id = await submitted({}, officer);
    await rights.register(officer, id, { organisationId: holder.organisationId, ground: 'inventor', rank: 1 });
    await service.review(reviewer, id, true);
    const [told] = await rightsOf(db.database.manager, id);
    await rights.answer(holder, told!.id, true);
    await service.review(reviewer, id, false, '重新定价');
    await service.update(officer, id, { priceMinor: 10_000_000 });
    expect(await rightsOf(db.database.manager, id)).toMatchObject([{ notifiedAt: null, waivedAt: null }]);
    await service.submit(officer, id, 'direct');
    to('2026-03-04T10:00:00');
    await service.review(reviewer, id, true);
    const again = await listing(id);
    expect([again.state, china(again.publishFrom)]).toEqual(['pre_listed', '2026-03-08T00:00']);
    expect((await factsOf(told!.id)).map(({ type, payload }) => [type, payload['priceMinor']])).toEqual([
      ['first_refusal.notified', 50_000_000],
      ['first_refusal.waived', undefined],
      ['first_refusal.notified', 10_000_000],
    ]);
  });
});

describe('a price', () => {
  const appraised = { appraisal: { amountMinor: 60_000_000, reference: '评估备案 1 号', on: '2026-01-05' } };
  it('of state-owned assets does not fall because a friend won and never paid', async () => {
    const owned = await market.owned(await market.member('company', ['officer']), 'state_owned');
    const change = { achievementId: await achievement(owned), profileCode: 'gz-state-owned', ...appraised };
    const first = await published({ ...change, priceMinor: 60_000_000 }, owned);
    await ended(first, 'mark_defaulted');
    await expect(submitted({ ...change, priceMinor: 55_000_000 }, owned)).rejects.toMatchObject({
      errors: [{ path: 'priceMinor', code: 'listing.below_appraisal' }],
    });
    const second = await published({ ...change, priceMinor: 60_000_000 }, owned);
    await ended(second, 'mark_unsold');
    const third = await published({ ...change, priceMinor: 55_000_000 }, owned);
    expect((await listing(third)).round).toBe(3);
  });
});

describe('what was transferred', () => {
  it('is not licensed any more by who sold it, neither drafted nor reviewed', async () => {
    const achievementId = await achievement(officer);
    const licence = await submitted({ achievementId, form: 'licence' });
    const { organisationId: transfereeId } = await bidder();
    const sale = await published({ achievementId, pricingWay: 'negotiated', transfereeId });
    await db.database.query(`update listing set state = 'sold' where id = $1`, [sale]);
    await expect(service.review(reviewer, licence, true)).rejects.toThrow('listing.transferred');
    await expect(submitted({ achievementId, form: 'licence' })).rejects.toThrow('listing.transferred');
  });
});

describe('a notice', () => {
  it('that runs anew is not over before its announced end', async () => {
    await profileLike('short-notice', 'gz-private', ({ sale }) => ({
      noticeDays: { count: 5, kind: 'calendar' },
      sale: { ...sale, extension: { days: { count: 30, kind: 'calendar' }, max: 2 } },
    }));
    const id = await published({ profileCode: 'short-notice', announcedExtensions: 1 }, company);
    to('2026-03-08T00:00:01');
    const { noticeEndsAt } = await listing(id);
    await db.database.transaction((tx) => life.extend(tx, id, noticeEndsAt!));
    expect(china((await listing(id)).noticeEndsAt)).toBe('2026-04-07T00:00');
    await life.requestAmendment(company, id, { conditions: '新条件', reason: '补充' });
    const [amendment] = await life.amendments(company, id);
    await life.decideAmendment(reviewer, amendment!.id, true);
    expect(china((await listing(id)).noticeEndsAt)).toBe('2026-04-07T00:00');
  });

  it('is not moved in the last moment before bidding opens', async () => {
    const id = await published({ priceMinor: 1_000_000 });
    to('2026-03-18T09:59:58.500');
    await expect(life.suspend(reviewer, id, '核查')).rejects.toThrow('listing.bidding_open');
  });

  it('keeps the dates it was published with', async () => {
    const id = await published();
    const { noticeEndsAt, opensAt } = await listing(id);
    expect((await factsOf(id))[0]!.payload).toMatchObject({
      noticeEndsAtMs: noticeEndsAt!.getTime(),
      opensAtMs: opensAt!.getTime(),
    });
  });

  it('is neither shortened nor taken away, nor changed without an accepted amendment, by whoever writes to the database', async () => {
    const id = await published({ conditions: '条件' });
    const refused = (change: string) =>
      expect(db.database.query(`update listing set ${change} where id = $1`, [id])).rejects.toThrow(
        /published listing/,
      );
    await refused('notice_ends_at = null');
    await refused(`notice_ends_at = notice_ends_at - interval '1 second'`);
    await refused(`conditions = '别的条件'`);
    await refused(`region_code = '440300'`);
    await refused('opens_at = notice_ends_at');
  });
});
