import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import { LedgerService } from '@jishi/ledger';
import {
  DefaultReadsService,
  DefaultService,
  DepositCheckService,
  DepositClock,
  DepositService,
  DistributionService,
  ForfeitureService,
  PaymentService,
  RemedyService,
} from '@jishi/settlement';
import { Deal, MoneyBench } from '../../../test/support/deal';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';

const PRICE = 130_000_000;
const DEPOSIT = Deal.START / 10;
let db: TestDatabase;
let bench: MoneyBench;

beforeAll(async () => {
  db = await testDatabase();
  bench = await MoneyBench.open(db);
});
afterAll(async () => {
  await bench.close();
  await db.drop();
});

/** A sale that was won, and the people of its exchange: one for each step that wants another one. */
class Won {
  operator!: Actor;
  reviewer!: Actor;
  constructor(
    readonly deal: Deal,
    readonly winner: Actor,
  ) {}

  static async open(price = PRICE): Promise<Won> {
    const deal = await Deal.open(bench);
    Object.assign(bench.book, { phase: 'open', standingId: null, winnerId: null, next: [] });
    for (const bidder of deal.bidders) await deal.approve(bidder);
    await bench.drain();
    for (const bidder of deal.bidders)
      await bench.get(DepositService).simulatePayment(bidder, (await deal.deposit(bidder)).id);
    const won = new Won(deal, deal.bidders[1]!);
    const exchange = deal.cashier.organisationId;
    won.operator = await bench.market.person(exchange, 'exchange', ['auctioneer']);
    won.reviewer = await bench.market.person(exchange, 'exchange', ['reviewer']);
    await deal.close(won.winner, price);
    await bench.drain();
    return won;
  }

  async propose(): Promise<string> {
    const given = {
      auctionId: this.deal.auctionId,
      ground: 'refused' as const,
      reason: '来函表示不履行',
      evidenceIds: [await paperOf(this.operator)],
    };
    return (await bench.get(DefaultService).propose(this.operator, given)).id;
  }

  /** Proposed, heard, decided, and in the book. */
  async decided(): Promise<string> {
    const id = await this.propose();
    await bench.get(DefaultService).answer(this.winner, id, '资金未到位', []);
    await bench.get(DefaultService).decide(this.deal.cashier, id, '逾期未履约，认定违约');
    await this.deal.defaulted(this.winner, '逾期未履约，认定违约');
    await bench.drain();
    return id;
  }

  async forfeited(): Promise<string> {
    const id = await this.decided();
    await bench.get(ForfeitureService).propose(this.deal.cashier, id, '依公告没收');
    await bench.get(ForfeitureService).approve(this.deal.checker, id, '同意');
    return id;
  }

  async final(): Promise<string> {
    const id = await this.forfeited();
    await bench.get(ForfeitureService).appeal(this.winner, id, '请求返还', []);
    await bench.get(ForfeitureService).rule(this.reviewer, id, false, '理由不成立');
    return id;
  }
}

async function paperOf(actor: Actor): Promise<string> {
  const id = newId();
  await db.database.query(
    `insert into attachment (id, organisation_id, uploaded_by, filename, media_type, size, sha256, content)
     values ($1, $2, $3, '函件.pdf', 'application/pdf', 4, repeat('0', 64), '%PDF')`,
    [id, actor.organisationId, actor.userId],
  );
  return id;
}

const accept = async (actor: Actor, listingId: string): Promise<string> => {
  const contracts = bench.get(ContractsService);
  const [open] = (await contracts.list(actor, { listingId, limit: 5 })).items.filter(
    ({ state }) => state === 'drafted',
  );
  const { currentVersion: version, contentHash } = open!;
  await contracts.accept(actor, open!.id, { version, contentHash });
  return open!.id;
};

const balances = async (deal: Deal): Promise<Record<string, number>> => {
  const { accounts } = await bench.get(LedgerService).trialBalance({ exchangeId: deal.cashier.organisationId });
  const sums: Record<string, number> = {};
  for (const { purpose, balanceMinor } of accounts) sums[purpose] = (sums[purpose] ?? 0) + balanceMinor;
  return sums;
};

const allIsWell = async (): Promise<void> => {
  expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
  expect(await bench.get(DepositCheckService).check()).toEqual({ faults: [], admitted: [] });
};

