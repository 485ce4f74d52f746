import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BiddingService, ConfirmationService, RelationService, ReviewService } from '@jishi/bidding';
import type { Actor } from '@jishi/identity';
import { FirstRefusalService, ListingService, NegotiationService } from '@jishi/listings';
import { testDatabase, type TestDatabase } from '../support/postgres';
import { chinaMoment, Season } from '../support/season';

let db: TestDatabase;
let season: Season;
let university: Actor;
let stateOwned: Actor;
let reviewer: Actor;

beforeAll(async () => {
  db = await testDatabase();
  season = await Season.open(db, '2026-02-02T09:00');
  university = await season.market.member('university', ['officer']);
  stateOwned = await season.market.owned(await season.market.member('company', ['officer']), 'state_owned');
  reviewer = await season.market.member('exchange', ['reviewer']);
});
afterAll(async () => {
  await season.close();
  await db.drop();
});

describe('a university and one buyer agree on a price', () => {
  it('public for fifteen days across the Spring Festival; an upheld objection stops the deal', async () => {
    await season.until('2026-02-09T14:00');
    const buyer = await season.market.member('company', ['bidder']);
    const rival = await season.market.member('company', ['bidder']);
    const id = await season.list(university, reviewer, {
      pricingWay: 'negotiated',
      transfereeId: buyer.organisationId,
    });
    // Calendar days: the holiday of 15 to 23 February counts.
    expect(chinaMoment((await season.listing(id)).noticeEndsAt)).toBe('2026-02-25T00:00');
    await season.until('2026-02-24T23:00');
    const negotiation = season.get(NegotiationService);
    const objection = await negotiation.object(rival, id, '拟受让方与发明人存在未披露的关联');
    await season.until('2026-02-25T00:00');
    await expect(negotiation.conclude(university, id)).rejects.toThrow('listing.objections_open');
    await negotiation.rule(reviewer, objection.id, true, '关联关系属实，协议定价程序无效');
    await season.settle();
    expect((await season.listing(id)).state).toBe('terminated');
    await expect(negotiation.conclude(university, id)).rejects.toThrow('listing.wrong_state');
    expect(await season.one('select count(*)::int as contracts from contract where listing_id = $1', id)).toEqual({
      contracts: 0,
    });
  });
});

describe('a state-owned enterprise', () => {
  it('extends its notice, finds nobody, and comes back below nine tenths with a written approval', async () => {
    await season.until('2026-09-10T10:00');
    const achievementId = await season.achievement(stateOwned);
    const appraisal = { amountMinor: 300_000_000, reference: '评备〔2026〕31号', on: '2026-08-20' };
    const terms = {
      achievementId,
      profileCode: 'gz-state-owned',
      priceMinor: 300_000_000,
      appraisal,
      announcedExtensions: 1,
    };
    await expect(season.submit(stateOwned, reviewer, { ...terms, priceMinor: 299_999_999 })).rejects.toThrow(
      'listing.bad_basis',
    );
    const id = await season.list(stateOwned, reviewer, terms);
    // Twenty working days: Mid-Autumn and National Day do not count, the two days worked for them do.
    expect(chinaMoment((await season.listing(id)).noticeEndsAt)).toBe('2026-10-15T00:00');
    await season.until('2026-10-15T00:30');
    const extended = await season.listing(id);
    expect(extended).toMatchObject({ state: 'extended', extensions: 1 });
    expect(chinaMoment(extended.noticeEndsAt)).toBe('2026-10-22T00:00');
    const { opensAtMs } = await season.get(BiddingService).snapshot(extended.auctionId!);
    expect(chinaMoment(new Date(opensAtMs))).toBe('2026-10-22T10:00');

    await season.until('2026-10-22T10:00');
    await season.until('2026-10-23T10:06');
    await season.until('2026-10-27T00:00');
    expect((await season.listing(id)).state).toBe('delisted');

    const lower = { ...terms, priceMinor: 269_999_999, announcedExtensions: 0 };
    await expect(season.submit(stateOwned, reviewer, lower)).rejects.toThrow('listing.bad_basis');
    const approval = { reference: '粤国资批〔2026〕18号', authority: '省国资委', on: '2026-10-26' };
    const again = await season.list(stateOwned, reviewer, { ...lower, approval });
    expect(await season.listing(again)).toMatchObject({ state: 'listed', round: 2, approval });
    expect(await season.steps(id, stateOwned)).toEqual(['submit', 'publish', 'extend', 'mark_unsold']);
  });
});

