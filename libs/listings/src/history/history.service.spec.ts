import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { Actor } from '@jishi/identity';
import { DomainError, newId } from '@jishi/kernel';
import { maybeRow, rows } from '@jishi/platform';
import { Market } from '../../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../../test/support/postgres';
import {
  csvOf,
  DEAL_HEADINGS,
  dealCells,
  inlineRow,
  register,
  workbookParts,
  xlsxOf,
  zipOf,
} from '../../../../test/support/registers';
import { HistoryCarryingService } from './history-carrying.service';
import { HistoryImportService } from './history-import.service';
import { HistoryReadsService } from './history-reads.service';

let db: TestDatabase;
let market: Market;
let reviewer: Actor;
let imports: HistoryImportService;
let carrying: HistoryCarryingService;
let reads: HistoryReadsService;

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  imports = new HistoryImportService(db.database);
  carrying = new HistoryCarryingService(db.database);
  reads = new HistoryReadsService(db.database);
  reviewer = await market.member('exchange', ['reviewer']);
});
afterAll(() => db.drop());

const file = (content: Buffer | string, filename = '台账.csv') => ({ filename, content: Buffer.from(content) });
const carryOut = async (id: string): Promise<void> => {
  await carrying.carryOut(id);
  await db.database.transaction((tx) => carrying.finish(tx, id));
};
const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'nothing was refused';
};
const allRows = async (id: string) => {
  const found = [];
  for (let cursor: string | null = null; ;) {
    const page = await reads.rows(reviewer, id, { limit: 100, ...(cursor ? { cursor } : {}) });
    found.push(...page.items);
    cursor = page.nextCursor;
    if (!cursor) return found;
  }
};
/** How many rows each table has: what must stay as it is when a file is refused. */
async function census(): Promise<Record<string, number>> {
  const tables = await rows<{ name: string }>(
    db.database.manager,
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables)
    counts[name] =
      (await maybeRow<{ n: number }>(db.database.manager, `select count(*) as n from "${name}"`).catch(() => null))
        ?.n ?? -1;
  return counts;
}

describe.each([
  ['CSV', async (table: string[][]) => Buffer.from(csvOf(table))],
  ['a workbook', xlsxOf],
])('ten thousand rows as %s', (format, write) => {
  it('go in within a minute, in bounded memory, and every bad row is named', async () => {
    const actor = await market.member('exchange', ['reviewer']);
    const { rows: table, expected } = register(10_000, 100);
    const content = await write(table);
    (globalThis as { gc?: () => void }).gc?.();
    const before = process.memoryUsage().rss;
    let highest = before;
    const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 20);
    const started = performance.now();
    const id = await imports.upload(actor, 'deals', file(content));
    const previewed = performance.now();
    await imports.commit(actor, id, false);
    await carryOut(id);
    const seconds = (performance.now() - started) / 1000;
    clearInterval(watch);
    const grownMb = Math.round((highest - before) / 1024 / 1024);
    process.stdout.write(
      `  10,000 rows as ${format}: ${seconds.toFixed(1)} s (read and judged in ${((previewed - started) / 1000).toFixed(1)} s), memory grew by ${grownMb} MB\n`,
    );
    expect(seconds).toBeLessThan(60);
    expect(grownMb).toBeLessThan(400);
    const { counts, state } = await reads.get(actor, id);
    expect(state).toBe('done');
    expect(counts).toMatchObject({ imported: 9_900, error: 100, ok: 0, duplicate: 0, unchanged: 0 });
    const reported = new Map<number, { column: number | null; code: string }>();
    for await (const { rowNumber, problems } of reads.badRows(id)) {
      expect(problems).toHaveLength(1);
      reported.set(rowNumber, { column: problems[0]!.column, code: problems[0]!.code });
    }
    expect(reported).toEqual(expected);
    const [sum] = await db.database.query<{ n: number; price: string }>(
      'select count(*) as n, sum(price_minor) as price from registered_deal where exchange_id = $1',
      [actor.organisationId],
    );
    const price = table
      .filter((_, i) => i > 0 && !expected.has(i + 1))
      .reduce((total, cells) => total + BigInt(Math.round(Number(cells[6]) * 1_000_000)), 0n);
    expect([sum!.n, sum!.price]).toEqual([9_900, String(price)]);
  }, 120_000);
});

