import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { standingClock } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { deadline, workingDaysLeft } from './domain/due';
import { DUE_SOURCES } from './due-sources';
import { type DueItem, DueService } from './due.service';
import { NOTICE_ENDS, OPENS, PublishedListing } from './testing/published-listing';

let db: TestDatabase;
let listing: PublishedListing;

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(async () => {
  listing = await PublishedListing.open(db);
});
afterAll(() => db.drop());

describe('what is due', () => {
  const now = '2026-10-09T09:00:00+08:00';
  const at = (text: string): number => Date.parse(text);

  it('counts working days over National Day, and never guesses a year', () => {
    // 1-7 October 2026 are holidays, 10 October is a working Saturday.
    const term = { count: 3, kind: 'working' } as const;
    expect(new Date(deadline(at('2026-09-30T12:00:00+08:00'), term)!).toISOString()).toBe('2026-10-10T16:00:00.000Z');
    expect(workingDaysLeft(at('2026-09-30T12:00:00+08:00'), at('2026-10-11T00:00:00+08:00'))).toBe(3);
    expect(workingDaysLeft(at('2026-10-10T12:00:00+08:00'), at('2026-10-11T00:00:00+08:00'))).toBe(0);
    expect(workingDaysLeft(at('2026-10-13T12:00:00+08:00'), at('2026-10-11T00:00:00+08:00'))).toBe(-2);
    expect(deadline(at('2099-01-04T12:00:00+08:00'), term)).toBeNull();
  });

  it('puts what is overdue first, each for those who work it off', async () => {
    const due = new DueService(db.database, standingClock(now));
    const { reviewer, cashier, bidders } = listing;
    const waiting = async (state: string, submittedAt: string): Promise<string> => {
      const other = await PublishedListing.open(db, 'negotiated', '待审', listing.exchangeId);
      await db.database.query('update listing set state = $2 where id = $1', [other.listingId, state]);
      await db.database.query(
        `insert into listing_transition (id, listing_id, action, from_state, to_state, at)
         values (gen_random_uuid(), $1, 'submit', 'draft', $2, $3)`,
        [other.listingId, state, submittedAt],
      );
      return other.listingId;
    };
    const fresh = await waiting('review', '2026-10-08T10:00:00+08:00');
    const late = await waiting('review', '2026-09-21T10:00:00+08:00');
    await listing.apply(bidders[0]!, 'submitted');
    const { items, total } = await due.list(reviewer, {});
    expect(total).toBe(3);
    expect(items.map(({ key, id, overdue }) => [key, id === late, id === fresh, overdue]).slice(0, 1)).toEqual([
      ['review', true, false, true],
    ]);
    // Submitted on 21 September, five working days, the 25th being Mid-Autumn: until the 29th; then the 30th, 8 and 9 October.
    expect(items[0]).toMatchObject({ workingDaysLeft: -3, link: '/desk/review' });
    expect(items.map(({ key }) => key).sort()).toEqual(['application', 'review', 'review']);
    expect((await due.list(cashier, {})).items).toEqual([]);
    const first = await due.list(reviewer, { limit: 1 });
    const rest = await due.list(reviewer, { limit: 5, cursor: first.nextCursor! });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(items.map(({ id }) => id));
  });

  it('asks every queue without a mistake', async () => {
    for (const { query } of DUE_SOURCES)
      expect(await query(db.database.manager, listing.seller, 10, at(now))).toBeInstanceOf(Array);
  });
});

