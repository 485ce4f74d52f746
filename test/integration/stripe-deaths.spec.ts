import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import {
  joinFacts,
  type MovementFacts,
  MovementService,
  NOTHING_YET,
  PaymentService,
  PayoutService,
  type ProviderName,
} from '@jishi/settlement';
import { describeWithData } from '../support/data';
import { Deal } from '../support/deal';
import { Death, Deaths } from '../support/deaths';
import { StripeBench } from '../support/stripe/bench';

const PRICE = 60_000_000;

describeWithData('with Stripe, whatever dies', (dataDir) => {
  let bench: StripeBench;
  let deaths: Deaths;
  beforeAll(async () => {
    bench = await StripeBench.open(dataDir);
    deaths = new Deaths(bench);
  }, 60_000);
  afterAll(() => bench?.close());

  /** A life starts again and does what is undone; people try again what they were told nothing about. */
  const alive = async (work: () => Promise<unknown>): Promise<void> => {
    for (let life = 0; life < 4; life++) {
      try {
        await work();
        return;
      } catch (error) {
        // a dead process answers its caller nothing; its successor may still say that the answer is not known
        if (
          !(error instanceof Death) &&
          !String(error).includes('settlement.provider_unknown') &&
          !String(error).includes('deliveries stay undone')
        )
          throw error;
        deaths.dieAt = Infinity;
      }
    }
    throw new Error('it does not come back to life');
  };

  /** From deposits to the last payout; dies once at that step. Answers what is left of it, and how many steps it took. */
  const sale = async (dieAt: number): Promise<{ end: object; steps: number }> => {
    deaths.dieAt = Infinity;
    const deal = await bench.deal(2);
    const [winner, loser] = deal.bidders as [Actor, Actor];
    const ways: [Actor, ProviderName][] = [
      [winner, 'stripe_card'],
      [loser, 'stripe_alipay'],
    ];
    const refunds = bench.stripe.account.all('refund').length;
    const transfers = bench.stripe.account.all('transfer').length;
    deaths.count = 0;
    deaths.dieAt = dieAt;
    for (const [bidder, provider] of ways) {
      const { id } = await deal.deposit(bidder);
      let page = '';
      await alive(async () => (page = await bench.begin(bidder, 'deposit', id, provider)));
      await bench.pay(page);
      await alive(() => bench.calm());
    }
    await alive(() => deal.close(winner, PRICE));
    await alive(() => bench.calm());
    const contracts = bench.get(ContractsService);
    const [contract] = (await contracts.list(winner, { listingId: deal.listingId, limit: 5 })).items;
    for (const actor of [deal.seller, winner])
      await alive(async () => {
        const { currentVersion: version, contentHash } = await contracts.get(actor, contract!.id);
        await contracts.accept(actor, contract!.id, { version, contentHash });
      });
    await alive(() => bench.calm());
    const [payment] = (await bench.get(PaymentService).list(winner, { limit: 5 })).items;
    let page = '';
    await alive(async () => (page = await bench.begin(winner, 'payment', payment!.id, 'stripe_wechat_pay')));
    await bench.pay(page);
    await alive(() => bench.calm());
    bench.stripe.account.settleRefunds();
    await alive(() => bench.calm());
    const payouts = bench.get(PayoutService);
    const [account] = [bench.stripe.account.connectedAccount()];
    const due = async () => (await payouts.list(deal.cashier, { limit: 9 })).items.filter((one) => one.kind === 'sale');
    for (const { id } of await due()) {
      await alive(async () => {
        if ((await due()).some((one) => one.id === id && one.state === 'due'))
          await payouts.propose(deal.cashier, id, account);
      });
      await alive(async () => {
        if ((await due()).some((one) => one.id === id && one.state === 'proposed'))
          await payouts.confirm(deal.checker, id, undefined);
      });
    }
    await alive(() => bench.calm());
    const steps = deaths.count;
    deaths.dieAt = Infinity;
    await bench.sweep();
    const settled = (await bench.get(PaymentService).list(winner, { limit: 5 })).items[0]!;
    return {
      steps,
      end: {
        deposits: [(await deal.deposit(winner)).state, (await deal.deposit(loser)).state],
        payment: settled.state,
        payouts: (await payouts.list(deal.cashier, { limit: 9 })).items
          .map(({ kind, state, provider }) => [kind, state, provider])
          .sort(),
        balances: await bench.balances(deal),
        refunds: bench.stripe.account.all('refund').length - refunds,
        transfers: bench.stripe.account
          .all('transfer')
          .slice(0, bench.stripe.account.all('transfer').length - transfers)
          .map((one) => one['amount'])
          .sort(),
      },
    };
  };

  it('a sale ends as if nothing had, wherever it dies once', async () => {
    const { end, steps } = await sale(Infinity);
    expect(end).toMatchObject({ deposits: ['captured', 'released'], payment: 'settled', refunds: 1 });
    expect(steps).toBeGreaterThan(100);
    // every place in turn would take long: a fixed stride that meets before and after alike, and all of them when asked
    const stride = process.env['JISHI_EVERY_DEATH'] ? 1 : Math.ceil(steps / 24) | 1;
    for (let at = 0; at < steps; at += stride) {
      deaths.deaths = 0;
      const after = (await sale(at)).end;
      expect({ at, ...after }).toEqual({ at, ...end });
      expect(deaths.deaths).toBeGreaterThan(0);
    }
    expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
  }, 400_000);

  it('answers that overtake each other, come twice or not at all leave one state in the store', async () => {
    let seed = 20_261_123;
    const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648);
    const deal = await bench.deal(3);
    const ends: string[] = [];
    for (let run = 0; run < 60; run++) {
      const [id, commandId] = await begun(deal);
      const life: MovementFacts[] = [
        { ...NOTHING_YET, stage: 'authorised', authorisedMinor: 10_000_000, captureBeforeMs: 9e12 },
      ];
      const say = (change: Partial<MovementFacts>): void => void life.push({ ...life.at(-1)!, ...change });
      say({ stage: 'captured', capturedMinor: 10_000_000 });
      for (const state of ['open', 'lost'] as const)
        say({ disputes: [{ reference: `dp_${run}`, amountMinor: 10_000_000, state }] });
      const order = life.flatMap((_, at) => (random() % 4 ? [at] : random() % 2 ? [at, at] : []));
      order.sort(() => (random() % 2 ? 1 : -1));
      const apply = (facts: MovementFacts) =>
        bench.get(MovementService).apply({ commandId, reference: `cs_${run}`, currency: 'CNY', facts, payUrl: null });
      // the first is heard when it happens, the last in the end: what lies between comes as it likes, several at once
      await apply(life[0]!);
      await Promise.all(order.map((at) => apply(life[at]!)));
      await apply(life.at(-1)!);
      const { state, facts, balance } = await bench.money.one<{ state: string; facts: MovementFacts; balance: number }>(
        `select d.state, m.facts, (select sum(b.credit_minor - b.debit_minor)::bigint from account a
           join account_balance b on b.account_id = a.id where a.code in ('deposit:' || d.id, 'hold:' || m.id)) as balance
         from deposit d join provider_movement m on m.subject_id = d.id where d.id = $1`,
        id,
      );
      expect(facts).toEqual({
        ...life.reduce(joinFacts),
        disputes: [{ reference: `dp_${run}`, amountMinor: 10_000_000, state: 'lost' }],
      });
      ends.push(`${state} ${balance}`);
    }
    expect(new Set(ends)).toEqual(new Set(['lapsed 0']));
    expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
  }, 120_000);

  /** A deposit of its own, for which a payer stands on the provider's page. */
  const begun = async (deal: Deal): Promise<[string, string]> => {
    const { organisationId } = await bench.money.market.member('company', ['bidder']);
    const [{ id, command }] = (await bench.db.database.query<{ id: string; command: string }>(
      `with d as (insert into deposit (id, auction_id, listing_id, exchange_id, organisation_id, amount_minor, reference, state)
         select gen_random_uuid(), $1, l.id, l.exchange_id, $2, 10000000, gen_random_uuid(), 'pending' from listing l where l.id = $3
         returning id, exchange_id),
       c as (insert into provider_command (id, provider, operation, subject_id, request)
         select gen_random_uuid(), 'stripe_card', 'begin', id, '{}' from d returning id),
       m as (insert into provider_movement (id, provider, subject_kind, subject_id, exchange_id, amount_minor, currency, pay_until, facts, stage)
         select c.id, 'stripe_card', 'deposit', d.id, d.exchange_id, 10000000, 'CNY', now(), $4, 'begun' from c, d returning id)
       select d.id, m.id as command from d, m`,
      [deal.auctionId, organisationId, deal.listingId, JSON.stringify(NOTHING_YET)],
    )) as [{ id: string; command: string }];
    return [id, command];
  };
});
