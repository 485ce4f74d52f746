import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ContractsService, type PayeeDraft } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import { AttachmentService } from '@jishi/listings';
import { Database } from '@jishi/platform';
import {
  ContractMoneyService,
  DepositService,
  FeeService,
  ObjectionService,
  PaymentService,
  PayoutService,
  RoyaltyService,
  TrialService,
} from '@jishi/settlement';
import type { PaymentTerms } from '@jishi/pricing';
import { Deal, MoneyBench } from '../../../test/support/deal';
import { paper } from '../../../test/support/papers';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';

const PRICE = 130_000_000;
const within = { count: 10, kind: 'calendar' as const };
let db: TestDatabase;
let bench: MoneyBench;
let reviewer: Actor;
let deal: Deal;
let buyer: Actor;

beforeAll(async () => {
  db = await testDatabase();
  bench = await MoneyBench.open(db);
});
afterAll(async () => {
  await bench.close();
  await db.drop();
});
beforeEach(() => {
  Object.assign(bench.book, { phase: 'open', standingId: null, winnerId: null });
});

/** Sold by auction to the first of two bidders, who paid a deposit; its contract is drafted. */
async function sold(): Promise<string> {
  deal = await Deal.open(bench, 2);
  buyer = deal.bidders[0]!;
  reviewer = await bench.market.person(deal.cashier.organisationId, 'exchange', ['reviewer']);
  for (const bidder of deal.bidders) await deal.approve(bidder);
  await bench.drain();
  for (const bidder of deal.bidders)
    await bench.get(DepositService).simulatePayment(bidder, (await deal.deposit(bidder)).id);
  await deal.close(buyer, PRICE);
  await bench.drain();
  const { items } = await bench.get(ContractsService).list(buyer, { listingId: deal.listingId, limit: 1 });
  return items[0]!.id;
}

async function sign(id: string, payment: PaymentTerms, payees: PayeeDraft[] = []): Promise<void> {
  const contracts = bench.get(ContractsService);
  const { currentVersion: version, contentHash } = await contracts.setPayment(reviewer, id, { payment, payees });
  await contracts.accept(deal.seller, id, { version, contentHash });
  await contracts.accept(buyer, id, { version, contentHash });
  await bench.drain();
}

const moneyOf = (id: string, actor = deal.cashier) => bench.get(ContractMoneyService).read(actor, id);
const paymentsOf = async (id: string) => (await moneyOf(id)).payments;

async function pay(id: string, position: number): Promise<void> {
  const payment = (await paymentsOf(id)).find((one) => one.position === position)!;
  const payer = payment.payerId === buyer.organisationId ? buyer : deal.seller;
  await bench.get(PaymentService).simulatePayment(payer, payment.id);
  await bench.drain();
}

const states = async (id: string) => (await paymentsOf(id)).map(({ kind, state }) => [kind, state]);
const payoutsOf = async (id: string) =>
  (await moneyOf(id)).payouts.map(({ kind, payeeName, amountMinor, state, frozenBy }) => ({
    kind,
    payeeName,
    amountMinor,
    state,
    isFrozen: frozenBy !== null,
  }));

/** Balances of this exchange by the beginning of their codes; the ledger must come to nothing. */
async function balances(): Promise<Record<string, number>> {
  expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
  const { accounts } = await bench.get(LedgerService).trialBalance({ exchangeId: deal.cashier.organisationId });
  const sums: Record<string, number> = {};
  for (const { purpose, balanceMinor } of accounts) sums[purpose] = (sums[purpose] ?? 0) + balanceMinor;
  return sums;
}

const performed = (id: string) =>
  bench.one<{ sum: number; technical: number }>(
    `select coalesce(sum(amount_minor), 0)::bigint as sum, coalesce(sum(technical_minor), 0)::bigint as technical
     from performed_amount where contract_id = $1`,
    id,
  );

const THREE: PaymentTerms = {
  kind: 'instalments',
  rows: [
    { sharePpm: 300_000, due: { within } },
    { sharePpm: 300_000, due: { milestone: '样机通过验收', within } },
    { sharePpm: 400_000, due: { on: '2027-06-30' } },
  ],
  lateDailyPpm: 500,
};

