import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CertificateService, ContractsService } from '@jishi/contracts';
import type { Actor } from '@jishi/identity';
import { LedgerService } from '@jishi/ledger';
import { NotificationService } from '@jishi/notifications';
import { chinaDay } from '@jishi/pricing';
import {
  DepositService,
  FeeService,
  type InvoiceDetail,
  InvoiceFileService,
  InvoiceService,
  OwnMoneyService,
  PaymentService,
} from '@jishi/settlement';
import { Deal, MoneyBench } from '../../../test/support/deal';
import { eInvoiceOf, eInvoiceXml, zipOf } from '../../../test/support/e-invoice';
import { paper } from '../../../test/support/papers';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';

/** 1.3M after bidding on a listing of 1M: buyer 5%; seller 5‰ and 10% of the 0.3M above. */
const PRICE = 130_000_000;
const [BUYER_FEE, SELLER_FEE] = [6_500_000, 3_500_000];
const TODAY = chinaDay(Date.now());
let serial = 0;
const nextNumber = (): string => `26442000${String((serial += 1)).padStart(12, '0')}`;

let db: TestDatabase;
let bench: MoneyBench;
let deal: Deal;
let buyer: Actor;
let contractId: string;
let invoices: InvoiceService;

beforeAll(async () => {
  db = await testDatabase();
  bench = await MoneyBench.open(db);
  invoices = bench.get(InvoiceService);
});
afterAll(async () => {
  await bench.close();
  await db.drop();
});

/** A sale up to the payment that is due. */
async function sell(): Promise<void> {
  deal = await Deal.open(bench);
  buyer = deal.bidders[1]!;
  for (const bidder of deal.bidders) await deal.approve(bidder);
  await bench.drain();
  for (const bidder of deal.bidders)
    await bench.get(DepositService).simulatePayment(bidder, (await deal.deposit(bidder)).id);
  await deal.close(buyer, PRICE);
  await bench.drain();
  const contracts = bench.get(ContractsService);
  const contract = (await contracts.list(buyer, { listingId: deal.listingId, limit: 1 })).items[0]!;
  contractId = contract.id;
  for (const party of [deal.seller, buyer])
    await contracts.accept(party, contractId, {
      version: contract.currentVersion,
      contentHash: contract.contentHash,
    });
  await bench.drain();
}

const payment = async () => (await bench.get(PaymentService).list(buyer, { contractId, limit: 1 })).items[0]!;
async function pay(): Promise<void> {
  await bench.get(PaymentService).simulatePayment(buyer, (await payment()).id);
  await bench.drain();
}

async function wishOf(
  actor: Actor,
  item: 'buyer_fee' | 'seller_fee' | 'price',
  kind: 'ordinary' | 'special' = 'special',
) {
  const { name, uscc } = await bench.one<{ name: string; uscc: string }>(
    'select name, uscc from organisation where id = $1',
    actor.organisationId,
  );
  return { item, kind, title: name, taxNumber: uscc };
}
const ask = async (actor: Actor, item: 'buyer_fee' | 'seller_fee' | 'price', more: object = {}) =>
  invoices.request(actor, contractId, { ...(await wishOf(actor, item)), ...more });

const file = async (actor: Actor, content: Buffer = paper(`Invoice ${(serial += 1)}`)) =>
  (await bench.get(InvoiceFileService).store(actor, { filename: 'f.pdf', content })).id;
const issue = async (actor: Actor, { id }: InvoiceDetail, more: object = {}) =>
  invoices.issue(actor, id, {
    fileId: await file(actor),
    number: nextNumber(),
    issuedOn: TODAY,
    vatCode: 'modern_service',
    ...more,
  });
const reverse = async (actor: Actor, { id }: InvoiceDetail, more: object = {}) =>
  invoices.reverse(actor, id, {
    fileId: await file(actor),
    number: nextNumber(),
    issuedOn: TODAY,
    reason: '抬头有误',
    ...more,
  });
const claim = async (actor: Actor, item: string) =>
  (await invoices.claims(actor, { contractId, limit: 10 })).items.find((one) => one.item === item)!;

