import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import { AchievementService, type AuctionSource, ListingService, RuleProfileService } from '@jishi/listings';
import { WindowRepository, WindowService } from '@jishi/windows';
import { Market, standingClock } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { insertBar } from './bar.repository';
import { Admit, Block, rulesOf } from './bidding.consumers';
import { decide } from './domain/auction';
import type { Announced } from './domain/events';
import { findMode, registerMode } from './domain/mode';
import { emptyAuction } from './domain/state';
import { Desk } from './testing/desk';

const PUBLISHED = '2026-03-02T10:00:00+08:00';
let db: TestDatabase;
let market: Market;
let listings: ListingService;
let profiles: RuleProfileService;
let achievements: AchievementService;
let officer: Actor;
let reviewer: Actor;

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  const windows = new WindowService(db.database, new WindowRepository());
  profiles = new RuleProfileService(db.database, { demo: true });
  listings = new ListingService(db.database, standingClock(PUBLISHED), windows, profiles);
  achievements = new AchievementService(db.database, windows);
  officer = await market.member('university', ['officer']);
  reviewer = await market.member('exchange', ['reviewer']);
});
afterAll(() => db.drop());

/** Whoever may sell under these rules. */
async function sellerUnder(profileCode: string): Promise<Actor> {
  const [type] = (await profiles.list()).find(({ code }) => code === profileCode)!.body.sale.sellers;
  if (type === 'university') return officer;
  return market.owned(await market.member('company', ['officer']), type === 'state_owned' ? type : 'private');
}

/** A listing under these rules, published. */
async function published(profileCode: string): Promise<AuctionSource> {
  const seller = await sellerUnder(profileCode);
  const content = Buffer.from(`title,number\n${profileCode},${profileCode}\n`);
  const { records } = await achievements.import(seller, seller.organisationId, [{ filename: 'a.csv', content }]);
  const id = await listings.draft(seller, {
    achievementId: records[0]!.achievementId!,
    form: 'licence',
    pricingWay: 'auction',
    priceMinor: 50_000_000,
    profileCode,
    exchangeId: reviewer.organisationId,
    appraisal: { amountMinor: 50_000_000, reference: '评备〔2026〕1号', on: '2026-01-05' },
  });
  await market.papers(id);
  await listings.submit(seller, id, 'direct');
  await listings.review(reviewer, id, true);
  return (await listings.forAuction(db.database.manager, id))!;
}

/** The same with other rules, as another profile would have them. */
const withRules = (source: AuctionSource, change: Partial<AuctionSource['profile']['auction']>): AuctionSource => ({
  ...source,
  profile: { ...source.profile, auction: { ...source.profile.auction, ...change } },
});

function announced(source: AuctionSource): Announced {
  const opensAtMs = source.opensAt.getTime();
  const command = {
    type: 'announce',
    listingId: source.listingId,
    title: source.title,
    sellerId: source.transferorId,
    operatorId: source.exchangeId,
    rules: rulesOf(source),
    reserveMinor: null,
    opensAtMs,
  };
  const envelope = { commandId: newId(), actor: 'system', command, arrivedAtMs: opensAtMs, salt: '0'.repeat(32) };
  const decision = decide(emptyAuction(newId()), envelope, opensAtMs);
  if (decision.kind !== 'accepted') throw new Error(`${source.profile.code}: ${decision.code}`);
  return decision.drafts[0]!.data as Announced;
}

