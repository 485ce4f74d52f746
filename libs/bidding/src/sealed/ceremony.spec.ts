import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { type FixedClock, newId } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { DatabaseClock, loadConfig, PlatformModule, row } from '@jishi/platform';
import {
  answerTo,
  contribute,
  type Contribution,
  generateKeyPair,
  type KeyPair,
  ROLES,
  sealBid,
  type TrusteeRole,
} from '@jishi/sealing';
import { Market, standingClock } from '../../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../../test/support/postgres';
import { ApprovalService } from '../approval.service';
import { BiddingModule } from '../bidding.module';
import { BiddingService } from '../bidding.service';
import type { AuctionRules } from '../domain/rules';
import { Journal } from '../journal/journal';
import { command, createListedAuction } from '../testing/announced-sale';
import { sampleAnnouncement } from '../testing/sample';
import { CeremonyService } from './ceremony.service';
import { CeremonyViews } from './ceremony-views';
import { seatedKeys, SealedSales } from './sealed-sales';
import { OpeningService } from './opening.service';

const START = Date.parse('2026-11-20T02:00:00Z');
const RULES = { mode: 'sealed', sealedPrice: 'first', extension: null, startPriceMinor: 1_000 } as const;

let db: TestDatabase;
let app: TestingModule;
let clock: FixedClock;
let market: Market;

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  clock = Object.assign(standingClock(new Date(START).toISOString()), { measure: () => Promise.resolve() });
  app = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(loadConfig({ DATABASE_URL: db.url, LOG_LEVEL: 'error' })), BiddingModule],
  })
    .overrideProvider(DatabaseClock)
    .useValue(clock)
    .compile();
  await app.init();
}, 60_000);
afterAll(async () => {
  await app.close();
  await db.drop();
});

/** A sealed sale with its people, from the announcement to the reveal. */
class Sale {
  readonly pairs = new Map<TrusteeRole, KeyPair>();
  readonly people = new Map<TrusteeRole, Actor>();
  readonly bidders: string[] = [];
  private constructor(
    readonly id: string,
    readonly operators: [Actor, Actor],
  ) {}

  static async announce(rules: Partial<AuctionRules> = {}): Promise<Sale> {
    const id = await createListedAuction(db.database.manager);
    const { exchange } = await row<{ exchange: string }>(
      db.database.manager,
      'select l.exchange_id as exchange from listing l join auction a on a.listing_id = l.id where a.id = $1',
      [id],
    );
    const operators = [
      await market.person(exchange, 'exchange', ['auctioneer']),
      await market.person(exchange, 'exchange', ['auctioneer']),
    ] as [Actor, Actor];
    const sale = new Sale(id, operators);
    sale.people.set('operator', await market.person(exchange, 'exchange', ['trustee']));
    for (const role of ['notary', 'regulator'] as const) sale.people.set(role, await market.member(role, ['trustee']));
    const announcement = { ...sampleAnnouncement(clock.now() + 60_000, { ...RULES, ...rules }), operatorId: exchange };
    await command(app.get(Journal), id, announcement);
    return sale;
  }

  get ceremony(): CeremonyService {
    return app.get(CeremonyService);
  }

  view(role: TrusteeRole = 'operator') {
    return app.get(CeremonyViews).get(this.people.get(role)!, this.id);
  }

  appoint(role: TrusteeRole, organisationId = this.people.get(role)!.organisationId): Promise<void> {
    return this.ceremony.appoint(this.operators[0], this.id, { role, organisationId, reason: '' });
  }

  async publish(role: TrusteeRole): Promise<void> {
    const [pair, actor] = [await generateKeyPair(), this.people.get(role)!];
    const { challenge } = await this.ceremony.offerKey(actor, this.id, pair.publicKey);
    await this.ceremony.publishKey(actor, this.id, (await answerTo(challenge, this.id, pair))!);
    this.pairs.set(role, pair);
  }

