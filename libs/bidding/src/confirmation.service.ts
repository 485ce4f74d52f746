import { Inject, Injectable } from '@nestjs/common';
import { conflict, DomainError, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { type AttachmentInfo, AttachmentService, type CandidacySource, ListingService } from '@jishi/listings';
import {
  audit,
  createLogger,
  Database,
  DatabaseClock,
  idCursor,
  messageFor,
  pageLimit,
  type Page,
  toPage,
  type Tx,
} from '@jishi/platform';
import { takeStep } from './application-step';
import { depositDue, dueAfter, recordConflict, recordingConflicts, requireAllowed } from './candidacy';
import { RelatedParty } from './conflict-check';
import { type ApplicationAction, type ApplicationState, checkOpen } from './domain/qualification';
import {
  type ApplicationRow,
  candidateOf,
  findApplication,
  hasOpenedFacts,
  keepOpening,
  listApplications,
  lockApplication,
  lockSilent,
  silentApplications,
} from './qualification.repository';
import { type ApplicationView, QualificationService } from './qualification.service';

const logger = createLogger('qualification');
/** Of one sweep; the next one follows at once. */
const BATCH = 50;

/** A candidate as the seller's queue shows it: without a name until somebody takes on the duty to keep it. */
export interface ConfirmationRow {
  id: string;
  /** Tells the candidates of a sale apart. */
  label: string;
  listingId: string;
  listingNumber: string;
  listingTitle: string;
  state: ApplicationState;
  lastAction: ApplicationAction | '';
  dueAt: Date | null;
  reason: string;
  createdAt: Date;
}

/** What the seller's confirmers are shown, under a recorded duty of confidence; each look is kept. */
export type CandidateFacts = Pick<
  ApplicationView,
  | 'organisationName'
  | 'organisationUscc'
  | 'statement'
  | 'documents'
  | 'representative'
  | 'contact'
  | 'firstRefusalRank'
  | 'firstRefusalGround'
  | 'submissions'
> &
  ConfirmationRow & { offerMinor: number | null };

/**
 * The seller confirms the candidates the exchange has passed, or objects with a reason. Identities are sealed until the close,
 * and yet whoever confirms a qualification must see whose it is: people of the seller who may confirm, and nobody else, read a
 * candidate's facts while they are asked, after taking on the duty to keep them, and every look is written down.
 */
@Injectable()
export class ConfirmationService {
  private sweeping: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly listings: ListingService,
    private readonly attachments: AttachmentService,
    private readonly qualification: QualificationService,
    @Inject(DatabaseClock) private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  async list(
    actor: Actor,
    query: { listingId?: string; state?: string; q?: string; limit?: number; cursor?: string },
  ): Promise<Page<ConfirmationRow>> {
    const limit = pageLimit(query.limit);
    const found = await listApplications(this.database.manager, {
      as: 'seller',
      readerId: actor.organisationId,
      listingId: query.listingId ?? null,
      state: query.state ?? null,
      q: query.q?.trim() ?? '',
      before: idCursor(query.cursor),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.id]);
    return { ...page, items: page.items.map(anonymous) };
  }

  /** Errors: `confirmation.duty_not_taken`, `confirmation.sealed`, `application.not_found`. */
  async open(actor: Actor, id: string, confidential: boolean): Promise<CandidateFacts> {
    if (!confidential)
      throw invalid('confirmation.duty_not_taken', {}, [{ path: 'confidential', code: 'confirmation.duty_not_taken' }]);
    return this.database.transaction(async (tx) => {
      const application = await this.askedAbout(tx, actor, id);
      await this.keep(tx, actor, id, null);
      const [view] = await this.qualification.views(tx, [application]);
      const { organisationName, organisationUscc, statement, documents, representative, contact } = view!;
      const { firstRefusalRank, firstRefusalGround, submissions } = view!;
      const facts = { organisationName, organisationUscc, statement, documents, representative, contact };
      const right = { firstRefusalRank, firstRefusalGround, submissions };
      // An offer is the exchange's secret until nobody can come after it.
      const over = application.noticeEndsAt.getTime() <= this.clock.now();
      return { ...anonymous(application), ...facts, ...right, offerMinor: over ? application.offerMinor : null };
    });
  }

  /** A paper of a candidate whose facts this person has opened. Errors: `confirmation.sealed`, `attachment.not_found`. */
  async document(actor: Actor, id: string, documentId: string): Promise<AttachmentInfo & { content: Buffer }> {
    const application = await this.database.transaction(async (tx) => {
      const found = await this.askedAbout(tx, actor, id);
      if (!(await hasOpenedFacts(tx, id, actor.userId))) throw conflict('confirmation.not_opened');
      if (!found.documentIds.includes(documentId)) throw notFound('attachment.not_found');
      await this.keep(tx, actor, id, documentId);
      return found;
    });
    // Not filed with the seller, who would then read it unseen: handed out here, where every look is kept.
    return this.attachments.read({ ...actor, organisationId: application.organisationId }, documentId);
  }

  /** Errors: `application.*`, `confirmation.late`, `confirmation.not_opened`, `qualification.barred`. */
  async answer(actor: Actor, id: string, confirm: boolean, reason = ''): Promise<ConfirmationRow> {
    const arrivedMs = this.clock.now();
    const { listingId, organisationId } = await this.askedAbout(this.database.manager, actor, id);
    const at = { stage: 'confirmation', listingId, organisationId, actor } as const;
    await recordingConflicts(this.database, at, () =>
      this.database.transaction(async (tx) => {
        await lockApplication(tx, id);
        const application = await this.askedAbout(tx, actor, id);
        if (application.state !== 'awaiting_seller')
          throw conflict('application.wrong_state', { state: application.state });
        // Silence has spoken already, even if the clock has not come round to writing it down.
        if (application.dueAt && arrivedMs >= application.dueAt.getTime()) throw conflict('confirmation.late');
        if (!(await hasOpenedFacts(tx, id, actor.userId))) throw conflict('confirmation.not_opened');
        const listing = await this.listings.forCandidacy(tx, listingId);
        if (confirm) await this.checkStillAllowed(tx, application, listing, arrivedMs);
        // The last word on an objection is the exchange's, within the term of its first.
        const dueAt = confirm
          ? await depositDue(tx, listing, arrivedMs)
          : dueAfter(arrivedMs, listing.profile.sale.reviewWithin);
        await takeStep(tx, application, confirm ? 'confirm' : 'object', { actor, reason, dueAt });
      }),
    );
    return anonymous((await findApplication(this.database.manager, id))!);
  }

  /** Called every second: whoever was silent past the deadline has agreed. Two workers are harmless. */
  sweep(): Promise<void> {
    this.sweeping ??= this.run().finally(() => (this.sweeping = null));
    return this.sweeping;
  }

  private async run(): Promise<void> {
    const now = new Date(this.clock.now());
    for (const { id } of await silentApplications(this.database.manager, now, BATCH))
      await this.database
        .transaction((tx) => this.lapse(tx, id, now))
        .catch((error: unknown) => logger.warn({ id, error: String(error) }, 'a silence was not recorded'));
  }

  private async lapse(tx: Tx, id: string, now: Date): Promise<void> {
    if (!(await lockSilent(tx, id, now))) return;
    const application = (await findApplication(tx, id))!;
    const listing = await this.listings.forCandidacy(tx, application.listingId);
    try {
      await this.checkStillAllowed(tx, application, listing, now.getTime());
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { listingId, organisationId } = application;
      const at = { stage: 'confirmation', listingId, organisationId, actor: null } as const;
      if (error instanceof RelatedParty) await recordConflict(tx, at, error);
      const reason = messageFor(error.code, error.params, 'zh');
      return takeStep(tx, application, 'disqualify', { actor: null, reason });
    }
    const dueAt = await depositDue(tx, listing, now.getTime());
    await takeStep(tx, application, 'lapse', {
      actor: null,
      dueAt,
      detail: { dueAt: application.dueAt?.toISOString() },
    });
  }

  private async checkStillAllowed(
    tx: Tx,
    application: ApplicationRow,
    listing: CandidacySource,
    nowMs: number,
  ): Promise<void> {
    checkOpen(listing);
    await requireAllowed(tx, await candidateOf(tx, application.id), listing, { nowMs });
  }

  /** To anybody but the seller, and before the exchange has passed it on, it does not exist; afterwards it is sealed again. */
  private async askedAbout(tx: Tx, actor: Actor, id: string): Promise<ApplicationRow> {
    const application = await findApplication(tx, id);
    if (application?.transferorId !== actor.organisationId || application.state === 'submitted')
      throw notFound('application.not_found');
    if (application.state !== 'awaiting_seller' && application.state !== 'objected')
      throw conflict('confirmation.sealed');
    return application;
  }

  private async keep(tx: Tx, actor: Actor, id: string, documentId: string | null): Promise<void> {
    const { userId, organisationId } = actor;
    await keepOpening(tx, { applicationId: id, organisationId, openedBy: userId, documentId });
    await audit(tx, {
      actorId: userId,
      organisationId,
      action: 'application.opened_by_seller',
      subjectType: 'application',
      subjectId: id,
      detail: { documentId, duty: 'confidential' },
    });
  }
}

const anonymous = (application: ApplicationRow): ConfirmationRow => {
  const { id, listingId, listingNumber, listingTitle, state, lastAction, dueAt, reason, createdAt } = application;
  const label = id.slice(-6).toUpperCase();
  return { id, label, listingId, listingNumber, listingTitle, state, lastAction, dueAt, reason, createdAt };
};
