import { afterAll, beforeAll, afterEach, expect, it, describe } from '@jest/globals';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import {
  BankService,
  CheckoutService,
  DepositService,
  ExchangeProviderService,
  parseStatement,
  PaymentService,
  PayoutService,
  ProviderCommandService,
  type ProviderName,
  type ProviderRequest,
} from '@jishi/settlement';
import { describeWithData } from '../support/data';
import { Deal, MoneyBench } from '../support/deal';
import { testDatabase } from '../support/postgres';
import { StripeBench } from '../support/stripe/bench';
import { WEBHOOK_SECRET } from '../support/stripe/server';
import { notify, signature } from '../support/stripe/webhooks';

describeWithData('payments through Stripe', (dataDir) => {
  let bench: StripeBench;
  beforeAll(async () => {
    bench = await StripeBench.open(dataDir);
  }, 60_000);
  afterAll(() => bench?.close());
  afterEach(() => {
    bench.stripe.heal();
    bench.stripe.notices = { url: bench.noticeUrl, secret: WEBHOOK_SECRET };
  });

  const state = async (bidder: Actor, deal: Deal): Promise<string> => (await deal.deposit(bidder)).state;
  const even = async (): Promise<void> =>
    expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
  const noticeCount = async (): Promise<number> =>
    (await bench.money.one<{ n: number }>('select count(*) as n from provider_notice')).n;

  it('a card holds a deposit: a promise beside the money, let go of when the auction ends, collected from the winner', async () => {
    const deal = await bench.deal(2);
    const [winner, loser] = deal.bidders as [Actor, Actor];
    const { id, amount } = await deal.deposit(winner);
    const page = await bench.begin(winner, 'deposit', id, 'stripe_card');
    expect(await state(winner, deal)).toBe('pending');
    // the same page again, not a second one
    expect(await bench.begin(winner, 'deposit', id, 'stripe_card')).toBe(page);
    await bench.pay(page);
    await bench.calm();
    expect(await state(winner, deal)).toBe('held');
    const lost = await bench.payDeposit(loser, deal, 'stripe_card');
    expect(await bench.balances(deal)).toEqual({ authorised: 2 * amount, hold: 2 * amount });

    await deal.close(winner, Deal.START);
    await bench.calm();
    expect(await state(loser, deal)).toBe('released');
    expect(bench.stripe.account.get(bench.intentOf(lost), 'payment_intent')['status']).toBe('canceled');
    expect(bench.stripe.account.get(bench.intentOf(page), 'payment_intent')['status']).toBe('succeeded');
    expect(await bench.balances(deal)).toEqual({ provider: amount, deposit: amount });
    await even();
  });

  it.each(['stripe_alipay', 'stripe_wechat_pay'] as const)(
    '%s collects, and gives back asynchronously',
    async (provider) => {
      const deal = await bench.deal(1);
      const [bidder] = deal.bidders as [Actor];
      await bench.payDeposit(bidder, deal, provider);
      const { amount } = await deal.deposit(bidder);
      expect(await bench.balances(deal)).toEqual({ provider: amount, deposit: amount });
      await deal.close(null, 0);
      await bench.calm();
      // asked for, not yet there
      expect(await state(bidder, deal)).toBe('release_pending');
      expect(await bench.balances(deal)).toEqual({ provider: amount, deposit: amount });
      bench.stripe.account.settleRefunds();
      await bench.calm();
      expect(await state(bidder, deal)).toBe('released');
      expect(await bench.balances(deal)).toEqual({});
      await even();
    },
  );

  it('a refund that fails stands as failed with its reason, and is asked for again', async () => {
    const deal = await bench.deal(1);
    const [bidder] = deal.bidders as [Actor];
    await bench.payDeposit(bidder, deal, 'stripe_alipay');
    await deal.close(null, 0);
    await bench.calm();
    bench.stripe.account.settleRefunds('failed');
    await bench.calm();
    const payouts = bench.get(PayoutService);
    const [payout] = (await payouts.list(deal.cashier, { limit: 5 })).items;
    expect(payout).toMatchObject({ state: 'failed', failure: 'refund_failed' });
    expect(await state(bidder, deal)).toBe('release_pending');
    await payouts.retry(deal.cashier, payout!.id);
    await bench.calm();
    bench.stripe.account.settleRefunds();
    await bench.calm();
    expect(await state(bidder, deal)).toBe('released');
    expect(await bench.balances(deal)).toEqual({});
  });

  it('two open pages: the second closes the first, and money for a demand that ended goes back', async () => {
    const deal = await bench.deal(1);
    const [bidder] = deal.bidders as [Actor];
    const { id } = await deal.deposit(bidder);
    const first = await bench.begin(bidder, 'deposit', id, 'stripe_card');
    const second = await bench.begin(bidder, 'deposit', id, 'stripe_alipay');
    expect(bench.stripe.account.get(first, 'checkout.session')['status']).toBe('expired');
    await deal.close(null, 0);
    await bench.calm();
    expect(await state(bidder, deal)).toBe('expired');
    await bench.pay(second);
    await bench.calm();
    bench.stripe.account.settleRefunds();
    await bench.calm();
    expect(await state(bidder, deal)).toBe('expired');
    expect(await bench.balances(deal)).toEqual({});
    expect(bench.stripe.account.all('refund')[0]).toMatchObject({
      status: 'succeeded',
      payment_intent: bench.intentOf(second),
    });
  });

  it('a hold that runs out: the bidder is warned, gives a new one, and the old one is let go of', async () => {
    const deal = await bench.deal(1);
    const [bidder] = deal.bidders as [Actor];
    bench.stripe.account.holdS = 3_600;
    const old = await bench.payDeposit(bidder, deal, 'stripe_card');
    bench.stripe.account.holdS = 7 * 86_400;
    await bench.sweep();
    expect(await state(bidder, deal)).toBe('expiring');
    const renewed = await bench.payDeposit(bidder, deal, 'stripe_card');
    expect(await state(bidder, deal)).toBe('held');
    expect(bench.stripe.account.get(bench.intentOf(old), 'payment_intent')['status']).toBe('canceled');
    expect(bench.stripe.account.get(bench.intentOf(renewed), 'payment_intent')['status']).toBe('requires_capture');
    const { amount } = await deal.deposit(bidder);
    expect(await bench.balances(deal)).toEqual({ authorised: amount, hold: amount });
  });

  it('a hold that has run out lapses the deposit, told or not', async () => {
    const deal = await bench.deal(1);
    const [bidder] = deal.bidders as [Actor];
    bench.stripe.account.holdS = 3_600;
    const page = await bench.payDeposit(bidder, deal, 'stripe_card');
    bench.stripe.account.holdS = 7 * 86_400;
    bench.stripe.notices = null;
    bench.stripe.account.cancelIntent(bench.intentOf(page), 'automatic');
    await bench.sweep();
    expect(await state(bidder, deal)).toBe('lapsed');
    expect(await bench.balances(deal)).toEqual({});
    expect(
      await bench.db.database.query(`select 1 from outbox where type = 'deposit.lapsed' and subject_id = $1`, [
        (await deal.deposit(bidder)).id,
      ]),
    ).toHaveLength(1);
  });

  it('a lost notice is found by the listing, a repeated one is worked once', async () => {
    const deal = await bench.deal(1);
    const [bidder] = deal.bidders as [Actor];
    const page = await bench.begin(bidder, 'deposit', (await deal.deposit(bidder)).id, 'stripe_card');
    await bench.calm();
    bench.stripe.notices = null;
    await bench.pay(page);
    await bench.calm();
    expect(await state(bidder, deal)).toBe('pending');
    await bench.sweep();
    expect(await state(bidder, deal)).toBe('held');
    const known = await noticeCount();
    for (const event of bench.stripe.account.events.filter(({ type }) => type !== 'charge.succeeded').slice(0, 3))
      expect(await notify(bench.noticeUrl, WEBHOOK_SECRET, event)).toBe(200);
    await bench.sweep();
    expect(await noticeCount()).toBe(known);
  });

  it('forged, changed, old and foreign notices are refused and leave no trace', async () => {
    const [event] = bench.stripe.account.events;
    const fresh = { ...event!, id: 'evt_never_seen' };
    const nowS = Math.floor(Date.now() / 1_000);
    const before = await noticeCount();
    const text = JSON.stringify(fresh);
    for (const answer of [
      notify(bench.noticeUrl, 'whsec_somebodyelse', fresh),
      notify(bench.noticeUrl, WEBHOOK_SECRET, fresh, { atS: nowS - 301 }),
      notify(bench.noticeUrl, WEBHOOK_SECRET, fresh, { body: `${JSON.stringify(fresh, null, 2)} ` }),
      notify(bench.noticeUrl, WEBHOOK_SECRET, fresh, { header: '' }),
      notify(bench.noticeUrl, WEBHOOK_SECRET, fresh, { header: `t=${nowS},v1=${'0'.repeat(64)}` }),
      // the time is signed too
      notify(bench.noticeUrl, WEBHOOK_SECRET, fresh, {
        header: signature(WEBHOOK_SECRET, text, nowS - 900).replace(/t=\d+/, `t=${nowS}`),
        body: text,
      }),
      notify(bench.noticeUrl, WEBHOOK_SECRET, {
        ...fresh,
        data: { object: { ...fresh.data.object, more: 'x'.repeat(300_000) } },
      }),
    ])
      expect(await answer).toBe(422);
    expect(await notify(bench.noticeUrl.replace('stripe', 'nobody'), WEBHOOK_SECRET, fresh)).toBe(404);
    expect(await noticeCount()).toBe(before);
    // a genuine one about something that is not ours changes nothing either
    const foreign = { ...fresh, data: { object: { id: 'pi_of_another_shop', object: 'payment_intent' } } };
    expect(await notify(bench.noticeUrl, WEBHOOK_SECRET, foreign)).toBe(200);
    await bench.calm();
    expect(await bench.money.one(`select outcome from provider_notice where event_id = 'evt_never_seen'`)).toEqual({
      outcome: 'unknown_movement',
    });
  });

  it.each(['error', 'refuse_connection', 'lose_answer', 'hang'] as const)(
    '%s while a page is opened: unknown, then the same page',
    async (kind) => {
      const deal = await bench.deal(1);
      const [bidder] = deal.bidders as [Actor];
      const { id } = await deal.deposit(bidder);
      const before = bench.stripe.account.all('checkout.session').length;
      bench.stripe.fail(kind, /POST \/v1\/checkout\/sessions$/, 3);
      await expect(bench.begin(bidder, 'deposit', id, 'stripe_card')).rejects.toThrow('settlement.provider_unknown');
      const page = await bench.begin(bidder, 'deposit', id, 'stripe_card');
      expect(bench.stripe.account.all('checkout.session')).toHaveLength(before + 1);
      await bench.pay(page);
      await bench.calm();
      expect(await state(bidder, deal)).toBe('held');
    },
  );

  it.each(['error', 'lose_answer'] as const)('%s while money goes back: it goes back once', async (kind) => {
    const deal = await bench.deal(1);
    const [bidder] = deal.bidders as [Actor];
    await bench.payDeposit(bidder, deal, 'stripe_alipay');
    const before = bench.stripe.account.all('refund').length;
    bench.stripe.fail(kind, /POST \/v1\/refunds$/, 3);
    await deal.close(null, 0);
    await bench.calm();
    bench.stripe.account.settleRefunds();
    await bench.calm();
    expect(await state(bidder, deal)).toBe('released');
    expect(bench.stripe.account.all('refund')).toHaveLength(before + 1);
    expect(await bench.balances(deal)).toEqual({});
  });

  it('commands older than their keys: the provider is asked what became of them, and nothing moves twice', async () => {
    const deal = await bench.deal(3);
    const [winner, card, wallet] = deal.bidders as [Actor, Actor, Actor];
    await bench.payDeposit(winner, deal, 'stripe_card');
    await bench.payDeposit(card, deal, 'stripe_card');
    await bench.payDeposit(wallet, deal, 'stripe_alipay');
    await deal.close(winner, Deal.START);
    await bench.calm();
    // as if no answer had ever come, and the worker had been away for two days
    bench.stripe.notices = null;
    const { n } = await bench.money.one<{ n: number }>(
      `with lost as (update provider_command set state = 'unknown', response = null, asked_at = asked_at - interval '2 days'
         where operation in ('capture', 'release', 'refund') and created_at > (select created_at from listing where id = $1)
         returning operation) select count(distinct operation) as n from lost`,
      deal.listingId,
    );
    expect(n).toBe(3);
    bench.stripe.account.advance(2 * 86_400);
    const asked = bench.stripe.requests.length;
    for (const { id, subject_id: subject, operation, provider, request } of await bench.db.database.query<{
      id: string;
      subject_id: string;
      operation: 'refund';
      provider: ProviderName;
      request: ProviderRequest;
    }>(`select * from provider_command where state = 'unknown' and asked_at < now() - interval '1 day'`)) {
      const answer = await bench.get(ProviderCommandService).run(operation, subject, provider, request);
      expect({ id, outcome: answer.outcome }).toEqual({ id, outcome: 'done' });
    }
    expect(bench.stripe.requests.slice(asked).filter((one) => one.startsWith('POST'))).toEqual([]);
    bench.stripe.account.settleRefunds();
    await bench.sweep();
    expect(await state(wallet, deal)).toBe('released');
    bench.stripe.account.advance(-2 * 86_400);
    await even();
  });

  it('a dispute is announced; lost, it takes the money back and lapses the deposit', async () => {
    const deal = await bench.deal(1);
    const [bidder] = deal.bidders as [Actor];
    const page = await bench.payDeposit(bidder, deal, 'stripe_alipay');
    const dispute = bench.stripe.account.dispute(bench.intentOf(page));
    await bench.calm();
    expect(await state(bidder, deal)).toBe('held');
    const { id } = await deal.deposit(bidder);
    const told = `select count(*) as n from outbox where type = 'movement.disputed' and subject_id = $1`;
    expect(await bench.money.one(told, id)).toEqual({ n: 1 });
    bench.stripe.account.closeDispute(dispute.id, 'lost');
    await bench.calm();
    await bench.sweep();
    expect(await state(bidder, deal)).toBe('lapsed');
    expect(await bench.balances(deal)).toEqual({});
    await even();
  });

  it.each(['deposit', 'price'] as const)(
    'a %s that its payer’s bank takes back before the sale is settled stops nothing: the exchange has a claim, payouts wait',
    async (lost) => {
      const deal = await bench.deal(2);
      const [winner, loser] = deal.bidders as [Actor, Actor];
      const depositPage = await bench.payDeposit(winner, deal, 'stripe_alipay');
      await bench.payDeposit(loser, deal, 'stripe_card');
      await deal.close(winner, 60_000_000);
      await bench.calm();
      const contracts = bench.get(ContractsService);
      const [contract] = (await contracts.list(winner, { listingId: deal.listingId, limit: 5 })).items;
      for (const party of [winner, deal.seller]) {
        const { currentVersion: version, contentHash } = await contracts.get(party, contract!.id);
        await contracts.accept(party, contract!.id, { version, contentHash });
      }
      await bench.calm();
      const [due] = (await bench.get(PaymentService).list(winner, { contractId: contract!.id, limit: 1 })).items;
      const takeBack = async (page: string): Promise<void> => {
        const dispute = bench.stripe.account.dispute(bench.intentOf(page));
        bench.stripe.account.closeDispute(dispute.id, 'lost');
      };
      if (lost === 'deposit') {
        await takeBack(depositPage);
        await bench.calm();
      }
      const page = await bench.begin(winner, 'payment', due!.id, 'stripe_alipay');
      await bench.pay(page);
      if (lost === 'price') await takeBack(page);
      await bench.calm();
      await bench.sweep();
      await bench.calm();
      const [paid] = (await bench.get(PaymentService).list(winner, { contractId: contract!.id, limit: 1 })).items;
      const { chargeback, sale = 0 } = await bench.balances(deal);
      if (lost === 'deposit' || paid!.state === 'settled') {
        expect(paid!.state).toBe('settled');
        expect({ owed: (chargeback ?? 0) > 0, sale }).toEqual({ owed: true, sale: 0 });
      } else expect([paid!.state, sale]).toEqual(['due', 0]);
      await even();
    },
  );

  it('an exchange takes only what it chose, up to what one payment may be; and only its own payer', async () => {
    const deal = await bench.deal(2);
    const [bidder, other] = deal.bidders as [Actor, Actor];
    const { id } = await deal.deposit(bidder);
    const operator = await bench.money.market.person(deal.cashier.organisationId, 'exchange', ['reviewer']);
    const exchange = bench.get(ExchangeProviderService);
    await exchange.set(operator, [{ provider: 'stripe_card', deposits: false, payments: true }]);
    await expect(bench.begin(bidder, 'deposit', id, 'stripe_card')).rejects.toThrow('settlement.channel_closed');
    const { channels } = await bench.get(CheckoutService).ways(bidder, 'deposit', id);
    expect(channels.map(({ provider }) => provider)).toEqual(['offline_bank', 'stripe_alipay', 'stripe_wechat_pay']);
    await expect(bench.begin(other, 'deposit', id, 'stripe_alipay')).rejects.toThrow('deposit.not_found');
    expect(
      (await exchange.offered(deal.cashier.organisationId, 'payment', 100_000_000)).map(({ provider }) => provider),
    ).toEqual(['offline_bank']);
    await expect(exchange.set(bidder, [{ provider: 'stripe_card', deposits: true, payments: true }])).rejects.toThrow(
      'settlement.other_exchange',
    );
    await expect(
      exchange.set(operator, [{ provider: 'offline_bank', deposits: false, payments: true }]),
    ).rejects.toThrow('settlement.bad_providers');
  });

  it('from deposit to payout: price and deposit by Stripe, two people let the seller be paid, from both charges', async () => {
    const deal = await bench.deal(2);
    const [winner, loser] = deal.bidders as [Actor, Actor];
    await bench.payDeposit(winner, deal, 'stripe_card');
    await bench.payDeposit(loser, deal, 'stripe_wechat_pay');
    await deal.close(winner, 60_000_000);
    await bench.calm();
    const contracts = bench.get(ContractsService);
    const [contract] = (await contracts.list(winner, { listingId: deal.listingId, limit: 5 })).items;
    for (const actor of [deal.seller, winner]) {
      const { currentVersion: version, contentHash } = await contracts.get(actor, contract!.id);
      await contracts.accept(actor, contract!.id, { version, contentHash });
    }
    await bench.calm();
    const [payment] = (await bench.get(PaymentService).list(winner, { limit: 5 })).items;
    expect(payment!.depositOffsetMinor).toBe(10_000_000);
    const page = await bench.begin(winner, 'payment', payment!.id, 'stripe_alipay');
    await bench.pay(page);
    bench.stripe.account.settleRefunds();
    await bench.calm();
    expect((await bench.get(PaymentService).list(winner, { limit: 5 })).items[0]!.state).toBe('settled');
    expect(await state(winner, deal)).toBe('captured');
    expect(await state(loser, deal)).toBe('released');

    const payouts = bench.get(PayoutService);
    const due = (await payouts.list(deal.cashier, { limit: 20 })).items.filter(({ kind }) => kind === 'sale');
    const seller = bench.stripe.account.connectedAccount();
    for (const payout of due) {
      await expect(payouts.propose(deal.cashier, payout.id, '6222')).rejects.toThrow('payout.bad_account');
      await payouts.propose(deal.cashier, payout.id, seller);
      await expect(payouts.confirm(deal.cashier, payout.id, undefined)).rejects.toThrow('payout.same_person');
      expect((await payouts.confirm(deal.checker, payout.id, undefined)).state).toBe('sent');
    }
    await bench.calm();
    const ended = (await payouts.list(deal.cashier, { limit: 20 })).items;
    expect(ended.map((one) => one.state)).toEqual(ended.map(() => 'confirmed'));
    const transfers = bench.stripe.account.all('transfer', { destination: seller });
    const paid = transfers.reduce((sum, one) => sum + Number(one['amount']), 0);
    expect(paid).toBe(payment!.priceMinor - payment!.sellerFeeMinor);
    for (const transfer of transfers) expect(transfer['source_transaction']).toMatch(/^ch_/);
    // what is left with the provider is what the exchange earned
    const left = await bench.balances(deal);
    const fees = payment!.buyerFeeMinor + payment!.sellerFeeMinor;
    expect(left['provider']).toBe(fees);
    expect((left['buyer_fee'] ?? 0) + (left['seller_fee'] ?? 0)).toBe(fees);
    expect(Object.keys(left).sort()).toEqual(['buyer_fee', 'provider', 'seller_fee']);
    await even();
  });

  it('a refund that arrived and came back waits in suspense for a cashier', async () => {
    const deal = await bench.deal(1);
    const [bidder] = deal.bidders as [Actor];
    await bench.payDeposit(bidder, deal, 'stripe_alipay');
    const { amount } = await deal.deposit(bidder);
    await deal.close(null, 0);
    await bench.calm();
    bench.stripe.account.settleRefunds();
    await bench.calm();
    expect(await state(bidder, deal)).toBe('released');
    bench.stripe.account.returnRefund();
    await bench.calm();
    await bench.sweep();
    expect(await state(bidder, deal)).toBe('released');
    expect(await bench.balances(deal)).toEqual({ provider: amount, suspense: amount });
    await even();
  });

  it('whoever leads does not withdraw a deposit whose hold runs out', async () => {
    const deal = await bench.deal(1);
    const [bidder] = deal.bidders as [Actor];
    bench.stripe.account.holdS = 3_600;
    await bench.payDeposit(bidder, deal, 'stripe_card');
    bench.stripe.account.holdS = 7 * 86_400;
    await bench.sweep();
    expect(await state(bidder, deal)).toBe('expiring');
    const { id } = await deal.deposit(bidder);
    const { book } = bench.money;
    book.admitted.add(bidder.organisationId);
    book.standingId = bidder.organisationId;
    await expect(bench.get(DepositService).withdraw(bidder, id)).rejects.toThrow('deposit.standing_bid');
    book.standingId = null;
    await bench.get(DepositService).withdraw(bidder, id);
    await bench.calm();
    expect(await state(bidder, deal)).toBe('released');
    expect(await bench.balances(deal)).toEqual({});
  });

  it('a deposit by bank and a price by card: each pays its part of what the seller is due', async () => {
    const deal = await bench.deal(1);
    const [winner] = deal.bidders as [Actor];
    const { id, amount, reference } = await deal.deposit(winner);
    const bank = bench.get(BankService);
    const line = `流水号,日期,收入金额,对方户名,对方账号,附言\nB1,2026-11-20,${(amount / 100).toFixed(2)},${await deal.nameOf(winner)},6222,${reference}\n`;
    await bank.import(deal.cashier, parseStatement(Buffer.from(line)), 'a.csv');
    const [entry] = (await bank.list(deal.cashier, { limit: 1 })).items;
    await bank.match(deal.cashier, entry!.id, { depositId: id });
    await bank.confirm(deal.checker, entry!.id);
    await deal.close(winner, 90_000_000);
    await bench.calm();
    const contracts = bench.get(ContractsService);
    const [contract] = (await contracts.list(winner, { listingId: deal.listingId, limit: 5 })).items;
    for (const actor of [deal.seller, winner]) {
      const { currentVersion: version, contentHash } = await contracts.get(actor, contract!.id);
      await contracts.accept(actor, contract!.id, { version, contentHash });
    }
    await bench.calm();
    const [payment] = (await bench.get(PaymentService).list(winner, { limit: 5 })).items;
    await bench.pay(await bench.begin(winner, 'payment', payment!.id, 'stripe_card'));
    await bench.calm();
    const payouts = bench.get(PayoutService);
    const due = (await payouts.list(deal.cashier, { limit: 9 })).items;
    const seller = bench.stripe.account.connectedAccount();
    for (const payout of due) {
      const byBank = payout.provider === 'offline_bank';
      await payouts.propose(deal.cashier, payout.id, byBank ? '622200002' : seller);
      await payouts.confirm(deal.checker, payout.id, byBank ? 'OUT-MIXED' : undefined);
    }
    await bench.calm();
    const { priceMinor, sellerFeeMinor, buyerFeeMinor } = payment!;
    expect(due.reduce((sum, one) => sum + one.amountMinor, 0)).toBe(priceMinor - sellerFeeMinor);
    const left = await bench.balances(deal);
    expect((left['provider'] ?? 0) + (left['bank'] ?? 0)).toBe(sellerFeeMinor + buyerFeeMinor);
    for (const purpose of ['deposit', 'sale', 'payable', 'suspense']) expect(left[purpose]).toBeUndefined();
    await even();
  });

  it('a payee the provider does not know: the payout says why, and another account may be proposed', async () => {
    const deal = await bench.deal(1);
    const [winner] = deal.bidders as [Actor];
    await bench.payDeposit(winner, deal, 'stripe_card');
    await deal.close(winner, 50_000_000);
    await bench.calm();
    const contracts = bench.get(ContractsService);
    const [contract] = (await contracts.list(winner, { listingId: deal.listingId, limit: 5 })).items;
    for (const actor of [deal.seller, winner]) {
      const { currentVersion: version, contentHash } = await contracts.get(actor, contract!.id);
      await contracts.accept(actor, contract!.id, { version, contentHash });
    }
    await bench.calm();
    const [payment] = (await bench.get(PaymentService).list(winner, { limit: 5 })).items;
    await bench.pay(await bench.begin(winner, 'payment', payment!.id, 'stripe_card'));
    await bench.calm();
    // a price is collected, by card too
    expect((await bench.get(PaymentService).list(winner, { limit: 5 })).items[0]!.state).toBe('settled');
    const payouts = bench.get(PayoutService);
    for (const [account, end] of [
      ['acct_nobody', 'failed'],
      [bench.stripe.account.connectedAccount(), 'confirmed'],
    ] as const) {
      for (const payout of (await payouts.list(deal.cashier, { limit: 9 })).items.filter(
        (one) => one.state !== 'confirmed',
      )) {
        await payouts.propose(deal.cashier, payout.id, account);
        await payouts.confirm(deal.checker, payout.id, undefined);
      }
      await bench.calm();
      // its answer might as well never have come: the next proposal must not be taken for it
      if (end === 'failed')
        await bench.db.database.query(
          `update provider_command set state = 'unknown', response = null where operation = 'payout' and state = 'refused'`,
        );
      for (const payout of (await payouts.list(deal.cashier, { limit: 9 })).items)
        expect(payout).toMatchObject({ state: end, failure: end === 'failed' ? 'resource_missing' : null });
    }
  });

  it('the test server itself refuses what Stripe does not describe', async () => {
    const ask = (path: string, body: string, key = 'k1') =>
      fetch(bench.stripe.url + path, {
        method: 'POST',
        body,
        headers: {
          authorization: 'Bearer sk_test_checkedserver',
          'stripe-version': '2023-08-16',
          'idempotency-key': key,
          'content-type': 'application/x-www-form-urlencoded',
        },
      }).then(async (response) => [
        response.status,
        ((await response.json()) as { error?: { type: string } }).error?.type,
      ]);
    for (const body of [
      'amount=1',
      'amount=x&payment_intent=pi_1',
      'amount=1&surprise=1',
      'payment_intent=pi_1&metadata=1',
      'payment_intent=pi_1&reason=because',
    ])
      await ask('/v1/refunds', body);
    await ask('/v1/no_such_thing', 'a=1');
    expect(bench.stripe.takeFaults()).toEqual([
      expect.stringContaining('amount: an integer is wanted'),
      expect.stringContaining('surprise: unknown parameter'),
      expect.stringContaining('metadata: an object is wanted'),
      expect.stringContaining('reason: because is none of its values'),
      expect.stringContaining('no such operation'),
    ]);
    expect(await ask('/v1/refunds', 'payment_intent=pi_1', 'k2')).toEqual([404, 'invalid_request_error']);
    expect(await ask('/v1/refunds', 'payment_intent=pi_1&amount=1', 'k2')).toEqual([400, 'idempotency_error']);
  });
});

describe('without keys', () => {
  it('Stripe is off, says so, and takes nothing', async () => {
    const db = await testDatabase();
    const bench = await MoneyBench.open(db, false);
    try {
      const deal = await Deal.open(bench, 1);
      const [bidder] = deal.bidders as [Actor];
      await deal.approve(bidder);
      await bench.drain();
      const { id } = await deal.deposit(bidder);
      const operator = await bench.market.person(deal.cashier.organisationId, 'exchange', ['reviewer']);
      const exchange = bench.get(ExchangeProviderService);
      const chosen = await exchange.set(operator, [{ provider: 'stripe_card', deposits: true, payments: true }]);
      expect(chosen.find(({ provider }) => provider === 'stripe_card')).toMatchObject({
        on: false,
        capabilities: null,
      });
      const begin = bench.get(CheckoutService).begin(bidder, 'deposit', id, 'stripe_card', 'http://localhost/');
      await expect(begin).rejects.toThrow('settlement.provider_off');
      expect((await bench.get(DepositService).list(bidder, { limit: 1 })).items[0]!.state).toBe('required');
    } finally {
      await bench.close();
      await db.drop();
    }
  });
});