const listingOf = (deal: Deal) =>
  bench.one<{ state: string }>('select state from listing where id = $1', deal.listingId);

describe('a winner’s default', () => {
  it('is proposed with evidence, heard, decided by another person, and carried out once', async () => {
    const won = await Won.open();
    const { deal, winner, operator } = won;
    const cases = bench.get(DefaultService);
    const given = { auctionId: deal.auctionId, reason: '逾期', evidenceIds: [] };
    await expect(cases.propose(operator, { ...given, ground: 'not_signed' })).rejects.toThrow('default.not_due');
    await expect(cases.propose(operator, { ...given, ground: 'refused' })).rejects.toThrow('default.evidence_missing');
    const stranger = await bench.market.person(await bench.market.organisation('exchange', '别的交易所'), 'exchange', [
      'auctioneer',
    ]);
    await expect(cases.propose(stranger, { ...given, ground: 'refused' })).rejects.toThrow('default.no_sale');

    const id = await won.propose();
    await expect(won.propose()).rejects.toThrow('default.open_already');
    await expect(cases.decide(operator, id, '认定')).rejects.toThrow('default.same_person');
    await expect(cases.decide(deal.cashier, id, '认定')).rejects.toThrow('default.not_heard');
    await expect(cases.answer(deal.bidders[0]!, id, '与我无关', [])).rejects.toThrow('default.not_found');
    await cases.answer(winner, id, '资金未到位', [await paperOf(winner)]);
    await expect(cases.answer(winner, id, '补充', [])).rejects.toThrow('default.heard_already');
    expect((await bench.get(DefaultReadsService).whole(winner, id)).papers).toHaveLength(2);
    expect((await cases.decide(deal.cashier, id, '认定违约')).state).toBe('decided');
    await expect(cases.decide(deal.checker, id, '认定违约')).rejects.toThrow('default.wrong_state');
    await bench.drain();
    expect(bench.book.defaults.filter((auctionId) => auctionId === deal.auctionId).length).toBeGreaterThan(0);
    await deal.defaulted(winner, '认定违约');
    await bench.drain();
    expect(await listingOf(deal)).toEqual({ state: 'delisted' });
    const [contract] = (await bench.get(ContractsService).list(winner, { listingId: deal.listingId, limit: 2 })).items;
    expect(contract!.state).toBe('void');
    await allIsWell();
  });

  it('binds the deposit from its proposal to its end, also against a hand in the database', async () => {
    const won = await Won.open();
    const { id: depositId } = await won.deal.deposit(won.winner);
    const leaves = () => bench.get(DepositService).withdraw(won.winner, depositId);
    await won.decided();
    Object.assign(bench.book, { phase: 'closed', standingId: null, winnerId: null });
    await expect(leaves()).rejects.toThrow('deposit.under_default');
    await db.database.transaction((tx) => bench.get(DepositService).releaseLosers(tx, won.deal.auctionId, null));
    expect((await won.deal.deposit(won.winner)).state).toBe('held');
    await expect(
      db.database.query(`update deposit set state = 'release_pending' where id = $1`, [depositId]),
    ).rejects.toThrow('a default is being decided');
    await allIsWell();
  });

  it('and payment at once: one of them holds, never both', async () => {
    for (let round = 0; round < 6; round++) {
      const won = await Won.open();
      const contractId = await accept(won.winner, won.deal.listingId);
      await accept(won.deal.seller, won.deal.listingId);
      await bench.drain();
      const id = await won.propose();
      await bench.get(DefaultService).answer(won.winner, id, '正在付款', []);
      const [due] = (await bench.get(PaymentService).list(won.winner, { contractId, limit: 5 })).items;
      const pay = () => bench.get(PaymentService).simulatePayment(won.winner, due!.id);
      const decide = () => bench.get(DefaultService).decide(won.deal.cashier, id, '认定违约');
      const results = await Promise.allSettled(round % 2 ? [pay(), decide()] : [decide(), pay()]);
      const { state } = await bench.get(DefaultService).get(won.operator, id);
      const [paid] = (await bench.get(PaymentService).list(won.winner, { contractId, limit: 5 })).items;
      expect([
        ['decided', 'cancelled'],
        ['proposed', 'received'],
      ]).toContainEqual([state, paid!.state]);
      expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
      if (state === 'decided') await won.deal.defaulted(won.winner, '认定违约');
      await bench.drain();
      await allIsWell();
    }
  });

  it('is not one where the exchange finds otherwise', async () => {
    const won = await Won.open();
    const id = await won.propose();
    await expect(bench.get(DefaultService).dismiss(won.operator, id, '不成立')).rejects.toThrow('default.same_person');
    expect((await bench.get(DefaultService).dismiss(won.deal.cashier, id, '不成立')).state).toBe('dismissed');
    await accept(won.winner, won.deal.listingId);
  });

  it('is marked due by the clock once its days are over, and proposed then', async () => {
    const won = await Won.open();
    const { auctionId } = won.deal;
    const [of] = await db.database.query<{ id: string; since: Date; closing: { count: number; kind: 'working' } }>(
      `select c.id, c.created_at as since, p.body->'closingDays' as closing from contract c
       join sale_confirmation s on s.id = c.sale_confirmation_id join listing l on l.id = c.listing_id
       join rule_profile p on p.code = l.profile_code and p.version = l.profile_version where s.auction_id = $1`,
      [auctionId],
    );
    const sale = {
      auctionId,
      listingId: won.deal.listingId,
      exchangeId: won.deal.cashier.organisationId,
      organisationId: won.winner.organisationId,
      contractId: of!.id,
      contractState: 'drafted' as const,
      priceMinor: PRICE,
      closingDays: of!.closing,
      deposits: null,
      demoMs: null,
    };
    const mark = (since: Date) =>
      db.database.transaction((tx) => bench.get(DefaultService).markDue(tx, { ...sale, since }));
    expect(await mark(of!.since)).toBe(false);
    expect(await mark(new Date(of!.since.getTime() - 40 * 86_400_000))).toBe(true);
    expect(await mark(new Date(of!.since.getTime() - 40 * 86_400_000))).toBe(false);
    const { items } = await bench.get(DefaultService).list(won.operator, { auctionId, limit: 5 });
    expect(items.map(({ state, ground }) => [state, ground])).toEqual([['due', 'not_signed']]);
    expect((await bench.get(DefaultService).list(won.winner, { auctionId, limit: 5 })).items).toEqual([]);
    const id = await won.propose();
    expect(id).toBe(items[0]!.id);
  });
});

