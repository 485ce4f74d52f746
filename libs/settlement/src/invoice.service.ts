import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, newId, notFound, type Fen } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, Database, DatabaseClock, FileStore, type Page, toPage, type Tx } from '@jishi/platform';
import { chinaDay } from '@jishi/pricing';
import {
  checkAmount,
  checkRate,
  checkTaxNumber,
  INVOICE_ACTORS,
  type InvoiceEvent,
  type InvoiceItem,
  type InvoiceKind,
  nextInvoiceState,
  reversalOf,
} from './domain/invoice';
import { splitRed, splitTax } from './domain/vat';
import { findFreeFile } from './invoice-file.repository';
import { InvoiceIssuer, type IssuedInvoice } from './invoice-issuer.port';
import * as repository from './invoice.repository';
import type {
  ClaimFilter,
  ClaimRow,
  InvoiceFilter,
  InvoicePaperRow,
  InvoiceRow,
  InvoiceStepRow,
  VatRateRow,
} from './invoice.repository';
import { pageOf, visibleTo } from './money-scope';

export type InvoiceDetail = InvoiceRow & { papers: InvoicePaperRow[]; steps: InvoiceStepRow[] };

export interface InvoiceWish {
  item: InvoiceItem;
  kind: InvoiceKind;
  title: string;
  taxNumber: string;
  /** All that is left when absent. */
  amountMinor?: Fen;
  remark?: string;
  /** The reversed one whose place this takes. */
  replacesId?: string;
}

/** What came out of the tax system; of an electronic invoice the file says it all. */
export interface HandedPaper {
  fileId: string;
  code?: string;
  number?: string;
  issuedOn?: string;
}

