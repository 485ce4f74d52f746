import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PDFDocument } from '@cantoo/pdf-lib';
import { sha256Hex } from '@jishi/kernel';
import { createDataSource } from '@jishi/platform';
import { type RuleProfile, RULES_BEFORE } from '@jishi/pricing';
import { paper, picture } from '../support/papers';
import { type Answer, DemoApi, items, type Json } from '../support/demo-api';

// Every file is checked in a thread apart, which takes its time on a busy machine.
jest.setTimeout(180_000);

let api: DemoApi;
const call: DemoApi['call'] = (...request) => api.call(...request);

beforeAll(async () => {
  api = await DemoApi.start();
});
afterAll(() => api.stop());

const refused = (answer: Answer): [number, unknown] => [answer.status, answer.json['code']];

let count = 0;
/** A draft of the university, at the clerk's window. */
async function draft(terms: object = {}): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([`title,number\n资料室成果${++count},D${count}\n`]), 'a.csv');
  const imported = await call('POST', '/achievements/import', 'officer', form);
  const clerks = await api.organisationOf('clerk');
  const window = items(await call('GET', '/windows', null)).find((each) => each['organisationId'] === clerks);
  const created = await call('POST', '/listings', 'officer', {
    achievementId: (imported.json['records'] as Json[])[0]?.['achievementId'],
    form: 'transfer',
    pricingWay: 'auction',
    priceMinor: 60_000_000,
    profileCode: 'gz-demo',
    windowId: window?.['id'],
    exchangeId: await api.organisationOf('reviewer'),
    ...terms,
  });
  return String(created.json['id']);
}
async function publish(id: string): Promise<void> {
  await call('POST', `/listings/${id}/submit`, 'officer', { via: 'window' });
  await call('POST', `/listings/${id}/intake`, 'clerk', { accept: true });
  expect((await call('POST', `/listings/${id}/review`, 'reviewer', { approve: true })).json['state']).toBe('listed');
}
async function upload(who: string, content: Buffer, name = '报告.pdf'): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)]), name);
  const answer = await call('POST', '/attachments', who, form);
  expect(refused(answer)).toEqual([201, undefined]);
  expect(answer.json['scanned']).toBe(false);
  return String(answer.json['id']);
}
async function add(listing: string, access: string, content = paper(`${access} ${++count}`), who = 'officer') {
  const body = { attachmentId: await upload(who, content), title: `${access} 资料`, kind: 'technical', access };
  return call('POST', `/listings/${listing}/documents`, who, body);
}
const idOf = (answer: Answer): string => String(items(answer).at(-1)?.['id']);
const open = (listing: string, document: string, who: string | null) =>
  call('GET', `/listings/${listing}/documents/${document}/content`, who);

async function sign(listing: string, who: string): Promise<Answer> {
  const offer = await call('GET', `/listings/${listing}/nda?language=zh`, who);
  const { sha256 } = offer.json;
  return call('POST', `/listings/${listing}/nda`, who, { language: 'zh', sha256, signatory: '李明', agreed: true });
}

