import { Injectable } from '@nestjs/common';
import { conflict, DomainError, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, createLogger, Database, DatabaseClock, type Tx } from '@jishi/platform';
import type { RuleProfile } from '@jishi/pricing';
import {
  type AmendmentRow,
  decideAmendment,
  findAmendment,
  insertAmendment,
  listAmendments,
  setConditions,
} from './amendment.repository';
import { type ListingAction, mayHappen, type Party } from './domain/listing-states';
import { extended, renewed, resumed, type Schedule } from './domain/schedule';
import type { TransfereeRelation } from './domain/transferee-relation';
import { findListing, listPublishDue, type ListingRow, setSchedule } from './listing.repository';
import { ListingService } from './listing.service';
import { RuleProfileService } from './rule-profile.service';

const AT_ONCE = 100;
const OPENING_MARGIN_MS = 2_000;
const logger = createLogger('listing-life');
const NO_CANDIDATE =
  '公告期内未征集到合格意向受让方，按公告载明延长 / no qualified candidate within the notice, extended as announced';
const NOBODY_QUALIFIED =
  '公告期内报名的意向受让方在规定期限内均未取得资格，按公告载明延长 / nobody who applied was qualified within the term, extended as announced';
const HELD_ENOUGH = '优先购买权人通知期满，自动发布 / holders of a right of first refusal have had their notice';