describe('the same register again', () => {
  it('changes nothing, and what differs is named', async () => {
    const table = [DEAL_HEADINGS, dealCells(1), dealCells(2), dealCells(3), dealCells(3)];
    const first = await imports.upload(reviewer, 'deals', file(csvOf(table)));
    expect((await reads.get(reviewer, first)).counts).toMatchObject({ ok: 3, duplicate: 1 });
    await imports.commit(reviewer, first, true);
    await Promise.all([carrying.carryOut(first), carrying.carryOut(first)]);
    await carryOut(first);
    await carryOut(first);
    table[2]![6] = '9999';
    table.push(dealCells(4), dealCells(4).with(1, '另一名称'));
    const second = await imports.upload(reviewer, 'deals', file(await xlsxOf(table)));
    expect((await reads.get(reviewer, second)).counts).toMatchObject({ ok: 1, unchanged: 2, duplicate: 1, error: 2 });
    const found = await allRows(second);
    expect(found.map(({ rowNumber, status }) => [rowNumber, status])).toEqual([
      [2, 'unchanged'],
      [3, 'error'],
      [4, 'unchanged'],
      [5, 'duplicate'],
      [6, 'ok'],
      [7, 'error'],
    ]);
    expect(found[1]!.problems).toMatchObject([
      { column: 6, field: 'priceMinor', code: 'history.differs', params: { known: '122500000' } },
      { field: 'technicalMinor', code: 'history.differs' },
    ]);
    expect(found[5]!.problems).toMatchObject([{ column: 0, code: 'history.other_row', params: { row: 6 } }]);
    expect(await refusal(imports.commit(reviewer, second, true))).toBe('history.has_errors');
    await imports.commit(reviewer, second, false);
    expect(await refusal(imports.commit(reviewer, second, false))).toBe('history.not_open');
    await carryOut(second);
    expect((await reads.get(reviewer, second)).counts).toMatchObject({ imported: 1, error: 2, unchanged: 2 });
    const { items } = await reads.history(reviewer, 'deals', { limit: 10 });
    expect(items.map(({ record }) => record['contractNumber'])).toEqual([1, 2, 3, 4].map((n) => dealCells(n)[0]));
  });

  it('goes in whole or not at all when another import took a number meanwhile', async () => {
    const upload = (n: number, title: string) =>
      imports.upload(reviewer, 'deals', file(csvOf([DEAL_HEADINGS, dealCells(n), dealCells(500).with(1, title)])));
    const [one, other] = [await upload(501, '甲'), await upload(502, '乙')];
    await imports.commit(reviewer, one, true);
    await imports.commit(reviewer, other, true);
    await carryOut(one);
    await carryOut(other);
    expect(await reads.get(reviewer, one)).toMatchObject({ state: 'done', counts: { imported: 2 } });
    expect(await reads.get(reviewer, other)).toMatchObject({
      state: 'failed',
      counts: { ok: 1, error: 1, imported: 0 },
    });
    expect((await reads.history(reviewer, 'deals', { q: 'GZ-2019-000502' })).items).toEqual([]);
  });
});

