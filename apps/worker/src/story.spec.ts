import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import { DepositService, PaymentService, SettlementService } from '@jishi/settlement';
import { SubsidiesService } from '@jishi/subsidies';
import { Deal, MoneyBench } from '../../../test/support/deal';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';

const PRICE = 130_000_000;
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

const accept = async (actor: Actor, contractId: string) => {
  const contracts = bench.get(ContractsService);
  const { currentVersion: version, contentHash } = await contracts.get(actor, contractId);
  return contracts.accept(actor, contractId, { version, contentHash });
};

const contractOf = async (actor: Actor, deal: Deal) =>
  (await bench.get(ContractsService).list(actor, { listingId: deal.listingId, limit: 5 })).items[0]!;

/** Small, repeatable randomness: the order of deliveries of one run. */
const seeded = (seed: number) => (count: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed % count;
};

describe('from the close to the subsidy', () => {
  it.each([0, 1, 2, 3])('with deliveries doubled and out of order (%i)', async (seed) => {
    const pick = seeded(seed * 7_919);
    const deal = await Deal.open(bench);
    const [loser, winner, other] = deal.bidders as [Actor, Actor, Actor];
    for (const bidder of deal.bidders) await deal.approve(bidder);
    await bench.drain(pick);
    for (const bidder of deal.bidders) {
      const { id, amount } = await deal.deposit(bidder);
      expect(amount).toBe(Deal.START / 10);
      await bench.get(DepositService).simulatePayment(bidder, id);
      await bench.get(DepositService).simulatePayment(bidder, id);
    }
    await deal.close(winner, PRICE);
    await bench.drain(pick);
    for (const bidder of [loser, other]) expect((await deal.deposit(bidder)).state).toBe('released');
    expect((await deal.deposit(winner)).state).toBe('held');

    const contract = await contractOf(winner, deal);
    expect(contract).toMatchObject({ state: 'drafted', type: 'patent_transfer', contractAmountMinor: PRICE });
    await accept(deal.seller, contract.id);
    await accept(deal.seller, contract.id);
    expect((await accept(winner, contract.id)).state).toBe('signed');
    await bench.drain(pick);

    // 2 candidates and more: bidding fee 5 % on 1.3M; seller 5‰ on 1M and 10 % of the 0.3M above it
    const [payment] = (await bench.get(PaymentService).list(winner, { limit: 5 })).items;
    expect(payment).toMatchObject({
      buyerFeeMinor: 6_500_000,
      sellerFeeMinor: 3_500_000,
      depositOffsetMinor: 10_000_000,
      amountMinor: 126_500_000,
    });
    await bench.get(PaymentService).simulatePayment(winner, payment!.id);
    await bench.get(PaymentService).simulatePayment(winner, payment!.id);
    await bench.drain(pick);

    expect(await contractOf(winner, deal)).toMatchObject({ state: 'settled', certificateNumber: expect.any(String) });
    expect((await deal.deposit(winner)).state).toBe('captured');
    expect(await bench.one('select state from listing where id = $1', deal.listingId)).toEqual({ state: 'certified' });
    const { accounts } = await bench.get(LedgerService).trialBalance({ exchangeId: deal.cashier.organisationId });
    const balances = Object.fromEntries(
      accounts.map(({ code, balanceMinor }) => [code.replace(/:[^:]+$/, ''), balanceMinor]),
    );
    expect(balances).toMatchObject({
      bank: 10_000_000,
      'fee:buyer': 6_500_000,
      'fee:seller': 3_500_000,
      payable: 0,
      sale: 0,
    });
    expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });

    const volumes = (await bench.get(SettlementService).listVolumes(winner, { limit: 5 })).items;
    expect(volumes).toHaveLength(1);
    expect(volumes[0]).toMatchObject({
      contractAmountMinor: PRICE,
      technicalAmountMinor: PRICE,
      regionCode: '440600',
      transfereeRegionCode: '441900',
      fieldCode: '05',
    });
    // Settled here, so it can be compared from now on; once, however often it was told.
    const registered = await db.database.query(
      `select title, contract_type, price_minor as price, technical_minor as technical, import_id
       from registered_deal where contract_number = $1`,
      [contract.number],
    );
    expect(registered).toEqual([
      { title: contract.title, contract_type: 'transfer', price: PRICE, technical: PRICE, import_id: null },
    ]);
    const awards = (await bench.get(SubsidiesService).list(winner, { limit: 5 })).items;
    expect(awards).toHaveLength(1);
    expect(awards[0]).toMatchObject({ ruleCode: 'songshan-lake-2022-buyer', amountMinor: 6_500_000 });
    expect(awards[0]!.trace.map((line) => line.text.zh)).toEqual([
      `合同 ${contract.number} 计入，技术交易额 ¥1,300,000.00。`,
      '按比例计算的基数合计 ¥1,300,000.00。',
      '¥1,300,000.00 × 5% = ¥65,000.00。',
      '本年度应资助合计 ¥65,000.00。',
      '本次核定资助 ¥65,000.00。',
    ]);
  });

  it('an agreement after its notice is settled without a deposit, at the basic fee', async () => {
    const deal = await Deal.agreed(bench);
    const [buyer] = deal.bidders as [Actor];
    await bench.drain();
    const { id } = await contractOf(buyer, deal);
    await accept(buyer, id);
    await accept(deal.seller, id);
    await bench.drain();
    const [payment] = (await bench.get(PaymentService).list(buyer, { contractId: id, limit: 1 })).items;
    // 1M by agreement: 5‰ on each side
    expect(payment).toMatchObject({ buyerFeeMinor: 500_000, sellerFeeMinor: 500_000, depositOffsetMinor: 0 });
    await bench.get(PaymentService).simulatePayment(buyer, payment!.id);
    await bench.drain();
    expect((await contractOf(buyer, deal)).state).toBe('settled');
    expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
  });

  it('a deposit collected while its demand ended goes back', async () => {
    const deal = await Deal.open(bench, 1);
    const [late] = deal.bidders as [Actor];
    await deal.approve(late);
    await bench.drain();
    const { id, amount } = await deal.deposit(late);
    // the provider was asked, then the process died; meanwhile the auction closed
    await db.database.query(
      `insert into provider_command (id, provider, operation, subject_id, request) values ($1, 'simulated', 'begin', $1, $2)`,
      [id, JSON.stringify({ amountMinor: amount, currency: 'CNY', partyName: 'x', reference: 'x' })],
    );
    await deal.close(null, 0);
    await bench.drain();
    for (const _ of [1, 2]) expect((await bench.get(DepositService).simulatePayment(late, id)).state).toBe('expired');
    await bench.drain();
    const { accounts } = await bench.get(LedgerService).trialBalance({ exchangeId: deal.cashier.organisationId });
    expect(accounts.map(({ purpose, debitMinor, balanceMinor }) => [purpose, debitMinor, balanceMinor])).toEqual([
      ['bank', amount, 0],
      ['suspense', amount, 0],
    ]);
  });

  it('an unsold auction gives every deposit back and drafts nothing', async () => {
    const deal = await Deal.open(bench, 2);
    const [payer, absent] = deal.bidders as [Actor, Actor];
    for (const bidder of deal.bidders) await deal.approve(bidder);
    await bench.drain();
    await bench.get(DepositService).simulatePayment(payer, (await deal.deposit(payer)).id);
    await deal.close(null, 0);
    await bench.drain();
    expect((await deal.deposit(payer)).state).toBe('released');
    expect((await deal.deposit(absent)).state).toBe('expired');
    expect(await contractOf(payer, deal)).toBeUndefined();
  });
});

