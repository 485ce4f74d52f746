import { afterAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import { standingClock } from '../../../test/support/market';
import { paper as pdfOf } from '../../../test/support/papers';
import { ConfirmationService } from './confirmation.service';
import { findConflict } from './conflict-check';
import { partiesOfAuction } from './conflict.repository';
import { PersonKeys } from './person-keys';
import { rankOf } from './qualification.repository';
import { qualificationOffice } from './testing/qualification-office';

/** GB 11643, also as it was written before 1999; the numbers belong to nobody. */
const LI = '11010519491231002X';
const LI_BEFORE_1999 = '110105491231002';

const office = await qualificationOffice();
const { db, market, clock, at, listings, life, attachments, company } = office;
const { service, reviews, confirmations, relations, rights, filings, officer, director, reviewer } = office;
afterAll(() => db.drop());

const apply = async (actor: Actor, listingId: string) => service.apply(actor, listingId, await office.content(actor));
const usccOfOrganisation = async (id: string): Promise<string> =>
  (await db.database.query<{ uscc: string }>('select uscc from organisation where id = $1', [id]))[0]!.uscc;
const auctionOf = async (listingId: string): Promise<string> =>
  (await listings.forCandidacy(db.database.manager, listingId)).auctionId!;

const inReview = (): Promise<string> => {
  at('2026-09-11T10:00:00');
  return office.inReview();
};

/** Its notice runs from 14 September; it is the 21st. */
async function onSale(listingId?: string): Promise<string> {
  const id = listingId ?? (await inReview());
  at('2026-09-14T10:00:00');
  await listings.review(reviewer!, id, true);
  at('2026-09-15T09:00:00');
  await life.publishDue();
  at('2026-09-21T10:00:00');
  return id;
}

describe('the people of those who run a sale', () => {
  it('keep a candidate out also when they are a linked market’s, from the application to the admission', async () => {
    const listingId = await onSale();
    const partner = await market.organisation('exchange', '深圳联动交易所');
    const clerk = await market.person(partner, 'exchange', ['reviewer']);
    const candidate = await company('联动所职员的公司');
    await market.person(candidate.organisationId, 'company', ['bidder'], clerk.userId);
    const { id } = await apply(candidate, listingId);
    const link = newId();
    await db.database.query(
      `insert into listing_market (id, listing_id, exchange_id, state, linked_at) values ($1, $2, $3, 'linked', now())`,
      [link, listingId, partner],
    );
    await expect(reviews.review(reviewer!, id, true)).rejects.toThrow('application.related_party');
    expect((await reviews.sheet(reviewer!, id)).conflict).toMatchObject({ insiderName: '深圳联动交易所' });
    const other = await company('联动所职员的另一家公司');
    await market.person(other.organisationId, 'company', ['bidder'], clerk.userId);
    await expect(apply(other, listingId)).rejects.toThrow('application.related_party');
    const tx = db.database.manager;
    const parties = await partiesOfAuction(tx, await auctionOf(listingId));
    expect(await findConflict(tx, { organisationId: other.organisationId }, parties!)).toMatchObject({
      insiderId: partner,
    });
    // Only offered, it has not seen anything.
    await db.database.query(`update listing_market set state = 'offered', linked_at = null where id = $1`, [link]);
    expect((await apply(other, listingId)).state).toBe('submitted');
  });
});

describe('who belongs to whom', () => {
  it('knows a person under the number of before 1999, and under a number written another way', () => {
    const people = new PersonKeys('a'.repeat(64));
    for (const spelling of [LI_BEFORE_1999, ' 110105 19491231 002x', '１１０１０５１９４９１２３１００２Ｘ'])
      expect(people.keyOf(spelling)).toBe(people.keyOf(LI));
    expect(people.keyOf('A123456(3)')).toBe(people.keyOf('A1234563'));
    // A resident's number in disguise would be a second person.
    for (const disguise of [`ID${LI}`, LI.slice(0, 17), `${LI}1`, '0'.repeat(20), '110105490231002'])
      expect(() => people.keyOf(disguise)).toThrow('relation.bad_id_number');
  });

  it('adds up the lots in which a holding was declared', async () => {
    const listingId = await onSale();
    const candidate = await company('分笔持股有限公司');
    const holder = { type: 'organisation', name: '岭南大学', uscc: await usccOfOrganisation(officer!.organisationId) };
    for (const basisPoints of [1_500, 1_500])
      await relations.declareHolding(candidate, { holder: holder as never, basisPoints, fromOn: '2020-01-01' });
    await expect(apply(candidate, listingId)).rejects.toMatchObject({ params: { kind: 'holding' } });
  });

  it('is not what the seller claims of a candidate once the notice is out, until an exchange has verified it', async () => {
    const listingId = await onSale();
    const unwanted = await company('不受欢迎有限公司');
    const { id } = await apply(unwanted, listingId);
    const holder = { type: 'organisation', name: '不受欢迎有限公司', uscc: '' } as const;
    const uscc = await usccOfOrganisation(unwanted.organisationId);
    const said = { holder: { ...holder, uscc }, basisPoints: 9_000, fromOn: '2020-01-01' };
    const claim = await relations.declareHolding(director!, said);
    expect(await reviews.sheet(reviewer!, id)).toMatchObject({
      conflict: null,
      claimed: { insiderName: '岭南大学', kind: 'holding' },
    });
    expect((await reviews.review(reviewer!, id, true)).state).toBe('awaiting_seller');
    await relations.judge(reviewer!, claim, true);
    await confirmations.open(officer!, id, true);
    await expect(confirmations.answer(officer!, id, true)).rejects.toThrow('application.related_party');
    await relations.end(reviewer!, claim, '2026-09-21');
  });

  it('is not undone by its declarer once a candidate was refused over it, or has applied', async () => {
    const listingId = await onSale();
    const candidate = await company('见势改口有限公司');
    const uscc = await usccOfOrganisation(officer!.organisationId);
    const holder = { type: 'organisation', name: '岭南大学', uscc } as const;
    const id = await relations.declareHolding(candidate, { holder, basisPoints: 6_000, fromOn: '2020-01-01' });
    await expect(apply(candidate, listingId)).rejects.toThrow('application.related_party');
    await expect(relations.end(candidate, id, '2026-09-20')).rejects.toThrow('relation.relied_on');
    // Whoever sells does not undo its own either while it sells.
    const friend = { name: '李明', idNumber: LI, role: 'director', fromOn: '2020-01-01' } as const;
    const own = await relations.declarePerson(director!, friend);
    await expect(relations.end(director!, own, '2026-09-20')).rejects.toThrow('relation.relied_on');
    await relations.end(reviewer!, id, '2026-09-20');
    const [told] = await db.database.query<{ payload: object }>(
      `select payload from outbox where type = 'relation.judged' and subject_id = $1`,
      [id],
    );
    expect(told?.payload).toEqual({
      organisationId: candidate.organisationId,
      outcome: 'ended',
      toOn: '2026-09-20',
    });
    expect((await apply(candidate, listingId)).state).toBe('submitted');
    await relations.end(reviewer!, own, '2026-09-20');
  });

  it('is verified by an exchange that its declarer asked or came to, under its name, and by no other', async () => {
    const other = await market.person(await market.organisation('exchange', '别家交易所'), 'exchange', ['reviewer']);
    const rival = await company('同城对手有限公司');
    const evidenceId = (await attachments.store(rival, { filename: '任职证明.pdf', content: pdfOf('post') })).id;
    const post = { name: '李明', idNumber: LI, role: 'supervisor', fromOn: '2020-01-01', evidenceId } as const;
    const asked = await relations.declarePerson(rival, { ...post, exchangeId: other.organisationId });
    const open = await relations.declarePerson(rival, { ...post, role: 'key_staff' });
    const of = async (exchange: Actor) =>
      (await relations.list(exchange, { organisationId: rival.organisationId })).items;
    expect([await of(reviewer!), (await of(other)).map(({ id }) => id)]).toEqual([[], [asked]]);
    for (const id of [asked, open]) {
      await expect(relations.judge(reviewer!, id, true)).rejects.toThrow('relation.not_found');
      await expect(relations.end(reviewer!, id, '2026-09-20')).rejects.toThrow('relation.not_found');
      await expect(relations.evidence(reviewer!, id)).rejects.toThrow('relation.not_found');
    }
    await expect(attachments.read(reviewer!, evidenceId)).rejects.toThrow('attachment.not_found');
    await relations.judge(other, asked, true);
    expect((await relations.evidence(other, asked)).filename).toBe('任职证明.pdf');
    // What is verified binds the sales of all: they read by whom, and leave it alone.
    expect(await of(reviewer!)).toMatchObject([
      { id: asked, state: 'verified', reviewedForName: '别家交易所', concerned: false, evidence: null },
    ]);
    await expect(relations.end(reviewer!, asked, '2026-09-20')).rejects.toThrow('relation.other_exchange');
    await expect(relations.evidence(reviewer!, asked)).rejects.toThrow('relation.other_exchange');
    await apply(rival, await onSale());
    await relations.judge(reviewer!, open, true);
    await relations.end(reviewer!, asked, '2026-09-20');
    await expect(relations.judge(other, open, true)).rejects.toThrow('relation.other_exchange');
  });

  it('is not verified by the exchange that declared it', async () => {
    const exchange = await market.organisation('exchange', '自证交易所');
    const both = await market.person(exchange, 'exchange', ['reviewer', 'org_admin']);
    const held = { name: '对手', uscc: await usccOfOrganisation((await company('被指有限公司')).organisationId) };
    const holder = { type: 'organisation', name: '自证交易所', uscc: await usccOfOrganisation(exchange) } as const;
    const said = { holder, held, basisPoints: 9_000, fromOn: '2020-01-01', exchangeId: exchange };
    const id = await relations.declareHolding(both, said);
    await expect(relations.judge(both, id, true)).rejects.toThrow('relation.own');
    await expect(
      relations.declareHolding(both, { ...said, basisPoints: 1, exchangeId: officer!.organisationId }),
    ).rejects.toThrow('relation.not_an_exchange');
    const judged = db.database.query(
      `update organisation_holding set state = 'verified', reviewed_by = $2, reviewed_for = $3, reviewed_at = now()
       where id = $1`,
      [id, both.userId, exchange],
    );
    await expect(judged).rejects.toThrow('judged_by_another');
  });

  it('is found soon among 100,000 holdings, in circles, and with 2,000 people a side', async () => {
    const candidate = await company('环形持股有限公司');
    const tx = db.database.manager;
    const [own, seller] = [
      await usccOfOrganisation(candidate.organisationId),
      await usccOfOrganisation(officer!.organisationId),
    ];
    await db.database.query(
      `insert into organisation_holding (id, organisation_id, from_on, declared_by, holder_key, holder_name, held_key, held_name,
         basis_points, state, reviewed_by, reviewed_at, reviewed_for)
       select gen_random_uuid(), $1::uuid, '2020-01-01'::date, $2::uuid, 'o:' || lpad((n + 1)::text, 18, '0'), '甲', 'o:' || lpad(n::text, 18, '0'),
         '乙', 5000, 'verified', $2::uuid, now(), $4::uuid from generate_series(1, 100000) n
       union all
       select gen_random_uuid(), $1::uuid, '2020-01-01'::date, $2::uuid, a, '甲', b, '乙', 5000, 'verified', $2::uuid, now(), $4::uuid
       from (values ('o:' || lpad('1', 18, '0'), 'o:' || $3::text), ('o:' || $3::text, 'o:' || lpad('3', 18, '0'))) v(a, b)`,
      [candidate.organisationId, candidate.userId, own, reviewer!.organisationId],
    );
    for (const organisationId of [candidate.organisationId, officer!.organisationId])
      await db.database.query(
        `insert into organisation_person (id, organisation_id, from_on, declared_by, name, person_key, role)
         select gen_random_uuid(), $1::uuid, '2020-01-01'::date, $2::uuid, '某人', 'p:' || encode(sha256(($1::text || n::text)::bytea), 'hex'), 'key_staff'
         from generate_series(1, 2000) n`,
        [organisationId, candidate.userId],
      );
    await db.database.query('analyze organisation_holding, organisation_person');
    const parties = { transferorId: officer!.organisationId, operatorIds: [reviewer!.organisationId] };
    const startedAt = performance.now();
    expect(await findConflict(tx, candidate, { ...parties, since: null })).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(seller).not.toBe(own);
  }, 60_000);
});

describe('a right of first refusal', () => {
  const holding = async (listingId: string, holder: Actor, rank = 1): Promise<string> => {
    const { organisationId } = holder;
    await rights.register(officer!, listingId, { organisationId, ground: 'inventor', rank });
    await rights.notify(reviewer!, listingId);
    return (await rights.mine(holder, {})).items.find((right) => right.listingId === listingId)!.id;
  };

  it('that was waived does not come back by a reviewer’s word, and a registered rank is not bettered', async () => {
    const [waiver, second] = [await company('弃权有限公司'), await company('第二顺位有限公司')];
    const draft = await inReview();
    const id = await holding(draft, waiver);
    await holding(draft, second, 2);
    await rights.answer(waiver, id, true);
    const listingId = await onSale(draft);
    const given = { rank: 1, ground: 'inventor' } as const;
    const gone = await apply(waiver, listingId);
    await expect(reviews.review(reviewer!, gone.id, true, '', given)).rejects.toThrow('application.right_waived');
    const later = await apply(second, listingId);
    await expect(reviews.review(reviewer!, later.id, true, '', given)).rejects.toThrow(
      'application.right_registered_otherwise',
    );
    await reviews.review(reviewer!, gone.id, true);
    await reviews.review(reviewer!, later.id, true);
    for (const { id: application } of [gone, later]) {
      await confirmations.open(officer!, application, true);
      await confirmations.answer(officer!, application, true);
    }
    const tx = db.database.manager;
    const auctionId = await auctionOf(listingId);
    expect([
      await rankOf(tx, auctionId, waiver.organisationId),
      await rankOf(tx, auctionId, second.organisationId),
    ]).toEqual([null, 2]);
  });

  it('does not tell the seller who applied while the notice runs', async () => {
    const holder = await company('共有人有限公司');
    const draft = await inReview();
    await holding(draft, holder);
    const listingId = await onSale(draft);
    const before = await rights.ofListing(officer!, listingId);
    await apply(holder, listingId);
    expect(await rights.ofListing(officer!, listingId)).toEqual(before);
    expect((await rights.ofListing(reviewer!, listingId))[0]).toMatchObject({ state: 'applied' });
    // Nor does the end of the notice, before the sale is over: whoever is not absent would have applied.
    at('2026-10-01T00:00:00');
    expect(await rights.ofListing(officer!, listingId)).toEqual(before);
    await db.database.query(`update listing set state = 'delisted' where id = $1`, [listingId]);
    expect((await rights.ofListing(officer!, listingId))[0]).toMatchObject({ state: 'applied' });
  });

  it('does not outlive a change of the draft into a licence', async () => {
    const holder = await company('许可权利人有限公司');
    const draft = await inReview();
    await holding(draft, holder);
    await listings.review(reviewer!, draft, false, '改为许可');
    await listings.update(officer!, draft, { form: 'licence' });
    await listings.submit(officer!, draft, 'direct');
    const listingId = await onSale(draft);
    const { id } = await apply(holder, listingId);
    expect((await reviews.sheet(reviewer!, id)).registeredRight).toBeNull();
    await reviews.review(reviewer!, id, true);
    await confirmations.open(officer!, id, true);
    await confirmations.answer(officer!, id, true);
    expect(await rankOf(db.database.manager, await auctionOf(listingId), holder.organisationId)).toBeNull();
  });
});

describe('the seller’s silence', () => {
  it('costs nobody the sale while it is suspended: it counts when the sale goes on', async () => {
    const listingId = await onSale();
    const candidate = await company('停牌期间有限公司');
    const { id } = await apply(candidate, listingId);
    await reviews.review(reviewer!, id, true);
    await life.suspend(reviewer!, listingId, '权属核查');
    at('2026-09-25T00:00:00');
    await confirmations.sweep();
    expect((await service.get(candidate, id)).state).toBe('awaiting_seller');
    await life.resume(reviewer!, listingId, '核查完毕');
    await confirmations.sweep();
    expect(await service.get(candidate, id)).toMatchObject({ state: 'approved', lastAction: 'lapse' });
  });

  it('and an answer at the same moment do not both count', async () => {
    const listingId = await onSale();
    const ids: string[] = [];
    for (const n of [1, 2, 3, 4]) {
      const { id } = await apply(await company(`抢答${n}有限公司`), listingId);
      await reviews.review(reviewer!, id, true);
      await confirmations.open(officer!, id, true);
      ids.push(id);
    }
    const due = (await confirmations.list(officer!, { listingId })).items[0]!.dueAt!.getTime();
    const sweeper = new ConfirmationService(
      db.database,
      listings,
      attachments,
      service,
      standingClock('2026-09-25T00:00:00+08:00'),
    );
    clock.set(due - 1);
    await Promise.allSettled([...ids.map((id) => confirmations.answer(officer!, id, false, '异议')), sweeper.sweep()]);
    for (const id of ids) {
      const last = await db.database.query<{ action: string }>(
        `select action from application_transition where application_id = $1 and from_state = 'awaiting_seller'`,
        [id],
      );
      expect(last).toHaveLength(1);
    }
  }, 90_000);
});

describe('an application filed by a clerk', () => {
  it('is the client’s, marked and receipted, under a running mandate, for one candidate a clerk', async () => {
    const clerk = await market.member('window', ['clerk']);
    const colleague = await market.person(clerk.organisationId, 'window', ['clerk']);
    const windowId = await market.window(clerk.organisationId, reviewer!.organisationId);
    const [client, rival] = [await company('柜台委托有限公司'), await company('柜台对手有限公司')];
    const listingId = await onSale();
    const content = await office.content(clerk);
    const file = async (actor: Actor, of: Actor) => filings.apply(actor, of.organisationId, listingId, content);
    await expect(file(clerk, client)).rejects.toThrow('window.no_mandate');
    await market.mandate(windowId, client.organisationId);
    await market.mandate(windowId, rival.organisationId);
    const filed = await file(clerk, client);
    expect(filed.receiptNumber).toMatch(/^JSBM\d{10}$/);
    expect(filed).toMatchObject({ clientName: '柜台委托有限公司', state: 'submitted', documents: 1 });
    // The client and the exchange see whose hand it was; the client reads the scan.
    const [own] = (await service.list(client, { listingId })).items;
    expect(own).toMatchObject({ id: filed.id, counterReceipt: filed.receiptNumber, counterWindowName: '佛山工作站' });
    await attachments.read(client, own!.documents[0]!.id);
    expect((await reviews.sheet(reviewer!, filed.id)).submissions).toMatchObject([
      { channel: 'counter', windowName: '佛山工作站', receiptNumber: filed.receiptNumber },
    ]);
    await expect(file(clerk, client)).rejects.toThrow('application.exists');
    await expect(file(clerk, rival)).rejects.toThrow('counter.other_client_in_sale');
    expect((await file(colleague, rival)).clientName).toBe('柜台对手有限公司');
    expect((await filings.list(clerk, {})).items.map(({ clientName }) => clientName)).toEqual([
      '柜台对手有限公司',
      '柜台委托有限公司',
    ]);
    // From now on the window's people are insiders of this sale.
    const friend = await company('窗口人员的公司');
    await market.person(friend.organisationId, 'company', ['bidder'], colleague.userId);
    await expect(apply(friend, listingId)).rejects.toThrow('application.related_party');
    // After a rejection the client may go on by itself.
    await reviews.review(reviewer!, filed.id, false, '缺章');
    expect(await apply(client, listingId)).toMatchObject({ id: filed.id, counterReceipt: null, submissions: 2 });
    // Nobody of the seller's side files for a bidder, and nobody learns of it.
    await db.database.query(
      `insert into listing_transition (id, listing_id, action, from_state, to_state, actor_id, organisation_id)
       values ($1, $2, 'take_in', 'intake', 'review', $3, $4)`,
      [newId(), listingId, clerk.userId, clerk.organisationId],
    );
    expect((await filings.list(clerk, {})).items).toEqual([]);
    await expect(filings.list(client, {})).rejects.toThrow('window.not_found');
    const ended = await onSale();
    await db.database.query('update window_client set ended_at = now() where window_id = $1', [windowId]);
    await expect(filings.apply(colleague, rival.organisationId, ended, content)).rejects.toThrow('window.no_mandate');
    expect((await filings.list(colleague, {})).items).toHaveLength(2);
  }, 90_000);
});
