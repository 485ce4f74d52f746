import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { paper } from '../support/papers';
import { DemoApi, items, type Json } from '../support/demo-api';

let api: DemoApi;
const call: DemoApi['call'] = (...request) => api.call(...request);

beforeAll(async () => {
  api = await DemoApi.start();
});
afterAll(() => api.stop());

const windowOf = async (clerk: string): Promise<string> =>
  String((await call('GET', '/windows/mine', clerk)).json['id']);
const scan = (who: string): Promise<string> => api.attachment(who, paper('scan'), '扫描件.pdf');

describe('windows over HTTP', () => {
  it('are public, by region and kind, with their hours, and as CSV', async () => {
    const parks = items(await call('GET', '/windows?kind=park&region=4404', null));
    expect(parks).toMatchObject([{ name: '南粤技术交易所珠海高新区服务窗口', state: 'open', phone: '0756-00000103' }]);
    expect(typeof parks[0]!['openNow']).toBe('boolean');
    expect((await call('GET', '/windows?format=csv', null)).text).toContain('09:00-12:00 14:00-17:30');
    expect((await call('GET', `/windows/${String(parks[0]!['id'])}`, null)).status).toBe(200);
    expect((await call('GET', '/windows?kind=castle', null)).status).toBe(422);
  });

  it('belong to their exchange: another one’s do not exist for it', async () => {
    const foshan = await windowOf('clerk');
    for (const [method, path, body] of [
      ['GET', 'record', undefined],
      ['POST', 'suspension', { reason: '整改' }],
      ['POST', 'closure', { reason: '整改' }],
      ['POST', 'handover', { toWindowId: null, reason: '整改' }],
    ] as const)
      expect((await call(method, `/exchange/windows/${foshan}/${path}`, 'partner-reviewer', body)).json).toMatchObject({
        code: 'window.not_found',
      });
    expect((await call('PATCH', `/exchange/windows/${foshan}`, 'partner-reviewer', { phone: '1' })).status).toBe(404);
    expect(items(await call('GET', '/exchange/windows', 'partner-reviewer'))).toHaveLength(1);
    expect((await call('GET', '/exchange/windows', 'officer')).status).toBe(403);
  });

  it('are opened with a clerk at once, or not at all', async () => {
    const admin = { login: 'new.clerk', name: '新人', password: 'a long enough one' };
    const body = { name: '江门服务窗口', regionCode: '440700', kind: 'prefecture', admin };
    const bad = { week: [], exceptions: [] };
    expect((await call('POST', '/exchange/windows', 'reviewer', { ...body, hours: bad })).json).toMatchObject({
      code: 'window.bad_hours',
      errors: [{ path: 'hours.week' }],
    });
    const taken = { ...body, admin: { ...admin, login: 'clerk' } };
    expect((await call('POST', '/exchange/windows', 'reviewer', taken)).json).toMatchObject({
      code: 'user.login_taken',
    });
    const count = () => api.db.database.query(`select 1 from organisation where name = '江门服务窗口'`);
    expect(await count()).toHaveLength(0);
    const opened = await call('POST', '/exchange/windows', 'reviewer', body);
    expect(opened).toMatchObject({ status: 201, json: { state: 'open', openNow: null, hours: null } });
    expect(await count()).toHaveLength(1);
    expect((await call('POST', '/sessions', null, { login: admin.login, password: admin.password })).status).toBe(201);
  });

  it('take mandates with a scan that client and exchange can read, and nobody else', async () => {
    const paperId = await scan('clerk');
    const { organisation } = (await call('GET', '/sessions/current', 'bidder1')).json as { organisation: Json };
    const body = { clientId: organisation['id'], mandateRef: '纸质 9', scopes: ['bid'], bidLimitMinor: 100, paperId };
    const foreign = { ...body, paperId: await scan('officer') };
    expect((await call('POST', '/windows/mine/mandates', 'clerk', foreign)).json['code']).toBe('attachment.not_found');
    const { id } = (await call('POST', '/windows/mine/mandates', 'clerk', body)).json;
    const read = async (who: string) => (await call('GET', `/attachments/${paperId}`, who)).status;
    expect([await read('bidder1'), await read('reviewer'), await read('partner-reviewer')]).toEqual([200, 200, 404]);
    const confirm = (who: string) => call('POST', `/windows/mandates/${String(id)}/confirmation`, who);
    expect((await confirm('clerk')).json['code']).toBe('mandate.own_entry');
    expect((await confirm('partner-reviewer')).json['code']).toBe('window.mandate_not_found');
    expect((await confirm('reviewer')).status).toBe(204);
    const [mine] = items(await call('GET', '/windows/mandates', 'bidder1'));
    expect(mine).toMatchObject({ state: 'running', confirmedHow: 'exchange', channel: 'counter', bidLimitMinor: 100 });
    expect((await call('GET', '/windows/mandates?format=csv', 'reviewer')).text).toContain('纸质 9');
  });

  it('receipt papers, and hand over what they leave when they close', async () => {
    const [waiting] = items(await call('GET', '/listings?queue=intake', 'clerk'));
    const listingId = String(waiting!['id']);
    const paper = { item: 'licence', copies: 1, attachmentIds: [await scan('clerk')] };
    const receive = (list: object[]) => call('POST', '/intake-receipts', 'clerk', { listingId, items: list });
    expect((await receive([{ ...paper, attachmentIds: [] }])).json['errors']).toMatchObject([
      { code: 'intake.no_scan' },
    ]);
    expect((await call('POST', '/intake-receipts', 'clerk2', { listingId, items: [paper] })).status).toBe(404);
    const made = await receive([paper]);
    expect(made).toMatchObject({ status: 201, json: { channel: 'counter', clerkName: '陈晓岚' } });
    expect(made.json['missing']).not.toContain('licence');
    const path = `/intake-receipts/${String(made.json['id'])}`;
    expect((await call('GET', path, 'reviewer')).status).toBe(200);
    expect((await call('GET', path, 'partner-reviewer')).json['code']).toBe('intake.not_found');

    const [foshan, zhuhai, songshan] = [
      await windowOf('clerk'),
      await windowOf('clerk2'),
      await windowOf('partner-clerk'),
    ];
    expect((await call('POST', `/exchange/windows/${foshan}/closure`, 'reviewer', { reason: '合并' })).status).toBe(
      200,
    );
    expect((await call('GET', '/windows/mine', 'clerk')).status).toBe(404);
    expect((await call('POST', `/listings/${listingId}/intake`, 'clerk', { accept: true })).status).toBe(403);
    const { open } = (await call('GET', `/exchange/windows/${foshan}/record`, 'reviewer')).json as { open: Json[] };
    expect(open.map(({ id }) => id)).toContain(listingId);
    const handOver = (toWindowId: string) =>
      call('POST', `/exchange/windows/${foshan}/handover`, 'reviewer', { toWindowId, reason: '合并到珠海' });
    expect((await handOver(songshan)).json['code']).toBe('window.not_found');
    expect((await handOver(zhuhai)).json).toEqual({ moved: open.length });
    const moved = (await call('GET', `/listings/${listingId}`, 'officer')).json as { transitions: Json[] } & Json;
    expect(moved).toMatchObject({ windowId: zhuhai, regionCode: '440400', state: 'intake' });
    expect(moved.transitions.at(-1)).toMatchObject({ action: 'hand_over', reason: '合并到珠海' });
    expect((await call('POST', `/listings/${listingId}/intake`, 'clerk2', { accept: true })).status).toBe(200);
  });
});

