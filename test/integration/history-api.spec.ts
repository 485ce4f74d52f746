import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { HistoryCarryingService } from '@jishi/listings';
import { csvOf, DEAL_HEADINGS, dealCells, register, xlsxOf } from '../support/registers';
import { type Answer, DemoApi, items, type Json } from '../support/demo-api';

let api: DemoApi;
const call: DemoApi['call'] = (...request) => api.call(...request);

beforeAll(async () => {
  api = await DemoApi.start();
});
afterAll(() => api.stop());

function upload(content: Buffer | string, kind = 'deals', language = 'zh', name = '台账.csv'): Promise<Answer> {
  const form = new FormData();
  form.append('kind', kind);
  form.append('file', new Blob([content as string]), name);
  return call('POST', '/history-imports', 'reviewer', form, { 'accept-language': language });
}
async function carryOut(id: unknown): Promise<void> {
  const carrying = api.app.get(HistoryCarryingService);
  await carrying.carryOut(String(id));
  await api.db.database.transaction((tx) => carrying.finish(tx, String(id)));
}

describe('moving in over HTTP', () => {
  it('from the upload to the corrected report', async () => {
    const { rows, expected } = register(40, 10);
    const answer = await upload(await xlsxOf(rows), 'deals', 'en', 'deals.xlsx');
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      kind: 'deals',
      format: 'xlsx',
      reading: '成交台账',
      state: 'previewed',
      mappingComplete: true,
      doubts: [],
      counts: { ok: 36, error: 4 },
    });
    const id = String(answer.json['id']);
    const first = await call('GET', `/history-imports/${id}/rows?limit=20`, 'reviewer');
    expect(items(first)).toHaveLength(20);
    const bad = await call('GET', `/history-imports/${id}/rows?status=error`, 'reviewer', undefined, {
      'accept-language': 'en',
    });
    expect(items(bad).map((row) => row['rowNumber'])).toEqual([...expected.keys()]);
    expect(items(bad)[0]).toMatchObject({
      problems: [
        { column: 'C', field: 'contractType', code: 'history.unknown_word', message: '“赠与” is not known here.' },
      ],
    });
    expect(
      (await call('POST', `/history-imports/${id}/commit`, 'reviewer', { allOrNothing: true })).json,
    ).toMatchObject({
      status: 409,
      code: 'history.has_errors',
    });
    expect((await call('POST', `/history-imports/${id}/commit`, 'reviewer', {})).json['state']).toBe('running');
    await carryOut(id);
    expect((await call('GET', `/history-imports/${id}`, 'reviewer')).json).toMatchObject({
      state: 'done',
      counts: { imported: 36, error: 4, ok: 0 },
    });

    const report = await call('GET', `/history-imports/${id}/rows?format=csv`, 'reviewer');
    expect(report.type).toContain('text/csv');
    const lines = String(report.bytes).trimEnd().split('\r\n');
    expect(lines[0]).toBe(
      `\ufeff原行号 source row,出错列 bad column,错误代码 error code,错误说明 what is wrong,${DEAL_HEADINGS.join()}`,
    );
    expect(lines).toHaveLength(5);
    // Somebody corrects the report and imports it as it is.
    const corrected = [lines[0]!, lines[1]!.replace(',赠与,', ',技术转让,')].join('\r\n');
    expect((await upload(corrected)).json).toMatchObject({ mappingComplete: true, counts: { ok: 1 } });
  });

  it('lets somebody choose the columns, and give up', async () => {
    const answer = await upload(csvOf([DEAL_HEADINGS.with(6, '价格').with(5, '对方'), dealCells(300)]));
    expect(answer.json).toMatchObject({
      mappingComplete: false,
      counts: { waiting: 1 },
      doubts: [
        { field: 'buyerName', code: 'history.column_missing' },
        {
          field: 'priceMinor',
          code: 'history.unit_unknown',
          columns: [6],
          message: expect.stringContaining('万元') as unknown,
        },
      ],
    });
    const path = `/history-imports/${String(answer.json['id'])}`;
    const mapping = (answer.json['mapping'] as Json[]).filter(({ field }) => field !== 'priceMinor');
    const chosen = [...mapping, { field: 'buyerName', column: 5 }, { field: 'priceMinor', column: 6, unit: 'wan' }];
    expect((await call('PUT', `${path}/mapping`, 'reviewer', { mapping: chosen })).json).toMatchObject({
      counts: { ok: 1 },
    });
    const wrong = await call('PUT', `${path}/mapping`, 'reviewer', { mapping: [{ field: 'nothing', column: 99 }] });
    expect(wrong).toMatchObject({
      status: 422,
      json: { code: 'history.bad_mapping', errors: [{ path: 'mapping[0].field' }, { path: 'mapping[0].column' }] },
    });
    expect(
      (await call('PUT', `${path}/mapping`, 'reviewer', { mapping: [{ field: 'a', column: 0, unit: 'ton' }] })).status,
    ).toBe(422);
    expect((await call('POST', `${path}/discard`, 'reviewer')).json['state']).toBe('discarded');
    expect((await call('POST', `${path}/commit`, 'reviewer', {})).json).toMatchObject({
      status: 409,
      code: 'history.not_open',
    });
  });

  it('refuses in words, with nothing kept', async () => {
    const before = items(await call('GET', '/history-imports?limit=100', 'reviewer')).length;
    expect((await upload('x', 'people')).json).toMatchObject({ status: 422, code: 'history.bad_kind' });
    expect((await upload(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).json).toMatchObject({
      status: 422,
      code: 'history.old_xls',
      detail: expect.stringContaining('.xlsx') as unknown,
    });
    expect((await call('POST', '/history-imports', 'reviewer', new FormData())).json).toMatchObject({
      code: 'history.no_file',
    });
    expect(items(await call('GET', '/history-imports?limit=100', 'reviewer'))).toHaveLength(before);
  });

  it('lists imports and history, in pages and as CSV', async () => {
    const page = await call('GET', '/history-imports?state=done&kind=deals&limit=1', 'reviewer');
    expect(items(page)).toMatchObject([{ filename: 'deals.xlsx' }]);
    expect(String((await call('GET', '/history-imports?format=csv', 'reviewer')).bytes)).toContain('deals.xlsx');
    const deals = await call('GET', '/history/deals?limit=5', 'reviewer');
    expect(items(deals)).toHaveLength(5);
    const next = await call('GET', `/history/deals?limit=5&cursor=${String(deals.json['nextCursor'])}`, 'reviewer');
    const numberOf = (deal: unknown): string => (deal as { record: { contractNumber: string } }).record.contractNumber;
    expect(new Set([...items(deals), ...items(next)].map(numberOf)).size).toBe(10);
    expect(items(await call('GET', '/history/deals?q=000007', 'reviewer'))).toHaveLength(1);
    expect(String((await call('GET', '/history/deals?format=csv', 'reviewer')).bytes)).toContain('1215000.00');
    expect((await call('GET', '/history/people', 'reviewer')).json['code']).toBe('history.bad_kind');
    expect((await call('GET', '/history-imports/00000000-0000-7000-8000-000000000000', 'reviewer')).status).toBe(404);
  });

  it('is for reviewers of an exchange', async () => {
    expect((await call('GET', '/history-imports', null)).status).toBe(401);
    expect((await call('GET', '/history-imports', 'officer')).status).toBe(403);
    expect((await call('GET', '/exchange-export', 'auctioneer')).status).toBe(403);
  });
});

