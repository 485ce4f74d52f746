import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { usccCheckCharacter } from '@jishi/kernel';
import { addOrganisation } from '../../apps/cli/src/add-organisation';
import { testDatabase, type TestDatabase } from '../support/postgres';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const first17 = '91440100XCHANGE001'.slice(0, 17);
const exchange = {
  kind: 'exchange' as const,
  name: '示例技术交易所',
  uscc: first17 + usccCheckCharacter(first17),
  region: '440100',
  login: 'founder',
  person: '创始人',
  windowKind: 'prefecture' as const,
};
const add = (options: Parameters<typeof addOrganisation>[0]) =>
  addOrganisation(options, { DATABASE_URL: db.url, JISHI_PASSWORD: 'a long enough one' });

describe('jishi add-organisation', () => {
  it('sets up an exchange, and a window at it', async () => {
    const exchangeId = await add(exchange);
    const { uscc: _, ...rest } = exchange;
    await add({ ...rest, kind: 'window', name: '示例窗口', login: 'desk', region: '440600', exchange: exchangeId });
    const windows = await db.database.query('select name, exchange_id as at from service_window');
    expect(windows).toEqual([{ name: '示例窗口', at: exchangeId }]);
    await expect(add(exchange)).rejects.toThrow('registered already');
  });

  it('says in plain words what is missing', async () => {
    await expect(add({ ...exchange, uscc: '91440100XCHANGE00X' })).rejects.toThrow('uscc: Not a valid unified social');
    await expect(add({ ...exchange, kind: 'window' })).rejects.toThrow('a window needs --exchange');
    await expect(addOrganisation(exchange, { DATABASE_URL: db.url })).rejects.toThrow('JISHI_PASSWORD');
  });
});