describe('columns', () => {
  it('are those of the first visible sheet; of others one is told', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('旧').state = 'hidden';
    for (const name of ['2019', '2020']) book.addWorksheet(name).addRows([DEAL_HEADINGS, dealCells(600)]);
    const id = await imports.upload(reviewer, 'deals', file(Buffer.from(await book.xlsx.writeBuffer())));
    expect(await reads.get(reviewer, id)).toMatchObject({ reading: '2019', otherSheets: ['2020'], totalRows: 1 });
  });

  it('are chosen where a heading does not say enough', async () => {
    const table = [
      ['成交台账（2019 年）'],
      [],
      ['Contract No.', 'Title', 'Contract type', 'IP type', 'Seller', 'Customer', 'Price', 'Signed on'],
      ['A-1', 'Coating', 'licence', 'invention', 'Univ', 'Acme', '120', '2019/3/1'],
    ];
    const id = await imports.upload(reviewer, 'deals', file(csvOf(table)));
    const open = await reads.get(reviewer, id);
    expect(open).toMatchObject({ headerRow: 3, mappingComplete: false, counts: { waiting: 1 } });
    expect(open.doubts).toEqual([
      { field: 'buyerName', code: 'history.column_missing', columns: [] },
      { field: 'priceMinor', code: 'history.unit_unknown', columns: [6] },
    ]);
    expect(await refusal(imports.commit(reviewer, id, false))).toBe('history.mapping_incomplete');
    expect(await refusal(imports.map(reviewer, id, [{ field: 'buyerName', column: 40, unit: 'wan' }]))).toBe(
      'history.bad_mapping',
    );
    const mapping = open.mapping.map((each) =>
      each.field === 'priceMinor' ? { ...each, unit: 'wan' as const } : each,
    );
    await imports.map(reviewer, id, [...mapping, { field: 'buyerName', column: 5, unit: null }]);
    expect(await reads.get(reviewer, id)).toMatchObject({ mappingComplete: true, doubts: [], counts: { ok: 1 } });
    const [row] = await allRows(id);
    expect(row).toMatchObject({
      rowNumber: 4,
      record: { priceMinor: 120_000_000, technicalMinor: 120_000_000, signedOn: '2019-03-01' },
    });
    await imports.discard(reviewer, id);
    expect(await reads.get(reviewer, id)).toMatchObject({ state: 'discarded', totalRows: 1 });
    expect(await allRows(id)).toEqual([]);
  });

  it('hold members and listings as well', async () => {
    const members = [
      ['会员编号', '会员名称', '统一社会信用代码', '单位性质', '城市', '联系电话', '入会日期'],
      ['M1', '岭南大学', '', '高校', '广东省广州市', '020-12345678', '2015年3月2日'],
    ];
    const listings = [
      ['项目编号', '项目名称', '转让方', '挂牌日期', '挂牌价(元)', '交易方式', '结果', '成交价(元)'],
      ['L1', '涂层', '岭南大学', '20180301', '1,000,000.50', '挂牌', '成交', '120万元'],
    ];
    for (const [kind, table] of [
      ['members', members],
      ['listings', listings],
    ] as const) {
      const id = await imports.upload(reviewer, kind, file(iconv.encode(csvOf(table), 'gb18030')));
      await imports.commit(reviewer, id, true);
      await carryOut(id);
      expect(await reads.get(reviewer, id)).toMatchObject({ state: 'done', counts: { imported: 1 } });
    }
    const [member] = (await reads.history(reviewer, 'members', { q: '岭南' })).items;
    expect(member?.record).toMatchObject({
      memberNumber: 'M1',
      kind: 'university',
      regionCode: '440100',
      joinedOn: '2015-03-02',
    });
    const [listing] = (await reads.history(reviewer, 'listings', {})).items;
    expect(listing?.record).toMatchObject({
      priceMinor: 100_000_050,
      soldMinor: 120_000_000,
      pricingWay: 'listing',
      result: 'sold',
    });
  });
});

