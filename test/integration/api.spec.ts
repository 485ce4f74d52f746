import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BiddingService } from '@jishi/bidding';
import { DEMO_LOGINS, DEMO_PASSWORD, PasswordService } from '@jishi/identity';
import { createLogger, loadConfig } from '@jishi/platform';
import { temporaryFolder } from '../support/files';
import { testDatabase, type TestDatabase } from '../support/postgres';
import { seedDemo } from '../../apps/cli/src/seed';
import { createApiApp } from '../../apps/api/src/create-api-app';

type Json = Record<string, unknown>;
let db: TestDatabase;
let app: NestFastifyApplication;
let secure: NestFastifyApplication;
let web: string;

async function boot(env: Record<string, string>): Promise<NestFastifyApplication> {
  const booted = await createApiApp(loadConfig({ DATABASE_URL: db.url, PORT: '4200', ...env }), { webRoot: web });
  await booted.listen(0, '127.0.0.1');
  return booted;
}

beforeAll(async () => {
  db = await testDatabase();
  web = mkdtempSync(join(tmpdir(), 'jishi-web-'));
  await seedDemo(db.database, createLogger('seed', 'silent'), temporaryFolder());
  app = await boot({ JISHI_DEMO: '1' });
  secure = await boot({ PUBLIC_URL: 'https://jishi.example.cn' });
});
afterAll(async () => {
  await app.close();
  await secure.close();
  await db.drop();
  rmSync(web, { recursive: true });
});

interface Call {
  method?: 'GET' | 'POST' | 'DELETE' | 'PATCH' | 'PUT';
  body?: unknown;
  headers?: OutgoingHttpHeaders;
  to?: NestFastifyApplication;
}
interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json: Json;
}
/** Node's plain client: it sends any path, host and origin as they are. */
async function call(url: string, { method = 'GET', body, headers = {}, to = app }: Call = {}): Promise<Answer> {
  const { port } = to.getHttpServer().address() as AddressInfo;
  const text = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  const content =
    text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  const [response] = (await once(
    request({ host: '127.0.0.1', port, path: url, method, headers: { ...content, ...headers } }).end(text),
    'response',
  )) as [IncomingMessage];
  const answer = Buffer.concat(await response.toArray()).toString();
  const json = /json/.test(response.headers['content-type'] ?? '') ? (JSON.parse(answer) as Json) : {};
  return { status: response.statusCode ?? 0, headers: response.headers, text: answer, json };
}
async function logIn(login: string, to = app) {
  const answer = await call('/api/sessions', { method: 'POST', body: { login, password: DEMO_PASSWORD }, to });
  expect(answer.status).toBe(201);
  const cookie = String(answer.headers['set-cookie']);
  return { token: String(answer.json['token']), cookie, pair: cookie.split(';')[0] ?? '', json: answer.json };
}
const isDescribed = ([status, response]: [string, { content?: unknown }]) =>
  status === '204' || (status.startsWith('2') && response.content !== undefined);