const stepOf = (deal: Deal) =>
  bench.one<{ state: string; reason: string }>(
    'select to_state as state, reason from listing_transition where listing_id = $1 order by at desc limit 1',
    deal.listingId,
  );

describe('a sale without a sale', () => {
  it.each([
    ['terminated', '系统安全事件', '系统安全事件'],
    ['annulled', undefined, '异议成立，成交结果无效 / an objection was upheld and the result annulled'],
  ] as const)('%s: every deposit goes back, nothing is drafted, the listing ends with the reason', async (...of) => {
    const [outcome, given, told] = of;
    const deal = await Deal.open(bench, 1);
    const [bidder] = deal.bidders as [Actor];
    await deal.approve(bidder);
    await bench.drain();
    await bench.get(DepositService).simulatePayment(bidder, (await deal.deposit(bidder)).id);
    await deal.end(outcome, given);
    await bench.drain();
    expect((await deal.deposit(bidder)).state).toBe('released');
    expect(await contractOf(bidder, deal)).toBeUndefined();
    expect(await stepOf(deal)).toEqual({ state: 'terminated', reason: told });
  });

  it('whoever was not admitted gets its deposit back at once', async () => {
    const deal = await Deal.open(bench, 1);
    const [{ organisationId }] = deal.bidders as [Actor];
    await deal.approve(deal.bidders[0]!);
    await bench.drain();
    await bench.get(DepositService).simulatePayment(deal.bidders[0]!, (await deal.deposit(deal.bidders[0]!)).id);
    const { auctionId, listingId } = deal;
    const refused = { auctionId, listingId, organisationId, code: 'bidder.barred' };
    await bench.fact('admission.refused', auctionId, refused);
    await bench.drain();
    expect((await deal.deposit(deal.bidders[0]!)).state).toBe('released');
  });

  it('keeps every deposit while an objection is open', async () => {
    const deal = await Deal.open(bench, 1);
    const [bidder] = deal.bidders as [Actor];
    await deal.approve(bidder);
    await bench.drain();
    const { id } = await deal.deposit(bidder);
    await bench.get(DepositService).simulatePayment(bidder, id);
    bench.book.phase = 'closed';
    bench.book.frozen = true;
    await expect(bench.get(DepositService).withdraw(bidder, id)).rejects.toThrow('deposit.frozen');
    bench.book.frozen = false;
    expect((await bench.get(DepositService).withdraw(bidder, id)).state).toBe('release_pending');
    await bench.drain();
  });
});