describe('the papers of a sale', () => {
  it('are added to a draft by seller and window, and by nobody else', async () => {
    const id = await draft();
    expect(refused(await add(id, 'public'))).toEqual([201, undefined]);
    expect(refused(await add(id, 'candidates', await picture('png'), 'clerk'))).toEqual([201, undefined]);
    const foreign = { attachmentId: await upload('bidder1', paper()), title: 'x', kind: 'other', access: 'public' };
    expect(refused(await call('POST', `/listings/${id}/documents`, 'bidder1', foreign))).toEqual([
      403,
      'access.forbidden',
    ]);
    expect(refused(await call('POST', `/listings/${id}/documents`, 'officer', foreign))).toEqual([
      404,
      'attachment.not_found',
    ]);
    const bad = await call('POST', `/listings/${id}/documents`, 'officer', { ...foreign, kind: 'secret', title: ' ' });
    expect((bad.json['errors'] as Json[]).map((each) => each['path']).sort()).toEqual(['kind', 'title']);
    // To others an unpublished sale does not exist, its papers neither.
    for (const who of [null, 'bidder1', 'reviewer'])
      expect(refused(await call('GET', `/listings/${id}/documents`, who))).toEqual([404, 'listing.not_found']);
    expect(items(await call('GET', `/listings/${id}/documents`, 'officer')).length).toBe(2);
  });

  it('stand still during the review; later changes are announced and need a reason', async () => {
    const id = await draft();
    const first = idOf(await add(id, 'public'));
    const dropped = idOf(await add(id, 'public'));
    await call('POST', `/listings/${id}/documents/${dropped}/withdraw`, 'officer', {});
    await call('POST', `/listings/${id}/submit`, 'officer', { via: 'window' });
    await call('POST', `/listings/${id}/intake`, 'clerk', { accept: true });
    expect(refused(await add(id, 'public'))).toEqual([409, 'document.wrong_state']);
    await call('POST', `/listings/${id}/review`, 'reviewer', { approve: true });
    expect(refused(await add(id, 'public'))).toEqual([201, undefined]);
    const withdraw = (reason: string) =>
      call('POST', `/listings/${id}/documents/${first}/withdraw`, 'officer', { reason });
    expect(refused(await withdraw(''))).toEqual([422, 'document.reason_missing']);
    expect((await withdraw('评估报告更新')).status).toBe(200);
    expect(refused(await withdraw('又一次'))).toEqual([409, 'document.withdrawn_already']);
    expect(items(await call('GET', `/listings/${id}/documents`, null))).toMatchObject([
      { id: first, withdrawnReason: '评估报告更新', withdrawnByName: null, barrier: 'document.not_found' },
      { announced: true, withdrawnAt: null, barrier: null },
    ]);
    // What was dropped from a draft is the seller's own affair.
    expect(items(await call('GET', `/listings/${id}/documents`, 'officer')).length).toBe(3);
    expect(refused(await open(id, first, null))).toEqual([404, 'document.not_found']);
  });

  it('are content of the notice: a change restarts it, on record and for everybody to see', async () => {
    const id = await draft();
    await publish(id);
    const listing = async () => (await call('GET', `/listings/${id}`, null)).json;
    const first = await listing();
    const secret = idOf(await add(id, 'confidential'));
    const later = await listing();
    expect(String(later['noticeEndsAt']) > String(first['noticeEndsAt'])).toBe(true);
    expect(
      refused(await call('POST', `/listings/${id}/documents/${secret}/withdraw`, 'officer', { reason: '改版' })),
    ).toEqual([200, undefined]);
    // What only the parties read changes nothing for candidates.
    const last = await listing();
    expect(refused(await add(id, 'parties'))).toEqual([201, undefined]);
    expect((await listing())['noticeEndsAt']).toBe(last['noticeEndsAt']);
    const steps = await api.db.database.query(
      `select action, reason from listing_transition where listing_id = $1 and action = 'amend' order by at`,
      [id],
    );
    expect(steps).toEqual([
      { action: 'amend', reason: '补充一份保密资料 / a paper was added' },
      { action: 'amend', reason: '撤下一份保密资料 / a paper was withdrawn: 改版' },
    ]);
    const facts = await api.db.database.query(
      `select 1 from outbox where type = 'listing.amended' and subject_id = $1`,
      [id],
    );
    expect(facts.length).toBe(2);
  });

  it('stand still again once bids count', async () => {
    const id = await draft();
    const paperId = idOf(await add(id, 'public'));
    await publish(id);
    // As if days had passed: the database itself lets nobody bring an opening forward.
    const owner = await createDataSource(api.db.adminUrl).initialize();
    await owner.query('alter table listing disable trigger listing_frozen');
    await owner.query(`update listing set opens_at = now() - interval '1 second' where id = $1`, [id]);
    await owner.query('alter table listing enable trigger listing_frozen');
    await owner.destroy();
    expect(refused(await add(id, 'public'))).toEqual([409, 'listing.bidding_open']);
    expect(
      refused(await call('POST', `/listings/${id}/documents/${paperId}/withdraw`, 'officer', { reason: 'x' })),
    ).toEqual([409, 'listing.bidding_open']);
    const { items: papers, mayChange } = (await call('GET', `/listings/${id}/documents`, 'officer')).json;
    expect([(papers as Json[]).length, mayChange]).toEqual([1, false]);
  });

  it('that are confidential leave by the data room only, whoever uploaded them', async () => {
    const id = await draft();
    const attachmentId = await upload('officer', paper(`secret ${++count}`));
    const body = { attachmentId, title: '配方', kind: 'technical', access: 'confidential' };
    expect((await call('GET', `/attachments/${attachmentId}`, 'officer')).status).toBe(200);
    expect((await call('GET', `/attachments/${attachmentId}`, 'officer3')).status).toBe(404);
    expect((await call('POST', `/listings/${id}/documents`, 'officer', body)).status).toBe(201);
    for (const who of ['officer', 'officer3', 'clerk', 'bidder1'])
      expect(refused(await call('GET', `/attachments/${attachmentId}`, who))).toEqual([404, 'attachment.not_found']);
  });

  it('asked for in pieces, conditionally or by their head only, are whole, marked and counted once', async () => {
    const id = await draft();
    const secret = paper(`pieces ${++count}`);
    const document = idOf(await add(id, 'confidential', secret));
    const url = `${api.url}/api/listings/${id}/documents/${document}/content`;
    const authorization = `Bearer ${await api.tokenOf('officer')}`;
    const ask = (method: string, headers: object) => fetch(url, { method, headers: { authorization, ...headers } });
    const head = await ask('HEAD', {});
    expect([
      head.status,
      (await api.db.database.query('select 1 from document_opening where document_id = $1', [document])).length,
    ]).toEqual([405, 0]);
    for (const headers of [
      { range: 'bytes=0-99' },
      { 'if-none-match': `"${sha256Hex(secret)}"` },
      { 'if-modified-since': new Date().toUTCString() },
    ]) {
      const answer = await ask('GET', headers);
      const copy = Buffer.from(await answer.arrayBuffer());
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
      const [last] = await api.db.database.query(
        `select delivered_sha256 as hash from document_opening where document_id = $1 order by id desc limit 1`,
        [document],
      );
      expect(last).toEqual({ hash: sha256Hex(copy) });
      expect(copy).not.toEqual(secret);
    }
  });

  it('whose bytes are gone are not handed out, and no opening is counted', async () => {
    const id = await draft();
    const content = paper(`gone ${++count}`);
    const document = idOf(await add(id, 'confidential', content));
    rmSync(join(api.folder, 'files', sha256Hex(content).slice(0, 2), sha256Hex(content)));
    expect(refused(await open(id, document, 'officer'))).toEqual([500, 'file.gone']);
    expect(await api.db.database.query('select 1 from document_opening where document_id = $1', [document])).toEqual(
      [],
    );
  });

  it('open to everybody, to members, or after an undertaking only', async () => {
    const id = await draft();
    const secret = paper('secret recipe');
    const [open1, candidates, confidential] = [
      idOf(await add(id, 'public')),
      idOf(await add(id, 'candidates')),
      idOf(await add(id, 'confidential', secret)),
    ];
    await publish(id);
    expect((await open(id, open1, null)).type).toBe('application/pdf');
    expect(refused(await open(id, candidates, null))).toEqual([401, 'document.login_needed']);
    expect((await open(id, candidates, 'bidder2')).status).toBe(200);
    expect(refused(await open(id, confidential, null))).toEqual([401, 'document.login_needed']);
    for (const who of ['bidder1', 'cashier', 'auditor'])
      expect(refused(await open(id, confidential, who))).toEqual([403, 'nda.missing']);
    const seen = items(await call('GET', `/listings/${id}/documents`, 'bidder1')).at(-1);
    expect(seen).toMatchObject({ barrier: 'nda.missing', filename: '', size: 0, sha256: '', addedByName: '' });

    const offer = (await call('GET', `/listings/${id}/nda?language=en`, 'bidder1')).json;
    expect(offer).toMatchObject({ needed: true, accepted: null, sha256: sha256Hex(String(offer['text'])) });
    const words = { language: 'en', sha256: offer['sha256'], signatory: '李明', agreed: true };
    const post = (change: object) => call('POST', `/listings/${id}/nda`, 'bidder1', { ...words, ...change });
    expect(refused(await post({ agreed: false }))).toEqual([422, 'nda.not_agreed']);
    expect(refused(await post({ sha256: sha256Hex('another') }))).toEqual([409, 'nda.text_changed']);
    expect(refused(await post({ language: 'zh' }))).toEqual([409, 'nda.text_changed']);
    expect(offer).toMatchObject({ version: 1, profile: null });
    const { accepted } = (await post({})).json;
    expect(accepted).toMatchObject({ signatory: '李明', text: offer['text'], textVersion: 1, profileCode: null });
    expect(refused(await post({}))).toEqual([409, 'nda.signed_already']);
    expect(refused(await sign(id, 'officer'))).toEqual([409, 'nda.not_needed']);
    expect(refused(await sign(id, 'cashier'))).toEqual([403, 'access.forbidden']);

    const copy = await open(id, confidential, 'bidder1');
    expect([copy.status, copy.type]).toEqual([200, 'application/pdf']);
    expect(copy.bytes).not.toEqual(secret);
    expect((await PDFDocument.load(copy.bytes)).getPageCount()).toBe(1);
    expect(refused(await open(id, confidential, 'bidder2'))).toEqual([403, 'nda.missing']);
    await open(id, confidential, 'reviewer');
    await open(id, confidential, 'officer');

    const log = items(await call('GET', `/listings/${id}/openings`, 'reviewer'));
    expect(log).toMatchObject([
      { insider: true, organisationId: await api.organisationOf('officer') },
      { insider: true, organisationId: await api.organisationOf('reviewer') },
      {
        insider: false,
        organisationId: await api.organisationOf('bidder1'),
        address: '127.0.0.1',
        deliveredSha256: sha256Hex(copy.bytes),
        deliveredSize: copy.bytes.length,
      },
    ]);
    for (const who of ['officer', 'clerk']) {
      // Under these rules the seller confirms no candidates: to its side bidders are sealed until the close.
      expect(items(await call('GET', `/listings/${id}/openings?limit=2`, who)).length).toBe(2);
      const records = await Promise.all(
        ['openings', 'ndas'].flatMap((path) =>
          ['', '?format=csv'].map((query) => call('GET', `/listings/${id}/${path}${query}`, who)),
        ),
      );
      const name = String(((await call('GET', '/sessions/current', 'bidder1')).json['organisation'] as Json)['name']);
      for (const told of [await api.organisationOf('bidder1'), name, '李明', sha256Hex(String(offer['text']))])
        expect(records.map(({ text }) => text).join('\n')).not.toContain(told);
      expect([items(records[0]!)[2], items(records[2]!)[0]]).toMatchObject([
        { organisationId: null, organisationName: 'S1', userName: '', address: '' },
        { organisationId: null, organisationName: 'S1', signatory: '', text: '', textSha256: '' },
      ]);
    }
    const csv = (await call('GET', `/listings/${id}/openings?format=csv`, 'reviewer')).text;
    expect(csv.trim().split('\r\n').length).toBe(4);
    expect(csv).toContain(sha256Hex(copy.bytes));
    expect((await call('GET', `/listings/${id}/ndas?format=csv`, 'reviewer')).text).toContain('李明');
    expect((await call('GET', `/listings/${id}/documents?format=csv`, null)).text).toContain('confidential');
    for (const path of ['openings', 'ndas'])
      expect(refused(await call('GET', `/listings/${id}/${path}`, 'bidder1'))).toEqual([403, 'access.forbidden']);
  });

  it('are opened by the undertaking of the rules the sale was published under, on the record', async () => {
    const [demo] = await api.db.database.query<{ body: RuleProfile }>(
      "select body from rule_profile where code = 'gz-demo' order by version desc limit 1",
    );
    const inForce = async (version: number, zh: string) => {
      const texts = { ...RULES_BEFORE.texts, nda: { zh, en: '{recipient} keeps {title} secret' } };
      const sources = { ...demo!.body.sources, sale: '本所保密规程' };
      const body = { ...demo!.body, code: 'gz-nda', version, sources, sale: { ...RULES_BEFORE, texts } };
      await api.db.database.query(
        "insert into rule_profile (code, version, body, source, effective_at) values ('gz-nda', $1, $2, '本所保密规程', now())",
        [version, JSON.stringify(body)],
      );
    };
    await inForce(1, '{recipient}就{number}号项目向{discloser}承诺保密，{exchange}见证');
    const id = await draft({ profileCode: 'gz-nda' });
    await add(id, 'confidential');
    await publish(id);
    await inForce(2, '另一份承诺书');
    const { json } = await call('GET', `/listings/${id}/nda?language=zh`, 'bidder1');
    expect(json).toMatchObject({ version: null, profile: { code: 'gz-nda', version: 1 } });
    expect(json['text']).toMatch(/^.+就.+号项目向.+承诺保密，.+见证$/);
    expect((await call('GET', `/listings/${id}/nda?language=en`, 'bidder1')).json['text']).toContain(
      'keeps 资料室成果',
    );
    expect((await sign(id, 'bidder1')).json['accepted']).toMatchObject({
      text: json['text'],
      textVersion: null,
      profileCode: 'gz-nda',
      profileVersion: 1,
    });
    expect((await call('GET', `/listings/${id}/ndas?format=csv`, 'officer')).text).toContain('gz-nda v1');
    const both = `insert into nda_acceptance (id, listing_id, organisation_id, user_id, signatory, text_version, profile_code,
        profile_version, language, text, text_sha256)
      select gen_random_uuid(), listing_id, $1, user_id, signatory, 1, profile_code, profile_version, language, text, text_sha256
      from nda_acceptance where listing_id = $2`;
    await expect(api.db.database.query(both, [await api.organisationOf('bidder2'), id])).rejects.toThrow(/one_text/);
    const [kept] = await api.db.database.query(
      "select detail from audit_log where action = 'nda.accepted' and subject_id = $1",
      [id],
    );
    expect(kept).toMatchObject({ detail: { textVersion: null, profile: { code: 'gz-nda', version: 1 } } });
  });

  it('that are pictures are marked as well, each copy in its own way', async () => {
    const id = await draft();
    const photo = await picture('jpeg');
    const document = idOf(await add(id, 'confidential', photo));
    await publish(id);
    await sign(id, 'bidder1');
    await sign(id, 'bidder2');
    const [one, two] = [await open(id, document, 'bidder1'), await open(id, document, 'bidder2')];
    expect([one.type, two.type]).toEqual(['image/jpeg', 'image/jpeg']);
    expect(new Set([photo, one.bytes, two.bytes].map(sha256Hex)).size).toBe(3);
  });

  it('close with the sale, but not to its parties', async () => {
    const id = await draft();
    const document = idOf(await add(id, 'confidential'));
    await publish(id);
    await sign(id, 'bidder1');
    await api.db.database.query(`update listing set state = 'delisted' where id = $1`, [id]);
    expect(refused(await open(id, document, 'bidder1'))).toEqual([403, 'document.room_closed']);
    expect(refused(await sign(id, 'bidder2'))).toEqual([409, 'document.room_closed']);
    expect((await open(id, document, 'officer')).status).toBe(200);
    // Nor are they named any more, and the seller learns who read them.
    for (const who of [null, 'bidder1', 'bidder2'])
      expect(items(await call('GET', `/listings/${id}/documents`, who))).toEqual([]);
    expect(items(await call('GET', `/listings/${id}/documents`, 'officer'))).toHaveLength(1);
    expect(items(await call('GET', `/listings/${id}/ndas`, 'officer'))).toMatchObject([{ signatory: '李明' }]);
  });

  it('stay open to the winner alone once a sale is closed, until the certificate', async () => {
    const id = await draft();
    const document = idOf(await add(id, 'confidential'));
    await publish(id);
    for (const who of ['bidder1', 'bidder2']) await sign(id, who);
    for (const who of ['bidder1', 'bidder2']) expect((await open(id, document, who)).status).toBe(200);
    await api.db.database.query(`update listing set state = 'sold' where id = $1`, [id]);
    await api.db.database.query(
      `insert into sale_confirmation (id, number, listing_id, exchange_id, transferor_id, transferee_id, price_minor,
         concluded_at) select gen_random_uuid(), 'JSCJ' || l.number, l.id, l.exchange_id, l.transferor_id, $2,
         l.price_minor, now() from listing l where l.id = $1`,
      [id, await api.organisationOf('bidder1')],
    );
    const names = async (who: string) => items(await call('GET', `/listings/${id}/documents`, who)).length;
    expect([(await open(id, document, 'bidder1')).status, await names('bidder1')]).toEqual([200, 1]);
    expect([refused(await open(id, document, 'bidder2')), await names('bidder2')]).toEqual([
      [403, 'document.room_closed'],
      0,
    ]);
    await api.db.database.query(`update listing set state = 'certified' where id = $1`, [id]);
    expect([refused(await open(id, document, 'bidder1')), await names('bidder1')]).toEqual([
      [403, 'document.room_closed'],
      0,
    ]);
  });

  it('that the rules ask for are replaced while the sale runs, and not just taken back', async () => {
    const id = await draft({ profileCode: 'gz-university', windowId: undefined });
    const proof = async (): Promise<string> => {
      const attachmentId = await upload('officer', paper(`proof ${++count}`));
      const body = { attachmentId, title: '权属证明', kind: 'ownership_proof', access: 'parties' };
      return idOf(await call('POST', `/listings/${id}/documents`, 'officer', body));
    };
    const first = await proof();
    await call('POST', `/listings/${id}/submit`, 'officer', { via: 'direct' });
    expect((await call('POST', `/listings/${id}/review`, 'reviewer', { approve: true })).json['state']).toBe('listed');
    const withdraw = () =>
      call('POST', `/listings/${id}/documents/${first}/withdraw`, 'officer', { reason: '证书已换发' });
    const refusal = await withdraw();
    expect(refused(refusal)).toEqual([409, 'document.required']);
    expect(String(refusal.json['detail'])).toMatch(/先添加同类的新材料|Add the new one first/);
    await proof();
    expect((await withdraw()).status).toBe(200);
    const told = await api.db.database.query<{ type: string }>(
      `select type from outbox where payload->>'listingId' = $1 and type like 'listing.document%' order by id`,
      [id],
    );
    expect(told.map(({ type }) => type)).toEqual(['listing.document_added', 'listing.document_withdrawn']);
  });

  it('and their records cannot be rewritten', async () => {
    for (const table of ['listing_document', 'listing_document_withdrawal', 'nda_acceptance', 'document_opening'])
      await expect(api.db.database.query(`delete from ${table}`)).rejects.toThrow(/permission denied|append-only/);
  });
});

