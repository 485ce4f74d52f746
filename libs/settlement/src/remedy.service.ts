import { Injectable } from '@nestjs/common';
import { conflict, newId, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, Database, DatabaseClock, type Page, type Tx } from '@jishi/platform';
import type { Remedy } from '@jishi/pricing';
import { Book } from './book.port';
import { type CaseRow, changeCase, mayBeOffered } from './default.repository';
import { DefaultService } from './default.service';
import { termEnd } from './domain/default-case';
import { type ListQuery, pageOf } from './money-scope';
import * as repository from './offer.repository';
import type { OfferRow } from './offer.repository';

const DECIDED: readonly string[] = ['decided', 'forfeiting', 'forfeited', 'appealed', 'restored', 'final', 'closed'];

/** Whoever bid next, at the price it bid, and whether it was asked. */
export interface NextBidder {
  code: string;
  priceMinor: number;
}

/** After a default: a new sale, or an offer to whoever bid next. The operator decides under the published rule; nobody moves up by itself. */
@Injectable()
export class RemedyService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly cases: DefaultService,
    private readonly book: Book,
  ) {}

  /** The seller is told that it may sell anew. Errors: `default.not_found`, `remedy.not_decided`, `remedy.not_in_rules`, `remedy.offer_open`. */
  reauction(actor: Actor, id: string, reason: string): Promise<CaseRow> {
    return this.database.transaction(async (tx) => {
      const found = await this.open(tx, actor, id, 'reauction');
      await this.choose(tx, actor, found, 'reauction', reason);
      await this.cases.tell(tx, found, 'default.remedied', { outcome: 'reauction', reason });
      return this.cases.read(tx, id);
    });
  }

  /** Who could be asked next: who was not asked yet, the highest first. Errors: `default.not_found`. */
  async next(actor: Actor, id: string): Promise<NextBidder[]> {
    const found = await this.cases.get(actor, id);
    if (found.exchangeId !== actor.organisationId) throw notFound('default.not_found');
    const asked = await repository.offersOf(this.database.manager, id);
    return (await this.book.runnersUp(found.auctionId))
      .filter(({ organisationId }) => organisationId !== found.organisationId)
      .filter(({ organisationId }) => !asked.some((one) => one.organisationId === organisationId))
      .map(({ code, priceMinor }) => ({ code, priceMinor }));
  }

  offers(caseId: string): Promise<OfferRow[]> {
    return repository.offersOf(this.database.manager, caseId);
  }

  async mine(actor: Actor, query: ListQuery): Promise<Page<OfferRow>> {
    const { organisationId } = actor;
    const found = await repository.offersTo(
      this.database.manager,
      organisationId,
      query.before ?? null,
      query.limit + 1,
    );
    return pageOf(found, query.limit);
  }

  /**
   * To the highest bidder that was not asked yet, at its own last bid: the rule names bidder and price, nobody chooses them.
   * Errors: those of reauction, `remedy.nobody_left`, `remedy.sold_otherwise`.
   */
  async offer(actor: Actor, id: string, reason: string): Promise<OfferRow> {
    const { auctionId } = await this.cases.get(actor, id);
    const bidders = await this.book.runnersUp(auctionId);
    return this.database.transaction(async (tx) => {
      const found = await this.open(tx, actor, id, 'offer');
      if (!(await mayBeOffered(tx, found.listingId))) throw conflict('remedy.sold_otherwise');
      const asked = await repository.offersOf(tx, id);
      const next = bidders.find(
        ({ organisationId }) =>
          organisationId !== found.organisationId && !asked.some((one) => one.organisationId === organisationId),
      );
      if (!next) throw conflict('remedy.nobody_left');
      const until = new Date(termEnd(found.rules, found.rules.deposits.offerWithin, this.clock.now()));
      const offerId = newId();
      const { organisationId, code: bidderCode, priceMinor } = next;
      const draft = { id: offerId, caseId: id, organisationId, bidderCode, priceMinor, until, offeredBy: actor.userId };
      await repository.insertOffer(tx, draft);
      await this.choose(tx, actor, found, 'offer', reason);
      const { listingId } = found;
      await appendFact(tx, {
        type: 'offer.made',
        subjectId: offerId,
        payload: { offerId, auctionId, listingId, organisationId, priceMinor, dueAtMs: until.getTime() },
      });
      return (await repository.lockOffer(tx, offerId))!;
    });
  }

  /** Accepted, it is a sale at that price, with a contract of its own. Errors: `offer.not_found`, `offer.not_open`, `offer.too_late`, `remedy.sold_otherwise`. */
  answer(actor: Actor, offerId: string, accept: boolean): Promise<OfferRow> {
    return this.database.transaction(async (tx) => {
      const offer = await repository.lockOffer(tx, offerId);
      if (offer?.organisationId !== actor.organisationId) throw notFound('offer.not_found');
      if (offer.state !== 'offered') throw conflict('offer.not_open', { state: offer.state });
      const nowMs = this.clock.now();
      if (nowMs >= offer.until.getTime()) throw conflict('offer.too_late');
      if (accept && !(await mayBeOffered(tx, offer.listingId))) throw conflict('remedy.sold_otherwise');
      await repository.setAnswer(tx, offerId, accept ? 'accepted' : 'declined', actor.userId);
      if (accept) await this.sell(tx, offer, nowMs);
      await this.tellAnswer(tx, offer, accept ? 'accepted' : 'declined');
      await this.record(tx, actor, offer.caseId, accept ? 'offer.accepted' : 'offer.declined', { offerId });
      return (await repository.lockOffer(tx, offerId))!;
    });
  }

  /** Silence declines. False when it was answered since the clock looked. */
  lapse(offerId: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const offer = await repository.lockOffer(tx, offerId);
      if (offer?.state !== 'offered' || offer.until.getTime() > this.clock.now()) return false;
      await repository.setAnswer(tx, offerId, 'lapsed', null);
      await this.tellAnswer(tx, offer, 'lapsed');
      return true;
    });
  }

  private async open(tx: Tx, actor: Actor, id: string, remedy: Remedy): Promise<CaseRow> {
    const found = await this.cases.lockOf(tx, actor, id);
    if (!DECIDED.includes(found.state)) throw conflict('remedy.not_decided', { state: found.state });
    if (!found.rules.deposits.remedies.includes(remedy)) throw conflict('remedy.not_in_rules', { remedy });
    const live = (await repository.offersOf(tx, id)).find(({ state }) => state === 'offered' || state === 'accepted');
    if (live) throw conflict('remedy.offer_open', { state: live.state });
    return found;
  }

  private async choose(tx: Tx, actor: Actor, found: CaseRow, remedy: Remedy, reason: string): Promise<void> {
    const by = { remedy, remedyBy: actor.userId, remedyAt: new Date(this.clock.now()) };
    await changeCase(tx, found.id, by);
    await this.record(tx, actor, found.id, `default.${remedy}`, { reason });
  }

  private async sell(tx: Tx, offer: OfferRow, acceptedAtMs: number): Promise<void> {
    const { auctionId, listingId, organisationId: transfereeId, bidderCode, priceMinor } = offer;
    await appendFact(tx, {
      type: 'offer.accepted',
      subjectId: offer.id,
      payload: { auctionId, listingId, transfereeId, bidderCode, priceMinor, acceptedAtMs },
    });
  }

  private tellAnswer(tx: Tx, { id, auctionId, listingId }: OfferRow, outcome: string): Promise<unknown> {
    return appendFact(tx, {
      type: 'offer.answered',
      subjectId: id,
      payload: { offerId: id, auctionId, listingId, outcome },
    });
  }

  private record(tx: Tx, actor: Actor, caseId: string, action: string, detail: Record<string, unknown>): Promise<void> {
    return audit(tx, {
      actorId: actor.userId,
      organisationId: actor.organisationId,
      action,
      subjectType: 'default_case',
      subjectId: caseId,
      detail,
    });
  }
}