describe('instalments for two payees', () => {
  it('each is settled in its own commit; an objection holds what the second brings, two people send it back', async () => {
    const id = await sold();
    await sign(id, THREE, [
      { name: '合作研究院', sharePpm: 333_333 },
      { name: '大学', sharePpm: 666_667 },
    ]);
    // fees with the first, the deposit against it: 30 % of 1.3M, 65,000 bidding fee, 100,000 deposit
    expect(
      (await paymentsOf(id)).map(({ amountMinor, state, sellerFeeMinor }) => [amountMinor, state, sellerFeeMinor]),
    ).toEqual([
      [39_000_000 + 6_500_000 - 10_000_000, 'due', 3_500_000],
      [39_000_000, 'scheduled', 0],
      [52_000_000, 'scheduled', 0],
    ]);
    const [first, second, third] = await paymentsOf(id);
    await expect(bench.get(PaymentService).simulatePayment(buyer, second!.id)).rejects.toThrow('payment.wrong_state');
    expect((await bench.get(PaymentService).owedBy(buyer.organisationId)).map(({ paymentId }) => paymentId)).toEqual([
      first!.id,
      third!.id,
      second!.id,
    ]);

    await pay(id, 1);
    expect(await states(id)).toEqual([
      ['price', 'settled'],
      ['price', 'scheduled'],
      ['price', 'due'],
    ]);
    const contract = await bench.get(ContractsService).get(buyer, id);
    expect(contract).toMatchObject({ state: 'settled', certificateNumber: expect.any(String) });
    const net = 39_000_000 - 3_500_000;
    expect(await payoutsOf(id)).toMatchObject([
      { payeeName: '合作研究院', amountMinor: Math.floor((net * 333_333) / 1e6), state: 'confirmed' },
      { payeeName: '大学', amountMinor: net - Math.floor((net * 333_333) / 1e6), state: 'confirmed' },
    ]);
    expect(await performed(id)).toEqual({ sum: 39_000_000, technical: 39_000_000 });
    expect(await balances()).toMatchObject({
      bank: 10_000_000,
      buyer_fee: 6_500_000,
      seller_fee: 3_500_000,
      payable: 0,
      sale: 0,
    });
    const { count } = await bench.one<{ count: number }>(
      'select count(*) as count from volume_record where contract_id = $1',
      id,
    );
    expect(count).toBe(1);

    // the milestone is reached when the buyer says so, and only then it falls due
    const payments = bench.get(PaymentService);
    await expect(payments.reachMilestone(deal.seller, second!.id, '2026-11-01')).rejects.toThrow('payment.not_found');
    await expect(payments.reachMilestone(buyer, second!.id, '2099-01-01')).rejects.toThrow('payment.milestone_ahead');
    await expect(payments.reachMilestone(buyer, third!.id, '2026-11-01')).rejects.toThrow('payment.no_milestone');
    await payments.reachMilestone(buyer, second!.id, '2026-09-01');
    expect((await paymentsOf(id))[1]).toMatchObject({ state: 'due', dueOn: '2026-09-11' });
    expect((await payments.owedBy(buyer.organisationId))[0]).toMatchObject({ paymentId: second!.id, isOverdue: true });

    const objections = bench.get(ObjectionService);
    const stranger = await bench.market.member('company', ['bidder']);
    await expect(objections.raise(stranger, id, { reason: '有争议' })).rejects.toThrow('contract.not_found');
    const { id: objectionId } = await objections.raise(buyer, id, { reason: '样机不符合约定' });
    await pay(id, 2);
    const held = (await payoutsOf(id)).slice(2);
    expect(held).toMatchObject([
      { payeeName: '合作研究院', amountMinor: 12_999_987, state: 'due', isFrozen: true },
      { payeeName: '大学', amountMinor: 26_000_013, state: 'due', isFrozen: true },
    ]);
    expect(await balances()).toMatchObject({ payable: 39_000_000, sale: 0 });
    // late by the day of the milestone: interest is asked for on its own
    expect((await states(id)).at(-1)).toEqual(['late_interest', 'due']);

    await expect(objections.confirm(deal.checker, objectionId)).rejects.toThrow('payout_objection.ruled');
    await objections.propose(reviewer, objectionId, { outcome: 'returned', reason: '检测报告支持受让方' });
    await expect(objections.confirm(reviewer, objectionId)).rejects.toThrow('payout_objection.same_person');
    await objections.decline(deal.checker, objectionId, '再核实');
    await objections.propose(reviewer, objectionId, { outcome: 'returned', reason: '已核实' });
    expect((await objections.confirm(deal.checker, objectionId)).state).toBe('returned');
    await bench.drain();
    const after = await payoutsOf(id);
    expect(after.map(({ kind, state }) => [kind, state])).toEqual([
      ['sale', 'confirmed'],
      ['sale', 'confirmed'],
      ['sale', 'cancelled'],
      ['sale', 'cancelled'],
      ['sale_return', 'confirmed'],
      ['sale_return', 'confirmed'],
    ]);
    expect(after.slice(4).reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(39_000_000);
    expect(await performed(id)).toEqual({ sum: 39_000_000, technical: 39_000_000 });
    expect(await balances()).toMatchObject({ bank: 10_000_000, payable: 0, sale: 0 });

    await pay(id, 3);
    expect(await performed(id)).toEqual({ sum: 91_000_000, technical: 91_000_000 });
    expect(await balances()).toMatchObject({ bank: 10_000_000, payable: 0, sale: 0 });
  });

  it('held and let go, each is paid out once; a second objection keeps what the first lets go', async () => {
    const id = await sold();
    await sign(id, { kind: 'lump_sum', within });
    const objections = bench.get(ObjectionService);
    const first = await objections.raise(deal.seller, id, { reason: '收款账户有误', amountMinor: 1 });
    await expect(objections.raise(reviewer, id, { reason: '法院协助执行' })).rejects.toThrow(
      'payout_objection.claimant_missing',
    );
    await expect(objections.raise(reviewer, id, { reason: '法院协助执行', claimant: '某法院' })).rejects.toThrow(
      'payout_objection.document_missing',
    );
    await pay(id, 1);
    expect(await payoutsOf(id)).toMatchObject([{ state: 'due', isFrozen: true }]);
    const document = await bench
      .get(AttachmentService)
      .store(reviewer, { filename: '协助执行通知.pdf', content: paper('裁定') });
    const second = await objections.raise(reviewer, id, {
      reason: '法院协助执行',
      claimant: '某法院',
      documentId: document.id,
    });
    for (const { id: objectionId } of [first, second]) {
      expect(await payoutsOf(id)).toMatchObject([{ state: 'due', isFrozen: true }]);
      await objections.propose(reviewer, objectionId, { outcome: 'released', reason: '已查清' });
      await objections.confirm(deal.checker, objectionId);
      await bench.drain();
    }
    expect(await payoutsOf(id)).toMatchObject([
      { state: 'confirmed', isFrozen: false, amountMinor: PRICE - 3_500_000 },
    ]);
    expect(await balances()).toMatchObject({ payable: 0, sale: 0 });
  });

  it('to a part sends that part back and no fen more: the rest is paid', async () => {
    const id = await sold();
    await sign(id, { kind: 'lump_sum', within });
    const objections = bench.get(ObjectionService);
    const { id: objectionId } = await objections.raise(buyer, id, { reason: '少交一件附件', amountMinor: 1 });
    await pay(id, 1);
    await objections.propose(reviewer, objectionId, { outcome: 'returned', reason: '已核实' });
    await objections.confirm(deal.checker, objectionId);
    await bench.drain();
    const net = PRICE - 3_500_000;
    expect((await payoutsOf(id)).map(({ kind, state, amountMinor }) => [kind, state, amountMinor]).sort()).toEqual([
      ['sale', 'cancelled', net],
      ['sale', 'confirmed', net - 1],
      ['sale_return', 'confirmed', 1],
    ]);
    expect(await performed(id)).toMatchObject({ sum: PRICE - 1 });
    expect(await balances()).toMatchObject({ payable: 0, sale: 0 });
  });

  it('what came by the bank goes back there by two people, with a paper where the bank did not say from where', async () => {
    const id = await sold();
    await sign(id, { kind: 'lump_sum', within });
    const objections = bench.get(ObjectionService);
    const { id: objectionId } = await objections.raise(buyer, id, { reason: '标的有瑕疵' });
    const [payment] = await paymentsOf(id);
    const source = `bank:${deal.cashier.organisationId}`;
    await db.database.transaction((tx) =>
      bench.get(PaymentService).receive(tx, payment!.id, { provider: 'offline_bank', source, reason: '到账' }),
    );
    await bench.drain();
    await objections.propose(reviewer, objectionId, { outcome: 'returned', reason: '已核实' });
    await objections.confirm(deal.checker, objectionId);
    const payouts = bench.get(PayoutService);
    // the deposit was paid through the simulated provider, and pays its part back through it
    await bench.drain();
    const [back] = (await moneyOf(id)).payouts.filter(({ kind, state }) => kind === 'sale_return' && state === 'due');
    await expect(payouts.propose(deal.cashier, back!.id, '6222')).rejects.toThrow('payout.evidence_missing');
    const asked = `update payout set state = 'proposed', payee_account = '6222' where id = $1`;
    await expect(db.database.query(asked, [back!.id])).rejects.toThrow('payout_return_to_source');
    const file = { filename: '付款回单.pdf', content: paper('回单') };
    const { id: evidenceId } = await bench.get(AttachmentService).store(deal.cashier, file);
    await payouts.propose(deal.cashier, back!.id, '6222', evidenceId);
    await expect(payouts.confirm(deal.cashier, back!.id, 'OUT-9')).rejects.toThrow('payout.same_person');
    await payouts.confirm(deal.checker, back!.id, 'OUT-9');
    expect(await balances()).toMatchObject({ bank: 10_000_000, payable: 0, sale: 0 });
  });

  it('a frozen payout moves in no way, whatever the code believes; a ruling is final', async () => {
    const id = await sold();
    await sign(id, { kind: 'lump_sum', within });
    const { id: objectionId } = await bench.get(ObjectionService).raise(buyer, id, { reason: '有争议' });
    await pay(id, 1);
    const [payout] = (await moneyOf(id)).payouts;
    await expect(bench.get(PayoutService).propose(deal.cashier, payout!.id, '6222')).rejects.toThrow('payout.frozen');
    const attack = (sql: string) => db.database.query(sql, [payout!.id]);
    await expect(attack(`update payout set state = 'sent' where id = $1`)).rejects.toThrow('payout_frozen_waits');
    await expect(attack(`update payout set state = 'proposed' where id = $1`)).rejects.toThrow('payout_frozen_waits');
    await expect(attack('update payout set frozen_by = null where id = $1')).rejects.toThrow('is frozen');
    const ruled = `update payout_objection set state = 'released', outcome = 'released', ruling = 'x', proposed_by = $2,
      confirmed_by = $2 where id = $1`;
    await expect(db.database.query(ruled, [objectionId, reviewer.userId])).rejects.toThrow(
      'payout_objection_two_people',
    );
  });

  it('what a payer’s bank disputes is held, once', async () => {
    const id = await sold();
    await sign(id, { kind: 'lump_sum', within });
    const [payment] = await paymentsOf(id);
    const told = {
      movementId: payment!.id,
      subjectKind: 'payment',
      subjectId: payment!.id,
      reference: `dp_${payment!.id}`,
      amountMinor: 5_000,
      state: 'open',
    };
    for (const _ of [1, 2]) await bench.fact('movement.disputed', payment!.id, told);
    await bench.drain();
    await pay(id, 1);
    const { objections } = await moneyOf(id);
    expect(objections).toMatchObject([{ source: 'provider', state: 'open', amountMinor: 5_000 }]);
    expect(await payoutsOf(id)).toMatchObject([{ isFrozen: true }]);
  });
});

describe('royalties', () => {
  const royalty = {
    base: 'net_sales' as const,
    rate: {
      kind: 'bands' as const,
      bands: [
        { upToMinor: 100_000_000, ppm: 50_000 },
        { upToMinor: null, ppm: 30_000 },
      ],
    },
    capMinor: null,
    minimumMinor: 2_000_000,
    every: 'half_year' as const,
    startsOn: '2024-01-01',
    years: 2,
    reportWithin: { count: 30, kind: 'calendar' as const },
    payWithin: { count: 15, kind: 'calendar' as const },
    audit: { surchargePpm: 200_000 },
  };

  it('upfront fee and royalty: reported, objected to, reported anew, agreed, audited; each gives its own payment', async () => {
    const id = await sold();
    await sign(id, { kind: 'upfront_royalty', within, royalty });
    const royalties = bench.get(RoyaltyService);
    await expect(royalties.file(buyer, id, { baseMinor: 1 })).rejects.toThrow('royalty.not_settled');
    await pay(id, 1);
    expect((await bench.get(ContractsService).get(buyer, id)).state).toBe('settled');

    await expect(royalties.file(deal.seller, id, { baseMinor: 1 })).rejects.toThrow('royalty.not_found');
    const report = await royalties.file(buyer, id, { baseMinor: 40_000_000, note: '一季度起量产' });
    expect(report).toMatchObject({ period: 1, fromOn: '2024-01-01', toOn: '2024-06-30', amountMinor: 2_000_000 });
    await expect(royalties.file(buyer, id, { baseMinor: 1 })).rejects.toThrow('royalty.waits');
    await expect(royalties.agree(buyer, report.id)).rejects.toThrow('royalty.not_found');
    await royalties.object(deal.seller, report.id, '与产量不符');
    await royalties.file(buyer, id, { baseMinor: 60_000_000 });
    expect(await royalties.agree(deal.seller, report.id)).toMatchObject({
      submissions: 2,
      amountMinor: 3_000_000,
      state: 'agreed',
    });
    await expect(royalties.agree(deal.seller, report.id)).rejects.toThrow('royalty.answered');
    expect((await paymentsOf(id)).at(-1)).toMatchObject({
      kind: 'royalty',
      state: 'due',
      amountMinor: 3_000_000,
      position: 2,
    });
    await pay(id, 2);

    // across the edge of the bands: 40M of the base at 5 %, 20M at 3 %
    const later = await royalties.file(buyer, id, { baseMinor: 60_000_000 });
    expect(later.trace.map(({ kind, baseMinor, amountMinor }) => [kind, baseMinor, amountMinor])).toEqual([
      ['band', 40_000_000, 2_000_000],
      ['band', 20_000_000, 600_000],
    ]);
    await royalties.agree(deal.seller, later.id);
    await royalties.askAudit(deal.seller, later.id, '约定的查账权');
    await expect(royalties.askAudit(deal.seller, later.id, '再次')).rejects.toThrow('royalty.not_auditable');
    const document = await bench
      .get(AttachmentService)
      .store(reviewer, { filename: '审计报告.pdf', content: paper('审计') });
    const found = { baseMinor: 80_000_000, finding: '漏报一条产线', documentId: document.id };
    await expect(royalties.find(deal.cashier, report.id, found)).rejects.toThrow('royalty.not_auditable');
    // 20M more at 3 %, and a fifth of it on top
    expect(await royalties.find(reviewer, later.id, found)).toMatchObject({
      state: 'audited',
      amountMinor: 3_200_000,
      foundBaseMinor: 80_000_000,
    });
    expect((await paymentsOf(id)).slice(2).map(({ amountMinor, state }) => [amountMinor, state])).toEqual([
      [2_600_000, 'due'],
      [720_000, 'due'],
    ]);
    await pay(id, 3);
    await pay(id, 4);

    // nothing made in the second year: the minimum comes with its last report, on what the auditor found before
    await royalties.agree(deal.seller, (await royalties.file(buyer, id, { baseMinor: 0 })).id);
    const last = await royalties.file(buyer, id, { baseMinor: 1_000_000 });
    expect(last.trace.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['band', 30_000],
      ['minimum', 1_970_000],
    ]);
    await royalties.agree(deal.seller, last.id);
    await pay(id, 5);
    await expect(royalties.file(buyer, id, { baseMinor: 1 })).rejects.toThrow('royalty.all_reported');
    expect((await performed(id)).sum).toBe(PRICE + 3_000_000 + 2_600_000 + 720_000 + 2_000_000);
    expect(await balances()).toMatchObject({ bank: 10_000_000, payable: 0, sale: 0 });
  });

  it('alone: only fees are due by the signature, the seller’s from the seller', async () => {
    const id = await sold();
    await sign(id, { kind: 'royalty', within, royalty });
    expect((await paymentsOf(id)).map(({ kind, amountMinor, state }) => [kind, amountMinor, state])).toEqual([
      ['fees', 0, 'settled'],
      ['seller_fee', 3_500_000, 'due'],
    ]);
    // of the deposit, what is beyond the fee went back
    expect(await balances()).toMatchObject({ bank: 6_500_000, buyer_fee: 6_500_000, deposit: 0 });
    expect((await bench.get(ContractsService).get(buyer, id)).state).toBe('signed');
    expect((await bench.get(PaymentService).list(buyer, { contractId: id, limit: 9 })).items).toHaveLength(1);
    await pay(id, 2);
    expect((await bench.get(ContractsService).get(buyer, id)).state).toBe('settled');
    expect(await balances()).toMatchObject({ bank: 10_000_000, seller_fee: 3_500_000, sale: 0 });
  });
});

