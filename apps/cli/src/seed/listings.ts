import { type Actor, type OrganisationKind, permissionsOf, type Role } from '@jishi/identity';
import {
  type AttachmentService,
  DataRoomService,
  DocumentService,
  ListingLifeService,
  ListingReadsService,
  ListingService,
  RuleProfileService,
} from '@jishi/listings';
import type { Form, PricingWay } from '@jishi/pricing';
import { type Database, DatabaseClock, maybeRow, row, type Tx } from '@jishi/platform';
import { WindowRepository, WindowService } from '@jishi/windows';
import { papersOf } from './blank-paper';

const YUAN = 100;
/** How far a listing has come; each step is taken by whoever takes it in life. */
const STEPS = ['draft', 'intake', 'review', 'published'] as const;

interface DemoListing {
  achievement: string;
  form: Form;
  pricingWay: PricingWay;
  priceMinor: number;
  reserveMinor?: number;
  transferee?: string;
  /** The clerk whose window takes it in; without one it is submitted directly. */
  clerk?: 'clerk' | 'clerk2';
  /** The real rules by default. */
  profile?: string;
  reached: (typeof STEPS)[number];
}

/** Under the real profile, with its real notice: what a market looks like on an ordinary day. */
const DEMO_LISTINGS: DemoListing[] = [
  {
    achievement: 'DEMO2020-0002',
    form: 'transfer',
    pricingWay: 'auction',
    priceMinor: 2_800_000 * YUAN,
    reserveMinor: 3_200_000 * YUAN,
    clerk: 'clerk',
    reached: 'published',
  },
  {
    achievement: 'DEMO2019-0004',
    form: 'transfer',
    pricingWay: 'listing',
    priceMinor: 1_680_000 * YUAN,
    clerk: 'clerk2',
    reached: 'published',
  },
  {
    achievement: 'DEMO2022-0007',
    form: 'licence',
    pricingWay: 'auction',
    priceMinor: 900_000 * YUAN,
    reached: 'published',
  },
  {
    achievement: 'DEMO2018-0008',
    form: 'licence',
    pricingWay: 'negotiated',
    priceMinor: 360_000 * YUAN,
    transferee: 'bidder3',
    clerk: 'clerk',
    reached: 'published',
  },
  {
    achievement: 'DEMO2022-0003',
    form: 'transfer',
    pricingWay: 'auction',
    priceMinor: 1_250_000 * YUAN,
    clerk: 'clerk',
    reached: 'review',
  },
  {
    achievement: 'DEMO2021-0005',
    form: 'transfer',
    pricingWay: 'listing',
    priceMinor: 420_000 * YUAN,
    clerk: 'clerk',
    reached: 'intake',
  },
  {
    achievement: 'DEMO2020-0009',
    form: 'transfer',
    pricingWay: 'auction',
    priceMinor: 1_960_000 * YUAN,
    reached: 'draft',
  },
  // One of each way of selling under the demonstration's short rules: the reviewer publishes it when it is to be shown.
  {
    achievement: 'DEMO2021-0001',
    form: 'licence',
    pricingWay: 'auction',
    priceMinor: 520_000 * YUAN,
    reached: 'review',
    profile: 'gz-demo-dynamic',
  },
  {
    achievement: 'DEMO2023-0006',
    form: 'licence',
    pricingWay: 'auction',
    priceMinor: 760_000 * YUAN,
    reached: 'review',
    profile: 'gz-demo-sealed',
  },
  {
    achievement: 'DEMO2023-0010',
    form: 'transfer',
    pricingWay: 'auction',
    priceMinor: 1_100_000 * YUAN,
    reached: 'review',
    profile: 'gz-demo-rights',
  },
];

/** Brings the demonstration's listings as far as they should be; those that exist are left alone. */
export async function seedListings(database: Database, attachments: AttachmentService): Promise<void> {
  const clock = new DatabaseClock(database);
  await clock.onModuleInit();
  try {
    const windows = new WindowService(database, new WindowRepository());
    const profiles = new RuleProfileService(database, { demo: true });
    const listings = new ListingService(database, clock, windows, profiles);
    const room = new DataRoomService(database, new ListingReadsService(database, profiles), windows);
    const life = new ListingLifeService(database, clock, listings, profiles);
    const documents = new DocumentService(database, clock, listings, life, attachments, room);
    const paper = papersOf(attachments);
    const proofOf = async (officer: Actor, listingId: string): Promise<void> => {
      const proof = {
        attachmentId: await paper(officer),
        title: '权属证明',
        kind: 'ownership_proof',
        access: 'parties',
      } as const;
      await documents.add(officer, listingId, proof);
    };
    for (const listing of DEMO_LISTINGS) await seedListing(database.manager, listings, windows, proofOf, listing);
  } finally {
    clock.onModuleDestroy();
  }
}

async function seedListing(
  db: Tx,
  listings: ListingService,
  windows: WindowService,
  proofOf: (officer: Actor, listingId: string) => Promise<void>,
  l: DemoListing,
): Promise<void> {
  const achievement = await row<{ id: string; offered: boolean }>(
    db,
    `select a.id, exists (select from listing l where l.achievement_id = a.id) as offered
     from achievement a where a.patent_number = $1`,
    [l.achievement],
  );
  if (achievement.offered) return;
  const [officer, reviewer] = [await actorOf(db, 'officer'), await actorOf(db, 'reviewer')];
  const clerk = l.clerk ? await actorOf(db, l.clerk) : null;
  const window = clerk && (await windows.ofOrganisation(db, clerk.organisationId));
  const id = await listings.draft(officer, {
    achievementId: achievement.id,
    form: l.form,
    pricingWay: l.pricingWay,
    priceMinor: l.priceMinor,
    reserveMinor: l.reserveMinor ?? null,
    profileCode: l.profile ?? 'gz-university',
    exchangeId: reviewer.organisationId,
    windowId: window?.id ?? null,
    transfereeId: l.transferee ? (await actorOf(db, l.transferee)).organisationId : null,
  });
  await proofOf(officer, id);
  const reached = STEPS.indexOf(l.reached);
  if (reached >= STEPS.indexOf('intake')) await listings.submit(officer, id, clerk ? 'window' : 'direct');
  if (reached >= STEPS.indexOf('review') && clerk) await listings.intake(clerk, id, true);
  if (reached >= STEPS.indexOf('published')) await listings.review(reviewer, id, true);
}

/** Somebody of the demonstration, as if logged in. */
export async function actorOf(db: Tx, login: string): Promise<Actor> {
  const found = await maybeRow<{ userId: string; organisationId: string; kind: OrganisationKind; roles: Role[] }>(
    db,
    `select u.id as "userId", o.id as "organisationId", o.kind, m.roles from user_account u
       join membership m on m.user_id = u.id join organisation o on o.id = m.organisation_id where u.login = $1`,
    [login],
  );
  if (!found) throw new Error(`the demonstration has no ${login}`);
  const { userId, organisationId, kind, roles } = found;
  return {
    userId,
    organisationId,
    organisationKind: kind,
    roles,
    permissions: permissionsOf(roles),
    sessionId: userId,
  };
}
