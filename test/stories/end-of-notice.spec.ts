import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BiddingService, RelationService, ReviewService } from '@jishi/bidding';
import type { Actor } from '@jishi/identity';
import { ListingLifeService, ListingService, NegotiationService } from '@jishi/listings';
import { DepositService } from '@jishi/settlement';
import { testDatabase, type TestDatabase } from '../support/postgres';
import { chinaMoment, Season } from '../support/season';

let db: TestDatabase;
let season: Season;
let university: Actor;
let stateOwned: Actor;
let reviewer: Actor;

beforeAll(async () => {
  db = await testDatabase();
  season = await Season.open(db, '2026-03-02T09:00');
  university = await season.market.member('university', ['officer']);
  stateOwned = await season.market.owned(await season.market.member('company', ['officer']), 'state_owned');
  reviewer = await season.market.member('exchange', ['reviewer']);
});
afterAll(async () => {
  await season.close();
  await db.drop();
});

/** Sales that wait stay due. */
const WAITING = 6;
const company = (): Promise<Actor> => season.market.member('company', ['bidder', 'org_admin']);
const relations = (): RelationService => season.get(RelationService);
const CHEN = { name: '陈立', idNumber: '11010519491231002X', fromOn: '2020-01-01' } as const;
const WANG = { name: '王安', idNumber: '440524188001010014', fromOn: '2020-01-01' } as const;
const findings = (listingId: string) =>
  db.database.query<{ stage: string; kind: string; insider: string }>(
    'select stage, kind, insider_id as insider from conflict_finding where listing_id = $1 order by found_at',
    [listingId],
  );
const noticeOf = async (listingId: string, kind: string): Promise<string> =>
  (
    await season.one<{ text: string }>(
      'select text from listing_notice where listing_id = $1 and kind = $2 order by issued_at desc limit 1',
      listingId,
      kind,
    )
  ).text;

describe('a price agreed with', () => {
  it('somebody the exchange has in hand is refused, whenever it comes out', async () => {
    const director = await season.market.person(reviewer.organisationId, 'exchange', ['org_admin']);
    await relations().declarePerson(director, { ...CHEN, role: 'director' });
    const tied = await company();
    const late = await company();
    await relations().declarePerson(tied, { ...CHEN, role: 'supervisor' });
    const draft = { pricingWay: 'negotiated', priceMinor: 100_000_000 } as const;
    const first = await season.draft(university, reviewer, { ...draft, transfereeId: tied.organisationId });
    await season.market.papers(first);
    await expect(season.get(ListingService).submit(university, first, 'direct')).rejects.toMatchObject({
      code: 'listing.transferee_related',
      params: { kind: 'shared_person', pathZh: '' },
      errors: [{ path: 'transfereeId', code: 'listing.transferee_related' }],
    });
    expect(await findings(first)).toEqual([
      { stage: 'negotiation', kind: 'shared_person', insider: reviewer.organisationId },
    ]);

    // It gets a supervisor of the exchange's between the submission and the review, and is found out then.
    const second = await season.submit(university, reviewer, { ...draft, transfereeId: late.organisationId });
    const post = await relations().declarePerson(late, { ...CHEN, role: 'supervisor' });
    await expect(season.get(ListingService).review(reviewer, second, true)).rejects.toMatchObject({
      code: 'listing.transferee_related',
      params: { pathZh: expect.stringContaining('陈立') as unknown },
    });
    expect((await season.listing(second, university)).state).toBe('review');
    const verifier = { ...reviewer, permissions: new Set([...reviewer.permissions, 'relation.verify']) } as Actor;
    await relations().end(verifier, post, '2026-03-01');
    await season.until('2026-03-02T10:00');
    await season.get(ListingService).review(reviewer, second, true);
    await season.settle();

    // And again after the notice, before the deal.
    await season.until('2026-03-20T09:00');
    await relations().declarePerson(late, { ...CHEN, role: 'director' });
    await expect(season.get(NegotiationService).conclude(university, second)).rejects.toMatchObject({
      code: 'listing.transferee_related',
      params: { pathZh: '' },
    });
    expect((await season.listing(second)).state).toBe('listed');
    expect((await findings(second)).map(({ stage }) => stage)).toEqual(['negotiation', 'negotiation']);
  }, 120_000);

  it("the seller's own is disclosed in the notice, and not concluded before it is", async () => {
    await season.until('2026-03-23T09:00');
    const manager = await season.market.person(university.organisationId, 'university', ['org_admin']);
    await relations().declarePerson(manager, { ...WANG, role: 'key_staff' });
    const [known, hidden, stranger] = [await company(), await company(), await company()];
    await relations().declarePerson(known, { ...WANG, role: 'legal_representative' });
    const draft = { pricingWay: 'negotiated', priceMinor: 100_000_000 } as const;
    const list = (buyer: Actor) => season.list(university, reviewer, { ...draft, transfereeId: buyer.organisationId });
    const [open, silent, plain] = [await list(known), await list(hidden), await list(stranger)];
    expect(await season.listing(open)).toMatchObject({ state: 'listed', transfereeRelation: 'shared_person' });
    expect(await noticeOf(open, 'publicity')).toContain('受让方与转让方存在关联关系');
    expect(await noticeOf(plain, 'publicity')).not.toContain('关联关系');
    expect(await findings(open)).toEqual([
      { stage: 'negotiation', kind: 'shared_person', insider: university.organisationId },
    ]);

    await season.until('2026-04-10T09:00');
    await relations().declarePerson(hidden, { ...WANG, role: 'director' });
    await season.get(NegotiationService).conclude(university, open);
    await season.get(NegotiationService).conclude(university, plain);
    await expect(season.get(NegotiationService).conclude(university, silent)).rejects.toThrow(
      'listing.relation_undisclosed',
    );
    // The way out: the notice says so and runs anew.
    const change = { conditions: '关联关系说明见公告', reason: '补充披露关联关系' };
    await season.get(ListingLifeService).requestAmendment(university, silent, change);
    const [asked] = await season.get(ListingLifeService).amendments(university, silent);
    await season.get(ListingLifeService).decideAmendment(reviewer, asked!.id, true);
    await season.settle();
    expect(await season.listing(silent)).toMatchObject({ transfereeRelation: 'shared_person' });
    expect(await noticeOf(silent, 'change')).toContain('受让方与转让方存在关联关系');
    await expect(season.get(NegotiationService).conclude(university, silent)).rejects.toThrow('listing.notice_running');
    await season.until('2026-05-08T09:00');
    await season.get(NegotiationService).conclude(university, silent);
    expect((await season.listing(silent)).state).toBe('sold');
  }, 120_000);
});

