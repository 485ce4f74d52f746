import { ContractsService } from '@jishi/contracts';
import { DomainError, newId } from '@jishi/kernel';
import { AttachmentService } from '@jishi/listings';
import {
  BankService,
  CheckoutService,
  DepositService,
  HoldClock,
  NoticeService,
  PaymentService,
  PayoutService,
  type ProviderName,
  type StatementLine,
} from '@jishi/settlement';
import { DeliveryService } from '../../../apps/worker/src/delivery.service';
import { seeded } from '../../../libs/bidding/src/testing/seeded';
import type { Deal } from '../../support/deal';
import { Death, type Deaths } from '../../support/deaths';
import { paper } from '../../support/papers';
import type { Data } from '../../support/stripe/account';
import type { StripeBench } from '../../support/stripe/bench';
import { signature } from '../../support/stripe/webhooks';
import { WEBHOOK_SECRET } from '../../support/stripe/server';

const WAYS = ['stripe_card', 'stripe_alipay', 'stripe_wechat_pay'] as const satisfies readonly ProviderName[];
const HAMMER = 'the hammer falls';
const BOOKED_ON = '2026-11-20';

/** What a command may end in without anything being wrong: it was refused, it died, or its answer never came. */
const isAnswer = (error: unknown): boolean => error instanceof DomainError || error instanceof Death;

/**
 * One sale and all the people and providers who have to do with its money, doing whatever they please in an order drawn from
 * the seed, while processes die between any two steps and providers repeat, reorder, lose and refuse.
 */
export class MoneyWorld {
  /** What was done, for whoever has to find out why. */
  readonly acts: string[] = [];
  private readonly random: () => number;
  private readonly lines: StatementLine[] = [];
  private readonly pages: string[] = [];
  private isClosed = false;
  private slipId: string | undefined;

  /** Of sales before this one. */
  private readonly objectsBefore: ReadonlySet<string>;
  private readonly eventsBefore: number;

  private constructor(
    private readonly bench: StripeBench,
    private readonly deaths: Deaths,
    readonly deal: Deal,
    seed: number,
  ) {
    this.random = seeded(seed);
    const { objects, events } = bench.stripe.account;
    this.objectsBefore = new Set(objects.keys());
    this.eventsBefore = events.length;
  }

  static async open(bench: StripeBench, deaths: Deaths, seed: number): Promise<MoneyWorld> {
    deaths.dieAt = Infinity;
    return new MoneyWorld(bench, deaths, await bench.deal(3), seed);
  }

  /** So many commands, each drawn anew; `after` looks at the world between any two. */
  async storm(commands: number, after: (world: MoneyWorld) => Promise<void>): Promise<void> {
    // notices are delivered by hand: late, twice, in any order, or not at all
    const { notices } = this.bench.stripe;
    this.bench.stripe.notices = null;
    const acts = Object.entries(this.possible());
    const total = acts.reduce((sum, [, [weight]]) => sum + weight, 0);
    for (let n = 0; n < commands;) {
      let draw = this.random() * total;
      const [name, [, act]] = acts.find(([, [weight]]) => (draw -= weight) < 0)!;
      // bidders get a while to come in
      if (name === HAMMER && n < commands / 3) continue;
      this.deaths.count = 0;
      this.deaths.dieAt = this.chance(0.15) ? this.below(12) : Infinity;
      this.acts.push(this.deaths.dieAt === Infinity ? name : `${name} †${this.deaths.dieAt}`);
      const isDone = await this.attempt(act);
      this.deaths.dieAt = Infinity;
      if (!isDone) this.acts.pop();
      else n += 1;
      await after(this);
    }
    this.bench.stripe.notices = notices;
  }

  /** Everything that is under way comes to its end: faults stop, wallets answer, banks decide, the worker looks at all of it. */
  async rest(): Promise<void> {
    this.deaths.dieAt = Infinity;
    this.bench.stripe.heal();
    const { account } = this.bench.stripe;
    for (let round = 0; round < 3; round++) {
      account.settleRefunds();
      for (const dispute of account.all('dispute', { status: 'needs_response' }))
        account.closeDispute(dispute.id, this.chance(0.5) ? 'won' : 'lost');
      await this.bench.sweep();
      for (const payout of await this.payouts('failed'))
        await this.attempt(() => this.bench.get(PayoutService).retry(this.deal.cashier, payout.id));
    }
    await this.bench.sweep();
  }

