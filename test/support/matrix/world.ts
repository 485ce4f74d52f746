import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuctionClock, BiddingService, type Command } from '@jishi/bidding';
import { ORGANISATION_KINDS } from '@jishi/identity';
import { newId, sha256Hex } from '@jishi/kernel';
import { DatabaseClock } from '@jishi/platform';
import { smallPdf } from '../../../apps/cli/src/demo/papers';
import { usccOf } from '../market';
import type { TestDatabase } from '../postgres';
import { type Door, type Person, Upload } from './door';
import type { Kind, Thing } from './kinds';
import { People } from './people';
import { Sales } from './sales';

export interface World {
  name: string;
  people: People;
  things: Record<Kind, Thing[]>;
  /** What only lists show: an id or a number, and what it is of. */
  listed: [string, string][];
}

export const PASSWORD = 'eine-lange-Parole-7';
const HOUR_MS = 3_600_000;
const RULES = {
  mode: 'english',
  startPriceMinor: 100_000,
  freePeriodMs: HOUR_MS,
  timerMs: 60_000,
  extension: null,
  increments: [{ fromMinor: 0, stepMinor: 1_000 }],
  raise: 'atLeast',
  selfRaise: false,
  closeDrainMs: 500,
  showReserveMet: false,
} as const;

/** A market of its own with at least one object of every kind: organisations, sales, money, papers, all of it. */
export async function buildWorld(
  app: NestFastifyApplication,
  door: Door,
  db: TestDatabase,
  name: string,
  serial: number,
  passwordHash: string,
): Promise<World> {
  const people = await People.of(name, serial, app, db, passwordHash);
  const builder = new Builder(app, db, people, door, new Sales(db, people), serial, name);
  const things = await builder.things();
  return { name, people, things, listed: await builder.listed(things) };
}

