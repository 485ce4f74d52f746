import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NoticeService, NotificationService } from '@jishi/notifications';
import type { Fact } from '@jishi/platform';
import { type Answer, DemoApi, items, type Json } from '../support/demo-api';

let api: DemoApi;
const call = (method: string, path: string, who: string | null = null, headers: Record<string, string> = {}) =>
  api.call(method, path, who, undefined, { 'accept-language': 'en', ...headers });

beforeAll(async () => {
  api = await DemoApi.start();
  // What the worker does with the facts of the seed.
  const facts = await api.db.database.query<Fact>(
    'select id, type, subject_id as "subjectId", payload from outbox order by at',
  );
  for (const fact of facts)
    await api.db.database.transaction(async (tx) => {
      await api.app.get(NotificationService).tell(tx, fact);
      await api.app.get(NoticeService).issueFor(tx, fact);
    });
});
afterAll(() => api.stop());

describe('public notices', () => {
  it('are listed to everybody, filtered, exported and fed', async () => {
    const all = await call('GET', '/notices');
    expect(items(all).length).toBeGreaterThan(2);
    const publicity = items(await call('GET', '/notices?kind=publicity'));
    expect(publicity.map(({ kind }) => kind)).toEqual(publicity.map(() => 'publicity'));
    expect(publicity).not.toEqual([]);
    const { listingId } = publicity[0]!;
    expect(items(await call('GET', `/notices?listingId=${String(listingId)}`))).toHaveLength(1);
    const csv = await call('GET', '/notices?format=csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.text.split('\r\n')[0]).toContain('number,titleZh,titleEn');
    const atom = await call('GET', '/notices/feed.atom');
    expect(atom.headers.get('content-type')).toContain('application/atom+xml');
    expect(atom.text.match(/<entry>/g)).toHaveLength(items(all).length);
    expect(items(await call('GET', '/notices/issuers'))).toHaveLength(1);
  });

  it('refuse what is no day, kind or notice, with the place of the fault', async () => {
    for (const query of ['from=2026-02-31', 'kind=rumour', 'to=yesterday', 'cursor=!!', 'limit=1000', 'q=%00'])
      expect([query, (await call('GET', `/notices?${query}`)).status >= 500]).toEqual([query, false]);
    expect((await call('GET', '/notices?from=2026-02-31')).json).toMatchObject({ errors: [{ path: 'from' }] });
    const missing = await call('GET', '/notices/00000000-0000-7000-8000-000000000000');
    expect([missing.status, missing.json['code']]).toEqual([404, 'notice.not_found']);
    expect((await call('GET', '/notices/nonsense')).status).toBe(400);
  });

  it('can be checked word by word', async () => {
    const [first] = items(await call('GET', '/notices?kind=sale')) as [Json];
    const id = String(first['id']);
    const whole = (await call('GET', `/notices/${id}`)).json;
    const { text, headers } = await call('GET', `/notices/${id}/text`);
    expect(headers.get('content-type')).toContain('text/plain');
    expect(createHash('sha256').update(text).digest('hex')).toBe(whole['sha256']);
    expect((JSON.parse(text) as Json)['title']).toEqual(whole['title']);
  });
});

describe('the calendar', () => {
  it('is asked by day, paged, exported, and refuses a wrong range', async () => {
    const year = new Date().getFullYear();
    const range = `from=${year}-01-01&to=${year + 1}-01-31`;
    const all = items(await call('GET', `/calendar?${range}&limit=100`));
    expect(new Set(all.map(({ kind }) => kind))).toEqual(
      new Set(['notice_ends', 'publicity_ends', 'bidding_opens', 'planned_end']),
    );
    const page = await call('GET', `/calendar?${range}&limit=2`);
    const next = await call('GET', `/calendar?${range}&limit=2&cursor=${String(page.json['nextCursor'])}`);
    expect([...items(page), ...items(next)]).toEqual(all.slice(0, 4));
    expect((await call('GET', `/calendar?${range}&format=csv`)).text.split('\r\n').length).toBe(all.length + 2);
    expect((await call('GET', `/calendar?from=${year}-02-01&to=${year}-01-01`)).status).toBe(422);
  });

  it('is fed to programmes, which are told when nothing has changed', async () => {
    const feed = await call('GET', '/calendar.ics?lang=zh');
    expect(feed.status).toBe(200);
    expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(feed.headers.get('cache-control')).toBe('public, max-age=300');
    expect(feed.text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    expect(feed.text).toContain('公告截止');
    const again = await call('GET', '/calendar.ics?lang=zh', null, {
      'if-none-match': String(feed.headers.get('etag')),
    });
    expect([again.status, again.text]).toEqual([304, '']);
    const [event] = items(await call('GET', '/calendar?limit=1')) as [Json];
    const one = await call('GET', `/listings/${String(event['listingId'])}/calendar.ics`);
    expect(one.text).toContain(`UID:${String(event['listingId'])}.`);
    const hidden = await api.db.database.query<{ id: string }>(
      'select id from listing where published_at is null limit 1',
    );
    expect((await call('GET', `/listings/${hidden[0]!.id}/calendar.ics`)).status).toBe(404);
  });
});

describe('the inbox', () => {
  it('is one’s own, in one’s language, and read one by one', async () => {
    const before = Number((await call('GET', '/notifications/count', 'officer')).json['unread']);
    const list = items(await call('GET', '/notifications', 'officer'));
    expect(before).toBeGreaterThan(0);
    expect(list).toHaveLength(before);
    const texts = (answer: Answer): string[] => items(answer).map((each) => String(each['text']));
    expect(list.some(({ text }) => String(text).includes('is published'))).toBe(true);
    const chinese = await call('GET', '/notifications', 'officer', { 'accept-language': 'zh-CN' });
    expect(texts(chinese).some((text) => text.includes('已公告'))).toBe(true);
    const id = String(list[0]!['id']);
    expect((await call('POST', `/notifications/${id}/read`, 'officer')).json).toEqual({ unread: before - 1 });
    expect((await call('POST', `/notifications/${id}/read`, 'auditor')).status).toBe(404);
    expect(items(await call('GET', '/notifications?unread=1', 'officer'))).toHaveLength(before - 1);
    expect((await call('POST', '/notifications/read', 'officer')).json).toEqual({ unread: 0 });
    expect(String(items(await call('GET', '/notifications', 'bidder3'))[0]!['text'])).toContain('to you is public');
    expect((await call('GET', '/notifications?format=csv', 'officer')).text).toContain('is published');
    expect((await call('GET', '/notifications')).status).toBe(401);
  });
});

describe('what is due', () => {
  it('is gathered from the queues of one’s role, with working days', async () => {
    const review = await call('GET', '/due', 'reviewer');
    expect(items(review).map(({ key }) => key)).toContain('review');
    expect(items(review).find(({ key }) => key === 'review')).toMatchObject({ overdue: false, link: '/desk/review' });
    expect(items(await call('GET', '/due', 'clerk')).map(({ key }) => key)).toEqual(['intake']);
    expect(items(await call('GET', '/due', 'auditor'))).toEqual([]);
    expect((await call('GET', '/due?format=csv', 'reviewer')).text).toContain('workingDaysLeft');
    expect((await call('GET', '/due')).status).toBe(401);
  });
});