  async drill(role: TrusteeRole, pair = this.pairs.get(role)!): Promise<void> {
    const actor = this.people.get(role)!;
    const item = await this.ceremony.drill(actor, this.id);
    await this.ceremony.passDrill(actor, this.id, await contribute(this.id, role, pair, item));
  }

  async ready(): Promise<this> {
    for (const role of ROLES) await this.appoint(role);
    for (const role of ROLES) await this.publish(role);
    for (const role of ROLES) await this.drill(role);
    return this;
  }

  /** Opens, takes these bids in order (text: an envelope as it is) and ends. */
  async run(bids: (number | ((honest: string) => string))[]): Promise<this> {
    for (const _bid of bids) {
      const organisationId = newId();
      await command(app.get(Journal), this.id, { type: 'admit', organisationId });
      this.bidders.push(organisationId);
    }
    const { state } = await app.get(SealedSales).read(this.id);
    clock.set(Math.max(clock.now(), state.opensAtMs));
    await command(app.get(Journal), this.id, { type: 'open' });
    const { sealed } = await app.get(SealedSales).read(this.id);
    for (const [i, bid] of bids.entries()) {
      const bidder = (await this.codeOf(i))!;
      const amount = typeof bid === 'number' ? bid : 5_000;
      const honest = await sealBid(amount, { auctionId: this.id, bidder }, seatedKeys(sealed.trustees!));
      const envelope = typeof bid === 'number' ? honest : bid(honest);
      const ack = await app.get(BiddingService).submit({
        auctionId: this.id,
        commandId: newId(),
        actor: this.bidders[i]!,
        command: { type: 'seal', envelope },
      });
      expect(ack).toMatchObject({ accepted: true, priceMinor: null });
    }
    return this;
  }

  async end(): Promise<this> {
    const { state } = await app.get(SealedSales).read(this.id);
    clock.set(state.endsAtMs);
    await command(app.get(Journal), this.id, { type: 'close', endsAtMs: state.endsAtMs });
    return this;
  }

  async open(role: TrusteeRole, change: (given: Contribution) => Contribution = (given) => given) {
    const actor = this.people.get(role)!;
    const { items } = await app.get(OpeningService).envelopes(actor, this.id, 0, 50);
    const given = await Promise.all(items.map((item) => contribute(this.id, role, this.pairs.get(role)!, item)));
    return app.get(OpeningService).contribute(actor, this.id, given.map(change));
  }

  async reveal(unopened = 0) {
    const approvals = app.get(ApprovalService);
    const asked = { id: newId(), kind: 'reveal', payload: unopened ? { unopened } : {}, reason: '开标' };
    await approvals.request(this.operators[0], this.id, asked);
    await expect(approvals.approve(this.operators[0], asked.id)).rejects.toThrow('approval.same_person');
    expect(await approvals.approve(this.operators[1], asked.id)).toMatchObject({ state: 'done' });
    const { state } = await app.get(SealedSales).read(this.id);
    return state.outcome;
  }

  /** Of each opened bid, in order, whether it was sealed as the format says. */
  async checked(): Promise<(boolean | null)[]> {
    const found = await db.database.query<{ honest: boolean | null }>(
      'select honest from sealed_key where auction_id = $1 order by bid',
      [this.id],
    );
    return found.map(({ honest }) => honest);
  }

  async codeOf(i: number): Promise<string | null> {
    return (await app.get(BiddingService).standing(this.id, this.bidders[i]!)).code;
  }

  async openings() {
    const events = await app.get(BiddingService).eventsAfter(this.id, 0, 500);
    return (events.find(({ type }) => type === 'bids.revealed') as unknown as { openings: object[] }).openings;
  }
}

