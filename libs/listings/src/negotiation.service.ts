import { Injectable } from '@nestjs/common';
import { conflict, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, Database, DatabaseClock } from '@jishi/platform';
import { mayHappen } from './domain/listing-states';
import type { ListingRow } from './listing.repository';
import { ListingService } from './listing.service';
import {
  countOpenObjections,
  findObjection,
  insertObjection,
  type ObjectionRow,
  setRuling,
} from './objection.repository';

/** A negotiated price is public for a time; an upheld objection ends the sale, silence lets it be concluded. */
@Injectable()
export class NegotiationService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly listings: ListingService,
  ) {}

  /** Anybody with an organisation may object while the notice runs. Errors: `listing.not_found`, `objection.notice_over`, `objection.not_negotiated`, … */
  object(actor: Actor, listingId: string, grounds: string): Promise<ObjectionRow> {
    // What decides is when it came, not how long it waited for its turn.
    const arrivedMs = this.clock.now();
    return this.database.transaction(async (tx) => {
      const listing = await this.listings.locked(tx, listingId);
      // Before its notice a sale is known to its parties alone, and those do not object to it.
      if (!listing.publishedAt) throw notFound('listing.not_found');
      const noticeEndsAt = this.requireNotice(listing);
      if (arrivedMs >= noticeEndsAt.getTime()) throw conflict('objection.notice_over');
      if (grounds.trim() === '')
        throw invalid('objection.grounds_missing', {}, [{ path: 'grounds', code: 'objection.grounds_missing' }]);
      const { organisationId, userId: filedBy } = actor;
      const id = await insertObjection(tx, {
        listingId,
        organisationId,
        filedBy,
        grounds: grounds.trim(),
        at: new Date(arrivedMs),
      });
      await audit(tx, {
        actorId: filedBy,
        organisationId,
        action: 'objection.filed',
        subjectType: 'listing',
        subjectId: listingId,
      });
      await appendFact(tx, { type: 'objection.filed', subjectId: id, payload: { listingId } });
      const filed = await findObjection(tx, id);
      if (!filed) throw new Error(`objection ${id} was not written`);
      return filed;
    });
  }

  /** The exchange rules, with a reason; upheld, the sale is over. Errors: `objection.not_found`, `objection.ruled_already`, … */
  rule(actor: Actor, objectionId: string, upheld: boolean, reason: string): Promise<ObjectionRow> {
    return this.database.transaction(async (tx) => {
      const listingId = (await findObjection(tx, objectionId))?.listingId;
      if (listingId === undefined) throw notFound('objection.not_found');
      const listing = await this.listings.locked(tx, listingId);
      // Who objects to what is for the parties; another exchange learns nothing of it.
      if (listing.exchangeId !== actor.organisationId) throw notFound('objection.not_found');
      const objection = await findObjection(tx, objectionId);
      if (!objection) throw notFound('objection.not_found');
      if (objection.upheld !== null) throw conflict('objection.ruled_already');
      if (reason.trim() === '')
        throw invalid('objection.reason_missing', {}, [{ path: 'reason', code: 'objection.reason_missing' }]);
      await setRuling(tx, objectionId, { upheld, ruledBy: actor.userId, reason: reason.trim() });
      if (upheld && mayHappen(listing.state, 'uphold_objection')) {
        await this.listings.step(tx, actor, 'exchange', listing, 'uphold_objection', reason);
        const payload = { listingId, auctionId: listing.auctionId, reason: reason.trim() };
        await appendFact(tx, { type: 'listing.terminated', subjectId: listingId, payload });
      }
      const { userId: actorId, organisationId } = actor;
      const ruling = { outcome: upheld ? 'upheld' : 'dismissed', reason: reason.trim() };
      const told = { listingId, organisationId: objection.organisationId, ...ruling };
      await appendFact(tx, { type: 'objection.ruled', subjectId: objectionId, payload: told });
      const detail = { objectionId, upheld, reason };
      await audit(tx, {
        actorId,
        organisationId,
        action: 'objection.ruled',
        subjectType: 'listing',
        subjectId: listingId,
        detail,
      });
      return { ...objection, upheld, rulingReason: reason.trim(), ruledAt: new Date(this.clock.now()) };
    });
  }

  /**
   * After the notice, with no objection left, the seller says that the sale is agreed. Errors: `listing.notice_running`,
   * `listing.objections_open`, `listing.relation_undisclosed`, `listing.transferee_*`, …
   */
  conclude(actor: Actor, listingId: string): Promise<void> {
    return this.listings.recordingConflicts(actor, listingId, async (tx) => {
      const listing = await this.listings.locked(tx, listingId);
      // It is the seller's word that makes the deal; nobody gives it in its place.
      await this.listings.requireSeller(tx, actor, listing);
      const noticeEndsAt = this.requireNotice(listing);
      if (this.clock.now() < noticeEndsAt.getTime())
        throw conflict('listing.notice_running', { until: noticeEndsAt.toISOString() });
      const count = await countOpenObjections(tx, listingId);
      if (count > 0) throw conflict('listing.objections_open', { count });
      // Who might have objected to a deal among related parties was not told that it was one.
      const relation = await this.listings.relationOf(tx, listing);
      if (relation !== null && listing.transfereeRelation === null) throw conflict('listing.relation_undisclosed');
      await this.listings.step(tx, actor, 'seller', listing, 'agree');
      await appendFact(tx, { type: 'listing.agreed', subjectId: listingId, payload: { listingId } });
    });
  }

  private requireNotice(listing: ListingRow): Date {
    if (listing.pricingWay !== 'negotiated') throw conflict('objection.not_negotiated');
    if (!mayHappen(listing.state, 'agree') || !listing.noticeEndsAt)
      throw conflict('listing.wrong_state', { state: listing.state, action: 'agree' });
    return listing.noticeEndsAt;
  }
}
