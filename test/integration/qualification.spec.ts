import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { completeApplication, enterAll, listingInReview, type Person, uploaded } from '../support/candidates';
import { DemoApi, type Json } from '../support/demo-api';

interface List {
  items: Json[];
}

const LOGINS = ['officer', 'reviewer', 'bidder1', 'bidder2', 'bidder3', 'officer2', 'admin'] as const;
/** Belongs to nobody; its check character is right. */
const LI = '11010519491231002X';

let api: DemoApi;
let who: Record<(typeof LOGINS)[number], Person>;
let listingId: string;

beforeAll(async () => {
  api = await DemoApi.start();
  who = await enterAll(api.url, LOGINS);
  listingId = await listingInReview(who.officer, who.reviewer, '1');
});
afterAll(() => api.stop());

const refusal = (answer: Promise<unknown>) =>
  answer.then(
    () => null,
    (error: { status: number; code: string }) => [error.status, error.code],
  );
const csv = async (person: Person, path: string): Promise<string> => {
  const answer = await fetch(`${api.url}/api${path}`, { headers: { authorization: `Bearer ${person.http.token}` } });
  expect(answer.headers.get('content-type')).toContain('text/csv');
  return answer.text();
};

describe('rights of first refusal over HTTP', () => {
  it('are registered and notified before the notice, and answered by their holder alone', async () => {
    const right = { organisationId: who.bidder2.organisationId, ground: 'inventor', rank: 1 };
    const rights = `/listings/${listingId}/first-refusals`;
    expect(await refusal(who.officer2.http.post(rights, right))).toEqual([404, 'listing.not_found']);
    expect(await refusal(who.bidder1.http.post(rights, right))).toEqual([403, 'access.forbidden']);
    expect(await refusal(who.officer.http.post(rights, { ...right, rank: 0 }))).toEqual([422, 'request.invalid']);
    await who.officer.http.post(rights, { ...right, evidenceId: await uploaded(who.officer, '发明人协议.pdf') });
    expect(await who.reviewer.http.get(rights)).toMatchObject({ items: [{ state: 'registered', pending: true }] });
    expect((await who.bidder2.http.get<List>('/first-refusals')).items).toEqual([]);
    await who.reviewer.http.post(`${rights}/notices`);
    const [told] = (await who.bidder2.http.get<List>('/first-refusals')).items;
    expect(told).toMatchObject({ state: 'notified', ground: 'inventor', listingNumber: expect.any(String) });
    const answer = `/first-refusals/${String(told!['id'])}/answer`;
    expect(await refusal(who.bidder1.http.post(answer, { waive: true }))).toEqual([404, 'right.not_found']);
    expect(await who.bidder2.http.post(answer, { waive: false })).toMatchObject({ state: 'acknowledged' });
    expect(await refusal(who.bidder2.http.post(answer, { waive: false }))).toEqual([409, 'right.answered']);
    // Whoever has waived is not waited for: the notice may come out.
    expect(await who.bidder2.http.post(answer, { waive: true })).toMatchObject({ state: 'waived' });
    expect(await who.officer.http.get(rights)).toMatchObject({ items: [{ state: 'waived', pending: false }] });
    expect(await csv(who.bidder2, '/first-refusals?format=csv')).toContain('inventor');
  });
});