describe('a notice that may be extended', () => {
  const offered = async (priceMinor = 300_000_000) =>
    season.list(stateOwned, reviewer, {
      achievementId: await season.achievement(stateOwned),
      profileCode: 'gz-state-owned',
      priceMinor,
      appraisal: { amountMinor: priceMinor, reference: '评备〔2026〕31号', on: '2026-05-01' },
      announcedExtensions: 1,
    });

  it('waits for a review within its term, and is extended when nobody was qualified', async () => {
    await season.until('2026-05-11T09:00');
    const [frivolous, slow] = [await company(), await company()];
    const [id, other] = [await offered(), await offered()];
    const { noticeEndsAt, auctionId } = await season.listing(id);
    expect(chinaMoment(noticeEndsAt)).toBe('2026-06-09T00:00');
    await season.until('2026-06-08T20:00');
    const papers = [await season.apply(frivolous, id), await season.apply(slow, other)];
    await season.until('2026-06-09T10:30', WAITING);
    // Past the opening, and neither opened nor extended.
    expect(await season.listing(id)).toMatchObject({ state: 'listed', extensions: 0 });
    expect(await season.get(BiddingService).snapshot(auctionId!)).toMatchObject({ state: 'announced' });
    const noted = `select count(*)::int as count from audit_log where action = 'listing.notice_waits' and subject_id = $1`;
    expect(await season.one(noted, id)).toEqual({ count: 1 });

    await season.until('2026-06-10T11:00', WAITING);
    await season.get(ReviewService).review(reviewer, papers[0]!, false, '材料不实');
    await season.settle();
    const extended = await season.listing(id);
    // Five whole working days from the day on which that is known.
    expect(extended).toMatchObject({ state: 'extended', extensions: 1 });
    expect(chinaMoment(extended.noticeEndsAt)).toBe('2026-06-17T00:00');

    // Nobody reviews the other application: past the term the notice is extended, and the application stands.
    expect((await season.listing(other)).state).toBe('listed');
    await season.until('2026-06-17T00:30', WAITING);
    expect((await season.listing(other)).state).toBe('extended');
    await season.get(ReviewService).review(reviewer, papers[1]!, true);
    const { state } = await season.one<{ state: string }>('select state from application where id = $1', papers[1]);
    expect(['awaiting_seller', 'approved']).toContain(state);
  }, 120_000);
});

