import { Inject, Injectable } from '@nestjs/common';
import { conflict, invalid, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import {
  type AttachmentInfo,
  AttachmentService,
  type CandidacySource,
  ListingService,
  markHolderApplied,
} from '@jishi/listings';
import {
  appendFact,
  audit,
  Database,
  DatabaseClock,
  idCursor,
  pageLimit,
  type Page,
  timeCursor,
  toPage,
  type Tx,
} from '@jishi/platform';
import { takeStep } from './application-step';
import { type BarRow, listBars } from './bar.repository';
import { applyUntilMs, dueAfter, recordingConflicts, requireAllowed } from './candidacy';
import {
  type ApplicationContent,
  checkApplication,
  checkInTime,
  checkOpen,
  type DocumentKind,
  documentsOf,
  nextApplicationState,
  STANDING_STATES,
  textHash,
} from './domain/qualification';
import { PersonKeys, normalisedId } from './person-keys';
import {
  type ApplicationRow,
  findApplication,
  insertApplication,
  keepSubmission,
  listApplications,
  lockApplication,
  lockApplicationOf,
  noteOrigin,
  recordApplicationStep,
  replaceSubmission,
  type Submission,
} from './qualification.repository';

export type { ApplicationContent } from './domain/qualification';

/** Null: the candidate itself files. */
type Filing = Submission['counter'];

export interface ApplicationView extends Omit<ApplicationRow, 'details'> {
  documents: (AttachmentInfo & { kind: DocumentKind; expiresOn: string | null })[];
  representative: ApplicationRow['details']['representative'];
  contact: ApplicationRow['details']['contact'];
}

/** Who may bid: candidates apply with their papers; the exchange and, where the rules say so, the seller decide. */
@Injectable()
export class QualificationService {
  constructor(
    private readonly database: Database,
    private readonly listings: ListingService,
    private readonly attachments: AttachmentService,
    @Inject(DatabaseClock) private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly people: PersonKeys,
  ) {}

  /** One application an organisation; after a rejection, the same one again. Errors: `application.*`, `listing.not_found`, `qualification.barred`. */
  async apply(actor: Actor, listingId: string, content: ApplicationContent): Promise<ApplicationView> {
    return this.get(actor, await this.file(actor, actor.organisationId, listingId, content, () => null));
  }

  /**
   * For a candidate that is the actor itself, or its client: then `underMandate` says under what, or refuses. Answers the
   * application's id. Errors: as `apply`.
   */
  async file(
    actor: Actor,
    organisationId: string,
    listingId: string,
    content: ApplicationContent,
    underMandate: (tx: Tx, listing: CandidacySource & { auctionId: string }) => Filing | Promise<Filing>,
  ): Promise<string> {
    // What decides is when it came, not how long it took to look at it.
    const arrivedMs = this.clock.now();
    const { userId } = actor;
    const at = { stage: 'application', listingId, organisationId, actor } as const;
    return recordingConflicts(this.database, at, () =>
      this.database.transaction(async (tx) => {
        const listing = await this.listings.forCandidacy(tx, listingId);
        checkOpen(listing);
        checkInTime(arrivedMs, applyUntilMs(listing));
        const rules = { ...listing, sale: listing.profile.sale };
        checkApplication(content, rules, arrivedMs);
        const counter = await underMandate(tx, listing);
        const submission: Submission = {
          listingId,
          auctionId: listing.auctionId,
          organisationId,
          appliedBy: userId,
          arrivedAt: new Date(arrivedMs),
          counter,
          ...this.kept(content),
          textHash: textHash(rules),
          dueAt: dueAfter(arrivedMs, listing.profile.sale.reviewWithin),
        };
        const { representativeKey: key, details } = submission;
        const representative = key && details.representative ? { key, name: details.representative.name } : null;
        await requireAllowed(tx, { organisationId, representative }, listing, { nowMs: arrivedMs });
        // At a counter the papers are the window's scans, and the client reads what was handed in for it.
        for (const reader of counter ? [listing.exchangeId, organisationId] : [listing.exchangeId])
          await this.attachments.file(tx, actor, submission.documentIds, reader);
        const submitted = await this.submit(tx, submission);
        await keepSubmission(tx, submitted, submission);
        await this.keepOrigin(tx, submitted, listingId, counter ? { ...content, ...counter, marketId: null } : content);
        await markHolderApplied(tx, listingId, organisationId);
        const channel = counter ? 'counter' : 'online';
        const payload = { applicationId: submitted, listingId, auctionId: listing.auctionId, organisationId, channel };
        await appendFact(tx, { type: 'application.submitted', subjectId: submitted, payload });
        await audit(tx, {
          actorId: userId,
          organisationId,
          action: 'application.filed',
          subjectType: 'listing',
          subjectId: listingId,
          ...(counter ? { detail: { channel: 'counter', clientId: organisationId, ...counter } } : {}),
        });
        return submitted;
      }),
    );
  }

  /** Before the last word is spoken the candidate may take it back. */
  async withdraw(actor: Actor, id: string): Promise<ApplicationView> {
    await this.database.transaction(async (tx) => {
      const locked = await lockApplication(tx, id);
      const application = locked && (await findApplication(tx, id));
      if (application?.organisationId !== actor.organisationId) throw notFound('application.not_found');
      await takeStep(tx, application, 'withdraw', { actor });
    });
    return this.get(actor, id);
  }

  async list(
    actor: Actor,
    query: { listingId?: string; state?: string; q?: string; limit?: number; cursor?: string },
  ): Promise<Page<ApplicationView>> {
    const limit = pageLimit(query.limit);
    const tx = this.database.manager;
    const found = await listApplications(tx, {
      as: 'own',
      readerId: actor.organisationId,
      listingId: query.listingId ?? null,
      state: query.state ?? null,
      q: query.q?.trim() ?? '',
      before: idCursor(query.cursor),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.id]);
    return { ...page, items: await this.views(tx, page.items) };
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
    const [view] = await this.views(tx, [application]);
    return view!;
  }

  /** With what is known of their papers; hashes that tell people apart stay inside. */
  async views(tx: Tx, applications: ApplicationRow[]): Promise<ApplicationView[]> {
    const ids = applications.flatMap(({ documentIds }) => documentIds);
    const byId = new Map((await this.attachments.describe(tx, ids)).map((info) => [info.id, info]));
    return applications.map(({ details, ...application }) => {
      const known = new Map(details.documents.map((document) => [document.attachmentId, document]));
      const documents = application.documentIds.flatMap((id) => {
        const info = byId.get(id);
        const { kind = 'other' as const, expiresOn = null } = known.get(id) ?? {};
        return info ? [{ ...info, kind, expiresOn }] : [];
      });
      return { ...application, documents, representative: details.representative, contact: details.contact };
    });
  }

  /** As it is stored: of a number of somebody's papers only its end, and a keyed hash to recognise him by. */
  private kept(content: ApplicationContent) {
    const documents = documentsOf(content).map(({ attachmentId, kind, expiresOn }) => ({
      attachmentId,
      kind,
      expiresOn: expiresOn ?? null,
    }));
    const { representative: who, contact = null, statement, offerMinor = null } = content;
    const path = 'representative.idNumber';
    const representative = who
      ? { name: who.name.trim(), idTail: normalisedId(who.idNumber, path).slice(-4), phone: who.phone.trim() }
      : null;
    return {
      statement,
      documentIds: [...new Set(documents.map(({ attachmentId }) => attachmentId))],
      details: { documents, representative, contact },
      offerMinor,
      representativeKey: who ? this.people.keyOf(who.idNumber, path) : null,
    };
  }

  /** Through whom the candidate came. Errors: `application.no_such_market`. */
  private async keepOrigin(tx: Tx, id: string, listingId: string, content: ApplicationContent): Promise<void> {
    const { windowId = null, marketId = null } = content;
    if (windowId === null && marketId === null) return;
    if (await noteOrigin(tx, id, listingId, { windowId, marketId })) return;
    const path = windowId === null ? 'marketId' : 'windowId';
    throw invalid('application.no_such_market', {}, [{ path, code: 'application.no_such_market' }]);
  }

  private async submit(tx: Tx, submission: Submission): Promise<string> {
    const { appliedBy: actorId, organisationId, documentIds, dueAt, counter } = submission;
    const filer = counter?.windowOrganisationId ?? organisationId;
    const record = { actorId, organisationId: filer, documentIds, reason: '', reviewedBy: null, dueAt };
    const inserted = await insertApplication(tx, submission);
    if (inserted) {
      await recordApplicationStep(tx, inserted, { ...record, action: 'file', from: 'none', to: 'submitted' });
      return inserted;
    }
    const earlier = await lockApplicationOf(tx, submission.listingId, organisationId);
    if (!earlier) throw notFound('application.not_found');
    if (STANDING_STATES.includes(earlier.state)) throw conflict('application.exists', { state: earlier.state });
    const to = nextApplicationState(earlier.state, 'resubmit', '');
    // The state first: a rejected application may not stand without its reason, not even for a moment.
    await recordApplicationStep(tx, earlier.id, { ...record, action: 'resubmit', from: earlier.state, to });
    await replaceSubmission(tx, earlier.id, submission);
    return earlier.id;
  }
}
