import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_PASSWORD } from '@jishi/identity';
import { paper } from '../support/papers';
import { importFiles } from '../../apps/cli/src/import';
import { type Answer, DemoApi, items, type Json } from '../support/demo-api';

let api: DemoApi;
const call: DemoApi['call'] = (...request) => api.call(...request);

beforeAll(async () => {
  api = await DemoApi.start();
});
afterAll(() => api.stop());

function files(...named: [name: string, content: string | Buffer][]): FormData {
  const form = new FormData();
  for (const [name, content] of named) form.append('file', new Blob([new Uint8Array(Buffer.from(content))]), name);
  return form;
}

let count = 0;
async function draft(change: Json = {}): Promise<Answer> {
  const form = files(['a.csv', `title,number\n=接口成果${++count},H${count}\n`]);
  const imported = await call('POST', '/achievements/import', 'officer', form);
  const [record] = imported.json['records'] as Json[];
  const clerksOrganisation = await api.organisationOf('clerk');
  const window = items(await call('GET', '/windows', null)).find(
    (each) => each['organisationId'] === clerksOrganisation,
  );
  return call('POST', '/listings', 'officer', {
    achievementId: record?.['achievementId'],
    form: 'transfer',
    pricingWay: 'auction',
    priceMinor: 60_000_000,
    reserveMinor: 61_000_000,
    profileCode: 'gz-demo',
    windowId: window?.['id'],
    exchangeId: await api.organisationOf('reviewer'),
    ...change,
  });
}
async function published(): Promise<string> {
  const id = String((await draft()).json['id']);
  await call('POST', `/listings/${id}/submit`, 'officer', { via: 'window' });
  await call('POST', `/listings/${id}/intake`, 'clerk', { accept: true });
  expect((await call('POST', `/listings/${id}/review`, 'reviewer', { approve: true })).json['state']).toBe('listed');
  return id;
}

describe('import', () => {
  it('reports every record in the reader’s language', async () => {
    const form = files(['好.csv', 'title,filed_on\nA,2020-01-01\nB,昨天\n'], ['x.xml', '<html/>']);
    const answer = await call('POST', '/achievements/import', 'officer', form, { 'accept-language': 'zh' });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ inserted: 1, failed: 2 });
    expect(answer.json['records']).toMatchObject([
      { place: '好.csv:2:1', status: 'inserted' },
      {
        place: '好.csv:3:2',
        status: 'failed',
        code: 'import.bad_date',
        message: expect.stringContaining('不是有效日期'),
      },
      { place: 'x.xml:1:1', status: 'failed', code: 'import.not_a_patent', message: expect.stringContaining('html') },
    ]);
  });

  it('asks for a file, a login and the permission', async () => {
    expect((await call('POST', '/achievements/import', 'officer', new FormData())).json['code']).toBe('import.no_file');
    expect((await call('POST', '/achievements/import', 'officer', {})).status).toBe(422);
    expect((await call('POST', '/achievements/import', null, files(['a', 'b']))).status).toBe(401);
    expect((await call('POST', '/achievements/import', 'bidder1', files(['a', 'b']))).status).toBe(403);
  });

  it('has a command that does the same', async () => {
    const [good, bad] = [join(api.folder, 'good.csv'), join(api.folder, 'bad.xml')];
    writeFileSync(good, '名称,专利号\n命令行成果,CLI1\n');
    writeFileSync(bad, '<broken>');
    const said: string[] = [];
    const options = { url: api.url, login: 'officer', password: DEMO_PASSWORD, language: 'en' };
    await importFiles([good, bad], options, (line) => said.push(line));
    expect(said).toEqual([
      'inserted  good.csv:2:1 命令行成果',
      expect.stringContaining('failed    bad.xml:1:9 The XML is broken'),
      '1 inserted, 0 updated, 0 unchanged, 1 failed',
    ]);
    await expect(importFiles([bad], options, () => undefined)).rejects.toThrow('nothing could be imported');
    await expect(importFiles([join(api.folder, 'none')], options)).rejects.toThrow(/cannot read .*none/);
    await expect(importFiles([good], { ...options, password: 'wrong' })).rejects.toThrow('session.bad_credentials');
    await expect(importFiles([good], { ...options, url: 'http://127.0.0.1:1' })).rejects.toThrow(/no answer from/);
  });
});