/** Invoices (发票): asked for by who paid, issued by who was paid, reversed in red, and never for more than was received. */
@Injectable()
export class InvoiceService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly files: FileStore,
    private readonly issuer: InvoiceIssuer,
  ) {}

  /** Errors: `contract.not_found`, `invoice.*`. */
  request(actor: Actor, contractId: string, wish: InvoiceWish): Promise<InvoiceDetail> {
    return this.database.transaction(async (tx) => {
      await repository.lockSale(tx, contractId);
      const claim = await repository.findClaim(tx, contractId, wish.item);
      if (claim?.recipientId !== actor.organisationId) throw notFound('invoice.nothing_received');
      const amountMinor = wish.amountMinor ?? claim.openMinor;
      checkAmount(amountMinor, claim);
      checkTaxNumber(wish.taxNumber, claim.recipientTaxNumber);
      const replacesId = wish.replacesId ?? null;
      if (replacesId) await this.checkReplaced(tx, replacesId, claim);
      const id = newId();
      await repository.insertInvoice(tx, {
        ...wish,
        id,
        number: await repository.nextNumber(tx, Number(this.today().slice(0, 4))),
        contractId,
        exchangeId: claim.exchangeId,
        issuerId: claim.issuerId,
        recipientId: claim.recipientId,
        title: wish.title.trim(),
        amountMinor,
        remark: wish.remark ?? '',
        replacesId,
        requestedBy: actor.userId,
      });
      const invoice = await this.find(tx, id);
      await this.record(tx, actor, invoice, 'request', '');
      return this.detail(tx, invoice);
    });
  }

  /** Whoever asked takes it back. Errors: `invoice.not_found`, `invoice.not_yours`, `invoice.wrong_state`. */
  withdraw(actor: Actor, id: string): Promise<InvoiceDetail> {
    return this.step(actor, id, 'withdraw', '');
  }

  /** It is not issued as it was asked for. Errors: as `withdraw`. */
  decline(actor: Actor, id: string, reason: string): Promise<InvoiceDetail> {
    return this.step(actor, id, 'decline', reason);
  }

  /** What was issued is wrong, or its sale was undone. Errors: as `withdraw`. */
  askReversal(actor: Actor, id: string, reason: string): Promise<InvoiceDetail> {
    return this.step(actor, id, 'ask_reversal', reason);
  }

  /** It stays as it was issued. Errors: as `withdraw`. */
  keep(actor: Actor, id: string, reason: string): Promise<InvoiceDetail> {
    return this.step(actor, id, 'keep', reason);
  }

  /** It was issued: what the tax system made of it goes on record. The same again is refused. Errors: `invoice.*`. */
  async issue(
    actor: Actor,
    id: string,
    handedIn: HandedPaper & { vatCode: string; exemption?: string },
  ): Promise<InvoiceDetail> {
    const invoice = await this.visible(this.database.manager, actor, id);
    this.check(actor, invoice, 'issue');
    const rate = (await this.rates()).find(({ code }) => code === handedIn.vatCode);
    if (!rate) throw invalid('invoice.rate_unfit', {}, [{ path: 'vatCode', code: 'invoice.rate_unfit' }]);
    const exemption = handedIn.exemption?.trim() ?? '';
    checkRate(invoice.item, invoice.kind, rate, exemption);
    const sums = { amountMinor: invoice.amountMinor, ...splitTax(invoice.amountMinor, rate) };
    const issued = await this.fromIssuer(actor, invoice, sums, handedIn);
    return this.database.transaction(async (tx) => {
      await repository.lockSale(tx, invoice.contractId);
      const current = await this.find(tx, id);
      this.check(actor, current, 'issue');
      const claim = await repository.findClaim(tx, current.contractId, current.item);
      // its own request is part of what was asked for
      if (!claim || claim.openMinor < 0) throw conflict('invoice.nothing_left');
      await this.keepPaper(tx, actor, current, issued, {
        ...sums,
        fileId: handedIn.fileId,
        vatCode: rate.code,
        vatEffectiveOn: rate.effectiveOn,
        exemption,
        reversesId: null,
        reason: '',
      });
      return this.move(tx, actor, current, 'issue', '');
    });
  }

  /** A red invoice takes it back, all of it or in part. Errors: `invoice.*`. */
  async reverse(
    actor: Actor,
    id: string,
    handedIn: HandedPaper & { amountMinor?: Fen; reason: string },
  ): Promise<InvoiceDetail> {
    const invoice = await this.visible(this.database.manager, actor, id);
    this.check(actor, invoice, 'reverse');
    const original = (await repository.papersOf(this.database.manager, id)).find(({ reversesId }) => !reversesId)!;
    const rate = (await repository.findRate(this.database.manager, original.vatCode, original.vatEffectiveOn))!;
    const { amountMinor } = reversalOf(invoice, handedIn.amountMinor);
    const sums = { amountMinor, ...splitRed(invoice, -amountMinor, rate) };
    const issued = await this.fromIssuer(actor, invoice, sums, handedIn);
    if (issued.issuedOn < original.issuedOn)
      throw invalid('invoice.red_before_blue', {}, [{ path: 'issuedOn', code: 'invoice.red_before_blue' }]);
    return this.database.transaction(async (tx) => {
      await repository.lockSale(tx, invoice.contractId);
      const current = await this.find(tx, id);
      // another one was quicker: what is left, and its split, are others now
      if (current.reversedMinor !== invoice.reversedMinor)
        throw conflict('invoice.wrong_state', { state: current.state });
      const { event } = reversalOf(current, -amountMinor);
      this.check(actor, current, event);
      const { vatCode, vatEffectiveOn, exemption } = original;
      const { reason, fileId } = handedIn;
      const paper = { ...sums, fileId, vatCode, vatEffectiveOn, exemption, reversesId: original.id, reason };
      await this.keepPaper(tx, actor, current, issued, paper);
      return this.move(tx, actor, current, event, handedIn.reason);
    });
  }

  /** Errors: `invoice.not_found`, also for what is not the reader's. */
  async get(actor: Actor, id: string): Promise<InvoiceDetail> {
    const tx = this.database.manager;
    return this.detail(tx, await this.visible(tx, actor, id));
  }

  async list(actor: Actor, query: Omit<InvoiceFilter, 'organisationId'>): Promise<Page<InvoiceRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    return pageOf(await repository.listInvoices(this.database.manager, filter), query.limit);
  }

  /** What was received and what invoices say of it, sale by sale and item by item. */
  async claims(actor: Actor, query: Omit<ClaimFilter, 'organisationId'>): Promise<Page<ClaimRow>> {
    const filter = { ...query, organisationId: visibleTo(actor), limit: query.limit + 1 };
    const found = await repository.listClaims(this.database.manager, filter);
    return toPage(found, query.limit, (last) => [last.item, last.contractId]);
  }

  /** The rates that hold today, with their sources. */
  rates(): Promise<VatRateRow[]> {
    return repository.ratesOn(this.database.manager, this.today());
  }

  /** The file of one paper. Errors: `invoice.not_found`, `invoice.paper_not_found`, `file.gone`, `file.damaged`. */
  async file(
    actor: Actor,
    id: string,
    paperId: string,
  ): Promise<{ content: Buffer; filename: string; mediaType: string }> {
    const invoice = await this.visible(this.database.manager, actor, id);
    const papers = await repository.papersOf(this.database.manager, invoice.id);
    const paper = papers.find((one) => one.id === paperId);
    if (!paper) throw notFound('invoice.paper_not_found');
    return { content: await this.files.get(paper), filename: paper.filename, mediaType: paper.mediaType };
  }

  private async fromIssuer(
    actor: Actor,
    invoice: InvoiceRow,
    sums: { amountMinor: Fen; netMinor: Fen; taxMinor: Fen },
    handedIn: HandedPaper,
  ): Promise<IssuedInvoice> {
    const order = {
      ...sums,
      issuerTaxNumber: invoice.issuerTaxNumber ?? '',
      recipientTaxNumber: invoice.taxNumber,
      recipientName: invoice.title,
      kind: invoice.kind,
    };
    const file = await findFreeFile(this.database.manager, handedIn.fileId, actor.organisationId);
    if (!file) throw notFound('invoice.file_not_found', {}, [{ path: 'fileId', code: 'invoice.file_not_found' }]);
    const issued = await this.issuer.issue(order, { ...handedIn, said: file.said });
    if (issued.issuedOn > this.today())
      throw invalid('invoice.bad_day', {}, [{ path: 'issuedOn', code: 'invoice.bad_day' }]);
    return issued;
  }

  private async keepPaper(
    tx: Tx,
    actor: Actor,
    invoice: InvoiceRow,
    issued: IssuedInvoice,
    paper: Omit<repository.NewPaper, keyof IssuedInvoice | 'id' | 'invoiceId' | 'issuerId' | 'adapter' | 'userId'>,
  ): Promise<void> {
    const { issuerId } = invoice;
    const of = { id: newId(), invoiceId: invoice.id, issuerId, adapter: this.issuer.name, userId: actor.userId };
    if (!(await repository.insertPaper(tx, { ...issued, ...paper, ...of })))
      throw conflict('invoice.number_used', { number: issued.number }, [
        { path: 'number', code: 'invoice.number_used', params: { number: issued.number } },
      ]);
  }

  private step(actor: Actor, id: string, event: InvoiceEvent, reason: string): Promise<InvoiceDetail> {
    return this.database.transaction(async (tx) => {
      const seen = await this.visible(tx, actor, id);
      await repository.lockSale(tx, seen.contractId);
      const invoice = await this.find(tx, id);
      this.check(actor, invoice, event);
      return this.move(tx, actor, invoice, event, reason);
    });
  }

  /** Errors: `invoice.not_yours`, `invoice.wrong_state`. */
  private check(actor: Actor, invoice: InvoiceRow, event: InvoiceEvent): void {
    const side = actor.organisationId === invoice.issuerId ? 'issuer' : 'recipient';
    if (!INVOICE_ACTORS[event].includes(side)) throw forbidden('invoice.not_yours');
    nextInvoiceState(invoice.state, event);
  }

  private async move(
    tx: Tx,
    actor: Actor,
    invoice: InvoiceRow,
    event: InvoiceEvent,
    reason: string,
  ): Promise<InvoiceDetail> {
    const state = nextInvoiceState(invoice.state, event);
    await repository.setInvoiceState(tx, invoice.id, state);
    await this.record(tx, actor, { ...invoice, state }, event, reason);
    return this.detail(tx, await this.find(tx, invoice.id));
  }

  /** What takes the place of another one is for the same, and that one is gone. Errors: `invoice.not_found`, `invoice.not_reversed`. */
  private async checkReplaced(tx: Tx, id: string, claim: ClaimRow): Promise<void> {
    const replaced = await repository.findInvoice(tx, id);
    const path = 'replacesId';
    if (replaced?.contractId !== claim.contractId || replaced.item !== claim.item)
      throw notFound('invoice.not_found', {}, [{ path, code: 'invoice.not_found' }]);
    if (!['reversed', 'declined', 'withdrawn'].includes(replaced.state) || replaced.replacedById)
      throw conflict('invoice.not_reversed', {}, [{ path, code: 'invoice.not_reversed' }]);
  }

  private async visible(tx: Tx, actor: Actor, id: string): Promise<InvoiceRow> {
    const invoice = await repository.findInvoice(tx, id);
    const reads =
      actor.organisationKind === 'regulator' ||
      [invoice?.issuerId, invoice?.recipientId].includes(actor.organisationId);
    if (!invoice || !reads) throw notFound('invoice.not_found');
    return invoice;
  }

  private async find(tx: Tx, id: string): Promise<InvoiceRow> {
    const invoice = await repository.findInvoice(tx, id);
    if (!invoice) throw notFound('invoice.not_found');
    return invoice;
  }

  private async detail(tx: Tx, invoice: InvoiceRow): Promise<InvoiceDetail> {
    const papers = await repository.papersOf(tx, invoice.id);
    return { ...invoice, papers, steps: await repository.stepsOf(tx, invoice.id) };
  }

  private today(): string {
    return chinaDay(this.clock.now());
  }

  /** On record, and told to the other one. */
  private async record(
    tx: Tx,
    actor: Actor,
    invoice: InvoiceRow,
    event: InvoiceEvent | 'request',
    reason: string,
  ): Promise<void> {
    const { userId, organisationId } = actor;
    const { id: invoiceId, state, contractId, number, amountMinor, item } = invoice;
    await repository.insertStep(tx, { id: newId(), invoiceId, event, state, reason, userId, organisationId });
    await audit(tx, {
      actorId: userId,
      organisationId,
      action: `invoice.${event}`,
      subjectType: 'invoice',
      subjectId: invoiceId,
      detail: { number, item, amountMinor, state, reason },
    });
    const other = organisationId === invoice.issuerId ? invoice.recipientId : invoice.issuerId;
    await appendFact(tx, {
      type: 'invoice.moved',
      subjectId: invoiceId,
      payload: { invoiceId, contractId, organisationId: other, event, invoiceNumber: number, reason },
    });
  }
}
