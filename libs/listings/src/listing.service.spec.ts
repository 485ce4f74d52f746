import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@jishi/identity';
import { createDataSource, rows } from '@jishi/platform';
import { parseRuleProfile } from '@jishi/pricing';
import { WindowRepository, WindowService } from '@jishi/windows';
import { Market, standingClock } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { AchievementService } from './achievement.service';
import { ListingReadsService } from './listing-reads.service';
import { type ListingDraft, ListingService } from './listing.service';
import { MarkCertified, MarkSold } from './listings.consumers';
import { NegotiationService } from './negotiation.service';
import { RuleProfileService } from './rule-profile.service';

let db: TestDatabase;
let market: Market;
let service: ListingService;
let reads: ListingReadsService;
let negotiation: NegotiationService;
let achievements: AchievementService;
let profiles: RuleProfileService;
const clock = standingClock('2026-03-02T10:00:00+08:00');

let officer: Actor;
let clerk: Actor;
let reviewer: Actor;
let bidder: Actor;
let windowId: string;

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  const windows = new WindowService(db.database, new WindowRepository());
  profiles = new RuleProfileService(db.database, { demo: false });
  service = new ListingService(db.database, clock, windows, profiles);
  reads = new ListingReadsService(db.database, profiles);
  negotiation = new NegotiationService(db.database, clock, service);
  achievements = new AchievementService(db.database, windows);
  officer = await market.member('university', ['officer']);
  clerk = await market.member('window', ['clerk']);
  reviewer = await market.member('exchange', ['reviewer']);
  bidder = await market.member('company', ['bidder']);
  windowId = await market.window(clerk.organisationId, reviewer.organisationId);
  await market.mandate(windowId, officer.organisationId);
});
afterAll(() => db.drop());
beforeEach(() => clock.set(Date.parse('2026-03-02T10:00:00+08:00')));

let number = 0;
async function achievement(owner = officer): Promise<string> {
  const content = Buffer.from(`title,number,ipc\n成果${++number},L${number},G06F 15/16\n`);
  const { records } = await achievements.import(owner, owner.organisationId, [{ filename: 'a.csv', content }]);
  return records[0]!.achievementId!;
}
async function draft(change: Partial<ListingDraft> = {}): Promise<ListingDraft> {
  return {
    achievementId: await achievement(),
    form: 'transfer',
    pricingWay: 'auction',
    priceMinor: 50_000_000,
    profileCode: 'gz-university',
    exchangeId: reviewer.organisationId,
    windowId,
    ...change,
  };
}
/** Drafted, with its papers. */
async function drafted(actor: Actor, body: ListingDraft): Promise<string> {
  const id = await service.draft(actor, body);
  await market.papers(id);
  return id;
}
async function published(change: Partial<ListingDraft> = {}): Promise<string> {
  const id = await drafted(officer, await draft(change));
  await service.submit(officer, id, 'window');
  await service.intake(clerk, id, true);
  await service.review(reviewer, id, true);
  return id;
}
const facts = (type: string, subjectId: string) =>
  db.database.query<{ payload: Record<string, unknown> }>(
    'select payload from outbox where type = $1 and subject_id = $2',
    [type, subjectId],
  );
const fact = (type: string, payload: Record<string, unknown>) => ({ id: 'fact', type, subjectId: 'subject', payload });

