import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import {
  appendFact,
  audit,
  Database,
  DatabaseClock,
  idCursor,
  pageLimit,
  type Page,
  toPage,
  type Tx,
} from '@jishi/platform';
import { type FirstRefusalGround, MAX_RANK } from '@jishi/pricing';
import { WindowService } from '@jishi/windows';
import { AttachmentService } from './attachment.service';
import { OPEN_STATES } from './domain/listing-states';
import { pendingNotices, tellHolders } from './first-refusal';
import {
  answerRight,
  insertRight,
  listRights,
  lockRight,
  removeRight,
  type RightRow,
  type RightState,
} from './first-refusal.repository';
import { findListing, findOrganisationFacts, type ListingView, lockListing } from './listing.repository';

export interface NewRight {
  organisationId: string;
  ground: FirstRefusalGround;
  rank: number;
  evidenceId?: string | undefined;
}

const ON_SALE: readonly string[] = [...OPEN_STATES, 'suspended'];
/** Once a notice is out, its terms are fixed, and so is who stands before the others. */
const BEFORE_NOTICE = ['draft', 'intake', 'review'];
/** Whoever could buy. */
const MAY_HOLD = ['company', 'university', 'broker'];

/** Who may match the price of a transfer (Civil Code §847, §859, §860): registered and told before its notice. */
@Injectable()
export class FirstRefusalService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly windows: WindowService,
    private readonly attachments: AttachmentService,
  ) {}

  /** By the seller, or by the exchange that reviews the listing. Errors: `right.*`, `listing.not_found`. */
  register(actor: Actor, listingId: string, right: NewRight): Promise<void> {
    return this.database.transaction(async (tx) => {
      const listing = await this.open(tx, actor, listingId);
      if (listing.form !== 'transfer') throw conflict('right.only_at_transfer');
      const { organisationId, ground, rank, evidenceId = null } = right;
      if (!Number.isSafeInteger(rank) || rank < 1 || rank > MAX_RANK)
        throw invalid('right.bad_rank', { max: MAX_RANK }, [{ path: 'rank', code: 'right.bad_rank' }]);
      const holder = await findOrganisationFacts(tx, organisationId);
      if (!holder || !MAY_HOLD.includes(holder.kind) || organisationId === listing.transferorId)
        throw invalid('right.bad_holder', {}, [{ path: 'organisationId', code: 'right.bad_holder' }]);
      if (evidenceId !== null)
        for (const reader of [listing.exchangeId, organisationId])
          await this.attachments.file(tx, actor, [evidenceId], reader, 'evidenceId');
      const registeredBy = actor.userId;
      await insertRight(tx, { listingId, organisationId, ground, rank, evidenceId, registeredBy });
      await this.record(tx, actor, 'right.registered', listingId, { organisationId, ground, rank });
    });
  }

  /** A registration that was a mistake. Errors: `right.not_found`, `right.reason_missing`, `right.too_late`. */
  remove(actor: Actor, id: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const right = await this.locked(tx, id);
      const listing = await findListing(tx, right.listingId);
      // Who holds a right is for the parties: to others there is no such registration.
      if (!listing || !(await this.concerns(tx, actor, listing))) throw notFound('right.not_found');
      await this.open(tx, actor, right.listingId);
      if (right.state === 'removed') throw notFound('right.not_found');
      if (reason.trim() === '')
        throw invalid('right.reason_missing', {}, [{ path: 'reason', code: 'right.reason_missing' }]);
      await removeRight(tx, id, actor.userId, reason.trim(), this.now());
      await this.record(tx, actor, 'right.removed', right.listingId, { id, reason });
    });
  }

  /** Tells every holder that was not told; from now its time runs. Errors: `right.none_to_notify`, … */
  notify(actor: Actor, listingId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const listing = await this.open(tx, actor, listingId);
      const told = await tellHolders(tx, listing, this.now());
      if (told.length === 0) throw conflict('right.none_to_notify');
      await this.record(tx, actor, 'right.notified', listingId, {
        holders: told.map(({ organisationId }) => organisationId),
      });
    });
  }

  /** The holder has read it, or gives its right up, which is final. Errors: `right.not_found`, `right.answered`. */
  answer(actor: Actor, id: string, waive: boolean): Promise<RightRow> {
    return this.database.transaction(async (tx) => {
      const right = await this.locked(tx, id);
      if (right.organisationId !== actor.organisationId || right.notifiedAt === null) throw notFound('right.not_found');
      if (right.state !== 'notified' && !(waive && right.state === 'acknowledged'))
        throw conflict('right.answered', { state: right.state });
      await answerRight(tx, id, waive, actor.userId, this.now());
      const detail = { id, organisationId: right.organisationId };
      if (waive) {
        await this.record(tx, actor, 'right.waived', right.listingId, detail);
        await appendFact(tx, { type: 'first_refusal.waived', subjectId: id, payload: { listingId: right.listingId } });
      } else await this.record(tx, actor, 'right.acknowledged', right.listingId, detail);
      return this.locked(tx, id);
    });
  }

  /**
   * All rights in a listing, for seller, window and exchange, with who is still waited for. Candidates' identities are sealed
   * from the seller while the sale runs, also that of a holder. Errors: `listing.not_found`.
   */
  async ofListing(actor: Actor, listingId: string): Promise<(RightRow & { readyAt: Date | null; pending: boolean })[]> {
    const tx = this.database.manager;
    const { exchangeId, state } = await this.party(tx, actor, listingId);
    const sealed = actor.organisationId !== exchangeId && ON_SALE.includes(state);
    const query = { listingId, holderId: null, state: null, before: null, limit: 200, now: this.now() };
    const waiting = new Map(
      (await pendingNotices(tx, listingId, this.clock.now())).map((pending) => [pending.id, pending.readyAtMs]),
    );
    return (await listRights(tx, query)).map((right) => {
      const readyAtMs = waiting.get(right.id) ?? null;
      const pending = right.publishedAt === null && waiting.has(right.id);
      const shown = sealed ? { ...right, state: answered(right), appliedAt: null } : right;
      return { ...shown, pending, readyAt: readyAtMs === null ? null : new Date(readyAtMs) };
    });
  }

  /** Rights this organisation was told of. */
  async mine(actor: Actor, query: { state?: RightState; limit?: number; cursor?: string }): Promise<Page<RightRow>> {
    const limit = pageLimit(query.limit);
    const found = await listRights(this.database.manager, {
      listingId: null,
      holderId: actor.organisationId,
      state: query.state ?? null,
      before: idCursor(query.cursor),
      limit: limit + 1,
      now: this.now(),
    });
    return toPage(found, limit, (last) => [last.id]);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }

  private async locked(tx: Tx, id: string): Promise<RightRow> {
    const right = await lockRight(tx, id, this.now());
    if (!right) throw notFound('right.not_found');
    return right;
  }

  /** Seller, its window, and the exchange once it was asked; to others a listing before its notice does not exist. */
  private async party(tx: Tx, actor: Actor, listingId: string): Promise<ListingView> {
    const listing = await findListing(tx, listingId);
    if (!listing) throw notFound('listing.not_found');
    if (await this.concerns(tx, actor, listing)) return listing;
    throw listing.publishedAt ? forbidden('listing.not_yours') : notFound('listing.not_found');
  }

  private async concerns(tx: Tx, actor: Actor, listing: ListingView): Promise<boolean> {
    const asked = !['draft', 'intake'].includes(listing.state);
    if (asked && actor.organisationId === listing.exchangeId) return true;
    return this.windows.mayActFor(tx, actor.organisationId, listing.transferorId);
  }

  private async open(tx: Tx, actor: Actor, listingId: string): Promise<ListingView> {
    await lockListing(tx, listingId);
    const listing = await this.party(tx, actor, listingId);
    if (!BEFORE_NOTICE.includes(listing.state)) throw conflict('right.too_late');
    return listing;
  }

  private record(tx: Tx, actor: Actor, action: string, id: string, detail: Record<string, unknown>): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    return audit(tx, { actorId, organisationId, action, subjectType: 'listing', subjectId: id, detail });
  }
}

/** What a holder has said itself, without what it has done since. */
const answered = (right: RightRow): RightState => {
  if (right.state !== 'applied' && right.state !== 'absent') return right.state;
  return right.acknowledgedAt ? 'acknowledged' : right.notifiedAt ? 'notified' : 'registered';
};
