import { afterAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import { pendingNotices, rightsOf } from '@jishi/listings';
import { usccOf } from '../../../test/support/market';
import { Admit } from './bidding.consumers';
import { ConfirmationService } from './confirmation.service';
import { offerOf, rankOf } from './qualification.repository';
import { qualificationOffice } from './testing/qualification-office';

/** GB 11643: the check character is right; these numbers belong to nobody. */
const LI = '11010519491231002X';
const WANG = '440524188001010014';

const office = await qualificationOffice();
const { db, clock, at, listings, life, attachments, company, content } = office;
const { service, reviews, confirmations, relations, rights, officer, director, reviewer } = office;
const paper = office.licence;
let listingId: string;
afterAll(() => db.drop());

const apply = async (actor: Actor, more: object = {}) => service.apply(actor, listingId, await content(actor, more));
const steps = (id: string) =>
  db.database
    .query<{ step: string }>(
      `select action || ':' || from_state || '>' || to_state as step from application_transition
       where application_id = $1 order by at`,
      [id],
    )
    .then((found) => found.map(({ step }) => step));
const audited = (id: string) =>
  db.database
    .query<{ action: string }>(`select action from audit_log where subject_id = $1 order by at, id`, [id])
    .then((found) => found.map(({ action }) => action));
const facts = (type: string) =>
  db.database.query<{ payload: Record<string, unknown> }>('select payload from outbox where type = $1 order by id', [
    type,
  ]);

describe('four candidates across National Day 2026', () => {
  let [holder, related, late, silent, other]: Actor[] = [];

  it('the holder of a right of first refusal is registered and told three days before the notice', async () => {
    [holder, related, late, silent, other] = [
      await company('发明人之家科技有限公司'),
      await company('岭大产业有限公司'),
      await company('姗姗科技有限公司'),
      await company('静默材料有限公司'),
      await company('旁人有限公司'),
    ];
    listingId = await office.inReview();
    const right = { organisationId: holder.organisationId, ground: 'inventor', rank: 1 } as const;
    await rights.register(officer!, listingId, right);
    await expect(rights.register(reviewer!, listingId, right)).rejects.toThrow('right.exists');
    await expect(rights.register(other, listingId, right)).rejects.toThrow('listing.not_found');
    const tx = db.database.manager;
    expect(await pendingNotices(tx, listingId, clock.now())).toMatchObject([{ notifiedAt: null, readyAtMs: null }]);
    expect((await rights.mine(holder, {})).items).toEqual([]);
    await rights.notify(reviewer!, listingId);
    await expect(rights.notify(reviewer!, listingId)).rejects.toThrow('right.none_to_notify');
    expect(await facts('first_refusal.notified')).toMatchObject([
      { payload: { listingId, organisationId: holder.organisationId, ground: 'inventor', rank: 1 } },
    ]);
    const readyAtMs = Date.parse('2026-09-15T00:00:00+08:00');
    expect(await pendingNotices(tx, listingId, readyAtMs - 1)).toMatchObject([{ readyAtMs }]);
    expect(await pendingNotices(tx, listingId, readyAtMs)).toEqual([]);
    const [mine] = (await rights.mine(holder, {})).items;
    expect(await rights.answer(holder, mine!.id, false)).toMatchObject({ state: 'acknowledged' });
    await expect(rights.answer(other, mine!.id, true)).rejects.toThrow('right.not_found');
  });

  it('the notice runs to the end of 30 September', async () => {
    at('2026-09-14T10:00:00');
    // Accepted, but the holder's three days are not over: it waits for them.
    await listings.review(reviewer!, listingId, true);
    await expect(listings.forCandidacy(db.database.manager, listingId)).rejects.toThrow('listing.not_found');
    at('2026-09-15T09:00:00');
    await life.publishDue();
    expect((await listings.forCandidacy(db.database.manager, listingId)).noticeEndsAt).toEqual(
      new Date('2026-10-01T00:00:00+08:00'),
    );
    await expect(
      rights.register(officer!, listingId, { organisationId: other!.organisationId, ground: 'inventor', rank: 2 }),
    ).rejects.toThrow('right.too_late');
  });

  it('a candidate whose director sits at the university is refused, and only the exchange is told how', async () => {
    const said = { name: '李明', idNumber: LI, role: 'director', fromOn: '2020-01-01' } as const;
    // The notice is out: what the seller says now counts once the exchange has verified it.
    await relations.judge(reviewer!, await relations.declarePerson(director!, said), true);
    await relations.declarePerson(related!, { name: '李明', idNumber: LI, role: 'supervisor', fromOn: '2024-01-01' });
    const refusal = await apply(related!).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'application.related_party', params: { kind: 'shared_person', pathZh: '' } });
    expect((await reviews.findings(reviewer!, {})).items).toMatchObject([
      {
        organisationName: '岭大产业有限公司',
        insiderName: '岭南大学',
        stage: 'application',
        pathZh: '李明 是 岭大产业有限公司 的监事，李明 是 岭南大学 的董事',
      },
    ]);
    const stored = await db.database.query(
      `select person_key as key, to_jsonb(p)::text as whole from organisation_person p`,
    );
    expect(JSON.stringify(stored)).not.toContain(LI.slice(6, 14));
    // His representative would do as well.
    const acting = { representative: { name: '李明', idNumber: LI, phone: '13800000000' } };
    await expect(apply(other!, acting)).rejects.toMatchObject({ errors: [{ code: 'application.paper_missing' }] });
    const power = { attachmentId: await paper(other!), kind: 'authorisation' };
    const licence = { attachmentId: await paper(other!), kind: 'business_licence' };
    await expect(apply(other!, { ...acting, documents: [licence, power] })).rejects.toThrow(
      'application.related_party',
    );
  });

  it('names every paper that is missing or has expired, and what was not accepted', async () => {
    const wrong = {
      statement: '',
      documents: [{ attachmentId: await paper(other!), kind: 'other' as const, expiresOn: '2026-09-14' }],
      offerMinor: 49_999_999,
    };
    await expect(service.apply(other!, listingId, wrong)).rejects.toMatchObject({
      errors: [
        { path: 'documents.business_licence', code: 'application.paper_missing' },
        { path: 'documents[0].expiresOn', code: 'application.paper_expired' },
        { path: 'offerMinor', code: 'application.offer_too_low' },
        { path: 'acceptsText', code: 'application.text_not_accepted' },
      ],
    });
  });

  it('the holder is confirmed by the seller, which reads its name under a recorded duty, with its registered right', async () => {
    at('2026-09-21T10:00:00');
    const { id, auctionId } = await apply(holder!, { offerMinor: 52_000_000 });
    const sheet = await reviews.sheet(reviewer!, id);
    expect(sheet).toMatchObject({
      conflict: null,
      sellerIsAsked: true,
      registeredRight: { rank: 1, ground: 'inventor' },
    });
    expect(sheet.required).toEqual([{ kind: 'business_licence', given: true, expired: false }]);
    const passed = await reviews.review(reviewer!, id, true);
    // Three working days after a Monday, before the Mid-Autumn holiday.
    expect(passed).toMatchObject({ state: 'awaiting_seller', dueAt: new Date('2026-09-25T00:00:00+08:00') });
    expect(await facts('application.approved')).toEqual([]);
    expect(await facts('application.awaiting_seller')).toMatchObject([
      { payload: { applicationId: id, dueAtMs: Date.parse('2026-09-25T00:00:00+08:00') } },
    ]);
    const [asked] = (await confirmations.list(officer!, { state: 'awaiting_seller' })).items;
    expect(asked).toMatchObject({ id, label: id.slice(-6).toUpperCase() });
    expect(JSON.stringify(asked)).not.toContain('发明人之家');
    await expect(confirmations.answer(officer!, id, true)).rejects.toThrow('confirmation.not_opened');
    await expect(confirmations.open(officer!, id, false)).rejects.toThrow('confirmation.duty_not_taken');
    await expect(confirmations.open(holder!, id, true)).rejects.toThrow('application.not_found');
    const seen = await confirmations.open(officer!, id, true);
    expect(seen).toMatchObject({ organisationName: '发明人之家科技有限公司', offerMinor: null });
    expect((await confirmations.document(officer!, id, seen.documents[0]!.id)).size).toBeGreaterThan(10);
    await expect(attachments.read(officer!, seen.documents[0]!.id)).rejects.toThrow('attachment.not_found');
    expect((await reviews.sheet(reviewer!, id)).openings).toHaveLength(2);
    expect(await confirmations.answer(officer!, id, true)).toMatchObject({ state: 'approved', lastAction: 'confirm' });
    await expect(confirmations.open(officer!, id, true)).rejects.toThrow('confirmation.sealed');
    const tx = db.database.manager;
    expect([
      await rankOf(tx, auctionId, holder!.organisationId),
      await offerOf(tx, auctionId, holder!.organisationId),
    ]).toEqual([1, 52_000_000]);
    expect((await rights.ofListing(reviewer!, listingId))[0]).toMatchObject({ state: 'applied' });
    expect(await rightsOf(tx, listingId)).toHaveLength(1);
  });

  it('one is objected to, and the exchange decides finally', async () => {
    const { id } = await apply(other!);
    await reviews.review(reviewer!, id, true);
    await confirmations.open(officer!, id, true);
    await expect(confirmations.answer(officer!, id, false, ' ')).rejects.toThrow('application.reason_missing');
    await confirmations.answer(officer!, id, false, '与我校有未结诉讼');
    await expect(reviews.review(reviewer!, id, true)).rejects.toThrow('application.reason_missing');
    await reviews.review(reviewer!, id, false, '异议成立：诉讼影响履约');
    const again = await apply(other!, { statement: '诉讼已和解' });
    expect(again).toMatchObject({ id, state: 'submitted', submissions: 2 });
    expect(
      (await reviews.sheet(reviewer!, id)).submissions.map(({ number, statement }) => [number, statement]),
    ).toEqual([
      [2, '诉讼已和解'],
      [1, '符合受让条件'],
    ]);
    await service.withdraw(other!, id);
    expect(await steps(id)).toEqual([
      'file:none>submitted',
      'pass:submitted>awaiting_seller',
      'object:awaiting_seller>objected',
      'uphold:objected>rejected',
      'resubmit:rejected>submitted',
      'withdraw:submitted>withdrawn',
    ]);
    expect(await audited(id)).toEqual([
      'application.awaiting_seller',
      'application.opened_by_seller',
      'application.objected',
      'application.rejected',
      'application.withdrawn',
    ]);
  });

  it('one is confirmed by silence, whose working days leave out the holidays', async () => {
    at('2026-09-24T16:00:00');
    const { id } = await apply(silent!);
    const passed = await reviews.review(reviewer!, id, true);
    // 25–27 September are Mid-Autumn; 28, 29 and 30 work.
    expect(passed.dueAt).toEqual(new Date('2026-10-01T00:00:00+08:00'));
    at('2026-09-30T23:59:59.999');
    await confirmations.sweep();
    expect((await service.get(silent!, id)).state).toBe('awaiting_seller');
    await confirmations.open(officer!, id, true);
    at('2026-10-01T00:00:00');
    await expect(confirmations.answer(officer!, id, false, '迟来的异议')).rejects.toThrow('confirmation.late');
    const second = new ConfirmationService(db.database, listings, attachments, service, clock);
    await Promise.all([confirmations.sweep(), second.sweep(), confirmations.sweep()]);
    // From now on it has a day, or until the opening, to bring its deposit.
    const dueAt = new Date(clock.now() + 86_400_000);
    expect(await service.get(silent!, id)).toMatchObject({ state: 'approved', lastAction: 'lapse', dueAt });
    expect((await steps(id)).filter((step) => step.startsWith('lapse'))).toEqual(['lapse:awaiting_seller>approved']);
    expect((await facts('application.approved')).map(({ payload }) => payload['organisationId'])).toEqual([
      holder!.organisationId,
      silent!.organisationId,
    ]);
  });

  it('one is late by the moment the notice ends, and is told the moment', async () => {
    at('2026-10-01T00:00:00');
    await expect(apply(late!)).rejects.toMatchObject({
      code: 'application.late',
      params: { until: '2026-10-01 00:00:00' },
    });
    at('2026-09-30T23:59:59.999');
    const { id } = await apply(late!);
    await reviews.review(reviewer!, id, false, '缺章');
    at('2026-10-01T00:00:00');
    await expect(apply(late!)).rejects.toThrow('application.late');
    expect((await service.get(late!, id)).state).toBe('rejected');
  });

  it('nobody is approved once the bidding has opened', async () => {
    at('2026-09-30T20:00:00');
    const { id } = await apply(other!);
    at('2026-10-01T10:00:00');
    await expect(reviews.review(reviewer!, id, true)).rejects.toMatchObject({
      code: 'application.late',
      params: { until: '2026-10-01 10:00:00' },
    });
    at('2026-10-01T09:59:00');
    // The seller would have until after the holiday; the opening comes first.
    expect((await reviews.review(reviewer!, id, true)).dueAt).toEqual(new Date('2026-10-01T10:00:00+08:00'));
  });

  it('who became related meanwhile is not admitted to the book', async () => {
    const { auctionId } = (await service.list(silent!, { listingId })).items[0]!;
    await relations.declareHolding(silent!, {
      holder: { type: 'person', name: '王某', idNumber: WANG },
      basisPoints: 3_000,
      fromOn: '2026-09-30',
    });
    const manager = { name: '王某', idNumber: WANG, role: 'manager', fromOn: '2021-05-01' } as const;
    await relations.judge(reviewer!, await relations.declarePerson(director!, manager), true);
    const given: { command: Record<string, unknown> }[] = [];
    const admit = new Admit(
      {
        submit: (envelope) => {
          given.push(envelope as never);
          return Promise.resolve({ accepted: false, code: 'bidder.conflict_of_interest', params: {} } as never);
        },
      },
      db.database,
      listings,
    );
    const held = {
      id: newId(),
      type: 'deposit.held',
      subjectId: '',
      payload: { auctionId, organisationId: silent!.organisationId },
    };
    for (const _ of [1, 2]) await admit.before(held);
    expect(given[0]!.command).toMatchObject({ type: 'admit', related: true });
    const [application] = (await service.list(silent!, { listingId })).items;
    expect(application).toMatchObject({ state: 'rejected', lastAction: 'disqualify' });
    expect(application!.reason).toContain('关联');
    const { items } = await reviews.findings(reviewer!, { stage: 'admission' });
    expect(items.map(({ kind, pathZh }) => [kind, pathZh])).toEqual([
      ['common_holder', '王某 持有 静默材料有限公司 30%，王某 是 岭南大学 的高级管理人员'],
    ]);
  });
});

