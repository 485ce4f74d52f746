import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BiddingService } from '@jishi/bidding';
import { newId } from '@jishi/kernel';
import { DEMO_PASSWORD } from '@jishi/identity';
import { createLogger, DatabaseClock, loadConfig, row } from '@jishi/platform';
import { createApiApp } from '../../apps/api/src/create-api-app';
import { seedDemo } from '../../apps/cli/src/seed';
import { temporaryFolder } from '../support/files';
import { testDatabase, type TestDatabase } from '../support/postgres';

type Json = Record<string, unknown>;
interface Answer {
  status: number;
  json: Json;
}

const RULES = {
  mode: 'english',
  startPriceMinor: 10_000,
  freePeriodMs: 0,
  timerMs: 3_600_000,
  extension: null,
  increments: [{ fromMinor: 0, stepMinor: 500 }],
  raise: 'multiple',
  selfRaise: false,
  closeDrainMs: 500,
  showReserveMet: false,
  firstRefusalWindowMs: 60_000,
  objectionWindowMs: 0,
  barMs: 86_400_000,
} as const;

let db: TestDatabase;
let app: NestFastifyApplication;
let base: string;
const tokens = new Map<string, string>();
const organisations = new Map<string, string>();

beforeAll(async () => {
  db = await testDatabase();
  await seedDemo(db.database, createLogger('seed', 'silent'), temporaryFolder());
  app = await createApiApp(loadConfig({ DATABASE_URL: db.url, JISHI_DEMO: '1', LOG_LEVEL: 'silent' }));
  await app.listen(0, '127.0.0.1');
  base = `${await app.getUrl()}/api`;
  for (const login of ['officer', 'auctioneer', 'auctioneer2', 'reviewer', 'bidder1', 'bidder2', 'auditor']) {
    const { json } = await call('POST', '/sessions', null, { login, password: DEMO_PASSWORD });
    tokens.set(login, String(json['token']));
    const { id } = await row<{ id: string }>(
      db.database.manager,
      `select m.organisation_id as id from membership m join user_account u on u.id = m.user_id where u.login = $1
       order by m.created_at, m.organisation_id limit 1`,
      [login],
    );
    organisations.set(login, id);
  }
});
afterAll(async () => {
  await app.close();
  await db.drop();
});

