import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoApi, items } from '../support/demo-api';

let api: DemoApi;
const call: DemoApi['call'] = (...request) => api.call(...request);

beforeAll(async () => {
  api = await DemoApi.start();
});
afterAll(() => api.stop());

/** The achievement that the demonstration values, on a listing that is still a draft. */
async function subject(): Promise<{ achievementId: string; listingId: string; filedOn: string }> {
  const [achievement] = items(await call('GET', '/achievements?q=DEMO2020-0009', 'officer'));
  const drafts = items(await call('GET', '/listings?mine=1&state=draft', 'officer'));
  const listing = drafts.find(({ achievementId }) => achievementId === achievement?.['id']);
  return {
    achievementId: String(achievement?.['id']),
    filedOn: String(achievement?.['filedOn']),
    listingId: String(listing?.['id']),
  };
}
const dcf = (filedOn: string) => ({
  method: 'dcf',
  ipKind: 'invention',
  filedOn,
  valuationDate: '2026-03-01',
  flows: [{ amountMinor: 100_000_000 }, { amountMinor: 200_000_000 }],
  sharePpm: 300_000,
  riskFreePpm: 20_000,
  premiums: [{ label: '技术风险', ratePpm: 180_000 }],
  convention: 'end',
  terminalGrowthPpm: null,
});

describe('worksheets over HTTP', () => {
  it('are computed without being kept, with sensitivities', async () => {
    const { filedOn } = await subject();
    const answer = await call('POST', '/valuations/compute', 'officer', { inputs: dcf(filedOn) });
    expect(answer.status).toBe(200);
    // 100万 × 30 % ÷ 1.2 + 200万 × 30 % ÷ 1.44.
    expect(answer.json['valuation']).toMatchObject({ valueMinor: 25_000_000 + 41_666_667 });
    expect(answer.json['sensitivity']).toMatchObject({ grid: { rows: 'discount', columns: 'share' } });
  });

  it('name every bad field by its path, and keep nothing', async () => {
    const { achievementId, filedOn } = await subject();
    const before = items(await call('GET', '/valuations', 'officer')).length;
    const wrong = { ...dcf(filedOn), flows: [{ amountMinor: 1 }, { amountMinor: 0.5 }], sharePpm: -1 };
    const answer = await call('POST', '/valuations', 'officer', { achievementId, inputs: wrong });
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({
      code: 'valuation.bad_inputs',
      errors: [
        { path: 'inputs.flows[1].amountMinor', code: 'valuation.not_in_range' },
        { path: 'inputs.sharePpm', code: 'valuation.not_in_range' },
      ],
    });
    for (const inputs of [null, 7, 'x', [], { method: 'magic' }])
      expect((await call('POST', '/valuations', 'officer', { achievementId, inputs })).status).toBe(422);
    const alien = await call('POST', '/valuations', 'officer', { achievementId, inputs: dcf(filedOn), result: {} });
    expect(alien.json['errors']).toMatchObject([{ path: 'result', code: 'field.unknown' }]);
    expect(items(await call('GET', '/valuations', 'officer'))).toHaveLength(before);
  });

  it('are kept, replaced, compared and exported', async () => {
    const { achievementId, filedOn } = await subject();
    const made = await call('POST', '/valuations', 'clerk', { achievementId, inputs: dcf(filedOn), note: '窗口代拟' });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ version: 1, consistent: true, method: 'dcf', valueMinor: 66_666_667 });
    const inputs = { ...dcf(filedOn), sharePpm: 250_000 };
    const next = await call('POST', '/valuations', 'officer', { achievementId, inputs, replacesId: made.json['id'] });
    expect(next.json).toMatchObject({ version: 2, replacesId: made.json['id'] });
    const again = await call('POST', '/valuations', 'officer', { achievementId, inputs, replacesId: made.json['id'] });
    expect([again.status, again.json['code']]).toEqual([409, 'valuation.replaced_already']);
    const compared = await call(
      'GET',
      `/valuations/${String(made.json['id'])}/changes/${String(next.json['id'])}`,
      'officer',
    );
    expect(compared.json).toMatchObject({
      beforeVersion: 1,
      afterVersion: 2,
      changes: [{ path: 'sharePpm', before: 300_000, after: 250_000 }],
    });
    const trace = await call('GET', `/valuations/${String(next.json['id'])}?format=csv`, 'officer');
    expect(trace.type).toContain('text/csv');
    expect(trace.text).toContain('present_value,,1,250000.00,83.3333,208333.33');
    const list = await call('GET', '/valuations?format=csv&method=dcf', 'officer');
    expect(list.text).toContain('窗口代拟');
  });

  it('page by cursor', async () => {
    const first = await call('GET', '/valuations?limit=1', 'officer');
    const second = await call('GET', `/valuations?limit=1&cursor=${String(first.json['nextCursor'])}`, 'officer');
    expect(items(first)[0]?.['id']).not.toBe(items(second)[0]?.['id']);
    expect((await call('GET', '/valuations?cursor=x', 'officer')).json['code']).toBe('page.bad_cursor');
  });

  it('are for those who may know of them', async () => {
    const { achievementId, filedOn } = await subject();
    const [own] = items(await call('GET', '/valuations', 'officer'));
    const path = `/valuations/${String(own?.['id'])}`;
    expect((await call('GET', path, null)).status).toBe(401);
    expect((await call('GET', path, 'bidder1')).status).toBe(403);
    for (const outsider of ['officer2', 'reviewer'])
      expect((await call('GET', path, outsider)).json['code']).toBe('valuation.not_found');
    expect((await call('POST', '/valuations', 'reviewer', { achievementId, inputs: dcf(filedOn) })).status).toBe(403);
    const foreign = await call('POST', '/valuations', 'officer2', { achievementId, inputs: dcf(filedOn) });
    expect([foreign.status, foreign.json['code']]).toEqual([404, 'achievement.not_found']);
  });
});

