import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { paper as pdfOf } from '../support/papers';
import { type Answer, DemoApi, items, type Json } from '../support/demo-api';

let api: DemoApi;
const call: DemoApi['call'] = (...request) => api.call(...request);

beforeAll(async () => {
  api = await DemoApi.start();
});
afterAll(() => api.stop());

const paper = (who: string): Promise<string> => api.attachment(who, pdfOf('file'));
async function body(change: Json = {}): Promise<Json> {
  const colleagues = items(await call('GET', '/disclosures/colleagues', 'inventor'));
  const idOf = (name: string): unknown => colleagues.find((each) => each['name'] === name)?.['id'];
  return {
    title: '=低速风机叶片降噪结构',
    summary: '叶片尾缘的降噪结构',
    description: '仿生锯齿尾缘，风洞试验降噪三分贝',
    ipKind: 'utility_model',
    fieldCode: 'energy',
    fundingSource: 'outside',
    secrecy: [],
    exportControl: 'free',
    contributors: [
      { userId: idOf('沈予安'), shareBps: 5_001 },
      { userId: idOf('温如玉'), shareBps: 4_999 },
    ],
    parties: [],
    publications: [{ title: '预印本', on: '2026-01-31', where: '学术网站' }],
    ...change,
  };
}
const step = (who: string, id: unknown, action: string, reason?: string): Promise<Answer> =>
  call('POST', `/disclosures/${String(id)}/steps`, who, { action, ...(reason ? { reason } : {}) });

describe('a disclosure over HTTP', () => {
  it('goes from an inventor to a draft listing', async () => {
    const made = await call('POST', '/disclosures', 'inventor', await body());
    expect([made.status, made.json['state'], made.json['may']]).toEqual([201, 'draft', ['disclose', 'withdraw']]);
    const id = String(made.json['id']);
    expect((await step('inventor', id, 'disclose')).json['state']).toBe('disclosed');
    expect((await step('officer', id, 'take')).json['handlerName']).toBe('林书瑶');
    const early = await step('officer', id, 'accept');
    expect([early.status, early.json['code']]).toEqual([409, 'disclosure.shares_open']);
    expect((await call('POST', `/disclosures/${id}/share`, 'inventor2', { agreed: true })).status).toBe(200);
    expect((await step('officer', id, 'accept')).json['state']).toBe('accepted');
    const proposal = {
      form: 'licence',
      reason: '多家企业询价',
      pricingWay: 'auction',
      priceMinor: 55_000_000,
      exclusivity: 'ordinary',
      profileCode: 'gz-university',
    };
    const proposed = await call('PUT', `/disclosures/${id}/proposal`, 'officer', proposal);
    expect(proposed.json['checklist']).toMatchObject([
      { kind: 'pricing_basis', due: 'submit', present: false },
      { kind: 'inventors_agreement', due: 'submit', present: false },
    ]);
    const missing = await step('officer', id, 'submit');
    expect([missing.status, missing.json['code']]).toEqual([409, 'decision.documents_missing']);
    for (const kind of ['pricing_basis', 'inventors_agreement'])
      await call('POST', `/disclosures/${id}/documents`, 'officer', { kind, attachmentId: await paper('officer') });
    expect((await step('officer', id, 'submit')).json['step']).toBe('office');
    expect((await call('POST', `/disclosures/${id}/approvals`, 'officer', { answer: 'approve' })).status).toBe(403);
    for (const who of ['officer3', 'decider', 'decider2'])
      expect(
        (await call('POST', `/disclosures/${id}/approvals`, who, { answer: 'approve', opinion: '同意' })).status,
      ).toBe(200);
    const decided = await call('GET', `/disclosures/${id}`, 'inventor2');
    expect([decided.json['state'], decided.json['turn'], typeof decided.json['achievementId']]).toEqual([
      'decided',
      null,
      'string',
    ]);

    // There are two exchanges: which one is for the seller to say.
    expect((await call('POST', `/disclosures/${id}/listing`, 'officer', {})).status).toBe(422);
    const [exchange] = items(
      await call('GET', `/organisations?kind=exchange&q=${encodeURIComponent('南粤')}`, 'officer'),
    );
    const listing = await call('POST', `/disclosures/${id}/listing`, 'officer', { exchangeId: exchange!['id'] });
    expect([listing.status, listing.json['state'], listing.json['priceMinor']]).toEqual([201, 'draft', 55_000_000]);
    const path = `/listings/${String(listing.json['id'])}/decision`;
    expect((await call('GET', path, 'officer')).json['decision']).toMatchObject({ form: 'licence', disclosureId: id });
    expect((await call('GET', path, 'reviewer')).status).toBe(404);
    const proof = {
      attachmentId: await paper('officer'),
      title: '权属证明',
      kind: 'ownership_proof',
      access: 'parties',
    };
    expect((await call('POST', `/listings/${String(listing.json['id'])}/documents`, 'officer', proof)).status).toBe(
      201,
    );
    await call('POST', `/listings/${String(listing.json['id'])}/submit`, 'officer', { via: 'direct' });
    expect((await call('GET', path, 'reviewer')).json['decision']).toMatchObject({
      form: 'licence',
      disclosureId: null,
    });
    expect((await call('GET', path, 'officer2')).status).toBe(404);

    const record = await call('GET', `/disclosures/${id}/record`, 'decider2');
    expect([record.status, record.type]).toEqual([200, 'text/html; charset=utf-8']);
    for (const text of ['=低速风机叶片降噪结构', '50.01%', '¥550,000.00', '江维桢', '分管领导'])
      expect(record.text).toContain(text);
  });

  it('is unknown to other organisations, and to colleagues without a part in it', async () => {
    const { json } = await call('POST', '/disclosures', 'inventor', await body());
    const id = String(json['id']);
    for (const who of ['officer2', 'officer', 'decider'])
      expect((await call('GET', `/disclosures/${id}`, who)).status).toBe(404);
    await step('inventor', id, 'disclose');
    expect((await call('GET', `/disclosures/${id}`, 'officer')).status).toBe(200);
    const foreign: [string, string, object?][] = [
      ['GET', ''],
      ['GET', '/record'],
      ['POST', '/steps', { action: 'take' }],
      ['PUT', '/proposal', { form: 'retain', reason: '留用' }],
      ['POST', '/approvals', { answer: 'approve' }],
      ['POST', '/documents', { kind: 'pricing_basis', attachmentId: await paper('officer2') }],
      ['POST', '/documents/removal', { kind: 'pricing_basis', attachmentId: await paper('officer2') }],
      ['POST', '/listing', {}],
    ];
    for (const [method, path, sent] of foreign) {
      const answer = await call(method, `/disclosures/${id}${path}`, 'officer2', sent);
      expect([path, answer.status, answer.json['code'] ?? answer.type]).toEqual([path, 404, 'disclosure.not_found']);
    }
    expect((await call('GET', `/disclosures/${id}`, 'decider')).status).toBe(404);
    expect((await call('GET', `/disclosures/${id}`, 'reviewer')).status).toBe(403);
    expect((await call('GET', `/disclosures/${id}`, null)).status).toBe(401);
  });

  it('says which field is wrong, in the reader’s language, and changes nothing', async () => {
    const half = await body();
    (half['contributors'] as Json[]).pop();
    const { json } = await call('POST', '/disclosures', 'inventor', half);
    const refused = await call(
      'POST',
      `/disclosures/${String(json['id'])}/steps`,
      'inventor',
      { action: 'disclose' },
      { 'accept-language': 'en' },
    );
    expect(refused.status).toBe(422);
    expect(refused.json['errors']).toMatchObject([
      { path: 'contributors', message: 'The contributors’ shares must sum to 100.00%; they sum to 50.01%.' },
    ]);
    const bad = await call('POST', '/disclosures', 'inventor', await body({ exportControl: 'maybe', title: '…' }));
    expect((bad.json['errors'] as Json[]).map(({ path }) => path).sort()).toEqual(['exportControl', 'title']);
    expect((await step('inventor', json['id'], 'approve')).status).toBe(422);
  });
});