describe('the register of people and holdings', () => {
  it('counts what others say of an organisation only once an exchange has verified it', async () => {
    const [rival, victim] = [await company('对手有限公司'), await company('受害有限公司')];
    const { uscc } = (
      await db.database.query<{ uscc: string }>('select uscc from organisation where id = $1', [victim.organisationId])
    )[0]!;
    const seller = (
      await db.database.query<{ uscc: string }>('select uscc from organisation where id = $1', [
        officer!.organisationId,
      ])
    )[0]!;
    const holder = { type: 'organisation', name: '岭南大学', uscc: seller.uscc } as const;
    const said = { holder, held: { name: '受害有限公司', uscc }, basisPoints: 10_000, fromOn: '2020-01-01' };
    const id = await relations.declareHolding(rival, { ...said, exchangeId: reviewer!.organisationId });
    at('2026-09-25T10:00:00');
    expect((await apply(victim)).state).toBe('submitted');
    await expect(relations.judge(reviewer!, id, false)).rejects.toThrow('relation.reason_missing');
    await relations.judge(reviewer!, id, true);
    await expect(relations.judge(reviewer!, id, false, '再议')).rejects.toThrow('relation.judged_already');
    const [application] = (await service.list(victim, {})).items;
    await expect(reviews.review(reviewer!, application!.id, true)).rejects.toMatchObject({
      code: 'application.related_party',
      params: { kind: 'holding', pathZh: '依据：岭南大学 持有 受害有限公司 100%。' },
    });
    // Its declarer cannot take back what was verified; an exchange ends it.
    await expect(relations.end(rival, id, '2026-09-25')).rejects.toThrow('relation.verified');
    await relations.end(reviewer!, id, '2026-09-25');
    expect((await reviews.review(reviewer!, application!.id, true)).state).toBe('awaiting_seller');
  });

  it('refuses what cannot be so, and keeps its history', async () => {
    const owner = await company('自述有限公司');
    const holder = { type: 'organisation', name: '上级', uscc: usccOf(999_999) } as const;
    const id = await relations.declareHolding(owner, { holder, basisPoints: 6_000, fromOn: '2020-01-01' });
    await expect(relations.declareHolding(owner, { holder, basisPoints: 4_001, fromOn: '2020-01-01' })).rejects.toThrow(
      'relation.more_than_all',
    );
    await expect(
      relations.declareHolding(owner, { holder: { ...holder, uscc: '123' }, basisPoints: 1, fromOn: '2020-01-01' }),
    ).rejects.toThrow('relation.bad_uscc');
    const wrong = { name: '无名', idNumber: '110105194912310021', role: 'director', fromOn: '2020-01-01' } as const;
    expect(() => relations.declarePerson(owner, wrong)).toThrow('relation.bad_id_number');
    await relations.end(owner, id, '2026-01-01');
    await expect(relations.end(owner, id, '2026-02-01')).rejects.toThrow('relation.ended_already');
    const stranger = await company('路人有限公司');
    await expect(relations.end(stranger, id, '2026-01-01')).rejects.toThrow('relation.not_found');
    expect((await relations.list(owner, {})).items).toMatchObject([{ basisPoints: 6_000, toOn: '2026-01-01' }]);
    expect((await relations.list(stranger, {})).items).toEqual([]);
    await expect(
      db.database.query('update organisation_holding set basis_points = 1 where id = $1', [id]),
    ).rejects.toThrow('is not rewritten');
  });
});
