import { Injectable } from '@nestjs/common';
import { conflict, newId, notFound, sha256Hex } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import {
  appendFact,
  audit,
  Database,
  DatabaseClock,
  idCursor,
  type Page,
  pageLimit,
  toPage,
  type Tx,
} from '@jishi/platform';
import { AttachmentService } from './attachment.service';
import { markContent } from './content/check-content';
import { DataRoomService, type Visit } from './data-room.service';
import {
  countDocuments,
  countOthersOfKind,
  type DocumentRow,
  findDocument,
  findNames,
  insertDocument,
  insertOpening,
  insertWithdrawal,
  listDocuments,
} from './document.repository';
import {
  barrier,
  checkChangeable,
  checkReplaced,
  checkWithdrawal,
  isChangeable,
  isRoomShown,
  type DocumentAccess,
  type DocumentKind,
  MAX_DOCUMENTS,
} from './domain/documents';
import type { MediaType } from './domain/sniff';
import type { ListingRow } from './listing.repository';
import { ListingLifeService } from './listing-life.service';
import { ListingService } from './listing.service';

export interface DocumentOffer {
  attachmentId: string;
  title: string;
  kind: DocumentKind;
  access: DocumentAccess;
}

/** With why this reader may not open it; null: they may. */
export type DocumentView = DocumentRow & { barrier: string | null };

export interface DocumentList extends Page<DocumentView> {
  /** Seller, window or exchange: they read the records of the data room too. */
  insider: boolean;
  /** Whether the reader may add and withdraw papers now. */
  mayChange: boolean;
}

export interface DeliveredCopy {
  filename: string;
  mediaType: MediaType;
  content: Buffer;
}