  /** Weights are only what keeps sales from ending too soon or never. */
  private possible(): Record<string, [number, () => Promise<unknown>]> {
    const { bench, deal } = this;
    const { account } = bench.stripe;
    const bank = bench.get(BankService);
    const payouts = bench.get(PayoutService);
    const contracts = bench.get(ContractsService);
    return {
      'opens a page for a deposit': [9, () => this.begin('deposit')],
      'opens a page for the price': [6, () => this.begin('payment')],
      'pays on a page': [10, () => bench.pay(this.pick(this.pages))],
      'lets a page run out': [1, () => Promise.resolve(account.expireSession(this.pick(this.pages)))],
      'a statement of the bank': [5, async () => bank.import(deal.cashier, await this.statement(), 'statement.csv')],
      'says whose money it is': [10, () => this.match()],
      'confirms a match': [
        8,
        async () => bank.confirm(this.pick([deal.cashier, deal.checker, deal.checker]), await this.line('matched')),
      ],
      'does not agree with a match': [
        1,
        async () => bank.reject(deal.checker, await this.line('matched'), 'not this one'),
      ],
      'sends unclaimed money back': [
        2,
        async () => bank.refund(deal.cashier, await this.line('unmatched', 'suspense'), 'nobody claims it'),
      ],
      'is admitted to the book': [8, () => this.admit()],
      bids: [6, () => this.bid()],
      'withdraws a deposit': [
        2,
        async () => {
          const bidder = this.pick(deal.bidders);
          return bench.get(DepositService).withdraw(bidder, (await deal.deposit(bidder)).id);
        },
      ],
      [HAMMER]: [2, () => this.close()],
      'signs the contract': [
        7,
        async () => {
          const party = this.pick([deal.seller, ...deal.bidders]);
          const [contract] = (await contracts.list(party, { listingId: deal.listingId, limit: 5 })).items;
          if (!contract) throw new NothingThere();
          const { currentVersion: version, contentHash } = await contracts.get(party, contract.id);
          await contracts.accept(party, contract.id, { version, contentHash });
        },
      ],
      'the winner does not perform': [
        0.2,
        async () => {
          const winner = deal.bidders.find((one) => one.organisationId === bench.money.book.winnerId);
          if (!winner) throw new NothingThere();
          await bench.get(PaymentService).refusePaid(deal.auctionId);
          await deal.defaulted(winner, 'does not sign');
        },
      ],
      'proposes a payout': [
        6,
        async () => {
          const payout = this.pick(await this.payouts('due', 'failed'));
          const to = payout.provider === 'offline_bank' ? '3602000109001234567' : account.connectedAccount();
          // what goes back to an account that the bank did not name needs a paper
          const unknown = payout.kind !== 'sale' && payout.provider === 'offline_bank' && !payout.originAccount;
          await payouts.propose(
            deal.cashier,
            payout.id,
            payout.payeeAccount ?? to,
            unknown ? await this.slip() : undefined,
          );
        },
      ],
      'confirms a payout': [
        8,
        async () => {
          const payout = this.pick(await this.payouts('proposed'));
          const serial = payout.provider === 'offline_bank' ? `OUT${newId()}` : undefined;
          await payouts.confirm(this.pick([deal.cashier, deal.checker, deal.checker]), payout.id, serial);
        },
      ],
      'does not agree with a payout': [
        1,
        async () => payouts.reject(deal.checker, this.pick(await this.payouts('proposed')).id, 'wrong account'),
      ],
      'asks for a payout again': [
        2,
        async () => payouts.retry(deal.cashier, this.pick(await this.payouts('failed')).id),
      ],
      'the worker does some of what is undone': [14, () => this.deliver()],
      'a notice arrives, or an old one again': [14, () => this.notice()],
      'the worker looks for lost notices': [2, () => bench.get(NoticeService).backfill()],
      'the worker looks at holds': [2, () => bench.get(HoldClock).sweep()],
      'a hold runs out': [
        1,
        () =>
          Promise.resolve(
            account.cancelIntent(this.pick(this.own('payment_intent', 'requires_capture')).id, 'automatic'),
          ),
      ],
      'banks hold for days, or for hours': [
        1,
        () => Promise.resolve((account.holdS = this.pick([7 * 24, 12]) * 3_600)),
      ],
      'the wallets answer': [
        2,
        () => Promise.resolve(account.settleRefunds(this.chance(0.7) ? 'succeeded' : 'failed')),
      ],
      'a refund comes back': [
        1,
        () => Promise.resolve(account.returnRefund(this.pick(this.own('refund', 'succeeded')).id)),
      ],
      'a payer disputes': [1, () => this.dispute()],
      'the provider does not answer': [
        1,
        () =>
          Promise.resolve(
            bench.stripe.fail(
              this.pick(['error', 'refuse_connection', 'lose_answer'] as const),
              /POST/,
              1 + this.below(4),
            ),
          ),
      ],
      'the provider answers again': [2, () => Promise.resolve(bench.stripe.heal())],
    };
  }