describe('equity', () => {
  it('is recorded and not paid: fees are due, the sale is certified and counted', async () => {
    const id = await sold();
    await sign(id, {
      kind: 'equity',
      within,
      company: '某某科技有限公司',
      sharesPpm: 150_000,
      valuationMinor: 900_000_000,
    });
    await pay(id, 2);
    expect(await states(id)).toEqual([
      ['fees', 'settled'],
      ['seller_fee', 'settled'],
    ]);
    expect((await bench.get(ContractsService).get(buyer, id)).state).toBe('settled');
    expect(await payoutsOf(id)).toEqual([]);
    expect(await performed(id)).toEqual({ sum: 0, technical: 0 });
    expect(await balances()).toMatchObject({
      bank: 10_000_000,
      buyer_fee: 6_500_000,
      seller_fee: 3_500_000,
      sale: 0,
      deposit: 0,
    });
  });
});

describe('a fee that is made less', () => {
  it.each([1_500_000, 0])(
    'to %i: the seller’s own payment asks for that, and the sale is settled',
    async (amountMinor) => {
      const id = await sold();
      await sign(id, { kind: 'equity', within, company: '某某科技有限公司', sharesPpm: 150_000, valuationMinor: 9e8 });
      const fees = bench.get(FeeService);
      const decision = await fees.propose(deal.cashier, id, { side: 'seller', amountMinor, reason: '成果转化扶持' });
      await fees.confirm(deal.checker, decision.id);
      await bench.drain();
      expect((await paymentsOf(id))[1]).toMatchObject({ amountMinor, sellerFeeMinor: amountMinor });
      if (amountMinor > 0) await pay(id, 2);
      expect((await bench.get(ContractsService).get(buyer, id)).state).toBe('settled');
      expect(await balances()).toMatchObject({ bank: 6_500_000 + amountMinor, buyer_fee: 6_500_000, sale: 0 });
    },
  );
});