const inDatabase = (sql: string) => db.database.query(sql);
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('a session over HTTP', () => {
  it('opens with a bearer token and a cookie, and tells who one is', async () => {
    const { token, cookie, pair, json } = await logIn('officer');
    expect(json['actor']).toMatchObject({ name: '林书瑶', organisation: { name: '南粤理工大学', kind: 'university' } });
    expect(cookie).toMatch(/^jishi_session=/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
    expect((await call('/api/sessions/current', { headers: bearer(token) })).json).toEqual(json['actor']);
    expect((await call('/api/sessions/current', { headers: { cookie: pair } })).json).toEqual(json['actor']);
  });

  it('rides in a __Host- cookie when the public address is https', async () => {
    const body = { login: 'rival3', password: 'a word of her own' };
    const hash = await new PasswordService().hash(body.password);
    await inDatabase(`update user_account set password_hash = '${hash}' where login = 'rival3' returning id`);
    const { headers } = await call('/api/sessions', { method: 'POST', body, to: secure });
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-jishi_session=/);
    expect(cookie).toMatch(/Secure/);
    expect(cookie).toMatch(/Path=\//);
    expect(cookie).not.toMatch(/Domain/);
  });

  it('ends at once, by cookie from the own page only', async () => {
    const { pair, token } = await logIn('officer');
    const leave = (headers: Record<string, string>) =>
      call('/api/sessions/current', {
        method: 'DELETE',
        headers: { cookie: pair, host: 'localhost:4200', ...headers },
      });
    expect((await leave({})).json).toMatchObject({ status: 403, code: 'access.foreign_origin' });
    expect((await leave({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await call('/api/sessions/current', { headers: bearer(token) })).status).toBe(200);
    const left = await leave({ origin: 'http://localhost:4200' });
    expect(left.status).toBe(204);
    // A browser that is logged out asks who it is, and is told nobody; a token that is shown must be good.
    const asked = await call('/api/sessions/current', { headers: { cookie: pair } });
    expect([asked.status, asked.text]).toEqual([200, 'null']);
    expect(asked.headers['content-type']).toMatch(/^application\/json/);
    expect((await call('/api/sessions/current')).text).toBe('null');
    expect(String(left.headers['set-cookie'])).toMatch(/jishi_session=;/);
    expect((await call('/api/sessions/current', { headers: bearer(token) })).json).toMatchObject({
      status: 401,
      code: 'access.unauthenticated',
    });
  });

  it('can be listed and ended by its owner', async () => {
    const [one, two] = [await logIn('bidder1'), await logIn('bidder1')];
    const listed = (await call('/api/sessions', { headers: bearer(one.token) })).json['items'] as Json[];
    const other = listed.find((s) => s['current'] === false);
    const url = `/api/sessions/${String(other?.['id'])}`;
    // Many clients name a content type even where there is no content.
    const typed = { ...bearer(one.token), 'content-type': 'application/json' };
    expect((await call(url, { method: 'DELETE', headers: typed })).status).toBe(204);
    expect((await call('/api/sessions', { method: 'POST', headers: typed })).status).toBe(422);
    expect((await call('/api/sessions/current', { headers: bearer(two.token) })).status).toBe(401);
  });
});

describe('problems', () => {
  const attempt = (headers: Record<string, string> = {}) =>
    call('/api/sessions', { method: 'POST', body: { login: 'officer', password: 'wrong one' }, headers });

  it('are told in Chinese, or in English when asked for', async () => {
    const chinese = await attempt();
    expect(chinese.status).toBe(401);
    expect(chinese.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(chinese.json).toMatchObject({
      code: 'session.bad_credentials',
      title: '请先登录',
      instance: '/api/sessions',
    });
    expect(chinese.json['detail']).toMatch(/登录名或密码不正确/);
    const english = await attempt({ 'accept-language': 'en-GB,en;q=0.9,zh;q=0.5' });
    expect(english.json['detail']).toMatch(/login or password is wrong/);
    expect(english.json['type']).toBe('urn:jishi:problem:session.bad_credentials');
  });

  it('name every bad field by its path, unknown fields included', async () => {
    const body = {
      kind: 'company',
      name: '甲',
      regionCode: '44',
      admin: { login: 'x', name: 'y', extra: 1 },
      spy: true,
    };
    const answer = await call('/api/organisations', { method: 'POST', body, headers: { 'accept-language': 'en' } });
    expect(answer.status).toBe(422);
    const errors = answer.json['errors'] as { path: string; code: string; message: string }[];
    expect(Object.fromEntries(errors.map((e) => [e.path, e.code]))).toEqual({
      name: 'field.length',
      uscc: 'field.required',
      regionCode: 'field.pattern',
      spy: 'field.unknown',
      'admin.password': 'field.required',
      'admin.extra': 'field.unknown',
    });
    expect(errors.find((e) => e.path === 'name')?.message).toBe('The length is outside the limits (2–200).');
  });

  it('cover what the framework refuses', async () => {
    const post = (body: string, headers?: OutgoingHttpHeaders) =>
      call('/api/sessions', { method: 'POST', body, ...(headers ? { headers } : {}) });
    expect((await post('{"login":')).json).toMatchObject({ status: 400, code: 'http.bad_request' });
    expect((await post('<a/>', { 'content-type': 'text/xml' })).json).toMatchObject({ status: 415 });
    expect((await post(`"${'x'.repeat(2 ** 20)}"`)).json).toMatchObject({ status: 413, code: 'http.too_large' });
    for (const method of ['GET', 'POST'] as const) {
      const missing = await call('/api/nothing', { method });
      expect(missing.json).toMatchObject({ status: 404, code: 'http.no_route' });
      expect(missing.headers['content-type']).toMatch(/problem\+json/);
    }
    const { token } = await logIn('officer');
    const headers = bearer(token);
    expect((await call('/api/organisations/not-an-id', { headers })).json).toMatchObject({
      status: 400,
      code: 'http.bad_id',
    });
    expect((await call('/api/organisations?q=%00', { headers })).json).toMatchObject({
      status: 422,
      code: 'http.bad_text',
    });
  });

  it('say when to come back after too many failed logins', async () => {
    const guess = () => call('/api/sessions', { method: 'POST', body: { login: 'auditor', password: 'wrong one' } });
    for (let i = 0; i < 10; i++) expect((await guess()).status).toBe(401);
    const refused = await guess();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(600);
  });
});

describe('permissions', () => {
  it('keep everybody out of what is not theirs', async () => {
    const { token, json } = await logIn('bidder2');
    const own = (json['actor'] as { organisation: { id: string } }).organisation.id;
    expect((await call(`/api/organisations/${own}/users`)).status).toBe(401);
    expect((await call(`/api/organisations/${own}/users`, { headers: bearer(token) })).status).toBe(200);
    const stranger = await logIn('bidder3');
    expect((await call(`/api/organisations/${own}/users`, { headers: bearer(stranger.token) })).status).toBe(404);
    const cashier = await logIn('cashier');
    const denied = await call(`/api/organisations/${own}/users`, { headers: bearer(cashier.token) });
    expect(denied.json).toMatchObject({ status: 403, code: 'access.forbidden', params: { permission: 'user.manage' } });
  });

  it('let an administrator add and disable somebody', async () => {
    const { token, json } = await logIn('admin');
    const own = (json['actor'] as { organisation: { id: string } }).organisation.id;
    const body = { login: 'newcomer', name: '新人', password: 'a long enough one', roles: ['reviewer'] };
    const made = await call(`/api/organisations/${own}/users`, { method: 'POST', body, headers: bearer(token) });
    expect(made.json).toMatchObject({ login: 'newcomer', roles: ['reviewer'], disabled: false });
    const url = `/api/organisations/${own}/users/${String(made.json['id'])}`;
    const off = await call(url, { method: 'PATCH', body: { disabled: true }, headers: bearer(token) });
    expect(off.json).toMatchObject({ disabled: true });
  });
});

describe('a bid', () => {
  it('is waited for by the close from the moment it is here, whatever becomes of it', async () => {
    const bidding = app.get(BiddingService);
    const arrive = jest.spyOn(bidding, 'arrive');
    const path = '/api/auctions/0192f0c1-1111-7abc-8def-000000000001/bids?';
    expect((await call(path, { method: 'POST', body: { amountMinor: 1 } })).status).toBe(401);
    expect((await call(path)).status).toBe(404);
    expect(arrive).toHaveBeenCalledTimes(1);
    arrive.mockRestore();
  });
});

describe('the demonstration’s password', () => {
  it('opens nothing where there is no demonstration, whoever was left with it', async () => {
    const attempt = { method: 'POST', body: { login: 'admin', password: DEMO_PASSWORD } } as const;
    expect((await call('/api/sessions', attempt)).status).toBe(201);
    expect((await call('/api/sessions', { ...attempt, to: secure })).json['code']).toBe('session.bad_credentials');
  });
});

describe('questions that make no sense', () => {
  const cursor = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');
  it.each([
    [`/api/auctions?cursor=${cursor('yesterday', 'x')}`, 422, 'page.bad_cursor'],
    [`/api/windows?cursor=${cursor('4401', 'x')}`, 422, 'page.bad_cursor'],
    ['/api/rule-profiles/gz-university/99999999999', 404, 'profile.not_found'],
    ['/api/auctions/0192f0c1-1111-7abc-8def-000000000001/events?after=1e300', 422, 'request.invalid'],
  ])('are refused, not failed over: %s', async (url, status, code) => {
    expect((await call(url)).json).toMatchObject({ status, code });
  });

  it('and nobody is logged in by a form on another page', async () => {
    const body = { login: 'officer', password: DEMO_PASSWORD };
    const forged = await call('/api/sessions', { method: 'POST', body, headers: { origin: 'https://evil.example' } });
    expect(forged.json).toMatchObject({ status: 403, code: 'access.foreign_origin' });
    expect(forged.headers['set-cookie']).toBeUndefined();
  });
});

describe('the audit log', () => {
  it('is read by the regulator alone, page by page, and as a file', async () => {
    const { token } = await logIn('broker');
    expect((await call('/api/audit', { headers: bearer(token) })).status).toBe(403);
    await inDatabase("delete from login_limit where key like 'login:%' returning key");
    const auditor = bearer((await logIn('auditor')).token);
    const one = await call('/api/audit?limit=1', { headers: auditor });
    expect((one.json['items'] as Json[])[0]).toMatchObject({ action: 'session.opened', actorName: '冯正阳' });
    const cursor = String(one.json['nextCursor']);
    const two = await call(`/api/audit?limit=1&cursor=${cursor}`, { headers: auditor });
    expect((two.json['items'] as Json[])[0]).toMatchObject({ action: 'session.opened', actorName: '潘雅婷' });
    expect((await call('/api/audit?cursor=eyJ9', { headers: auditor })).json['code']).toBe('page.bad_cursor');
    const file = await call('/api/audit?format=csv', { headers: auditor });
    expect([file.headers['content-type'], file.text.startsWith('\uFEFFid,')]).toEqual([
      'text/csv; charset=utf-8',
      true,
    ]);
  });
});

describe('windows', () => {
  it('are public, and act for clients with a mandate', async () => {
    const { items } = (await call('/api/windows')).json as { items: { id: string; name: string }[] };
    expect(items.map((w) => w.name)).toEqual([
      '南粤技术交易所珠海高新区服务窗口',
      '南粤技术交易所佛山服务窗口',
      '岭海技术产权交易中心松山湖服务窗口',
    ]);
    const first = (await call('/api/windows?limit=1')).json;
    expect(first['items']).toEqual([items[0]]);
    const next = await call(`/api/windows?limit=1&cursor=${String(first['nextCursor'])}`);
    expect(next.json['items']).toEqual([items[1]]);
    const clients = await call('/api/windows/mine/clients', { headers: bearer((await logIn('clerk2')).token) });
    expect((clients.json['items'] as Json[]).map((c) => c['name'])).toEqual(['南粤理工大学']);
    const { token } = await logIn('officer2');
    const url = `/api/windows/${items[0]?.id ?? ''}/mandate`;
    const give = () => call(url, { method: 'POST', body: { mandateRef: '委托书 7' }, headers: bearer(token) });
    expect((await give()).status).toBe(204);
    expect((await give()).json['code']).toBe('window.mandate_running');
    expect((await call(url, { method: 'DELETE', headers: bearer(token) })).status).toBe(204);
    expect((await call(url, { method: 'DELETE', headers: bearer(token) })).status).toBe(404);
  });
});

describe('the installation', () => {
  it('tells its health, its time and what the portal must know', async () => {
    expect((await call('/api/health')).json).toMatchObject({ status: 'ok', database: 'ok' });
    const time = (await call('/api/time')).json as { nowMs: number; errorMs: number };
    expect(Math.abs(time.nowMs - Date.now())).toBeLessThan(1_000 + time.errorMs);
    const demo = (await call('/api/config')).json;
    expect(demo).toMatchObject({ demo: true, gatewayPort: 4201, gatewayUrl: null });
    expect((demo['demoLogins'] as Json[]).map((l) => l['login'])).toEqual([...DEMO_LOGINS]);
    expect((await call('/api/config', { to: secure })).json).toMatchObject({ demo: false, demoLogins: [] });
  });

  it('seeds its demonstration once', async () => {
    const count = () =>
      inDatabase(`select (select count(*)::int from organisation) as organisations, (select count(*)::int from
        achievement) as achievements, (select string_agg(state, ' ' order by state) from listing) as listings`);
    const before = await count();
    expect(before).toMatchObject([
      { achievements: 15, listings: 'draft intake listed listed listed listed review review review review' },
    ]);
    await seedDemo(db.database, createLogger('seed', 'silent'), temporaryFolder());
    expect(await count()).toEqual(before);
  });

  it('describes every route, who may call it, and what it answers', async () => {
    const document = (await call('/api/openapi.json')).json as {
      paths: Record<string, Record<string, { responses: Record<string, { content?: unknown }>; security?: unknown[] }>>;
      components: { schemas: Record<string, { properties?: Json }> };
    };
    expect(document.paths['/api/organisations/{id}/users']?.['get']).toMatchObject({
      'x-permissions': ['user.manage'],
    });
    expect(document.paths['/api/sessions']?.['post']?.security).toEqual([]);
    const undescribed = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, { responses }]) => !Object.entries(responses).some(isDescribed))
        .map(([method]) => `${method} ${path}`),
    );
    expect(undescribed).toEqual([]);
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect([name, Object.keys(schema.properties ?? {}).length > 0]).toEqual([name, true]);
    }
    expect((await call('/api/docs')).text).toMatch(/swagger-ui/);
  });

  it('sends headers that keep foreign code and frames out', async () => {
    const { headers } = await call('/api/health', { headers: { host: 'market.example:4200' } });
    expect(headers['x-content-type-options']).toBe('nosniff');
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).toMatch(/connect-src 'self' http:\/\/market\.example:4201 ws:\/\/market\.example:4201;/);
    expect(policy).toMatch(/script-src 'self';/);
    const forged = await call('/api/health', { headers: { host: 'a; script-src *' } });
    expect(String(forged.headers['content-security-policy'])).not.toMatch(/script-src \*/);
    expect((await call('/api/health', { to: secure })).headers['strict-transport-security']).toMatch(/max-age/);
  });
});

describe('the portal', () => {
  it('says so when it is not built, and is served when it is', async () => {
    const missing = await call('/');
    expect([missing.status, missing.text.includes('网页尚未构建')]).toEqual([503, true]);
    mkdirSync(join(web, 'assets'));
    writeFileSync(join(web, 'index.html'), '<!doctype html><title>技市</title>');
    writeFileSync(join(web, 'assets/app-1a2b3c.js'), 'export {};');
    for (const page of ['/', '/listings', '/auctions/0198?tab=book']) {
      const answer = await call(page);
      expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
    }
    const asset = await call('/assets/app-1a2b3c.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const path of ['/assets/gone.js', '/../package.json', '/%2e%2e/%2e%2e/package.json', '/%00', '/%zz']) {
      const answer = await call(path);
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
    }
  });
});