/** A listing between its publication and its end: extended, suspended, resumed, changed, ended. */
@Injectable()
export class ListingLifeService {
  /** Sales that could not be published: said once. */
  private readonly stuck = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly listings: ListingService,
    private readonly profiles: RuleProfileService,
  ) {}

  /** The clock's: the holders of a right of first refusal have been told long enough. Two workers are harmless. */
  async publishDue(): Promise<void> {
    const due = await listPublishDue(this.database.manager, new Date(this.clock.now()), AT_ONCE);
    for (const { id } of due) await this.publishHeld(id);
  }

  /** One that may not be published as things are now holds up itself, not the others; the exchange gives it back. */
  private async publishHeld(id: string): Promise<void> {
    try {
      await this.database.transaction(async (tx) => {
        const listing = await this.listings.locked(tx, id);
        if (listing.state === 'pre_listed') await this.listings.publish(tx, null, listing, HELD_ENOUGH);
      });
      this.stuck.delete(id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (!this.stuck.has(id)) logger.warn({ listingId: id, code: error.code }, 'a listing could not be published');
      this.stuck.add(id);
    }
  }

  /** A listing that still stands at this end of its notice: locked, so that nothing moves it before what follows is done. */
  async lockEnd(tx: Tx, listingId: string, noticeEndsAt: Date): Promise<ListingRow | null> {
    const listing = await this.listings.locked(tx, listingId);
    const stands = listing.noticeEndsAt?.getTime() === noticeEndsAt.getTime() && mayHappen(listing.state, 'extend');
    return stands ? listing : null;
  }

  /**
   * The clock's: the notice brought no candidate, its bidding has not begun, and it said that it may be extended. `waited`: for
   * the word on those who had applied. Answers whether it was; not a second time for the same end. Errors:
   * `calendar.year_not_published`.
   */
  async extend(tx: Tx, listingId: string, noticeEndsAt: Date, waited = false): Promise<boolean> {
    const listing = await this.lockEnd(tx, listingId, noticeEndsAt);
    if (!listing) return false;
    const profile = await this.frozen(tx, listing);
    const { extension } = profile.sale;
    if (!extension || listing.extensions >= listing.announcedExtensions) return false;
    const rules = { ...profile, sale: { ...profile.sale, extension } };
    const to = extended(rules, listing, noticeEndsAt.getTime(), this.clock.now());
    const reason = waited ? NOBODY_QUALIFIED : NO_CANDIDATE;
    await this.move(tx, null, listing, 'extend', to, reason, listing.extensions + 1);
    return true;
  }

  /** The exchange stops a sale before its bidding, with a reason. Errors: `listing.bidding_open`, `listing.wrong_state`, … */
  suspend(actor: Actor, listingId: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const listing = await this.ofExchange(tx, actor, listingId);
      if (this.isAboutToOpen(listing)) throw conflict('listing.bidding_open');
      await this.listings.step(tx, actor, 'exchange', listing, 'suspend', reason);
      await this.tell(tx, 'listing.suspended', listing, reason);
    });
  }

  /** Goes on; what the suspension took of the notice is given back. Errors: `calendar.year_not_published`, … */
  resume(actor: Actor, listingId: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const listing = await this.ofExchange(tx, actor, listingId);
      if (listing.state !== 'suspended' || !listing.suspendedAt || !listing.noticeEndsAt)
        throw conflict('listing.wrong_state', { state: listing.state, action: 'resume' });
      const running = {
        noticeEndsAtMs: listing.noticeEndsAt.getTime(),
        opensAtMs: listing.opensAt?.getTime() ?? null,
      };
      const profile = await this.frozen(tx, listing);
      const to = resumed(profile, listing, running, listing.suspendedAt.getTime(), this.clock.now());
      await this.move(tx, actor, listing, 'resume', to, reason, listing.extensions);
    });
  }

  /** The exchange ends a sale that has no auction, or is suspended. An announced auction ends on the record of its book. */
  end(actor: Actor, listingId: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const listing = await this.ofExchange(tx, actor, listingId);
      if (listing.auctionId !== null) throw conflict('listing.end_announced');
      await this.listings.step(tx, actor, 'exchange', listing, 'terminate', reason);
      await this.tell(tx, 'listing.terminated', listing, reason);
    });
  }

  /** The seller asks to change what was published. Errors: `listing.nothing_changed`, `listing.amendment_open`, … */
  requestAmendment(actor: Actor, listingId: string, change: { conditions: string; reason: string }): Promise<void> {
    return this.database.transaction(async (tx) => {
      const listing = await this.listings.locked(tx, listingId);
      await this.listings.requireSeller(tx, actor, listing);
      this.requireAmendable(listing);
      const conditions = change.conditions.trim();
      if (conditions === listing.conditions)
        throw invalid('listing.nothing_changed', {}, [{ path: 'conditions', code: 'listing.nothing_changed' }]);
      await insertAmendment(tx, {
        listingId,
        conditionsFrom: listing.conditions,
        conditionsTo: conditions,
        reason: change.reason.trim(),
        requestedBy: actor.userId,
      });
      await this.record(tx, actor, 'listing.amendment_requested', listingId, { reason: change.reason });
      await this.tell(tx, 'listing.amendment_requested', listing, change.reason.trim());
    });
  }

  /** Accepted, the content changes and the notice runs anew. Errors: `listing.no_amendment`, `listing.reason_missing`, … */
  decideAmendment(actor: Actor, amendmentId: string, accept: boolean, reason = ''): Promise<string> {
    return this.database.transaction(async (tx) => {
      const asked = await findAmendment(tx, amendmentId);
      if (!asked) throw notFound('listing.no_amendment');
      const listing = await this.listings.locked(tx, asked.listingId);
      // What is asked and not decided is for the parties: to others there is no such amendment.
      if (listing.exchangeId !== actor.organisationId) throw notFound('listing.no_amendment');
      const amendment = await findAmendment(tx, amendmentId);
      if (amendment?.state !== 'requested') throw conflict('listing.amendment_decided');
      if (!accept && reason.trim() === '')
        throw invalid('listing.reason_missing', {}, [{ path: 'reason', code: 'listing.reason_missing' }]);
      await decideAmendment(tx, amendmentId, { accepted: accept, decidedBy: actor.userId, reason: reason.trim() });
      if (accept) {
        this.requireAmendable(listing);
        await setConditions(tx, listing.id, amendment.conditionsTo);
        const announcedEndMs = listing.noticeEndsAt?.getTime() ?? 0;
        const to = renewed(await this.frozen(tx, listing), listing, announcedEndMs, this.clock.now());
        await this.move(tx, actor, listing, 'amend', to, amendment.reason, listing.extensions);
      } else {
        await this.record(tx, actor, 'listing.amendment_refused', listing.id, { amendmentId, reason });
        await this.tell(tx, 'listing.amendment_refused', listing, reason.trim());
      }
      return listing.id;
    });
  }

  /**
   * The papers of a published sale are its content too: what the seller adds or takes back restarts the notice. Errors:
   * `listing.bidding_open`, `listing.wrong_state`, `calendar.year_not_published`.
   */
  async papersChanged(tx: Tx, actor: Actor, listing: ListingRow, reason: string): Promise<void> {
    this.requireAmendable(listing);
    const announcedEndMs = listing.noticeEndsAt?.getTime() ?? 0;
    const to = renewed(await this.frozen(tx, listing), listing, announcedEndMs, this.clock.now());
    await this.move(tx, actor, listing, 'amend', to, reason, listing.extensions, 'seller');
  }

  /** Whether what was published may still be changed. */
  isAmendable(listing: ListingRow): boolean {
    return mayHappen(listing.state, 'amend') && !this.isOpen(listing);
  }

  /** Those accepted, for everybody; all of them for the parties. Errors: `listing.not_found`. */
  async amendments(actor: Actor | null, listingId: string): Promise<AmendmentRow[]> {
    const tx = this.database.manager;
    const listing = await findListing(tx, listingId);
    const parties = [listing?.transferorId, listing?.exchangeId, listing?.windowOrganisationId];
    const party = actor !== null && parties.includes(actor.organisationId);
    if (!listing || (!listing.publishedAt && !party)) throw notFound('listing.not_found');
    const found = await listAmendments(tx, listingId);
    return party ? found : found.filter(({ state }) => state === 'accepted');
  }

  private async move(
    tx: Tx,
    actor: Actor | null,
    listing: ListingRow,
    action: Extract<ListingAction, 'extend' | 'resume' | 'amend'>,
    to: Schedule,
    reason: string,
    extensions: number,
    by: Party = actor ? 'exchange' : 'system',
  ): Promise<void> {
    // A notice that begins anew tells what is so now.
    const transfereeRelation = action === 'amend' ? await this.listings.noteRelation(tx, listing) : null;
    await this.listings.step(tx, actor, by, listing, action, reason);
    await setSchedule(tx, listing.id, to, extensions);
    const fact = { extend: 'listing.extended', resume: 'listing.resumed', amend: 'listing.amended' } as const;
    await this.tell(tx, fact[action], listing, reason, transfereeRelation ? { ...to, transfereeRelation } : to);
  }

  private tell(
    tx: Tx,
    type: string,
    listing: ListingRow,
    reason: string,
    to: Partial<Schedule> & { transfereeRelation?: TransfereeRelation } = {},
  ): Promise<unknown> {
    const { id, auctionId } = listing;
    return appendFact(tx, { type, subjectId: id, payload: { listingId: id, auctionId, reason, ...to } });
  }

  private async ofExchange(tx: Tx, actor: Actor, listingId: string): Promise<ListingRow> {
    const listing = await this.listings.locked(tx, listingId);
    this.listings.requireExchange(actor, listing);
    return listing;
  }

  /** The rules this sale began under. */
  private async frozen(tx: Tx, listing: ListingRow): Promise<RuleProfile> {
    if (listing.profileVersion === null) throw conflict('listing.not_published');
    return (await this.profiles.get(tx, listing.profileCode, listing.profileVersion)).body;
  }

  /** What changes the opening must be on record before the clock looks for openings. */
  private isAboutToOpen(listing: ListingRow): boolean {
    return this.isOpen(listing, OPENING_MARGIN_MS);
  }

  private isOpen({ opensAt }: ListingRow, marginMs = 0): boolean {
    return opensAt !== null && opensAt.getTime() - marginMs <= this.clock.now();
  }

  private requireAmendable(listing: ListingRow): void {
    if (!mayHappen(listing.state, 'amend'))
      throw conflict('listing.wrong_state', { state: listing.state, action: 'amend' });
    if (this.isAboutToOpen(listing)) throw conflict('listing.bidding_open');
  }

  private record(tx: Tx, actor: Actor, action: string, id: string, detail: Record<string, unknown>): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    return audit(tx, { actorId, organisationId, action, subjectType: 'listing', subjectId: id, detail });
  }
}