describe('a listing in several markets', () => {
  it('is asked for by the seller, offered by the host and accepted by the other', async () => {
    const [listing] = items(await call('GET', '/listings?state=listed', null));
    const { organisation } = (await call('GET', '/sessions/current', 'partner-reviewer')).json as {
      organisation: Json;
    };
    const into = { exchangeId: organisation['id'] };
    const path = `/listings/${String(listing!['id'])}/markets`;
    expect((await call('POST', path, 'partner-reviewer', into)).json['code']).toBe('market.not_yours');
    const own = { exchangeId: listing!['exchangeId'] };
    expect((await call('POST', path, 'reviewer', own)).json['code']).toBe('market.own_market');
    const asked = await call('POST', path, 'officer', into);
    expect(asked.json).toMatchObject({ state: 'asked', actions: ['end'] });
    const act = (who: string, action: string, reason?: string) =>
      call('POST', `/market-links/${String(asked.json['id'])}/acts`, who, { action, ...(reason ? { reason } : {}) });
    expect((await act('partner-reviewer', 'accept')).status).toBe(404);
    expect((await act('reviewer', 'consent')).json).toMatchObject({ state: 'offered' });
    expect((await call('POST', path, 'reviewer', into)).json['code']).toBe('market.linked_already');
    expect((await act('partner-reviewer', 'decline')).json['code']).toBe('market.reason_missing');
    expect((await act('partner-reviewer', 'accept')).json).toMatchObject({ state: 'linked' });
    const found = () => call('GET', `/listings?exchangeId=${String(organisation['id'])}`, null);
    expect(items(await found())).toMatchObject([{ id: listing!['id'], markets: [{ exchangeId: organisation['id'] }] }]);
    expect((await act('partner-reviewer', 'end', '不再展示')).json).toMatchObject({ state: 'ended' });
    expect(items(await found())).toEqual([]);
  });

  it('is read as performance by those whom it concerns', async () => {
    const path = '/window-performance?from=2026-01-01&to=2026-12-31';
    expect((await call('GET', path, 'officer')).status).toBe(403);
    expect(items(await call('GET', path, 'clerk2'))).toHaveLength(1);
    expect((await call('GET', `${path}&format=csv`, 'reviewer')).text).toContain('珠海高新区');
    const upside = '/window-performance?from=2026-12-31&to=2026-01-01';
    expect((await call('GET', upside, 'reviewer')).json['code']).toBe('performance.bad_period');
  });
});