  private async begin(kind: 'deposit' | 'payment'): Promise<void> {
    const { bench, deal } = this;
    const payer = this.pick(deal.bidders);
    const id =
      kind === 'deposit'
        ? (await deal.deposit(payer)).id
        : (await bench.get(PaymentService).list(payer, { limit: 1 })).items[0]?.id;
    if (!id) throw new NothingThere();
    const back = 'http://localhost/desk/deposits';
    const { reference } = await bench.get(CheckoutService).begin(payer, kind, id, this.pick(WAYS), back);
    if (reference) this.pages.push(reference);
  }

  private async statement(): Promise<{ accountNumber: string; lines: StatementLine[] }> {
    const owed = await this.owed();
    const known = this.lines.filter(() => this.chance(0.2));
    const fresh = Array.from({ length: 1 + this.below(2) }, (): StatementLine => {
      const { amountMinor, payerName, reference } = this.pick(owed);
      const slip = this.chance(0.8) ? 'none' : this.pick(['amount', 'payer', 'reference', 'account', 'direction']);
      return {
        serial: newId(),
        bookedOn: BOOKED_ON,
        direction: slip === 'direction' ? 'debit' : 'credit',
        amountMinor: slip === 'amount' ? 1 + this.below(amountMinor) : amountMinor,
        counterpartyName: slip === 'payer' ? '某某贸易公司' : payerName,
        counterpartyAccount: slip === 'account' ? '' : '6222021001116245702',
        remark: slip === 'reference' ? '货款' : reference,
      };
    });
    this.lines.push(...fresh);
    const lines = [...known, ...fresh];
    return { accountNumber: '3602000129200123456', lines };
  }

  /** What payers have been asked for, as it is printed on their demand. */
  private async owed(): Promise<{ amountMinor: number; payerName: string; reference: string; state: string }[]> {
    const { bench, deal } = this;
    const lists = deal.bidders.map(async (bidder) => {
      const deposits = await bench.get(DepositService).list(bidder, { limit: 5 });
      const payments = await bench.get(PaymentService).list(bidder, { limit: 5 });
      return [
        ...deposits.items.map((one) => ({ ...one, payerName: one.organisationName })),
        ...payments.items.filter(({ amountMinor }) => amountMinor > 0),
      ];
    });
    const all = (await Promise.all(lists)).flat();
    const open = all.filter(({ state }) => ['required', 'pending', 'due'].includes(state));
    return open.length > 0 && this.chance(0.9) ? open : all;
  }

  private async slip(): Promise<string> {
    const file = { filename: '回单.pdf', content: paper('slip') };
    return (this.slipId ??= (await this.bench.get(AttachmentService).store(this.deal.cashier, file)).id);
  }