async function call(method: string, path: string, who: string | null, body?: object): Promise<Answer> {
  const response = await fetch(base + path, {
    method,
    headers: {
      'accept-language': 'en',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(who ? { authorization: `Bearer ${tokens.get(who)}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, json: text ? (JSON.parse(text) as Json) : {} };
}

let auctionId: string;
const post = (who: string, what: string, body: object = {}): Promise<Answer> =>
  call('POST', `/auctions/${auctionId}/${what}`, who, { commandId: randomUUID(), ...body });
const read = async (who: string | null, what = ''): Promise<Json> =>
  (await call('GET', `/auctions/${auctionId}${what}`, who)).json;
const system = (command: object) =>
  app.get(BiddingService).submit({
    auctionId,
    commandId: randomUUID(),
    actor: 'system',
    command: command as { type: string },
  });

/** The demonstration's university sells, its exchange runs the sale, two companies bid; one holds a right. */
async function announce(rules: object = {}): Promise<void> {
  const [achievementId, listingId] = [randomUUID(), randomUUID()];
  auctionId = randomUUID();
  const [sellerId, operatorId] = [organisations.get('officer')!, organisations.get('auctioneer')!];
  await db.database.query(
    `insert into achievement (id, organisation_id, title, ip_kind, source_format, source_hash)
     values ($1::uuid, $2, '一种样品', 'know_how', 'csv', $1::uuid::text)`,
    [achievementId, sellerId],
  );
  await db.database.query(
    `insert into listing (id, number, achievement_id, transferor_id, exchange_id, form, pricing_way, price_minor,
       profile_code, profile_version, region_code, state, auction_id, published_at, notice_ends_at, opens_at, created_by)
     values ($1::uuid, $1::uuid::text, $2, $3, $4, 'transfer', 'auction', 10000, 'gz-demo', 1, '440100', 'listed', $5,
       now(), now(), now(), $1::uuid)`,
    [listingId, achievementId, sellerId, operatorId, auctionId],
  );
  await db.database.query('insert into auction (id, listing_id) values ($1, $2)', [auctionId, listingId]);
  const opensAtMs = app.get(DatabaseClock).now();
  const sale = {
    listingId,
    title: '一种样品',
    sellerId,
    operatorId,
    rules: { ...RULES, ...rules },
    reserveMinor: null,
  };
  await system({ type: 'announce', ...sale, opensAtMs });
  await system({ type: 'admit', organisationId: organisations.get('bidder1') });
  await system({ type: 'admit', organisationId: organisations.get('bidder2'), firstRefusalRank: 1 });
}
beforeEach(async () => {
  await announce();
  await system({ type: 'open' });
});

describe('a bidder', () => {
  it('sets a secret maximum, is answered for by it, and alone reads it', async () => {
    expect((await post('bidder1', 'maximums', { amountMinor: 50_000 })).json).toMatchObject({
      accepted: true,
      priceMinor: 10_000,
    });
    expect((await post('bidder2', 'bids', { amountMinor: 12_000 })).json).toMatchObject({ accepted: true });
    const own = await read('bidder1');
    expect(own).toMatchObject({ priceMinor: 12_500, me: { standing: true, maximumMinor: 50_000 } });
    expect((own['bids'] as Json[]).map(({ amountMinor, auto }) => [amountMinor, auto ?? false])).toEqual([
      [12_500, true],
      [12_000, false],
      [10_000, false],
    ]);
    expect(JSON.stringify(await read('bidder2'))).not.toContain('50000');
    expect((await post('bidder1', 'maximums', { amountMinor: 40_000 })).json).toMatchObject({
      code: 'bid.maximum_not_raised',
    });
  });

  it('matches the price with a right of first refusal, and a stale one is refused', async () => {
    await post('bidder1', 'bids', { amountMinor: 10_000 });
    expect((await read('bidder2'))['me']).toMatchObject({ firstRefusalRank: 1 });
    expect((await post('bidder2', 'matches', { priceMinor: 9_000 })).json).toMatchObject({ code: 'match.stale_price' });
    expect((await post('bidder2', 'matches', { priceMinor: 10_000 })).json).toMatchObject({ accepted: true });
    expect((await read(null))['bids']).toMatchObject([{ match: true, amountMinor: 10_000 }, {}]);
    expect((await post('bidder1', 'matches', { priceMinor: 10_000 })).json).toMatchObject({ code: 'match.no_right' });
  });

  it('is told what is wrong with what it sends', async () => {
    expect((await post('bidder1', 'seals', { envelope: 'short' })).json).toMatchObject({
      code: 'sealed.bad_envelope',
      errors: [{ path: 'envelope' }],
    });
    const cutOff = await post('bidder1', 'seals', { envelope: 'x'.repeat(64) });
    expect(cutOff.json).toMatchObject({ code: 'sealed.bad_envelope' });
    for (const [what, field] of [
      ['bids', 'amountMinor'],
      ['maximums', 'amountMinor'],
      ['matches', 'priceMinor'],
    ] as const) {
      for (const [value, code] of [
        ['500', 'field.integer'],
        [2e14, 'field.max'],
        [0, 'field.min'],
      ])
        expect((await post('bidder1', what, { [field]: value })).json['errors']).toMatchObject([{ path: field, code }]);
    }
    for (const what of ['bids', 'maximums', 'matches', 'seals']) {
      expect((await post('auctioneer', what, { amountMinor: 1 })).status).toBe(403);
      expect((await call('POST', `/auctions/${auctionId}/${what}`, null, {})).status).toBe(401);
    }
  });
});

describe('the desk', () => {
  it('pauses, sets the time to go on, extends and terminates, each with a reason', async () => {
    const toMs = Date.now() + 3_600_000;
    expect((await post('auctioneer', 'reschedule', { reason: '改期', toMs })).json).toMatchObject({
      code: 'auction.already_open',
    });
    for (const [what, body] of [
      ['pause', { reason: '核实' }],
      ['reschedule', { reason: '十点恢复', toMs }],
      ['extend', { reason: '补时', extendMs: 60_000 }],
    ] as const)
      expect((await post('auctioneer', what, body)).json).toMatchObject({ accepted: true });
    expect(await read(null)).toMatchObject({ state: 'paused', resumesAtMs: toMs });
    expect((await post('auctioneer', 'terminate', { reason: '' })).status).toBe(422);
    for (const reason of ['   ', '\u200b\u200b'])
      expect((await post('auctioneer', 'terminate', { reason })).json).toMatchObject({
        code: 'request.invalid',
        errors: [{ path: 'reason', code: 'field.blank', message: expect.stringContaining('must say something') }],
      });
    const terminate = { commandId: randomUUID(), reason: '设备故障' };
    const [once, again] = [
      await post('auctioneer', 'terminate', terminate),
      await post('auctioneer', 'terminate', terminate),
    ];
    expect(once.json).toMatchObject({ accepted: true });
    expect(again.json).toMatchObject({ accepted: true, seq: once.json['seq'] });
    expect(await read(null)).toMatchObject({ state: 'closed', outcome: 'terminated', result: 'failed' });
    const { items } = (await read(null, '/events')) as { items: Json[] };
    expect(items.at(-1)).toMatchObject({ type: 'auction.terminated', reason: '设备故障' });
    const trail = await db.database.query<{ action: string }>(
      `select action from audit_log where subject_type = 'auction' and subject_id = $1 order by at`,
      [auctionId],
    );
    expect(trail.map(({ action }) => action)).toEqual([
      'auction.paused',
      'auction.rescheduled',
      'auction.extended',
      'auction.terminated',
    ]);
  });

  it('is closed to other people and other exchanges', async () => {
    const stranger = randomUUID();
    const organisationId = randomUUID();
    await db.database.query(
      `insert into organisation (id, kind, name, uscc, region_code) values ($1, 'exchange', '另一交易所', '91440101MA0000001X', '440100')`,
      [organisationId],
    );
    await db.database.query(
      `insert into user_account (id, login, name, password_hash) select $1, 'stranger', '外人', password_hash
       from user_account where login = 'auctioneer'`,
      [stranger],
    );
    await db.database.query(
      `insert into membership (user_id, organisation_id, roles) values ($1, $2, '{auctioneer,reviewer}')`,
      [stranger, organisationId],
    );
    const { json } = await call('POST', '/sessions', null, { login: 'stranger', password: DEMO_PASSWORD });
    tokens.set('stranger', String(json['token']));
    expect((await call('GET', '/sales', 'stranger')).json).toEqual({ items: [], nextCursor: null });
    expect((await call('GET', '/sales', 'bidder1')).status).toBe(403);
    const ruling = { upheld: true, annul: false, reason: '理由' };
    for (const [what, body] of [
      ['terminate', { reason: '理由' }],
      ['reschedule', { reason: '理由', toMs: 1 }],
      ['objections/3/ruling', ruling],
      ['approvals', { kind: 'void', payload: { bid: 1 }, reason: '理由' }],
    ] as const) {
      expect((await post('stranger', what, body)).json).toMatchObject({ status: 403, code: 'auction.other_exchange' });
      expect((await post('bidder1', what, body)).status).toBe(403);
    }
  });

  it('declares a bid void with a second person and that person’s password', async () => {
    const { seq } = (await post('bidder1', 'bids', { amountMinor: 10_000 })).json;
    const asked = await post('auctioneer', 'approvals', { kind: 'void', payload: { bid: seq }, reason: '资格造假' });
    expect(asked.json).toMatchObject({ state: 'pending', own: true, requestedByName: '何志远' });
    const approve = (who: string, password: string) =>
      call('POST', `/approvals/${String(asked.json['id'])}/approve`, who, { password });
    expect((await approve('auctioneer', DEMO_PASSWORD)).json).toMatchObject({ code: 'approval.same_person' });
    expect((await approve('auctioneer2', 'a guess')).json).toMatchObject({
      code: 'user.wrong_password',
      errors: [{ path: 'password' }],
    });
    expect((await call('GET', '/approvals?state=pending', 'auctioneer2')).json['items']).toMatchObject([
      { own: false },
    ]);
    expect((await approve('auctioneer2', DEMO_PASSWORD)).json).toMatchObject({
      state: 'done',
      outcome: { accepted: true },
    });
    expect(await read(null)).toMatchObject({ priceMinor: null, leader: null, bids: [{ seq, void: true }] });
    expect((await read('auditor', '/approvals'))['items']).toMatchObject([{ state: 'done', decidedByName: '方若宁' }]);
    expect((await call('GET', '/approvals', 'bidder1')).status).toBe(403);
  });

  it('says what is no matter for two people', async () => {
    const asked = await post('auctioneer', 'approvals', { kind: 'refund', payload: {}, reason: '理由' });
    expect(asked.json).toMatchObject({
      code: 'approval.unknown_kind',
      errors: [{ path: 'kind', message: expect.stringContaining('“refund”') }],
    });
  });

  it('says why what was agreed on could not be done', async () => {
    const { seq } = (await post('bidder1', 'bids', { amountMinor: 10_000 })).json;
    const asked = await post('auctioneer', 'approvals', { kind: 'void', payload: { bid: seq }, reason: '资格造假' });
    await post('auctioneer', 'terminate', { reason: '设备故障' });
    const done = await call('POST', `/approvals/${String(asked.json['id'])}/approve`, 'auctioneer2', {
      password: DEMO_PASSWORD,
    });
    expect(done.json).toMatchObject({ state: 'failed', outcome: { accepted: false, code: 'auction.closed_to_bids' } });
    expect((done.json['outcome'] as Json)['message']).toContain('ended');
  });
});

describe('the list of sales', () => {
  const sales = async (query = ''): Promise<Json> => (await call('GET', `/sales${query}`, 'auctioneer')).json;
  const idsOf = ({ items }: Json): unknown[] => (items as Json[]).map((sale) => sale['auctionId']);

  it('has what is not over, what waits for people first, page by page; the rest by its state; all of it as CSV', async () => {
    await post('auctioneer', 'pause', { reason: '核实' });
    const paused = auctionId;
    await announce();
    await system({ type: 'open' });
    await post('auctioneer', 'terminate', { reason: '撤回' });
    const over = auctionId;
    const all = idsOf(await sales('?limit=100'));
    expect(all).not.toContain(over);
    const pages: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: Json = await sales(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      pages.push(...idsOf(page));
      cursor = page['nextCursor'] as string | null;
    } while (cursor);
    expect(pages).toEqual(all);
    const waits = idsOf(await sales('?state=paused'));
    expect(waits).toContain(paused);
    expect(all.slice(0, waits.length).sort()).toEqual([...waits].sort());
    expect(idsOf(await sales('?state=closed'))).toContain(over);
    expect(await sales('?q=没有这样的名称')).toEqual({ items: [], nextCursor: null });
    expect((await call('GET', '/sales?cursor=WyJ4IiwieSJd', 'auctioneer')).status).toBe(422);
    const csv = await fetch(`${base}/sales?state=closed&q=样品&format=csv`, {
      headers: { authorization: `Bearer ${tokens.get('auctioneer')}` },
    });
    const text = await csv.text();
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(text).toContain(`${over},`);
    expect(text).not.toContain(paused);
  });
});

/** A list as a file: status, kind of content, and its lines without the headings. */
async function file(path: string, who: string): Promise<{ type: string | null; headings: string; lines: string[] }> {
  const response = await fetch(base + path, { headers: { authorization: `Bearer ${tokens.get(who)}` } });
  const [headings = '', ...lines] = (await response.text()).trimEnd().split('\r\n');
  return { type: response.headers.get('content-type'), headings, lines };
}

describe('the lists of the desk', () => {
  it('have what two people decided by its state, page by page, and as CSV', async () => {
    const { seq } = (await post('bidder1', 'bids', { amountMinor: 10_000 })).json;
    const ask = async () =>
      String(
        (await post('auctioneer', 'approvals', { kind: 'void', payload: { bid: seq }, reason: '=造假' })).json['id'],
      );
    const refused = await ask();
    await call('POST', `/approvals/${refused}/refuse`, 'auctioneer2', { reason: '证据不足' });
    const pending = await ask();
    const list = (query = '') => call('GET', `/auctions/${auctionId}/approvals${query}`, 'auctioneer');
    for (const [state, ids] of [
      ['refused', [refused]],
      ['pending', [pending]],
      ['done', []],
    ] as const)
      expect(((await list(`?state=${state}`)).json['items'] as Json[]).map(({ id }) => id)).toEqual(ids);
    const page = (await list('?limit=1')).json;
    expect(page['items']).toMatchObject([{ id: pending }]);
    expect((await list(`?limit=1&cursor=${String(page['nextCursor'])}`)).json).toMatchObject({
      items: [{ id: refused }],
      nextCursor: null,
    });
    expect((await list('?state=lost')).json['errors']).toMatchObject([{ path: 'state', code: 'field.choice' }]);

    const own = await file(`/auctions/${auctionId}/approvals?format=csv`, 'auctioneer');
    expect(own.type).toContain('text/csv');
    expect(own.headings).toContain('id,auctionId,auctionTitle,kind,payload,reason,state,');
    expect(own.lines).toEqual([
      expect.stringMatching(`^${pending},${auctionId},一种样品,void,.*,'=造假,pending,何志远,`),
      expect.stringMatching(`^${refused},.*,refused,.*,证据不足,`),
    ]);
    const all = await file('/approvals?format=csv&state=refused', 'auditor');
    expect(all.lines).toContainEqual(expect.stringContaining(refused));
    expect(all.lines).not.toContainEqual(expect.stringContaining(pending));
  });

  it('have what went wrong, all of it, page by page and as CSV', async () => {
    await db.database.query(
      `insert into auction_incident (id, auction_id, kind, actor, command_id, detail, at)
       select gen_random_uuid(), $1, case when n % 2 = 0 then 'unsequenced' else 'outage' end, $2, n::text,
         '{"command": {"type": "bid", "amountMinor": 10000}, "arrivedAtMs": 5}', now() + (n / 3) * interval '1 ms'
       from generate_series(1, 205) n`,
      [auctionId, organisations.get('bidder1')],
    );
    const list = async (query: string) =>
      (await call('GET', `/auctions/${auctionId}/incidents${query}`, 'auditor')).json;
    const ids: unknown[] = [];
    let cursor = '';
    do {
      const page = await list(`?limit=100${cursor && `&cursor=${cursor}`}`);
      ids.push(...(page['items'] as Json[]).map(({ id }) => id));
      cursor = (page['nextCursor'] as string | null) ?? '';
    } while (cursor);
    expect([ids.length, new Set(ids).size]).toEqual([205, 205]);
    expect((await list(''))['items']).toHaveLength(20);
    expect(((await list('?kind=outage&limit=100'))['items'] as Json[]).map(({ kind }) => kind)).not.toContain(
      'unsequenced',
    );
    expect((await list('?page=2'))['errors']).toMatchObject([{ path: 'page', code: 'field.unknown' }]);
    expect(await list('?cursor=x')).toMatchObject({ code: 'page.bad_cursor' });
    const { type, headings, lines } = await file(
      `/auctions/${auctionId}/incidents?format=csv&kind=outage`,
      'auctioneer',
    );
    expect(type).toContain('text/csv');
    expect(headings).toBe('id,at,kind,bidder,command,amountMinor,arrivedAt');
    expect(lines).toHaveLength(103);
    expect(lines[0]).toMatch(/,outage,[^,]+,bid,10000,1970-01-01T00:00:00.005Z$/);
  });
});