describe('a university lists an achievement', () => {
  it('and agrees with its one qualified candidate at the higher of price and offer', async () => {
    await season.until('2026-11-02T10:00');
    const buyer = await season.market.member('company', ['bidder', 'org_admin']);
    const id = await season.list(university, reviewer, { priceMinor: 100_000_000 });
    await season.until('2026-11-09T15:00');
    const application = await season.apply(buyer, id, { offerMinor: 120_000_000 });
    await season.get(ReviewService).review(reviewer, application, true);
    // The seller says nothing within three working days, which counts as its consent.
    await season.until('2026-11-13T00:30');
    const { auctionId } = await season.listing(id);
    await season.payDeposit(buyer, auctionId!);
    await season.until('2026-11-18T10:00');
    expect(await season.get(BiddingService).snapshot(auctionId!)).toMatchObject({
      state: 'closed',
      outcome: 'sold',
      priceMinor: 120_000_000,
    });
    expect(await season.get(BiddingService).verify(auctionId!)).toMatchObject({ ok: true, problems: [] });
    // Three days in which a party may object.
    expect((await season.listing(id)).state).toBe('listed');
    await season.until('2026-11-21T10:01');
    expect((await season.listing(id)).state).toBe('sold');
    expect(
      await season.one(
        'select contract_amount_minor as amount, transferee_id as buyer from contract where listing_id = $1',
        id,
      ),
    ).toEqual({ amount: 120_000_000, buyer: buyer.organisationId });
  });
});

describe('a university auctions an achievement', () => {
  it('to four that want it: one is related, one is late, one holds a right of first refusal', async () => {
    await season.until('2026-11-23T09:00');
    const company = async (): Promise<Actor> => season.market.member('company', ['bidder', 'org_admin']);
    const [related, late, holder, rival] = [await company(), await company(), await company(), await company()];
    const director = await season.market.person(university.organisationId, 'university', ['org_admin']);
    const person = { name: '陈立', idNumber: '11010519491231002X', role: 'director', fromOn: '2020-01-01' } as const;
    await season.get(RelationService).declarePerson(director, person);
    await season.get(RelationService).declarePerson(related, { ...person, role: 'supervisor' });

    const draft = { pricingWay: 'auction', priceMinor: 100_000_000, reserveMinor: 105_000_000 } as const;
    const id = await season.submit(university, reviewer, draft);
    const right = { organisationId: holder.organisationId, ground: 'inventor', rank: 1 } as const;
    await season.get(FirstRefusalService).register(university, id, right);
    await season.get(ListingService).review(reviewer, id, true);
    expect((await season.listing(id, reviewer)).state).toBe('pre_listed');
    // The holder is told three days before the notice begins.
    await season.until('2026-11-27T00:00');
    expect(chinaMoment((await season.listing(id)).noticeEndsAt)).toBe('2026-12-13T00:00');

    await season.until('2026-12-01T10:00');
    await expect(season.apply(related, id)).rejects.toThrow('application.related_party');
    const { auctionId } = await season.listing(id);
    for (const bidder of [holder, rival]) {
      const application = await season.apply(bidder, id);
      await season.get(ReviewService).review(reviewer, application, true);
      await season.get(ConfirmationService).open(university, application, true);
      await season.get(ConfirmationService).answer(university, application, true);
      await season.payDeposit(bidder, auctionId!);
    }
    await season.until('2026-12-13T00:00');
    await expect(season.apply(late, id)).rejects.toThrow('application.late');

    await season.until('2026-12-13T10:00');
    expect(await season.bid(rival, auctionId!, 106_000_000)).toMatchObject({ accepted: true });
    await season.until('2026-12-14T10:06');
    // Bidding is over; the holder has a day to take it at the price that stands.
    const match = { type: 'match', priceMinor: 106_000_000 } as const;
    expect(await season.command(holder, auctionId!, match)).toMatchObject({ accepted: true });
    await season.until('2026-12-15T10:07');
    await season.until('2026-12-18T10:10');
    expect((await season.listing(id)).state).toBe('sold');
    expect(await season.get(BiddingService).verify(auctionId!)).toMatchObject({ ok: true, problems: [] });
    expect(
      await season.one(
        'select contract_amount_minor as amount, transferee_id as buyer from contract where listing_id = $1',
        id,
      ),
    ).toEqual({ amount: 106_000_000, buyer: holder.organisationId });
  }, 60_000);
});