describe('use first, pay later', () => {
  const trial: PaymentTerms = { kind: 'try_first', trialDays: 90, silence: 'returns', within };

  it('bought: the price falls due by the decision', async () => {
    const id = await sold();
    await sign(id, trial);
    expect(await moneyOf(id)).toMatchObject({ payments: [], trial: { state: 'open' } });
    const trials = bench.get(TrialService);
    await expect(trials.decide(deal.seller, id, { decision: 'buy' })).rejects.toThrow('trial.not_found');
    await trials.decide(buyer, id, { decision: 'buy' });
    await expect(trials.decide(buyer, id, { decision: 'return', reason: '不合用' })).rejects.toThrow('trial.over');
    await pay(id, 1);
    expect((await bench.get(ContractsService).get(buyer, id)).state).toBe('settled');
    expect(await balances()).toMatchObject({ payable: 0, sale: 0, deposit: 0 });
  });

  it.each(['said', 'silent'])(
    'returned (%s): the contract ends, nothing is owed, the deposit goes back',
    async (how) => {
      const id = await sold();
      await sign(id, trial);
      const trials = bench.get(TrialService);
      if (how === 'said') {
        await expect(trials.decide(buyer, id, { decision: 'return' })).rejects.toThrow('trial.reason_missing');
        await trials.decide(buyer, id, { decision: 'return', reason: '与产线不匹配' });
      } else {
        await trials.sweep();
        expect((await moneyOf(id)).trial?.state).toBe('open');
        const owner = new Database({ databaseUrl: db.adminUrl });
        await owner.onModuleInit();
        const past = `update contract_trial set begins_on = '2026-01-01', ends_on = '2026-02-01' where contract_id = $1`;
        await owner.query(past, [id]);
        await owner.onModuleDestroy();
        await trials.sweep();
      }
      await bench.drain();
      expect((await moneyOf(id)).trial?.state).toBe('returned');
      expect((await bench.get(ContractsService).get(buyer, id)).state).toBe('void');
      expect((await deal.deposit(buyer)).state).toBe('released');
      expect(await balances()).toMatchObject({ bank: 0, deposit: 0 });
      expect(await bench.get(PaymentService).owedBy(buyer.organisationId)).toEqual([]);
    },
  );
});

