import { Injectable } from '@nestjs/common';
import { notFound } from '@jishi/kernel';
import { Database, DatabaseClock, numberCursor, type Page, pageLimit, timeCursor, toPage } from '@jishi/platform';
import type { Ack, AuctionView, Snapshot, Standing } from './answers';
import { findAuction, latestBids, listAuctions, listSales, publicEventsAfter, readBook } from './auction.repository';
import { Books } from './books';
import type { PublicEvent } from './domain/events';
import { modeOf } from './domain/mode';
import type { AuctionState } from './domain/state';
import { type BookReport, verifyBook } from './domain/verify';
import { Journal, type Submission } from './journal/journal';
import { Router } from './lease/router';
import { bookKeys } from './proof.repository';
import { verifyHead } from './signer';

const BIDS_SHOWN = 100;
const MOST_EVENTS = 5_000;

export interface AuctionQuery {
  state?: string;
  limit?: number;
  cursor?: string;
}

export interface SalesQuery extends AuctionQuery {
  /** Part of a title. */
  q?: string;
}

/** Whoever was outbid, and by what it stood. */
export interface RunnerUp {
  code: string;
  organisationId: string;
  priceMinor: number;
}

@Injectable()
export class BiddingService {
  constructor(
    private readonly journal: Journal,
    private readonly router: Router,
    private readonly books: Books,
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  /**
   * Gives a command to the journal of the gateway which holds the auction's lease; answers after the commit.
   * The same id again gets the same answer.
   */
  submit(submission: Submission): Promise<Ack> {
    return this.router.submit(submission);
  }

  /** This process decides the bids of auctions that no other gateway has taken. */
  takeLeases(): void {
    this.router.takeLeases();
  }

  /** A bid was received and still needs a look at something else: the close waits until the returned function is called. */
  arrive(arrivedAtMs: number): () => void {
    return this.journal.arrive(arrivedAtMs);
  }

  admit(auctionId: string, organisationId: string, commandId: string): Promise<Ack> {
    return this.router.submit({ auctionId, commandId, actor: 'system', command: { type: 'admit', organisationId } });
  }

  /** Refused with `bidder.has_standing_bid` while the organisation's offer binds it. */
  exclude(auctionId: string, organisationId: string, commandId: string, reason: string): Promise<Ack> {
    const command = { type: 'exclude', organisationId, reason } as const;
    return this.router.submit({ auctionId, commandId, actor: 'system', command });
  }

  /** Said by the exchange of the sale, after it was decided. */
  recordDefault(auctionId: string, userId: string, commandId: string, reason: string): Promise<Ack> {
    const command = { type: 'default', reason } as const;
    return this.router.submit({ auctionId, commandId, actor: `operator:${userId}`, command });
  }

  /**
   * Who bid next in a closed sale, the highest first, each with its own last word; no bid that was void, below the start or the
   * reserve, or of somebody who had left. Errors: `auction.not_found`.
   */
  async runnersUp(auctionId: string): Promise<RunnerUp[]> {
    const { state } = await this.books.read(auctionId);
    const least = Math.max(state.rules!.startPriceMinor, state.reserveMinor ?? 0);
    const bids = await latestBids(this.database.manager, auctionId, state.seq, MOST_EVENTS);
    const best = new Map<string, number>();
    for (const { bidder, amountMinor, void: isVoid } of bids)
      if (!isVoid && amountMinor !== null && amountMinor > (best.get(bidder) ?? 0)) best.set(bidder, amountMinor);
    return [...state.bidders.values()]
      .filter(({ code, admitted }) => admitted && code !== state.outcome?.winner)
      .flatMap(({ code, organisationId }) => {
        const priceMinor = best.get(code);
        return priceMinor !== undefined && priceMinor >= least ? [{ code, organisationId, priceMinor }] : [];
      })
      .sort((a, b) => b.priceMinor - a.priceMinor || (a.code < b.code ? -1 : 1));
  }

  async list(query: AuctionQuery): Promise<Page<AuctionView>> {
    const limit = pageLimit(query.limit);
    const before = timeCursor(query.cursor);
    const found = await listAuctions(this.database.manager, query.state ?? null, before, limit + 1);
    const { nextCursor } = toPage(found, limit, (last) => last.key);
    return { items: found.slice(0, limit).map(({ view }) => view), nextCursor };
  }

  /** The sales an exchange runs, by what they wait for; without a state, only those that are not over. */
  async sales(exchangeId: string, query: SalesQuery): Promise<Page<AuctionView>> {
    const limit = pageLimit(query.limit);
    const after = numberCursor(query.cursor);
    const filter = { state: query.state ?? null, text: query.q?.trim() || null };
    const found = await listSales(this.database.manager, exchangeId, filter, after, limit + 1);
    const { items, nextCursor } = toPage(found, limit, (last) => last.key);
    return { items: items.map(({ view }) => view), nextCursor };
  }

  /** The auction as it stands, public part; with the caller's own place when an organisation asks. Errors: `auction.not_found`. */
  async snapshot(auctionId: string, organisationId?: string): Promise<Snapshot> {
    const found = await findAuction(this.database.manager, auctionId);
    if (!found) throw notFound('auction.not_found');
    const { view, rules, head } = found;
    const bids = await latestBids(this.database.manager, auctionId, view.seq, BIDS_SHOWN);
    const phase = (view.pausedAtMs ?? this.clock.now()) < view.freeEndsAtMs ? 'free' : 'timed';
    const snapshot: Snapshot = { ...view, phase, bids, rules, head };
    if (!organisationId) return snapshot;
    const { state: _state, won: _won, frozen: _frozen, ...me } = await this.standing(auctionId, organisationId);
    return { ...snapshot, me };
  }

  /** Public parts in sequence. */
  eventsAfter(auctionId: string, after: number, limit: number): Promise<PublicEvent[]> {
    return publicEventsAfter(this.database.manager, [{ auctionId, after }], Math.min(limit, MOST_EVENTS));
  }

  /** Where an organisation stands in an auction. Errors: `auction.not_found`. */
  async standing(auctionId: string, organisationId: string): Promise<Standing> {
    const { state } = await this.books.read(auctionId);
    const bidder = state.bidders.get(organisationId);
    const sale = { state: state.phase, frozen: state.objections.some(({ open }) => open) };
    const nobody = { code: null, standing: false, won: false, firstRefusalRank: null, maximumMinor: null };
    if (!bidder) return { ...sale, admitted: false, ...nobody };
    const { admitted, code, firstRefusalRank } = bidder;
    const maximumMinor = modeOf(state.rules!).maximumOf?.(state.mode, code) ?? null;
    const place = { admitted, code, firstRefusalRank, maximumMinor };
    return { ...sale, ...place, standing: isBound(state, code), won: hasWon(state, code) };
  }

  /** Checks the whole book of an auction, private parts and the signature of its head included. */
  async verify(auctionId: string): Promise<BookReport> {
    const { manager } = this.database;
    const found = await findAuction(manager, auctionId);
    if (!found) throw notFound('auction.not_found');
    const { head } = found;
    const report = verifyBook((await readBook(manager, auctionId)).slice(0, head.seq), head.root);
    const key = (await bookKeys(manager)).find(({ id }) => id === head.keyId);
    if (key && verifyHead(auctionId, head, key.publicKey)) return report;
    return { ...report, ok: false, problems: [...report.problems, { seq: head.seq, code: 'book.head_not_signed' }] };
  }
}

/** Also a winner who defaulted: its deposit stays. Not where an upheld objection undid the result. */
const hasWon = ({ outcome, result }: AuctionState, code: string): boolean =>
  outcome?.winner === code && result !== 'failed';

/** After the close only the winner is bound; before it, also who matched within the window after the end. */
function isBound(state: AuctionState, code: string): boolean {
  if (state.outcome) return hasWon(state, code);
  if (state.matches.includes(code)) return true;
  return modeOf(state.rules!).standing(state.mode, code);
}
