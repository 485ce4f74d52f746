import { Inject, Injectable } from '@nestjs/common';
import { conflict, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { type CandidacySource, ListingService, rightsOf } from '@jishi/listings';
import { Database, DatabaseClock, idCursor, pageLimit, type Page, toPage, type Tx } from '@jishi/platform';
import { type ApplicationPaper, chinaDay, type FirstRefusalRight, periodEnd } from '@jishi/pricing';
import { takeStep } from './application-step';
import { decideUntilMs, depositDue, recordingConflicts, requireAllowed } from './candidacy';
import { type Conflict, findConflict } from './conflict-check';
import { type FindingRow, listFindings, partiesOfListing } from './conflict.repository';
import { checkInTime, checkOpen, checkRegistered, checkRight, reviewAction } from './domain/qualification';
import {
  type ApplicationRow,
  type ApplicationTransitionRow,
  candidateOf,
  findApplication,
  listApplicationTransitions,
  listOpenings,
  listSubmissions,
  lockApplication,
  type OpeningRow,
  recordRight,
  type SubmissionRow,
} from './qualification.repository';
import { type ApplicationView, QualificationService } from './qualification.service';

export interface ReviewSheet {
  application: ApplicationView;
  required: { kind: ApplicationPaper; given: boolean; expired: boolean }[];
  sellerIsAsked: boolean;
  decideUntil: Date | null;
  conflict: Conflict | null;
  /** What others declared since the notice came out and nobody has verified: it keeps nobody out, and wants a look. */
  claimed: Conflict | null;
  findings: FindingRow[];
  registeredRight: FirstRefusalRight | null;
  submissions: SubmissionRow[];
  transitions: ApplicationTransitionRow[];
  openings: OpeningRow[];
}

/** The exchange's side: it passes candidates on or refuses them, and has the last word when the seller objects. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly database: Database,
    private readonly listings: ListingService,
    private readonly qualification: QualificationService,
    @Inject(DatabaseClock) private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /**
   * Where the rules ask the seller, an approval passes the candidate on to it. `right`: the candidate holds a right of first
   * refusal; one that was registered before the notice needs no naming. Errors: `application.*`, `qualification.barred`.
   */
  async review(
    actor: Actor,
    id: string,
    approve: boolean,
    reason = '',
    right: FirstRefusalRight | null = null,
  ): Promise<ApplicationView> {
    const { listingId, organisationId } = await this.own(this.database.manager, actor, id);
    const at = { stage: 'review', listingId, organisationId, actor } as const;
    await recordingConflicts(this.database, at, () =>
      this.database.transaction(async (tx) => {
        await lockApplication(tx, id);
        const application = await this.own(tx, actor, id);
        const listing = await this.listings.forCandidacy(tx, application.listingId);
        const asked = listing.profile.sale.sellerConfirmation;
        const action = reviewAction(application.state, approve, asked !== null);
        const nowMs = this.clock.now();
        const untilMs = await decideUntilMs(tx, listing, nowMs);
        if (approve) await this.checkStillAllowed(tx, application, listing, nowMs, untilMs);
        if (right) checkRight(right, approve, listing.form);
        const registered = await registration(tx, application);
        if (right && registered) checkRegistered(right, registered);
        const given = approve ? (right ?? heldRight(registered)) : null;
        // Its silence must not keep a candidate out: the seller's time ends with the opening at the latest.
        const passedUntil = action === 'pass' && asked ? Math.min(periodEnd(nowMs, asked), untilMs ?? Infinity) : null;
        const approved = action === 'approve' || action === 'overrule';
        const askedUntil = passedUntil === null ? null : new Date(passedUntil);
        const dueAt = approved ? await depositDue(tx, listing, nowMs) : askedUntil;
        const detail = given ? { firstRefusal: given } : {};
        await takeStep(tx, application, action, { actor, reason, dueAt, detail });
        if (given) await recordRight(tx, id, given);
      }),
    );
    return this.qualification.get(actor, id);
  }

  /** Everything a reviewer looks at before deciding. Errors: `application.not_found`. */
  async sheet(actor: Actor, id: string): Promise<ReviewSheet> {
    const tx = this.database.manager;
    const application = await this.own(tx, actor, id);
    const listing = await this.listings.forCandidacy(tx, application.listingId);
    const { profile } = listing;
    const day = chinaDay(this.clock.now());
    const parties = await partiesOfListing(tx, application.listingId);
    const candidate = await candidateOf(tx, id);
    const known = await findConflict(tx, candidate, parties, day);
    const untilMs = await decideUntilMs(tx, listing, this.clock.now());
    const { listingId, organisationId } = application;
    const filter = { exchangeId: actor.organisationId, listingId, organisationId, stage: null, before: null };
    return {
      application: await this.qualification.get(actor, id),
      required: profile.sale.papers.application.map((kind) => {
        const papers = application.details.documents.filter((document) => document.kind === kind);
        const expired = papers.some(({ expiresOn }) => expiresOn !== null && expiresOn < day);
        return { kind, given: papers.length > 0, expired };
      }),
      sellerIsAsked: profile.sale.sellerConfirmation !== null,
      decideUntil: untilMs === null ? null : new Date(untilMs),
      conflict: known,
      claimed: known ? null : await findConflict(tx, candidate, { ...parties, since: null }, day),
      findings: await listFindings(tx, { ...filter, limit: 20 }),
      registeredRight: heldRight(await registration(tx, application)),
      submissions: await listSubmissions(tx, id),
      transitions: await listApplicationTransitions(tx, id),
      openings: await listOpenings(tx, id),
    };
  }

  /** Candidates that were found to belong to the other side, at this exchange. */
  async findings(
    actor: Actor,
    query: { listingId?: string; stage?: string; limit?: number; cursor?: string },
  ): Promise<Page<FindingRow>> {
    const limit = pageLimit(query.limit);
    const found = await listFindings(this.database.manager, {
      exchangeId: actor.organisationId,
      listingId: query.listingId ?? null,
      organisationId: null,
      stage: query.stage ?? null,
      before: idCursor(query.cursor),
      limit: limit + 1,
    });
    return toPage(found, limit, (last) => [last.id]);
  }

  /** Things may have changed since the candidate applied: the sale, its papers, or who belongs to whom. */
  private async checkStillAllowed(
    tx: Tx,
    application: ApplicationRow,
    listing: CandidacySource,
    nowMs: number,
    untilMs: number | null,
  ): Promise<void> {
    checkOpen(listing);
    checkInTime(nowMs, untilMs);
    const expired = application.details.documents.find(({ expiresOn }) => expiresOn && expiresOn < chinaDay(nowMs));
    if (expired) throw conflict('application.paper_expired_since', { day: expired.expiresOn! });
    await requireAllowed(tx, await candidateOf(tx, application.id), listing, { nowMs, forExchange: true });
  }

  private async own(tx: Tx, actor: Actor, id: string): Promise<ApplicationRow> {
    const application = await findApplication(tx, id);
    // Who applies is known to the candidate, the seller and the exchange alone.
    if (application?.exchangeId !== actor.organisationId) throw notFound('application.not_found');
    return application;
  }
}

type Registered = FirstRefusalRight & { waivedAt: Date | null };

/** What was registered for a candidate before the notice. */
const registration = async (
  tx: Tx,
  { listingId, organisationId }: { listingId: string; organisationId: string },
): Promise<Registered | null> =>
  (await rightsOf(tx, listingId)).find((right) => right.organisationId === organisationId) ?? null;

const heldRight = (registered: Registered | null): FirstRefusalRight | null =>
  registered && registered.waivedAt === null ? { rank: registered.rank, ground: registered.ground } : null;