describe('drafting', () => {
  it('is the seller’s or its exchange’s, makes a new version, and ends when the buyer has accepted', async () => {
    const id = await sold();
    const contracts = bench.get(ContractsService);
    const change = { payment: THREE, payees: [] };
    await expect(contracts.setPayment(buyer, id, change)).rejects.toThrow('contract.drafted_by_others');
    await expect(contracts.setPayment(deal.bidders[1]!, id, change)).rejects.toThrow('contract.not_found');
    const drafted = await contracts.setPayment(reviewer, id, change);
    expect(drafted).toMatchObject({ currentVersion: 2, terms: { payment: THREE, payees: [] } });
    expect(await contracts.document(buyer, id)).toContain('样机通过验收');
    const bad = { ...change, payees: [{ name: '', uscc: '91440101MA00000000', sharePpm: 1_000_000 }] };
    await expect(contracts.setPayment(deal.seller, id, bad)).rejects.toMatchObject({
      errors: [{ path: 'payees[0].uscc', code: 'payment_terms.no_such_payee' }],
    });
    const { currentVersion: version, contentHash } = await contracts.get(buyer, id);
    expect(version).toBe(2);
    await contracts.accept(buyer, id, { version, contentHash });
    await expect(contracts.setPayment(deal.seller, id, change)).rejects.toThrow('contract.accepted_already');
  });

  it('keeps what was announced before an auction, unless its exchange drafts otherwise', async () => {
    const id = await sold();
    const contracts = bench.get(ContractsService);
    const draft = (actor: Actor, payment: PaymentTerms, payees: PayeeDraft[] = []) =>
      contracts.setPayment(actor, id, { payment, payees });
    const shares: PaymentTerms = { kind: 'equity', within, company: '甲', sharesPpm: 1, valuationMinor: PRICE };
    const late: PaymentTerms = { kind: 'lump_sum', within: { count: 3_650, kind: 'calendar' } };
    for (const softer of [shares, late, THREE])
      await expect(draft(deal.seller, softer)).rejects.toThrow('contract.announced_terms');
    expect((await contracts.get(buyer, id)).currentVersion).toBe(1);
    await draft(deal.seller, { kind: 'lump_sum', within });
    await draft(reviewer, THREE);
    // what the exchange drafted stands, and the seller still says who of its side is paid
    const payees = [{ name: '合作研究院', sharePpm: 1_000_000 }];
    expect((await draft(deal.seller, THREE, payees)).terms).toMatchObject({ payment: THREE, payees });
    await expect(draft(deal.seller, { ...THREE, lateDailyPpm: 1 })).rejects.toThrow('contract.announced_terms');
  });
});
