import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuctionClock, BiddingModule, BiddingService, type Command } from '@jishi/bidding';
import { Database, DatabaseClock, loadConfig, PlatformModule, row } from '@jishi/platform';
import { HttpClient } from '../../apps/cli/src/demo/http-client';

const PASSWORD = 'jishi-demo';
const HOUR_MS = 3_600_000;

/** A sealed sale of the demonstration's university and exchange, driven in this process; its people speak over HTTP. */
export class SealedSale {
  private constructor(
    private readonly app: INestApplicationContext,
    readonly id: string,
  ) {}

  /** Announced to open in an hour: a ceremony takes its time. */
  static async announce(databaseUrl: string, sealedPrice: 'first' | 'second', lastsMs: number): Promise<SealedSale> {
    @Module({ imports: [PlatformModule.forRoot(loadConfig({ DATABASE_URL: databaseUrl })), BiddingModule] })
    class Tools {}
    const app = await NestFactory.createApplicationContext(Tools, { logger: ['error'] });
    const { manager } = app.get(Database);
    const organisation = (login: string): Promise<{ id: string }> =>
      row(
        manager,
        `select m.organisation_id as id from membership m join user_account u on u.id = m.user_id
         where u.login = $1 order by m.created_at limit 1`,
        [login],
      );
    const [{ id: sellerId }, { id: operatorId }] = [await organisation('officer2'), await organisation('auctioneer')];
    const [achievementId, listingId, auctionId] = [randomUUID(), randomUUID(), randomUUID()];
    await manager.query(
      `insert into achievement (id, organisation_id, title, ip_kind, source_format, source_hash)
       values ($1::uuid, $2, '一种密封报价的样品', 'know_how', 'csv', $1::uuid::text)`,
      [achievementId, sellerId],
    );
    await manager.query(
      `insert into listing (id, number, achievement_id, transferor_id, exchange_id, form, pricing_way, price_minor,
         profile_code, profile_version, region_code, state, auction_id, published_at, notice_ends_at, opens_at, created_by)
       values ($1::uuid, $1::uuid::text, $2, $3, $4, 'transfer', 'auction', 100000, 'gz-demo', 1, '440100', 'listed', $5, now(), now(),
         now(), $1::uuid)`,
      [listingId, achievementId, sellerId, operatorId, auctionId],
    );
    await manager.query('insert into auction (id, listing_id) values ($1, $2)', [auctionId, listingId]);
    const sale = new SealedSale(app, auctionId);
    const rules = {
      mode: 'sealed',
      sealedPrice,
      startPriceMinor: 100_000,
      freePeriodMs: 0,
      timerMs: lastsMs,
      extension: null,
      increments: [{ fromMinor: 0, stepMinor: 1 }],
      raise: 'atLeast',
      selfRaise: false,
      closeDrainMs: 500,
      showReserveMet: false,
    } as const;
    const title = '一种密封报价的样品';
    const sides = { listingId, title, sellerId, operatorId, rules, reserveMinor: null };
    await sale.give({ type: 'announce', ...sides, opensAtMs: sale.nowMs() + HOUR_MS });
    return sale;
  }

  async admit(organisationId: string): Promise<string> {
    await this.give({ type: 'admit', organisationId });
    return (await this.app.get(BiddingService).standing(this.id, organisationId)).code!;
  }

  /** Opens it now instead of in an hour. */
  async open(): Promise<void> {
    await this.give({ type: 'reschedule', toMs: this.nowMs() + 100, reason: '提前' });
    await this.until('open');
  }

  /** The clock is looked at as in the worker. */
  async until(state: string): Promise<void> {
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) {
      await this.app.get(AuctionClock).sweep();
      if ((await this.app.get(BiddingService).snapshot(this.id)).state === state) return;
    }
    throw new Error(`the sale did not become ${state}`);
  }

  close(): Promise<void> {
    return this.app.close();
  }

  private nowMs(): number {
    return this.app.get(DatabaseClock).now();
  }

  private async give(command: Command, actor = 'system'): Promise<void> {
    const ack = await this.app
      .get(BiddingService)
      .submit({ auctionId: this.id, commandId: randomUUID(), actor, command });
    if (!ack.accepted) throw new Error(`${command.type} was refused: ${ack.code}`);
  }
}

/** Somebody of the demonstration, logged in, with the organisation it speaks for. */
export async function personOf(url: string, login: string): Promise<HttpClient & { organisationId: string }> {
  const { token, actor } = await new HttpClient(url).post<{
    token: string;
    actor: { organisation: { id: string } };
  }>('/sessions', { login, password: PASSWORD });
  return Object.assign(new HttpClient(url, token), { organisationId: actor.organisation.id });
}