describe('a candidate with an offer above the price', () => {
  it('does not get in at a lower one by paying after the opening', async () => {
    await season.until('2026-07-01T10:00');
    const buyer = await company();
    const id = await season.list(university, reviewer, { priceMinor: 100_000_000 });
    const { auctionId, noticeEndsAt } = await season.listing(id);
    expect(chinaMoment(noticeEndsAt)).toBe('2026-07-17T00:00');
    await season.until('2026-07-10T10:00');
    const application = await season.apply(buyer, id, { offerMinor: 120_000_000 });
    await season.get(ReviewService).review(reviewer, application, true);
    await season.until('2026-07-16T10:00');
    await season.until('2026-07-17T10:30');
    await season.payDeposit(buyer, auctionId!);
    const { state } = await season.one<{ state: string }>('select state from application where id = $1', application);
    expect(state).toBe('rejected');
    expect(await season.bid(buyer, auctionId!, 100_000_000)).toMatchObject({ accepted: false });
    await season.until('2026-07-18T10:40');
    expect(await season.get(BiddingService).snapshot(auctionId!)).toMatchObject({ state: 'closed', outcome: 'unsold' });
  }, 120_000);

  it('qualified at the last moment has a day to pay, and pays what it offered', async () => {
    await season.until('2026-08-03T10:00');
    const buyer = await company();
    const id = await season.list(university, reviewer, { priceMinor: 100_000_000 });
    const { auctionId, noticeEndsAt } = await season.listing(id);
    expect(chinaMoment(noticeEndsAt)).toBe('2026-08-19T00:00');
    await season.until('2026-08-18T22:00');
    const application = await season.apply(buyer, id, { offerMinor: 120_000_000 });
    await season.until('2026-08-19T09:30');
    await season.get(ReviewService).review(reviewer, application, true);
    // The seller's silence counts as consent at the opening.
    await season.until('2026-08-19T10:00', WAITING);
    expect(await season.get(BiddingService).snapshot(auctionId!)).toMatchObject({ state: 'announced' });
    await season.until('2026-08-20T09:00', WAITING);
    await season.payDeposit(buyer, auctionId!);
    await season.settle();
    expect(await season.get(BiddingService).snapshot(auctionId!)).toMatchObject({
      state: 'closed',
      outcome: 'sold',
      priceMinor: 120_000_000,
    });
  }, 120_000);

  it('is in time when its bank booked the money the day before, however long the exchange took over the statement', async () => {
    await season.until('2026-08-24T10:00');
    const [prompt, slow] = [await company(), await company()];
    const id = await season.list(university, reviewer, { priceMinor: 100_000_000 });
    const { auctionId, noticeEndsAt } = await season.listing(id);
    expect(chinaMoment(noticeEndsAt)).toBe('2026-09-09T00:00');
    await season.until('2026-08-25T10:00');
    for (const buyer of [prompt, slow])
      await season.get(ReviewService).review(reviewer, await season.apply(buyer, id), true);
    await season.until('2026-09-08T10:00');
    await season.until('2026-09-09T10:30');
    const confirmed = async (buyer: Actor, bookedOn: string) => {
      const { id: depositId } = await season.one<{ id: string }>(
        'select id from deposit where auction_id = $1 and organisation_id = $2',
        auctionId,
        buyer.organisationId,
      );
      const source = `bank:${reviewer.organisationId}`;
      const received = { provider: 'offline_bank', source, reason: 'bank serial 1', actorId: null } as const;
      await db.database.transaction((tx) => season.get(DepositService).hold(tx, depositId, received, bookedOn));
      await season.settle();
      return (await season.bid(buyer, auctionId!, 100_000_000)).accepted;
    };
    expect(await confirmed(slow, '2026-09-09')).toBe(false);
    expect(await confirmed(prompt, '2026-09-08')).toBe(true);
  }, 120_000);
});

describe('where candidates come as long as bids do', () => {
  it('nobody who comes after the notice keeps its only candidate waiting', async () => {
    await season.until('2026-10-12T10:00');
    await db.database.query(
      `insert into rule_profile (code, version, body, source, effective_at)
       select 'gz-late-comers', 1, jsonb_set(jsonb_set(jsonb_set(body, '{sale,applyUntil}', '"biddingEnd"'), '{code}', '"gz-late-comers"'),
         '{version}', '1'), source, '2026-01-01' from rule_profile where code = 'gz-university' order by version desc limit 1`,
    );
    const [first, late] = [await company(), await company()];
    const id = await season.list(university, reviewer, { profileCode: 'gz-late-comers' });
    const { auctionId, noticeEndsAt } = await season.listing(id);
    const noticeEnd = chinaMoment(noticeEndsAt)!.slice(0, 10);
    await season.until('2026-10-13T10:00');
    await season.get(ReviewService).review(reviewer, await season.apply(first, id), true);
    await season.until('2026-10-20T10:00');
    await season.payDeposit(first, auctionId!);
    await season.until(`${noticeEnd}T09:00`);
    await season.apply(late, id);
    await season.until(`${noticeEnd}T10:05`, WAITING);
    expect(await season.get(BiddingService).snapshot(auctionId!)).toMatchObject({ state: 'closed', outcome: 'sold' });
  }, 120_000);
});
