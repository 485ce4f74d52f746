import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@jishi/kernel';
import { type Fact, hasMessage, messageFor } from '@jishi/platform';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import './messages';
import { notificationText } from './notification-text';
import { NotificationService } from './notification.service';
import { Tell } from './notifications.consumers';
import { PublishedListing } from './testing/published-listing';
import { TOLD } from './told';

let db: TestDatabase;
let inbox: NotificationService;
let consumer: Tell;
let listing: PublishedListing;

beforeAll(async () => {
  db = await testDatabase();
  inbox = new NotificationService(db.database);
  consumer = new Tell(inbox);
});
beforeEach(async () => {
  listing = await PublishedListing.open(db);
});
afterAll(() => db.drop());

const deliver = (fact: Fact): Promise<void> => db.database.transaction((tx) => consumer.handle(tx, fact));
const textsOf = async (reader: PublishedListing['seller'], locale: 'zh' | 'en' = 'zh'): Promise<string[]> =>
  (await inbox.list(reader, {}, locale)).items.map(({ text }) => text);

describe('what is told', () => {
  it('has a text in both languages for everything in the table', () => {
    const texts = Object.values(TOLD).flatMap((tellings) => tellings.map(({ text }) => `notification.${text}`));
    expect(texts.filter((key) => !hasMessage(key))).toEqual([]);
    for (const key of texts) {
      const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      expect([key, holes(messageFor(key, {}, 'en'))]).toEqual([key, holes(messageFor(key, {}, 'zh'))]);
    }
  });

  it('is subscribed to, and only that', async () => {
    const subscribed = await db.database.query<{ type: string }>(
      `select event_type as type from outbox_subscription where consumer = 'notifications.tell'`,
    );
    expect(subscribed.map(({ type }) => type).sort()).toEqual(Object.keys(TOLD).sort());
  });

  it('reaches each once, however often and by however many workers it is delivered', async () => {
    const fact = await listing.fact('listing.published');
    await Promise.all([deliver(fact), deliver(fact), deliver(fact)]);
    expect(await textsOf(listing.seller)).toEqual([`“${listing.title}”已公告，公告期至 2026年10月24日 24:00。`]);
    expect(await textsOf(listing.seller, 'en')).toEqual([
      `"${listing.title}" is published; its notice runs until 24 Oct 2026, 24:00 (China time).`,
    ]);
    expect(await textsOf(listing.bidders[0]!)).toEqual([]);
  });

  it('differs for winner, losers and seller, and nobody reads another’s', async () => {
    const [winner, loser] = listing.bidders as [PublishedListing['seller'], PublishedListing['seller']];
    await listing.apply(winner);
    await listing.apply(loser);
    const { organisationId: winnerId } = winner;
    const sold = { auctionId: listing.auctionId, outcome: 'sold', priceMinor: 5_000_000, winnerCode: 'B01', winnerId };
    await deliver(await listing.fact('auction.closed', sold, listing.auctionId));
    expect(await textsOf(winner)).toEqual([`恭喜，贵单位以 ¥50,000.00 竞得“${listing.title}”，请确认合同。`]);
    expect((await textsOf(loser))[0]).toContain('由他人竞得');
    expect((await textsOf(listing.seller))[0]).toContain('以 ¥50,000.00 成交');
    const params = await db.database.query<{ params: object }>('select params from notification');
    expect(JSON.stringify(params)).not.toContain(winnerId);
  });

  it('finds the candidate of an application, and those of the exchange who may act', async () => {
    const [bidder] = listing.bidders as [PublishedListing['seller']];
    const applicationId = await listing.apply(bidder, 'submitted');
    await deliver(await listing.fact('application.submitted', { applicationId, listingId: undefined }, applicationId));
    await deliver(await listing.fact('application.rejected', { applicationId, reason: '材料不全' }, applicationId));
    expect((await textsOf(listing.reviewer))[0]).toContain('收到新的竞买申请');
    expect(await textsOf(listing.cashier)).toEqual([]);
    expect((await inbox.list(bidder, {}, 'zh')).items).toMatchObject([
      { reason: '材料不全', link: '/desk/applications', readAt: null },
    ]);
  });

  it('asks the seller for its word without saying who the candidate is', async () => {
    const [bidder] = listing.bidders as [PublishedListing['seller']];
    const confirmer = await listing.market.person(listing.seller.organisationId, 'university', ['officer']);
    const outsider = await listing.market.person(listing.seller.organisationId, 'university', ['inventor']);
    const applicationId = await listing.apply(bidder, 'submitted');
    const dueAtMs = Date.parse('2026-10-20T24:00:00+08:00');
    const about = { applicationId, organisationId: bidder.organisationId, dueAtMs };
    await deliver(await listing.fact('application.awaiting_seller', about, applicationId));
    const [asked] = (await inbox.list(confirmer, {}, 'zh')).items;
    expect(asked).toMatchObject({ link: '/desk/confirmations' });
    expect(asked?.text).toContain('2026年10月20日 24:00');
    expect(await textsOf(outsider)).toEqual([]);
    expect((await textsOf(bidder))[0]).toContain('正在征询转让方意见');
    await deliver(await listing.fact('application.objected', { ...about, reason: '同业竞争' }, applicationId));
    expect((await inbox.list(listing.reviewer, {}, 'zh')).items).toMatchObject([
      { reason: '同业竞争', link: `/desk/applications/${applicationId}` },
    ]);
    expect(await textsOf(bidder)).toHaveLength(1);
  });

  it('tells changes to whoever watches a sale, and right holders when their time begins', async () => {
    const [signatory, holder] = listing.bidders as [PublishedListing['seller'], PublishedListing['seller']];
    await db.database.query(
      `insert into nda_acceptance (id, listing_id, organisation_id, user_id, signatory, text_version, language, text, text_sha256)
       values (gen_random_uuid(), $1, $2, $3, '李明', 1, 'zh', 't', encode(sha256('t'), 'hex'))`,
      [listing.listingId, signatory.organisationId, signatory.userId],
    );
    await db.database.query(
      `insert into first_refusal_holder (id, listing_id, organisation_id, ground, rank, registered_by, notified_at)
       values (gen_random_uuid(), $1, $2, 'inventor', 1, $3, now())`,
      [listing.listingId, holder.organisationId, listing.seller.userId],
    );
    await deliver(await listing.fact('listing.published'));
    expect(await textsOf(signatory)).toEqual([]);
    expect((await textsOf(holder))[0]).toContain('逾期视为放弃');
    await deliver(await listing.fact('listing.amended', { reason: '补充资料' }));
    expect((await textsOf(signatory))[0]).toContain('公告内容已变更');
    expect((await textsOf(holder))[0]).toContain('公告内容已变更');
    await deliver(await listing.fact('nda.signed'));
    expect((await inbox.list(listing.seller, {}, 'zh')).items[0]).toMatchObject({
      link: `/desk/listings/${listing.listingId}/openings`,
    });
  });

  it('tells a client at once what was entered in its name, and where its receipt is', async () => {
    const [client, rival] = listing.bidders as [PublishedListing['seller'], PublishedListing['seller']];
    const actId = newId();
    const { organisationId } = client;
    const entered = { actId, organisationId, auctionId: listing.auctionId, windowName: '佛山工作站', kind: 'bid' };
    await deliver(await listing.fact('counter.bid_entered', { ...entered, listingId: undefined }, actId));
    expect((await inbox.list(client, {}, 'zh')).items).toMatchObject([
      {
        text: `服务窗口“佛山工作站”依据委托，代贵单位在“${listing.title}”中录入了报价，请立即核对回单。`,
        link: `/desk/counter/acts/${actId}`,
      },
    ]);
    const applicationId = await listing.apply(client, 'submitted');
    for (const channel of ['online', 'counter'])
      await deliver(await listing.fact('application.submitted', { applicationId, organisationId, channel }));
    expect(await textsOf(client)).toHaveLength(2);
    expect(await textsOf(rival)).toEqual([]);
    expect(await textsOf(listing.seller)).toEqual([]);
  });

  it('tells a mandate to its client, its window and the exchange', async () => {
    const window = await listing.market.member('window', ['clerk']);
    const [client] = listing.bidders as [PublishedListing['seller']];
    const parties = {
      organisationId: client.organisationId,
      windowOrganisationId: window.organisationId,
      exchangeId: listing.exchangeId,
      listingId: undefined,
    };
    const names = { windowName: '佛山工作站', clientName: '科技公司' };
    await deliver(await listing.fact('mandate.entered', { ...parties, ...names }));
    expect([await textsOf(client), await textsOf(listing.reviewer), await textsOf(window)]).toEqual([
      [expect.stringContaining('登记了一份贵单位的委托书')],
      [expect.stringContaining('待确认')],
      [],
    ]);
    await deliver(await listing.fact('mandate.refused', { ...parties, ...names, reason: '印章不符' }));
    expect((await inbox.list(window, {}, 'zh')).items).toMatchObject([{ reason: '印章不符', link: '/desk/mandates' }]);
  });

  it('tells the steps of a disclosure to its people and its office, by number alone', async () => {
    const { market, seller } = listing;
    const { organisationId } = seller;
    const [reporter, contributor, bystander] = await Promise.all(
      [1, 2, 3].map(() => market.person(organisationId, 'university', ['inventor'])),
    );
    const decider = await market.person(organisationId, 'university', ['decider']);
    const disclosureId = newId();
    const number = `ZWCG${disclosureId.slice(-8)}`;
    await db.database.query(
      `insert into disclosure (id, number, organisation_id, reported_by, title, ip_kind, funding_source, export_control, state,
         turn, state_since, disclosed_at) values ($1, $2, $3, $4, '机密名称', 'invention', 'outside', 'free', 'draft',
         'reporter', now(), now())`,
      [disclosureId, number, organisationId, reporter!.userId],
    );
    await db.database.query(
      `insert into disclosure_contributor (id, disclosure_id, position, user_id, name, share_bps)
       values (gen_random_uuid(), $1, 1, $2, '甲', 10000)`,
      [disclosureId, contributor!.userId],
    );
    const move = async (payload: Record<string, unknown>) =>
      deliver(await listing.fact('disclosure.moved', { disclosureId, number, listingId: undefined, ...payload }));
    await move({ action: 'disclose', from: 'draft', held: '' });
    expect(await textsOf(seller)).toEqual([expect.stringContaining(`收到职务成果披露 ${number}`)]);
    expect((await inbox.list(contributor!, {}, 'zh')).items).toMatchObject([
      { link: `/desk/disclosures/${disclosureId}`, text: expect.stringContaining('确认贡献比例') },
    ]);
    await move({ action: 'return', from: 'in_review', held: '', reason: '缺少图纸' });
    for (const person of [reporter!, contributor!])
      expect((await inbox.list(person, { limit: 1 }, 'zh')).items).toMatchObject([{ reason: '缺少图纸' }]);
    await move({ action: 'submit', from: 'proposed', held: 'decision.approve' });
    expect(await textsOf(decider)).toEqual([expect.stringContaining('待审批')]);
    await move({ action: 'withdraw', from: 'draft', held: '', reason: '误填' });
    expect(await textsOf(seller)).toHaveLength(1);
    await deliver(await listing.fact('disclosure.decided', { disclosureId, number, achievementId: null }));
    for (const person of [seller, reporter!])
      expect((await inbox.list(person, { limit: 1 }, 'zh')).items).toMatchObject([
        { link: `/desk/disclosures/${disclosureId}`, text: expect.stringContaining('已作出决定') },
      ]);
    expect(await textsOf(bystander!)).toEqual([]);
    const kept = await db.database.query('select params from notification');
    expect(JSON.stringify(kept)).not.toContain('机密名称');
  });

  it('asks deciders to confirm bylaws, and tells the office what they said', async () => {
    const { market, seller } = listing;
    const { organisationId } = seller;
    const decider = await market.person(organisationId, 'university', ['decider']);
    const about = { bylawId: newId(), organisationId, version: 2, listingId: undefined };
    await deliver(await listing.fact('bylaw.written', { ...about, effectiveOn: '2026-12-01' }));
    expect((await inbox.list(decider, {}, 'zh')).items).toMatchObject([
      { link: `/desk/bylaws/${about.bylawId}`, text: expect.stringContaining('第 2 版已起草，拟自 2026-12-01 起施行') },
    ]);
    expect(await textsOf(seller)).toEqual([]);
    await deliver(await listing.fact('bylaw.answered', { ...about, outcome: 'declined', reason: '期限过短' }));
    expect((await inbox.list(seller, {}, 'zh')).items).toMatchObject([
      { text: '决策内部规定第 2 版未获确认。', reason: '期限过短' },
    ]);
  });

  it('tells the exchange and sellers who write under them of new rules, and the end of an import', async () => {
    const { reviewer, seller, exchangeId } = listing;
    const draftId = newId();
    await db.database.query(
      `insert into rule_profile_draft (id, exchange_id, code, base_code, base_version, body, created_by, changed_by)
       values ($1, $2, 'gz-university', 'gz-university', 1, '{}', $3, $3)`,
      [draftId, exchangeId, reviewer.userId],
    );
    const rules = { draftId, exchangeId, code: 'gz-university', version: 9, effectiveOn: '2026-12-01' };
    await deliver(await listing.fact('profile.published', { ...rules, listingId: undefined }));
    expect((await textsOf(reviewer))[0]).toContain('第 9 版已发布，自 2026-12-01 起生效');
    expect(await textsOf(seller)).toEqual([]);
    const ended = { importId: newId(), exchangeId, filename: '成交.xlsx', outcome: 'done', imported: 42 };
    await deliver(await listing.fact('history.import_ended', { ...ended, listingId: undefined }));
    expect((await inbox.list(reviewer, {}, 'zh')).items[0]).toMatchObject({
      text: '历史数据“成交.xlsx”已导入 42 条。',
      link: `/desk/history/${ended.importId}`,
    });
  });

  it('tells a holder of a right of first refusal, and forgives facts that name nothing', async () => {
    const [holder] = listing.bidders as [PublishedListing['seller']];
    for (const name of ['holderId', 'organisationId'])
      await deliver(await listing.fact('first_refusal.notified', { [name]: holder.organisationId }));
    expect((await textsOf(holder)).map((text) => text.includes('优先购买权'))).toEqual([true, true]);
    for (const payload of [{ listingId: 'no-uuid' }, { listingId: newId() }, { holderId: 7 }, {}])
      await deliver(await listing.fact('listing.suspended', payload));
    await deliver({ id: newId(), type: 'nobody.asked', subjectId: 'x', payload: {} });
  });
});

