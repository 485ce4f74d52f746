import { Inject, Injectable, Optional } from '@nestjs/common';
import { conflict, forbidden, invalid, newId, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { appendFact, audit, Database, DatabaseClock, type Tx } from '@jishi/platform';
import { chinaDay, type Form, type PricingWay, type RuleProfile, type SellerType } from '@jishi/pricing';
import { WindowService } from '@jishi/windows';
import { type AchievementRow, findAchievement } from './achievement.repository';
import { decisionFault, type OfferedTerms } from './domain/as-decided';
import { type ListingAction, type ListingState, next, type Party } from './domain/listing-states';
import { checkTerms } from './domain/listing-terms';
import { type Appraisal, sellerType, type WrittenApproval } from './domain/price-basis';
import { readiness, type ReadinessItem, requireReady } from './domain/readiness';
import { schedule } from './domain/schedule';
import { suggestField } from './domain/suggest-field';
import type { TransfereeRelation } from './domain/transferee-relation';
import { renewRights } from './first-refusal.repository';
import {
  findEarlierRounds,
  findListing,
  findOrganisationFacts,
  isTransferred,
  insertListing,
  type ListingRow,
  lockListing,
  type NewListing,
  nextListingNumber,
  recordStep,
  setPublished,
  setPublishFrom,
  setSellerType,
  setTransfereeRelation,
  updateDraft,
} from './listing.repository';
import { filedPapers, lockStanding, standingOf } from './readiness.repository';
import { RuleProfileService } from './rule-profile.service';
import { TransfereeCheck } from './transferee-check';

export interface ListingDraft {
  achievementId: string;
  form: Form;
  pricingWay: PricingWay;
  priceMinor: number;
  reserveMinor?: number | null;
  profileCode: string;
  exchangeId: string;
  windowId?: string | null;
  transfereeId?: string | null;
  fieldCode?: string;
  conditions?: string;
  announcedExtensions?: number;
  appraisal?: Appraisal | null;
  approval?: WrittenApproval | null;
}

/** Who may agree on a price with a seller: those who run or oversee the market may not. */
const MAY_ACQUIRE = ['company', 'university'];

/** What a holder of a right of first refusal decides on. */
const TERMS_OF_RIGHTS = ['priceMinor', 'form', 'pricingWay', 'conditions', 'reserveMinor', 'profileCode'] as const;

type FollowedAction =
  'mark_sold' | 'mark_unsold' | 'terminate' | 'annul' | 'mark_defaulted' | 'mark_resold' | 'certify';

/** What an auction is announced from. */
export interface AuctionSource {
  listingId: string;
  auctionId: string;
  title: string;
  transferorId: string;
  exchangeId: string;
  pricingWay: PricingWay;
  startPriceMinor: number;
  reserveMinor: number | null;
  profile: RuleProfile;
  opensAt: Date;
  freePeriodMs: number;
}

/** What a candidate's qualification is judged against. */
export interface CandidacySource {
  listingId: string;
  number: string;
  title: string;
  state: ListingState;
  form: Form;
  pricingWay: PricingWay;
  priceMinor: number;
  auctionId: string | null;
  transferorId: string;
  exchangeId: string;
  /** The rules frozen into the listing. */
  profile: RuleProfile;
  noticeEndsAt: Date;
  /** When bids begin to count; null without an auction. */
  opensAt: Date | null;
  closesAt: Date | null;
}

/** What must happen between the exchange's acceptance and the public notice. Whoever runs bidding knows who is to be told. */
export abstract class PublicationHold {
  /** Tells them; answers from when on the notice may be public, null for at once. */
  abstract begin(tx: Tx, listing: ListingRow, profile: RuleProfile, nowMs: number): Promise<number | null>;
}

/** From a seller's draft, through window and exchange, to the public list. */
@Injectable()
export class ListingService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly windows: WindowService,
    private readonly profiles: RuleProfileService,
    @Optional() @Inject(PublicationHold) private readonly hold: PublicationHold | null = null,
    // Not optional where modules are wired: without it nobody would look at a transferee.
    @Inject(TransfereeCheck) private readonly transferees: TransfereeCheck | null = null,
  ) {}

  /** Errors: `listing.bad_terms`, `achievement.not_found`, `window.no_mandate`, `disclosure.undecided`, `listing.not_an_exchange`, … */
  draft(actor: Actor, draft: ListingDraft): Promise<string> {
    return this.database.transaction(async (tx) => {
      const number = await nextListingNumber(tx, chinaDay(this.clock.now()).slice(0, 4));
      const listing = await this.checked(tx, actor, draft, number);
      const id = await insertListing(tx, listing, actor.userId);
      await this.record(tx, actor, 'listing.drafted', id);
      return id;
    });
  }

  /** Changes what is still a draft. */
  update(actor: Actor, listingId: string, change: Partial<ListingDraft>): Promise<void> {
    return this.database.transaction(async (tx) => {
      const old = await this.locked(tx, listingId);
      await this.requireSeller(tx, actor, old);
      if (old.state !== 'draft') throw conflict('listing.not_a_draft', { state: old.state });
      const draft: ListingDraft = {
        ...old,
        transfereeId: old.negotiatedTransfereeId,
        ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
      };
      const listing = await this.checked(tx, actor, draft, old.number);
      if (listing.transferorId !== old.transferorId) throw invalid('listing.other_owner');
      await updateDraft(tx, listingId, listing);
      // Who was told of other terms was not told of these, and gave nothing up.
      if (TERMS_OF_RIGHTS.some((term) => listing[term] !== old[term])) await renewRights(tx, listingId);
      await this.record(tx, actor, 'listing.changed', listingId);
    });
  }

  /** To a window's desk, or straight to the exchange. Errors: `listing.not_ready`, `listing.transferee_*`, … */
  submit(actor: Actor, listingId: string, via: 'window' | 'direct'): Promise<void> {
    return this.recordingConflicts(actor, listingId, async (tx) => {
      const listing = await this.locked(tx, listingId);
      await this.requireSeller(tx, actor, listing);
      await this.checkReady(tx, listing);
      await this.noteRelation(tx, listing);
      if (via === 'window' && listing.windowId === null) throw invalid('listing.no_window');
      // volume is credited to the window named: it must have taken the listing in
      if (via === 'direct' && listing.windowId !== null) throw invalid('listing.window_takes_in');
      await this.step(tx, actor, 'seller', listing, via === 'window' ? 'submit_to_window' : 'submit');
    });
  }

  /** The window's clerk checks the papers on the client's behalf and passes them on, or gives them back. */
  intake(actor: Actor, listingId: string, accept: boolean, reason = ''): Promise<void> {
    return this.database.transaction(async (tx) => {
      const listing = await this.locked(tx, listingId);
      const window = await this.windows.ofOrganisation(tx, actor.organisationId);
      if (window === null || window.id !== listing.windowId) {
        // A window that closed meanwhile still knows what it took in; to any other an unpublished listing does not exist.
        const known =
          listing.publishedAt !== null ||
          (await findListing(tx, listingId))?.windowOrganisationId === actor.organisationId;
        throw known ? forbidden('listing.other_window') : notFound('listing.not_found');
      }
      await this.windows.requireMandate(tx, actor.organisationId, listing.transferorId);
      await this.step(tx, actor, 'window', listing, accept ? 'take_in' : 'return_to_client', reason);
    });
  }

  /** The exchange publishes, or gives back with a reason. Publication freezes rules and terms. Errors: as `submit`. */
  review(actor: Actor, listingId: string, approve: boolean, reason = ''): Promise<void> {
    return this.recordingConflicts(actor, listingId, async (tx) => {
      const listing = await this.locked(tx, listingId);
      this.requireExchange(actor, listing);
      if (!approve) return this.step(tx, actor, 'exchange', listing, 'reject', reason);
      const profile = await this.checkReady(tx, listing);
      await this.noteRelation(tx, listing);
      const now = this.clock.now();
      const fromMs = (await this.hold?.begin(tx, listing, profile, now)) ?? null;
      if (fromMs === null || fromMs <= now) return this.publish(tx, actor, listing, reason);
      await setPublishFrom(tx, listing.id, new Date(fromMs));
      await this.step(tx, actor, 'exchange', listing, 'pre_list', reason);
    });
  }

  /** By seller or, once it was asked to review, the exchange. An announced auction is not withdrawn here: it ends on the record of its book. */
  withdraw(actor: Actor, listingId: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const listing = await this.locked(tx, listingId);
      const asked = listing.state !== 'draft' && listing.state !== 'intake';
      const exchange = asked && actor.organisationId === listing.exchangeId;
      if (!exchange) await this.requireSeller(tx, actor, listing);
      if (listing.auctionId !== null) throw conflict('listing.withdraw_announced');
      await this.step(tx, actor, exchange ? 'exchange' : 'seller', listing, 'withdraw', reason);
      if (listing.publishedAt !== null)
        await appendFact(tx, {
          type: 'listing.withdrawn',
          subjectId: listingId,
          payload: { listingId, auctionId: null, reason: reason.trim() },
        });
    });
  }

  /** Null when the listing has no auction (not published, or negotiated). */
  async forAuction(tx: Tx, listingId: string): Promise<AuctionSource | null> {
    const listing = await findListing(tx, listingId);
    if (!listing?.auctionId || !listing.opensAt || !listing.closesAt || listing.profileVersion === null) return null;
    const profile = await this.profiles.get(tx, listing.profileCode, listing.profileVersion);
    return {
      listingId,
      auctionId: listing.auctionId,
      title: listing.title,
      transferorId: listing.transferorId,
      exchangeId: listing.exchangeId,
      pricingWay: listing.pricingWay,
      startPriceMinor: listing.priceMinor,
      reserveMinor: listing.reserveMinor,
      profile: profile.body,
      opensAt: listing.opensAt,
      freePeriodMs: listing.closesAt.getTime() - listing.opensAt.getTime() - profile.body.auction.timerMs,
    };
  }

  /** Errors: `listing.not_found`, also while it is not public. */
  async forCandidacy(tx: Tx, listingId: string): Promise<CandidacySource> {
    const listing = await findListing(tx, listingId);
    if (!listing?.publishedAt || !listing.noticeEndsAt || listing.profileVersion === null)
      throw notFound('listing.not_found');
    const { number, title, state, form, pricingWay, priceMinor, auctionId, exchangeId, transferorId } = listing;
    const { noticeEndsAt, opensAt, closesAt } = listing;
    const { body: profile } = await this.profiles.get(tx, listing.profileCode, listing.profileVersion);
    const sale = { form, pricingWay, priceMinor, auctionId, profile, noticeEndsAt, opensAt, closesAt };
    return { listingId, number, title, state, transferorId, exchangeId, ...sale };
  }

  /** A recorded fact moves the listing; one that has moved already stays as it is. */
  async follow(tx: Tx, listingId: string, action: FollowedAction, factId: string, reason = ''): Promise<void> {
    const listing = await this.locked(tx, listingId);
    await this.step(tx, null, 'system', listing, action, reason);
    await audit(tx, {
      actorId: null,
      organisationId: null,
      action: `listing.${action}`,
      subjectType: 'listing',
      subjectId: listingId,
      detail: { factId },
    });
  }

  /** Takes a step of the transition table and records it. Errors: `listing.wrong_state`, `listing.reason_missing`. */
  async step(
    tx: Tx,
    actor: Actor | null,
    by: Party,
    listing: ListingRow,
    action: ListingAction,
    reason = '',
  ): Promise<void> {
    const to = next(listing.state, action, by, reason);
    const actorId = actor?.userId ?? null;
    const organisationId = actor?.organisationId ?? null;
    await recordStep(tx, listing.id, {
      action,
      from: listing.state,
      to,
      actorId,
      organisationId,
      reason: reason.trim(),
      at: new Date(this.clock.now()),
    });
    if (actor) await this.record(tx, actor, `listing.${action}`, listing.id, { reason });
    // Given back to be mended: nobody else would tell its seller.
    if (to === 'draft')
      await appendFact(tx, {
        type: 'listing.returned',
        subjectId: listing.id,
        payload: { listingId: listing.id, reason: reason.trim() },
      });
  }

  /** Locks a listing until the transaction ends. Errors: `listing.not_found`. */
  async locked(tx: Tx, listingId: string): Promise<ListingRow> {
    const listing = await lockListing(tx, listingId);
    if (!listing) throw notFound('listing.not_found');
    return listing;
  }

  /** Errors: `listing.other_exchange`; `listing.not_found` before the publication, as for everybody else. */
  requireExchange(actor: Actor, listing: ListingRow): void {
    if (actor.organisationId !== listing.exchangeId)
      throw listing.publishedAt ? forbidden('listing.other_exchange') : notFound('listing.not_found');
  }

  /** The seller itself, or a window that holds its mandate. */
  async requireSeller(tx: Tx, actor: Actor, listing: ListingRow): Promise<void> {
    // To others an unpublished listing does not exist.
    if (!(await this.windows.mayActFor(tx, actor.organisationId, listing.transferorId)))
      throw listing.publishedAt ? forbidden('listing.not_yours') : notFound('listing.not_found');
  }

  /** Freezes rules, terms and times, and tells the world; `actor` null when the clock does it. */
  async publish(tx: Tx, actor: Actor | null, listing: ListingRow, reason = ''): Promise<void> {
    // While it waited for its holders other rules may have come into force, or the seller into other hands.
    const profile = await this.checkReady(tx, listing);
    const transfereeRelation = await this.noteRelation(tx, listing);
    await this.step(tx, actor, actor ? 'exchange' : 'system', listing, 'publish', reason);
    const at = this.clock.now();
    const { noticeEndsAtMs, opensAtMs, closesAtMs } = schedule(profile, listing, at);
    const auctionId = opensAtMs === null ? null : newId();
    await setPublished(tx, listing.id, {
      profileVersion: profile.version,
      auctionId,
      at: new Date(at),
      noticeEndsAt: new Date(noticeEndsAtMs),
      opensAt: opensAtMs === null ? null : new Date(opensAtMs),
      closesAt: closesAtMs === null ? null : new Date(closesAtMs),
    });
    await appendFact(tx, {
      type: 'listing.published',
      subjectId: listing.id,
      // The dates as they were published: the listing may have moved on before its notice is written.
      payload: {
        listingId: listing.id,
        auctionId,
        noticeEndsAtMs,
        opensAtMs,
        ...(transfereeRelation && { transfereeRelation }),
      },
    });
  }

  /** How the transferee of a negotiated sale is tied to its seller. Errors: `listing.transferee_runs_sale`, `listing.transferee_related`. */
  async relationOf(tx: Tx, listing: ListingRow): Promise<TransfereeRelation | null> {
    return listing.pricingWay === 'negotiated' && this.transferees ? this.transferees.check(tx, listing) : null;
  }

  /** The same, kept with the listing: what its notice is about to say. */
  async noteRelation(tx: Tx, listing: ListingRow): Promise<TransfereeRelation | null> {
    const relation = await this.relationOf(tx, listing);
    if (relation !== listing.transfereeRelation) await setTransfereeRelation(tx, listing.id, relation);
    return relation;
  }

  /** One transaction, of which only the refusal of a transferee outlives a failure. */
  recordingConflicts<T>(actor: Actor, listingId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const whole = (): Promise<T> => this.database.transaction(work);
    return this.transferees ? this.transferees.recording(actor, listingId, whole) : whole();
  }

  /**
   * Whether everything is there that the rules in force ask for; answers those rules. Errors: `listing.bad_basis`,
   * `listing.not_ready`, `profile.not_found`.
   */
  private async checkReady(tx: Tx, listing: ListingRow): Promise<RuleProfile> {
    await requireOwned(tx, listing.achievementId);
    // Since the draft it may have been decided otherwise; from here on it is not until this is done.
    await lockStanding(tx, listing.achievementId);
    const { profile, items, seller } = await this.readiness(tx, listing);
    requireReady(items);
    if (seller !== listing.sellerType) await setSellerType(tx, listing.id, seller);
    return profile;
  }

  /** What the rules in force ask of a listing that is not public yet. Errors: `profile.not_found`. */
  async readiness(
    tx: Tx,
    listing: ListingRow,
  ): Promise<{ profile: RuleProfile; items: ReadinessItem[]; seller: SellerType }> {
    const profile = await this.profiles.current(tx, listing.profileCode, listing.exchangeId);
    const { last } = await findEarlierRounds(tx, listing);
    const facts = await findOrganisationFacts(tx, listing.transferorId);
    const offer = {
      ...listing,
      // As the seller is now, not as it was when it began to write.
      seller: sellerType(facts!),
      earlier: last,
      papers: await filedPapers(tx, listing.id),
      standing: await standingOf(tx, listing.achievementId),
    };
    return { profile, items: readiness(profile, offer, this.clock.now()), seller: offer.seller };
  }

  private async checked(tx: Tx, actor: Actor, draft: ListingDraft, number: string): Promise<NewListing> {
    const achievement = await this.ownAchievement(tx, actor, draft.achievementId);
    await requireOwned(tx, achievement.id);
    const transferorId = achievement.organisationId;
    const transfereeId = draft.transfereeId ?? null;
    const reserveMinor = draft.reserveMinor ?? null;
    const { form, pricingWay, priceMinor } = draft;
    await requireAsDecided(tx, achievement.id, { form, pricingWay, priceMinor });
    checkTerms({ form, pricingWay, priceMinor, reserveMinor, transferorId, transfereeId });
    await this.profiles.current(tx, draft.profileCode, draft.exchangeId);
    const exchange = await findOrganisationFacts(tx, draft.exchangeId);
    if (exchange?.kind !== 'exchange')
      throw invalid('listing.not_an_exchange', {}, [{ path: 'exchangeId', code: 'listing.not_an_exchange' }]);
    const transferee = transfereeId === null ? null : await findOrganisationFacts(tx, transfereeId);
    if (transfereeId !== null && !(transferee && MAY_ACQUIRE.includes(transferee.kind)))
      throw invalid('listing.no_such_transferee', {}, [{ path: 'transfereeId', code: 'listing.no_such_transferee' }]);
    const windowId = await this.windowFor(tx, actor, draft);
    const seller = await findOrganisationFacts(tx, transferorId);
    if (!seller) throw new Error(`achievement ${achievement.id} of an organisation that is not there`);
    const { rounds } = await findEarlierRounds(tx, { achievementId: achievement.id, form });
    const { regionCode } = await this.windows.attribution(tx, windowId, seller.regionCode);
    return {
      number,
      achievementId: achievement.id,
      transferorId,
      exchangeId: draft.exchangeId,
      windowId,
      form,
      pricingWay,
      priceMinor,
      reserveMinor,
      profileCode: draft.profileCode,
      fieldCode: draft.fieldCode || achievement.fieldCode || suggestField(achievement.ipc),
      regionCode,
      negotiatedTransfereeId: transfereeId,
      sellerType: sellerType(seller),
      conditions: draft.conditions?.trim() ?? '',
      announcedExtensions: draft.announcedExtensions ?? 0,
      appraisal: draft.appraisal ?? null,
      approval: draft.approval ?? null,
      round: rounds + 1,
    };
  }

  private async ownAchievement(tx: Tx, actor: Actor, id: string): Promise<AchievementRow> {
    const achievement = await findAchievement(tx, id);
    if (!achievement || !(await this.windows.mayActFor(tx, actor.organisationId, achievement.organisationId)))
      throw notFound('achievement.not_found');
    return achievement;
  }

  /** The window named, or the clerk's own; it must stand for the exchange of the sale. */
  private async windowFor(tx: Tx, actor: Actor, draft: ListingDraft): Promise<string | null> {
    const own = await this.windows.ofOrganisation(tx, actor.organisationId);
    const window = draft.windowId ? await this.windows.get(tx, draft.windowId) : own;
    if (window && window.exchangeId !== draft.exchangeId)
      throw invalid('listing.window_of_other_exchange', {}, [
        { path: 'windowId', code: 'listing.window_of_other_exchange' },
      ]);
    return window?.id ?? null;
  }

  private record(
    tx: Tx,
    actor: Actor,
    action: string,
    id: string,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    const { userId: actorId, organisationId } = actor;
    return audit(tx, { actorId, organisationId, action, subjectType: 'listing', subjectId: id, detail });
  }
}

/** What was sold cannot be sold or licensed again by who sold it. Errors: `listing.transferred`. */
async function requireOwned(tx: Tx, achievementId: string): Promise<void> {
  if (await isTransferred(tx, achievementId)) throw conflict('listing.transferred');
}

/** A draft that departs from the decision is not kept. Errors: `disclosure.barred`, `disclosure.undecided`, `disclosure.not_as_decided`. */
async function requireAsDecided(tx: Tx, achievementId: string, offered: OfferedTerms): Promise<void> {
  const fault = decisionFault(await lockStanding(tx, achievementId), offered, false);
  if (fault) throw conflict(fault.code, fault.params, [fault]);
}