describe('from the settled sale to invoices that match it', () => {
  beforeAll(async () => {
    await sell();
    await expect(ask(buyer, 'buyer_fee')).rejects.toThrow('invoice.nothing_received');
    await pay();
  });

  it('both parties ask, they are issued, one is reversed and issued anew, and all of it fits to the fen', async () => {
    const bought = await ask(buyer, 'buyer_fee');
    const sold = await ask(deal.seller, 'seller_fee', { kind: 'ordinary' });
    const priced = await ask(buyer, 'price', { kind: 'ordinary' });
    expect(bought).toMatchObject({ state: 'requested', amountMinor: BUYER_FEE, issuerId: deal.cashier.organisationId });
    expect(priced).toMatchObject({ amountMinor: PRICE, issuerId: deal.seller.organisationId });
    await expect(ask(buyer, 'buyer_fee')).rejects.toThrow('invoice.nothing_left');

    const issued = await issue(deal.cashier, bought);
    // 65,000.00 ÷ 1.06 = 61,320.75
    expect(issued).toMatchObject({ state: 'issued', papers: [{ netMinor: 6_132_075, taxMinor: 367_925 }] });
    await issue(deal.checker, sold);
    const exempt = { vatCode: 'technology_exempt', exemption: '2026440100001234' };
    expect(await issue(deal.seller, priced, exempt)).toMatchObject({ papers: [{ netMinor: PRICE, taxMinor: 0 }] });

    const asked = await invoices.askReversal(buyer, bought.id, '抬头有误，请重开');
    expect(asked).toMatchObject({ state: 'reversing', reason: '抬头有误，请重开' });
    await expect(ask(buyer, 'buyer_fee', { replacesId: bought.id })).rejects.toThrow('invoice.nothing_left');
    const reversed = await reverse(deal.cashier, bought);
    expect(reversed).toMatchObject({ state: 'reversed', reversedMinor: BUYER_FEE });
    const [blue, red] = reversed.papers;
    expect(red).toMatchObject({
      reversesId: blue!.id,
      amountMinor: -BUYER_FEE,
      netMinor: -6_132_075,
      taxMinor: -367_925,
    });
    expect(await claim(buyer, 'buyer_fee')).toMatchObject({ invoicedMinor: 0, openMinor: BUYER_FEE });
    expect((await bench.get(OwnMoneyService).read(buyer)).uninvoicedMinor).toBe(BUYER_FEE);

    const anew = await ask(buyer, 'buyer_fee', { replacesId: bought.id });
    expect(anew).toMatchObject({ replacesNumber: bought.number });
    await issue(deal.cashier, anew);

    // what invoices say, what the payments say, and what the ledger keeps as fees are one
    const { accounts } = await bench.get(LedgerService).trialBalance({ exchangeId: deal.cashier.organisationId });
    const kept = (purpose: string) => accounts.find((account) => account.purpose === purpose)!.balanceMinor;
    for (const [actor, item, amount] of [
      [deal.cashier, 'buyer_fee', kept('buyer_fee')],
      [deal.cashier, 'seller_fee', kept('seller_fee')],
      [buyer, 'price', PRICE],
    ] as const)
      expect(await claim(actor, item)).toMatchObject({
        receivedMinor: amount,
        invoicedMinor: amount,
        requestedMinor: 0,
        openMinor: 0,
      });
    expect([kept('buyer_fee'), kept('seller_fee')]).toEqual([BUYER_FEE, SELLER_FEE]);
    for (const actor of [buyer, deal.seller])
      expect((await bench.get(OwnMoneyService).read(actor)).uninvoicedMinor).toBe(0);
    expect((await invoices.claims(deal.cashier, { open: true, limit: 10 })).items).toEqual([]);

    await bench.drain();
    const told = (await bench.get(NotificationService).list(buyer, { limit: 50 }, 'zh')).items.map(({ text }) => text);
    expect(told.filter((text) => text.includes('发票'))).toHaveLength(4);
  });

  it('the parties only read it, with its files, and the market’s regulator', async () => {
    const [found] = (await invoices.list(buyer, { item: 'price', limit: 1 })).items;
    expect(found).toMatchObject({ state: 'issued' });
    const { papers } = await invoices.get(deal.auditor, found!.id);
    const { content } = await invoices.file(buyer, found!.id, papers[0]!.id);
    expect(content.subarray(0, 5).toString()).toBe('%PDF-');
    // what the seller invoices the buyer is not the exchange's business
    for (const stranger of [deal.cashier, deal.bidders[0]!])
      await expect(invoices.get(stranger, found!.id)).rejects.toThrow('invoice.not_found');
    expect((await invoices.list(deal.cashier, { limit: 10 })).items.map(({ item }) => item).sort()).toEqual([
      'buyer_fee',
      'buyer_fee',
      'seller_fee',
    ]);
    expect((await invoices.list(buyer, { side: 'issued', limit: 10 })).items).toEqual([]);
  });

  it('the paper of the sale can be checked by whoever holds it', async () => {
    const certificates = bench.get(CertificateService);
    const { number, content_hash } = await bench.one<{ number: string; content_hash: string }>(
      'select number, content_hash from transaction_certificate where contract_id = $1',
      contractId,
    );
    const code = content_hash.slice(0, 16);
    expect(await certificates.document(buyer, contractId)).toContain(code.slice(0, 4).toUpperCase());
    expect(await certificates.check(number, `${code.slice(0, 4)} ${code.slice(4)}`)).toMatchObject({
      number,
      paidMinor: PRICE,
    });
    for (const [wrongNumber, wrongCode] of [
      [number, code.slice(0, 15)],
      [number, '0'.repeat(16)],
      ['JSZM2026999999', code],
    ])
      await expect(certificates.check(wrongNumber!, wrongCode!)).rejects.toThrow('certificate.not_ours');
  });
});

