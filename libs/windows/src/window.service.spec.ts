import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError, newId, usccCheckCharacter } from '@jishi/kernel';
import { rows, type Tx } from '@jishi/platform';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { MandateService } from './mandate.service';
import { WindowDeskService } from './window-desk.service';
import { WindowRepository } from './window.repository';
import { WindowService } from './window.service';

let db: TestDatabase;
let windows: WindowService;
let mandates: MandateService;
let desk: WindowDeskService;
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
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.database.transaction(work);

/** A scan, as the listings context keeps one. */
async function paper(organisationId: string): Promise<string> {
  const id = newId();
  await rows(
    db.database.manager,
    `insert into attachment (id, organisation_id, uploaded_by, filename, media_type, size, sha256, content)
     values ($1, $2, $3, '委托书.pdf', 'application/pdf', 4, repeat('0', 64), '%PDF')`,
    [id, organisationId, newId()],
  );
  return id;
}
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((e: unknown) => e);
  if (!(error instanceof DomainError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error.code;
};

beforeAll(async () => {
  db = await testDatabase();
  windows = new WindowService(db.database, new WindowRepository());
  mandates = new MandateService(db.database, windows);
  desk = new WindowDeskService(db.database, new WindowRepository());
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
    const give = (mandateRef: string) => inTx((tx) => mandates.give(tx, giver, windowId, { mandateRef }, null));
    expect(await may()).toBe(false);
    expect(await codeOf(windows.requireMandate(db.database.manager, office, client))).toBe('window.no_mandate');
    await give(' 委托书 1 ');
    expect(await may()).toBe(true);
    expect(await windows.mayActFor(db.database.manager, office, client, 'bid')).toBe(false);
    expect(await windows.clients(office)).toMatchObject([{ organisationId: client, mandateRef: '委托书 1' }]);
    expect(await codeOf(give('委托书 2'))).toBe('window.mandate_running');
    expect(await mandates.running(client)).toMatchObject([{ windowId, mandateRef: '委托书 1', scopes: ['intake'] }]);
    await mandates.end(giver, windowId);
    expect(await mandates.running(client)).toEqual([]);
    expect(await may()).toBe(false);
    expect(await codeOf(mandates.end(giver, windowId))).toBe('window.mandate_not_found');
    await give('委托书 3');
    expect((await mandates.list(giver, {})).items.map(({ mandateRef }) => mandateRef)).toEqual([
      '委托书 3',
      '委托书 1',
    ]);
    expect((await mandates.list(giver, { state: 'over' })).items).toMatchObject([{ mandateRef: '委托书 1' }]);
  });

  it('takes a paper only with a second person’s word, which replaces what ran', async () => {
    const firm = await organisation('company');
    const paperId = await paper(office);
    const clerk = { userId: newId(), organisationId: office };
    const reviewer = { userId: newId(), organisationId: exchange };
    const stranger = { userId: newId(), organisationId: client };
    const boss = { userId: newId(), organisationId: firm };
    const enter = (terms: object) =>
      inTx((tx) => mandates.enterPaper(tx, clerk, firm, { mandateRef: '纸质 1', scopes: ['bid'], ...terms }, paperId));
    expect(await codeOf(enter({ scopes: ['intake'], bidLimitMinor: 100 }))).toBe('mandate.invalid');
    const { id } = await enter({ bidLimitMinor: 5_000_000 });
    expect(await codeOf(enter({}))).toBe('mandate.waiting');
    const require = (amount: number) =>
      inTx((tx) => mandates.require(tx, windowId, firm, 'bid', amount).then((m) => m.mandateRef));
    expect(await codeOf(require(1))).toBe('window.no_mandate');
    expect(await codeOf(mandates.confirm(clerk, id))).toBe('mandate.own_entry');
    expect(await codeOf(mandates.confirm(stranger, id))).toBe('window.mandate_not_found');
    await mandates.confirm(reviewer, id);
    expect(await require(5_000_000)).toBe('纸质 1');
    expect(await codeOf(require(5_000_001))).toBe('counter.over_limit');
    expect(await codeOf(mandates.confirm(boss, id))).toBe('mandate.not_waiting');

    const second = await enter({ mandateRef: '纸质 2' });
    expect(await require(5_000_000)).toBe('纸质 1');
    await mandates.confirm(boss, second.id);
    expect(await require(9_000_000)).toBe('纸质 2');
    const third = await enter({ mandateRef: '纸质 3', scopes: ['intake'] });
    expect(await codeOf(mandates.refuse(clerk, third.id, '不符'))).toBe('mandate.own_entry');
    await mandates.refuse(boss, third.id, '并非我方出具');
    expect(await require(9_000_000)).toBe('纸质 2');
    const history = await mandates.list(reviewer, { windowId });
    expect(history.items.filter(({ organisationId }) => organisationId === firm)).toMatchObject([
      { mandateRef: '纸质 3', endReason: '并非我方出具', confirmedAt: null },
      { mandateRef: '纸质 2', confirmedHow: 'client', endedAt: null },
      { mandateRef: '纸质 1', confirmedHow: 'exchange', endReason: '由新委托书取代 / replaced' },
    ]);
  });

  it('is not sure of a mandate in SQL either: who entered a paper cannot have confirmed it', async () => {
    const firm = await organisation('company');
    const by = newId();
    const insert = (columns: string, ...values: unknown[]) =>
      rows(
        db.database.manager,
        `insert into window_client (window_id, organisation_id, mandate_ref, channel, entered_by, ${columns})
         values ($1, $2, 'x', 'counter', $3, ${values.map((_, i) => `$${i + 4}`).join()})`,
        [windowId, firm, by, ...values],
      );
    const paperId = await paper(office);
    await expect(insert('confirmed_at', null)).rejects.toThrow('window_client_paper');
    await expect(insert('paper_id, confirmed_by', paperId, by)).rejects.toThrow('window_client_four_eyes');
  });

  it('is suspended, resumed and closed by its own exchange, with a reason', async () => {
    const [other, owner] = [await organisation('exchange'), await organisation('window')];
    const id = await open(owner, exchange);
    const firm = await organisation('company');
    const admin = { userId: newId(), organisationId: exchange };
    await inTx((tx) => mandates.give(tx, { userId: newId(), organisationId: firm }, id, { mandateRef: '1' }, null));
    const may = () => windows.mayActFor(db.database.manager, owner, firm);
    expect(await codeOf(desk.move({ userId: newId(), organisationId: other }, id, 'suspend', '整改'))).toBe(
      'window.not_found',
    );
    expect(await codeOf(desk.move(admin, id, 'suspend', ' '))).toBe('window.reason_missing');
    await desk.move(admin, id, 'suspend', '搬迁');
    expect(await may()).toBe(false);
    expect(await codeOf(windows.get(db.database.manager, id))).toBe('window.suspended');
    expect(await codeOf(windows.requireMandate(db.database.manager, owner, firm))).toBe('window.suspended');
    expect(await codeOf(desk.move(admin, id, 'suspend', '再次'))).toBe('window.wrong_state');
    await desk.move(admin, id, 'resume', '');
    expect(await may()).toBe(true);
    const week = Array.from({ length: 7 }, () => [{ from: '09:00', to: '17:00' }]);
    expect(await codeOf(desk.change(admin, id, { hours: { week: week.slice(1), exceptions: [] } }))).toBe(
      'window.bad_hours',
    );
    await desk.change(admin, id, { phone: '0757-1234', hours: { week, exceptions: [] } });
    expect(await windows.get(db.database.manager, id)).toMatchObject({ phone: '0757-1234', hours: { week } });
    await desk.move(admin, id, 'close', '合并');
    expect(await codeOf(windows.get(db.database.manager, id))).toBe('window.not_found');
    expect((await mandates.list({ userId: '', organisationId: firm }, {})).items).toMatchObject([
      { endReason: '窗口撤销 / the window closed' },
    ]);
    expect((await desk.history(admin, id)).map(({ action, reason }) => [action, reason])).toEqual([
      ['suspend', '搬迁'],
      ['resume', ''],
      ['close', '合并'],
    ]);
    expect(await codeOf(desk.move(admin, id, 'resume', ''))).toBe('window.wrong_state');
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
