import { newId, sha256Hex } from '@jishi/kernel';
import { DEMO_PASSWORD, PasswordService } from '@jishi/identity';
import { AttachmentService } from '@jishi/listings';
import {
  createScanner,
  type Database,
  DiskFileStore,
  type Logger,
  maybeRow,
  row,
  rows,
  type Tx,
} from '@jishi/platform';
import { DEMO_ACHIEVEMENTS, type DemoAchievement } from './achievements';
import { seedDisclosures } from './disclosures';
import { seedListings } from './listings';
import { seedValuations } from './valuations';
import { DEMO_ORGANISATIONS, type DemoOrganisation, DEMO_WINDOWS } from './organisations';

/** Any number, as long as it is always this one: two processes that seed at once wait for each other. */
const SEED_LOCK = 4_401_182_016;

/**
 * Fills an installation with a demonstration's organisations, people, windows and achievements, in one commit, and brings
 * some listings on their way; papers go to `filesDir`. A database that already holds the demonstration is left as it is.
 */
export async function seedDemo(database: Database, log: Logger, filesDir: string): Promise<void> {
  const scanner = createScanner({ clamdUrl: null });
  const attachments = new AttachmentService(database, new DiskFileStore({ filesDir }), scanner);
  const passwordHash = await new PasswordService().hash(DEMO_PASSWORD);
  const seeded = await database.transaction(async (tx) => {
    await rows(tx, 'select pg_advisory_xact_lock($1)', [SEED_LOCK]);
    if (await isSeeded(tx)) return false;
    const ids = new Map<string, string>();
    for (const organisation of DEMO_ORGANISATIONS) {
      ids.set(organisation.key, await insertOrganisation(tx, organisation, passwordHash));
    }
    await insertWindows(tx, ids);
    for (const [i, achievement] of DEMO_ACHIEVEMENTS.entries()) {
      const owner = ownerOf(i);
      await insertAchievement(tx, achievement, idOf(ids, owner), demo(owner).name);
    }
    return true;
  });
  await seedListings(database, attachments);
  await seedValuations(database);
  await seedDisclosures(database, attachments);
  log.info(seeded ? 'demonstration data inserted' : 'demonstration data is there already');
}

/** Some results belong to others than the first university, so that "one's own" means something in a demonstration. */
function ownerOf(index: number): string {
  if (index < 10) return 'university';
  return index < 12 ? 'university2' : 'state-owned';
}

async function isSeeded(tx: Tx): Promise<boolean> {
  return (await maybeRow(tx, 'select 1 from organisation where uscc = $1', [demo('exchange').uscc])) !== null;
}

async function insertOrganisation(tx: Tx, o: DemoOrganisation, passwordHash: string): Promise<string> {
  const id = newId();
  await rows(
    tx,
    `insert into organisation (id, kind, name, name_en, uscc, region_code, ownership) values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, o.kind, o.name, o.nameEn, o.uscc, o.regionCode, o.ownership ?? null],
  );
  for (const person of o.people) {
    const { id: userId } = await row<{ id: string }>(
      tx,
      // One person may belong to two organisations.
      `insert into user_account (id, login, name, password_hash) values ($1, $2, $3, $4)
       on conflict (login) do update set name = excluded.name returning id`,
      [newId(), person.login, person.name, passwordHash],
    );
    await rows(tx, `insert into membership (user_id, organisation_id, roles) values ($1, $2, $3)`, [
      userId,
      id,
      person.roles,
    ]);
  }
  return id;
}

/** Weekdays, and the holidays that are published already. */
const OFFICE = [
  { from: '09:00', to: '12:00' },
  { from: '14:00', to: '17:30' },
];
const HOURS = {
  week: Array.from({ length: 7 }, (_, day) => (day < 5 ? OFFICE : [])),
  exceptions: [{ day: '2027-01-01', spans: [], note: '元旦' }],
};

async function insertWindows(tx: Tx, ids: Map<string, string>): Promise<void> {
  for (const { key, kind, exchange, clients, address, phone } of DEMO_WINDOWS) {
    const { name, regionCode } = demo(key);
    const windowId = newId();
    await rows(
      tx,
      `insert into service_window (id, organisation_id, exchange_id, name, region_code, kind, address, phone, hours)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [windowId, idOf(ids, key), idOf(ids, exchange), name, regionCode, kind, address, phone, JSON.stringify(HOURS)],
    );
    for (const client of clients)
      await rows(tx, `insert into window_client (window_id, organisation_id, mandate_ref) values ($1, $2, $3)`, [
        windowId,
        idOf(ids, client),
        '演示委托书 2026-001',
      ]);
  }
}

async function insertAchievement(tx: Tx, a: DemoAchievement, organisationId: string, owner: string): Promise<void> {
  await rows(
    tx,
    `insert into achievement (id, organisation_id, title, abstract, ip_kind, country, patent_number, filed_on, granted_on,
       inventors, assignees, ipc, classification, field_code, source_format, source_hash)
     values ($1, $2, $3, $4, $5, 'CN', $6, $7, $8, $9, $10, $11, $12, $13, 'csv', $14)`,
    [
      newId(),
      organisationId,
      a.title,
      a.abstract,
      a.ipKind,
      a.number,
      a.filedOn || null,
      a.grantedOn || null,
      JSON.stringify(a.inventors.map((name) => ({ name, city: '', country: 'CN' }))),
      JSON.stringify([{ name: owner, city: '', country: 'CN' }]),
      a.ipc,
      JSON.stringify(a.ipc.map((code, i) => ({ scheme: 'ipc', edition: '', code, main: i === 0 }))),
      a.fieldCode,
      sha256Hex(a.number + a.title + a.abstract),
    ],
  );
}

function idOf(ids: Map<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the demonstration has no organisation ${key}`);
  return id;
}

function demo(key: string): DemoOrganisation {
  const organisation = DEMO_ORGANISATIONS.find((o) => o.key === key);
  if (!organisation) throw new Error(`the demonstration has no organisation ${key}`);
  return organisation;
}