describe('before the sale', () => {
  it('three houses publish keys they hold, drill, and are seated; without them the sale does not open', async () => {
    const sale = await Sale.announce();
    for (const role of ROLES) await sale.appoint(role);
    await expect(sale.appoint('notary', sale.people.get('regulator')!.organisationId)).rejects.toThrow(
      'trustee.wrong_kind',
    );
    await expect(sale.drill('notary', await generateKeyPair())).rejects.toThrow('drill.keys_missing');
    for (const role of ROLES) await sale.publish(role);
    clock.advance(60_000);
    const open = { auctionId: sale.id, actor: 'system', command: { type: 'open' } } as const;
    const early = await app.get(BiddingService).submit({ ...open, commandId: newId() });
    expect(early).toMatchObject({ accepted: false, code: 'sealed.no_trustees' });
    await expect(sale.drill('notary', await generateKeyPair())).rejects.toThrow('drill.failed');
    for (const role of ROLES) await sale.drill(role);
    expect(await sale.view()).toMatchObject({ seated: true, mine: 'operator', mayOperate: true });
    expect((await app.get(CeremonyViews).keys(sale.id)).trustees.map(({ publicKey }) => publicKey)).toEqual(
      ROLES.map((role) => sale.pairs.get(role)!.publicKey),
    );
    expect(await app.get(BiddingService).submit({ ...open, commandId: newId() })).toMatchObject({ accepted: true });
    await expect(sale.publish('notary')).rejects.toThrow('trustee.sale_has_begun');
    await expect(sale.appoint('notary')).rejects.toThrow('trustee.sale_has_begun');
  });

  it('a key must be new, proved and in hands that hold no other', async () => {
    const sale = await (await Sale.announce()).ready();
    const actor = sale.people.get('notary')!;
    const used = sale.pairs.get('notary')!.publicKey;
    await expect(sale.ceremony.offerKey(actor, sale.id, used)).rejects.toThrow('trustee.key_taken');
    await expect(sale.ceremony.offerKey(actor, sale.id, 'A'.repeat(43))).rejects.toThrow('trustee.bad_key');
    await sale.ceremony.offerKey(actor, sale.id, (await generateKeyPair()).publicKey);
    await expect(sale.ceremony.publishKey(actor, sale.id, used)).rejects.toThrow('trustee.bad_proof');
    const { organisationId } = sale.people.get('regulator')!;
    const both = await market.person(organisationId, 'regulator', ['trustee'], actor.userId);
    const pair = await generateKeyPair();
    const { challenge } = await sale.ceremony.offerKey(both, sale.id, pair.publicKey);
    const answer = (await answerTo(challenge, sale.id, pair))!;
    await expect(sale.ceremony.publishKey(both, sale.id, answer)).rejects.toThrow('trustee.same_person');
    const stranger = await market.member('regulator', ['trustee']);
    await expect(sale.ceremony.drill(stranger, sale.id)).rejects.toThrow('ceremony.not_found');
  });

  it('one who lost the key is replaced: the seats are empty until all three have drilled again', async () => {
    const sale = await (await Sale.announce()).ready();
    sale.people.set('notary', await market.member('notary', ['trustee']));
    await sale.appoint('notary');
    expect(await sale.view()).toMatchObject({ seated: false });
    await sale.publish('notary');
    for (const role of ROLES) await sale.drill(role);
    expect(await sale.view('notary')).toMatchObject({ seated: true });
    await (await sale.run([2_000])).end();
    await sale.open('notary');
    await sale.open('regulator');
    expect(await sale.reveal()).toMatchObject({ outcome: 'sold', priceMinor: 2_000 });
  });
});

