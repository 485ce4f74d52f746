import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { BiddingService } from '@jishi/bidding';
import type { Actor } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import { appendFact, loadConfig } from '@jishi/platform';
import { DeliveryService } from '../../apps/worker/src/delivery.service';
import { WorkerModule } from '../../apps/worker/src/worker.module';
import { WorkerService } from '../../apps/worker/src/worker.service';
import { Market } from './market';
import type { TestDatabase } from './postgres';

/** What the book would answer, said by the spec: who stands, who won, whether it is over. */
export class ToldBook {
  phase = 'open';
  readonly admitted = new Set<string>();
  standingId: string | null = null;
  winnerId: string | null = null;
  /** An objection is open. */
  frozen = false;

  standing(_auctionId: string, organisationId: string): Promise<object> {
    const [admitted, standing] = [this.admitted.has(organisationId), this.standingId === organisationId];
    return Promise.resolve({
      state: this.phase,
      admitted,
      code: null,
      standing,
      won: this.winnerId === organisationId,
      frozen: this.frozen,
    });
  }

  /** Who bid next, as the book would tell it. */
  next: { code: string; organisationId: string; priceMinor: number }[] = [];
  readonly defaults: string[] = [];

  recordDefault(auctionId: string): Promise<object> {
    this.defaults.push(auctionId);
    return Promise.resolve({ accepted: true });
  }

  runnersUp(): Promise<object> {
    return Promise.resolve(this.next);
  }

  exclude(_auctionId: string, organisationId: string): Promise<object> {
    if (this.standingId === organisationId)
      return Promise.resolve({ accepted: false, code: 'bidder.has_standing_bid' });
    this.admitted.delete(organisationId);
    return Promise.resolve({ accepted: true });
  }
}

/** The worker's services without its loops and without a book: facts of the auction are told by the spec. */
export class MoneyBench {
  private constructor(
    readonly db: TestDatabase,
    readonly app: INestApplicationContext,
    readonly book: ToldBook,
    private readonly stateDir: string,
    readonly market = new Market(db),
  ) {}

  static async open(db: TestDatabase, demo = true, env: Record<string, string> = {}): Promise<MoneyBench> {
    const stateDir = mkdtempSync(join(tmpdir(), 'jishi-money-'));
    const config = loadConfig({
      DATABASE_URL: db.url,
      LOG_LEVEL: 'silent',
      JISHI_DEMO: demo ? '1' : '0',
      JISHI_STATE_DIR: stateDir,
      ...env,
    });
    const book = new ToldBook();
    const app = await Test.createTestingModule({ imports: [WorkerModule.forRoot(config)] })
      .overrideProvider(BiddingService)
      .useValue(book)
      .overrideProvider(WorkerService)
      .useValue({})
      .compile();
    await app.init();
    return new MoneyBench(db, app, book, stateDir);
  }

  async close(): Promise<void> {
    await this.app.close();
    rmSync(this.stateDir, { recursive: true });
  }

  get<T>(type: abstract new (...dependencies: never[]) => T): T {
    return this.app.get<T>(type);
  }

  fact(type: string, subjectId: string, payload: Record<string, unknown>): Promise<string> {
    return this.db.database.transaction((tx) => appendFact(tx, { type, subjectId, payload }));
  }

  undone(): Promise<{ id: string; consumer: string }[]> {
    return this.db.database.query(
      `select event_id as id, consumer from outbox_delivery
       where done_at is null and consumer not like 'bidding.%' order by event_id, consumer`,
    );
  }

  /** Delivers what is undone, in an order of `pick`'s choosing and each one twice at the same time, until nothing is left. */
  async drain(pick: (count: number) => number = () => 0): Promise<void> {
    const deliveries = this.get(DeliveryService);
    for (let round = 0; round < 30; round++) {
      const undone = await this.undone();
      if (undone.length === 0) return;
      while (undone.length > 0) {
        const [next] = undone.splice(pick(undone.length), 1);
        await Promise.allSettled([next!, next!].map(({ id, consumer }) => deliveries.deliver(id, consumer)));
      }
    }
    const stuck = await this.db.database.query(
      'select consumer, last_error from outbox_delivery where done_at is null and last_error is not null',
    );
    throw new Error(`deliveries stay undone: ${JSON.stringify(stuck)}`);
  }

  one<T>(sql: string, ...params: unknown[]): Promise<T> {
    return this.db.database.query<T>(sql, params).then((found) => found[0]!);
  }
}

/** A listing that is up for auction, with its people; `START` is its price. */
export class Deal {
  static readonly START = 100_000_000;
  readonly listingId = newId();
  readonly auctionId = newId();
  readonly bidders: Actor[] = [];
  seller!: Actor;
  cashier!: Actor;
  checker!: Actor;
  auditor!: Actor;

  private constructor(
    readonly bench: MoneyBench,
    private readonly market: Market,
    /** Priced by agreement with the first bidder, without an auction. */
    private readonly negotiated = false,
  ) {}

  static async open(bench: MoneyBench, bidders = 3, buyerRegion = '441900'): Promise<Deal> {
    const deal = new Deal(bench, bench.market);
    await deal.people(bidders, buyerRegion);
    await deal.listing();
    return deal;
  }

