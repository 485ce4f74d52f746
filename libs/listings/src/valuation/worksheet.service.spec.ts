import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { createDataSource } from '@jishi/platform';
import type { CostInputs, MarketInputs, RoyaltyInputs } from '@jishi/pricing';
import { WindowRepository, WindowService } from '@jishi/windows';
import { Market, standingClock } from '../../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../../test/support/postgres';
import { AchievementService } from '../achievement.service';
import { ListingService } from '../listing.service';
import { RuleProfileService } from '../rule-profile.service';
import { ComparableDealsService } from './comparable-deals.service';
import { ListingValuationService } from './listing-valuation.service';
import { WorksheetService } from './worksheet.service';

const YUAN = 100;
const clock = standingClock('2026-03-02T10:00:00+08:00');
let db: TestDatabase;
let market: Market;
let worksheets: WorksheetService;
let links: ListingValuationService;
let deals: ComparableDealsService;
let listings: ListingService;
let achievements: AchievementService;
let officer: Actor;
let stranger: Actor;
let clerk: Actor;
let reviewer: Actor;
let subject: string;

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  const windows = new WindowService(db.database, new WindowRepository());
  deals = new ComparableDealsService(db.database, clock);
  worksheets = new WorksheetService(db.database, clock, windows, deals);
  links = new ListingValuationService(db.database, clock, windows, worksheets);
  listings = new ListingService(db.database, clock, windows, new RuleProfileService(db.database, { demo: false }));
  achievements = new AchievementService(db.database, windows);
  officer = await market.member('university', ['officer']);
  stranger = await market.member('university', ['officer']);
  clerk = await market.member('window', ['clerk']);
  reviewer = await market.member('exchange', ['reviewer']);
  await market.mandate(await market.window(clerk.organisationId, reviewer.organisationId), officer.organisationId);
  subject = await achievement(officer);
});
afterAll(() => db.drop());

let count = 0;
async function achievement(owner: Actor): Promise<string> {
  const text = `title,number,ipc,filed_on,ip_kind,field\n电池${++count},V${count},H01M 4/58,2021-04-19,invention,energy\n`;
  const file = { filename: 'a.csv', content: Buffer.from(text) };
  const { records } = await achievements.import(owner, owner.organisationId, [file]);
  return records[0]!.achievementId!;
}

interface Given {
  price?: number;
  field?: string;
  ipc?: string[];
  signedOn?: string;
  type?: string;
  region?: string;
}
async function deal(given: Given = {}): Promise<string> {
  const id = newId();
  await db.database.query(
    `insert into history_import (id, exchange_id, kind, filename, sha256, format, header_row, headers, mapping_complete,
       created_by) values ($1, $2, 'deals', 'deals.csv', repeat('0', 64), 'csv', 1, '[]', true, $3)`,
    [id, reviewer.organisationId, reviewer.userId],
  );
  await db.database.query(
    `insert into registered_deal (id, exchange_id, contract_number, title, contract_type, ip_kind, field_code, ipc,
       seller_name, buyer_name, region_code, price_minor, technical_minor, signed_on, import_id)
     values ($1, $2, $3, '成交', $4, 'invention', $5, $6, '甲大学', '乙公司', $7, $8, $8, $9, $1)`,
    [
      id,
      reviewer.organisationId,
      `D${++count}`,
      given.type ?? 'transfer',
      given.field ?? 'energy',
      given.ipc ?? ['H01M 10/05'],
      given.region ?? '440106',
      (given.price ?? 1_000_000) * YUAN,
      given.signedOn ?? '2025-05-01',
    ],
  );
  return id;
}