/** The papers of a sale: for everybody, for candidates, or confidential, which are marked and logged copy by copy. */
@Injectable()
export class DocumentService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly listings: ListingService,
    private readonly life: ListingLifeService,
    private readonly attachments: AttachmentService,
    private readonly room: DataRoomService,
  ) {}

  /**
   * By the seller or a window with its mandate; what is added for candidates after the publication restarts the notice.
   * Errors: `document.*`, `attachment.not_found`, `listing.*`.
   */
  add(actor: Actor, listingId: string, offer: DocumentOffer): Promise<string> {
    return this.database.transaction(async (tx) => {
      const listing = await this.ownListing(tx, actor, listingId);
      checkChangeable(listing.state);
      const { attachmentId, kind, access } = offer;
      await this.attachments.requireFileable(tx, actor, [attachmentId], 'attachmentId');
      if ((await countDocuments(tx, listingId)) >= MAX_DOCUMENTS)
        throw conflict('document.too_many', { max: MAX_DOCUMENTS });
      const announced = listing.publishedAt !== null;
      const { userId: addedBy, organisationId: addedFor } = actor;
      const id = newId();
      const title = offer.title.trim();
      await insertDocument(tx, { id, listingId, attachmentId, title, kind, access, announced, addedBy, addedFor });
      await this.record(tx, actor, 'listing.document_added', listing, { documentId: id, title, kind, access });
      await this.tell(tx, 'listing.document_added', listing, title);
      await this.announce(tx, actor, listing, access, `补充${nameOf(access, title)} / a paper was added`);
      return id;
    });
  }

  /** What was published needs a reason and restarts the notice; the record of it stays. Errors: `document.*`, `listing.*`. */
  withdraw(actor: Actor, listingId: string, documentId: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const listing = await this.ownListing(tx, actor, listingId);
      const document = await findDocument(tx, listingId, documentId);
      if (!document) throw notFound('document.not_found');
      if (document.withdrawnAt) throw conflict('document.withdrawn_already');
      const announced = listing.publishedAt !== null;
      checkWithdrawal(listing.state, announced, reason);
      if (announced) {
        const { profile } = await this.listings.forCandidacy(tx, listingId);
        checkReplaced(document.kind, profile.sale.papers.listing, await countOthersOfKind(tx, document));
      }
      const { userId: withdrawnBy, organisationId: withdrawnFor } = actor;
      await insertWithdrawal(tx, { documentId, announced, withdrawnBy, withdrawnFor, reason: reason.trim() });
      await this.record(tx, actor, 'listing.document_withdrawn', listing, {
        documentId,
        title: document.title,
        reason,
      });
      const { access, title } = document;
      await this.tell(tx, 'listing.document_withdrawn', listing, title, reason.trim());
      await this.announce(
        tx,
        actor,
        listing,
        access,
        `撤下${nameOf(access, title)} / a paper was withdrawn: ${reason.trim()}`,
      );
    });
  }

  /** Everything there is, with what each reader needs to open it. Errors: `listing.not_found`. */
  async list(
    actor: Actor | null,
    listingId: string,
    query: { access?: DocumentAccess; limit?: number; cursor?: string },
  ): Promise<DocumentList> {
    const visit = await this.room.visit(actor, listingId);
    const limit = pageLimit(query.limit);
    const found = await listDocuments(this.database.manager, {
      listingId,
      access: query.access ?? null,
      withdrawn: visit.reader.is === 'insider' ? 'all' : 'announced',
      confidential: isRoomShown(visit.listing.state, visit.reader),
      after: idCursor(query.cursor),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.id]);
    const insider = visit.reader.is === 'insider';
    const mayChange = actor !== null && this.mayChange(actor, visit);
    return { ...page, insider, mayChange, items: page.items.map((document) => forReader(document, visit)) };
  }

  /**
   * Hands out a file; of a confidential one a copy marked for this reader, on record before it leaves.
   * Errors: `document.not_found`, `document.login_needed`, `document.room_closed`, `nda.missing`, `file.*`.
   */
  async open(actor: Actor | null, listingId: string, documentId: string, address: string): Promise<DeliveredCopy> {
    const visit = await this.room.visit(actor, listingId);
    const document = await findDocument(this.database.manager, listingId, documentId);
    if (!document || (document.withdrawnAt && visit.reader.is !== 'insider')) throw notFound('document.not_found');
    const refusal = barrier(document.access, visit.listing.state, visit.reader);
    if (refusal) throw refusal;
    const { content, filename, mediaType } = await this.attachments.open(this.database.manager, document.attachmentId);
    if (document.access !== 'confidential' || !actor) return { content, filename, mediaType };
    const openingId = newId();
    const copy = await markContent(
      mediaType,
      content,
      await this.markFor(actor, visit, openingId),
      actor.organisationId,
    );
    await this.database.transaction((tx) =>
      insertOpening(tx, {
        id: openingId,
        documentId,
        listingId,
        organisationId: actor.organisationId,
        userId: actor.userId,
        ndaId: visit.nda?.id ?? null,
        address,
        deliveredSha256: sha256Hex(copy),
        deliveredSize: copy.length,
      }),
    );
    return { content: copy, filename, mediaType };
  }

  private mayChange(actor: Actor, { listing, forSeller }: Visit): boolean {
    const open = listing.publishedAt === null ? isChangeable(listing.state) : this.life.isAmendable(listing);
    return open && forSeller && actor.permissions.has('listing.document');
  }

  /** Whose copy this is, when it was taken, of which sale, and the end of its number in the log. */
  private async markFor(actor: Actor, { listing }: Visit, openingId: string): Promise<string[]> {
    const { user, organisation } = await findNames(this.database.manager, actor.userId, actor.organisationId);
    const at = chinaMinute(this.clock.now());
    return [organisation, `${user} · ${at}`, `${listing.number} · ${openingId.slice(-12)}`];
  }

  /** Locked. Errors: `listing.not_found`, `listing.not_yours`. */
  private async ownListing(tx: Tx, actor: Actor, listingId: string): Promise<ListingRow> {
    const listing = await this.listings.locked(tx, listingId);
    await this.listings.requireSeller(tx, actor, listing);
    return listing;
  }

  private record(
    tx: Tx,
    { userId: actorId, organisationId }: Actor,
    action: string,
    { id }: ListingRow,
    detail: Record<string, unknown>,
  ): Promise<void> {
    return audit(tx, { actorId, organisationId, action, subjectType: 'listing', subjectId: id, detail });
  }

  /** The exchange answers for what is public of a sale. Before its notice it has the sale before it, or not yet. */
  private async tell(tx: Tx, type: string, listing: ListingRow, paper: string, reason = ''): Promise<void> {
    const payload = { listingId: listing.id, paper, reason };
    if (listing.publishedAt) await appendFact(tx, { type, subjectId: listing.id, payload });
  }

  /** Candidates judge a sale by its papers too. What only its parties read changes nothing for them. */
  private async announce(
    tx: Tx,
    actor: Actor,
    listing: ListingRow,
    access: DocumentAccess,
    reason: string,
  ): Promise<void> {
    if (listing.publishedAt && access !== 'parties') await this.life.papersChanged(tx, actor, listing, reason);
  }
}

/** In a notice everybody reads; what is confidential is not named there. */
const nameOf = (access: DocumentAccess, title: string): string =>
  access === 'confidential' ? '一份保密资料' : `资料《${title}》`;

function forReader(document: DocumentRow, { listing, reader }: Visit): DocumentView {
  const insider = reader.is === 'insider';
  const closed = document.withdrawnAt && !insider ? 'document.not_found' : null;
  const code = closed ?? barrier(document.access, listing.state, reader)?.code ?? null;
  // Names of people are for the parties; a file's name may tell what the file is kept secret for.
  return {
    ...document,
    ...(insider ? {} : { addedByName: '', withdrawnByName: null }),
    ...(code === null ? {} : { filename: '', size: 0, sha256: '' }),
    barrier: code,
  };
}

const CHINA_MS = 8 * 3_600_000;
const chinaMinute = (at: number): string => new Date(at + CHINA_MS).toISOString().slice(0, 16).replace('T', ' ');