describe('the rules of a profile', () => {
  it('make an auction that the engine accepts, whichever profile was shipped', async () => {
    const shipped = await profiles.list();
    expect(new Set(shipped.map(({ body }) => body.auction.mode))).toEqual(new Set(['english', 'dynamic', 'sealed']));
    for (const { code, body } of shipped) {
      const { rules } = announced(await published(code));
      const { mode, sealedPrice, firstRefusalWindowMs, objectionWindowMs, barMs } = body.auction;
      expect(rules).toMatchObject({ mode, startPriceMinor: 50_000_000, extension: mode === 'sealed' ? null : {} });
      expect({ ...rules }).toEqual(
        expect.objectContaining(
          JSON.parse(JSON.stringify({ sealedPrice, firstRefusalWindowMs, objectionWindowMs, barMs })) as object,
        ),
      );
    }
  });

  it('leave out what a mode does not know, as it says itself', async () => {
    const source = await published('gz-demo');
    const inMode = (mode: string) =>
      rulesOf(withRules(source, { mode } as Partial<AuctionSource['profile']['auction']>));
    registerMode({ ...findMode('english')!, name: 'brief', neverExtends: true });
    expect([inMode('english').extension, inMode('brief').extension]).toEqual([expect.any(Object), null]);
  });

  it('stop the extensions of a sale for good, where the profile says when', async () => {
    const source = await published('gz-demo');
    const { rules } = announced(withRules(source, { hardStopMs: 600_000 }));
    expect([rules, announced(source).rules]).toMatchObject([
      { extension: { hardStopMs: 600_000 } },
      { extension: { hardStopMs: null } },
    ]);
    expect(rules).not.toHaveProperty('hardStopMs');
  });

  it('keep a dynamic sale open from its publication through the whole notice', async () => {
    const { opensAtMs, freeEndsAtMs, endsAtMs } = announced(await published('gz-demo-dynamic'));
    const publishedAtMs = Date.parse(PUBLISHED);
    expect([opensAtMs, freeEndsAtMs, endsAtMs]).toEqual([
      publishedAtMs,
      publishedAtMs + 180_000,
      publishedAtMs + 240_000,
    ]);
  });
});

it('whoever defaulted elsewhere since its approval is not admitted, on the record, and its deposit goes back', async () => {
  const desk = new Desk(db, standingClock(PUBLISHED));
  const parties = { seller: officer, exchange: reviewer, bidders: [] };
  const [other, auctionId] = [await desk.sale(parties), await desk.sale(parties)];
  const { organisationId } = await market.member('company', ['bidder']);
  const barredUntil = new Date(Date.now() + 3_600_000);
  await insertBar(db.database.manager, { auctionId: other, organisationId, reason: '逾期未签约', barredUntil });
  const admit = new Admit(desk.journal, db.database, listings);
  const fact = { id: newId(), type: 'deposit.held', subjectId: newId(), payload: { auctionId, organisationId } };
  for (const _ of [1, 2]) await admit.before(fact);
  expect((await desk.books.read(auctionId)).state.bidders.size).toBe(0);
  const told = await db.database.query<{ payload: object }>(
    `select payload from outbox where type = 'admission.refused' and subject_id = $1`,
    [auctionId],
  );
  expect(told).toMatchObject([{ payload: { organisationId, code: 'bidder.barred' } }]);
  await desk.close();
});

it('whose deposit lapsed bids no more, and what it bid stands; another hold lets it bid again', async () => {
  const desk = new Desk(db, standingClock(PUBLISHED));
  const bidder = await market.member('company', ['bidder']);
  const { organisationId } = bidder;
  const auctionId = await desk.sale({ seller: officer, exchange: reviewer, bidders: [bidder] });
  await desk.bid(auctionId, bidder, 10_000);
  const depositId = newId();
  await db.database.query(
    `insert into deposit (id, auction_id, listing_id, exchange_id, organisation_id, amount_minor, reference, provider, state, held_at)
     select $1::uuid, $2, l.id, l.exchange_id, $3, 5000, $1::text, 'simulated', 'lapsed', now() from listing l limit 1`,
    [depositId, auctionId, organisationId],
  );
  const [block, admit] = [new Block(desk.journal, db.database), new Admit(desk.journal, db.database, listings)];
  const fact = (type: string, more: object = {}) => ({
    id: newId(),
    type,
    subjectId: depositId,
    payload: { auctionId, organisationId, depositId, ...more },
  });
  const lapsed = fact('deposit.lapsed');
  for (const _ of [1, 2]) await block.before(lapsed);
  const state = async () => (await desk.books.read(auctionId)).state;
  expect((await state()).bidders.get(organisationId)?.admitted).toBe(false);
  await expect(desk.bid(auctionId, bidder, 20_000)).rejects.toThrow('was refused: bidder.not_admitted');
  expect((await desk.books.read(auctionId)).state.mode).toMatchObject({
    priceMinor: 10_000,
    leader: (await state()).bidders.get(organisationId)!.code,
  });
  await db.database.query(`update deposit set state = 'held' where id = $1`, [depositId]);
  await admit.before(fact('deposit.renewed', { wasLapsed: true }));
  expect((await state()).bidders.get(organisationId)?.admitted).toBe(true);
  // told late, it changes nothing any more
  await block.before(fact('deposit.lapsed'));
  expect((await state()).bidders.get(organisationId)?.admitted).toBe(true);
  await desk.close();
});
