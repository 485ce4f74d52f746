import type { Actor } from '@jishi/identity';
import { newId, sha256Hex } from '@jishi/kernel';
import { ComparableDealsService, ListingValuationService, WorksheetService } from '@jishi/listings';
import { type Database, DatabaseClock, maybeRow, row, rows, type Tx } from '@jishi/platform';
import type { ValuationInputs } from '@jishi/pricing';
import { WindowRepository, WindowService } from '@jishi/windows';
import { DEMO_DEALS, type DemoDeal } from './deals';
import { actorOf } from './listings';

const YUAN = 100;
const WAN = 10_000 * YUAN;
/** As if one import had brought them all. */
const DEMO_IMPORT = '00000000-0000-7000-8000-00000000dea1';
/** The draft listing whose price the demonstration's worksheets explain. */
const SUBJECT = 'DEMO2020-0009';

/** Deals to compare with, and worksheets of one achievement; what is there already is left alone. */
export async function seedValuations(database: Database): Promise<void> {
  const reviewer = await actorOf(database.manager, 'reviewer');
  await insertImport(database.manager, reviewer);
  for (const [i, deal] of DEMO_DEALS.entries())
    await insertDeal(database.manager, reviewer.organisationId, i + 1, deal);
  const clock = new DatabaseClock(database);
  await clock.onModuleInit();
  try {
    await seedWorksheets(database, clock);
  } finally {
    clock.onModuleDestroy();
  }
}

async function insertImport(db: Tx, { organisationId, userId }: Actor): Promise<void> {
  await rows(
    db,
    `insert into history_import (id, exchange_id, kind, filename, sha256, format, header_row, headers, mapping_complete,
       state, total_rows, created_by, committed_by, committed_at, ended_at)
     values ($1, $2, 'deals', '演示成交记录.csv', $3, 'csv', 1, '[]', true, 'done', $4, $5, $5, now(), now())
     on conflict (id) do nothing`,
    [DEMO_IMPORT, organisationId, sha256Hex(DEMO_IMPORT), DEMO_DEALS.length, userId],
  );
}

async function insertDeal(db: Tx, exchangeId: string, n: number, deal: DemoDeal): Promise<void> {
  await rows(
    db,
    `insert into registered_deal (id, exchange_id, contract_number, title, contract_type, ip_kind, field_code, ipc, seller_name,
       buyer_name, region_code, price_minor, technical_minor, royalty_ppm, signed_on, import_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, '演示转让方', '演示受让方', $9, $10, $10, $11, $12, $13)
     on conflict (exchange_id, contract_number) do nothing`,
    [
      newId(),
      exchangeId,
      `DEMO-${String(n).padStart(4, '0')}`,
      deal.title,
      deal.type,
      deal.kind,
      deal.field,
      deal.ipc,
      deal.region,
      deal.wan * WAN,
      deal.royaltyPpm ?? null,
      deal.signedOn,
      DEMO_IMPORT,
    ],
  );
}

async function seedWorksheets(database: Database, clock: DatabaseClock): Promise<void> {
  const db = database.manager;
  const subject = await row<{ id: string; filedOn: string; valued: boolean }>(
    db,
    `select a.id, to_char(a.filed_on, 'YYYY-MM-DD') as "filedOn",
       exists (select from valuation_worksheet v where v.achievement_id = a.id) as valued
     from achievement a where a.patent_number = $1`,
    [SUBJECT],
  );
  if (subject.valued) return;
  const windows = new WindowService(database, new WindowRepository());
  const worksheets = new WorksheetService(database, clock, windows, new ComparableDealsService(database, clock));
  const officer = await actorOf(db, 'officer');
  const make = (inputs: ValuationInputs, note: string, replacesId?: string): Promise<string> =>
    worksheets.make(officer, { achievementId: subject.id, inputs, note, ...(replacesId ? { replacesId } : {}) });
  await make(cost, '研发投入按财务决算，指数取自统计公报（演示）');
  const first = await make(royalty(subject.filedOn, 60_000, 220_000), '初稿');
  const second = await make(
    royalty(subject.filedOn, 50_000, 200_000),
    '提成率按可比许可下调，折现率按试点结果下调',
    first,
  );
  const listing = await maybeRow<{ id: string }>(
    db,
    `select id from listing where achievement_id = $1 and state = 'draft'`,
    [subject.id],
  );
  const links = new ListingValuationService(database, clock, windows, worksheets);
  if (listing) await links.link(officer, listing.id, second);
}

const cost: ValuationInputs = {
  method: 'cost',
  items: [
    { label: '研发人员', year: 2018, amountMinor: 46 * WAN, indexPpm: 1_160_000 },
    { label: '样机与材料', year: 2019, amountMinor: 28 * WAN, indexPpm: 1_090_000 },
    { label: '现场试验', year: 2020, amountMinor: 19 * WAN, indexPpm: 1_070_000 },
  ],
  overheadPpm: 150_000,
  profitPpm: 250_000,
  totalMonths: 240,
  remainingMonths: 172,
  obsolescencePpm: 50_000,
};

const royalty = (filedOn: string, royaltyPpm: number, discountPpm: number): ValuationInputs => ({
  method: 'royalty',
  ipKind: 'invention',
  filedOn,
  valuationDate: '2026-03-01',
  revenues: [600, 900, 1_200, 1_400, 1_400, 1_200, 1_000, 800].map((wan) => ({ amountMinor: wan * WAN })),
  royaltyPpm,
  taxPpm: 250_000,
  discountPpm,
  convention: 'mid',
});