describe('listings', () => {
  it('go from draft to the public list', async () => {
    const created = await draft();
    expect(created.status).toBe(201);
    const id = String(created.json['id']);
    expect((await call('GET', `/listings/${id}`, null)).status).toBe(404);
    const changed = await call('PATCH', `/listings/${id}`, 'officer', { priceMinor: 61_000_000 });
    expect(changed.json).toMatchObject({ priceMinor: 61_000_000, state: 'draft', reserveMinor: 61_000_000 });
    expect((await call('POST', `/listings/${id}/submit`, 'officer', { via: 'window' })).json['state']).toBe('intake');
    expect(items(await call('GET', '/listings?queue=intake', 'clerk')).map((each) => each['id'])).toContain(id);
    expect((await call('POST', `/listings/${id}/intake`, 'clerk', { accept: true })).json['state']).toBe('review');
    expect(items(await call('GET', '/listings?queue=review', 'reviewer')).map((each) => each['id'])).toContain(id);
    const shown = await call('POST', `/listings/${id}/review`, 'reviewer', { approve: true });
    expect(shown.json).toMatchObject({
      state: 'listed',
      auctionId: expect.any(String),
      profile: { code: 'gz-demo', version: 1, body: { depositRate: { numerator: 10, denominator: 100 } } },
    });
    const open = await call('GET', `/listings/${id}`, null);
    expect(open.json).toMatchObject({
      reserveMinor: null,
      achievement: { title: expect.stringContaining('接口成果') },
    });
    expect(items(await call('GET', '/listings?mine=1', 'officer')).map((each) => each['id'])).toContain(id);
  });

  it('say what is wrong with a draft, field by field', async () => {
    const wrong = await draft({ priceMinor: 1.5, pricingWay: 'lottery', extra: 1 });
    expect(wrong.status).toBe(422);
    const errors = wrong.json['errors'] as Json[];
    expect(errors.map((each) => each['path']).sort()).toEqual(['extra', 'priceMinor', 'pricingWay']);
    expect((await draft({ reserveMinor: 1 })).json).toMatchObject({
      code: 'listing.bad_terms',
      errors: [
        { path: 'reserveMinor', code: 'listing.reserve_below_start', message: expect.stringContaining('保留价') },
      ],
    });
  });

  it('are kept from those without the permission, and from nonsense', async () => {
    const id = String((await draft()).json['id']);
    expect((await call('POST', `/listings/${id}/review`, 'officer', { approve: true })).status).toBe(403);
    expect((await call('POST', `/listings/${id}/review`, 'reviewer', { approve: true })).json['code']).toBe(
      'listing.wrong_state',
    );
    expect((await call('GET', '/listings?mine=1', null)).status).toBe(401);
    expect((await call('GET', '/listings?queue=review', 'officer')).status).toBe(403);
    expect((await call('GET', '/listings/not-an-id', null)).status).toBe(400);
    expect((await call('GET', '/listings?cursor=WzEsMl0', null)).status).toBe(422);
    expect((await call('GET', '/listings?region=x%25', null)).status).toBe(422);
  });

  it('take a null for what may be left out, and for nothing else', async () => {
    const { json } = await draft({ windowId: null });
    const id = String(json['id']);
    for (const field of ['form', 'pricingWay', 'priceMinor', 'exchangeId'])
      expect((await call('PATCH', `/listings/${id}`, 'officer', { [field]: null })).status).toBe(422);
    const changed = await call('PATCH', `/listings/${id}`, 'officer', { reserveMinor: null });
    expect(changed.json).toMatchObject({ id, reserveMinor: null });
    await call('POST', `/listings/${id}/submit`, 'officer', { via: 'direct' });
    const reviewed = await call('POST', `/listings/${id}/review`, 'reviewer', { approve: true, reason: null });
    expect(reviewed.json).toMatchObject({ state: 'listed' });
  });

  it('are exported so that a spreadsheet runs nothing', async () => {
    await published();
    const csv = await call('GET', '/listings?format=csv', null);
    expect(csv.type).toMatch(/^text\/csv/);
    expect(csv.text.startsWith('\ufeff编号 number,')).toBe(true);
    expect(csv.text).toContain(",'=接口成果");
    expect(csv.text).toContain('600000.00');
    // Taken whole again and again they would keep the database busy for everybody.
    await api.db.database.query(`update login_limit set failures = 20 where key like 'export:%' returning key`);
    expect((await call('GET', '/listings?format=csv', null)).json).toMatchObject({
      status: 429,
      code: 'export.too_many',
    });
    expect((await call('GET', '/listings?format=csv', 'officer')).type).toMatch(/^text\/csv/);
    const achievements = await call('GET', '/achievements?format=csv', 'officer');
    expect(achievements.text).toMatch(/^\ufefftitle,abstract,ip_kind,/);
    expect(achievements.text).toContain("\n'=接口成果");
    const applications = await call('GET', '/applications?format=csv', 'reviewer');
    expect(applications.type).toMatch(/^text\/csv/);
  });

  it('show the rules of sale to everybody', async () => {
    const profiles = items(await call('GET', '/rule-profiles?limit=100', null));
    expect(profiles.map((each) => each['code'])).toEqual(expect.arrayContaining(['gz-university', 'gz-demo']));
    expect((await call('GET', '/rule-profiles/gz-university/1', null)).json).toMatchObject({
      body: { noticeDays: { count: 15 } },
    });
    expect((await call('GET', '/rule-profiles/gz-university/99', null)).status).toBe(404);
  });

  it('negotiated are objected to, ruled on and concluded', async () => {
    const created = await draft({
      pricingWay: 'negotiated',
      windowId: null,
      reserveMinor: null,
      transfereeId: await api.organisationOf('bidder1'),
    });
    const id = String(created.json['id']);
    await call('POST', `/listings/${id}/submit`, 'officer', { via: 'direct' });
    await call('POST', `/listings/${id}/review`, 'reviewer', { approve: true });
    const filed = await call('POST', `/listings/${id}/objections`, 'bidder2', { grounds: '价格偏低' });
    expect(filed.json).toMatchObject({ state: 'filed', grounds: '价格偏低' });
    expect((await call('POST', `/listings/${id}/conclude`, 'officer')).json['code']).toBe('listing.notice_running');
    const ruling = { upheld: true, reason: '应重新评估' };
    expect(
      (await call('POST', `/objections/${String(filed.json['id'])}/ruling`, 'reviewer', ruling)).json['state'],
    ).toBe('upheld');
    expect((await call('GET', `/listings/${id}`, null)).json['state']).toBe('terminated');
  });
});

