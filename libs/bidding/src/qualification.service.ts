import { Injectable } from '@nestjs/common';
import { conflict, forbidden, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { type AttachmentInfo, AttachmentService, ListingService } from '@jishi/listings';
import {
  appendFact,
  audit,
  Database,
  idCursor,
  pageLimit,
  type Page,
  timeCursor,
  toPage,
  type Tx,
} from '@jishi/platform';
import { chinaDay } from '@jishi/pricing';
import { type BarRow, findBar, listBars } from './bar.repository';
import {
  type ApplicationAction,
  type ApplicationState,
  checkApplication,
  checkOpen,
  checkRight,
  type FirstRefusalRight,
  nextApplicationState,
} from './domain/qualification';
import {
  type ApplicationRow,
  findApplication,
  insertApplication,
  listApplications,
  lockApplication,
  lockApplicationOf,
  noteOrigin,
  recordApplicationStep,
  recordRight,
  replaceSubmission,
  sharesPeople,
  type Submission,
} from './qualification.repository';

export interface ApplicationContent {
  statement: string;
  documentIds: string[];
  /** The window that brought the candidate: one of the host, or of a market the listing is linked into. */
  windowId?: string | null | undefined;
  /** Or that market alone. */
  marketId?: string | null | undefined;
}

export interface ApplicationView extends ApplicationRow {
  documents: AttachmentInfo[];
}

/** Who may bid: candidates apply with their papers, the exchange decides, with a reason when it refuses. */
@Injectable()
export class QualificationService {
  constructor(
    private readonly database: Database,
    private readonly listings: ListingService,
    private readonly attachments: AttachmentService,
  ) {}

  /** One application an organisation; after a rejection, the same one again. Errors: `application.*`, `listing.not_found`, `qualification.barred`. */
  async apply(actor: Actor, listingId: string, content: ApplicationContent): Promise<ApplicationView> {
    checkApplication(content);
    const { userId, organisationId } = actor;
    const id = await this.database.transaction(async (tx) => {
      const listing = await this.listings.forCandidacy(tx, listingId);
      checkOpen(listing);
      await this.refuseBarred(tx, organisationId);
      await this.refuseInsiders(tx, organisationId, userId, listing.insiderIds);
      await this.attachments.file(tx, organisationId, content.documentIds, listing.exchangeId);
      const submission = { ...content, listingId, auctionId: listing.auctionId, organisationId, appliedBy: userId };
      const submitted = await this.submit(tx, submission);
      const { windowId = null, marketId = null } = content;
      if (windowId !== null || marketId !== null) {
        if (!(await noteOrigin(tx, submitted, listingId, { windowId, marketId })))
          throw invalid('application.no_such_market', {}, [
            { path: windowId === null ? 'marketId' : 'windowId', code: 'application.no_such_market' },
          ]);
      }
      await audit(tx, {
        actorId: userId,
        organisationId,
        action: 'application.filed',
        subjectType: 'listing',
        subjectId: listingId,
      });
      return submitted;
    });
    return this.get(actor, id);
  }

  /**
   * Approval is told as a fact; the deposit is asked for next. `right`: the candidate holds a right of first refusal, which
   * goes into the book with its admission. Errors: `application.*`, `qualification.barred`.
   */
  async review(
    actor: Actor,
    id: string,
    approve: boolean,
    reason = '',
    right: FirstRefusalRight | null = null,
  ): Promise<ApplicationView> {
    await this.database.transaction(async (tx) => {
      const { state } = await this.locked(tx, id);
      const application = await this.existing(tx, id);
      if (application.exchangeId !== actor.organisationId) throw forbidden('application.other_exchange');
      if (approve) await this.checkStillAllowed(tx, application);
      if (right) {
        const { form } = await this.listings.forCandidacy(tx, application.listingId);
        checkRight(right, approve, form);
      }
      await this.step(tx, actor, application, state, approve ? 'approve' : 'reject', reason, actor.userId, right);
      if (!approve) return;
      if (right) await recordRight(tx, id, right);
      const { listingId, auctionId, organisationId } = application;
      await appendFact(tx, {
        type: 'application.approved',
        subjectId: id,
        payload: { applicationId: id, listingId, auctionId, organisationId },
      });
    });
    return this.get(actor, id);
  }

  /** Before a decision the candidate may take it back. */
  async withdraw(actor: Actor, id: string): Promise<ApplicationView> {
    await this.database.transaction(async (tx) => {
      const { state } = await this.locked(tx, id);
      const application = await this.existing(tx, id);
      if (application.organisationId !== actor.organisationId) throw notFound('application.not_found');
      await this.step(tx, actor, application, state, 'withdraw', '', null);
    });
    return this.get(actor, id);
  }

  async list(
    actor: Actor,
    query: { listingId?: string; state?: string; limit?: number; cursor?: string },
  ): Promise<Page<ApplicationView>> {
    const limit = pageLimit(query.limit);
    const before = idCursor(query.cursor);
    const tx = this.database.manager;
    const found = await listApplications(tx, {
      readerId: actor.organisationId,
      listingId: query.listingId ?? null,
      state: query.state ?? null,
      before,
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.id]);
    return { ...page, items: await this.withDocuments(tx, page.items) };
  }

  /** Organisations that defaulted on a sale, the latest first; by default only those that are barred still. */
  async bars(query: { past?: boolean; limit?: number; cursor?: string }): Promise<Page<BarRow>> {
    const limit = pageLimit(query.limit);
    const filter = { currentOnly: !query.past, before: timeCursor(query.cursor), limit: limit + 1 };
    const found = await listBars(this.database.manager, filter);
    return toPage(found, limit, (last) => [last.createdAt.toISOString(), last.auctionId]);
  }

  /** Seen by the candidate and the exchange; to others it does not exist. */
  async get(actor: Actor, id: string): Promise<ApplicationView> {
    const tx = this.database.manager;
    const application = await findApplication(tx, id);
    if (!application || ![application.organisationId, application.exchangeId].includes(actor.organisationId))
      throw notFound('application.not_found');
    const [view] = await this.withDocuments(tx, [application]);
    return view!;
  }

  private async submit(tx: Tx, submission: Submission): Promise<string> {
    const { appliedBy: actorId, organisationId, documentIds } = submission;
    const record = { actorId, organisationId, documentIds, reason: '', reviewedBy: null };
    const inserted = await insertApplication(tx, submission);
    if (inserted) {
      await recordApplicationStep(tx, inserted, { ...record, from: 'none', to: 'submitted' });
      return inserted;
    }
    const earlier = await lockApplicationOf(tx, submission.listingId, organisationId);
    if (!earlier) throw notFound('application.not_found');
    if (earlier.state === 'submitted' || earlier.state === 'approved')
      throw conflict('application.exists', { state: earlier.state });
    const to = nextApplicationState(earlier.state, 'resubmit', '');
    // The state first: a rejected application may not stand without its reason, not even for a moment.
    await recordApplicationStep(tx, earlier.id, { ...record, from: earlier.state, to });
    await replaceSubmission(tx, earlier.id, submission);
    return earlier.id;
  }

  private async step(
    tx: Tx,
    actor: Actor,
    application: ApplicationRow,
    from: ApplicationState,
    action: ApplicationAction,
    reason: string,
    reviewedBy: string | null,
    right: FirstRefusalRight | null = null,
  ): Promise<void> {
    const to = nextApplicationState(from, action, reason);
    const { userId: actorId, organisationId } = actor;
    const { id, documentIds } = application;
    await recordApplicationStep(tx, id, {
      from,
      to,
      actorId,
      organisationId,
      reason: reason.trim(),
      documentIds,
      reviewedBy,
    });
    const detail = { from, to, reason, ...(right ? { firstRefusal: right } : {}) };
    await audit(tx, {
      actorId,
      organisationId,
      action: `application.${to}`,
      subjectType: 'application',
      subjectId: id,
      detail,
    });
  }

  /** Things may have changed since the candidate applied: the sale, or who works for whom. */
  private async checkStillAllowed(tx: Tx, application: ApplicationRow): Promise<void> {
    const listing = await this.listings.forCandidacy(tx, application.listingId);
    checkOpen(listing);
    await this.refuseBarred(tx, application.organisationId);
    await this.refuseInsiders(tx, application.organisationId, null, listing.insiderIds);
  }

  /** Whoever defaulted on a sale waits. Errors: `qualification.barred`. */
  private async refuseBarred(tx: Tx, organisationId: string): Promise<void> {
    const bar = await findBar(tx, organisationId);
    if (bar) throw conflict('qualification.barred', { reason: bar.reason, until: chinaDay(bar.barredUntil.getTime()) });
  }

  /** Seller's and operator's own people may not bid (Auction Act §22, §30). */
  private async refuseInsiders(
    tx: Tx,
    organisationId: string,
    userId: string | null,
    insiderIds: string[],
  ): Promise<void> {
    if (insiderIds.includes(organisationId)) throw forbidden('application.own_organisation');
    if (await sharesPeople(tx, organisationId, userId, insiderIds)) throw forbidden('application.related_party');
  }

  private async locked(tx: Tx, id: string): Promise<{ id: string; state: ApplicationState }> {
    const found = await lockApplication(tx, id);
    if (!found) throw notFound('application.not_found');
    return found;
  }

  private async existing(tx: Tx, id: string): Promise<ApplicationRow> {
    const found = await findApplication(tx, id);
    if (!found) throw notFound('application.not_found');
    return found;
  }

  private async withDocuments(tx: Tx, applications: ApplicationRow[]): Promise<ApplicationView[]> {
    const ids = applications.flatMap(({ documentIds }) => documentIds);
    const byId = new Map((await this.attachments.describe(tx, ids)).map((info) => [info.id, info]));
    return applications.map((application) => ({
      ...application,
      documents: application.documentIds.flatMap((id) => byId.get(id) ?? []),
    }));
  }
}