describe('lists', () => {
  it('hold one demonstration disclosure in each state, each in its own queue', async () => {
    const states = new Set(items(await call('GET', '/disclosures?limit=100', 'inventor')).map(({ state }) => state));
    for (const state of ['draft', 'disclosed', 'returned', 'in_review', 'proposed', 'approving', 'decided'])
      expect([...states]).toContain(state);
    const queue = items(await call('GET', '/disclosures?scope=decide', 'decider2'));
    expect(queue.map(({ step: asked }) => asked)).toEqual(['leadership']);
    expect(items(await call('GET', '/disclosures?scope=decide', 'decider'))).toEqual([]);
    expect((await call('GET', '/disclosures?scope=queue', 'inventor')).status).toBe(403);
    expect(items(await call('GET', '/disclosures?scope=office&state=draft', 'officer'))).toEqual([]);
  });

  it('page without doubles, filter and export', async () => {
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const page = await call('GET', `/disclosures?scope=office&limit=2${cursor && `&cursor=${cursor}`}`, 'officer');
      seen.push(...items(page).map(({ id }) => id));
      cursor = (page.json['nextCursor'] as string | null) ?? '';
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    const { type, text } = await call('GET', '/disclosures?scope=office&q=低速&format=csv', 'officer');
    expect(type).toContain('text/csv');
    // A spreadsheet must not take a title for a formula.
    expect(text).toContain("'=低速风机叶片降噪结构");
    expect((await call('GET', '/disclosures?cursor=bogus', 'inventor')).json['code']).toBe('page.bad_cursor');
    expect(items(await call('GET', '/disclosures?scope=office&overdue=1', 'officer'))).toEqual([]);
  });
});
