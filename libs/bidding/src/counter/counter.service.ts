import { Injectable } from '@nestjs/common';
import { conflict, forbidden, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import {
  appendFact,
  audit,
  Database,
  type Page,
  pageLimit,
  textCursor,
  timeCursor,
  toPage,
  type Tx,
} from '@jishi/platform';
import { MandateService, type WindowRow, WindowService } from '@jishi/windows';
import type { Ack, AuctionView } from '../answers';
import { BiddingService } from '../bidding.service';
import { findConflict } from '../conflict-check';
import { partiesOfAuction } from '../conflict.repository';
import {
  type CounterActRow,
  type CounterKind,
  type CounterSale,
  type CounterSeatRow,
  findAct,
  findCounterSale,
  insertAct,
  listActs,
  listSeats,
  recordAnswer,
  serve,
} from './counter.repository';

export interface CounterBid {
  /** Made by the clerk's client; the same id again gives the same answer. */
  commandId: string;
  auctionId: string;
  clientId: string;
  kind: CounterKind;
  amountMinor: number;
}

/** Null where the reader may not know: a rival exchange of a maximum. */
export type CounterAct = Omit<CounterActRow, 'amountMinor'> & { amountMinor: number | null };

export interface CounterSeat extends Omit<CounterSeatRow, 'view'> {
  sale: AuctionView;
}

/** Bids that everybody hears; a sealed one is encrypted in the bidder's own browser, which no counter can stand in for. */
const OPEN_MODES = ['english', 'dynamic'];
/** Not an answer: the same id settles later what became of it. */
const UNSETTLED = ['auction.busy', 'journal.unavailable', 'internal', 'bid.rate_limited'];

/**
 * Bids that a clerk enters under a client's written mandate. They take every bidder's way to the book, under the client's
 * code, marked there as entered at a counter; who entered them stands in the private part and here.
 */
@Injectable()
export class CounterService {
  constructor(
    private readonly database: Database,
    private readonly windows: WindowService,
    private readonly mandates: MandateService,
    private readonly bidding: BiddingService,
  ) {}

  /** Errors: `window.*`, `counter.*`, `auction.not_found`; what the book refuses is in the answer. */
  async bid(actor: Actor, bid: CounterBid, arrivedAtMs: number): Promise<{ act: CounterAct; ack: Ack }> {
    const { commandId, auctionId, clientId, kind, amountMinor } = bid;
    const { windowId, mandateId } = await this.entered(actor, bid);
    const counter = { windowId, clerkId: actor.userId, mandateId };
    const command = { type: kind, amountMinor, counter };
    const ack = await this.bidding.submit({ auctionId, commandId, actor: clientId, command, arrivedAtMs });
    if (ack.accepted || !UNSETTLED.includes(ack.code)) {
      const outcome = ack.accepted ? 'accepted' : 'refused';
      const answer = { outcome, code: ack.accepted ? null : ack.code, seq: ack.seq } as const;
      await this.database.transaction((tx) => recordAnswer(tx, commandId, answer));
    }
    return { act: await this.get(actor, commandId), ack };
  }

  /** Known to the window, the client, and the exchanges concerned. Errors: `counter.not_found`. */
  async get(actor: Actor, id: string): Promise<CounterAct> {
    const act = await findAct(this.database.manager, id);
    const readers = act ? [act.windowOrganisationId, act.clientId, act.exchangeId, act.hostId] : [];
    if (!act || !readers.includes(actor.organisationId)) throw notFound('counter.not_found');
    return shownTo(actor, act);
  }

  async list(
    actor: Actor,
    query: { auctionId?: string; since?: string; limit?: number; cursor?: string },
  ): Promise<Page<CounterAct>> {
    const limit = pageLimit(query.limit);
    const found = await listActs(this.database.manager, {
      readerId: actor.organisationId,
      userId: actor.userId,
      auctionId: query.auctionId ?? null,
      since: query.since ? new Date(query.since) : null,
      before: timeCursor(query.cursor),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.enteredAt.toISOString(), last.id]);
    return { ...page, items: page.items.map((act) => shownTo(actor, act)) };
  }

  /** Sales in which this window may bid for its clients, the next to end first. Errors: `window.not_found`. */
  async seats(actor: Actor, query: { limit?: number; cursor?: string }): Promise<Page<CounterSeat>> {
    const tx = this.database.manager;
    const limit = pageLimit(query.limit);
    const window = await this.windows.desk(tx, actor.organisationId);
    const of = { windowId: window.id, clerkId: actor.userId, after: textCursor(query.cursor), limit: limit + 1 };
    const page = toPage(await listSeats(tx, of), limit, (last) => [last.key, last.auctionId]);
    const items = page.items.map(({ view, key: _key, ...seat }) => ({
      ...seat,
      sale: JSON.parse(view) as AuctionView,
    }));
    return { ...page, items };
  }

  /** The act on record, new or repeated, and under what it was entered. */
  private entered(actor: Actor, bid: CounterBid): Promise<{ windowId: string; mandateId: string }> {
    return this.database.transaction(async (tx) => {
      const known = await findAct(tx, bid.commandId);
      if (known && !isSame(known, actor, bid)) throw conflict('command.id_reused');
      // Answered once, it is only told again: the mandate may have ended since.
      if (known?.outcome) return known;
      const window = await this.windows.desk(tx, actor.organisationId);
      const mandate = await this.mandates.require(tx, window.id, bid.clientId, 'bid', bid.amountMinor);
      await this.checkSale(tx, actor, window, bid);
      if (known) return known;
      const { commandId: id, auctionId, clientId, kind, amountMinor } = bid;
      const place = { auctionId, clientId, windowId: window.id, clerkId: actor.userId };
      if ((await serve(tx, place)) !== clientId) throw conflict('counter.other_client_in_sale');
      if (!(await insertAct(tx, { ...place, id, kind, amountMinor, mandateId: mandate.id }))) {
        // Clicked twice: the other one was first by a moment, and both get its answer.
        const first = await findAct(tx, id);
        if (!first || !isSame(first, actor, bid)) throw conflict('command.id_reused');
        return first;
      }
      await audit(tx, {
        actorId: actor.userId,
        organisationId: actor.organisationId,
        action: 'counter.bid_entered',
        subjectType: 'auction',
        subjectId: auctionId,
        // No amount: a maximum is nobody's business, and the book has it.
        detail: { channel: 'counter', commandId: id, kind, clientId, mandateId: mandate.id, windowId: window.id },
      });
      // The client hears of it at once, whatever becomes of it in the book: the receipt it leads to says.
      const { name: windowName } = window;
      const payload = { actId: id, auctionId, organisationId: clientId, kind, windowName };
      await appendFact(tx, { type: 'counter.bid_entered', subjectId: id, payload });
      return { windowId: window.id, mandateId: mandate.id };
    });
  }

  private async checkSale(tx: Tx, actor: Actor, window: WindowRow, { auctionId, clientId }: CounterBid): Promise<void> {
    const sale = await findCounterSale(tx, {
      auctionId,
      clientId,
      clerkId: actor.userId,
      windowOrganisationId: window.organisationId,
      windowExchangeId: window.exchangeId,
    });
    if (!sale) throw notFound('auction.not_found');
    if (!OPEN_MODES.includes(sale.mode)) throw conflict('counter.sealed_not_taken');
    if (sale.exchangeId !== window.exchangeId && !sale.linked) throw forbidden('counter.other_market');
    if (sale.servedSeller) throw forbidden('counter.serves_seller');
    if (sale.rivalPeople) throw forbidden('counter.rival_people');
    await this.checkStranger(tx, window, sale, auctionId, clientId);
    const { admitted } = await this.bidding.standing(auctionId, clientId);
    if (!admitted) throw conflict('counter.not_admitted');
  }

  /** Like a candidate and those who run its sale, client and window are strangers, also by holdings. */
  private async checkStranger(
    tx: Tx,
    { organisationId, exchangeId }: WindowRow,
    sale: CounterSale,
    auctionId: string,
    clientId: string,
  ): Promise<void> {
    const parties = await partiesOfAuction(tx, auctionId);
    const operatorIds = [...new Set([organisationId, exchangeId, sale.exchangeId])];
    const of = { transferorId: organisationId, operatorIds, since: parties?.since ?? null };
    if (await findConflict(tx, { organisationId: clientId }, of)) throw forbidden('counter.own_people');
  }
}

const isSame = (act: CounterActRow, actor: Actor, bid: CounterBid): boolean =>
  act.clerkId === actor.userId &&
  act.auctionId === bid.auctionId &&
  act.clientId === bid.clientId &&
  act.kind === bid.kind &&
  act.amountMinor === bid.amountMinor;

/** A maximum is the client's secret; its window knows it because it wrote it down. */
function shownTo({ organisationId }: Actor, act: CounterActRow): CounterAct {
  const knows = act.kind === 'bid' || [act.clientId, act.windowOrganisationId].includes(organisationId);
  return knows ? act : { ...act, amountMinor: null };
}