describe('what is not a register', () => {
  const good = csvOf([DEAL_HEADINGS, dealCells(900), dealCells(901)]);
  const sheet = [DEAL_HEADINGS, dealCells(900)].map((cells, i) => inlineRow(i + 1, cells)).join('');
  const padded = (more: { name: string; content: Buffer | string; saidBytes?: number }[]) =>
    zipOf(workbookParts(sheet, more));
  const withPart = (name: string, content: string) =>
    zipOf(workbookParts(sheet).map((part) => (part.name === name ? { name, content } : part)));
  /** Megabytes that do not shrink. */
  const noise = (megabytes: number): string => randomBytes(Math.floor(megabytes * 524_288)).toString('hex');
  const CASES: [string, Buffer, string][] = [
    ['nothing', Buffer.alloc(0), 'history.empty'],
    [
      'an entry that inflates a thousandfold',
      padded([{ name: 'xl/media/a.bin', content: Buffer.alloc(8 * 1024 * 1024) }]),
      'history.bomb',
    ],
    [
      'a sheet that lies about its size',
      zipOf(
        workbookParts(sheet).map((part) =>
          part.name.includes('sheet1') ? { ...part, content: sheet.repeat(9), saidBytes: 10 } : part,
        ),
      ),
      'history.broken_workbook',
    ],
    [
      'a thousand entries',
      padded(Array.from({ length: 1_000 }, (_, i) => ({ name: `x/${i}.xml`, content: '' }))),
      'history.bomb',
    ],
    ['macros', padded([{ name: 'xl/vbaProject.bin', content: 'x' }]), 'history.macros'],
    [
      'links to other files',
      padded([{ name: 'xl/externalLinks/externalLink1.xml', content: '<x/>' }]),
      'history.external_links',
    ],
    ['an archive in the archive', padded([{ name: 'xl/embeddings/a.zip', content: 'x' }]), 'history.nested_archive'],
    [
      'entities that grow',
      zipOf(
        workbookParts('').map((part) =>
          part.name.includes('sheet1') ? { ...part, content: '<!DOCTYPE x [<!ENTITY a "aa">]><worksheet/>' } : part,
        ),
      ),
      'history.broken_workbook',
    ],
    [
      'elements within elements without end',
      withPart('xl/worksheets/sheet1.xml', `${'<a>'.repeat(1_000)}${'</a>'.repeat(1_000)}`),
      'history.bomb',
    ],
    [
      'a remark of megabytes',
      withPart('xl/worksheets/sheet1.xml', `<worksheet><!--${noise(3)}--><sheetData>${sheet}</sheetData></worksheet>`),
      'history.bomb',
    ],
    [
      'a list of sheets without end',
      withPart(
        'xl/workbook.xml',
        `<workbook>${Array.from({ length: 50 }, () => `<sheet name="${noise(0.1)}"/>`).join('')}</workbook>`,
      ),
      'history.bomb',
    ],
    ['some other archive', zipOf([{ name: 'a.txt', content: 'x' }]), 'history.not_a_workbook'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'history.old_xls'],
    ['a web page', Buffer.from('<html><table><tr><td>合同编号</td></tr></table></html>'), 'history.html'],
    ['a byte that is no UTF-8', Buffer.concat([Buffer.from(good), Buffer.from([0xe5, 0x0a])]), 'history.bad_encoding'],
    [
      'half a character of GB18030',
      Buffer.concat([iconv.encode(good, 'gb18030'), Buffer.from([0xb9])]),
      'history.bad_encoding',
    ],
    [
      'half a character of UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le'), Buffer.from([0x41])]),
      'history.bad_encoding',
    ],
    ['UTF-16 without its mark', Buffer.from('a,b\nc,d\n', 'utf16le'), 'history.not_text'],
    ['a quote left open', Buffer.from(`${good}"GZ-1,`), 'history.csv_open_quote'],
    ['a quote inside a cell', Buffer.from(`${good}"a"b,c`), 'history.csv_quote'],
    ['headings of another table', Buffer.from('a,b,c\n1,2,3\n'), 'history.no_header'],
    ['headings alone', Buffer.from(csvOf([DEAL_HEADINGS])), 'history.no_rows'],
    ['a cell without end', Buffer.from(`${good}${'x'.repeat(40_000)}`), 'history.cell_too_long'],
    ['columns without end', Buffer.from(`${good}${','.repeat(300)}x`), 'history.too_many_columns'],
  ];

  it.each(CASES)('%s changes nothing', async (_, content, code) => {
    const before = await census();
    expect(await refusal(imports.upload(reviewer, 'deals', file(content)))).toBe(code);
    expect(await census()).toEqual(before);
  });

  it('more rows than the limit change nothing', async () => {
    const before = await census();
    const content = `${DEAL_HEADINGS.join()}\n${'a\n'.repeat(50_001)}`;
    expect(await refusal(imports.upload(reviewer, 'deals', file(content)))).toBe('history.too_many_rows');
    expect(await census()).toEqual(before);
  }, 60_000);

  it('is a workbook cut off anywhere', async () => {
    const whole = await xlsxOf(register(50, 1000).rows);
    const before = await census();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (end) => {
        expect(await refusal(imports.upload(reviewer, 'deals', file(whole.subarray(0, end))))).toMatch(/^history\./);
      }),
      { numRuns: 60 },
    );
    expect(await census()).toEqual(before);
  });

  it('is a workbook with a flipped byte: it is refused, or read as it was', async () => {
    const whole = await xlsxOf(register(30, 1000).rows.map((cells, i) => (i === 0 ? cells : cells.with(0, `F${i}`))));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const spoilt = Buffer.from(whole);
        spoilt[at]! ^= flip;
        let id: string;
        try {
          id = await imports.upload(reviewer, 'deals', file(spoilt));
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          return;
        }
        expect((await reads.get(reviewer, id)).counts.ok).toBe(30);
        await imports.discard(reviewer, id);
      }),
      { numRuns: 60 },
    );
  });
});

describe('who may', () => {
  it('an exchange, and of its own only', async () => {
    const company = await market.member('company', ['org_admin']);
    const other = await market.member('exchange', ['reviewer']);
    const id = await imports.upload(reviewer, 'deals', file(csvOf([DEAL_HEADINGS, dealCells(700)])));
    expect(await refusal(imports.upload(company, 'deals', file('x')))).toBe('history.exchange_only');
    expect(await refusal(reads.get(other, id))).toBe('history.not_found');
    expect(await refusal(imports.commit(other, id, false))).toBe('history.not_found');
    expect(await refusal(imports.discard(reviewer, newId()))).toBe('history.not_found');
    expect((await reads.list(other, {})).items).toEqual([]);
    expect((await reads.history(other, 'deals', {})).items).toEqual([]);
  });
});
