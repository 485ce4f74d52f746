import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ORGANISATION_KINDS } from '@jishi/identity';
import type { TestDatabase } from '../postgres';
import { aroundListings } from './around-listings';
import { auctionsOf, auctionThings } from './auctions';
import { candidatesOf, findingOf } from './candidates';
import { contractsOf } from './contracts';
import { decisionsOf } from './decisions';
import type { Door } from './door';
import { type Ground, HOUR_MS, insert, one } from './ground';
import { type Kind, KINDS, type Thing } from './kinds';
import { listingsOf, listingThings } from './listings';
import { documentsOf, historyOf, papersOf } from './papers';
import { People } from './people';
import { rewardsOf } from './rewards';
import { rulesOf } from './rules';
import { toldOf } from './told';
import { counterThings, windowOf } from './windows';

export interface World {
  name: string;
  people: People;
  things: Record<Kind, Thing[]>;
  /** What nobody of another world may read, and what it is: ids, numbers, names. */
  secrets: [string, string][];
}

/** A market of its own with at least one thing of every kind: organisations, sales, money, papers, all of it. */
export async function buildWorld(
  app: NestFastifyApplication,
  door: Door,
  db: TestDatabase,
  name: string,
  serial: number,
  passwordHash: string,
): Promise<World> {
  const mark = `Q${randomBytes(5).toString('hex').toUpperCase()}`;
  const people = await People.of(name, mark, serial, app, db, passwordHash);
  const ground: Ground = { app, db, door, people, name, serial, mark };
  const papers = await papersOf(ground);
  const window = await windowOf(ground);
  const listings = await listingsOf(ground, window.id);
  const auctions = await auctionsOf(ground, listings);
  const history = await historyOf(ground);
  const contracts = await contractsOf(ground, listings);
  const finding = await findingOf(ground, listings.open);
  const things: Record<Kind, Thing[]> = {
    ...(await aroundListings(ground, listings)),
    ...(await auctionThings(ground, auctions)),
    ...(await candidatesOf(ground, listings, papers)),
    ...contracts,
    ...(await rewardsOf(ground, contracts.contract)),
    ...(await counterThings(ground, window, listings, auctions.open, papers)),
    ...(await decisionsOf(ground, listings)),
    ...(await rulesOf(ground)),
    ...(await toldOf(ground, listings)),
    attachment: Object.entries(papers).map(([whose, id]) => one(`of ${whose}`, id)),
    historyImport: [one('previewed', history.previewed)],
    listing: listingThings(listings),
    listingDocument: await documentsOf(ground, listings, papers),
    organisation: ORGANISATION_KINDS.map((kind) => one(kind, people.at(kind), { open: true })),
    session: [one('of an officer', await session(ground))],
    user: people.all.map((person) =>
      one(`${person.role} of ${person.kind}`, person.userId, { within: person.organisationId }),
    ),
  };
  const hidden = KINDS.flatMap((kind) =>
    things[kind]
      .filter(({ open, id }) => !open && id.length === 36)
      .map(({ name, id }): [string, string] => [`${kind} ${name}`, id]),
  );
  return { name, people, things, secrets: [...hidden, ['finding', finding], ['a private text', mark]] };
}

/** One more than the officer works with: it will be ended. */
async function session(ground: Ground): Promise<string> {
  const { userId: user_id, organisationId: organisation_id } = ground.people.who('university', 'officer');
  const expires_at = new Date(Date.now() + HOUR_MS);
  return insert(ground, 'session', { user_id, organisation_id, token_hash: randomBytes(32), expires_at });
}