class Builder {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly db: TestDatabase,
    private readonly people: People,
    private readonly door: Door,
    private readonly sales: Sales,
    private readonly serial: number,
    private readonly name: string,
  ) {}

  async things(): Promise<Record<Kind, Thing[]>> {
    const { people, sales } = this;
    const [officer, bidder, reviewer] = [
      people.who('university', 'officer'),
      people.who('company', 'bidder'),
      people.who('exchange', 'reviewer'),
    ];
    const papers = {
      officer: await this.paper(officer),
      bidder: await this.paper(bidder),
      inventor: await this.paper(people.who('university', 'inventor')),
      clerk: await this.paper(people.who('window', 'clerk')),
    };
    const window = await this.window();
    const partner = await people.organisation('exchange', usccOf(this.serial * 100 + 50));
    const listings = {
      draft: await sales.listing({ state: 'draft' }),
      intake: await sales.listing({ state: 'intake', windowId: window.id }),
      review: await sales.listing({ state: 'review' }),
      listed: await sales.listing({ state: 'listed' }),
      sealed: await sales.listing({ state: 'listed' }),
      open: await sales.listing({ state: 'listed', isOpen: true }),
      sold: await sales.listing({ state: 'sold' }),
      certified: await sales.listing({ state: 'certified' }),
      negotiated: await sales.listing({ state: 'listed', way: 'negotiated', transfereeId: bidder.organisationId }),
    };
    const auctions = {
      announced: await this.announce(listings.listed, HOUR_MS),
      sealed: await this.announce(listings.sealed, HOUR_MS, { mode: 'sealed', sealedPrice: 'first' }),
      open: await this.announce(listings.open, 0),
    };
    const [bid, saleObjection] = await this.bids(auctions.open);
    await sales.trustees(auctions.sealed);
    const contract = await sales.contract(listings.sold, 'drafted');
    const settled = await sales.contract(listings.certified, 'settled');
    const money = await sales.money(contract);
    const candidacies = [
      await sales.application(listings.listed, 'awaiting_seller', papers.bidder),
      await sales.application(listings.open, 'submitted', papers.bidder),
    ];
    const achievementId = await sales.achievementOf(listings.draft);
    const worksheets = await this.worksheets(achievementId);
    await this.door.done(officer, 'PUT', `/listings/${listings.draft}/valuations/${worksheets[1]}`);
    const disclosures = await this.disclosures();
    const profiles = await this.profiles(reviewer.userId);
    const post = async (person: typeof officer, path: string, body: unknown): Promise<string> =>
      (await this.door.done(person, 'POST', path, body)).id;
    const one = (name: string, id: string, more: Partial<Thing> = {}): Thing => ({ name, id, ...more });
    const document = (listing_id: string, access: string): Promise<string> =>
      sales.insert('listing_document', {
        listing_id,
        attachment_id: papers.officer,
        title: '小试报告',
        kind: 'technical',
        access,
        announced: true,
        added_by: officer.userId,
        added_for: officer.organisationId,
      });
    return {
      achievement: [one('own', achievementId)],
      amendment: [
        one(
          'requested',
          await sales.insert('listing_amendment', {
            listing_id: listings.listed,
            conditions_from: '',
            conditions_to: '另附培训。',
            reason: '补充',
            requested_by: officer.userId,
          }),
        ),
      ],
      application: [one('submitted', candidacies[1]!), one('awaiting the seller', candidacies[0]!)],
      approval: await this.approvals(auctions.open, bid),
      attachment: Object.entries(papers).map(([whose, id]) => one(`of ${whose}`, id)),
      auction: [one('announced', auctions.announced, { open: true }), one('open', auctions.open, { open: true })],
      bankLine: [one('unmatched', money.bankLine)],
      candidacy: [one('awaiting the seller', candidacies[0]!)],
      candidacyDocument: [one('licence', papers.bidder, { within: candidacies[0]! })],
      contract: [one('drafted', contract), one('settled', settled)],
      contributor: [one('outside', disclosures.outsider, { within: disclosures.review })],
      counterAct: [one('entered', await this.counterAct(auctions.open, window))],
      deposit: [one('required', await sales.deposit(listings.open))],
      disclosure: [
        one('draft', disclosures.draft),
        one('in review', disclosures.review),
        one('approving', disclosures.approving),
        one('decided', disclosures.decided),
      ],
      firstRefusal: [
        one(
          'registered',
          await sales.insert('first_refusal_holder', {
            listing_id: listings.review,
            organisation_id: bidder.organisationId,
            ground: 'co_developer',
            rank: 1,
            registered_by: reviewer.userId,
            notified_at: new Date(),
          }),
        ),
      ],
      historyImport: [
        one(
          'previewed',
          await post(
            reviewer,
            '/history-imports',
            new Upload('members.csv', Buffer.from('会员编号,会员名称\n1,某公司\n'), { kind: 'members' }),
          ),
        ),
      ],
      intakeReceipt: [
        one(
          'taken in',
          await post(people.who('window', 'clerk'), '/intake-receipts', {
            listingId: listings.intake,
            items: [{ item: 'ownership', copies: 1, attachmentIds: [papers.clerk] }],
          }),
        ),
      ],
      laterWorksheet: [one('second', worksheets[1]!, { within: worksheets[0]! })],
      linkedWorksheet: [one('linked', worksheets[1]!, { within: listings.draft })],
      listing: Object.entries(listings).map(([state, id]) =>
        one(state, id, ['draft', 'intake', 'review'].includes(state) ? {} : { open: true }),
      ),
      listingDocument: [
        one('of a draft', await document(listings.draft, 'public'), { within: listings.draft }),
        one('for the parties', await document(listings.listed, 'parties'), { within: listings.listed }),
        one('confidential', await document(listings.listed, 'confidential'), { within: listings.listed, known: true }),
      ],
      mandate: [one('waiting', window.pending)],
      marketLink: [one('offered', await this.marketLink(listings.listed, partner))],
      notice: [one('of sale', await this.notice(listings.listed), { open: true })],
      notification: [one('to the seller', await this.notification(officer.organisationId))],
      objection: [one('filed', await this.objection(listings.negotiated))],
      organisation: ORGANISATION_KINDS.map((kind) => one(kind, people.at(kind), { open: true })),
      payment: [one('due', money.payment)],
      payout: [one('due', money.payout)],
      profile: [one('own', profiles.code, { open: true })],
      profileDraft: [one('draft', profiles.draft)],
      profileVersion: [one('to come', '1', { within: profiles.code, open: true })],
      relation: [one('person', await this.relation())],
      saleObjection: [one('filed', String(saleObjection), { within: auctions.open, open: true })],
      sealedAuction: [one('announced', auctions.sealed, { open: true })],
      session: [one('of an officer', await this.sessionOf(officer.userId))],
      user: people.all.map((person) =>
        one(`${person.role} of ${person.kind}`, person.userId, { within: person.organisationId }),
      ),
      window: [one('own', window.id, { open: true })],
      worksheet: [one('first', worksheets[0]!)],
    };
  }

  /** Rows that no path names. */
  async listed(things: Record<Kind, Thing[]>): Promise<[string, string][]> {
    const { people, sales } = this;
    const listing_id = things.listing.find(({ name }) => name === 'open')!.id;
    const exchange_id = people.at('exchange');
    const organisation_id = people.at('company');
    const member = `HY-${newId()}`;
    const finding = await sales.insert('conflict_finding', {
      listing_id,
      organisation_id,
      insider_id: people.at('university'),
      stage: 'application',
      kind: 'shared_person',
      path_zh: '同一人任职',
      path_en: 'a shared person',
    });
    const import_id = things.historyImport[0]!.id;
    await sales.insert('history_member', { exchange_id, import_id, member_number: member, name: '某公司' });
    return [
      ['finding', finding],
      ['member of before', member],
    ];
  }

  /** As a row: looking through each file takes longer than all the rest. */
  private paper({ organisationId, userId, role }: Person): Promise<string> {
    const content = Buffer.from(smallPdf(`${this.name} ${role}`));
    return this.sales.insert('attachment', {
      organisation_id: organisationId,
      uploaded_by: userId,
      filename: 'a.pdf',
      media_type: 'application/pdf',
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      content,
    });
  }

  private async window(): Promise<{ id: string; running: string; pending: string }> {
    const { people } = this;
    const id = newId();
    await this.sales.insert('service_window', {
      id,
      organisation_id: people.at('window'),
      exchange_id: people.at('exchange'),
      name: `窗口 ${this.name}`,
      region_code: '440600',
      kind: 'prefecture',
    });
    for (const kind of ['university', 'company'] as const)
      await this.door.done(people.who(kind, 'org_admin'), 'POST', `/windows/${id}/mandate`, {
        mandateRef: '委托书 1',
        scopes: ['intake', 'bid'],
        bidLimitMinor: 900_000_000,
        paperId: await this.paper(people.who(kind, 'org_admin')),
      });
    const [running] = await this.db.database.query<{ id: string }>(
      'select id from window_client where window_id = $1 and organisation_id = $2',
      [id, people.at('company')],
    );
    const clerk = people.who('window', 'clerk');
    const pending = await this.door.done(clerk, 'POST', '/windows/mine/mandates', {
      mandateRef: '委托书 2',
      clientId: people.at('company'),
      scopes: ['intake', 'bid'],
      paperId: await this.paper(clerk),
    });
    return { id, running: running!.id, pending: pending.id };
  }

  private async announce(listingId: string, opensInMs: number, more: object = {}): Promise<string> {
    const auctionId = await this.sales.auctionOf(listingId);
    await this.command(auctionId, 'system', {
      type: 'announce',
      listingId,
      title: '一种样品',
      sellerId: this.people.at('university'),
      operatorId: this.people.at('exchange'),
      rules: { ...RULES, ...more },
      reserveMinor: null,
      opensAtMs: this.app.get(DatabaseClock).now() + opensInMs,
    } as Command);
    if (opensInMs > 0) return auctionId;
    await this.command(auctionId, 'system', { type: 'admit', organisationId: this.people.at('company') });
    await this.app.get(AuctionClock).sweep();
    return auctionId;
  }

  private async command(auctionId: string, actor: string, command: Command): Promise<number> {
    const ack = await this.app.get(BiddingService).submit({ auctionId, commandId: randomUUID(), actor, command });
    if (!ack.accepted) throw new Error(`${command.type} was refused: ${ack.code}`);
    return ack.seq;
  }

  /** A bid, and an objection of the bidder to it. */
  private async bids(auctionId: string): Promise<[number, number]> {
    const bidder = this.people.who('company', 'bidder');
    const base = `/auctions/${auctionId}`;
    const bid = await this.door.done<{ seq: number }>(bidder, 'POST', `${base}/bids`, {
      commandId: randomUUID(),
      amountMinor: 100_000,
    });
    const objection = await this.door.done<{ seq: number }>(bidder, 'POST', `${base}/objections`, {
      commandId: randomUUID(),
      about: 'bid',
      target: bid.seq,
      text: '录入有误',
    });
    return [bid.seq, objection.seq];
  }

  /** One of a colleague, with which the auctioneer may agree, and one of the auctioneer's own. */
  private async approvals(auction_id: string, bid: number): Promise<Thing[]> {
    const people = [await this.people.person('auctioneer', 'exchange'), this.people.who('exchange', 'auctioneer')];
    const ask = ({ userId }: Person): Promise<string> =>
      this.sales.insert('auction_approval', {
        auction_id,
        exchange_id: this.people.at('exchange'),
        kind: 'void',
        payload: { bid },
        reason: '误报',
        requested_by: userId,
        expires_at: new Date(Date.now() + HOUR_MS),
      });
    return Promise.all(
      people.map(async (person, n) => ({ name: n === 0 ? 'of a colleague' : 'own', id: await ask(person) })),
    );
  }

  private async worksheets(achievementId: string): Promise<string[]> {
    const officer = this.people.who('university', 'officer');
    const made: string[] = [];
    for (let version = 1; version <= 2; version += 1)
      made.push(
        (
          await this.door.done(officer, 'POST', '/valuations', {
            achievementId,
            inputs: ROYALTY,
            ...(version === 2 ? { replacesId: made[0] } : {}),
          })
        ).id,
      );
    return made;
  }

  private async disclosures(): Promise<Record<'draft' | 'review' | 'approving' | 'decided' | 'outsider', string>> {
    const { people, door } = this;
    const [inventor, officer] = [people.who('university', 'inventor'), people.who('university', 'officer')];
    const make = async (): Promise<string> =>
      (
        await door.done(inventor, 'POST', '/disclosures', {
          ...DISCLOSURE,
          contributors: [
            { userId: inventor.userId, shareBps: 9_000 },
            { name: '外单位', affiliation: '某院', shareBps: 1_000 },
          ],
        })
      ).id;
    const step = (person: typeof officer, id: string, action: string): Promise<unknown> =>
      door.done(person, 'POST', `/disclosures/${id}/steps`, { action });
    const [draft, review, approving, decided] = [await make(), await make(), await make(), await make()];
    for (const id of [review]) {
      await step(inventor, id, 'disclose');
      await step(officer, id, 'take');
    }
    const [outsider] = await this.db.database.query<{ id: string }>(
      'select id from disclosure_contributor where disclosure_id = $1 and user_id is null',
      [review],
    );
    await this.decide(approving, 'approving');
    await this.decide(decided, 'decided');
    return { draft, review, approving, decided, outsider: outsider!.id };
  }

  /** As the approvals leave it. */
  private async decide(disclosure_id: string, state: 'approving' | 'decided'): Promise<void> {
    const { sales, people } = this;
    await sales.insert('seller_decision', {
      disclosure_id,
      round: 1,
      form: 'licence',
      reason: '普通许可便于推广。',
      pricing_way: 'auction',
      price_minor: 68_000_000,
      exclusivity: 'ordinary',
      profile_code: 'gz-university',
      state,
      proposed_by: people.who('university', 'org_admin').userId,
      proposed_at: new Date(),
      attempt: 1,
      chain: JSON.stringify(CHAIN),
      decided_at: state === 'decided' ? new Date() : null,
    });
    await this.db.database.query(
      `update disclosure set state = $2, turn = $3, disclosed_at = now(), handled_by = $4, achievement_id = $5 where id = $1`,
      [
        disclosure_id,
        state,
        state === 'decided' ? null : 'approver',
        people.who('university', 'officer').userId,
        state === 'decided' ? await sales.achievement() : null,
      ],
    );
  }

  /** A draft, and rules of its own that are published for later. */
  private async profiles(userId: string): Promise<{ draft: string; code: string }> {
    const reviewer = this.people.who('exchange', 'reviewer');
    const second = await this.people.person('reviewer', 'exchange');
    const [base] = await this.db.database.query<object>(
      `select code as "baseCode", max(version) as "baseVersion" from rule_profile where code = 'gz-university' group by code`,
    );
    const draft = await this.door.done(reviewer, 'POST', '/rule-profile-drafts', {
      ...base,
      code: `draft-${this.name}`,
    });
    const code = `own-${this.name}`;
    await this.db.database.query(
      `insert into rule_profile (code, version, exchange_id, body, source, effective_at, proposed_by, published_by)
       select $1, 1, $2, body || jsonb_build_object('code', $1::text, 'version', 1, 'demo', null), '试', now() + interval '30 days', $3, $4
       from rule_profile where code = 'gz-university' order by version desc limit 1`,
      [code, reviewer.organisationId, userId, second.userId],
    );
    return { draft: draft.id, code };
  }

  private async counterAct(auction_id: string, window: { id: string; running: string }): Promise<string> {
    const parties = {
      auction_id,
      window_id: window.id,
      clerk_id: this.people.who('window', 'clerk').userId,
      client_id: this.people.at('company'),
    };
    await this.db.database.query(
      'insert into counter_service (auction_id, window_id, clerk_id, client_id) values ($1, $2, $3, $4)',
      Object.values(parties),
    );
    return this.sales.insert('counter_act', {
      ...parties,
      receipt_number: `Q-${auction_id}`,
      kind: 'bid',
      mandate_id: window.running,
      amount_minor: 200_000,
    });
  }

  private async marketLink(listing_id: string, exchange_id: string): Promise<string> {
    return this.sales.insert('listing_market', { listing_id, exchange_id, state: 'offered' });
  }

  private async fact(type: string, subjectId: string): Promise<string> {
    const id = newId();
    await this.db.database.query('insert into outbox (id, type, subject_id, payload) values ($1, $2, $3, $4)', [
      id,
      type,
      subjectId,
      { listingId: subjectId },
    ]);
    return id;
  }

  private async notice(listing_id: string): Promise<string> {
    const exchange = { zh: `交易所 ${this.name}`, en: `exchange ${this.name}` };
    const text = JSON.stringify({
      format: 'jishi-notice/1',
      kind: 'sale',
      number: { year: 2026, serial: 1 },
      exchange,
      listing: { id: listing_id, number: `M-${listing_id}` },
      issuedAt: '2026-11-02T10:00:00+08:00',
      period: null,
      title: { zh: '交易公告', en: 'Notice of sale' },
      lines: [],
      paragraphs: [],
    });
    return this.sales.insert('listing_notice', {
      event_id: await this.fact('listing.published', listing_id),
      listing_id,
      exchange_id: this.people.at('exchange'),
      kind: 'sale',
      year: 2026,
      serial: 1,
      issued_at: new Date(),
      text,
      sha256: sha256Hex(text),
    });
  }

  private async notification(organisation_id: string): Promise<string> {
    return this.sales.insert('notification', {
      event_id: await this.fact('listing.published', newId()),
      organisation_id,
      kind: 'listing.published',
      params: {},
      link: '/listings',
      created_at: new Date(),
    });
  }

  private async objection(listing_id: string): Promise<string> {
    const { organisationId, userId } = this.people.who('company', 'bidder');
    return this.sales.insert('objection', {
      listing_id,
      organisation_id: organisationId,
      filed_by: userId,
      grounds: '权属存疑',
    });
  }

  private async relation(): Promise<string> {
    const { organisationId, userId } = this.people.who('company', 'org_admin');
    return this.sales.insert('organisation_person', {
      organisation_id: organisationId,
      from_on: '2025-03-01',
      declared_by: userId,
      name: '周启明',
      person_key: `p:${sha256Hex(organisationId)}`,
      role: 'director',
    });
  }

  /** One more than the officer works with: it will be ended. */
  private async sessionOf(userId: string): Promise<string> {
    const { organisationId: organisation_id } = this.people.who('university', 'officer');
    const token_hash = randomBytes(32);
    const expires_at = new Date(Date.now() + HOUR_MS);
    return this.sales.insert('session', { user_id: userId, organisation_id, token_hash, expires_at });
  }
}

const CHAIN = [
  { step: 'finance', held: 'decision.approve', days: 5, source: '试' },
  { step: 'leadership', held: 'decision.approve', days: 5, source: '试' },
];

/** The example of the interface's own description. */
const ROYALTY = {
  method: 'royalty',
  ipKind: 'invention',
  filedOn: '2021-04-19',
  valuationDate: '2026-03-01',
  revenues: [{ amountMinor: 1_000_000_000 }],
  royaltyPpm: 50_000,
  taxPpm: 250_000,
  discountPpm: 200_000,
  convention: 'mid',
};

const DISCLOSURE = {
  title: '一种样品的制备方法',
  summary: '一种样品。',
  description: '配比与工艺见实验记录本。',
  ipKind: 'know_how',
  fieldCode: 'materials',
  fundingSource: 'outside',
  programme: '',
  secrecy: [],
  exportControl: 'free',
  parties: [],
  publications: [],
};
