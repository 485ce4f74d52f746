import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  type Ack,
  AuctionClock,
  BiddingService,
  type Command,
  ConfirmationService,
  NoticeClock,
  QualificationModule,
  QualificationService,
} from '@jishi/bidding';
import type { Actor } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import {
  AchievementService,
  AttachmentService,
  type ListingDraft,
  ListingReadsService,
  ListingService,
} from '@jishi/listings';
import { DatabaseClock, loadConfig } from '@jishi/platform';
import { DepositService } from '@jishi/settlement';
import { DeliveryService } from '../../apps/worker/src/delivery.service';
import { WorkerModule } from '../../apps/worker/src/worker.module';
import { WorkerService } from '../../apps/worker/src/worker.service';
import { Market } from './market';
import { paper } from './papers';
import type { TestDatabase } from './postgres';

/** Database time as the story tells it. */
class ToldClock {
  private atMs = 0;
  now = (): number => this.atMs;
  errorMs = (): number => 0;
  measure = (): Promise<void> => Promise.resolve();
  set(atMs: number): void {
    this.atMs = atMs;
  }
}

const BEATS_WITHIN_MS = 10_000;
const MOST_ROUNDS = 40;

/** A whole exchange in one process, book and money included, whose calendar the story turns: weeks pass in a moment. */
export class Season {
  readonly market: Market;
  private count = 0;

  private constructor(
    readonly db: TestDatabase,
    private readonly app: TestingModule,
    private readonly clock: ToldClock,
    private readonly stateDir: string,
  ) {
    this.market = new Market(db);
  }

  /** `at`: China time, as in `2026-09-18T15:00`. */
  static async open(db: TestDatabase, at: string): Promise<Season> {
    const stateDir = mkdtempSync(join(tmpdir(), 'jishi-season-'));
    const config = loadConfig({
      DATABASE_URL: db.url,
      LOG_LEVEL: 'silent',
      JISHI_DEMO: '1',
      JISHI_STATE_DIR: stateDir,
    });
    const clock = new ToldClock();
    clock.set(instant(at));
    const app = await Test.createTestingModule({ imports: [WorkerModule.forRoot(config), QualificationModule] })
      .overrideProvider(DatabaseClock)
      .useValue(clock)
      .overrideProvider(WorkerService)
      .useValue({})
      .compile();
    await app.init();
    return new Season(db, app, clock, stateDir);
  }

  async close(): Promise<void> {
    await this.app.close();
    rmSync(this.stateDir, { recursive: true });
  }

  get<T>(type: abstract new (...dependencies: never[]) => T): T {
    return this.app.get<T>(type, { strict: false });
  }

  /** Time passes to that moment, and everything that was due by then happens; fewer `rounds` where a sale stays due because it waits. */
  async until(at: string, rounds = MOST_ROUNDS): Promise<void> {
    this.clock.set(instant(at));
    await this.beat();
    // The journal notes its own heartbeat a moment after the row is written, and closes nothing before.
    for (let round = 0; round < rounds; round += 1) {
      await this.settle();
      const { due } = await this.one<{ due: number }>(
        `select count(*)::int as due from auction_shown a join listing l on l.id = a.listing_id
         where a.due_at_ms <= $1 and l.state <> 'suspended'`,
        this.clock.now(),
      );
      if (due === 0) return;
      await sleep(50);
    }
  }

