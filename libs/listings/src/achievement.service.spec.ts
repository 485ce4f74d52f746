import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '@jishi/identity';
import { WindowRepository, WindowService } from '@jishi/windows';
import { describeWithData } from '../../../test/support/data';
import { Market } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { AchievementService } from './achievement.service';
import { readSource } from './import/read-source';

let db: TestDatabase;
let market: Market;
let service: AchievementService;
let officer: Actor;

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  service = new AchievementService(db.database, new WindowService(db.database, new WindowRepository()));
  officer = await market.member('university', ['officer']);
});
afterAll(() => db.drop());

const csv = (text: string) => [{ filename: 'a.csv', content: Buffer.from(text) }];
const take = (text: string, actor = officer) => service.import(actor, officer.organisationId, csv(text));

describe('an import', () => {
  it('takes the good records, reports the bad ones with their place, and keeps their order', async () => {
    const report = await take('title,number,filed_on\nA,1,2020-01-01\n,2,\nB,3,never\nC,,\n');
    expect(report.records.map(({ place, status, code }) => [place, status, code])).toEqual([
      ['a.csv:2:1', 'inserted', undefined],
      ['a.csv:3:1', 'failed', 'import.title_missing'],
      ['a.csv:4:3', 'failed', 'import.bad_date'],
      ['a.csv:5:1', 'inserted', undefined],
    ]);
    expect(report).toMatchObject({ inserted: 2, failed: 2 });
  });

  it('changes nothing when repeated, and updates what changed, by number', async () => {
    const first = await take('title,number,inventors\nX,CN100,甲;乙\n');
    const again = await take('title,number,inventors\nX,CN100,甲;乙\n');
    expect(again).toMatchObject({ inserted: 0, unchanged: 1 });
    const changed = await take('title,number,inventors\nX2,CN100,甲\n');
    expect(changed).toMatchObject({ updated: 1 });
    const id = first.records[0]!.achievementId!;
    expect(changed.records[0]!.achievementId).toBe(id);
    expect(await service.get(officer, id)).toMatchObject({ title: 'X2', inventors: [{ name: '甲' }], filedOn: null });
  });

  it('does not insert the same number twice from one file: the later one stands', async () => {
    const report = await take('title,number\nP,CN200\nP,CN200\nQ,CN200\n');
    expect(report.records.map(({ status }) => status)).toEqual(['inserted', 'unchanged', 'updated']);
    expect(await service.get(officer, report.records[0]!.achievementId!)).toMatchObject({ title: 'Q' });
  });

  it('takes records without any number once, by their content', async () => {
    expect(await take('title\n无编号成果\n')).toMatchObject({ inserted: 1 });
    expect(await take('title\n无编号成果\n')).toMatchObject({ unchanged: 1 });
  });

  it('takes thousands of rows', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `成果${i},Z${i}`).join('\n');
    const report = await take(`title,number\n${rows}\n`);
    expect(report.inserted).toBe(3000);
    expect(report.records.at(-1)).toMatchObject({ place: 'a.csv:3001:1' });
  });

  it('is refused for an organisation that gave no mandate, and done for one that did', async () => {
    const clerk = await market.member('window', ['clerk']);
    const exchangeId = await market.organisation('exchange');
    const windowId = await market.window(clerk.organisationId, exchangeId);
    await expect(take('title\nY\n', clerk)).rejects.toThrow('window.no_mandate');
    await market.mandate(windowId, officer.organisationId);
    const { records } = await take('title\nY\n', clerk);
    expect(await service.get(clerk, records[0]!.achievementId!)).toMatchObject({
      organisationId: officer.organisationId,
    });
  });
});

describe('the catalogue', () => {
  it('is seen by its own organisation only', async () => {
    const { records } = await take('title,number\n私有,S1\n');
    const stranger = await market.member('university', ['officer']);
    await expect(service.get(stranger, records[0]!.achievementId!)).rejects.toThrow('achievement.not_found');
    expect((await service.list(stranger, {})).items).toEqual([]);
  });

  it('is paged without loss, and searched literally', async () => {
    const stranger = await market.member('university', ['officer']);
    const rows = Array.from({ length: 25 }, (_, i) => `T${i}%`).join('\n');
    await service.import(stranger, stranger.organisationId, csv(`title\n${rows}\nother\n`));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await service.list(stranger, { limit: 10, q: '%', ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(25);
    await expect(service.list(stranger, { cursor: 'WyJ4Il0' })).rejects.toThrow('page.bad_cursor');
  });
});

describeWithData('USPTO folder', (dataDir) => {
  it('goes in as one upload, and again without change', async () => {
    const folder = join(dataDir, 'patents', 'uspto');
    const files = readdirSync(folder).map((filename) => ({ filename, content: readFileSync(join(folder, filename)) }));
    const owner = await market.member('university', ['officer']);
    const report = await service.import(owner, owner.organisationId, files);
    expect(report).toMatchObject({ inserted: 14, updated: 0, unchanged: 0 });
    expect(
      report.records
        .filter(({ status }) => status === 'failed')
        .map(({ code }) => code)
        .sort(),
    ).toEqual([
      ...Array.from({ length: 3 }, () => 'import.green_book'),
      ...Array.from({ length: 2 }, () => 'import.not_a_patent'),
      'import.unknown_format', // the licence text
    ]);
    for (const { place, achievementId } of report.records.filter(({ status }) => status === 'inserted')) {
      const { content } = files.find(({ filename }) => place.startsWith(`${filename}:`))!;
      const [item] = readSource(content);
      if (!item?.ok) throw new Error(`${place} was inserted and cannot be read`);
      // The reader is held against the files themselves elsewhere; here nothing may be lost on the way to the table.
      const { format, filedOn, publishedOn, grantedOn, ...same } = item.record;
      const dates = { filedOn: filedOn || null, publishedOn: publishedOn || null, grantedOn: grantedOn || null };
      expect(await service.get(owner, achievementId!)).toMatchObject({ ...same, ...dates, sourceFormat: format });
    }
    const again = await service.import(owner, owner.organisationId, files);
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 14 });
    const { items } = await service.list(owner, { q: '06859910' });
    expect(items).toMatchObject([
      {
        country: 'US',
        patentNumber: '06859910',
        applicationNumber: '09832323',
        grantedOn: '2005-02-22',
        sourceFormat: 'uspto-grant-v4',
      },
    ]);
    expect(items[0]?.ipc[0]).toBe('G06F 15/00');
  });
});
