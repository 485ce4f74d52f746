import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@jishi/identity';
import { AchievementService, type AttachmentService, ListingService, RuleProfileService } from '@jishi/listings';
import { newId } from '@jishi/kernel';
import { chinaDay } from '@jishi/pricing';
import { WindowRepository, WindowService } from '@jishi/windows';
import { temporaryAttachments } from '../../../test/support/files';
import { Market, standingClock } from '../../../test/support/market';
import { paper } from '../../../test/support/papers';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { Bar } from './bidding.consumers';
import { checkRight } from './domain/qualification';
import { rankOf } from './qualification.repository';
import { ConfirmationService } from './confirmation.service';
import { PersonKeys } from './person-keys';
import { QualificationService } from './qualification.service';
import { ReviewService } from './review.service';
import { createListedAuction } from './testing/announced-sale';

let db: TestDatabase;
let market: Market;
let service: QualificationService;
let reviews: ReviewService;
let confirmations: ConfirmationService;
let listings: ListingService;
let attachments: AttachmentService;
let achievements: AchievementService;
let officer: Actor;
let reviewer: Actor;
let clerk: Actor;
let bidder: Actor;
let windowId: string;
let listingId: string;
let documentIds: string[];

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  const windows = new WindowService(db.database, new WindowRepository());
  const profiles = new RuleProfileService(db.database, { demo: false });
  const clock = standingClock('2026-03-02T10:00:00+08:00');
  listings = new ListingService(db.database, clock, windows, profiles);
  attachments = temporaryAttachments(db.database);
  achievements = new AchievementService(db.database, windows);
  service = new QualificationService(db.database, listings, attachments, clock, new PersonKeys('0'.repeat(64)));
  reviews = new ReviewService(db.database, listings, service, clock);
  confirmations = new ConfirmationService(db.database, listings, attachments, service, clock);
  officer = await market.member('university', ['officer']);
  reviewer = await market.member('exchange', ['reviewer']);
  clerk = await market.member('window', ['clerk']);
  windowId = await market.window(clerk.organisationId, reviewer.organisationId);
  await market.mandate(windowId, officer.organisationId);
});
afterAll(() => db.drop());

let count = 0;
beforeEach(async () => {
  count += 1;
  const content = Buffer.from(`title,number\n成果${count},Q${count}\n`);
  const { records } = await achievements.import(officer, officer.organisationId, [{ filename: 'a.csv', content }]);
  listingId = await listings.draft(officer, {
    achievementId: records[0]!.achievementId!,
    form: 'transfer',
    pricingWay: 'listing',
    priceMinor: 50_000_000,
    profileCode: 'gz-university',
    exchangeId: reviewer.organisationId,
    windowId,
  });
  await market.papers(listingId);
  await listings.submit(officer, listingId, 'window');
  await listings.intake(clerk, listingId, true);
  await listings.review(reviewer, listingId, true);
  bidder = await market.member('company', ['bidder']);
  documentIds = [await document(bidder)];
});

async function document(actor: Actor): Promise<string> {
  return (await attachments.store(actor, { filename: '营业执照.pdf', content: paper('x') })).id;
}
const apply = (actor = bidder, ids = documentIds) =>
  service.apply(actor, listingId, {
    statement: '符合受让条件',
    documents: ids.map((attachmentId) => ({ attachmentId, kind: 'business_licence' as const })),
    acceptsText: true,
  });
/** The exchange passes it on and the seller, which the rules ask, confirms it. */
async function approve(id: string, reason = '', right: { rank: number; ground: 'inventor' } | null = null) {
  expect(await reviews.review(reviewer, id, true, reason, right)).toMatchObject({ state: 'awaiting_seller' });
  await confirmations.open(officer, id, true);
  await confirmations.answer(officer, id, true);
  return service.get(bidder, id);
}
const approvals = () =>
  db.database.query(`select payload from outbox where type = 'application.approved' and payload->>'listingId' = $1`, [
    listingId,
  ]);