describe('a winner who defaults', () => {
  const sold = async (): Promise<[Deal, Actor]> => {
    const deal = await Deal.open(bench, 1);
    const [winner] = deal.bidders as [Actor];
    await deal.approve(winner);
    await bench.drain();
    await bench.get(DepositService).simulatePayment(winner, (await deal.deposit(winner)).id);
    await deal.close(winner, PRICE);
    return [deal, winner];
  };

  it.each([0, 1, 2])(
    'loses contract and sale, and its deposit stays, in any order of deliveries (%i)',
    async (seed) => {
      const [deal, winner] = await sold();
      await deal.defaulted(winner, '逾期未签约');
      await bench.drain(seeded(seed * 104_729));
      expect((await contractOf(winner, deal)).state).toBe('void');
      expect((await deal.deposit(winner)).state).toBe('held');
      expect(await stepOf(deal)).toEqual({ state: 'delisted', reason: '逾期未签约' });
      await expect(accept(winner, (await contractOf(winner, deal)).id)).rejects.toThrow('contract.not_open');
    },
  );

  it('owes nothing more for a contract that was signed', async () => {
    const [deal, winner] = await sold();
    await bench.drain();
    const { id } = await contractOf(winner, deal);
    await accept(deal.seller, id);
    await accept(winner, id);
    await bench.drain();
    const { items } = await bench.get(PaymentService).list(winner, { contractId: id, limit: 1 });
    await bench.get(PaymentService).refusePaid(deal.auctionId);
    await deal.defaulted(winner, '逾期未付款');
    await bench.drain();
    expect((await contractOf(winner, deal)).state).toBe('void');
    await expect(bench.get(PaymentService).simulatePayment(winner, items[0]!.id)).rejects.toThrow(
      'payment.wrong_state',
    );
    expect((await deal.deposit(winner)).state).toBe('held');
  });

  it('has not defaulted once its money is here: the sale is settled', async () => {
    const [deal, winner] = await sold();
    await bench.drain();
    const { id } = await contractOf(winner, deal);
    await accept(deal.seller, id);
    await accept(winner, id);
    await bench.drain();
    const { items } = await bench.get(PaymentService).list(winner, { contractId: id, limit: 1 });
    await bench.get(PaymentService).simulatePayment(winner, items[0]!.id);
    await expect(bench.get(PaymentService).refusePaid(deal.auctionId)).rejects.toThrow('settlement.paid_already');
    // Recorded all the same, by a race: the money decides.
    await deal.defaulted(winner, '逾期未付款');
    await bench.drain();
    expect((await contractOf(winner, deal)).state).toBe('settled');
    expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
  });
});

