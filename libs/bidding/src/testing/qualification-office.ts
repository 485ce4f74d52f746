import type { Actor } from '@jishi/identity';
import {
  AchievementService,
  FirstRefusalHold,
  FirstRefusalService,
  ListingLifeService,
  ListingService,
  RuleProfileService,
} from '@jishi/listings';
import { MandateService, WindowRepository, WindowService } from '@jishi/windows';
import { temporaryAttachments } from '../../../../test/support/files';
import { Market, standingClock } from '../../../../test/support/market';
import { paper } from '../../../../test/support/papers';
import { testDatabase } from '../../../../test/support/postgres';
import { ConfirmationService } from '../confirmation.service';
import { CounterFilingService } from '../counter/counter-filing.service';
import { PersonKeys } from '../person-keys';
import { QualificationService } from '../qualification.service';
import { RelationService } from '../relation.service';
import { ReviewService } from '../review.service';

/** Everybody who has a say in who may bid, on a database of their own: it is 11 September 2026. */
export async function qualificationOffice() {
  const db = await testDatabase();
  const { database } = db;
  const market = new Market(db);
  const clock = standingClock('2026-09-11T10:00:00+08:00');
  const at = (china: string): void => clock.set(Date.parse(`${china}+08:00`));
  const windows = new WindowService(database, new WindowRepository());
  const profiles = new RuleProfileService(database, { demo: false });
  const people = new PersonKeys('a'.repeat(64));
  const listings = new ListingService(database, clock, windows, profiles, new FirstRefusalHold());
  const attachments = temporaryAttachments(database);
  const achievements = new AchievementService(database, windows);
  const service = new QualificationService(database, listings, attachments, clock, people);
  const university = await market.organisation('university', '岭南大学');
  const officer = await market.person(university, 'university', ['officer']);
  const director = await market.person(university, 'university', ['org_admin']);
  const reviewer = await market.member('exchange', ['reviewer']);

  const company = async (name: string): Promise<Actor> =>
    market.person(await market.organisation('company', name), 'company', ['bidder', 'org_admin']);
  const licence = async (actor: Actor): Promise<string> =>
    (await attachments.store(actor, { filename: '营业执照.pdf', content: paper('x') })).id;
  /** All that the rules for universities ask of a candidate. */
  const content = async (actor: Actor, more: object = {}) => ({
    statement: '符合受让条件',
    documents: [{ attachmentId: await licence(actor), kind: 'business_licence' as const, expiresOn: '2030-12-31' }],
    acceptsText: true,
    ...more,
  });

  let batch = 0;
  /** A transfer by listing at 500,000 yuan, in review. */
  async function inReview(): Promise<string> {
    const source = Buffer.from(`title,number\n一种导热材料,ST${++batch}\n`);
    const files = [{ filename: 'a.csv', content: source }];
    const { records } = await achievements.import(officer, officer.organisationId, files);
    const id = await listings.draft(officer, {
      achievementId: records[0]!.achievementId!,
      form: 'transfer',
      pricingWay: 'listing',
      priceMinor: 50_000_000,
      profileCode: 'gz-university',
      exchangeId: reviewer.organisationId,
    });
    await market.papers(id);
    await listings.submit(officer, id, 'direct');
    return id;
  }

  return {
    db,
    market,
    clock,
    at,
    listings,
    life: new ListingLifeService(database, clock, listings, profiles),
    attachments,
    service,
    reviews: new ReviewService(database, listings, service, clock),
    confirmations: new ConfirmationService(database, listings, attachments, service, clock),
    relations: new RelationService(database, attachments, clock, people),
    rights: new FirstRefusalService(database, clock, windows, attachments),
    filings: new CounterFilingService(database, windows, new MandateService(database, windows), service),
    officer,
    director,
    reviewer,
    company,
    licence,
    content,
    inReview,
  };
}