describe('rule profiles', () => {
  it('ship complete, each value with its source', async () => {
    const shipped = await rows<{ code: string; body: unknown }>(
      db.database.manager,
      'select code, body from rule_profile',
    );
    expect(shipped.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['gz-university', 'gz-state-owned', 'gz-demo']),
    );
    for (const { body } of shipped) parseRuleProfile(body);
  });

  it('for demonstrations are hidden and refused outside them', async () => {
    expect((await profiles.list()).map(({ code }) => code)).toEqual([
      'gz-private',
      'gz-state-asset',
      'gz-state-owned',
      'gz-university',
    ]);
    await expect(drafted(officer, await draft({ profileCode: 'gz-demo' }))).rejects.toThrow('profile.demo_only');
    const demo = new RuleProfileService(db.database, { demo: true });
    expect((await demo.list()).map(({ code }) => code)).toContain('gz-demo');
  });

  it('cannot be changed by the application, nor by the owner', async () => {
    const changes = [`update rule_profile set source = 'x'`, 'delete from listing_transition', 'truncate rule_profile'];
    const owner = await createDataSource(db.adminUrl).initialize();
    try {
      for (const change of changes) {
        await expect(db.database.query(change)).rejects.toThrow(/permission denied/);
        await expect(owner.query(change)).rejects.toThrow(/append-only|cannot truncate/);
      }
    } finally {
      await owner.destroy();
    }
  });
});