describe('qualification', () => {
  const licence = paper('test');
  const upload = () => files(['营业执照.pdf', licence]);

  it('takes documents, decides, and lets the exchange read them', async () => {
    const listingId = await published();
    const uploaded = await call('POST', '/attachments', 'bidder1', upload());
    expect(uploaded.status).toBe(201);
    const documentId = String(uploaded.json['id']);
    expect((await call('GET', `/attachments/${documentId}`, 'reviewer')).status).toBe(404);
    const body = { documentIds: [documentId], statement: '符合条件' };
    const filed = await call('POST', `/listings/${listingId}/applications`, 'bidder1', body);
    expect(filed.json).toMatchObject({ state: 'submitted', documents: [{ filename: '营业执照.pdf' }] });
    const read = await call('GET', `/attachments/${documentId}`, 'reviewer');
    expect([read.status, read.type, read.text]).toEqual([200, 'application/pdf', licence.toString()]);
    expect((await call('GET', `/attachments/${documentId}`, 'bidder2')).status).toBe(404);
    expect((await call('POST', `/listings/${listingId}/applications`, 'bidder1', body)).status).toBe(409);
    const review = `/applications/${String(filed.json['id'])}/review`;
    expect((await call('POST', review, 'bidder1', { approve: true })).status).toBe(403);
    expect((await call('POST', review, 'reviewer', { approve: false })).json['code']).toBe(
      'application.reason_missing',
    );
    expect((await call('POST', review, 'reviewer', { approve: true })).json['state']).toBe('approved');
    expect(items(await call('GET', `/applications?listingId=${listingId}`, 'reviewer')).length).toBe(1);
    expect(items(await call('GET', '/applications', 'bidder2'))).toEqual([]);
  });

  it('refuses other people’s papers, no papers, and what is no paper', async () => {
    const listingId = await published();
    const foreign = String((await call('POST', '/attachments', 'bidder2', upload())).json['id']);
    const apply = (documentIds: string[]) =>
      call('POST', `/listings/${listingId}/applications`, 'bidder1', { documentIds, statement: '' });
    expect((await apply([foreign])).json['code']).toBe('attachment.not_found');
    expect((await apply([])).json['code']).toBe('application.bad_content');
    expect((await call('POST', '/attachments', 'bidder1', files(['x.pdf', '<script>']))).json['code']).toBe(
      'attachment.wrong_type',
    );
    expect((await call('POST', '/attachments', 'bidder1', new FormData())).status).toBeGreaterThanOrEqual(400);
  });
});