describe('a forfeited deposit', () => {
  it('after a rejected appeal and a cheaper re-auction goes to costs, shortfall and seller, to the fen', async () => {
    const won = await Won.open();
    const { deal, winner } = won;
    const [forfeitures, distributions] = [bench.get(ForfeitureService), bench.get(DistributionService)];
    const id = await won.decided();
    const costs = [
      { label: '公告费', amountMinor: 300_001, bearer: 'exchange' as const, paperId: await paperOf(deal.cashier) },
      { label: '重新评估费', amountMinor: 200_000, bearer: 'seller' as const, paperId: await paperOf(deal.cashier) },
    ];
    await expect(distributions.propose(deal.cashier, id, { costs })).rejects.toThrow('default.wrong_state');
    await expect(forfeitures.propose(won.operator, id, '没收')).rejects.toThrow('default.same_person');
    await forfeitures.propose(deal.cashier, id, '依公告没收');
    await expect(forfeitures.approve(deal.cashier, id, '同意')).rejects.toThrow('default.same_person');
    expect((await forfeitures.refuse(deal.checker, id, '材料不全')).state).toBe('decided');
    expect((await deal.deposit(winner)).state).toBe('held');
    await forfeitures.propose(deal.cashier, id, '依公告没收');
    expect((await deal.deposit(winner)).state).toBe('forfeit_pending');
    expect((await forfeitures.approve(deal.checker, id, '同意')).state).toBe('forfeited');
    expect((await deal.deposit(winner)).state).toBe('forfeited');
    expect(await balances(deal)).toMatchObject({ deposit: 0, forfeit: DEPOSIT });
    await expect(distributions.propose(deal.cashier, id, { costs })).rejects.toThrow('default.appeal_open');
    await allIsWell();

    await forfeitures.appeal(winner, id, '请求返还', []);
    for (const judge of [won.operator, deal.cashier, deal.checker])
      await expect(forfeitures.rule(judge, id, true, '成立')).rejects.toThrow('default.same_person');
    expect((await forfeitures.rule(won.reviewer, id, false, '理由不成立')).state).toBe('final');
    await expect(distributions.propose(deal.cashier, id, { costs })).rejects.toThrow('forfeiture.resale_unknown');

    await bench.get(RemedyService).reauction(won.operator, id, '重新拍卖');
    const again = await Deal.open(bench, 1);
    await asAdmin(
      `alter table listing disable trigger user;
       update listing set achievement_id = (select achievement_id from listing where id = '${deal.listingId}')
       where id = '${again.listingId}';
       alter table listing enable trigger user`,
    );
    const [buyer] = again.bidders as [Actor];
    await again.close(buyer, 125_000_000);
    await bench.drain();
    await accept(buyer, again.listingId);
    await accept(again.seller, again.listingId);
    await bench.drain();

    const preview = await distributions.preview(deal.cashier, id, costs);
    expect(preview).toMatchObject({ shortfallMinor: 5_000_000, resale: { priceMinor: 125_000_000 } });
    await distributions.propose(deal.cashier, id, { costs });
    await expect(distributions.approve(deal.cashier, id)).rejects.toThrow('default.same_person');
    const done = await distributions.approve(deal.checker, id);
    expect(done.lines.map(({ what, to, paidMinor }) => [what, to, paidMinor])).toEqual([
      ['cost', 'exchange', 300_001],
      ['cost', 'seller', 200_000],
      ['shortfall', 'seller', 5_000_000],
      ['rest', 'seller', 4_499_999],
    ]);
    await expect(distributions.approve(deal.checker, id)).rejects.toThrow('default.wrong_state');
    expect(await balances(deal)).toMatchObject({ forfeit: 0, forfeit_share: 9_699_999, forfeit_income: 300_001 });
    await bench.drain();
    expect(await balances(deal)).toMatchObject({ forfeit_share: 0, forfeit_income: 300_001, bank: 300_001 });
    const payouts = await db.database.query(
      `select kind, payee_id as payee, amount_minor as amount, state from payout where deposit_id = $1`,
      [(await deal.deposit(winner)).id],
    );
    expect(payouts).toEqual([
      { kind: 'forfeiture', payee: deal.seller.organisationId, amount: 9_699_999, state: 'confirmed' },
    ]);
    expect((await bench.get(DefaultService).get(winner, id)).state).toBe('closed');
    expect((await bench.get(DefaultReadsService).whole(winner, id)).distribution?.totalMinor).toBe(DEPOSIT);
    await allIsWell();
  });

  it('comes back when the appeal is upheld, and nothing is distributed', async () => {
    const won = await Won.open();
    const id = await won.forfeited();
    await bench.get(ForfeitureService).appeal(won.winner, id, '不可抗力', [await paperOf(won.winner)]);
    expect((await bench.get(ForfeitureService).rule(won.reviewer, id, true, '不可抗力成立')).state).toBe('restored');
    expect((await won.deal.deposit(won.winner)).state).toBe('release_pending');
    await bench.drain();
    expect((await won.deal.deposit(won.winner)).state).toBe('released');
    expect(await balances(won.deal)).toMatchObject({ deposit: 0, forfeit: 0, bank: 0 });
    await expect(bench.get(DistributionService).propose(won.deal.cashier, id, { costs: [] })).rejects.toThrow(
      'default.wrong_state',
    );
    await allIsWell();
  });

  it('cannot be taken by one person, nor ruled on by who took it, whatever the code does', async () => {
    const won = await Won.open();
    const id = await won.final();
    const set = (what: string) => db.database.query(`update default_case set ${what} where id = '${id}'`);
    await expect(set('forfeited_by = forfeit_proposed_by')).rejects.toThrow('forfeiture_by_two');
    await expect(set('forfeited_by = proposed_by')).rejects.toThrow('forfeiture_by_two');
    await expect(set('decided_by = proposed_by')).rejects.toThrow('default_decided_by_another');
    await expect(set('ruled_by = decided_by')).rejects.toThrow('ruled_by_another');
    const { id: depositId } = await won.deal.deposit(won.winner);
    const state = (to: string) => db.database.query(`update deposit set state = '${to}' where id = '${depositId}'`);
    await expect(state('released')).rejects.toThrow('cannot go from forfeited');
    await bench.get(DistributionService).propose(won.deal.cashier, id, { costs: [], givenUp: '标的灭失' });
    await expect(
      db.database.query(
        `update forfeiture_distribution set approved_by = proposed_by, approved_at = now(),
           transfer_id = (select id from transfer limit 1) where case_id = $1`,
        [id],
      ),
    ).rejects.toThrow('distribution_by_two');
    const done = await bench.get(DistributionService).approve(won.deal.checker, id);
    expect(done.lines).toEqual([{ what: 'rest', label: '', to: 'seller', claimedMinor: DEPOSIT, paidMinor: DEPOSIT }]);
    await bench.drain();
    await allIsWell();
  });
});