describe('an invoice', () => {
  beforeEach(async () => {
    await sell();
    await pay();
  });

  it('is for what was received, asked by who paid, in parts if wished', async () => {
    await expect(ask(deal.seller, 'buyer_fee')).rejects.toThrow('invoice.nothing_received');
    await expect(ask(deal.bidders[0]!, 'price')).rejects.toThrow('invoice.nothing_received');
    await expect(ask(buyer, 'buyer_fee', { amountMinor: BUYER_FEE + 1 })).rejects.toThrow('invoice.over_received');
    await expect(
      ask(buyer, 'buyer_fee', { taxNumber: (await wishOf(deal.seller, 'price')).taxNumber }),
    ).rejects.toThrow('invoice.other_taxpayer');
    await expect(ask(buyer, 'buyer_fee', { taxNumber: '91440101MA00000000' })).rejects.toThrow(
      'invoice.bad_tax_number',
    );
    await ask(buyer, 'buyer_fee', { amountMinor: 1_000_000 });
    expect((await ask(buyer, 'buyer_fee')).amountMinor).toBe(BUYER_FEE - 1_000_000);
  });

  it('asked for by many at once is asked for once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => ask(buyer, 'buyer_fee')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is taken back by who asked, given back by who issues, and neither does the other’s part', async () => {
    const first = await ask(buyer, 'buyer_fee');
    await expect(invoices.withdraw(deal.cashier, first.id)).rejects.toThrow('invoice.not_yours');
    await expect(invoices.decline(buyer, first.id, '不要了')).rejects.toThrow('invoice.not_yours');
    await expect(issue(buyer, first)).rejects.toThrow('invoice.not_yours');
    await expect(invoices.askReversal(buyer, first.id, '错了')).rejects.toThrow('invoice.wrong_state');
    await invoices.withdraw(buyer, first.id);
    const second = await ask(buyer, 'buyer_fee', { replacesId: first.id });
    await expect(ask(buyer, 'seller_fee')).rejects.toThrow('invoice.nothing_received');
    expect(await invoices.decline(deal.cashier, second.id, '专票资料不全')).toMatchObject({ reason: '专票资料不全' });
    await expect(issue(deal.cashier, second)).rejects.toThrow('invoice.wrong_state');
    await expect(ask(buyer, 'buyer_fee', { replacesId: first.id })).rejects.toThrow('invoice.not_reversed');
  });

  it('is reversed in parts, never beyond itself, and stays when its issuer says so', async () => {
    const one = await issue(deal.cashier, await ask(buyer, 'buyer_fee'));
    await expect(reverse(deal.cashier, one)).rejects.toThrow('invoice.wrong_state');
    await invoices.askReversal(deal.cashier, one.id, '金额有误');
    expect(await invoices.keep(deal.cashier, one.id, '核对无误')).toMatchObject({
      state: 'issued',
      reason: '核对无误',
    });
    await invoices.askReversal(buyer, one.id, '部分退费');
    await expect(reverse(deal.cashier, one, { amountMinor: BUYER_FEE + 1 })).rejects.toThrow('invoice.over_original');
    await expect(reverse(deal.cashier, one, { issuedOn: '2020-01-01' })).rejects.toThrow('invoice.red_before_blue');
    expect(await reverse(deal.cashier, one, { amountMinor: 1_000_001 })).toMatchObject({ state: 'issued' });
    expect((await ask(buyer, 'buyer_fee')).amountMinor).toBe(1_000_001);
    await invoices.askReversal(buyer, one.id, '其余也退');
    const whole = await reverse(deal.cashier, one);
    expect(whole.state).toBe('reversed');
    const sum = (key: 'amountMinor' | 'netMinor' | 'taxMinor') =>
      whole.papers.reduce((all, paper) => all + paper[key], 0);
    expect([sum('amountMinor'), sum('netMinor'), sum('taxMinor')]).toEqual([0, 0, 0]);
  });

  it('bears a number once, a day that was, a rate that fits, and a file of its issuer', async () => {
    const [one, two] = [await ask(buyer, 'buyer_fee', { amountMinor: 100 }), await ask(buyer, 'buyer_fee')];
    const number = nextNumber();
    await issue(deal.cashier, one, { number });
    await expect(issue(deal.cashier, two, { number })).rejects.toThrow('invoice.number_used');
    await expect(issue(deal.cashier, two, { number: '123' })).rejects.toThrow('invoice.bad_number');
    for (const issuedOn of ['2999-01-01', '2026-02-30', 'x'])
      await expect(issue(deal.cashier, two, { issuedOn })).rejects.toThrow('invoice.bad_day');
    await expect(issue(deal.cashier, two, { vatCode: 'intangible' })).rejects.toThrow('invoice.rate_unfit');
    await expect(issue(deal.cashier, two, { vatCode: 'none' })).rejects.toThrow('invoice.rate_unfit');
    await expect(issue(deal.cashier, two, { fileId: await file(deal.seller) })).rejects.toThrow(
      'invoice.file_not_found',
    );
    const used = await file(deal.cashier);
    await issue(deal.cashier, two, { fileId: used });
    const other = await ask(deal.seller, 'seller_fee');
    await expect(issue(deal.cashier, other, { fileId: used })).rejects.toThrow('invoice.file_not_found');
  });

  it('from the XML of the tax system says what was asked for, or is refused field by field', async () => {
    const one = await ask(buyer, 'buyer_fee');
    const said = { number: nextNumber(), issuedOn: TODAY, netMinor: 6_132_075, taxMinor: 367_925 };
    const typed = { number: undefined, issuedOn: undefined };
    for (const [wrong, field] of [
      [{ ...said, netMinor: 6_132_076, taxMinor: 367_924 }, 'netMinor'],
      [{ ...said, taxMinor: 367_926 }, 'amountMinor'],
    ] as const) {
      const fileId = await file(deal.cashier, eInvoiceOf(one, wrong));
      await expect(issue(deal.cashier, one, { ...typed, fileId })).rejects.toMatchObject({
        code: 'invoice.file_differs',
        params: { field },
      });
    }
    const stranger = await file(deal.cashier, eInvoiceOf({ ...one, title: '别的公司' }, said));
    await expect(issue(deal.cashier, one, { ...typed, fileId: stranger })).rejects.toThrow('invoice.file_differs');
    const fileId = await file(deal.cashier, eInvoiceOf(one, said));
    await expect(issue(deal.cashier, one, { fileId, issuedOn: TODAY, number: nextNumber() })).rejects.toThrow(
      'invoice.file_differs',
    );
    expect(await issue(deal.cashier, one, { ...typed, fileId })).toMatchObject({
      state: 'issued',
      paperNumber: said.number,
      issuedOn: TODAY,
    });
  });

  it('brings a file that is what it says, or none is kept', async () => {
    const good = {
      number: nextNumber(),
      issuedOn: TODAY,
      seller: 'A',
      buyer: 'B',
      buyerName: 'C',
      netMinor: 1,
      taxMinor: 0,
    };
    const xml = eInvoiceXml(good).toString();
    const { length } = await db.database.query('select id from invoice_file');
    for (const [content, code] of [
      [Buffer.alloc(0), 'invoice.no_file'],
      [Buffer.from('hello'), 'invoice.file_type'],
      [Buffer.from('%PDF-1.7 broken'), 'attachment.'],
      [zipOf({ 'word/document.xml': '<a/>' }), 'invoice.file_type'],
      [zipOf({ 'OFD.xml': '<a/>', 'Doc_0/run.exe': 'MZ' }), 'invoice.file_broken'],
      [zipOf({ 'OFD.xml': '<a/>' }).subarray(0, 40), 'invoice.file_broken'],
      [Buffer.from('<a></a>'), 'invoice.file_unreadable'],
      [Buffer.from(xml.replace('<EInvoice>', '<!DOCTYPE a [<!ENTITY x "y">]><EInvoice>')), 'invoice.file_unreadable'],
      [Buffer.from(xml.replace('</EInvoiceData>', '')), 'invoice.file_unreadable'],
      [Buffer.from(xml.replace('0.01<', '0.001<')), 'invoice.file_unreadable'],
      [
        Buffer.from(xml.replace('</TaxSupervisionInfo>', '<InvoiceNumber>2</InvoiceNumber></TaxSupervisionInfo>')),
        'invoice.file_unreadable',
      ],
    ] as const)
      await expect(file(deal.cashier, content)).rejects.toThrow(code);
    expect(await db.database.query('select id from invoice_file')).toHaveLength(length);
    await file(deal.cashier, zipOf({ 'OFD.xml': '<a/>', 'Doc_0/Document.xml': '<a/>' }));
    await file(deal.cashier, eInvoiceXml(good));
  });

  it('is kept from saying too much by the database, too', async () => {
    const one = await issue(deal.cashier, await ask(buyer, 'buyer_fee', { amountMinor: 1_000 }));
    const two = await ask(buyer, 'buyer_fee', { amountMinor: 1_000 });
    const row = async (change: object) => {
      const columns: Record<string, unknown> = {
        id: crypto.randomUUID(),
        invoice_id: two.id,
        issuer_id: two.issuerId,
        number: nextNumber(),
        issued_on: TODAY,
        amount_minor: 1_000,
        net_minor: 943,
        tax_minor: 57,
        vat_code: 'modern_service',
        vat_effective_on: '2016-05-01',
        adapter: 'offline',
        file_id: await file(deal.cashier),
        recorded_by: deal.cashier.userId,
        ...change,
      };
      const names = Object.keys(columns);
      return db.database.query(
        `insert into invoice_paper (${names.join()}) values (${names.map((_, i) => `$${i + 1}`).join()})`,
        Object.values(columns),
      );
    };
    const [blue] = one.papers;
    const red = {
      invoice_id: one.id,
      reverses_id: blue!.id,
      reason: '冲红',
      amount_minor: -1_001,
      net_minor: -944,
      tax_minor: -57,
    };
    await expect(row({ amount_minor: 1_001, net_minor: 944 })).rejects.toThrow('says more than was received');
    await expect(row({ net_minor: 944 })).rejects.toThrow(/check constraint/);
    await expect(row({ issuer_id: deal.seller.organisationId })).rejects.toThrow('issued by somebody else');
    await expect(row(red)).rejects.toThrow('more is reversed');
    await expect(row({ ...red, amount_minor: -1, net_minor: -1, tax_minor: 0, reverses_id: null })).rejects.toThrow();
    await expect(row({ number: one.papers[0]!.number })).rejects.toThrow('invoice_number_once');
    // and it cannot be changed or go back
    for (const sql of [
      'update invoice_paper set amount_minor = 1',
      'delete from invoice_paper',
      'truncate invoice_paper cascade',
    ])
      await expect(db.database.query(sql)).rejects.toThrow(/permission denied|append-only/);
    await expect(db.database.query(`update invoice set state = 'requested' where id = $1`, [one.id])).rejects.toThrow(
      'cannot go from',
    );
    await expect(db.database.query('update invoice set amount_minor = 1')).rejects.toThrow('permission denied');
  });
});