describe('the way to the public list', () => {
  it('leads from the draft through the window and the exchange, on the record', async () => {
    const id = await drafted(officer, await draft({ reserveMinor: 60_000_000 }));
    expect((await reads.list(clerk, { queue: 'intake' })).items).toEqual([]);
    await service.submit(officer, id, 'window');
    expect((await reads.list(clerk, { queue: 'intake' })).items.map((item) => item.id)).toEqual([id]);
    await service.intake(clerk, id, true);
    expect((await reads.list(reviewer, { queue: 'review' })).items.map((item) => item.id)).toEqual([id]);
    await expect(reads.get(null, id)).rejects.toThrow('listing.not_found');
    await service.review(reviewer, id, true);

    const { listing, transitions, profile } = await reads.get(officer, id);
    expect(listing).toMatchObject({
      state: 'listed',
      regionCode: '440600',
      fieldCode: 'electronics',
      reserveMinor: 60_000_000,
      profileVersion: 5,
    });
    // Published on 2 March: fifteen days of notice end with 17 March, bidding opens at ten the next day.
    expect(listing.noticeEndsAt?.toISOString()).toBe('2026-03-17T16:00:00.000Z');
    expect(listing.opensAt?.toISOString()).toBe('2026-03-18T02:00:00.000Z');
    expect(profile?.body.depositRate).toEqual({ numerator: 10, denominator: 100 });
    expect(transitions.map(({ action }) => action)).toEqual(['submit_to_window', 'take_in', 'publish']);
    expect(transitions.every(({ actorName }) => actorName !== null)).toBe(true);
    const [noticeEndsAtMs, opensAtMs] = [listing.noticeEndsAt!.getTime(), listing.opensAt!.getTime()];
    expect(await facts('listing.published', id)).toEqual([
      { payload: { listingId: id, auctionId: listing.auctionId, noticeEndsAtMs, opensAtMs } },
    ]);
    expect(await service.forAuction(db.database.manager, id)).toMatchObject({
      auctionId: listing.auctionId,
      transferorId: officer.organisationId,
      exchangeId: reviewer.organisationId,
      startPriceMinor: 50_000_000,
      reserveMinor: 60_000_000,
      profile: { code: 'gz-university', version: 5 },
    });
  });

  it('keeps the reserve and the names of clerks from everybody else', async () => {
    const id = await published({ reserveMinor: 60_000_000 });
    for (const reader of [null, bidder, clerk]) expect((await reads.get(reader, id)).listing.reserveMinor).toBeNull();
    expect((await reads.get(null, id)).transitions.map((step) => [step.action, step.actorName])).toEqual([
      ['publish', null],
    ]);
    const listed = (await reads.list(bidder, { q: (await reads.get(null, id)).listing.number })).items;
    expect(listed.map((item) => item.reserveMinor)).toEqual([null]);
    expect((await reads.get(reviewer, id)).listing.reserveMinor).toBe(60_000_000);
  });

  it('gives back with a reason, and lets a draft be changed again', async () => {
    const id = await drafted(officer, await draft());
    await service.submit(officer, id, 'window');
    await expect(service.update(officer, id, { priceMinor: 1 })).rejects.toThrow('listing.not_a_draft');
    await expect(service.intake(clerk, id, false)).rejects.toThrow('listing.reason_missing');
    await service.intake(clerk, id, false, '材料不全');
    await service.update(officer, id, { priceMinor: 70_000_000, pricingWay: 'listing' });
    // the window named is credited with the sale, so it cannot be passed by
    await expect(service.submit(officer, id, 'direct')).rejects.toThrow('listing.window_takes_in');
    await service.update(officer, id, { windowId: null });
    await service.submit(officer, id, 'direct');
    await service.review(reviewer, id, false, '价格依据不足');
    const { listing, transitions } = await reads.get(reviewer, id);
    expect(listing).toMatchObject({ state: 'draft', priceMinor: 70_000_000, pricingWay: 'listing' });
    expect(transitions.map(({ reason }) => reason)).toEqual(['', '材料不全', '', '价格依据不足']);
  });

  it('is nothing to object to before its notice', async () => {
    const id = await service.draft(officer, await draft());
    await expect(negotiation.object(bidder, id, '异议')).rejects.toThrow('listing.not_found');
    await expect(negotiation.conclude(bidder, id)).rejects.toThrow('listing.not_found');
  });

  it('is closed to those it does not belong to', async () => {
    const stranger = await market.member('university', ['officer']);
    const otherClerk = await market.member('window', ['clerk']);
    await market.window(otherClerk.organisationId, reviewer.organisationId);
    const otherReviewer = await market.member('exchange', ['reviewer']);
    const body = await draft();
    await expect(drafted(stranger, body)).rejects.toThrow('achievement.not_found');
    const id = await drafted(officer, body);
    await expect(service.submit(stranger, id, 'direct')).rejects.toThrow('listing.not_found');
    await expect(reads.get(reviewer, id)).rejects.toThrow('listing.not_found');
    await service.submit(officer, id, 'window');
    await expect(service.intake(otherClerk, id, true)).rejects.toThrow('listing.not_found');
    await db.database.query('update window_client set ended_at = now() where organisation_id = $1', [
      officer.organisationId,
    ]);
    await expect(service.intake(clerk, id, true)).rejects.toThrow('window.no_mandate');
    await market.mandate(windowId, officer.organisationId);
    await service.intake(clerk, id, true);
    await expect(service.review(otherReviewer, id, true)).rejects.toThrow('listing.not_found');
    expect((await reads.list(stranger, { mine: true })).items).toEqual([]);
    await expect(reads.list(null, { mine: true })).rejects.toThrow('access.unauthenticated');
    await expect(reads.list(bidder, { queue: 'review' })).rejects.toThrow('listing.queue_forbidden');
  });

  it('may be begun by the clerk on the client’s behalf', async () => {
    const id = await drafted(clerk, { ...(await draft()), windowId: null });
    await service.submit(clerk, id, 'window');
    await service.intake(clerk, id, true);
    expect((await reads.get(officer, id)).listing).toMatchObject({ transferorId: officer.organisationId, windowId });
  });

  it.each<[string, Partial<ListingDraft>, string]>([
    ['a reserve outside an auction', { pricingWay: 'listing', reserveMinor: 60_000_000 }, 'listing.bad_terms'],
    ['a reserve below the start', { reserveMinor: 1 }, 'listing.bad_terms'],
    ['a negotiated sale to nobody', { pricingWay: 'negotiated' }, 'listing.bad_terms'],
    ['unknown rules', { profileCode: 'none' }, 'profile.not_found'],
  ])('refuses %s', async (_name, change, code) => {
    await expect(drafted(officer, await draft(change))).rejects.toThrow(code);
  });

  it('is not agreed with those who run the market', async () => {
    const pricingWay = 'negotiated';
    for (const { organisationId: transfereeId } of [reviewer, clerk])
      await expect(drafted(officer, await draft({ pricingWay, transfereeId }))).rejects.toThrow(
        'listing.no_such_transferee',
      );
  });

  it('offers one achievement for transfer only once, but licences to several', async () => {
    const achievementId = await achievement();
    await published({ achievementId });
    const second = await drafted(officer, await draft({ achievementId, windowId: null }));
    await expect(service.submit(officer, second, 'direct')).rejects.toThrow('listing.already_offered');
    const licensed = await achievement();
    await published({ achievementId: licensed, form: 'licence' });
    await published({ achievementId: licensed, form: 'licence' });
  });

  it('freezes the terms, in the database itself', async () => {
    const id = await published();
    await expect(db.database.query('update listing set price_minor = 1 where id = $1', [id])).rejects.toThrow(/frozen/);
    const { records } = await achievements.import(officer, officer.organisationId, [
      { filename: 'a.csv', content: Buffer.from(`title,number\n改名,L${number}\n`) },
    ]);
    expect(records[0]).toMatchObject({ code: 'import.achievement_on_sale' });
  });

  it('withdraws before an announcement only', async () => {
    const id = await drafted(officer, await draft());
    await expect(service.withdraw(officer, id, ' ')).rejects.toThrow('listing.reason_missing');
    // The exchange has not been asked yet: to it the draft does not exist.
    await expect(service.withdraw(reviewer, id, '清理')).rejects.toThrow('listing.not_found');
    await service.withdraw(officer, id, '另行安排');
    await expect(service.submit(officer, id, 'window')).rejects.toThrow('listing.wrong_state');
    await expect(service.withdraw(officer, await published(), '反悔')).rejects.toThrow('listing.withdraw_announced');
  });

  it('counts working days for state-owned sellers and refuses a year without calendar', async () => {
    const seller = await market.owned(await market.member('company', ['officer']), 'state_owned');
    const appraisal = { amountMinor: 50_000_000, reference: '评备〔2026〕7号', on: '2026-02-02' };
    const own = async (): Promise<string> => {
      const body = await draft({ achievementId: await achievement(seller), windowId: null });
      const id = await drafted(seller, { ...body, profileCode: 'gz-state-owned', appraisal });
      await service.submit(seller, id, 'direct');
      await service.review(reviewer, id, true);
      return id;
    };
    expect((await reads.get(null, await own())).listing.noticeEndsAt?.toISOString()).toBe('2026-03-30T16:00:00.000Z');
    clock.set(Date.parse('2098-03-02T10:00:00+08:00'));
    await expect(own()).rejects.toThrow('calendar.year_not_published');
  });

  it('is under the rules for its kind of seller, who says who owns it', async () => {
    const seller = await market.member('company', ['officer']);
    const body = await draft({ achievementId: await achievement(seller), windowId: null });
    await expect(drafted(seller, body)).rejects.toThrow('listing.ownership_unknown');
    await market.owned(seller, 'private');
    const id = await drafted(seller, body);
    await expect(service.submit(seller, id, 'direct')).rejects.toThrow('listing.bad_basis');
    await service.update(seller, id, { profileCode: 'gz-private' });
    await service.submit(seller, id, 'direct');
    expect((await reads.get(seller, id)).listing).toMatchObject({ sellerType: 'private', round: 1 });
  });
});