  /** Everything that is due now happens, and what follows from it. */
  async settle(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await this.deliver();
      // Two workers at once.
      await Promise.all([this.get(NoticeClock).sweep(), this.get(NoticeClock).sweep()]);
      await this.get(ConfirmationService).sweep();
      await this.deliver();
      await this.get(AuctionClock).sweep();
      await this.deliver();
    }
  }

  /** An achievement of this seller, listed as drafted, through the exchange. */
  async list(seller: Actor, reviewer: Actor, draft: Partial<ListingDraft>): Promise<string> {
    const id = await this.submit(seller, reviewer, draft);
    await this.get(ListingService).review(reviewer, id, true);
    await this.settle();
    return id;
  }

  async submit(seller: Actor, reviewer: Actor, draft: Partial<ListingDraft>): Promise<string> {
    const id = await this.draft(seller, reviewer, draft);
    await this.market.papers(id);
    await this.get(ListingService).submit(seller, id, 'direct');
    return id;
  }

  async draft(seller: Actor, reviewer: Actor, draft: Partial<ListingDraft>): Promise<string> {
    return this.get(ListingService).draft(seller, {
      achievementId: draft.achievementId ?? (await this.achievement(seller)),
      form: 'transfer',
      pricingWay: 'listing',
      priceMinor: 100_000_000,
      profileCode: 'gz-university',
      exchangeId: reviewer.organisationId,
      ...draft,
    });
  }

  async achievement(seller: Actor): Promise<string> {
    const number = `ZL2026${String(++this.count).padStart(6, '0')}`;
    const content = Buffer.from(`title,number,ipc\n一种散热薄膜（${this.count}）,${number},H05K 7/20\n`);
    const report = await this.get(AchievementService).import(seller, seller.organisationId, [
      { filename: 'achievements.csv', content },
    ]);
    return report.records[0]!.achievementId!;
  }

  async listing(id: string, reader: Actor | null = null) {
    return (await this.get(ListingReadsService).get(reader, id)).listing;
  }

  async steps(id: string, reader: Actor): Promise<string[]> {
    return (await this.get(ListingReadsService).get(reader, id)).transitions.map(({ action }) => action);
  }

  /** The deposit that was asked for is paid, and the book hears of it. */
  async payDeposit(bidder: Actor, auctionId: string): Promise<void> {
    await this.settle();
    const [deposit] = await this.db.database.query<{ id: string }>(
      'select id from deposit where auction_id = $1 and organisation_id = $2',
      [auctionId, bidder.organisationId],
    );
    if (!deposit) throw new Error('no deposit was asked for');
    await this.get(DepositService).simulatePayment(bidder, deposit.id);
    await this.settle();
  }

  /** Applies with what the rules for universities ask for; answers the application's id. */
  async apply(bidder: Actor, listingId: string, more: { offerMinor?: number } = {}): Promise<string> {
    const { id: attachmentId } = await this.get(AttachmentService).store(bidder, {
      filename: '营业执照.pdf',
      content: paper('licence'),
    });
    const content = {
      statement: '本公司拟受让该成果用于量产。',
      documents: [{ attachmentId, kind: 'business_licence' as const, expiresOn: '2036-12-31' }],
      acceptsText: true,
      ...more,
    };
    return (await this.get(QualificationService).apply(bidder, listingId, content)).id;
  }

  bid(bidder: Actor, auctionId: string, amountMinor: number): Promise<Ack> {
    return this.command(bidder, auctionId, { type: 'bid', amountMinor });
  }

  command(bidder: Actor, auctionId: string, command: Command): Promise<Ack> {
    return this.get(BiddingService).submit({
      auctionId,
      commandId: newId(),
      actor: bidder.organisationId,
      command,
    });
  }

  one<T>(sql: string, ...params: unknown[]): Promise<T> {
    return this.db.database.query<T>(sql, params).then((found) => found[0]!);
  }

  private async deliver(): Promise<void> {
    for (let round = 0; round < 30; round += 1) {
      const undone = await this.db.database.query<{ id: string; consumer: string }>(
        'select event_id as id, consumer from outbox_delivery where done_at is null order by event_id, consumer',
      );
      if (undone.length === 0) return;
      for (const { id, consumer } of undone) await this.get(DeliveryService).deliver(id, consumer);
    }
    throw new Error('deliveries stay undone');
  }

  /** The journal's heartbeat has seen the new time; weeks that passed in a moment were no outage. */
  private async beat(): Promise<void> {
    const now = this.clock.now();
    for (let waited = 0; waited < BEATS_WITHIN_MS; waited += 25) {
      const { drained } = await this.one<{ drained: number | null }>(
        'select max(drained_to_ms)::bigint as drained from journal_writer',
      );
      if ((drained ?? 0) >= now) break;
      await sleep(25);
    }
    const owner = await this.owner();
    await owner('delete from journal_outage');
  }

  private async owner(): Promise<(sql: string) => Promise<unknown>> {
    const { Client } = await import('pg');
    return async (sql) => {
      const client = new Client({ connectionString: this.db.adminUrl });
      await client.connect();
      try {
        return await client.query(sql);
      } finally {
        await client.end();
      }
    };
  }
}

const instant = (at: string): number => Date.parse(`${at.length === 16 ? `${at}:00` : at}+08:00`);

/** A moment as the calendar on the wall shows it. */
export const chinaMoment = (at: Date | null): string | null =>
  at && new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
