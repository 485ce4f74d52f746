import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { type AuctionRules, BiddingModule, BiddingService, type Command } from '@jishi/bidding';
import { type Config, Database, DatabaseClock, loadConfig, PlatformModule } from '@jishi/platform';

/** One company with a session, as if it had registered and logged in. */
export interface Company {
  organisationId: string;
  token: string;
  code: string;
}

interface Parties {
  sellerId?: string;
  operatorId?: string;
  /** Announced only. */
  opensInMs?: number;
  /** Secret until the close. */
  reserveMinor?: number;
}

@Module({})
class FloorModule {
  static forRoot(config: Config): DynamicModule {
    return { module: FloorModule, imports: [PlatformModule.forRoot(config), BiddingModule] };
  }
}

const MINUTE_MS = 60_000;
/** A sale that is open from the first second to well after any spec. */
const RULES: AuctionRules = {
  mode: 'english',
  startPriceMinor: 1_000_000,
  freePeriodMs: 30 * MINUTE_MS,
  timerMs: MINUTE_MS,
  extension: { triggerMs: MINUTE_MS, extendMs: MINUTE_MS, base: 'bidTime', cap: null, hardStopMs: null },
  increments: [{ fromMinor: 0, stepMinor: 1_000 }],
  raise: 'atLeast',
  selfRaise: false,
  closeDrainMs: 1_000,
  showReserveMet: false,
};

/**
 * An auction with as many bidders as wanted, in a second instead of minutes: their organisations and sessions are written
 * as the applications would write them, and a rival writer in this process announces the sale and admits them.
 */
export class Floor {
  private constructor(
    private readonly app: INestApplicationContext,
    readonly bidding: BiddingService,
    private readonly database: Database,
  ) {}

  static async open(databaseUrl: string): Promise<Floor> {
    const config = loadConfig({ ...process.env, DATABASE_URL: databaseUrl });
    const app = await NestFactory.createApplicationContext(FloorModule.forRoot(config), { logger: ['error'] });
    return new Floor(app, app.get(BiddingService), app.get(Database));
  }

  /** `parties`: organisations that are there already, for specs that look at a sale from their side. */
  async auction(rules: Partial<AuctionRules> = {}, parties: Parties = {}): Promise<string> {
    const auctionId = randomUUID();
    const sellerId = parties.sellerId ?? (await this.company('university')).organisationId;
    const operatorId = parties.operatorId ?? (await this.company('exchange')).organisationId;
    const listingId = await this.listing(auctionId, sellerId, operatorId);
    await this.system(auctionId, {
      type: 'announce',
      listingId,
      title: '系统测试标的',
      sellerId,
      operatorId,
      rules: { ...RULES, ...rules },
      reserveMinor: parties.reserveMinor ?? null,
      opensAtMs: this.nowMs() + (parties.opensInMs ?? 0),
    });
    if (parties.opensInMs) return auctionId;
    // The worker's clock opens it as well; whoever comes second finds it open.
    await this.bidding.submit({ auctionId, commandId: randomUUID(), actor: 'system', command: { type: 'open' } });
    return auctionId;
  }

  async bidders(auctionId: string, count: number): Promise<Company[]> {
    const made: Omit<Company, 'code'>[] = [];
    for (let i = 0; i < count; i += 1) made.push(await this.company('company'));
    return Promise.all(
      made.map(async ({ organisationId, token }) => {
        const ack = await this.bidding.admit(auctionId, organisationId, randomUUID());
        if (!ack.accepted) throw new Error(`not admitted: ${ack.code}`);
        const { code } = await this.bidding.standing(auctionId, organisationId);
        if (!code) throw new Error('admitted without a code');
        return { organisationId, token, code };
      }),
    );
  }

  /** An organisation with one user who is logged in. */
  async company(kind: 'company' | 'university' | 'exchange'): Promise<{ organisationId: string; token: string }> {
    const [organisationId, userId] = [randomUUID(), randomUUID()];
    const token = randomBytes(32).toString('base64url');
    const name = `${kind} ${organisationId.slice(0, 8)}`;
    const roles = { company: ['bidder'], university: ['officer'], exchange: ['auctioneer'] }[kind];
    await this.database.query(
      `with o as (insert into organisation(id, kind, name, uscc, region_code) values ($1, $2, $3, $4, '440100') returning id),
         u as (insert into user_account(id, login, name, password_hash) values ($5, $6, $3, '$argon2id$none') returning id),
         m as (insert into membership(user_id, organisation_id, roles) select u.id, o.id, $7 from u, o returning user_id)
       insert into session(id, token_hash, user_id, organisation_id, expires_at)
         select gen_random_uuid(), $8, u.id, o.id, now() + interval '1 hour' from u, o, m`,
      [
        organisationId,
        kind,
        name,
        randomUscc(),
        userId,
        `u${userId.replaceAll('-', '')}`,
        roles,
        createHash('sha256').update(token).digest(),
      ],
    );
    return { organisationId, token };
  }

  /** What the listings context would have made; the auction's row refers to it. */
  private async listing(auctionId: string, sellerId: string, exchangeId: string): Promise<string> {
    const [achievementId, listingId] = [randomUUID(), randomUUID()];
    await this.database.query(
      `insert into achievement(id, organisation_id, title, ip_kind, source_format, source_hash)
       values ($1, $2, '系统测试标的', 'know_how', 'csv', $3)`,
      [achievementId, sellerId, achievementId],
    );
    await this.database.query(
      `insert into listing(id, number, achievement_id, transferor_id, exchange_id, form, pricing_way, price_minor,
         profile_code, profile_version, region_code, state, auction_id, published_at, notice_ends_at, opens_at, created_by)
       values ($1, $7, $2, $3, $4, 'transfer', 'auction', $5, 'gz-demo', 1, '440100', 'listed', $6, now(), now(), now(), $1)`,
      [listingId, achievementId, sellerId, exchangeId, RULES.startPriceMinor, auctionId, `T-${listingId}`],
    );
    await this.database.query('insert into auction(id, listing_id) values ($1, $2)', [auctionId, listingId]);
    return listingId;
  }

  private async system(auctionId: string, command: Command): Promise<void> {
    const ack = await this.bidding.submit({ auctionId, commandId: randomUUID(), actor: 'system', command });
    if (!ack.accepted) throw new Error(`${command.type} was refused: ${ack.code}`);
  }

  /** As the journal notes a bid that came in time and could not be sequenced in time. */
  async incident(auctionId: string, organisationId: string, amountMinor: number): Promise<void> {
    const detail = { command: { type: 'bid', amountMinor }, arrivedAtMs: this.nowMs() };
    await this.database.query(
      `insert into auction_incident (id, auction_id, kind, actor, command_id, detail)
       values (gen_random_uuid(), $1, 'unsequenced', $2, $3, $4)`,
      [auctionId, organisationId, randomUUID(), JSON.stringify(detail)],
    );
  }

  /** As if the notice of a revocation were lost: nothing goes over the bus. */
  async endSessionSilently(token: string): Promise<void> {
    const hash = createHash('sha256').update(token).digest();
    await this.database.query('update session set revoked_at = now() where token_hash = $1', [hash]);
  }

  nowMs(): number {
    return this.app.get(DatabaseClock).now();
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

/** Of the right form; its check character is not looked at by the table. */
function randomUscc(): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const tail = [...randomBytes(10)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return `91440101${tail}`;
}