describe('what waits for', () => {
  const now = '2026-10-09T09:00:00+08:00';
  const ms = (text: string): number => Date.parse(text);
  const of = async (actor: Actor, at = now): Promise<DueItem[]> =>
    (await new DueService(db.database, standingClock(at)).list(actor, { limit: 100 })).items;
  const keys = async (actor: Actor, at = now): Promise<string[]> => (await of(actor, at)).map(({ key }) => key);
  const run = (sql: string, values: unknown[]): Promise<unknown> => db.database.query(sql, values);

  it('the seller’s word on a candidate is sealed, has its deadline, and then the exchange’s last word', async () => {
    const { seller, reviewer, bidders } = listing;
    const [bidder] = bidders as [Actor];
    const id = await listing.apply(bidder, 'submitted');
    expect([await keys(seller), await keys(reviewer)]).toEqual([[], ['application']]);
    const dueAt = '2026-10-14T24:00:00+08:00';
    await run(`update application set state = 'awaiting_seller', due_at = $2 where id = $1`, [id, dueAt]);
    const [asked] = await of(seller);
    expect(asked).toMatchObject({ key: 'confirmation', about: id.slice(-6).toUpperCase(), dueAtMs: ms(dueAt) });
    expect(JSON.stringify(asked)).not.toContain('科技公司');
    expect(await keys(reviewer)).toEqual([]);
    // Another university, and people of this one who do not confirm, see nothing; nor does anybody once silence has spoken.
    const inventor = await listing.market.person(seller.organisationId, 'university', ['inventor']);
    expect([await keys(inventor), await keys(seller, '2026-10-15T09:00:00+08:00')]).toEqual([[], []]);
    await run(`update application set state = 'objected', reason = '同业竞争', due_at = null where id = $1`, [id]);
    expect(await keys(seller)).toEqual([]);
    expect(await of(reviewer)).toMatchObject([
      { key: 'objected', dueAtMs: ms(OPENS), link: `/desk/applications/${id}`, overdue: false },
    ]);
    await run(`update listing set state = 'terminated' where id = $1`, [listing.listingId]);
    expect(await keys(reviewer)).toEqual([]);
  });

  it('the holder of a right: its answer before the notice, its application during it, its match after the close', async () => {
    const { listingId, seller, bidders, auctionId } = listing;
    const [holder, leader] = bidders as [Actor, Actor];
    const right = newId();
    await run(
      `insert into first_refusal_holder (id, listing_id, organisation_id, ground, rank, registered_by, notified_at)
       values ($1, $2, $3, 'inventor', 1, $4, '2026-10-08T10:00:00+08:00')`,
      [right, listingId, holder.organisationId, seller.userId],
    );
    expect(await of(holder)).toMatchObject([{ key: 'rightToApply', dueAtMs: ms(NOTICE_ENDS) }]);
    const early = await PublishedListing.open(db, 'negotiated', '待发布', listing.exchangeId);
    await run(`update listing set state = 'review' where id = $1`, [early.listingId]);
    const asked = newId();
    await run(
      `insert into first_refusal_holder (id, listing_id, organisation_id, ground, rank, registered_by, notified_at)
       values ($1, $2, $3, 'inventor', 1, $4, '2026-10-08T10:00:00+08:00')`,
      [asked, early.listingId, holder.organisationId, seller.userId],
    );
    const answering = await listing.market.person(holder.organisationId, 'company', ['org_admin']);
    expect(await of(answering)).toMatchObject([{ key: 'right', link: '/desk/rights' }]);
    expect((await of(answering))[0]?.dueAtMs).toBeGreaterThan(ms(now));
    await run(`update first_refusal_holder set acknowledged_at = now() where id = $1`, [asked]);
    expect(await keys(answering)).toEqual([]);
    // It has applied, was approved and has paid; the bidding is over and somebody else leads.
    await run(`update first_refusal_holder set applied_at = now() where id = $1`, [right]);
    expect(await keys(holder)).toEqual([]);
    for (const [bidder, rank] of [
      [holder, 1],
      [leader, 2],
    ] as const) {
      const id = await listing.apply(bidder);
      await run(`update application set first_refusal_rank = $2, first_refusal_ground = 'inventor' where id = $1`, [
        id,
        rank,
      ]);
      await run(
        `insert into deposit (id, listing_id, auction_id, organisation_id, exchange_id, amount_minor, reference, state)
         values (gen_random_uuid(), $1, $2, $3, $4, 100, $5, 'held')`,
        [listingId, auctionId, bidder.organisationId, listing.exchangeId, `D${id.slice(-10)}`],
      );
    }
    const awaitsUntilMs = ms('2026-10-09T18:00:00+08:00');
    const view = {
      awaits: 'firstRefusal',
      awaitsUntilMs,
      endsAtMs: ms(now) - 1000,
      firstRefusal: ['B01', 'B02'],
      leader: 'B02',
    };
    await shown(auctionId, listingId, view);
    expect(await of(holder)).toMatchObject([
      { key: 'rightToMatch', dueAtMs: awaitsUntilMs, link: `/auctions/${auctionId}` },
    ]);
    expect(await keys(leader)).toEqual([]);
    // It matched: whoever stands behind it in rank may not.
    await shown(auctionId, listingId, { ...view, leader: 'B01' });
    expect([await keys(holder), await keys(leader)]).toEqual([[], []]);
    await shown(auctionId, listingId, { ...view, leader: 'B03' });
    expect([await keys(holder), await keys(leader)]).toEqual([['rightToMatch'], ['rightToMatch']]);
    expect(await keys(holder, '2026-10-09T18:00:01+08:00')).toEqual([]);
  });

  const shown = async (auctionId: string, listingId: string, view: object): Promise<void> => {
    await run('insert into auction (id, listing_id) values ($1, $2) on conflict do nothing', [auctionId, listingId]);
    await run(
      `insert into auction_record (auction_id, rules, view, edge) values ($1, '{}', $2, '')
       on conflict (auction_id) do update set view = excluded.view`,
      [auctionId, JSON.stringify(view)],
    );
  };

  it('the client and the exchange: a mandate on paper, not for whoever entered it, and not once it is confirmed', async () => {
    const { market, exchangeId, reviewer, bidders } = listing;
    const [client] = bidders as [Actor];
    const clerk = await market.member('window', ['clerk']);
    const windowId = await market.window(clerk.organisationId, exchangeId);
    const [id, paperId] = [newId(), newId()];
    await run(
      `insert into attachment (id, organisation_id, uploaded_by, filename, media_type, size, sha256, content)
       values ($1, $2, $3, '委托书.pdf', 'application/pdf', 4, repeat('0', 64), '%PDF')`,
      [paperId, clerk.organisationId, clerk.userId],
    );
    await run(
      `insert into window_client (id, window_id, organisation_id, mandate_ref, channel, entered_by, confirmed_at, paper_id)
       values ($1, $2, $3, 'WT-7', 'counter', $4, null, $5)`,
      [id, windowId, client.organisationId, clerk.userId, paperId],
    );
    const reader = await market.person(reviewer.organisationId, 'exchange', ['reviewer']);
    expect(await of(client)).toMatchObject([{ key: 'mandate', number: 'WT-7', title: '佛山工作站', about: null }]);
    expect((await of(reader))[0]).toMatchObject({ key: 'mandateOfClient', about: expect.stringContaining('科技公司') });
    const both = await market.person(client.organisationId, 'company', ['bidder'], clerk.userId);
    expect([await keys(both), await keys(clerk), await keys(bidders[1]!)]).toEqual([[], [], []]);
    await run(
      `update window_client set confirmed_at = now(), confirmed_by = $2, confirmed_how = 'client' where id = $1`,
      [id, client.userId],
    );
    expect([await keys(client), await keys(reader)]).toEqual([[], []]);
  });

  it('the deposit of a candidate approved late, until its own term; a notice that could not come out, for its exchange', async () => {
    const { market, exchangeId, reviewer, bidders, listingId, auctionId } = listing;
    const [bidder] = bidders as [Actor];
    const id = await listing.apply(bidder, 'approved');
    const dueAt = '2026-11-30T11:00:00+08:00';
    await run('update application set due_at = $2 where id = $1', [id, dueAt]);
    await run(
      `insert into deposit (id, listing_id, auction_id, organisation_id, exchange_id, amount_minor, reference, state)
       values (gen_random_uuid(), $1, $2, $3, $4, 100, $5, 'required')`,
      [listingId, auctionId, bidder.organisationId, exchangeId, `D${id.slice(-8)}`],
    );
    expect(await of(bidder)).toMatchObject([{ key: 'deposit', dueAtMs: ms(dueAt) }]);
    const held = await PublishedListing.open(db, 'negotiated', '待发布', exchangeId);
    await run(`update listing set state = 'pre_listed', publish_from = $2 where id = $1`, [held.listingId, now]);
    expect(await keys(reviewer, '2026-10-09T08:59:00+08:00')).not.toContain('unpublished');
    expect(await of(reviewer)).toContainEqual(expect.objectContaining({ key: 'unpublished', id: held.listingId }));
    expect(await keys(await market.member('exchange', ['reviewer']))).toEqual([]);
  });

  it('the people of a disclosure, each for their own part', async () => {
    const { market, seller: officer } = listing;
    const { organisationId } = officer;
    const [reporter, contributor] = await Promise.all(
      [1, 2].map(() => market.person(organisationId, 'university', ['inventor'])),
    );
    const decider = await market.person(organisationId, 'university', ['decider']);
    const id = newId();
    const dueAt = '2026-10-12T24:00:00+08:00';
    await run(
      `insert into disclosure (id, number, organisation_id, reported_by, title, ip_kind, funding_source, export_control, state,
         turn, state_since, due_at, disclosed_at) values ($1, $2, $3, $4, '薄膜', 'invention', 'outside', 'free', 'draft',
         'reporter', now(), null, now())`,
      [id, `ZWCG${id.slice(-8)}`, organisationId, reporter!.userId],
    );
    await run(
      `insert into disclosure_contributor (id, disclosure_id, position, user_id, name, share_bps)
       values (gen_random_uuid(), $1, 1, $2, '甲', 10000)`,
      [id, contributor!.userId],
    );
    const waiting = (): Promise<string[][]> =>
      Promise.all([reporter!, contributor!, officer, decider].map((who) => keys(who)));
    const to = (state: string, turn: string) =>
      run(`update disclosure set state = $2, turn = $3, due_at = $4 where id = $1`, [id, state, turn, dueAt]);
    expect(await waiting()).toEqual([[], [], [], []]);
    await to('disclosed', 'office');
    expect(await waiting()).toEqual([[], ['share'], ['disclosure'], []]);
    expect((await of(contributor!))[0]).toMatchObject({ link: `/desk/disclosures/${id}`, dueAtMs: ms(dueAt) });
    await to('returned', 'reporter');
    expect(await waiting()).toEqual([['disclosureReturned'], [], [], []]);
    await run(
      `insert into seller_decision (id, disclosure_id, round, form, reason, state, proposed_by, proposed_at, attempt, chain)
       values (gen_random_uuid(), $1, 1, 'retain', '自用', 'approving', $2, now(), 1,
         '[{"step": "leadership", "held": "decision.approve", "days": 5}]')`,
      [id, officer.userId],
    );
    await to('approving', 'approver');
    expect(await waiting()).toEqual([[], [], [], ['approval']]);
    await to('accepted', 'office');
    expect(await waiting()).toEqual([[], [], ['disclosure'], []]);
  });

  it('deciders: the newest bylaws of their institution that somebody else wrote', async () => {
    const { market, seller: officer } = listing;
    const { organisationId } = officer;
    const decider = await market.person(organisationId, 'university', ['decider']);
    const stranger = await market.member('university', ['decider']);
    const [old, current] = [newId(), newId()];
    for (const [version, id] of [old, current].entries())
      await run(
        `insert into bylaw (id, organisation_id, version, body, source, effective_at, written_by, written_at)
         values ($1, $2, $3, '{}', '校科〔2026〕12号', now(), $4, now())`,
        [id, organisationId, version + 1, officer.userId],
      );
    expect(await of(decider)).toMatchObject([{ key: 'bylaw', number: 'v2', link: `/desk/bylaws/${current}` }]);
    for (const other of [officer, stranger]) expect(await keys(other)).not.toContain('bylaw');
    await run(
      `insert into bylaw_answer (bylaw_id, written_by, answer, reason, answered_by, answered_at)
       values ($1, $2, 'declined', '期限过短', $3, now())`,
      [current, officer.userId, decider.userId],
    );
    expect(await keys(decider)).toEqual([]);
  });

  it('reviewers: relations, a colleague’s draft of rules, an import, a change asked for', async () => {
    const { market, exchangeId, reviewer, seller, bidders, listingId } = listing;
    const second = await market.person(exchangeId, 'exchange', ['reviewer']);
    const [company] = bidders as [Actor];
    const [relation, draft, history] = [newId(), newId(), newId()];
    await run(
      `insert into organisation_person (id, organisation_id, from_on, declared_by, name, person_key, role)
       values ($1, $2, '2020-01-01', $3, '张三', 'p:' || repeat('0', 64), 'director')`,
      [relation, company.organisationId, company.userId],
    );
    await run(
      `insert into rule_profile_draft (id, exchange_id, code, base_code, base_version, body, source, state, created_by,
         changed_by, proposed_by, proposed_at) values ($1, $2, 'own-rules', 'gz-university', 1, '{}', '依据', 'submitted',
         $3, $3, $3, now())`,
      [draft, exchangeId, reviewer.userId],
    );
    await run(
      `insert into history_import (id, exchange_id, kind, filename, sha256, format, header_row, headers, mapping_complete,
         created_by) values ($1, $2, 'deals', '成交.xlsx', repeat('0', 64), 'xlsx', 1, '[]', true, $3)`,
      [history, exchangeId, reviewer.userId],
    );
    await run(
      `insert into listing_amendment (id, listing_id, conditions_from, conditions_to, reason, requested_by)
       values (gen_random_uuid(), $1, '', '含培训', '补充', $2)`,
      [listingId, seller.userId],
    );
    // The company acts nowhere yet: until it does, no exchange is asked to look at what it declared.
    expect(await keys(second)).not.toContain('relation');
    await listing.apply(company, 'approved');
    const found = await of(second);
    expect(found.map(({ key }) => key)[0]).toBe('amendment');
    expect(found.map(({ key }) => key).sort()).toEqual(['amendment', 'import', 'profileDraft', 'relation']);
    expect(found.find(({ key }) => key === 'relation')).toMatchObject({ title: '张三', dueAtMs: null });
    // Whoever proposed rules does not publish them; no other exchange has anything to do with rules or imports of this one.
    expect((await keys(reviewer)).sort()).toEqual(['amendment', 'import', 'relation']);
    expect(await keys(await market.member('exchange', ['reviewer']))).toEqual([]);
    for (const other of [seller, company, listing.cashier]) expect(await keys(other)).toEqual([]);
    await run(
      `update organisation_person set state = 'verified', reviewed_by = $2, reviewed_for = $3, reviewed_at = now() where id = $1`,
      [relation, second.userId, second.organisationId],
    );
    await run(`update rule_profile_draft set state = 'discarded' where id = $1`, [draft]);
    await run(`update history_import set state = 'discarded', ended_at = now() where id = $1`, [history]);
    expect(await keys(second)).toEqual(['amendment']);
  });
});