  static async agreed(bench: MoneyBench): Promise<Deal> {
    const deal = new Deal(bench, bench.market, true);
    await deal.people(1, '440100');
    await deal.listing();
    await bench.fact('listing.agreed', deal.listingId, { listingId: deal.listingId });
    return deal;
  }

  /** Qualification approves a candidate; the deposit is asked for. */
  async approve(bidder: Actor): Promise<void> {
    const id = newId();
    await this.bench.db.database.query(
      `insert into application (id, listing_id, auction_id, organisation_id, state, statement, applied_by, reviewed_by)
       values ($1, $2, $3, $4, 'approved', '', $5, $6)`,
      [id, this.listingId, this.auctionId, bidder.organisationId, bidder.userId, this.cashier.userId],
    );
    await this.bench.fact('application.approved', id, {
      applicationId: id,
      listingId: this.listingId,
      auctionId: this.auctionId,
      organisationId: bidder.organisationId,
    });
  }

  async close(winner: Actor | null, priceMinor: number): Promise<void> {
    this.bench.book.phase = 'closed';
    this.bench.book.winnerId = winner?.organisationId ?? null;
    await this.bench.fact('auction.closed', this.auctionId, {
      auctionId: this.auctionId,
      listingId: this.listingId,
      outcome: winner ? 'sold' : 'unsold',
      priceMinor: winner ? priceMinor : null,
      winnerCode: winner ? 'B02' : null,
      winnerId: winner?.organisationId ?? null,
      endedAtMs: Date.UTC(2026, 10, 20, 8),
    });
  }

  /** The book's final word, other than a sale or none. */
  async end(outcome: 'terminated' | 'annulled', reason?: string): Promise<void> {
    this.bench.book.phase = 'closed';
    await this.bench.fact('auction.closed', this.auctionId, {
      auctionId: this.auctionId,
      listingId: this.listingId,
      outcome,
      priceMinor: null,
      winnerCode: null,
      winnerId: null,
      endedAtMs: Date.UTC(2026, 10, 20, 8),
      ...(reason === undefined ? {} : { reason }),
    });
  }

  async defaulted(winner: Actor, reason: string): Promise<void> {
    await this.bench.fact('auction.defaulted', this.auctionId, {
      auctionId: this.auctionId,
      listingId: this.listingId,
      organisationId: winner.organisationId,
      barredUntilMs: Date.UTC(2027, 10, 20, 8),
      reason,
    });
  }

  deposit(bidder: Actor): Promise<{ id: string; state: string; amount: number; reference: string }> {
    return this.bench.one(
      `select id, state, amount_minor as amount, reference from deposit where auction_id = $1 and organisation_id = $2
         order by round desc`,
      this.auctionId,
      bidder.organisationId,
    );
  }

  async nameOf({ organisationId }: Actor): Promise<string> {
    return (await this.bench.one<{ name: string }>('select name from organisation where id = $1', organisationId)).name;
  }

  private async people(bidders: number, region: string): Promise<void> {
    const { market } = this;
    const run = newId().slice(-6);
    const exchange = await market.organisation('exchange', `交易所${run}`);
    this.cashier = await market.person(exchange, 'exchange', ['cashier']);
    this.checker = await market.person(exchange, 'exchange', ['cashier_checker']);
    this.seller = await market.person(await market.organisation('university', `大学${run}`), 'university', ['officer']);
    this.auditor = await market.person(await market.organisation('regulator', `监管${run}`), 'regulator', ['auditor']);
    for (let n = 1; n <= bidders; n++) {
      const company = await market.organisation('company', `科技公司${run}-${n}`, region);
      this.bidders.push(await market.person(company, 'company', ['bidder']));
    }
  }

  private async listing(): Promise<void> {
    const { database } = this.bench.db;
    const achievementId = newId();
    const windowOrganisation = await this.market.organisation('window', '工作站');
    const windowId = await this.market.window(windowOrganisation, this.cashier.organisationId);
    await database.query(
      `insert into achievement (id, organisation_id, title, ip_kind, country, patent_number, filed_on, granted_on, inventors,
         source_format, source_hash) values ($1::uuid, $2, '一种<散热>薄膜', 'invention', 'CN', $3, '2021-06-08', '2024-03-19', $4, 'csv', $1::text)`,
      [
        achievementId,
        this.seller.organisationId,
        `CN${achievementId.slice(-10)}`,
        JSON.stringify([{ name: '陈思远' }]),
      ],
    );
    await database.query(
      `insert into listing (id, number, achievement_id, transferor_id, exchange_id, window_id, form, pricing_way, price_minor,
         profile_code, profile_version, field_code, region_code, state, auction_id, published_at, notice_ends_at, opens_at, negotiated_transferee_id, created_by)
       values ($1::uuid, $1::text, $2, $3, $4, $5, 'transfer', $9, $6, 'gz-university', 1, '05', '440100', $10, $7, now(), now(), case when $7::uuid is null then null else now() end, $11, $8)`,
      [
        this.listingId,
        achievementId,
        this.seller.organisationId,
        this.cashier.organisationId,
        windowId,
        Deal.START,
        this.negotiated ? null : this.auctionId,
        this.seller.userId,
        this.negotiated ? 'negotiated' : 'auction',
        this.negotiated ? 'sold' : 'listed',
        this.negotiated ? this.bidders[0]!.organisationId : null,
      ],
    );
  }
}