describe('after the sale', () => {
  it('nobody gets an envelope before the end; two trustees open, two people reveal, the highest wins', async () => {
    const sale = await (await (await Sale.announce()).ready()).run([1_500, 3_000, 2_500]);
    for (const role of ROLES) await expect(sale.open(role)).rejects.toThrow('opening.too_early');
    await expect(sale.reveal()).rejects.toThrow('opening.too_early');
    await sale.end();
    await expect(sale.reveal()).rejects.toThrow('opening.not_ready');
    expect(await sale.open('regulator')).toMatchObject({ opened: 0, ready: false });
    await expect(sale.reveal()).rejects.toThrow('opening.not_ready');
    expect(await sale.open('operator')).toMatchObject({ opened: 3, unopened: 0, ready: true });
    expect(await sale.reveal()).toMatchObject({ outcome: 'sold', priceMinor: 3_000, winner: await sale.codeOf(1) });
    await expect(sale.open('notary')).rejects.toThrow('opening.over');
  });

  it('the second price, and of two equal bids the first', async () => {
    const sale = await (await (await Sale.announce({ sealedPrice: 'second' })).ready()).run([3_000, 3_000, 2_500]);
    await sale.end();
    await sale.open('operator');
    await sale.open('notary');
    expect(await sale.reveal()).toMatchObject({ priceMinor: 3_000, winner: await sale.codeOf(0) });
  });

  it('a bid that cannot be opened, or could have been opened otherwise, is on record as such and loses', async () => {
    const sale = await (await Sale.announce()).ready();
    let other = '';
    await sale.run([
      2_000,
      (honest) => (
        (other = honest),
        `JS1.${honest.split('.')[1]!.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}.${honest.split('.').slice(2).join('.')}`
      ),
      (honest) => [...honest.split('.').slice(0, 7), other.split('.')[7]!].join('.'),
      () => 'x'.repeat(200),
    ]);
    await sale.end();
    await sale.open('operator');
    expect(await sale.open('notary')).toMatchObject({ bids: 4, opened: 2, unopened: 2, ready: true });
    await expect(sale.reveal()).rejects.toThrow('opening.unopened');
    expect(await sale.checked()).toEqual([true, false]);
    // As if the process had died before it looked: the reveal makes up for it.
    await db.database.query('update sealed_key set honest = null where auction_id = $1', [sale.id]);
    expect(await sale.reveal(2)).toMatchObject({ outcome: 'sold', priceMinor: 2_000, winner: await sale.codeOf(0) });
    expect(await sale.openings()).toMatchObject([
      { amountMinor: 2_000, fault: null },
      { amountMinor: null, contentKey: null, fault: 'envelope.unopened' },
      { amountMinor: null, fault: 'envelope.inconsistent' },
      { amountMinor: null, contentKey: null, fault: 'envelope.malformed' },
    ]);
  });

  it('a key that was lost does not matter, nor a trustee who hands over something else: the third opens', async () => {
    const sale = await (await (await Sale.announce()).ready()).run([2_000, 4_000]);
    await sale.end();
    const sabotage = (given: Contribution): Contribution => ({
      ...given,
      layers: { ...given.layers, regulator: null },
    });
    await sale.open('notary', sabotage);
    expect(await sale.open('regulator')).toMatchObject({ opened: 0, unopened: 2, ready: true });
    expect(await sale.open('operator')).toMatchObject({ opened: 2, unopened: 0 });
    // Known as soon as a bid is open: the reveal has nothing long to do.
    expect(await sale.checked()).toEqual([true, true]);
    const noted = `select detail->>'role' as role from audit_log where action = 'trustee.wrong_layer' and subject_id = $1`;
    const twice = [{ role: 'notary' }, { role: 'notary' }];
    expect(await db.database.query(noted, [sale.id])).toEqual(twice);
    expect(await sale.reveal()).toMatchObject({ priceMinor: 4_000 });
    expect(await db.database.query(noted, [sale.id])).toEqual(twice);
    const forged = (given: Contribution): Contribution => ({ ...given, keys: { nobody: null } as never });
    const next = await (await (await (await Sale.announce()).ready()).run([2_000])).end();
    await expect(next.open('notary', forged)).rejects.toThrow('opening.bad_contribution');
  });

  it('with two keys lost, the exchange ends the sale on the record', async () => {
    const sale = await (await (await (await Sale.announce()).ready()).run([2_000])).end();
    await sale.open('notary');
    const command = { type: 'terminate', reason: '两把密钥遗失' } as const;
    const given = { auctionId: sale.id, commandId: newId(), actor: `operator:${newId()}`, command };
    expect(await app.get(BiddingService).submit(given)).toMatchObject({ accepted: true });
    await expect(sale.open('regulator')).rejects.toThrow('opening.over');
    await expect(sale.reveal()).rejects.toThrow('opening.over');
  });
});