describe('the book of a closed sale', () => {
  it('is everybody’s, and not without end from one address', async () => {
    await post('auctioneer', 'terminate', { reason: '撤回' });
    const taken = async (who: string | null) => {
      const headers = new Headers(who ? { authorization: `Bearer ${tokens.get(who)}` } : {});
      const response = await fetch(`${base}/auctions/${auctionId}/export`, { headers });
      return [response.status, (await response.text()).split('\n')[0]];
    };
    expect(await taken(null)).toEqual([200, expect.stringContaining('jishi-book-1')]);
    await db.database.query(`update login_limit set failures = 20 where key like 'export:%' returning key`);
    expect(await taken(null)).toEqual([429, expect.stringContaining('export.too_many')]);
    expect(await taken('bidder1')).toEqual([200, expect.stringContaining('jishi-book-1')]);
  });
});

describe('an objection', () => {
  it('is filed by a party, read by those it concerns, ruled on, appealed, and ruled on by another', async () => {
    await post('bidder1', 'bids', { amountMinor: 10_000 });
    const filed = await post('bidder2', 'objections', { about: 'qualification', text: '资格不符' });
    expect(filed.json).toMatchObject({ accepted: true });
    const { seq } = filed.json;
    expect(await read(null)).toMatchObject({ openObjections: 1 });
    expect((await post('bidder2', 'objections', { about: 'weather', text: 'x' })).json['errors']).toHaveLength(2);
    expect((await post('bidder1', `objections/${String(seq)}/appeal`, { text: '不服' })).json).toMatchObject({
      code: 'objection.not_yours',
    });
    const [own] = (await read('bidder2', '/objections'))['items'] as Json[];
    expect(own).toMatchObject({ seq, own: true, text: '资格不符', open: true });
    expect(((await read('officer', '/objections'))['items'] as Json[])[0]).toMatchObject({ text: null, own: false });
    expect((await call('GET', `/auctions/${auctionId}/objections`, null)).status).toBe(401);

    const ruling = { upheld: false, annul: false, reason: '材料齐全' };
    expect((await post('reviewer', `objections/${String(seq)}/ruling`, ruling)).json).toMatchObject({ accepted: true });
    expect((await read(null))['openObjections']).toBe(0);
    // Without a time to object there is none to appeal.
    expect((await post('bidder2', `objections/${String(seq)}/appeal`, { text: '不服' })).json).toMatchObject({
      code: 'objection.not_appealable',
    });
    expect((await post('bidder2', 'objections/x/appeal', { text: '不服' })).status).toBe(400);
  });
});

