import type { Actor } from '@jishi/identity';
import { newId } from '@jishi/kernel';
import { appendFact, type Fact, row } from '@jishi/platform';
import { Market } from '../../../../test/support/market';
import type { TestDatabase } from '../../../../test/support/postgres';

export const PUBLISHED = '2026-10-09T10:00:00+08:00';
const NOTICE_ENDS = '2026-10-25T00:00:00+08:00';
const OPENS = '2026-10-25T10:00:00+08:00';

/** Running numbers of organisations and people are a database's own. */
const markets = new WeakMap<TestDatabase, Market>();

/** A published listing with its people, and the facts that are told about it. */
export class PublishedListing {
  readonly listingId = newId();
  readonly auctionId = newId();
  readonly market: Market;
  seller!: Actor;
  reviewer!: Actor;
  cashier!: Actor;
  bidders: Actor[] = [];

  private constructor(
    readonly db: TestDatabase,
    readonly way: 'auction' | 'negotiated',
    readonly title: string,
  ) {
    this.market = markets.get(db) ?? new Market(db);
    markets.set(db, this.market);
  }

  static async open(
    db: TestDatabase,
    way: 'auction' | 'negotiated' = 'auction',
    title = '一种散热薄膜，及其制备',
    exchangeId?: string,
  ): Promise<PublishedListing> {
    const listing = new PublishedListing(db, way, title);
    await listing.people(exchangeId);
    await listing.insert();
    return listing;
  }

  get exchangeId(): string {
    return this.reviewer.organisationId;
  }

  async apply(bidder: Actor, state: 'submitted' | 'approved' = 'approved'): Promise<string> {
    const id = newId();
    await this.db.database.query(
      `insert into application (id, listing_id, auction_id, organisation_id, state, statement, applied_by, reviewed_by)
       values ($1, $2, $3, $4, $5, '', $6, $7)`,
      [id, this.listingId, this.auctionId, bidder.organisationId, state, bidder.userId, this.reviewer.userId],
    );
    return id;
  }

  /** Recorded as it is in life; answered as a consumer is given it. */
  async fact(type: string, payload: Record<string, unknown> = {}, subjectId: string = this.listingId): Promise<Fact> {
    const whole = { listingId: this.listingId, ...payload };
    const id = await this.db.database.transaction((tx) => appendFact(tx, { type, subjectId, payload: whole }));
    return { id, type, subjectId, payload: whole };
  }

  private async people(exchangeId?: string): Promise<void> {
    const { market } = this;
    const run = newId().slice(-8);
    const exchange = exchangeId ?? (await market.organisation('exchange', `交易所${run}`));
    this.reviewer = await market.person(exchange, 'exchange', ['reviewer']);
    this.cashier = await market.person(exchange, 'exchange', ['cashier']);
    this.seller = await market.person(await market.organisation('university', `大学${run}`), 'university', ['officer']);
    for (const n of [1, 2]) {
      const company = await market.organisation('company', `科技公司${run}-${n}`);
      this.bidders.push(await market.person(company, 'company', ['bidder']));
    }
  }

  private async insert(): Promise<void> {
    const { database } = this.db;
    const achievementId = newId();
    const negotiated = this.way === 'negotiated';
    await database.query(
      `insert into achievement (id, organisation_id, title, ip_kind, source_format, source_hash)
       values ($1::uuid, $2, $3, 'invention', 'csv', $1::text)`,
      [achievementId, this.seller.organisationId, this.title],
    );
    const { version } = await row<{ version: number }>(
      database.manager,
      `select max(version) as version from rule_profile where code = 'gz-university'`,
    );
    await database.query(
      `insert into listing (id, number, achievement_id, transferor_id, exchange_id, form, pricing_way, price_minor,
         profile_code, profile_version, field_code, region_code, state, auction_id, published_at, notice_ends_at, opens_at,
         closes_at, negotiated_transferee_id, created_by)
       values ($1::uuid, $2, $3, $4, $5, 'transfer', $6, 100000000, 'gz-university', $7, 'materials', '440100', 'listed', $8,
         $9, $10, $11::timestamptz, $11::timestamptz + interval '1 day', $12, $13)`,
      [
        this.listingId,
        `JSGP${this.listingId.slice(-12)}`,
        achievementId,
        this.seller.organisationId,
        this.exchangeId,
        this.way,
        version,
        negotiated ? null : this.auctionId,
        PUBLISHED,
        NOTICE_ENDS,
        negotiated ? null : OPENS,
        negotiated ? this.bidders[0]!.organisationId : null,
        this.seller.userId,
      ],
    );
  }
}