describe('whoever bid next', () => {
  it('is never promoted by itself: asked in order, each at its own bid, it takes the offer or not', async () => {
    const won = await Won.open();
    const { deal, operator } = won;
    const [third, , second] = deal.bidders as [Actor, Actor, Actor];
    const remedies = bench.get(RemedyService);
    bench.book.next = [
      { code: 'B03', organisationId: second.organisationId, priceMinor: 128_000_000 },
      { code: 'B01', organisationId: third.organisationId, priceMinor: 121_000_000 },
    ];
    const proposed = await won.propose();
    await expect(remedies.offer(operator, proposed, '向次高者要约')).rejects.toThrow('remedy.not_decided');
    await bench.get(DefaultService).answer(won.winner, proposed, '无', []);
    await bench.get(DefaultService).decide(deal.cashier, proposed, '违约');
    await expect(remedies.offer(operator, proposed, '向次高者要约')).rejects.toThrow('remedy.sold_otherwise');
    await deal.defaulted(won.winner, '违约');
    await bench.drain();
    expect(await remedies.next(operator, proposed)).toEqual([
      { code: 'B03', priceMinor: 128_000_000 },
      { code: 'B01', priceMinor: 121_000_000 },
    ]);
    const first = await remedies.offer(operator, proposed, '向次高者要约');
    expect(first).toMatchObject({ bidderCode: 'B03', priceMinor: 128_000_000, state: 'offered' });
    await expect(remedies.offer(operator, proposed, '再要约')).rejects.toThrow('remedy.offer_open');
    await expect(remedies.reauction(operator, proposed, '重拍')).rejects.toThrow('remedy.offer_open');
    await expect(remedies.answer(third, first.id, true)).rejects.toThrow('offer.not_found');
    expect((await remedies.answer(second, first.id, false)).state).toBe('declined');
    await expect(remedies.answer(second, first.id, true)).rejects.toThrow('offer.not_open');

    const last = await remedies.offer(operator, proposed, '向下一位要约');
    expect(last).toMatchObject({ bidderCode: 'B01', priceMinor: 121_000_000 });
    expect((await remedies.mine(third, { limit: 5 })).items.map(({ id }) => id)).toEqual([last.id]);
    await bench.get(ForfeitureService).propose(deal.cashier, proposed, '没收');
    await bench.get(ForfeitureService).approve(deal.checker, proposed, '同意');
    await db.database.query('update default_case set appeal_until = now() where id = $1', [proposed]);
    const givingUp = () =>
      expect(
        bench.get(DistributionService).propose(deal.cashier, proposed, { costs: [], givenUp: '不再出售' }),
      ).rejects.toThrow('forfeiture.resale_open');
    await givingUp();
    await remedies.answer(third, last.id, true);
    await givingUp();
    await bench.drain();
    await givingUp();
    expect(await listingOf(deal)).toEqual({ state: 'sold' });
    const contractId = await accept(third, deal.listingId);
    await accept(deal.seller, deal.listingId);
    await bench.drain();
    const [payment] = (await bench.get(PaymentService).list(third, { contractId, limit: 1 })).items;
    expect(payment).toMatchObject({ priceMinor: 121_000_000, depositOffsetMinor: 0 });
    await bench.get(PaymentService).simulatePayment(third, payment!.id);
    await bench.drain();
    expect(await listingOf(deal)).toEqual({ state: 'certified' });
    await expect(bench.get(ForfeitureService).appeal(won.winner, proposed, '迟了', [])).rejects.toThrow(
      'default.too_late',
    );
    await bench.get(DistributionService).propose(deal.cashier, proposed, { costs: [] });
    const done = await bench.get(DistributionService).approve(deal.checker, proposed);
    expect(done.lines.map(({ what, paidMinor }) => [what, paidMinor])).toEqual([
      ['shortfall', 9_000_000],
      ['rest', 1_000_000],
    ]);
    await bench.drain();
    await allIsWell();
  });
});

