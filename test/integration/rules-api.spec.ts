import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, DemoApi, type Json } from '../support/demo-api';

let api: DemoApi;
const call: DemoApi['call'] = (...request) => api.call(...request);

beforeAll(async () => {
  api = await DemoApi.start();
});
afterAll(() => api.stop());

describe('rules of an exchange', () => {
  const CODE = 'nanyue-university';
  let id: string;
  let body: Json;

  it('are begun, refused with the place of each fault, and saved', async () => {
    const begun = await call('POST', '/rule-profile-drafts', 'reviewer', {
      baseCode: 'gz-university',
      baseVersion: 3,
      code: CODE,
    });
    expect(begun.status).toBe(201);
    expect(begun.json).toMatchObject({ code: CODE, state: 'draft', revision: 1, nextVersion: 1, changes: [] });
    id = String(begun.json['id']);
    body = begun.json['body'] as Json;
    const wrong = { ...body, noticeDays: { count: 0, kind: 'working' }, luck: 7 };
    const faults = [{ path: 'luck', code: 'profile.unknown_key' }, { path: 'noticeDays.count' }];
    const refused = await call('PATCH', `/rule-profile-drafts/${id}`, 'reviewer', { revision: 1, body: wrong });
    expect(refused.json).toMatchObject({ status: 422, code: 'profile.invalid', errors: faults });
    const looked = await call('POST', `/rule-profile-drafts/${id}/preview`, 'reviewer', { body: wrong });
    expect(looked.json).toMatchObject({ faults, changes: [] });
    expect(JSON.stringify(looked.json)).toContain('没有这一项规则');
    body = { ...body, noticeDays: { count: 25, kind: 'working' } };
    const saved = await call('PATCH', `/rule-profile-drafts/${id}`, 'reviewer', { revision: 1, body });
    expect(saved.json).toMatchObject({ revision: 2, changes: [{ path: 'noticeDays', group: 'notice' }] });
    expect((await call('PATCH', `/rule-profile-drafts/${id}`, 'reviewer', { revision: 1, body })).status).toBe(409);
    expect((await call('PATCH', `/rule-profile-drafts/${id}`, 'reviewer', { revision: 2, body: 'x' })).status).toBe(
      422,
    );
  });

  it('stay closed to those without the permission', async () => {
    for (const who of ['officer', 'bidder1', 'auditor'])
      expect((await call('GET', `/rule-profile-drafts/${id}`, who)).status).toBe(403);
    expect((await call('GET', '/rule-profile-drafts', null)).status).toBe(401);
    const list = await call('GET', '/rule-profile-drafts?state=open', 'reviewer2');
    expect(list.json).toMatchObject({ items: [{ id, code: CODE, changedByName: '苏敏仪' }] });
    const csv = await call('GET', '/rule-profile-drafts?format=csv', 'reviewer2');
    expect([csv.type.slice(0, 8), csv.text.includes(CODE)]).toEqual(['text/csv', true]);
  });

  it('are published by a second person for the first lawful day, and shown to everybody before', async () => {
    const source = '南粤技术交易所公告〔2026〕5号';
    const proposed = await call('POST', `/rule-profile-drafts/${id}/propose`, 'reviewer', { revision: 2, source });
    expect(proposed.json).toMatchObject({ state: 'submitted', proposedByName: '苏敏仪' });
    const publish = (who: string, effectiveOn: unknown) =>
      call('POST', `/rule-profile-drafts/${id}/publish`, who, { revision: 3, effectiveOn } as object);
    const earliest = proposed.json['earliestOn'];
    expect((await publish('reviewer', earliest)).json).toMatchObject({ status: 403, code: 'profile.same_person' });
    expect((await publish('reviewer2', '2026-01-01')).json).toMatchObject({ status: 422, code: 'profile.too_early' });
    expect((await publish('reviewer2', 'soon')).status).toBe(422);
    expect((await publish('reviewer2', '2099-13-45')).status).toBe(422);
    const published = await publish('reviewer2', earliest);
    expect(published.json).toMatchObject({ code: CODE, version: 1, source, withdrawnAt: null });
    const { items, upcoming } = (await call('GET', '/rule-profiles?limit=100', null)).json as { [key: string]: Json[] };
    expect(upcoming!.map((each) => each['code'])).toEqual([CODE]);
    expect(items!.map((each) => each['code'])).not.toContain(CODE);
    const changes = await call('GET', `/rule-profiles/${CODE}/1/changes`, null);
    expect(changes.json).toMatchObject({
      from: { code: 'gz-university', version: 3 },
      changes: [{ path: 'noticeDays', old: { count: 15 }, new: { count: 25 } }],
    });
    const csv = await call('GET', `/rule-profiles/${CODE}/1/changes?format=csv`, null);
    expect(csv.text).toContain('notice,noticeDays,15 日 days,25 个工作日 working days');
    const between = await call('GET', '/rule-profiles/gz-university/3/changes?from=1', null);
    expect((between.json['changes'] as Json[]).map((each) => each['path'])).toContain('sale.extension');
    for (const path of ['/rule-profiles?format=csv', `/rule-profiles/${CODE}/versions?format=csv`])
      expect((await call('GET', path, null)).type).toContain('text/csv');
  });

  it('are withdrawn with a reason before they are in force', async () => {
    const withdraw = (code: string, who: string, reason: string) =>
      call('POST', `/rule-profiles/${code}/1/withdraw`, who, { reason });
    expect((await withdraw(CODE, 'officer', '不再需要')).status).toBe(403);
    expect((await withdraw(CODE, 'reviewer', '')).status).toBe(422);
    expect((await withdraw('gz-university', 'reviewer', '不再需要')).json['code']).toBe('profile.other_exchange');
    expect((await withdraw('none', 'reviewer', '不再需要')).status).toBe(404);
    expect((await withdraw(CODE, 'reviewer', '不再需要')).json).toMatchObject({ withdrawalReason: '不再需要' });
    expect((await withdraw(CODE, 'reviewer', '不再需要')).status).toBe(409);
    expect((await call('GET', '/rule-profiles', null)).json['upcoming']).toEqual([]);
    expect((await call('GET', `/rule-profiles/${CODE}/versions`, null)).json).toMatchObject({
      items: [{ version: 1, withdrawalReason: '不再需要' }],
    });
  });

  it('tell of a newer default, which is taken over in a draft, rule by rule', async () => {
    const code = 'nanyue-older';
    const newer = async (who: string) => (await call('GET', '/rule-profile-drafts/newer-defaults', who)).json['items'];
    const begun = await call('POST', '/rule-profile-drafts', 'reviewer', {
      baseCode: 'gz-university',
      baseVersion: 3,
      code,
    });
    const draft = `/rule-profile-drafts/${String(begun.json['id'])}`;
    await call('POST', `${draft}/propose`, 'reviewer', { revision: 1, source: '本所公告' });
    const effectiveOn = begun.json['earliestOn'];
    const published = await call('POST', `${draft}/publish`, 'reviewer2', { revision: 2, effectiveOn } as object);
    expect(published.status).toBe(200);
    const [item] = (await newer('reviewer')) as Json[];
    expect(item).toMatchObject({
      own: { code, version: 1 },
      from: { code: 'gz-university', version: 3 },
      to: { version: 5 },
    });
    const changes = item!['changes'] as Json[];
    expect(changes.find((change) => change['path'] === 'sale.appraisal')).toMatchObject({ own: null, differs: false });
    const csv = await call('GET', '/rule-profile-drafts/newer-defaults?format=csv', 'reviewer');
    expect(csv.text.split('\r\n').filter((line) => line.includes(code)).length).toBe(changes.length);
    for (const who of ['officer', 'bidder1', 'auditor'])
      expect((await call('GET', '/rule-profile-drafts/newer-defaults', who)).status).toBe(403);
    const take = (who: string, more: object) =>
      call('POST', '/rule-profile-drafts/take-over', who, { code, defaultVersion: 5, ...more });
    expect((await take('officer', {})).status).toBe(403);
    for (const paths of [[], [1], ['a', 'a'], 'x']) expect((await take('reviewer', { paths })).status).toBe(422);
    expect((await take('reviewer', { paths: ['luck'] })).json).toMatchObject({
      status: 422,
      errors: [{ path: 'paths[0]', code: 'profile.unknown_rule' }],
    });
    expect((await take('reviewer', { defaultVersion: 3 })).json['code']).toBe('profile.no_newer_default');
    const taken = await take('reviewer', { paths: ['sale.appraisal'] });
    expect(taken.status).toBe(201);
    expect(taken.json).toMatchObject({ code, baseVersion: 5, nextVersion: 2 });
    expect(JSON.stringify(taken.json['body'])).toContain('第三十九条第（三）项');
    expect((await call('GET', '/rule-profiles/standard-nda', null)).json).toMatchObject({ version: 1 });
  });

  it('page, and take nonsense for what it is', async () => {
    const first = await call('GET', '/rule-profiles?limit=1', null);
    const next = await call('GET', `/rule-profiles?limit=1&cursor=${String(first.json['nextCursor'])}`, null);
    const code = (answer: Answer) => (answer.json['items'] as Json[])[0]!['code'];
    expect(code(first)).not.toBe(code(next));
    expect((await call('GET', '/rule-profiles?cursor=x', null)).status).toBe(422);
    expect((await call('GET', '/rule-profiles/none/versions', null)).status).toBe(404);
    expect((await call('GET', '/rule-profiles/gz-university/99999999999/changes', null)).status).toBe(404);
    const none = { baseCode: 'none', baseVersion: 1, code: 'own' };
    expect((await call('POST', '/rule-profile-drafts', 'reviewer', none)).status).toBe(404);
    const taken = { baseCode: 'gz-university', baseVersion: 3, code: 'gz-private' };
    expect((await call('POST', '/rule-profile-drafts', 'reviewer', taken)).json).toMatchObject({
      status: 409,
      errors: [{ path: 'code', code: 'profile.code_taken' }],
    });
  });
});