describe('the inbox', () => {
  it('is read by each person for themselves, one by one or whole', async () => {
    for (const type of ['listing.published', 'listing.suspended', 'listing.resumed'])
      await deliver(await listing.fact(type));
    const { seller } = listing;
    const colleague = await listing.market.person(seller.organisationId, 'university', ['officer']);
    expect([await inbox.unread(seller), await inbox.unread(colleague)]).toEqual([3, 3]);
    const first = await inbox.list(seller, { limit: 2 }, 'zh');
    const second = await inbox.list(seller, { limit: 2, cursor: first.nextCursor! }, 'zh');
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    await inbox.markRead(seller, first.items[0]!.id);
    await inbox.markRead(seller, first.items[0]!.id);
    expect((await inbox.list(seller, { unread: true }, 'zh')).items).toHaveLength(2);
    await inbox.markAllRead(seller);
    expect([await inbox.unread(seller), await inbox.unread(colleague)]).toEqual([0, 3]);
    await expect(inbox.markRead(listing.bidders[0]!, first.items[0]!.id)).rejects.toThrow('notification.not_found');
  });

  it('forgets what is older than a year', async () => {
    await deliver(await listing.fact('listing.published'));
    const { organisationId } = listing.seller;
    await db.database.query(
      `insert into notification (id, event_id, organisation_id, user_id, kind, params, link, created_at)
       select gen_random_uuid(), event_id, organisation_id, $2, kind, params, link, now() - interval '400 days'
       from notification where organisation_id = $1`,
      [organisationId, listing.seller.userId],
    );
    expect(await inbox.unread(listing.seller)).toBe(2);
    await deliver(await listing.fact('listing.suspended'));
    expect(await textsOf(listing.seller)).toHaveLength(2);
  });
});

it('an approved candidate is told by when its deposit must be here; a demonstration has no such term', () => {
  const params = { title: '薄膜', dueAt: '2026-08-20T02:00:00.000Z' };
  expect(notificationText('application.approved', params, 'zh')).toContain('2026年8月20日 10:00');
  expect(notificationText('application.approved', { title: '薄膜' }, 'en')).toContain('by: —.');
});