describe('subsidies of one year', () => {
  it('share the cap, whatever the order', async () => {
    const deal = await Deal.open(bench, 1, '440100');
    const [company] = deal.bidders as [Actor];
    for (const price of [1_000_000_000, 3_000_000_000, 9_000_000_000]) {
      const sale = price === 1_000_000_000 ? deal : await Deal.open(bench, 0);
      await sale.close(company, price);
      await bench.drain();
      const { id } = await contractOf(company, sale);
      await accept(sale.seller, id);
      await accept(company, id);
      await bench.drain();
      const { items } = await bench.get(PaymentService).list(company, { contractId: id, limit: 1 });
      await bench.get(PaymentService).simulatePayment(company, items[0]!.id);
      await bench.drain();
    }
    const awards = (await bench.get(SubsidiesService).list(company, { limit: 5 })).items.reverse();
    // first 10 % of 10M = 1M; then 5 % of 30M = 1.5M; then 4.5M more, cut to the yearly 5M
    expect(awards.map((award) => award.amountMinor)).toEqual([100_000_000, 150_000_000, 250_000_000]);
  });
});

describe('who sees what', () => {
  it('strangers find nothing, the auditor finds all', async () => {
    const deal = await Deal.open(bench, 2);
    const [winner, stranger] = deal.bidders as [Actor, Actor];
    await deal.close(winner, PRICE);
    await bench.drain();
    const { id } = await contractOf(winner, deal);
    const contracts = bench.get(ContractsService);
    await expect(contracts.get(stranger, id)).rejects.toThrow('contract.not_found');
    await expect(contracts.document(stranger, id)).rejects.toThrow('contract.not_found');
    await expect(contracts.accept(deal.cashier, id, { version: 1, contentHash: 'x' })).rejects.toThrow(
      'contract.not_a_party',
    );
    expect((await contracts.get(deal.auditor, id)).id).toBe(id);
    const document = await contracts.document(deal.seller, id);
    expect(document).toContain('人民币壹佰叁拾万元整');
    expect(document).toContain('一种&#60;散热&#62;薄膜');
    expect(document).not.toContain('<散热>');
  });

  it('an acceptance of a text since revised is refused', async () => {
    const deal = await Deal.open(bench, 1);
    const [winner] = deal.bidders as [Actor];
    await deal.close(winner, PRICE);
    await bench.drain();
    const contracts = bench.get(ContractsService);
    const before = await contracts.get(winner, (await contractOf(winner, deal)).id);
    await contracts.accept(deal.seller, before.id, { version: 1, contentHash: before.contentHash });
    await expect(contracts.revise(winner, before.id, { nonTechnicalMinor: 1 })).rejects.toThrow(
      'contract.transferor_only',
    );
    const revised = await contracts.revise(deal.seller, before.id, { nonTechnicalMinor: 30_000_000 });
    expect(revised).toMatchObject({ currentVersion: 2, technicalAmountMinor: 100_000_000 });
    await expect(contracts.accept(winner, before.id, { version: 1, contentHash: before.contentHash })).rejects.toThrow(
      'contract.other_version',
    );
    expect((await accept(winner, before.id)).state).toBe('drafted');
    expect((await accept(deal.seller, before.id)).state).toBe('signed');
  });
});
