import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import ExcelJS from 'exceljs';
import { PasswordService } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import { loadConfig } from '@jishi/platform';
import { createApiApp } from '../../apps/api/src/create-api-app';
import { bookDeposit } from '../support/books';
import { temporaryFolder } from '../support/files';
import { Door } from '../support/matrix/door';
import { PASSWORD } from '../support/matrix/ground';
import { buildWorld, type World } from '../support/matrix/world';
import { testDatabase, type TestDatabase } from '../support/postgres';

let db: TestDatabase;
let app: NestFastifyApplication;
let door: Door;
let world: World;
const deposits: { account: string; transfer: string }[] = [];

beforeAll(async () => {
  db = await testDatabase();
  app = await createApiApp(
    loadConfig({ DATABASE_URL: db.url, JISHI_DEMO: '1', JISHI_STATE_DIR: temporaryFolder(), LOG_LEVEL: 'error' }),
  );
  await app.listen(0, '127.0.0.1');
  door = new Door(`${await app.getUrl()}/api`);
  world = await buildWorld(app, door, db, 'a', 1, await new PasswordService().hash(PASSWORD));
  for (let n = 0; n < 3; n++)
    deposits.push(
      await bookDeposit(db.database, {
        depositId: newId(),
        ownerId: world.people.at('company'),
        exchangeId: world.people.at('exchange'),
        memo: '=1+1',
      }),
    );
}, 60_000);
afterAll(async () => {
  await app?.close();
  await db?.drop();
});

const get = async (role: 'cashier' | 'bidder', path: string) => {
  const kind = role === 'cashier' ? 'exchange' : 'company';
  const answer = await door.send(world.people.who(kind, role), 'GET', path);
  return { ...answer, body: answer.text.startsWith('{') ? (JSON.parse(answer.text) as Record<string, never>) : {} };
};

describe('the books over HTTP', () => {
  it('balance, now and at the end of a day, and were empty before', async () => {
    const { body } = await get('cashier', '/ledger/trial-balance');
    expect(body).toMatchObject({ totalMinor: 0 });
    expect((await get('cashier', '/ledger/trial-balance?on=2020-01-01')).body).toMatchObject({ items: [] });
    for (const wrong of ['2026-02-30', 'x'])
      expect((await get('cashier', `/ledger/trial-balance?on=${wrong}`)).status).toBe(422);
  });

  it('give a statement page by page, an owner its own only, and refuse a period that is none', async () => {
    const first = (await get('bidder', '/ledger/statement?limit=2')).body as never as {
      items: unknown[];
      nextCursor: string;
      closingMinor: number;
    };
    expect(first.items).toHaveLength(2);
    const second = (await get('bidder', `/ledger/statement?limit=2&cursor=${first.nextCursor}`)).body;
    expect(second).toMatchObject({ nextCursor: null, closingMinor: first.closingMinor });
    expect((await get('bidder', `/ledger/statement?account=${deposits[0]!.account}`)).body).toMatchObject({
      closingMinor: 5_000,
    });
    const bank = `bank:${world.people.at('exchange')}`;
    expect((await get('bidder', `/ledger/statement?account=${bank}`)).status).toBe(404);
    expect((await get('cashier', `/ledger/statement?account=${bank}`)).body).toMatchObject({ closingMinor: 20_000 });
    expect((await get('cashier', '/ledger/statement')).status).toBe(422);
    expect((await get('bidder', '/ledger/statement?from=2026-12-01&to=2026-11-01')).status).toBe(422);
    expect((await get('bidder', '/ledger/statement?cursor=W10')).status).toBe(422);
  });

  it('show an owner what a transfer did to its accounts, and to no others', async () => {
    const path = `/ledger/transfers/${deposits[0]!.transfer}`;
    expect((await get('bidder', path)).body).toMatchObject({
      postings: [],
      moves: [{ account: deposits[0]!.account, debitMinor: 0, creditMinor: 5_000 }],
    });
    expect((await get('cashier', path)).body).toMatchObject({ postings: [{ amountMinor: 5_000 }], reverses: null });
  });

  it('are exported in both languages, a formula as text, amounts in yuan', async () => {
    const { text } = await get('bidder', '/ledger/statement?format=csv&lang=zh');
    expect(text.split('\r\n')[0]).toContain('时间,科目,科目编号,事项,摘要');
    expect(text).toContain(`'=1+1`);
    expect(text).toContain(',50.00,');
    expect(text).toMatch(/本期合计与期末余额.*200\.00/);
    const answer = await fetch(`${await app.getUrl()}/api/ledger/statement?format=xlsx&lang=en`, {
      headers: { authorization: `Bearer ${world.people.who('company', 'bidder').token}` },
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    const sheet = book.getWorksheet('Statement')!;
    expect(sheet.getRow(1).getCell(9).value).toBe('Balance (CNY)');
    expect(sheet.lastRow!.getCell(9).value).toBe(200);
    for (const list of ['accounts', 'trial-balance'])
      expect((await get('cashier', `/ledger/${list}?format=xlsx`)).status).toBe(200);
  });
});