  private async match(): Promise<void> {
    const { bench, deal } = this;
    const bidder = this.pick(deal.bidders);
    const [payment] = (await bench.get(PaymentService).list(bidder, { limit: 1 })).items;
    const deposit = await deal.deposit(bidder);
    const other = payment && this.chance(0.5) ? { paymentId: payment.id } : { depositId: deposit.id };
    const isProposal = this.chance(0.8);
    const line = isProposal ? await this.line('proposed') : await this.line('unmatched', 'proposed', 'suspense');
    await bench.get(BankService).match(deal.cashier, line, isProposal ? {} : other);
  }

  /** One pass in any order, leaving some for later, each twice at the same time. */
  private async deliver(): Promise<void> {
    const deliveries = this.bench.get(DeliveryService);
    const undone = await this.bench.money.undone();
    while (undone.length > 0) {
      const [{ id, consumer }] = undone.splice(this.below(undone.length), 1) as [{ id: string; consumer: string }];
      if (this.chance(0.8))
        await Promise.allSettled([deliveries.deliver(id, consumer), deliveries.deliver(id, consumer)]);
    }
  }

  /** In the book's order: the ledger holds the deposit, then the bidder is let in. */
  private async admit(): Promise<void> {
    const bidder = this.pick(this.deal.bidders);
    const { book } = this.bench.money;
    const { state } = await this.deal.deposit(bidder);
    if (book.phase !== 'open' || state !== 'held') throw new NothingThere();
    book.admitted.add(bidder.organisationId);
  }

  private bid(): Promise<void> {
    const { book } = this.bench.money;
    if (book.phase !== 'open') throw new NothingThere();
    book.standingId = this.pick([...book.admitted]);
    return Promise.resolve();
  }

  private async close(): Promise<void> {
    const { book } = this.bench.money;
    if (this.isClosed || (book.standingId === null && this.chance(0.8))) throw new NothingThere();
    const winner = this.deal.bidders.find(({ organisationId }) => organisationId === book.standingId) ?? null;
    await this.deal.close(winner, 60_000_000);
    this.isClosed = true;
  }

  /** Any event of the provider's, old or new, may arrive now. */
  private async notice(): Promise<void> {
    const { events } = this.bench.stripe.account;
    const body = JSON.stringify(this.pick(events.slice(0, events.length - this.eventsBefore)));
    await this.bench
      .get(NoticeService)
      .receive('stripe', Buffer.from(body), { 'stripe-signature': signature(WEBHOOK_SECRET, body) });
  }

  private dispute(): Promise<void> {
    const { account } = this.bench.stripe;
    const paid = this.own('payment_intent', 'succeeded').filter(
      (intent) => account.get(String(intent['latest_charge']), 'charge')['disputed'] === false,
    );
    account.dispute(this.pick(paid).id);
    return Promise.resolve();
  }

  /** What this sale brought about at Stripe. */
  private own(object: string, status: string): Data[] {
    return this.bench.stripe.account.all(object, { status }).filter(({ id }) => !this.objectsBefore.has(id));
  }

  private async line(...states: string[]): Promise<string> {
    const { items } = await this.bench.get(BankService).list(this.deal.cashier, { limit: 100 });
    return this.pick(items.filter(({ state }) => states.includes(state))).id;
  }

  private async payouts(...states: string[]) {
    const { items } = await this.bench.get(PayoutService).list(this.deal.cashier, { limit: 100 });
    return items.filter(({ state }) => states.includes(state));
  }

  /** False when there was nothing to do it to. Refusals are answers; what is neither an answer nor a death is a fault of ours. */
  private async attempt(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof NothingThere) return false;
      if (isAnswer(error)) {
        return true;
      }
      const text = String(error);
      if (/No such|not_open|not paid: (410|404|402)/.test(text)) return true;
      throw new Error(`${this.acts.at(-1)}: ${text}`, { cause: error });
    }
  }

  private chance(probability: number): boolean {
    return this.random() < probability;
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new NothingThere();
    return from[this.below(from.length)]!;
  }
}

/** There is nothing to do this to. */
class NothingThere extends Error {}