describe('the public list', () => {
  it('filters and pages without loss', async () => {
    for (let i = 0; i < 5; i += 1) await published();
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await reads.list(null, { limit: 2, state: 'listed', ...(cursor ? { cursor } : {}) });
      all.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe((await reads.list(null, { limit: 100, state: 'listed' })).items.length);
    expect((await reads.list(null, { region: '4406', field: 'electronics', limit: 100 })).items.length).toBeGreaterThan(
      0,
    );
    expect((await reads.list(null, { region: '4402' })).items).toEqual([]);
    expect((await reads.list(null, { q: '没有这样的标题' })).items).toEqual([]);
    await expect(reads.list(null, { cursor: 'x' })).rejects.toThrow('page.bad_cursor');
  });
});

describe('a negotiated price', () => {
  const negotiated = () => published({ pricingWay: 'negotiated', transfereeId: bidder.organisationId });

  it('is concluded after its notice, if nobody objected', async () => {
    const id = await negotiated();
    expect((await reads.get(null, id)).listing).toMatchObject({ auctionId: null, opensAt: null });
    await expect(negotiation.conclude(officer, id)).rejects.toThrow('listing.notice_running');
    clock.set(Date.parse('2026-03-18T00:00:00+08:00'));
    await expect(negotiation.conclude(bidder, id)).rejects.toThrow('listing.not_yours');
    // Nor does the exchange give the seller’s word.
    await expect(negotiation.conclude(reviewer, id)).rejects.toThrow('listing.not_yours');
    await expect(negotiation.object(bidder, id, '太晚')).rejects.toThrow('objection.notice_over');
    await negotiation.conclude(officer, id);
    expect((await reads.get(null, id)).listing.state).toBe('sold');
    expect(await facts('listing.agreed', id)).toEqual([{ payload: { listingId: id } }]);
    await expect(negotiation.conclude(officer, id)).rejects.toThrow('listing.wrong_state');
  });

  it('waits for the ruling on an objection; upheld, it is over', async () => {
    const id = await negotiated();
    const objector = await market.member('company', ['bidder']);
    await expect(negotiation.object(objector, id, ' ')).rejects.toThrow('objection.grounds_missing');
    clock.set(Date.parse('2026-03-17T23:59:59.999+08:00'));
    const first = await negotiation.object(objector, id, '价格明显偏低');
    expect(first.filedAt).toEqual(new Date('2026-03-17T23:59:59.999+08:00'));
    const second = await negotiation.object(objector, id, '存在关联关系');
    clock.set(Date.parse('2026-03-18T00:00:00+08:00'));
    await expect(negotiation.conclude(officer, id)).rejects.toThrow('listing.objections_open');
    await negotiation.rule(reviewer, first.id, false, '价格有评估依据');
    await expect(negotiation.rule(reviewer, first.id, true, '再议')).rejects.toThrow('objection.ruled_already');
    await expect(negotiation.rule(await market.member('exchange', ['reviewer']), second.id, true, 'x')).rejects.toThrow(
      'objection.not_found',
    );
    await negotiation.rule(reviewer, second.id, true, '关联关系属实');
    const { listing, objections } = await reads.get(objector, id);
    expect(listing.state).toBe('terminated');
    expect(objections.map(({ upheld }) => upheld)).toEqual([false, true]);
    expect((await reads.get(null, id)).objections).toEqual([]);
    await expect(negotiation.conclude(officer, id)).rejects.toThrow('listing.wrong_state');
  });

  it('is the only kind that is objected to this way', async () => {
    await expect(negotiation.object(bidder, await published(), '异议')).rejects.toThrow('objection.not_negotiated');
  });
});

describe('facts', () => {
  const told = (consumer: MarkSold | MarkCertified, type: string, payload: Record<string, unknown>) =>
    db.database.transaction((tx) => consumer.handle(tx, fact(type, payload)));

  it.each([
    ['sold', 'sold'],
    ['unsold', 'delisted'],
  ])('a book closed %s makes the listing %s, once', async (outcome, state) => {
    const id = await published();
    await told(new MarkSold(service), 'auction.closed', { listingId: id, outcome });
    await told(new MarkSold(service), 'auction.closed', { listingId: id, outcome });
    const { listing, transitions } = await reads.get(null, id);
    expect(listing.state).toBe(state);
    expect(transitions.length).toBe(2);
  });

  it('are subscribed to', async () => {
    const subscribed = await db.database.query<{ consumer: string }>(
      `select consumer from outbox_subscription where consumer like 'listings.%' order by 1`,
    );
    expect(subscribed.map(({ consumer }) => consumer)).toEqual([
      'listings.carry_out_import',
      'listings.mark_certified',
      'listings.mark_defaulted',
      'listings.mark_resold',
      'listings.mark_sold',
      'listings.register_deal',
    ]);
  });
});