describe('a candidate over HTTP', () => {
  let id: string;

  it('hands in what the rules ask for, each fault by its field', async () => {
    await who.reviewer.http.post(`/listings/${listingId}/review`, { approve: true });
    const apply = (body: object) => who.bidder1.http.post<Json>(`/listings/${listingId}/applications`, body);
    const other = { documentIds: [await uploaded(who.bidder1)], statement: '', offerMinor: 1 };
    await expect(apply(other)).rejects.toThrow(/documents\.business_licence.*offerMinor.*acceptsText/);
    expect(await refusal(apply({ ...other, documents: [{ kind: 'nonsense' }] }))).toEqual([422, 'request.invalid']);
    const filed = await apply(await completeApplication(who.bidder1, { offerMinor: 81_000_000 }));
    id = String(filed['id']);
    expect(filed).toMatchObject({
      state: 'submitted',
      offerMinor: 81_000_000,
      documents: [{ kind: 'business_licence', expiresOn: '2036-12-31' }],
      textHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(filed)).not.toContain('representativeKey');
  });

  it('is looked at by the exchange, and by the seller only under the duty of confidence', async () => {
    expect(await refusal(who.bidder1.http.get(`/applications/${id}/sheet`))).toEqual([403, 'access.forbidden']);
    expect(await refusal(who.bidder2.http.get(`/applications/${id}`))).toEqual([404, 'application.not_found']);
    expect(await who.reviewer.http.get(`/applications/${id}/sheet`)).toMatchObject({
      sellerIsAsked: true,
      conflict: null,
      required: [{ kind: 'business_licence', given: true }],
      submissions: [{ number: 1 }],
    });
    expect((await who.officer.http.get<List>('/confirmations')).items).toEqual([]);
    expect(await refusal(who.officer.http.post(`/confirmations/${id}/opening`, { confidential: true }))).toEqual([
      404,
      'application.not_found',
    ]);
    const passed = await who.reviewer.http.post<Json>(`/applications/${id}/review`, { approve: true });
    expect(passed).toMatchObject({ state: 'awaiting_seller', dueAt: expect.any(String) });
    const list = await who.officer.http.get<List>('/confirmations?state=awaiting_seller');
    expect(list.items).toMatchObject([{ id, label: id.slice(-6).toUpperCase() }]);
    expect(JSON.stringify(list) + (await csv(who.officer, '/confirmations?format=csv'))).not.toContain('澄江');
    const answer = `/confirmations/${id}/answer`;
    expect(await refusal(who.officer.http.post(answer, { confirm: true }))).toEqual([409, 'confirmation.not_opened']);
    expect(await refusal(who.officer.http.post(`/confirmations/${id}/opening`, { confidential: false }))).toEqual([
      422,
      'confirmation.duty_not_taken',
    ]);
    expect(await refusal(who.officer2.http.post(`/confirmations/${id}/opening`, { confidential: true }))).toEqual([
      404,
      'application.not_found',
    ]);
    const facts = await who.officer.http.post<{ documents: { id: string }[] }>(`/confirmations/${id}/opening`, {
      confidential: true,
    });
    expect(facts).toMatchObject({ organisationName: '广州澄江智能装备有限公司', offerMinor: null });
    const paper = await fetch(`${api.url}/api/confirmations/${id}/documents/${facts.documents[0]!.id}`, {
      headers: { authorization: `Bearer ${who.officer.http.token}` },
    });
    expect([paper.status, paper.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(await who.officer.http.post(answer, { confirm: true })).toMatchObject({ state: 'approved' });
    expect((await who.bidder1.http.get<List>('/applications')).items).toMatchObject([{ state: 'approved' }]);
  });
});

describe('people and holdings over HTTP', () => {
  it('are declared by administrators, verified by reviewers, and keep related parties out', async () => {
    const person = { name: '李明', idNumber: LI, role: 'director', fromOn: '2020-01-01' };
    const theirs = await who.officer.http.post<{ id: string }>('/relations/people', person);
    const asked = { ...person, role: 'manager', exchangeId: who.reviewer.organisationId };
    const { id } = await who.bidder3.http.post<{ id: string }>('/relations/people', asked);
    const wrong = { ...person, idNumber: '110105194912310021' };
    expect(await refusal(who.bidder3.http.post('/relations/people', wrong))).toEqual([422, 'relation.bad_id_number']);
    expect(await refusal(who.reviewer.http.post('/relations/people', person))).toEqual([403, 'access.forbidden']);
    expect((await who.bidder3.http.get<List>('/relations')).items).toHaveLength(1);
    expect((await who.bidder1.http.get<List>('/relations')).items).toEqual([]);
    expect((await who.reviewer.http.get<List>('/relations?state=declared')).items).toHaveLength(2);
    expect(await refusal(who.bidder1.http.post(`/relations/${id}/end`, { toOn: '2026-01-01' }))).toEqual([
      404,
      'relation.not_found',
    ]);
    await who.reviewer.http.post(`/relations/${id}/judgement`, { verify: true });
    expect(await refusal(who.bidder3.http.post(`/relations/${id}/end`, { toOn: '2026-01-01' }))).toEqual([
      409,
      'relation.verified',
    ]);
    // Declared after the notice, the seller's word keeps nobody out until an exchange has verified it.
    await who.reviewer.http.post(`/relations/${theirs.id}/judgement`, { verify: true });
    const body = await completeApplication(who.bidder3);
    const applied = who.bidder3.http.post(`/listings/${listingId}/applications`, body);
    await expect(applied).rejects.toMatchObject({ status: 403, code: 'application.related_party' });
    await expect(applied).rejects.not.toThrow('李明');
    const path = '李明 是 东莞沧屿生物科技有限公司 的高级管理人员，李明 是 南粤理工大学 的董事';
    expect((await who.reviewer.http.get<List>('/conflict-findings')).items).toMatchObject([{ pathZh: path }]);
    expect(await csv(who.reviewer, '/conflict-findings?format=csv')).toContain(path);
    expect(await csv(who.reviewer, '/relations?format=csv')).not.toContain(LI);
  });
});
