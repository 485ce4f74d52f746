import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError, newId, usccCheckCharacter } from '@jishi/kernel';
import { rows } from '@jishi/platform';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { WindowRepository } from './window.repository';
import { WindowService } from './window.service';

let db: TestDatabase;
let windows: WindowService;
let serial = 0;
let exchange: string;
let office: string;
let client: string;
let windowId: string;

async function organisation(kind: string): Promise<string> {
  const id = newId();
  const first17 = `91440600WXN${String(++serial).padStart(6, '0')}`;
  const uscc = kind === 'window' ? null : first17 + usccCheckCharacter(first17);
  await rows(
    db.database.manager,
    `insert into organisation (id, kind, name, uscc, region_code) values ($1, $2, $3, $4, '440600')`,
    [id, kind, `${kind} ${serial}`, uscc],
  );
  return id;
}
const open = (organisationId: string, exchangeId: string) =>
  windows.open(db.database.manager, {
    organisationId,
    exchangeId,
    name: '佛山服务窗口',
    regionCode: '440600',
    kind: 'prefecture',
  });
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((e: unknown) => e);
  if (!(error instanceof DomainError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error.code;
};

beforeAll(async () => {
  db = await testDatabase();
  windows = new WindowService(db.database, new WindowRepository());
  [exchange, office, client] = [
    await organisation('exchange'),
    await organisation('window'),
    await organisation('university'),
  ];
  windowId = await open(office, exchange);
});
afterAll(() => db.drop());

describe('a service window', () => {
  it('stands at an exchange and is kept by an organisation of its kind', async () => {
    const page = await windows.list({ exchangeId: exchange });
    expect(page.items).toMatchObject([{ id: windowId, organisationId: office, name: '佛山服务窗口' }]);
    await expect(open(await organisation('company'), exchange)).rejects.toThrow('must be of kind window');
    await expect(open(await organisation('window'), client)).rejects.toThrow('must be of kind exchange');
  });

  it('acts for an organisation only while its mandate runs', async () => {
    const may = () => windows.mayActFor(db.database.manager, office, client);
    const giver = { userId: newId(), organisationId: client };
    expect(await may()).toBe(false);
    expect(await codeOf(windows.requireMandate(db.database.manager, office, client))).toBe('window.no_mandate');
    await windows.giveMandate(giver, windowId, ' 委托书 1 ');
    expect(await may()).toBe(true);
    expect(await windows.clients(office)).toMatchObject([{ organisationId: client, mandateRef: '委托书 1' }]);
    expect(await codeOf(windows.giveMandate(giver, windowId, '委托书 2'))).toBe('window.mandate_running');
    expect(await windows.mandatesOf(client)).toMatchObject([{ windowId, mandateRef: '委托书 1' }]);
    await windows.endMandate(giver, windowId);
    expect(await windows.mandatesOf(client)).toEqual([]);
    expect(await may()).toBe(false);
    expect(await codeOf(windows.endMandate(giver, windowId))).toBe('window.mandate_not_found');
    await windows.giveMandate(giver, windowId, '委托书 3');
    const kept = await rows(db.database.manager, `select mandate_ref from window_client order by created_at`);
    expect(kept).toHaveLength(2);
  });

  it('never acts for strangers, and everybody acts for themselves', async () => {
    const stranger = await organisation('university');
    expect(await windows.mayActFor(db.database.manager, office, stranger)).toBe(false);
    expect(await windows.mayActFor(db.database.manager, stranger, client)).toBe(false);
    expect(await windows.mayActFor(db.database.manager, stranger, stranger)).toBe(true);
    expect(await codeOf(windows.clients(stranger))).toBe('window.not_found');
  });

  it('is credited with its region', async () => {
    const { manager } = db.database;
    expect(await windows.attribution(manager, windowId, '440100')).toEqual({ windowId, regionCode: '440600' });
    expect(await windows.attribution(manager, null, '440100')).toEqual({ windowId: null, regionCode: '440100' });
    expect(await codeOf(windows.attribution(manager, newId(), '440100'))).toBe('window.not_found');
  });
});