describe('the export of an exchange', () => {
  it('holds every list, no formula, and what it exports can be imported', async () => {
    const trap = dealCells(800).with(1, `'=1+1`);
    const members = csvOf([
      ['会员编号', '会员名称', '备注'],
      ['M1', '甲研究院', '好'],
    ]);
    for (const [kind, content] of [
      ['deals', csvOf([DEAL_HEADINGS, trap])],
      ['members', members],
    ] as const) {
      const { id } = (await upload(content, kind)).json;
      await call('POST', `/history-imports/${String(id)}/commit`, 'reviewer', {});
      await carryOut(id);
    }
    const answer = await call('GET', '/exchange-export', 'reviewer');
    expect(answer.status).toBe(200);
    expect(answer.type).toContain('spreadsheetml');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(answer.bytes as unknown as ExcelJS.Buffer);
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      '会员 members',
      '服务窗口 windows',
      '窗口委托 mandates',
      '挂牌 listings',
      '竞买申请 applications',
      '成交确认 results',
      '合同 contracts',
      '成交额 volumes',
      '历史会员 old members',
      '历史挂牌 old listings',
      '登记成交 registered deals',
    ]);
    for (const sheet of book.worksheets) expect(sheet.rowCount).toBeGreaterThan(0);
    const deals = book.getWorksheet('登记成交 registered deals')!;
    const table: string[][] = [];
    deals.eachRow((row) => table.push((row.values as (string | null)[]).slice(1).map((cell) => cell ?? '')));
    // The demonstration's own deals are among them.
    const deals37 = table.filter(([number], i) => i === 0 || !number!.startsWith('DEMO-'));
    expect(deals37).toHaveLength(38);
    expect(table.flat().filter((cell) => /^[=+@\t\r]/.test(cell))).toEqual([]);
    expect((await upload(csvOf(table))).json).toMatchObject({
      mappingComplete: true,
      doubts: [],
      counts: { unchanged: table.length - 1, error: 0 },
    });
  });

  it('is written down', async () => {
    const [found] = await api.db.database.query<{ n: number }>(
      `select count(*) as n from audit_log where action = 'history.exported'`,
    );
    expect(found!.n).toBe(1);
  });
});
