import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Actor } from '@jishi/identity';
import { loadConfig } from '@jishi/platform';
import {
  CheckoutService,
  ExchangeProviderService,
  HoldClock,
  NoticeService,
  type ProviderName,
} from '@jishi/settlement';
import { createApiApp } from '../../../apps/api/src/create-api-app';
import { Deal, MoneyBench } from '../deal';
import { temporaryFolder } from '../files';
import { testDatabase, type TestDatabase } from '../postgres';
import { StripeServer, WEBHOOK_SECRET } from './server';

const STRIPE: readonly ProviderName[] = ['stripe_card', 'stripe_alipay', 'stripe_wechat_pay'];

/** Services of the worker, the api for notices and Stripe's test server, all on sockets of their own and one database. */
export class StripeBench {
  private constructor(
    readonly db: TestDatabase,
    readonly money: MoneyBench,
    readonly stripe: StripeServer,
    private readonly api: NestFastifyApplication,
    /** Where notices go. */
    readonly noticeUrl: string,
  ) {}

  static async open(dataDir: string): Promise<StripeBench> {
    const db = await testDatabase();
    const stripe = await StripeServer.start(dataDir);
    const money = await MoneyBench.open(db, false, stripe.env());
    const api = await createApiApp(
      loadConfig({ DATABASE_URL: db.url, LOG_LEVEL: 'silent', JISHI_STATE_DIR: temporaryFolder(), ...stripe.env() }),
    );
    await api.listen(0, '127.0.0.1');
    const noticeUrl = `${await api.getUrl()}/api/notices/stripe`;
    stripe.notices = { url: noticeUrl, secret: WEBHOOK_SECRET };
    return new StripeBench(db, money, stripe, api, noticeUrl);
  }

  async close(): Promise<void> {
    await this.money.close();
    await this.api.close();
    await this.db.drop();
    // last: it says whether a request was not as Stripe describes it
    await this.stripe.close();
  }

  get<T>(type: abstract new (...dependencies: never[]) => T): T {
    return this.money.get(type);
  }

  /** A listing at an exchange that takes everything Stripe offers. */
  async deal(bidders = 3): Promise<Deal> {
    Object.assign(this.money.book, { phase: 'open', standingId: null, winnerId: null, frozen: false });
    this.money.book.admitted.clear();
    const deal = await Deal.open(this.money, bidders);
    const operator = await this.money.market.person(deal.cashier.organisationId, 'exchange', ['reviewer']);
    await this.get(ExchangeProviderService).set(
      operator,
      STRIPE.map((provider) => ({ provider, deposits: true, payments: true })),
    );
    for (const bidder of deal.bidders) await deal.approve(bidder);
    await this.money.drain();
    return deal;
  }

  /** Opens the page, and answers its name at Stripe. */
  async begin(bidder: Actor, kind: 'deposit' | 'payment', id: string, provider: ProviderName): Promise<string> {
    const back = 'http://localhost/desk/deposits';
    const { reference } = await this.get(CheckoutService).begin(bidder, kind, id, provider, back);
    return reference!;
  }

  /** The payer pays, on the page itself. */
  async pay(sessionId: string): Promise<void> {
    const response = await fetch(`${this.stripe.url}/pay/${sessionId}`, { method: 'POST', redirect: 'manual' });
    if (response.status !== 303) throw new Error(`not paid: ${response.status} ${await response.text()}`);
  }

  async payDeposit(bidder: Actor, deal: Deal, provider: ProviderName): Promise<string> {
    const session = await this.begin(bidder, 'deposit', (await deal.deposit(bidder)).id, provider);
    await this.pay(session);
    await this.calm();
    return session;
  }

  /** Notices have arrived and everything that follows is done. */
  async calm(): Promise<void> {
    await this.stripe.settled();
    await this.money.drain();
    await this.stripe.settled();
    await this.money.drain();
  }

  /** What the worker does from time to time. */
  async sweep(): Promise<void> {
    await this.db.database.query(`update provider_movement set inquired_at = null`);
    await this.get(NoticeService).backfill();
    await this.money.drain();
    await this.get(HoldClock).sweep();
    await this.calm();
  }

  /** The intent behind a page. */
  intentOf(sessionId: string): string {
    return String(this.stripe.account.get(sessionId, 'checkout.session')['payment_intent']);
  }

  /** Balances of an exchange's accounts, by what they are for. */
  async balances(deal: Deal): Promise<Record<string, number>> {
    const found = await this.db.database.query<{ purpose: string; balance: number }>(
      `select a.purpose, sum(case when a.kind in ('asset', 'expense') then b.debit_minor - b.credit_minor
         else b.credit_minor - b.debit_minor end)::bigint as balance
       from account a join account_balance b on b.account_id = a.id where a.exchange_id = $1 group by 1`,
      [deal.cashier.organisationId],
    );
    return Object.fromEntries(
      found.filter(({ balance }) => balance !== 0).map(({ purpose, balance }) => [purpose, balance]),
    );
  }
}