describe('the demand for a deposit', () => {
  const approved = (deal: Deal, bidder: Actor, more: object = {}) =>
    bench
      .one<{ id: string }>(
        'select id from application where listing_id = $1 and organisation_id = $2',
        deal.listingId,
        bidder.organisationId,
      )
      .then(({ id }) =>
        bench.fact('application.approved', id, {
          applicationId: id,
          listingId: deal.listingId,
          auctionId: deal.auctionId,
          organisationId: bidder.organisationId,
          ...more,
        }),
      );
  const roundsOf = (deal: Deal) =>
    db.database.query('select round, state from deposit where auction_id = $1 order by round', [deal.auctionId]);

  it('comes again for whoever got its deposit back and is qualified anew; never two at a time', async () => {
    Object.assign(bench.book, { phase: 'open', standingId: null, winnerId: null });
    const deal = await Deal.open(bench, 1);
    const [bidder] = deal.bidders as [Actor];
    await deal.approve(bidder);
    await bench.drain();
    const first = await deal.deposit(bidder);
    await bench.get(DepositService).simulatePayment(bidder, first.id);
    await approved(deal, bidder);
    await bench.drain();
    expect(await roundsOf(deal)).toEqual([{ round: 1, state: 'held' }]);
    const { auctionId, listingId } = deal;
    await bench.fact('admission.refused', auctionId, {
      auctionId,
      listingId,
      organisationId: bidder.organisationId,
      code: 'bidder.conflict_of_interest',
    });
    await bench.drain();
    await approved(deal, bidder);
    await bench.drain();
    expect(await roundsOf(deal)).toEqual([
      { round: 1, state: 'released' },
      { round: 2, state: 'required' },
    ]);
    const second = await deal.deposit(bidder);
    expect(second.reference).not.toBe(first.reference);
    await bench.get(DepositService).simulatePayment(bidder, second.id);
    await deal.close(bidder, PRICE);
    await bench.drain();
    expect(await roundsOf(deal)).toEqual([
      { round: 1, state: 'released' },
      { round: 2, state: 'held' },
    ]);
    const told = await db.database.query(
      `select 1 from outbox where type = 'deposit.held' and payload->>'auctionId' = $1`,
      [auctionId],
    );
    expect(told).toHaveLength(2);
    await allIsWell();
  });

  it('ends by the clock when nobody paid in time, after the last statement of the bank, and says so once', async () => {
    const deal = await Deal.open(bench, 1);
    const [bidder] = deal.bidders as [Actor];
    await db.database.query(
      `insert into application (id, listing_id, auction_id, organisation_id, state, statement, applied_by, reviewed_by)
       values ($1, $2, $3, $4, 'approved', '', $5, $6)`,
      [newId(), deal.listingId, deal.auctionId, bidder.organisationId, bidder.userId, deal.cashier.userId],
    );
    const now = Date.now();
    await approved(deal, bidder, { dueAtMs: now - 1_000 });
    await bench.drain();
    const clock = bench.get(DepositClock);
    await clock.sweep();
    expect((await deal.deposit(bidder)).state).toBe('required');
    const { id } = await deal.deposit(bidder);
    await db.database.query('update deposit set due_at = $2 where id = $1', [id, new Date(now - 20 * 86_400_000)]);
    await clock.sweep();
    await clock.sweep();
    expect((await deal.deposit(bidder)).state).toBe('expired');
    const told = await db.database.query(`select 1 from outbox where type = 'deposit.expired' and subject_id = $1`, [
      id,
    ]);
    expect(told).toHaveLength(1);
    await expect(bench.get(DepositService).simulatePayment(bidder, id)).rejects.toThrow('deposit.wrong_state');
    await allIsWell();
  });
});

/** What only the owner of the database may write: as if it had been so from the start. */
async function asAdmin(sql: string): Promise<void> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: db.adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