describe('a listing’s worksheets', () => {
  it('are chosen in the draft, and read by the reviewer once it is handed in', async () => {
    const { achievementId, listingId, filedOn } = await subject();
    const made = await call('POST', '/valuations', 'officer', { achievementId, inputs: dcf(filedOn) });
    const id = String(made.json['id']);
    const link = `/listings/${listingId}/valuations/${id}`;
    expect((await call('PUT', link, 'officer2')).status).toBe(404);
    expect((await call('PUT', link, 'officer')).status).toBe(204);
    expect((await call('PUT', link, 'officer')).status).toBe(204);
    expect(items(await call('GET', `/valuations?listingId=${listingId}`, 'officer'))).toHaveLength(2);
    expect((await call('DELETE', link, 'officer')).status).toBe(204);
    expect((await call('DELETE', link, 'officer')).status).toBe(404);
    await call('PUT', link, 'officer');
    expect((await call('GET', `/valuations/${id}`, 'reviewer')).status).toBe(404);
    expect((await call('POST', `/listings/${listingId}/submit`, 'officer', { via: 'direct' })).status).toBe(200);
    expect((await call('GET', `/valuations/${id}`, 'reviewer')).json).toMatchObject({ consistent: true });
    expect(items(await call('GET', `/valuations?listingId=${listingId}`, 'reviewer'))).toHaveLength(2);
    expect((await call('DELETE', link, 'officer')).json['code']).toBe('listing.not_a_draft');
  });
});

describe('comparable deals', () => {
  it('come likest first, without names for a seller, with them for their exchange', async () => {
    const { achievementId } = await subject();
    const seller = await call('GET', `/comparable-deals?achievementId=${achievementId}&limit=5`, 'officer');
    const scores = items(seller).map(({ score }) => Number(score));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(items(seller)[0]).toMatchObject({ fieldCode: 'urban', names: null, ipcSubclasses: ['G01N'] });
    expect(seller.text).not.toContain('演示转让方');
    const exchange = await call('GET', '/comparable-deals?field=urban', 'reviewer');
    expect(items(exchange)[0]).toMatchObject({ names: { sellerName: '演示转让方' } });
    const csv = await call('GET', '/comparable-deals?format=csv', 'officer');
    expect(csv.text.trim().split('\r\n')).toHaveLength(41);
    expect(csv.text).not.toContain('演示转让方');
  });

  it('refuse filters that cannot be, and districts', async () => {
    for (const bad of ['region=440106', 'fromYear=x', 'ipc=%25', 'minMinor=0', 'field=magic', 'achievementId=1'])
      expect([bad, (await call('GET', `/comparable-deals?${bad}`, 'officer')).status]).toEqual([bad, 422]);
    expect(items(await call('GET', '/comparable-deals?region=440100&limit=100', 'officer')).length).toBeGreaterThan(5);
  });
});