describe('who owns a seller', () => {
  it('decides which rules fit', async () => {
    const exchangeId = await api.organisationOf('reviewer');
    const fitting = async (who: string, pricingWay: string) => {
      const query = new URLSearchParams({
        sellerId: await api.organisationOf(who),
        exchangeId,
        form: 'transfer',
        pricingWay,
      });
      const { json } = await call('GET', `/rule-profiles/fitting?${query.toString()}`, who);
      const items = json['items'] as { profile: Json; reasons: string[] }[];
      return { seller: json['seller'], reasons: new Map(items.map((fit) => [fit.profile['code'], fit.reasons])) };
    };
    const university = await fitting('officer', 'negotiated');
    expect(university.seller).toBe('university');
    expect(university.reasons.get('gz-university')).toEqual([]);
    expect(university.reasons.get('gz-state-owned')).toEqual(['seller', 'pricingWay']);
    const company = await fitting('officer4', 'auction');
    expect(company.seller).toBe('state_owned');
    expect(company.reasons.get('gz-state-owned')).toEqual([]);
  });

  it('is declared by its administrator, for its kind only, on the record', async () => {
    const own = await api.organisationOf('bidder1');
    const declare = (id: string, who: string, ownership: string) =>
      call('PATCH', `/organisations/${id}`, who, { ownership });
    expect((await declare(own, 'bidder1', 'state_owned')).json).toMatchObject({ ownership: 'state_owned' });
    expect((await declare(own, 'bidder1', 'public_institution')).json).toMatchObject({
      status: 422,
      errors: [{ path: 'ownership', code: 'organisation.ownership_not_for_kind' }],
    });
    expect((await declare(own, 'officer', 'private')).status).toBe(404);
    expect((await declare(own, 'reviewer', 'private')).status).toBe(403);
    expect((await call('GET', `/organisations/${own}`, 'reviewer')).json['ownership']).toBe('state_owned');
    const log = await call('GET', '/audit?action=organisation.ownership_declared', 'auditor');
    expect(log.json).toMatchObject({ items: [{ subjectId: own, detail: { from: 'private', to: 'state_owned' } }] });
  });
});