describe('a fee', () => {
  beforeEach(sell);
  const fees = () => bench.get(FeeService);
  const propose = (side: 'buyer' | 'seller', amountMinor: number) =>
    fees().propose(deal.cashier, contractId, { side, amountMinor, reason: '首单优惠' });

  it('is told line by line to whom it concerns, and to the exchange', async () => {
    const [own] = await fees().read(buyer, contractId);
    expect(own).toMatchObject({
      side: 'buyer',
      competitive: true,
      profileCode: 'gz-university',
      amountMinor: BUYER_FEE,
      chargedMinor: BUYER_FEE,
      lines: [{ kind: 'band', baseMinor: PRICE, rate: { numerator: 5, denominator: 100 }, amountMinor: BUYER_FEE }],
    });
    expect(
      (await fees().read(deal.seller, contractId)).map(({ side, lines }) => [
        side,
        lines.map((line) => line.amountMinor),
      ]),
    ).toEqual([['seller', [500_000, 3_000_000]]]);
    expect((await fees().read(deal.cashier, contractId)).map(({ side }) => side)).toEqual(['buyer', 'seller']);
    await expect(fees().read(deal.bidders[0]!, contractId)).rejects.toThrow('contract.not_found');
  });

  it('is reduced by two people before it is paid, and settles as reduced', async () => {
    const before = await payment();
    const wish = await propose('buyer', 1_500_000);
    await expect(propose('buyer', 1)).rejects.toThrow('fee.proposed_already');
    await expect(fees().confirm({ ...deal.checker, userId: deal.cashier.userId }, wish.id)).rejects.toThrow(
      'fee.same_person',
    );
    await expect(
      db.database.query(
        `update fee_decision set state = 'confirmed', decided_by = proposed_by, decided_at = now() where id = $1`,
        [wish.id],
      ),
    ).rejects.toThrow('fee_decision_two_people');
    expect(await payment()).toEqual(before);
    await fees().confirm(deal.checker, wish.id);
    await expect(fees().confirm(deal.checker, wish.id)).rejects.toThrow('fee.decided_already');
    const waived = await propose('seller', 0);
    await fees().confirm(deal.checker, waived.id);
    expect(await payment()).toMatchObject({
      buyerFeeMinor: 1_500_000,
      sellerFeeMinor: 0,
      amountMinor: before.amountMinor - 5_000_000,
    });
    await pay();
    const { accounts } = await bench.get(LedgerService).trialBalance({ exchangeId: deal.cashier.organisationId });
    const kept = Object.fromEntries(accounts.map(({ purpose, balanceMinor }) => [purpose, balanceMinor]));
    expect(kept).toMatchObject({ buyer_fee: 1_500_000, seller_fee: 0, sale: 0 });
    expect(await bench.get(LedgerService).check()).toEqual({ sumMinor: 0, drifted: [] });
    expect((await ask(buyer, 'buyer_fee')).amountMinor).toBe(1_500_000);
    await expect(ask(deal.seller, 'seller_fee')).rejects.toThrow('invoice.nothing_left');
    const [view] = await fees().read(buyer, contractId);
    expect(view).toMatchObject({
      amountMinor: BUYER_FEE,
      chargedMinor: 1_500_000,
      paid: true,
      decisions: [{ state: 'confirmed' }],
    });
    await expect(propose('buyer', 0)).rejects.toThrow('fee.paid_already');
    await expect(
      db.database.query(
        'update payment set buyer_fee_minor = 0, amount_minor = price_minor - deposit_offset_minor where contract_id = $1',
        [contractId],
      ),
    ).rejects.toThrow('its amounts stay');
  });

  it('stays when the second person does not agree, and is never made more', async () => {
    const wish = await propose('seller', 100);
    expect(await fees().reject(deal.checker, wish.id, '不符合减免条件')).toMatchObject({
      state: 'rejected',
      answer: '不符合减免条件',
    });
    expect(await payment()).toMatchObject({ sellerFeeMinor: SELLER_FEE });
    for (const amount of [SELLER_FEE, SELLER_FEE + 1, -1])
      await expect(propose('seller', amount)).rejects.toThrow('fee.not_less');
    const other = await Deal.open(bench, 1);
    await expect(
      fees().propose(other.cashier, contractId, { side: 'buyer', amountMinor: 0, reason: '优惠' }),
    ).rejects.toThrow('contract.not_found');
    const again = await propose('seller', 100);
    await expect(fees().confirm(other.checker, again.id)).rejects.toThrow('fee.decision_not_found');
    expect((await fees().list(deal.cashier, { limit: 10 })).items.map(({ state }) => state)).toEqual([
      'proposed',
      'rejected',
    ]);
  });

  it('waits while its payer is paying', async () => {
    const wish = await propose('buyer', 100);
    const { id, exchangeId } = await payment();
    const command = crypto.randomUUID();
    await db.database.query(
      `insert into provider_command (id, provider, operation, subject_id, request) values ($1, 'stripe_card', 'begin', $2, '{}')`,
      [command, id],
    );
    await db.database.query(
      `insert into provider_movement (id, provider, subject_kind, subject_id, exchange_id, amount_minor, currency, pay_until, facts, stage)
       values ($1, 'stripe_card', 'payment', $2, $3, 5, 'CNY', now() + interval '1 hour', '{}', 'begun')`,
      [command, id, exchangeId],
    );
    await expect(fees().confirm(deal.checker, wish.id)).rejects.toThrow('fee.being_paid');
    // the seller's part is nothing the payer pays
    const seller = await propose('seller', 100);
    await fees().confirm(deal.checker, seller.id);
    expect(await payment()).toMatchObject({ sellerFeeMinor: 100, buyerFeeMinor: BUYER_FEE });
  });
});
