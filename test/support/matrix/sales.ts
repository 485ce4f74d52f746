import { newId, sha256Hex } from '@jishi/kernel';
import type { TestDatabase } from '../postgres';
import type { People } from './people';

const PRICE_MINOR = 100_000_000;

const PARTY = { id: '', name: '某单位', uscc: null, regionCode: '440100' };
const TERMS = {
  number: 'T-1',
  version: 1,
  type: 'know_how_transfer',
  confirmationNumber: 'C-1',
  listingNumber: 'M-1',
  exchangeName: '交易所',
  place: '广州',
  concludedOn: '2026-11-02',
  transferor: PARTY,
  transferee: PARTY,
  subject: {
    title: '一种样品',
    ipKind: 'know_how',
    country: '',
    patentNumber: '',
    applicationNumber: '',
    filedOn: null,
    grantedOn: null,
    inventors: [],
    assignees: [],
  },
  exclusivity: null,
  contractAmountMinor: PRICE_MINOR,
  nonTechnicalMinor: 0,
  technicalAmountMinor: PRICE_MINOR,
  currency: 'CNY',
  payment: { form: 'lump_sum', within: { count: 10, kind: 'working' } },
};

const CERTIFICATE = {
  contractNumber: 'T-1',
  confirmationNumber: 'C-1',
  title: '一种样品',
  exchangeName: '交易所',
  transferorName: '某大学',
  transfereeName: '某公司',
  contractAmountMinor: PRICE_MINOR,
  technicalAmountMinor: PRICE_MINOR,
  paidMinor: PRICE_MINOR,
  issuedOn: '2026-11-02',
};

export interface ListingRow {
  state: string;
  way?: 'auction' | 'listing' | 'negotiated';
  windowId?: string | null;
  transfereeId?: string;
  /** Its bidding has begun. */
  isOpen?: boolean;
}

/** Rows as the listings, the contracts and the money leave them, without the days they take. */
export class Sales {
  constructor(
    private readonly db: TestDatabase,
    private readonly people: People,
  ) {}

  async insert(table: string, columns: Record<string, unknown>): Promise<string> {
    const id = typeof columns['id'] === 'string' ? columns['id'] : newId();
    const row = { id, ...columns };
    const names = Object.keys(row);
    await this.db.database.query(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    );
    return id;
  }

  achievement(): Promise<string> {
    const id = newId();
    return this.insert('achievement', {
      id,
      organisation_id: this.people.at('university'),
      title: `一种样品 ${id}`,
      ip_kind: 'invention',
      filed_on: '2021-04-19',
      source_format: 'csv',
      source_hash: id,
    });
  }

  /** A listing in this state, with its auction when it is published for one. */
  async listing({
    state,
    way = 'auction',
    windowId = null,
    transfereeId,
    isOpen = false,
  }: ListingRow): Promise<string> {
    const published = !['draft', 'intake', 'review', 'pre_listed'].includes(state);
    const auctionId = published && way !== 'negotiated' ? newId() : null;
    const id = newId();
    const [officer, exchangeId] = [this.people.who('university', 'officer'), this.people.at('exchange')];
    const later = new Date(Date.now() + 5 * 86_400_000);
    await this.insert('listing', {
      id,
      number: `M-${id}`,
      achievement_id: await this.achievement(),
      transferor_id: officer.organisationId,
      exchange_id: exchangeId,
      window_id: windowId,
      form: 'transfer',
      pricing_way: way,
      price_minor: PRICE_MINOR,
      profile_code: 'gz-university',
      profile_version: await this.profileVersion(),
      region_code: '440100',
      seller_type: 'university',
      state,
      suspended_at: state === 'suspended' ? new Date() : null,
      negotiated_transferee_id: way === 'negotiated' ? transfereeId : null,
      auction_id: auctionId,
      published_at: published ? new Date() : null,
      notice_ends_at: published ? later : null,
      opens_at: auctionId ? (isOpen ? new Date(Date.now() - 60_000) : later) : null,
      created_by: officer.userId,
    });
    // An exchange is a party from the day it was asked to review.
    for (const to of state === 'draft' ? [] : ['review', state])
      await this.insert('listing_transition', {
        listing_id: id,
        action: 'submit',
        from_state: 'draft',
        to_state: to,
        actor_id: officer.userId,
        organisation_id: officer.organisationId,
      });
    if (auctionId)
      await this.db.database.query('insert into auction (id, listing_id) values ($1, $2)', [auctionId, id]);
    return id;
  }

  private async profileVersion(): Promise<number> {
    const [found] = await this.db.database.query<{ version: number }>(
      "select max(version) as version from rule_profile where code = 'gz-university'",
    );
    return found!.version;
  }

  auctionOf(listingId: string): Promise<string> {
    return this.columnOf(listingId, 'auction_id');
  }

  achievementOf(listingId: string): Promise<string> {
    return this.columnOf(listingId, 'achievement_id');
  }

  private async columnOf(listingId: string, column: 'auction_id' | 'achievement_id'): Promise<string> {
    const [found] = await this.db.database.query<{ id: string }>(`select ${column} as id from listing where id = $1`, [
      listingId,
    ]);
    return found!.id;
  }