describe('an upload', () => {
  const send = async (type: string, body: Buffer) => {
    const answer = await fetch(`${api.url}/api/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await api.tokenOf('officer')}`, 'content-type': type },
      body: new Uint8Array(body),
    });
    return [answer.status, ((await answer.json()) as Json)['code'] ?? null];
  };
  const form = (head: string) =>
    Buffer.concat([Buffer.from(`--xx\r\n${head}\r\n\r\n`), paper(`form ${++count}`), Buffer.from('\r\n--xx--\r\n')]);
  const TYPE = 'multipart/form-data; boundary=xx';

  it('that breaks off or is no form is refused, not a failure', async () => {
    const whole = form(
      'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf',
    );
    expect(await send(TYPE, whole.subarray(0, -30))).toEqual([422, 'http.broken_upload']);
    expect(await send(TYPE, whole.subarray(0, 60))).toEqual([422, 'http.broken_upload']);
    expect(await send('multipart/form-data', whole)).toEqual([422, 'http.broken_upload']);
  });

  it('without a name, or with one that is a path, is kept under a plain one', async () => {
    const nameless = 'Content-Disposition: form-data; name="file"\r\nContent-Type: application/octet-stream';
    expect(await send(TYPE, form(nameless))).toEqual([201, null]);
    const path =
      'Content-Disposition: form-data; name="file"; filename="../../etc/x\u202Efdp.exe"\r\nContent-Type: text/html';
    expect(await send(TYPE, form(path))).toEqual([201, null]);
    const kept = await api.db.database.query('select filename, media_type from attachment order by id desc limit 2');
    expect(kept).toEqual([
      { filename: 'xfdp.exe', media_type: 'application/pdf' },
      { filename: 'file', media_type: 'application/pdf' },
    ]);
    const long = `Content-Disposition: form-data; name="file"; filename="${'😀'.repeat(101)}x"\r\nContent-Type: text/html`;
    await send(TYPE, form(long));
    const [named] = await api.db.database.query<{ filename: string }>(
      'select filename from attachment order by id desc limit 1',
    );
    expect(named?.filename).not.toContain('\ufffd');
  });

  it('that is too large is told so before all of it was taken in', async () => {
    const huge = Buffer.concat([
      form('Content-Disposition: form-data; name="file"; filename="a.pdf"'),
      Buffer.alloc(30 << 20),
    ]);
    expect(await send(TYPE, Buffer.concat([huge.subarray(0, 200), Buffer.alloc(30 << 20)]))).toEqual([
      422,
      'http.too_large',
    ]);
  });
});

it('says that nothing is scanned', async () => {
  expect((await call('GET', '/health', null)).json['virusScan']).toBe('off');
});