const cost = (change: Partial<CostInputs> = {}): CostInputs => ({
  method: 'cost',
  items: [{ label: '人员费', year: 2022, amountMinor: 1_000_000 * YUAN, indexPpm: 1_000_000 }],
  overheadPpm: 100_000,
  profitPpm: 200_000,
  totalMonths: 240,
  remainingMonths: 180,
  obsolescencePpm: 0,
  ...change,
});
const royalty: RoyaltyInputs = {
  method: 'royalty',
  ipKind: 'invention',
  filedOn: '2021-04-19',
  valuationDate: '2026-03-01',
  revenues: [{ amountMinor: 10_000_000 * YUAN }],
  royaltyPpm: 50_000,
  taxPpm: 250_000,
  discountPpm: 200_000,
  convention: 'end',
};
const make = (actor: Actor, inputs: unknown, more: { replacesId?: string; note?: string } = {}) =>
  worksheets.make(actor, { achievementId: subject, inputs, ...more });

describe('a worksheet', () => {
  it('keeps its inputs, and its result is computed from them again whenever it is read', async () => {
    const id = await make(officer, cost(), { note: ' 初稿 ' });
    const read = await worksheets.get(officer, id);
    expect(read).toMatchObject({ consistent: true, worksheet: { version: 1, note: '初稿', valueMinor: 99_000_000 } });
    expect(read.worksheet.inputs).toEqual(cost());
    expect(read.recomputed).toEqual(read.worksheet.result);
    expect(read.sensitivity?.tornado[0]?.driver).toBe('costs');
  });

  it('is replaced by versions that stay side by side, and can be compared', async () => {
    const first = await make(officer, cost());
    const second = await make(clerk, cost({ profitPpm: 250_000 }), { replacesId: first });
    expect((await worksheets.get(officer, first)).worksheet).toMatchObject({ replacedById: second, version: 1 });
    expect((await worksheets.get(officer, second)).worksheet).toMatchObject({ replacesId: first, version: 2 });
    await expect(make(officer, cost(), { replacesId: first })).rejects.toThrow('valuation.replaced_already');
    await expect(make(officer, royalty, { replacesId: second })).rejects.toThrow('valuation.other_subject');
    const { changes } = await worksheets.compare(officer, first, second);
    expect(changes).toEqual([{ path: 'profitPpm', before: 200_000, after: 250_000 }]);
    const versions = await worksheets.list(officer, { seriesId: first });
    expect(versions.items.map(({ worksheet }) => worksheet.version)).toEqual([2, 1]);
    const newest = await worksheets.list(officer, { seriesId: first, newest: true });
    expect(newest.items.map(({ worksheet }) => worksheet.id)).toEqual([second]);
  });

  it('is replaced once only, even by two at once', async () => {
    const first = await make(officer, cost());
    const both = await Promise.allSettled([
      make(officer, cost({ profitPpm: 1 }), { replacesId: first }),
      make(clerk, cost({ profitPpm: 2 }), { replacesId: first }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('tells added and removed lines of two versions one by one', async () => {
    const first = await make(officer, cost());
    const more = { label: '材料费', year: 2023, amountMinor: 5, indexPpm: 1_000_000 };
    const second = await make(officer, cost({ items: [...cost().items, more] }), { replacesId: first });
    const { changes } = await worksheets.compare(officer, first, second);
    expect(changes).toContainEqual({ path: 'items[1].label', before: null, after: '材料费' });
    expect((await worksheets.compare(officer, second, first)).changes).toContainEqual({
      path: 'items[1].amountMinor',
      before: 5,
      after: null,
    });
  });

  it('belongs to owner and window: others do not learn that it is there, and cannot make one', async () => {
    const id = await make(clerk, cost());
    expect((await worksheets.get(officer, id)).worksheet.organisationId).toBe(clerk.organisationId);
    for (const outsider of [stranger, reviewer])
      await expect(worksheets.get(outsider, id)).rejects.toThrow('valuation.not_found');
    await expect(make(stranger, cost())).rejects.toThrow('achievement.not_found');
    expect((await worksheets.list(stranger, {})).items).toEqual([]);
  });

  it('is of the achievement it says, and names every bad input', async () => {
    const wrong = { ...royalty, filedOn: '2021-04-20', ipKind: 'design' };
    await expect(make(officer, wrong)).rejects.toMatchObject({
      code: 'valuation.bad_inputs',
      errors: [{ path: 'inputs.ipKind' }, { path: 'inputs.filedOn' }],
    });
    await expect(make(officer, { ...royalty, revenues: [{ amountMinor: 1.5 }] })).rejects.toMatchObject({
      errors: [{ path: 'inputs.revenues[0].amountMinor', code: 'valuation.not_in_range' }],
    });
  });

  it('is never changed, neither by the application nor by its owner', async () => {
    const id = await make(officer, cost());
    const change = 'update valuation_worksheet set value_minor = 1 where id = $1';
    await expect(db.database.query(change, [id])).rejects.toThrow('permission denied');
    const owner = await createDataSource(db.adminUrl, 1).initialize();
    try {
      await expect(owner.query(change, [id])).rejects.toThrow('append-only');
      await expect(owner.query('truncate valuation_worksheet cascade')).rejects.toThrow('append-only');
    } finally {
      await owner.destroy();
    }
  });

  it('whose stored result is not what its inputs come to says so, and carries no listing', async () => {
    const good = await make(officer, cost());
    const forged = newId();
    await db.database.query(
      `insert into valuation_worksheet (id, series_id, version, achievement_id, organisation_id, method, inputs, result,
         value_minor, low_minor, high_minor, made_by, made_at)
       select $2, $2, 1, achievement_id, organisation_id, method, inputs, jsonb_set(result, '{valueMinor}', '100100'),
         100100, 1, 990000000, made_by, made_at from valuation_worksheet where id = $1`,
      [good, forged],
    );
    const read = await worksheets.get(officer, forged);
    expect(read).toMatchObject({ consistent: false, worksheet: { valueMinor: 100_100 } });
    expect(read.recomputed?.valueMinor).toBe(99_000_000);
    await expect(links.link(officer, await draft(), forged)).rejects.toThrow('valuation.differs');
  });
});

async function draft(achievementId = subject, actor = officer): Promise<string> {
  return listings.draft(actor, {
    achievementId,
    form: 'transfer',
    pricingWay: 'listing',
    priceMinor: 900_000 * YUAN,
    profileCode: 'gz-university',
    exchangeId: reviewer.organisationId,
  });
}

describe('a listing', () => {
  it('names the worksheets it rests on while it is a draft; its exchange reads them from the review on', async () => {
    const listingId = await draft();
    const [kept, dropped] = [await make(officer, cost()), await make(officer, royalty)];
    await links.link(officer, listingId, kept);
    await links.link(officer, listingId, kept);
    await links.link(clerk, listingId, dropped);
    await links.unlink(officer, listingId, dropped);
    await expect(links.unlink(officer, listingId, dropped)).rejects.toThrow('valuation.not_linked');
    await expect(worksheets.get(reviewer, kept)).rejects.toThrow('valuation.not_found');
    await market.papers(listingId);
    await listings.submit(officer, listingId, 'direct');
    expect((await worksheets.get(reviewer, kept)).consistent).toBe(true);
    await expect(worksheets.get(reviewer, dropped)).rejects.toThrow('valuation.not_found');
    const linked = await worksheets.list(reviewer, { listingId });
    expect(linked.items.map(({ worksheet }) => worksheet.id)).toEqual([kept]);
    await expect(links.link(officer, listingId, dropped)).rejects.toThrow('listing.not_a_draft');
    await expect(links.unlink(officer, listingId, kept)).rejects.toThrow('listing.not_a_draft');
  });

  it('takes worksheets of its own achievement only, the newest version, from its own seller', async () => {
    const listingId = await draft();
    const old = await make(officer, cost());
    await make(officer, cost({ profitPpm: 0 }), { replacesId: old });
    await expect(links.link(officer, listingId, old)).rejects.toThrow('valuation.replaced_already');
    const other = await achievement(officer);
    const foreign = await worksheets.make(officer, { achievementId: other, inputs: cost() });
    await expect(links.link(officer, listingId, foreign)).rejects.toThrow('valuation.other_achievement');
    await expect(links.link(stranger, listingId, old)).rejects.toThrow('listing.not_found');
  });
});

describe('comparable deals', () => {
  it('come likest first, page by page, with the reasons, and nobody’s name', async () => {
    const like = await deal({ signedOn: '2026-01-05' });
    const near = await deal({ ipc: ['C01B 25/45'] });
    const far = await deal({ field: 'agriculture', ipc: [], type: 'licence', signedOn: '2012-01-01' });
    const first = await deals.list(officer, { achievementId: subject, limit: 1 });
    expect(first.items[0]).toMatchObject({ dealId: like, score: 100, names: null, regionCode: '440100', year: 2026 });
    expect(first.total).toBe(3);
    const rest = await deals.list(officer, { achievementId: subject, cursor: first.nextCursor! });
    expect(rest.items.map(({ dealId }) => dealId)).toEqual([near, far]);
    expect(JSON.stringify(first) + JSON.stringify(rest)).not.toMatch(/甲大学|乙公司/);
    const stolen = { achievementId: subject };
    await expect(deals.list(stranger, stolen)).rejects.toThrow('achievement.not_found');
  });

  it('are filtered by field, IPC, type, region, years and price', async () => {
    const one = await deal({ price: 7_000_000, region: '440305', signedOn: '2020-06-30', ipc: ['A23B 7/16'] });
    const filters = [
      { ipc: 'a23b 7' },
      { region: '4403' },
      { fromYear: 2020, toYear: 2020 },
      { minMinor: 7_000_000 * YUAN, maxMinor: 7_000_000 * YUAN },
    ];
    for (const filter of filters) {
      const found = await deals.list(officer, { achievementId: subject, ...filter });
      expect(found.items.map(({ dealId }) => dealId)).toEqual([one]);
    }
    expect((await deals.list(officer, { achievementId: subject, field: 'nuclear' })).items).toEqual([]);
  });

  it('cannot be asked for more finely than they are shown', async () => {
    const one = await deal({ field: 'urban', ipc: ['E04H 9/02'] });
    const ask = async (ipc: string) =>
      (await deals.list(officer, { field: 'urban', ipc })).items.map(({ dealId }) => dealId);
    expect(await ask('E04H 9/02')).toEqual(await ask('E04H 1/12'));
    expect(await ask('E04H')).toContain(one);
  });

  it('name their parties to the exchange that registered them', async () => {
    const found = await deals.list(reviewer, { field: 'energy', ipc: 'H01M', limit: 1 });
    expect(found.items[0]).toMatchObject({
      score: 90,
      names: { title: '成交', sellerName: '甲大学', buyerName: '乙公司' },
    });
  });

  it('are kept in a worksheet with the figures they had, and no others are taken', async () => {
    const [a, b] = [await deal({ price: 1_000_000 }), await deal({ price: 3_000_000 })];
    const chosen = (dealId: string, price: number) => ({
      dealId,
      priceMinor: price * YUAN,
      weight: 1,
      adjustments: [],
    });
    const inputs: MarketInputs = {
      method: 'market',
      deals: [chosen(a, 1_000_000), chosen(b, 3_000_000)],
      basis: 'median',
    };
    const { worksheet } = await worksheets.get(officer, await make(officer, inputs));
    expect(worksheet.valueMinor).toBe(2_000_000 * YUAN);
    expect(worksheet.comparables).toMatchObject([
      { dealId: a, year: 2025, fieldCode: 'energy', priceMinor: 1_000_000 * YUAN },
      { dealId: b },
    ]);
    const invented = { ...inputs, deals: [chosen(a, 9_000_000), chosen(newId(), 1)] };
    await expect(make(officer, invented)).rejects.toMatchObject({
      errors: [
        { path: 'inputs.deals[0].priceMinor', code: 'valuation.not_the_deals_price' },
        { path: 'inputs.deals[1].dealId', code: 'valuation.no_such_deal' },
      ],
    });
  });
});