  async application(listingId: string, state: string, documentId: string): Promise<string> {
    const bidder = this.people.who('company', 'bidder');
    const details = { documents: [{ attachmentId: documentId, kind: 'business_licence', expiresOn: null }] };
    const id = await this.insert('application', {
      listing_id: listingId,
      auction_id: await this.auctionOf(listingId),
      organisation_id: bidder.organisationId,
      state,
      statement: '拟受让该成果。',
      document_ids: [documentId],
      details,
      applied_by: bidder.userId,
      reviewed_by: state === 'submitted' ? null : this.people.who('exchange', 'reviewer').userId,
      due_at: state === 'awaiting_seller' ? new Date(Date.now() + 86_400_000) : null,
    });
    await this.insert('application_transition', {
      application_id: id,
      action: 'approve',
      from_state: 'submitted',
      to_state: state,
    });
    for (const organisationId of [this.people.at('exchange'), this.people.at('university')])
      await this.db.database.query(
        'insert into attachment_share (attachment_id, organisation_id) values ($1, $2) on conflict do nothing',
        [documentId, organisationId],
      );
    return id;
  }

  /** A contract of the university with the company, drafted or settled. */
  async contract(listingId: string, state: 'drafted' | 'settled'): Promise<string> {
    const exchange_id = this.people.at('exchange');
    const sides = { transferor_id: this.people.at('university'), transferee_id: this.people.at('company') };
    const number = newId();
    const confirmation = await this.insert('sale_confirmation', {
      number: `C-${number}`,
      listing_id: listingId,
      auction_id: await this.auctionOf(listingId),
      exchange_id,
      ...sides,
      bidder_code: 'B01',
      price_minor: PRICE_MINOR,
      concluded_at: new Date(),
    });
    const done = state === 'settled' ? new Date() : null;
    const contract = await this.insert('contract', {
      number: `T-${number}`,
      listing_id: listingId,
      sale_confirmation_id: confirmation,
      exchange_id,
      ...sides,
      type: 'know_how_transfer',
      title: '一种样品',
      state,
      contract_amount_minor: PRICE_MINOR,
      signed_at: done,
      settled_at: done,
    });
    const document = '<!doctype html><title>合同</title>';
    await this.db.database.query(
      'insert into contract_version (contract_id, version, terms, document, content_hash) values ($1, 1, $2, $3, $4)',
      [contract, TERMS, document, sha256Hex(document)],
    );
    if (done)
      await this.insert('transaction_certificate', {
        number: `Z-${number}`,
        contract_id: contract,
        body: { ...CERTIFICATE, number: `Z-${number}` },
        content_hash: sha256Hex(number),
      });
    return contract;
  }

  async deposit(listingId: string): Promise<string> {
    return this.insert('deposit', {
      auction_id: await this.auctionOf(listingId),
      listing_id: listingId,
      exchange_id: this.people.at('exchange'),
      organisation_id: this.people.at('company'),
      amount_minor: 5_000,
      reference: `D-${newId()}`,
    });
  }

  /** What is paid for it, out and in, and what becomes of it in the statistics. */
  async money(contract: string): Promise<Record<'payment' | 'payout' | 'bankLine', string>> {
    const exchange_id = this.people.at('exchange');
    const payment = await this.insert('payment', {
      contract_id: contract,
      exchange_id,
      payer_id: this.people.at('company'),
      amount_minor: PRICE_MINOR,
      price_minor: PRICE_MINOR,
      buyer_fee_minor: 0,
      seller_fee_minor: 0,
      reference: `P-${contract}`,
    });
    const payout = await this.insert('payout', {
      kind: 'sale',
      exchange_id,
      payee_id: this.people.at('university'),
      payee_name: '卖方',
      contract_id: contract,
      source_account: `exchange:${exchange_id}:settlement`,
      amount_minor: PRICE_MINOR,
      provider: 'offline-bank',
    });
    const statement = await this.insert('bank_statement', {
      exchange_id,
      account_number: '6222000000000000',
      filename: 'a.csv',
      sha256: sha256Hex(contract),
      line_count: 1,
      inserted_count: 1,
      imported_by: this.people.who('exchange', 'cashier').userId,
    });
    const bankLine = await this.insert('bank_line', {
      statement_id: statement,
      exchange_id,
      account_number: '6222000000000000',
      serial: `S-${contract}`,
      booked_on: '2026-11-02',
      direction: 'credit',
      amount_minor: 5_000,
      counterparty_name: '某公司',
      state: 'unmatched',
    });
    await this.volume(contract);
    return { payment, payout, bankLine };
  }

  /** The three who keep the keys of a sealed sale. */
  async trustees(auctionId: string): Promise<void> {
    const kinds = { operator: 'exchange', notary: 'notary', regulator: 'regulator' } as const;
    for (const [role, kind] of Object.entries(kinds))
      await this.insert('sealed_trustee', {
        auction_id: auctionId,
        role,
        organisation_id: this.people.at(kind),
        appointed_by: this.people.who('exchange', 'auctioneer').userId,
      });
  }

  private async volume(contractId: string): Promise<void> {
    const transferee_id = this.people.at('company');
    const volume_record_id = await this.insert('volume_record', {
      contract_id: contractId,
      contract_type: 'know_how_transfer',
      contract_amount_minor: PRICE_MINOR,
      technical_amount_minor: PRICE_MINOR,
      exchange_id: this.people.at('exchange'),
      transferor_id: this.people.at('university'),
      transferee_id,
      region_code: '440100',
      transferee_region_code: '440100',
      pricing_way: 'auction',
      year: 2026,
    });
    await this.insert('subsidy_award', {
      rule_code: 'guangzhou-2015-buyer',
      rule_version: 1,
      volume_record_id,
      beneficiary_id: transferee_id,
      year: 2026,
      amount_minor: 5_000_000,
      trace: JSON.stringify([]),
    });
  }
}
