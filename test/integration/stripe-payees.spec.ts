import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import { ContractMoneyService, ObjectionService, PayoutService } from '@jishi/settlement';
import { describeWithData } from '../support/data';
import { StripeBench } from '../support/stripe/bench';

const within = { count: 10, kind: 'calendar' as const };

describeWithData('several payees, paid through Stripe', (dataDir) => {
  let bench: StripeBench;
  beforeAll(async () => {
    bench = await StripeBench.open(dataDir);
  }, 60_000);
  afterAll(() => bench?.close());

  it('each has a payout of its own from the charges of its payment; what an objection returns is refunded on its charge', async () => {
    const deal = await bench.deal(2);
    const [winner, loser] = deal.bidders as [Actor, Actor];
    const reviewer = await bench.money.market.person(deal.cashier.organisationId, 'exchange', ['reviewer']);
    await bench.payDeposit(winner, deal, 'stripe_card');
    await bench.payDeposit(loser, deal, 'stripe_card');
    await deal.close(winner, 60_000_000);
    await bench.calm();
    const contracts = bench.get(ContractsService);
    const { id } = (await contracts.list(winner, { listingId: deal.listingId, limit: 5 })).items[0]!;
    const half = { sharePpm: 500_000, due: { within } };
    const { currentVersion: version, contentHash } = await contracts.setPayment(reviewer, id, {
      payment: { kind: 'instalments', rows: [half, half] },
      payees: [
        { name: '合作研究院', sharePpm: 400_000 },
        { name: '大学', sharePpm: 600_000 },
      ],
    });
    for (const actor of [deal.seller, winner]) await contracts.accept(actor, id, { version, contentHash });
    await bench.calm();

    const money = bench.get(ContractMoneyService);
    const payments = async () => (await money.read(deal.cashier, id)).payments;
    const sales = async () =>
      (await money.read(deal.cashier, id)).payouts.filter(({ kind, state }) => kind === 'sale' && state === 'due');
    const pay = async (position: number) => {
      const payment = (await payments()).find((one) => one.position === position)!;
      await bench.pay(await bench.begin(winner, 'payment', payment.id, 'stripe_card'));
      bench.stripe.account.settleRefunds();
      await bench.calm();
    };
    await pay(1);
    const net = 30_000_000 - (await payments())[0]!.sellerFeeMinor;
    const payouts = bench.get(PayoutService);
    const accounts: Record<string, string> = {
      合作研究院: bench.stripe.account.connectedAccount(),
      大学: bench.stripe.account.connectedAccount(),
    };
    const due = await sales();
    expect(due.map(({ payeeName, amountMinor }) => [payeeName, amountMinor])).toEqual([
      ['合作研究院', Math.floor(net * 0.4)],
      ['大学', net - Math.floor(net * 0.4)],
    ]);
    for (const payout of due) await payouts.propose(deal.cashier, payout.id, accounts[payout.payeeName]);
    // let at once: they draw on the same charges, and never on the same money
    for (const payout of due.toReversed()) await payouts.confirm(deal.checker, payout.id, undefined);
    await bench.calm();
    const transfers = bench.stripe.account.all('transfer');
    for (const payout of due)
      expect(
        transfers
          .filter((one) => one['destination'] === accounts[payout.payeeName])
          .reduce((sum, one) => sum + Number(one['amount']), 0),
      ).toBe(payout.amountMinor);

    const objections = bench.get(ObjectionService);
    const objection = await objections.raise(winner, id, { reason: '技术资料未交付' });
    await pay(2);
    const held = await sales();
    expect(held.map(({ frozenBy }) => frozenBy)).toEqual([objection.id, objection.id]);
    await expect(payouts.propose(deal.cashier, held[0]!.id, accounts['大学'])).rejects.toThrow('payout.frozen');
    await objections.propose(reviewer, objection.id, { outcome: 'returned', reason: '确未交付' });
    await objections.confirm(deal.checker, objection.id);
    await bench.calm();
    bench.stripe.account.settleRefunds();
    await bench.calm();
    const ended = (await money.read(deal.cashier, id)).payouts;
    expect(ended.map(({ kind, state }) => [kind, state])).toEqual([
      ['sale', 'confirmed'],
      ['sale', 'confirmed'],
      ['sale', 'cancelled'],
      ['sale', 'cancelled'],
      ['sale_return', 'confirmed'],
      ['sale_return', 'confirmed'],
    ]);
    const refunded = bench.stripe.account.all('refund').reduce((sum, one) => sum + Number(one['amount']), 0);
    expect(refunded).toBe(30_000_000);
    const left = await bench.balances(deal);
    expect(left['provider']).toBe((left['buyer_fee'] ?? 0) + (left['seller_fee'] ?? 0));
    expect(Object.keys(left).sort()).toEqual(['buyer_fee', 'provider', 'seller_fee']);
    expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
  });
});