describe('a default', () => {
  it('is recorded against the winner and nobody else', async () => {
    await announce({ timerMs: 300, firstRefusalWindowMs: 0 });
    await system({ type: 'open' });
    await post('bidder1', 'bids', { amountMinor: 10_000 });
    const byTwo = (reason: string) => app.get(BiddingService).recordDefault(auctionId, newId(), newId(), reason);
    expect(await byTwo('逾期')).toMatchObject({ accepted: false });
    const { endsAtMs } = (await read(null)) as { endsAtMs: number };
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, endsAtMs - app.get(DatabaseClock).now()) + 20));
    expect(await system({ type: 'close', endsAtMs })).toMatchObject({ accepted: true });
    expect(await read(null)).toMatchObject({ result: 'awarded' });
    expect(await byTwo('逾期未签约')).toMatchObject({ accepted: true });
    expect(await read(null)).toMatchObject({ result: 'defaulted' });
    const told = await db.database.query<{ consumer: string }>(
      `select d.consumer from outbox o join outbox_delivery d on d.event_id = o.id
       where o.type = 'auction.defaulted' and o.subject_id = $1 order by 1`,
      [auctionId],
    );
    expect(told.map(({ consumer }) => consumer)).toEqual([
      'bidding.bar',
      'notifications.tell',
      'settlement.cancel_sale',
    ]);
    expect((await call('GET', '/bars', 'reviewer')).json).toMatchObject({ items: [] });
  });
});