describe('an application', () => {
  it('is filed with its documents, approved, and told', async () => {
    const filed = await apply();
    expect(filed).toMatchObject({ state: 'submitted', documents: [{ filename: '营业执照.pdf' }] });
    expect((await attachments.read(reviewer, documentIds[0]!)).size).toBe(paper('x').length);
    expect((await service.list(reviewer, { listingId, state: 'submitted' })).items.map(({ id }) => id)).toEqual([
      filed.id,
    ]);
    const approved = await approve(filed.id);
    expect(approved.state).toBe('approved');
    expect(await approvals()).toEqual([
      {
        payload: {
          applicationId: filed.id,
          listingId,
          auctionId: filed.auctionId,
          organisationId: bidder.organisationId,
          dueAtMs: approved.dueAt?.getTime(),
        },
      },
    ]);
    await expect(reviews.review(reviewer, filed.id, true)).rejects.toThrow('application.wrong_state');
    await expect(service.withdraw(bidder, filed.id)).rejects.toThrow('application.wrong_state');
    expect((await approvals()).length).toBe(1);
  });

  it('is one an organisation, whoever of it applies, even at the same moment', async () => {
    const colleague = await market.person(bidder.organisationId, 'company', ['bidder']);
    const filed = await Promise.allSettled([apply(), apply(colleague), apply(), apply(colleague)]);
    expect(filed.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    await expect(apply(colleague)).rejects.toThrow('application.exists');
  });

  it('is rejected with a reason only, and may be handed in again', async () => {
    const { id } = await apply();
    await expect(reviews.review(reviewer, id, false, ' ')).rejects.toThrow('application.reason_missing');
    expect(await reviews.review(reviewer, id, false, '缺少资质证明')).toMatchObject({
      state: 'rejected',
      reason: '缺少资质证明',
    });
    const more = await document(bidder);
    expect(await apply(bidder, [...documentIds, more])).toMatchObject({
      id,
      state: 'submitted',
      submissions: 2,
      reason: '',
    });
    await approve(id);
    const steps = await db.database.query<{ step: string }>(
      `select from_state || '>' || to_state as step from application_transition where application_id = $1 order by at`,
      [id],
    );
    expect(steps.map(({ step }) => step)).toEqual([
      'none>submitted',
      'submitted>rejected',
      'rejected>submitted',
      'submitted>awaiting_seller',
      'awaiting_seller>approved',
    ]);
  });

  it('is refused to seller, exchange and window themselves', async () => {
    for (const insider of [officer, reviewer, clerk])
      await expect(apply(insider, [await document(insider)])).rejects.toThrow('application.own_organisation');
  });

  it('is refused to a company one of whose people belongs to seller or operator', async () => {
    for (const insider of [officer, reviewer, clerk]) {
      const company = await market.organisation('company');
      const moonlighter = await market.person(company, 'company', ['bidder'], insider.userId);
      await expect(apply(moonlighter, [await document(moonlighter)])).rejects.toThrow('application.related_party');
      // A colleague with clean hands does not help: it is the company that is related.
      const colleague = await market.person(company, 'company', ['bidder']);
      await expect(apply(colleague, [await document(colleague)])).rejects.toThrow('application.related_party');
    }
  });

  it('is refused at the review too, when somebody changed sides meanwhile', async () => {
    const { id } = await apply();
    await market.person(officer.organisationId, 'university', ['officer'], bidder.userId);
    await expect(reviews.review(reviewer, id, true)).rejects.toThrow('application.related_party');
    expect(await reviews.review(reviewer, id, false, '关联方')).toMatchObject({ state: 'rejected' });
  });

  it('needs documents of its own', async () => {
    await expect(apply(bidder, [])).rejects.toThrow('application.bad_content');
    const foreign = await document(await market.member('company', ['bidder']));
    await expect(apply(bidder, [foreign])).rejects.toThrow('attachment.not_found');
  });

  it('is seen by the candidate and the exchange alone', async () => {
    const { id } = await apply();
    for (const stranger of [officer, clerk, await market.member('company', ['bidder'])]) {
      await expect(service.get(stranger, id)).rejects.toThrow('application.not_found');
      expect((await service.list(stranger, { listingId })).items).toEqual([]);
    }
    await expect(reviews.review(await market.member('exchange', ['reviewer']), id, true)).rejects.toThrow(
      'application.not_found',
    );
  });

  it('comes too late once the sale is over', async () => {
    const { id } = await apply();
    await db.database.transaction((tx) => listings.follow(tx, listingId, 'mark_unsold', 'fact'));
    await expect(reviews.review(reviewer, id, true)).rejects.toThrow('application.closed');
    const late = await market.member('company', ['bidder']);
    await expect(apply(late, [await document(late)])).rejects.toThrow('application.closed');
  });

  it('is approved with a right of first refusal, its rank and its ground', async () => {
    const { id, auctionId } = await apply();
    const right = { rank: 1, ground: 'inventor' } as const;
    await expect(reviews.review(reviewer, id, false, '不符', right)).rejects.toThrow(
      'application.right_needs_approval',
    );
    await expect(reviews.review(reviewer, id, true, '', { ...right, rank: 0 })).rejects.toThrow('application.bad_rank');
    expect(await approve(id, '', right)).toMatchObject({
      state: 'approved',
      firstRefusalRank: 1,
      firstRefusalGround: 'inventor',
    });
    const tx = db.database.manager;
    expect(await rankOf(tx, auctionId, bidder.organisationId)).toBe(1);
    expect(await rankOf(tx, auctionId, officer.organisationId)).toBeNull();
  });

  it('is refused to whoever defaulted on a sale, until its time is over', async () => {
    const submitted = await apply();
    const tx = db.database.manager;
    const barOf = async (barredUntilMs: number) => {
      const fact = {
        organisationId: bidder.organisationId,
        auctionId: await createListedAuction(tx),
        reason: '逾期未付',
      };
      const told = { id: newId(), type: 'auction.defaulted', subjectId: '', payload: { ...fact, barredUntilMs } };
      // Delivered twice, it is one bar.
      for (const _ of [1, 2]) await db.database.transaction((own) => new Bar().handle(own, told));
    };
    await barOf(Date.now() - 1_000);
    expect((await service.bars({})).items).toEqual([]);
    const until = Date.now() + 86_400_000;
    await barOf(until);
    await expect(reviews.review(reviewer, submitted.id, true)).rejects.toMatchObject({
      code: 'qualification.barred',
      params: { reason: '逾期未付', until: chinaDay(until) },
    });
    await service.withdraw(bidder, submitted.id);
    await expect(apply()).rejects.toThrow('qualification.barred');
    expect((await service.bars({})).items).toMatchObject([
      { organisationId: bidder.organisationId, reason: '逾期未付', barredUntil: new Date(until) },
    ]);
    const past = await service.bars({ past: true, limit: 1 });
    expect((await service.bars({ past: true, cursor: past.nextCursor! })).items).toHaveLength(1);
  });
});

describe('a right of first refusal', () => {
  it('is not given at a licence', () => {
    expect(() => checkRight({ rank: 1, ground: 'co_developer' }, true, 'licence')).toThrow(
      'application.right_only_at_transfer',
    );
  });
});
